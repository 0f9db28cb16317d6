"""What a user in flight takes, who waits in a journey (workload B): in the store, and in memory.

`make bench` runs this. A host keeps some users in memory and the rest in its store, where each has a row;
what it must have in memory for every one of them is when to wake whom. The simulator keeps all in memory.
Each measurement has a process of its own, as memory that was given back is not always free again.
"""

from __future__ import annotations

import gc
import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from maflow.runtime.core.engine import Engine
from maflow.runtime.core.inputs import Event
from maflow.runtime.core.options import Options
from maflow.runtime.hosts.taking import Taker
from maflow.runtime.loader import load
from maflow.runtime.stores.sqlite_store import open_store
from tests.bench.journey_workload import SETTINGS, SOURCE, engine_of
from tests.checkout import ROOT
from tests.compiler.lowered import lowered

# Any: pytest-benchmark's fixture has no types.
Benchmark = Any

USERS = 300_000
RESIDENT = 10_000
# By then, whatever grows by leaps has its size.
SETTLED = 100_000
_BEGIN = 1_767_225_600_000


def cart(number: int) -> Event:
    at = _BEGIN + number
    return Event(f"user-{number:07d}", "cart", at, at, {"plan": "gold"})


def memory() -> int:
    """Return how many bytes this process has in memory."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def in_a_store() -> tuple[float, float]:
    """Let users enter who then wait; return bytes of the store and of memory for each of them."""
    code = load(lowered(SOURCE, SETTINGS))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journey.db"
        store = open_store(path, code, resident=RESIDENT)
        engine = Engine(code, Options(answers=("accepted", "delivered")), state=store.state)
        taker = Taker(engine, store, lambda: None)
        settled = 0
        for number in range(USERS):
            if number == SETTLED:
                taker.commit()
                settled = memory()
            taker.take(cart(number), position=("events:log.jsonl", str(number)))
        taker.commit()
        grown = memory() - settled
        store.close()
        with closing(sqlite3.connect(path)) as database:
            ((size,),) = database.execute("SELECT sum(pgsize) FROM dbstat WHERE name = 'users'")
    return size / USERS, grown / (USERS - SETTLED)


def in_memory() -> tuple[float]:
    """Let users enter who then wait, in an engine without a store; return bytes of memory for each."""
    engine = engine_of()
    before = memory()
    for number in range(USERS):
        engine.take(cart(number))
        engine.touched.clear()
    return ((memory() - before) / USERS,)


@pytest.mark.skipif(sys.platform != "linux", reason="how much memory a process has is read from /proc")
@pytest.mark.parametrize("where", ["in_a_store", "in_memory"])
def test_bytes_of_a_user_in_flight(
    where: str, benchmark: Benchmark, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [sys.executable, "-m", __name__, where]

    def measured() -> str:
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    sizes = [round(float(size)) for size in benchmark.pedantic(measured, rounds=1).split()]
    benchmark.extra_info["bytes"] = sizes
    names = ("in the store", "in memory") if where == "in_a_store" else ("all in memory",)
    with capsys.disabled():
        told = ", ".join(f"{name} {size}" for name, size in zip(names, sizes, strict=True))
        print(f"\n  bytes for a user in flight: {told} (floor 250)", end=" ")


if __name__ == "__main__":
    print(*(in_a_store() if sys.argv[1] == "in_a_store" else in_memory()))
