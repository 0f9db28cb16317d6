"""What a condition mentions, so that one knows when an input may change it (section 7, `enter when`).

A mention is a pair: `("event", name)`, `("attribute", name)`, `("tag", name)` or `("consent", "")`.
"""

from __future__ import annotations

from collections.abc import Iterator

from maflow.dsl import ast
from maflow.dsl.visitor import walk
from tests.reference.declared import Declared
from tests.reference.literals import duration_of
from tests.reference.nodes import event_name

__all__ = ["Mention", "is_calendar_shift", "mentions"]

Mention = tuple[str, str]

_ZONE: Mention = ("attribute", "timezone")
_LOCAL = (ast.Today, ast.TodayWindow, ast.TimePart)
_SHIFTS = (ast.BinaryOperator.PLUS, ast.BinaryOperator.MINUS)


def mentions(condition: ast.Expression, declared: Declared) -> frozenset[Mention]:
    """Return everything that a condition mentions, through audiences and tags with a rule."""
    return frozenset(_found(condition, declared))


def _found(condition: ast.Expression, declared: Declared) -> Iterator[Mention]:
    for node in walk(condition):
        match node:
            case ast.EventPattern(event=event):
                yield "event", event_name(event)
            case ast.Attribute(scope=ast.Scope.USER, name=name):
                yield "attribute", name.text
            case ast.Consents():
                yield "consent", ""
            case ast.InAudience(audience=audience):
                yield from _found(declared.audiences[audience.text], declared)
            case ast.HasTag(tag=tag) if tag.value in declared.tag_rules:
                yield from _found(declared.tag_rules[tag.value], declared)
            case ast.HasTag(tag=tag):
                yield "tag", tag.value
            case _ if isinstance(node, _LOCAL) or is_calendar_shift(node):
                yield _ZONE
            case _:
                pass


def is_calendar_shift(node: ast.Node) -> bool:
    """Tell whether a node moves a date or a moment by days, weeks or months that are written out."""
    if not isinstance(node, ast.Binary) or node.operator not in _SHIFTS:
        return False
    durations = (each for each in (node.left, node.right) if isinstance(each, ast.Duration))
    return any(duration_of(each).is_calendar for each in durations)
