"""The simulator's loop: the engine takes a history, and what it decides is recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from maflow.runtime.core.effects import Effect
from maflow.runtime.core.inputs import Event, Profile
from maflow.runtime.core.journal import Decision
from maflow.runtime.simulate.request import Progress

__all__ = ["TakingEngine", "play"]

_PIECE = 5_000


class TakingEngine(Protocol):
    """What is asked of the engine: `maflow.runtime.core.engine.Engine`."""

    def take(self, input: Event | Profile, /) -> list[Effect]:
        """Take an input; timers due before it fire first."""
        ...

    def fire(self, until: int, /) -> list[Effect]:
        """Fire every timer due up to and including an instant."""
        ...


def play(
    engine: TakingEngine,
    inputs: Iterable[Event | Profile],
    until: int,
    record: Callable[[Decision], None],
    progress: Progress,
) -> int:
    """Let an engine take inputs in order, then fire what is due up to and including an instant.

    Inputs behind that instant are left out; return how many they are.
    """
    take = engine.take
    after_end = done = 0
    for each in inputs:
        if each.at > until:
            after_end += 1
            continue
        for effect in take(each):
            if type(effect) is Decision:
                record(effect)
        done += 1
        if done % _PIECE == 0:
            progress("run", done, each.at)
    for effect in engine.fire(until):
        if type(effect) is Decision:
            record(effect)
    progress("run", done, until)
    return after_end
