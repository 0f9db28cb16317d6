"""Whether an event is the one that an exit, a goal or an arm of a wait means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maflow.runtime.core.code import ExitCode, GoalCode, WaitArmCode
from maflow.runtime.core.inputs import Event
from maflow.runtime.core.state import Run, User

if TYPE_CHECKING:
    from maflow.runtime.core.engine import Engine

__all__ = ["is_meant"]


def is_meant(
    engine: Engine, user: User, run: Run, meaning: ExitCode | GoalCode | WaitArmCode, event: Event
) -> bool:
    """Tell whether an event of the right name is about this run, and its condition true."""
    if meaning.of_own_messages and event.properties.get("run") != run.id:
        return False
    condition = meaning.condition
    return condition is None or condition(engine, user, run, event.properties, event.time, engine.now)
