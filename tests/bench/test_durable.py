"""Workload B over the default store: what it costs that nothing is lost, whatever happens to the machine.

`make bench` runs this, or by itself

    python -m pytest tests/bench/test_durable.py -p no:xdist -m "slow or not slow" --benchmark-only

One side is a local host's taker over a store in SQLite: users, messages, decisions and the position in the
source are written in groups, each in one transaction and on the disk before the next begins; `told` writes
the journal's file too. The other is the same engine in memory, with every decision recorded. The sides are
measured turn about in one run, and both must decide the same. By the clock of the wall the waiting for the
disk counts too, and so does whatever else the machine is busy with.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from maflow.runtime.core.code import Code
from maflow.runtime.core.engine import Engine
from maflow.runtime.core.inputs import Event
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.options import Options
from maflow.runtime.hosts.journal_file import JournalFile
from maflow.runtime.hosts.live_journal import LiveJournal
from maflow.runtime.hosts.taking import Taker
from maflow.runtime.loader import load
from maflow.runtime.stores.sqlite_store import SqliteStore, open_store
from tests.bench.journey_workload import SETTINGS, SOURCE, WEEK, make_log
from tests.compiler.lowered import lowered

pytest.importorskip("pytest_benchmark")

ROUNDS = 7
EVENTS = 60_000
OPTIONS = Options(answers=("accepted", "delivered"))

# Any: pytest-benchmark's fixture has no types.
Benchmark = Any


class Timed:
    """Adds up what blocks take, by the clock of the wall and by that of the processor."""

    def __init__(self) -> None:
        self.wall: list[float] = []
        self.cpu: list[float] = []

    @contextmanager
    def round(self) -> Iterator[None]:
        """Measure a block."""
        gc.collect()
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.wall.append(time.perf_counter() - wall)
        self.cpu.append(time.process_time() - cpu)


def inputs_of(events: int) -> list[Event]:
    return [
        Event(user, name, at, at, {"plan": plan} if name == "cart" else {})
        for user, name, at, plan in make_log(events, events // 4)
    ]


def in_memory(code: Code, inputs: Sequence[Event]) -> list[Decision]:
    engine = Engine(code, OPTIONS)
    journal: list[Decision] = []
    for each in inputs:
        journal += [effect for effect in engine.take(each) if effect.__class__ is Decision]
    journal += [each for each in engine.fire(inputs[-1].at + WEEK) if isinstance(each, Decision)]
    return journal


def durable(store: SqliteStore, code: Code, inputs: Sequence[Event]) -> None:
    taker = Taker(Engine(code, OPTIONS, state=store.state), store, lambda: None)
    for number, each in enumerate(inputs):
        taker.take(each, position=("events:log.jsonl", str(number)))
    taker.fire(inputs[-1].at + WEEK)
    taker.commit()


@pytest.mark.parametrize("is_told", [False, True], ids=["kept", "told"])
def test_a_durable_journey(
    is_told: bool, benchmark: Benchmark, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, inputs = load(lowered(SOURCE, SETTINGS)), inputs_of(EVENTS)
    memory, kept = Timed(), Timed()
    for number in range(ROUNDS):
        with memory.round():
            expected = in_memory(code, inputs)
        store = open_store(tmp_path / f"{number}.db", code)
        file = JournalFile(tmp_path / f"{number}.jsonl")
        with kept.round():
            journal = LiveJournal(store, file) if is_told else None
            durable(store, code, inputs)
            if journal is not None:
                journal.end()
        file.close()
        if is_told:
            assert file.path.read_bytes().count(b"\n") == len(expected)
        else:
            assert list(chain(*store.decisions())) == expected
        store.close()
    cpu = statistics.median(memory.cpu) / statistics.median(kept.cpu)
    wall = statistics.median(memory.wall) / statistics.median(kept.wall)
    benchmark.extra_info["events a CPU second"] = {
        "in memory": round(EVENTS / statistics.median(memory.cpu)),
        "durable": round(EVENTS / statistics.median(kept.cpu)),
    }
    benchmark.extra_info["of in memory"] = round(cpu, 3)
    benchmark.extra_info["of in memory, by the clock of the wall"] = round(wall, 3)
    with capsys.disabled():
        print(f"\n  {benchmark.extra_info}", end=" ")
    store = open_store(tmp_path / "last.db", code)
    benchmark.pedantic(lambda: durable(store, code, inputs), rounds=1)
    store.close()
