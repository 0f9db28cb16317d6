"""Which attributes must be known for a condition of the language to be true.

A campaign with `enter on cart_abandoned where event.value >= 50 CNY` is entered only where `value` is
known, so `entry.value` needs no default in its messages.
Source: three-valued logic, section 4 of the language reference.
"""

from __future__ import annotations

from typing import TypeAlias

from maflow.dsl import ast

__all__ = ["KnownAttribute", "known_when_false", "known_when_true"]

KnownAttribute: TypeAlias = tuple[ast.Scope, str]
_Known: TypeAlias = frozenset[KnownAttribute]

_NOTHING: _Known = frozenset()


def known_when_true(condition: ast.Expression) -> frozenset[KnownAttribute]:
    """Return the attributes that are known whenever a condition is true.

    Law: never more than that; what it says nothing of may be known as well.
    """
    match condition:
        case ast.AllOf(operands=operands):
            return _NOTHING.union(*(known_when_true(operand) for operand in operands))
        case ast.AnyOf(operands=operands):
            return frozenset.intersection(*(known_when_true(operand) for operand in operands))
        case ast.Not(operand=operand):
            return known_when_false(operand)
        case ast.IsKnown(operand=operand, is_negated=False):
            return _needed(operand)
        case ast.Between(operand=operand, low=low, high=high):
            return _needed(operand) | _needed(low) | _needed(high)
        case _:
            return _compared(condition)


def known_when_false(condition: ast.Expression) -> frozenset[KnownAttribute]:
    """Return the attributes that are known whenever a condition is false (and not unknown)."""
    match condition:
        case ast.AllOf(operands=operands):
            return frozenset.intersection(*(known_when_false(operand) for operand in operands))
        case ast.AnyOf(operands=operands):
            return _NOTHING.union(*(known_when_false(operand) for operand in operands))
        case ast.Not(operand=operand):
            return known_when_true(operand)
        case ast.IsKnown(operand=operand, is_negated=True):
            return _needed(operand)
        case ast.Between(operand=operand):
            return _needed(operand)
        case _:
            return _compared(condition)


def _compared(condition: ast.Expression) -> _Known:
    """Return what is known whenever a test gives an answer at all."""
    match condition:
        case ast.Binary(left=left, right=right):
            return _needed(left) | _needed(right)
        case ast.InList(operand=operand) | ast.Matches(operand=operand):
            return _needed(operand)
        case ast.Attribute():
            return _needed(condition)
        case _:
            return _NOTHING


def _needed(value: ast.Expression) -> _Known:
    """Return the attributes without which a value is unknown."""
    match value:
        case ast.Attribute(scope=scope, name=name):
            return frozenset({(scope, name.text)})
        case ast.Binary(left=left, right=right):
            return _needed(left) | _needed(right)
        case ast.Negative(operand=operand) | ast.TimePart(operand=operand):
            return _needed(operand)
        case _:
            return _NOTHING
