"""Real logs: the simulator's outcomes equal those of two independent programs, to the last digit.

Source: `tests/data/README.md`.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.running import plant, run_ma, use_own_environment
from tests.runtime.simulate.projects import CARTS, CDNOW, ECOM, WINBACK, digest, kinds, records

pytestmark = [pytest.mark.checkout]

BY_MONTH = [5670, 7724, 6301, 1381, 824, 472, 460, 432, 597, 758, 868, 862, 596, 636, 793]


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use_own_environment(monkeypatch, tmp_path / "cache")


def simulated(project: dict[str, str], log: Path, folder: Path, *options: str) -> list[dict[str, str]]:
    """Run a project over a log and return its journal."""
    journal = folder / "journal.jsonl"
    files = ("--users", log / "users.csv", "--events", log / "events.jsonl.gz", "--journal", journal)
    ended = run_ma("simulate", plant(folder / "project", project), *files, "--consent", "all", *options)
    assert (ended.code, ended.err) == (0, ""), ended.err
    return records(journal)


def test_carts_that_were_left_behind(tmp_path: Path) -> None:
    found = simulated(CARTS, ECOM, tmp_path, "--until", "2024-07-31")
    counted = kinds(found)
    assert (counted["entered"], counted["refused"], counted["exited"]) == (1220, 126, 363)
    assert (counted["deferred"], counted["blocked"], counted["sent"]) == (64, 5, 852)
    refused = Counter(each["reason"] for each in found if each["kind"] == "refused")
    assert refused == {"running": 126}
    rules = Counter((each["reason"], each["rule"]) for each in found if each["kind"] == "blocked")
    assert list(rules.values()) == [4, 1]
    assert digest(found) == "70de1bbfe87646bc453f271ea2f615a4597664dd279f1e31414205dd10e59dab"


@pytest.mark.parametrize("workers", ["1", "2"])
def test_customers_that_have_not_been_back_for_90_days(workers: str, tmp_path: Path) -> None:
    found = simulated(WINBACK, CDNOW, tmp_path, "--until", "1998-06-30T23:59:59Z", "--workers", workers)
    counted = kinds(found)
    assert counted["entered"] + counted["refused"] == 31_654
    assert (counted["entered"], counted["refused"], counted["sent"]) == (28_374, 3_280, 28_374)
    sends = [each for each in found if each["kind"] == "sent"]
    each_user = Counter(Counter(each["user_id"] for each in sends).values())
    assert each_user == {1: 18_379, 2: 4_900, 3: 65}
    months = Counter(each["time"][:7] for each in sends)
    assert [months[month] for month in sorted(months)] == BY_MONTH
    assert digest(found).startswith("35bdd56e")


def test_processes_of_a_terminal_decide_alike(tmp_path: Path) -> None:
    # Here there is no second thread, as there is in tests: processes are copies, and share memory.
    folder, journal = plant(tmp_path / "project", WINBACK), tmp_path / "journal.jsonl"
    files = ("--users", CDNOW / "users.csv", "--events", CDNOW / "events.jsonl.gz", "--journal", journal)
    options = ("--consent", "all", "--until", "1998-06-30T23:59:59Z", "--workers", "2")
    subprocess.run(
        [sys.executable, "-m", "maflow", "simulate", folder, *files, *options],
        capture_output=True,
        check=True,
    )
    assert digest(records(journal)).startswith("35bdd56e")
