"""Workload C: a log from file to journal, against a script that was written for that one campaign.

`make bench` runs this. Both sides are measured turn about; the ratio of their medians is what counts.
"""

from __future__ import annotations

import csv
import gzip
import json
import pickle
import random
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
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
from maflow.runtime.sources.moments import moment_text
from tests.bench import simulating
from tests.checkout import ROOT
from tests.running import plant, use_own_environment
from tests.runtime.simulate.projects import CARTS, CDNOW, WINBACK

pytest.importorskip("pytest_benchmark")

# Any: pytest-benchmark's fixture has no types.
Benchmark = Any

ROUNDS = 7
DAY = 86_400_000
END = 899_251_199_000
SENDS = 28_374
EVENTS = 200_000
NOON = 1_762_776_000_000


def built(project: dict[str, str], folder: Path) -> Program:
    monkeypatch = pytest.MonkeyPatch()
    use_own_environment(monkeypatch, folder / "cache")
    found = find_project(plant(folder / "project", project))
    program = build_program(found, datetime.now(UTC).date()).program
    monkeypatch.undo()
    assert program is not None
    return program


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return built(WINBACK, tmp_path_factory.mktemp("winback"))


@pytest.fixture(scope="module")
def carts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a log in order of time: carts and purchases of many users."""
    path = tmp_path_factory.mktemp("carts") / "events.jsonl"
    chance = random.Random(7)
    now = NOON
    with path.open("w", encoding="utf-8") as file:
        for number in range(EVENTS):
            now += chance.randrange(30) * 1000
            event = {
                "user_id": f"u{chance.randrange(EVENTS // 4)}",
                "event": chance.choice(("add_to_cart", "add_to_cart", "purchase")),
                "time": moment_text(now),
                "id": f"e{number}",
                "properties": {"session_id": f"s{number}", "platform": "ios"},
            }
            file.write(json.dumps(event) + "\n")
    return path


def request_of(folder: Path, workers: int) -> Request:
    return Request(
        rejects=folder / "rejects.jsonl",
        users=(str(CDNOW / "users.csv"),),
        events=(str(CDNOW / "events.jsonl.gz"),),
        until=END,
        consent_all=True,
        workers=workers,
    )


def replay(program: Program, folder: Path) -> int:
    """Replay the log with the engine; return how many messages were sent."""
    with (folder / "journal.jsonl").open("wb") as file:
        outcome = simulate(program, request_of(folder, 1), file.write, lambda _stage, _count, _time: None)
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


def test_replay_of_a_log(
    benchmark: Benchmark, capsys: pytest.CaptureFixture[str], program: Program, tmp_path: Path
) -> None:
    """From packed file to journal and summary; `times_as_fast` is against the script."""
    assert benchmark.pedantic(replay, args=(program, tmp_path), rounds=ROUNDS) == SENDS
    rounds = range(ROUNDS)
    pairs = [
        (seconds(lambda: replay(program, tmp_path)), seconds(lambda: replay_by_hand(tmp_path)))
        for _ in rounds
    ]
    ours, theirs = (median(side) for side in zip(*pairs, strict=True))
    benchmark.extra_info["times_as_fast"] = round(theirs / ours, 2)
    with capsys.disabled():
        print(f"\n  times as fast as the script: {theirs / ours:.2f} (floor 1)", end=" ")


def test_replay_by_hand(benchmark: Benchmark, tmp_path: Path) -> None:
    assert benchmark.pedantic(replay_by_hand, args=(tmp_path,), rounds=ROUNDS) == SENDS


def test_two_workers(
    benchmark: Benchmark, capsys: pytest.CaptureFixture[str], program: Program, tmp_path: Path
) -> None:
    """The same log by two processes, which `times_as_fast` sets against one."""
    requests = [request_of(tmp_path, workers) for workers in (1, 2)]
    compare_workers(benchmark, capsys, program, requests, tmp_path)


def test_two_workers_over_a_longer_log(
    benchmark: Benchmark, capsys: pytest.CaptureFixture[str], carts: Path, tmp_path: Path
) -> None:
    """`at_best` is what the machine gives to two simulations that share nothing, of half the users each."""
    program = built(CARTS, tmp_path)
    requests = [
        Request(rejects=tmp_path / "rejects.jsonl", events=(str(carts),), consent_all=True, workers=workers)
        for workers in (1, 2)
    ]
    compare_workers(benchmark, capsys, program, requests, tmp_path)
    halves = [replace(requests[0], events=(half,)) for half in halves_of(carts, tmp_path)]
    journals = [tmp_path / f"half-{number}.jsonl" for number in range(2)]
    pairs = []
    for _ in range(ROUNDS):
        one, _ = simulated_alone(program, requests[0], tmp_path / "1.jsonl")
        begun = [begin(program, *each) for each in zip(halves, journals, strict=True)]
        pairs.append((one, max(ended(each)[0] for each in begun)))
    one, slower = (median(side) for side in zip(*pairs, strict=True))
    benchmark.extra_info["at_best"] = round(one / slower, 2)
    with capsys.disabled():
        print(f"\n  this machine at best: {one / slower:.2f}", end=" ")


def halves_of(carts: Path, folder: Path) -> list[str]:
    """Write the events of every other user to one file, the rest to another."""
    halves: list[list[str]] = [[], []]
    for line in carts.read_text("utf-8").splitlines(keepends=True):
        halves[int(json.loads(line)["user_id"].removeprefix("u")) % 2].append(line)
    paths = [folder / f"half-{number}-events.jsonl" for number in range(2)]
    for path, lines in zip(paths, halves, strict=True):
        path.write_text("".join(lines), "utf-8")
    return list(map(str, paths))


def compare_workers(
    benchmark: Benchmark,
    capsys: pytest.CaptureFixture[str],
    program: Program,
    requests: list[Request],
    folder: Path,
) -> None:
    """Measure turn about; where the machine is busy, `cpu_seconds` tells more than the time on the wall."""
    journals = [folder / f"{request.workers}.jsonl" for request in requests]
    walls: list[list[float]] = [[], []]
    spent: list[list[float]] = [[], []]
    for _ in range(ROUNDS):
        for side, (request, journal) in enumerate(zip(requests, journals, strict=True)):
            wall, cpu = simulated_alone(program, request, journal)
            walls[side].append(wall)
            spent[side].append(cpu)
    assert journals[0].read_bytes() == journals[1].read_bytes()
    one, two = map(median, walls)
    benchmark.extra_info["times_as_fast"] = round(one / two, 2)
    benchmark.extra_info["cpu_seconds"] = [round(median(side), 2) for side in spent]
    with capsys.disabled():
        print(f"\n  times as fast with two workers: {one / two:.2f} (floor 1.6)", end=" ")
    benchmark.pedantic(simulated_alone, args=(program, requests[1], journals[1]))


def simulated_alone(program: Program, request: Request, journal: Path) -> tuple[float, float]:
    """Simulate in a process of its own, as `ma` does; return seconds on the wall, and of CPU with workers."""
    return ended(begin(program, request, journal))


def begin(program: Program, request: Request, journal: Path) -> subprocess.Popen[bytes]:
    # Emptying a file of the round before would take a while, on both sides.
    journal.unlink(missing_ok=True)
    command = [sys.executable, "-m", simulating.__name__]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)
    assert process.stdin is not None
    with process.stdin as given:
        pickle.dump((program, request, journal), given)
    return process


def ended(process: subprocess.Popen[bytes]) -> tuple[float, float]:
    with process:
        assert process.stdout is not None
        wall, cpu = map(float, process.stdout.read().split())
    assert process.returncode == 0
    return wall, cpu
