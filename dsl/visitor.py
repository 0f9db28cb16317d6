"""Walking over syntax trees.

Which fields of a node can hold nodes is read from its annotations once a class.
"""

from __future__ import annotations

import enum
import typing
from collections.abc import Iterator
from functools import cache
from types import NoneType, UnionType

from maflow.dsl import ast
from maflow.dsl.source import Span

__all__ = ["children", "walk"]

_PLAIN = (str, int, float, bool, NoneType, Span)


def children(node: ast.Node) -> Iterator[ast.Node]:
    """Yield the nodes directly inside a node, in the order of its fields."""
    for name in _child_fields(type(node)):
        value = getattr(node, name)
        if isinstance(value, tuple):
            for item in value:
                if isinstance(item, ast.Node):
                    yield item
        elif isinstance(value, ast.Node):
            yield value


def walk(node: ast.Node) -> Iterator[ast.Node]:
    """Yield a node and everything inside it, outer before inner, in the order written."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        inner = list(children(current))
        inner.reverse()
        stack.extend(inner)


@cache
def _child_fields(node_class: type[ast.Node]) -> tuple[str, ...]:
    hints = typing.get_type_hints(node_class)
    return tuple(name for name in node_class.__struct_fields__ if _can_hold_nodes(hints[name]))


def _can_hold_nodes(hint: object) -> bool:
    if isinstance(hint, UnionType) or typing.get_origin(hint) in (tuple, typing.Union):
        return any(_can_hold_nodes(argument) for argument in typing.get_args(hint))
    if not isinstance(hint, type):
        return False
    return not issubclass(hint, (*_PLAIN, enum.Enum))
