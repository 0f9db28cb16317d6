"""What a condition looks at, so that one knows which inputs may turn it."""

from __future__ import annotations

from dataclasses import dataclass, field

from maflow.runtime.codegen.expression_walk import walk
from maflow.runtime.codegen.timing import Timing
from maflow.runtime.program.expressions import (
    Consents,
    EventQuery,
    Expression,
    HasTag,
    Holds,
    Shift,
    TimePart,
    TodayDate,
    TodayPeriod,
    UserValue,
)
from maflow.runtime.program.program import Program

__all__ = ["Dependencies", "dependencies"]

_LOCAL = (Shift, TimePart, TodayDate, TodayPeriod)


@dataclass(frozen=True, slots=True)
class Dependencies:
    """What a condition mentions, through the predicates that it names.

    `time`: time alone may turn it. Where local time matters, `timezone` is among the attributes.
    """

    events: frozenset[str]
    attributes: frozenset[str]
    tags: frozenset[str]
    consents: bool
    time: bool


@dataclass(slots=True)
class _Found:
    events: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)
    predicates: set[str] = field(default_factory=set)
    consents: bool = False


def dependencies(program: Program, condition: Expression) -> Dependencies:
    """Return what a condition of a program looks at."""
    conditions = {predicate.name: predicate.condition for predicate in program.predicates}
    found, waiting = _Found(), [condition]
    while waiting:
        seen = set(found.predicates)
        _gather(waiting.pop(), found)
        waiting += [conditions[name] for name in sorted(found.predicates - seen)]
    return Dependencies(
        frozenset(found.events),
        frozenset(found.attributes),
        frozenset(found.tags),
        found.consents,
        Timing(program).is_timed(condition),
    )


def _gather(condition: Expression, found: _Found) -> None:
    for node in walk(condition):
        match node:
            case EventQuery(event=event):
                found.events.add(event)
            case UserValue(name=name):
                found.attributes.add(name)
            case HasTag(tag=tag):
                found.tags.add(tag)
            case Holds(predicate=name):
                found.predicates.add(name)
            case Consents():
                found.consents = True
            case _ if isinstance(node, _LOCAL):
                found.attributes.add("timezone")
            case _:
                pass
