"""The samples run real logs: what comes out equals what two independent programs computed before.

Source: `tests/data/README.md`. A digest is the SHA-256 of the lines `user,time` of all sends, sorted.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest

from tests.checkout import ROOT
from tests.running import run_ma, use_own_environment

pytestmark = [pytest.mark.checkout]

DATA = ROOT / "tests" / "data"
CART_DIGEST = "70de1bbfe87646bc453f271ea2f615a4597664dd279f1e31414205dd10e59dab"
WINBACK_DIGEST = "35bdd56efbfa9f3b25300e65ab79868762b03fcf5e3612b01cd5e0b951c40e10"
BY_MONTH = {
    **{f"1997-{month:02}": count for month, count in zip(
        range(4, 13), (5670, 7724, 6301, 1381, 824, 472, 460, 432, 597), strict=True
    )},
    **{f"1998-{month:02}": count for month, count in zip(
        range(1, 7), (758, 868, 862, 596, 636, 793), strict=True
    )},
}  # fmt: skip

# Any: a line of JSON.
Record = dict[str, Any]


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use_own_environment(monkeypatch, tmp_path / "cache")


def simulated(sample: str, log: str, until: str, folder: Path) -> tuple[Record, list[Record]]:
    """Simulate a sample over a log and return the summary and the journal."""
    users, events = DATA / log / "users.csv", DATA / log / "events.jsonl.gz"
    journal = folder / "journal.jsonl.gz"
    with as_file(files("maflow.samples") / sample) as project:
        options = ("--consent", "all", "--until", until, "--journal", journal, "--format", "json")
        ended = run_ma("simulate", project, "--users", users, "--events", events, *options)
    assert (ended.code, ended.err) == (0, ""), ended.err
    lines = gzip.decompress(journal.read_bytes()).splitlines()
    return json.loads(ended.out), [json.loads(line) for line in lines]


def digest(journal: list[Record]) -> str:
    sends = sorted((each["user_id"], each["time"]) for each in journal if each["kind"] == "sent")
    return hashlib.sha256("".join(f"{user},{time}\n" for user, time in sends).encode()).hexdigest()


@pytest.fixture
def cart(tmp_path: Path) -> list[Record]:
    _, journal = simulated("shop_cart", "ecom", "2024-07-02", tmp_path)
    return journal


def test_carts_that_were_left_behind_to_the_last_digit(cart: list[Record]) -> None:
    kinds = Counter(each["kind"] for each in cart)
    assert (kinds["entered"], kinds["refused"], kinds["exited"]) == (1220, 126, 363)
    assert (kinds["deferred"], kinds["blocked"], kinds["sent"]) == (64, 5, 852)
    assert digest(cart) == CART_DIGEST


def test_the_limits_and_the_night_say_why(cart: list[Record]) -> None:
    reasons = Counter((each["kind"], each["reason"]) for each in cart if "reason" in each)
    assert reasons == {
        ("refused", "running"): 126,
        ("exited", "exit_on"): 363,
        ("deferred", "quiet_hours"): 64,
        ("blocked", "limits"): 5,
    }
    rules = Counter(each["rule"] for each in cart if each["kind"] == "blocked")
    assert rules == {"at most 1 push in any 24 hours": 4, "at most 2 push in any 7 days": 1}


def test_dormant_customers_to_the_last_digit(tmp_path: Path) -> None:
    summary, journal = simulated("winback", "cdnow", "1998-06-30T23:59:59", tmp_path)
    kinds = Counter(each["kind"] for each in journal)
    assert (kinds["entered"], kinds["refused"], kinds["sent"]) == (28_374, 3_280, 28_374)
    assert {each["reason"] for each in journal if each["kind"] == "refused"} == {"reenter"}
    sends = [each for each in journal if each["kind"] == "sent"]
    assert Counter(each["time"][:7] for each in sends) == BY_MONTH
    times = Counter(Counter(each["user_id"] for each in sends).values())
    assert times == {1: 18_379, 2: 4_900, 3: 65}
    assert digest(journal) == WINBACK_DIGEST
    assert summary["format_version"] == 1


def test_a_blocked_push_is_explained(tmp_path: Path) -> None:
    simulated("shop_cart", "ecom", "2024-07-02", tmp_path)
    with as_file(files("maflow.samples") / "shop_cart") as project:
        journal = tmp_path / "journal.jsonl.gz"
        ended = run_ma("explain", "user_0054", "cart_reminder", "--journal", journal, "--project", project)
    assert ended.code == 0
    assert "blocked by `limits`: a limit is reached (`at most 1 push in any 24 hours`" in ended.out
    assert ended.out.endswith("`cart_reminder`: sent 3, blocked 1, put off 1\n")


def test_the_readme_shows_what_the_commands_print(tmp_path: Path) -> None:
    shown = (ROOT / "README.md").read_text(encoding="utf-8")
    journal = tmp_path / "journal.jsonl"
    with as_file(files("maflow.samples") / "shop_cart") as project:
        log = ("--users", DATA / "ecom" / "users.csv", "--events", DATA / "ecom" / "events.jsonl.gz")
        until = ("--consent", "all", "--until", "2024-07-02", "--journal", journal)
        summary = run_ma("simulate", project, *log, *until).out
        drawn = run_ma("graph", "cart_recovery", "--project", project).out
        told = run_ma("explain", "user_0054", "--journal", journal, "--project", project).out
    assert f"```mermaid\n{drawn}```" in shown
    tables = summary[summary.index("campaign  ") : summary.index("\nevents read")]
    assert f"```text\n{tables}```" in shown
    run = told[told.index("cart_recovery/user_0054/2") : told.index("\ncart_recovery/user_0054/3")]
    assert f"```text\n{run}```" in shown
