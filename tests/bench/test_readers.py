"""Events from a packed file, and decisions into a journal, against Python's own `json`.

`make bench` runs this. Both sides are measured turn about, and the ratio of their medians is what counts.
"""

from __future__ import annotations

import gzip
import io
import json
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest

from maflow.runtime.core.inputs import Event
from maflow.runtime.core.journal import Decision
from maflow.runtime.journal.writer import journal_writer
from maflow.runtime.program.program import Program
from maflow.runtime.program.types import EventType, Property, ValueKind, ValueType
from maflow.runtime.sources.files import read_events
from maflow.runtime.sources.moments import moment_text
from maflow.runtime.sources.reader import RecordReader
from maflow.runtime.sources.rejects import Reject, RejectLog

pytest.importorskip("pytest_benchmark")

COUNT = 70_000
ROUNDS = 7
NOON = 1_762_776_000_000

PROGRAM = Program(
    project="shop",
    timezone="UTC",
    currency="CNY",
    lateness_ms=0,
    max_age_ms=0,
    events=(
        EventType(
            "cart_abandoned",
            "Cart Abandoned",
            (
                Property("cart_id", ValueType(ValueKind.TEXT)),
                Property("value", ValueType(ValueKind.MONEY, currency="CNY")),
            ),
        ),
    ),
)


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a packed file of events that the project declares."""
    path = tmp_path_factory.mktemp("events") / "events.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for number in range(COUNT):
            properties = {"cart_id": f"c{number}", "value": number % 997 + 0.25, "page": "cart"}
            event = {"id": f"e{number}", "user_id": f"u{number % 9973}", "event": "Cart Abandoned"}
            stamp = moment_text(NOON + number * 1000)
            file.write(json.dumps({**event, "time": stamp, "properties": properties}) + "\n")
    return path


def refuse(reject: Reject) -> None:
    raise AssertionError(reject.reason)


def read(path: Path, program: Program = PROGRAM) -> list[Event]:
    pieces = read_events(str(path), RecordReader(program), RejectLog(refuse))
    return [event for piece in pieces for event in piece if isinstance(event, Event)]


def read_with_json(path: Path) -> list[dict[str, object]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def times_faster(ours: Callable[[], object], theirs: Callable[[], object]) -> float:
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(ROUNDS)]
    return median(pair[1] for pair in pairs) / median(pair[0] for pair in pairs)


def test_reading_known_events(benchmark: Callable[..., list[Event]], events: Path) -> None:
    """From a packed file to typed events: faster than `json.loads` alone, which knows no types."""
    assert len(benchmark(read, events)) == COUNT
    assert times_faster(lambda: read(events), lambda: read_with_json(events)) >= 1


def test_skipping_events_that_are_not_declared(benchmark: Callable[..., list[Event]], events: Path) -> None:
    nothing = Program(project="shop", timezone="UTC", currency="CNY", lateness_ms=0, max_age_ms=0)
    assert benchmark(read, events, nothing) == []
    assert times_faster(lambda: read(events, nothing), lambda: read_with_json(events)) >= 2


DECISIONS = [
    Decision(
        NOON + number * 1000,
        f"u{number % 9973}",
        "sent",
        "cart_recovery",
        f"cart_recovery/u{number}/1",
        "send.cart_reminder",
        "push",
        "cart_reminder",
        cost="0.03 CNY",
        key="0123456789abcdef" * 2,
    )
    for number in range(COUNT)
]


def write() -> bytes:
    file = io.BytesIO()
    journal = journal_writer(file.write)
    journal.add(DECISIONS)
    journal.close()
    return file.getvalue()


def write_with_json() -> bytes:
    lines = []
    for decision in DECISIONS:
        record = {
            "time": moment_text(decision.time),
            "user_id": decision.user_id,
            "campaign": decision.campaign,
            "run": decision.run,
            "node": decision.node,
            "kind": decision.kind,
            "channel": decision.channel,
            "message": decision.message,
            "cost": decision.cost,
            "key": decision.key,
        }
        lines.append(json.dumps(record, separators=(",", ":")))
    return ("\n".join(lines) + "\n").encode()


def test_writing_a_journal(benchmark: Callable[..., bytes]) -> None:
    assert benchmark(write) == write_with_json()
    assert times_faster(write, write_with_json) >= 3
