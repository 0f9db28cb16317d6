"""What conditions look at: which attributes, and which properties of which events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from maflow.runtime.program.expressions import (
    Aggregate,
    Consents,
    Count,
    CountDistinct,
    Did,
    DidThen,
    EventQuery,
    EventValue,
    Expression,
    Holds,
    TimeSince,
    UserValue,
)
from maflow.runtime.program.program import Program
from maflow.runtime.sql.nodes import children, walk

__all__ = ["Needs", "needs_of"]

# What every zone, and every consent, is told by.
_ZONE = "timezone"
_STATEMENTS = tuple(
    (f"consent.{what}", of) for what in ("given", "withdrawn") for of in ("channel", "category")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """Names of attributes, and of properties together with their events."""

    attributes: frozenset[str]
    properties: frozenset[tuple[str, str]]


def needs_of(conditions: Iterable[Expression], program: Program, also: Iterable[str] = ()) -> Needs:
    """Return what conditions look at, through the named ones among them; `also` names more attributes."""
    nodes = list(_everything(conditions, program))
    attributes = {node.name for node in nodes if isinstance(node, UserValue)}
    properties = {pair for node in nodes for pair in _properties(node)}
    return Needs(attributes=frozenset({*attributes, *also, _ZONE}), properties=frozenset(properties))


def _everything(conditions: Iterable[Expression], program: Program) -> Iterator[Expression]:
    named = {each.name: each.condition for each in program.predicates}
    seen: set[str] = set()
    waiting = list(conditions)
    while waiting:
        for node in walk(waiting.pop()):
            yield node
            if isinstance(node, Holds) and node.predicate not in seen:
                seen.add(node.predicate)
                waiting.append(named[node.predicate])


def _properties(node: Expression) -> Iterator[tuple[str, str]]:
    match node:
        case Count(query=query) | Did(query=query) | TimeSince(query=query):
            yield from _of_query(query)
        case CountDistinct(property=name, query=query) | Aggregate(property=name, query=query):
            yield query.event, name
            yield from _of_query(query)
        case DidThen(first=first, second=second):
            yield from _of_query(first)
            yield from _of_query(second)
        case Consents():
            yield from _STATEMENTS
        case _:
            pass


def _of_query(query: EventQuery) -> Iterator[tuple[str, str]]:
    if query.where is not None:
        for name in _in_sight(query.where):
            yield query.event, name


def _in_sight(node: Expression) -> Iterator[str]:
    """Yield what is taken of the event in sight; the conditions of other events look at those."""
    if isinstance(node, EventValue):
        yield node.name
    if not isinstance(node, Count | CountDistinct | Aggregate | Did | DidThen | TimeSince):
        for child in children(node):
            yield from _in_sight(child)
