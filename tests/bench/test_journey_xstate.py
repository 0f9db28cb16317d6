"""Workload B against XState, the state machines of JavaScript; `make bench` installs it where node is there.

Node does its rounds in a process of its own, between two halves of ours. Both are CPU seconds.
"""

from __future__ import annotations

import gc
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest

from maflow.runtime.core.effects import Effect
from maflow.runtime.core.inputs import Event
from maflow.runtime.memory import rare_collections
from tests.bench.journey_workload import Log, engine_of, maflow, make_log, sends_in

pytest.importorskip("pytest_benchmark")

ROUNDS = 7
EVENTS = 200_000
PLAYER = Path(__file__).with_name("journey.mjs")
XSTATE = Path(sys.prefix) / "xstate"

# Any: pytest-benchmark's fixture has no types.
Benchmark = Any


class Played(msgspec.Struct):
    """What node prints: the CPU seconds of each round, and the sends of the last."""

    spent: list[float]
    sends: list[tuple[int, str, str]]


def by_xstate(log: Log, file: Path) -> Played:
    file.write_bytes(b"".join(msgspec.json.encode(each) + b"\n" for each in log))
    command = ["node", str(PLAYER), str(XSTATE), str(file), str(ROUNDS)]
    done = subprocess.run(command, check=True, capture_output=True)
    return msgspec.json.decode(done.stdout, type=Played)


def by_maflow(inputs: list[Event]) -> tuple[float, list[Effect]]:
    engine = engine_of()
    gc.collect()
    begin = time.process_time()
    # As every host of ours runs it; node collects in its own way.
    with rare_collections():
        journal = maflow(engine, inputs)
    return time.process_time() - begin, journal


def test_journey_against_xstate(
    benchmark: Benchmark, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    if shutil.which("node") is None or not (XSTATE / "node_modules" / "xstate").is_dir():
        pytest.skip("xstate is not installed: it needs node and npm")
    log = make_log(EVENTS, EVENTS // 4)
    inputs = [
        Event(user, name, at, at, {"plan": plan} if name == "cart" else {}) for user, name, at, plan in log
    ]
    spent = [by_maflow(inputs)[0] for _ in range(ROUNDS // 2)]
    theirs = by_xstate(log, tmp_path / "log.jsonl")
    spent += [by_maflow(inputs)[0] for _ in range(ROUNDS // 2)]
    last, journal = benchmark.pedantic(by_maflow, args=(inputs,), rounds=1)
    assert sorted(sends_in(journal)) == sorted(theirs.sends)
    ratio = statistics.median(theirs.spent) / statistics.median([*spent, last])
    benchmark.extra_info["times as fast as xstate"] = round(ratio, 1)
    with capsys.disabled():
        print(f"\n  times as fast as xstate: {ratio:.1f}", end=" ")
