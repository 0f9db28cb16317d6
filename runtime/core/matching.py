"""Whether an event is the one that an exit, a goal or an arm of a wait means, and what a wait keeps of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maflow.runtime.core.code import ExitCode, GoalCode, WaitArmCode, WaitCode
from maflow.runtime.core.inputs import Event, Value
from maflow.runtime.core.state import Run, User

if TYPE_CHECKING:
    from maflow.runtime.core.engine import Engine

__all__ = ["heard_already", "is_meant", "keep", "property_of"]


def is_meant(
    engine: Engine, user: User, run: Run, meaning: ExitCode | GoalCode | WaitArmCode, event: Event
) -> bool:
    """Tell whether an event of the right name is about this run, and its condition true."""
    if meaning.of_own_messages and event.properties.get("run") != run.id:
        return False
    condition = meaning.condition
    return condition is None or condition(engine, user, run, event.properties, event.time, engine.now)


def heard_already(engine: Engine, user: User, run: Run, wait: WaitCode, log: list[Event]) -> int | None:
    """Return the node behind an arm `since entry` whose event is in the log of a run, None without one."""
    for event in log:
        for arm in wait.arms:
            if arm.since_entry and arm.event == event.name and is_meant(engine, user, run, arm, event):
                keep(run, arm, event)
                return arm.next
    return None


def keep(run: Run, arm: WaitArmCode, event: Event) -> None:
    """Keep in a run what an arm wants of its event."""
    for name, place in arm.keep:
        run.values[place] = property_of(event, name)


def property_of(event: Event, name: str) -> Value:
    """Return what an event says: its id and time are properties as well."""
    match name:
        case "time":
            return event.time
        case "id":
            return event.id
        case _:
            return event.properties.get(name)
