"""The simulator's loop: the engine takes a history, and what it decides is recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import cast

from maflow.runtime.core.effects import Effect
from maflow.runtime.core.engine import Engine
from maflow.runtime.core.inputs import Event, Profile
from maflow.runtime.core.journal import Decision
from maflow.runtime.report.progress import Progress

__all__ = ["play"]

_PIECE = 4_096


def play(
    engine: Engine,
    inputs: Iterable[Event | Profile],
    until: int,
    record: Callable[[list[Decision]], None],
    progress: Progress,
) -> int:
    """Let an engine take inputs in order of time, then fire what is due up to and including an instant.

    Inputs behind that instant are left out; return how many they are. The engine hands nothing on.
    """
    rest = iter(inputs)
    after_end = done = 0
    while piece := list(islice(rest, _PIECE)):
        kept = piece if piece[-1].at <= until else [each for each in piece if each.at <= until]
        effects = engine.take_all(kept)
        engine.touched.clear()
        record(_decided(effects))
        done += len(kept)
        after_end += len(piece) - len(kept)
        progress("run", done, min(piece[-1].at, until))
    record(_decided(engine.fire(until)))
    progress("run", done, until)
    return after_end


def _decided(effects: list[Effect]) -> list[Decision]:
    # As nothing is handed on, there are no other effects; looking at each would cost (test_two_workers).
    return cast("list[Decision]", effects)
