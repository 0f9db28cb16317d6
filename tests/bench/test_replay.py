"""Workload C: a log from file to journal, against a script that was written for that one campaign.

`make bench` runs this. Both sides are measured turn about; the ratio of their medians is what counts.
"""

from __future__ import annotations

import csv
import gzip
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from heapq import heappop, heappush
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from maflow.building import build_program
from maflow.project import find_project
from maflow.runtime.program.program import Program
from maflow.runtime.simulate.request import Request
from maflow.runtime.simulate.simulate import simulate
from tests.running import plant, use_own_environment
from tests.runtime.simulate.projects import CDNOW, WINBACK

pytest.importorskip("pytest_benchmark")

# Any: pytest-benchmark's fixture has no types.
Benchmark = Any

ROUNDS = 7
DAY = 86_400_000
END = 899_251_199_000
SENDS = 28_374


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    monkeypatch = pytest.MonkeyPatch()
    use_own_environment(monkeypatch, tmp_path_factory.mktemp("cache"))
    folder = plant(tmp_path_factory.mktemp("winback"), WINBACK)
    built = build_program(find_project(folder), datetime.now(UTC).date()).program
    monkeypatch.undo()
    assert built is not None
    return built


def replay(program: Program, folder: Path, workers: int = 1) -> int:
    """Replay the log with the engine; return how many messages were sent."""
    request = Request(
        rejects=folder / "rejects.jsonl",
        users=(str(CDNOW / "users.csv"),),
        events=(str(CDNOW / "events.jsonl.gz"),),
        until=END,
        consent_all=True,
        workers=workers,
    )
    with (folder / "journal.jsonl").open("wb") as file:
        outcome = simulate(program, request, file.write, lambda _stage, _count, _time: None)
    return outcome.summary.reach.messages


def replay_by_hand(folder: Path) -> int:
    """Replay it as a script for this one campaign would: a heap of what is due, and a journal."""
    events = read_by_hand()
    due: list[tuple[int, str]] = []
    last: dict[str, int] = {}
    entered: dict[str, int] = {}
    sent = 0
    with (folder / "by_hand.jsonl").open("w", encoding="utf-8") as journal:

        def fire(until: int) -> int:
            count = 0
            while due and due[0][0] <= until:
                at, user = heappop(due)
                if last[user] + 90 * DAY != at:
                    continue
                before = entered.get(user)
                is_allowed = before is None or at >= before + 180 * DAY
                stamp = datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
                kinds = ("entered", "sent", "finished") if is_allowed else ("refused",)
                for kind in kinds:
                    record = {"time": stamp, "user_id": user, "campaign": "winback", "kind": kind}
                    journal.write(json.dumps(record) + "\n")
                if is_allowed:
                    entered[user] = at
                    count += 1
            return count

        for at, user in events:
            sent += fire(at - 1)
            last[user] = at
            heappush(due, (at + 90 * DAY, user))
        return sent + fire(END)


def read_by_hand() -> list[tuple[int, str]]:
    with (CDNOW / "users.csv").open(encoding="utf-8", newline="") as file:
        users = {row["user_id"] for row in csv.DictReader(file)}
    events = []
    with gzip.open(CDNOW / "events.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            event = json.loads(line)
            assert event["user_id"] in users
            moment = datetime.fromisoformat(event["time"].replace("Z", "+00:00"))
            events.append((int(moment.timestamp()) * 1000, event["user_id"]))
    events.sort(key=lambda each: each[0])
    return events


def seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def test_replay_of_a_log(benchmark: Benchmark, program: Program, tmp_path: Path) -> None:
    """From packed file to journal and summary; `times_as_fast` is against the script."""
    assert benchmark.pedantic(replay, args=(program, tmp_path), rounds=ROUNDS) == SENDS
    rounds = range(ROUNDS)
    pairs = [
        (seconds(lambda: replay(program, tmp_path)), seconds(lambda: replay_by_hand(tmp_path)))
        for _ in rounds
    ]
    ours, theirs = (median(side) for side in zip(*pairs, strict=True))
    benchmark.extra_info["times_as_fast"] = round(theirs / ours, 2)


def test_replay_by_hand(benchmark: Benchmark, tmp_path: Path) -> None:
    assert benchmark.pedantic(replay_by_hand, args=(tmp_path,), rounds=ROUNDS) == SENDS
