"""Workload B: one journey over many users, from event to decision, against bare Python and `transitions`.

`make bench` runs this. Every claim is a ratio of medians, the sides measured turn about in one run; all
sides must send the same messages.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from typing import Any, TypeVar

import pytest

from maflow.runtime.core.inputs import Event
from tests.bench.journey_workload import Log, bare, engine_of, maflow, make_log, sends_in, transitions

pytest.importorskip("pytest_benchmark")

ROUNDS = 7
EVENTS = 200_000

_T = TypeVar("_T")
# Any: pytest-benchmark's fixture has no types.
Benchmark = Any


def _inputs(log: Log) -> list[Event]:
    return [
        Event(user, name, at, at, {"plan": plan} if name == "cart" else {}) for user, name, at, plan in log
    ]


def _spent(run: Callable[[], _T]) -> tuple[float, _T]:
    gc.collect()
    begin = time.process_time()
    found = run()
    return time.process_time() - begin, found


def test_journey(benchmark: Benchmark, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("transitions")
    log = make_log(EVENTS, EVENTS // 4)
    inputs = _inputs(log)
    spent: dict[str, list[float]] = {"maflow": [], "bare": [], "transitions": []}
    for _ in range(ROUNDS):
        engine = engine_of()
        ours, journal = _spent(lambda engine=engine: maflow(engine, inputs))  # type: ignore[misc]
        theirs, expected = _spent(lambda: bare(log))
        peer, of_peer = _spent(lambda: transitions(log))
        assert sorted(sends_in(journal)) == sorted(expected) == sorted(of_peer)
        spent["maflow"].append(ours / EVENTS)
        spent["bare"].append(theirs / EVENTS)
        spent["transitions"].append(peer / EVENTS)
        del journal
    medians = {name: statistics.median(each) for name, each in spent.items()}
    benchmark.extra_info["events a second"] = {name: round(1 / each) for name, each in medians.items()}
    benchmark.extra_info["of the bare prototype"] = round(medians["bare"] / medians["maflow"], 3)
    benchmark.extra_info["times as fast as transitions"] = round(
        medians["transitions"] / medians["maflow"], 1
    )
    with capsys.disabled():
        print(f"\n  {benchmark.extra_info}", end=" ")
    engine = engine_of()
    benchmark.pedantic(lambda: maflow(engine, inputs), rounds=1)
