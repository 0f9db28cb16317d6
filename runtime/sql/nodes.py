"""Walks through expressions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from maflow.runtime.program.expressions import EventQuery, Expression

__all__ = ["children", "walk"]

_EXPRESSIONS = get_args(Expression)


def children(node: Expression) -> Iterator[Expression]:
    """Yield the expressions that stand directly in one, the conditions of its events among them."""
    for name in node.__struct_fields__:
        yield from _expressions(getattr(node, name))


def walk(node: Expression) -> Iterator[Expression]:
    """Yield an expression and everything in it."""
    yield node
    for child in children(node):
        yield from walk(child)


def _expressions(value: object) -> Iterator[Expression]:
    if isinstance(value, tuple):
        for item in value:
            yield from _expressions(item)
    elif isinstance(value, EventQuery):
        yield from _expressions(value.where)
    elif isinstance(value, _EXPRESSIONS):
        yield value
