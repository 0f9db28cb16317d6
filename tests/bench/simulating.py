"""A simulation in a process of its own, as `ma` does it; says how long it took, and how much CPU.

Nothing else is imported: workers begin as copies of this process.
"""

from __future__ import annotations

import os
import pickle
import sys
import time

from maflow.runtime.simulate.simulate import simulate


def simulate_given() -> None:
    program, request, journal = pickle.load(sys.stdin.buffer)
    cpu, wall = sum(os.times()[:4]), time.perf_counter()
    with journal.open("wb") as file:
        simulate(program, request, file.write, lambda _stage, _count, _time: None)
    print(time.perf_counter() - wall, sum(os.times()[:4]) - cpu)


if __name__ == "__main__":
    simulate_given()
