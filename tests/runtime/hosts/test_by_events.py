"""The clock of the events: the journal is the simulator's, in one go, in parts, and by several processes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from maflow.runtime.errors import HostError
from maflow.runtime.hosts.local import run_host
from maflow.runtime.hosts.request import ClockKind, Outcome
from maflow.runtime.simulate.request import Request as Simulation
from maflow.runtime.simulate.simulate import simulate
from maflow.runtime.sources.moments import moment_ms
from tests.runtime.hosts.running import SHOP, built, records_of, request_of
from tests.runtime.simulate.projects import CARTS, CDNOW, ECOM, WINBACK, digest

TO_FILE = "channels: {%s: {plugin: file, settings: {path: sent.jsonl}}}\n"
LOGS = {
    "carts": (CARTS, "push", ECOM, "2024-07-31T00:00:00Z", "70de1bbfe87646bc453f271ea2f615a4"),
    "winback": (WINBACK, "email", CDNOW, "1998-06-30T23:59:59Z", "35bdd56e"),
}
EVENTS = "".join(
    json.dumps({"user_id": f"u{n % 3}", "event": "viewed", "time": f"2026-03-02T10:{n:02d}:00Z"}) + "\n"
    for n in range(6)
)


def quiet(key: str, told: object) -> None:
    # A slow disk may take its time.
    assert key == "host.waiting", f"nothing is to be told: {key} {told}"


def run(folder: Path, files: dict[str, str], **chosen: Any) -> tuple[bytes, Outcome]:
    """Run by the clock of the events; return the journal."""
    journal: list[bytes] = []
    request = request_of(folder, clock=ClockKind.EVENTS, **chosen)
    outcome = run_host(built(files), request, journal.append, quiet)
    return b"".join(journal), outcome


def simulated(folder: Path, files: dict[str, str], **chosen: Any) -> bytes:
    journal: list[bytes] = []
    request = Simulation(rejects=folder / "simulated.jsonl", **chosen)
    simulate(built(files), request, journal.append, lambda *_: None)
    return b"".join(journal)


def project_of(log: str) -> tuple[dict[str, str], dict[str, Any], str]:
    files, channel, place, until, expected = LOGS[log]
    sending = {**files, "ma.yaml": files["ma.yaml"] + TO_FILE % channel}
    paths = {"users": (str(place / "users.csv"),), "events": (str(place / "events.jsonl.gz"),)}
    return sending, {**paths, "until": moment_ms(until), "consent_all": True}, expected


@pytest.mark.checkout
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("log", ["carts", pytest.param("winback", marks=pytest.mark.slow)])
def test_a_real_log_gives_the_journal_of_the_simulator_and_every_message_leaves(
    log: str, workers: int, tmp_path: Path
) -> None:
    files, chosen, expected = project_of(log)
    journal, outcome = run(tmp_path, files, **chosen, store=tmp_path / "shop.db", workers=workers)
    assert journal == simulated(tmp_path, files, **chosen)
    records = records_of(journal)
    assert digest(records).startswith(expected)
    sent = {each["key"] for each in records if each["kind"] == "sent"}
    delivered = [json.loads(line)["key"] for line in (tmp_path / "sent.jsonl").read_bytes().splitlines()]
    assert (set(delivered), len(delivered), outcome.accepted) == (sent, len(sent), len(sent))


@pytest.mark.checkout
def test_a_log_that_is_run_in_parts_gives_the_same_journal_and_nothing_is_sent_twice(tmp_path: Path) -> None:
    files, chosen, expected = project_of("carts")
    for day in ("2024-01-15T00:00:00Z", "2024-03-01T12:00:00Z", "2024-07-31T00:00:00Z"):
        part = {**chosen, "until": moment_ms(day)}
        journal, _ = run(tmp_path, files, **part, store=tmp_path / "shop.db")
        assert journal == simulated(tmp_path, files, **part)
    assert digest(records_of(journal)).startswith(expected)
    assert len((tmp_path / "sent.jsonl").read_bytes().splitlines()) == 852


def test_a_history_that_has_been_played_is_not_taken_again(tmp_path: Path) -> None:
    (tmp_path / "events.jsonl").write_text(EVENTS)
    chosen: dict[str, Any] = {"events": (str(tmp_path / "events.jsonl"),), "store": tmp_path / "shop.db"}
    first, began = run(tmp_path, SHOP, **chosen)
    second, ended = run(tmp_path, SHOP, **chosen)
    assert (began.taken, ended.taken) == (6, 0)
    assert first == second


def test_what_is_added_to_a_file_is_taken_the_next_time(tmp_path: Path) -> None:
    events = tmp_path / "events.jsonl"
    chosen: dict[str, Any] = {"events": (str(events),), "store": tmp_path / "shop.db"}
    lines = EVENTS.splitlines(keepends=True)
    events.write_text("".join(lines[:4]))
    run(tmp_path, SHOP, **chosen)
    events.write_text("".join(lines))
    journal, outcome = run(tmp_path, SHOP, **chosen)
    assert outcome.taken == 2
    assert journal == simulated(tmp_path, SHOP, events=(str(events),))


def test_a_file_that_has_lost_records_is_refused(tmp_path: Path) -> None:
    events = tmp_path / "events.jsonl"
    chosen: dict[str, Any] = {"events": (str(events),), "store": tmp_path / "shop.db"}
    events.write_text(EVENTS)
    run(tmp_path, SHOP, **chosen)
    events.write_text(EVENTS.splitlines(keepends=True)[0])
    with pytest.raises(HostError) as raised:
        run(tmp_path, SHOP, **chosen)
    assert (raised.value.key, raised.value.arguments["taken"]) == ("host.file-shrunk", "6")


def test_records_that_cannot_be_understood_are_kept_once_however_many_processes_there_are(
    tmp_path: Path,
) -> None:
    events = tmp_path / "events.jsonl"
    events.write_text(EVENTS + "nonsense\n")
    journal, outcome = run(tmp_path, SHOP, events=(str(events),), workers=2)
    assert (outcome.rejected, outcome.taken) == (1, 6)
    assert json.loads((tmp_path / "rejects.jsonl").read_bytes())["line"] == 7
    assert journal == simulated(tmp_path, SHOP, events=(str(events),))
