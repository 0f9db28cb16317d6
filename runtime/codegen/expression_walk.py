"""Walks over expressions as data, without knowing their classes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import msgspec

from maflow.runtime.program.expressions import (
    And,
    EntryValue,
    EventQuery,
    EventValue,
    Expression,
    HasTag,
    Holds,
    Now,
    RunValue,
    TodayDate,
    UserValue,
)
from maflow.runtime.program.types import Constant

__all__ = ["conjuncts", "event_properties", "is_expression", "parts", "walk"]

# Looked up by class: programs of a thousand campaigns are walked while a host starts.
_CLASSES = frozenset(get_args(Expression))
_LEAVES = frozenset((Constant, EntryValue, EventValue, HasTag, Holds, Now, RunValue, TodayDate, UserValue))


def is_expression(node: object) -> bool:
    """Tell whether something is an expression."""
    return type(node) in _CLASSES


def parts(node: object) -> Iterator[object]:
    """Yield what a piece of a program consists of: its fields, and the items of those that are tuples."""
    if isinstance(node, msgspec.Struct) and type(node) not in _LEAVES:
        for name in node.__struct_fields__:
            value = getattr(node, name)
            if isinstance(value, tuple):
                yield from value
            else:
                yield value


def walk(node: object) -> Iterator[object]:
    """Yield a piece of a program and everything inside it, outermost first."""
    yield node
    for part in parts(node):
        if isinstance(part, msgspec.Struct):
            yield from walk(part)


def conjuncts(condition: Expression | None) -> tuple[Expression, ...]:
    """Return the parts of a condition that must all be true; none for no condition."""
    if condition is None:
        return ()
    if isinstance(condition, And):
        return tuple(each for operand in condition.operands for each in conjuncts(operand))
    return (condition,)


def event_properties(node: object) -> Iterator[str]:
    """Yield the properties that an expression takes of the event around it, not of those it asks for."""
    if isinstance(node, EventValue):
        yield node.name
    if isinstance(node, EventQuery):
        return
    for part in parts(node):
        yield from event_properties(part)
