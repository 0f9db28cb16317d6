"""What a condition says about which variables are known.

Source: Liquid's truth: nothing and `false` are false, a comparison with nothing is false, and nothing
equals nothing alone (not `blank`, not `empty`).
"""

from __future__ import annotations

from typing import TypeAlias

from maflow.compiler.templates.nodes import Comparison, Condition, Constant, ConstantKind, Path, Value

__all__ = ["Known", "PathKeys", "known_after", "known_to_match"]

PathKeys: TypeAlias = tuple[str | int | tuple[object, ...], ...]
Known: TypeAlias = frozenset[PathKeys]

_NOTHING: Known = frozenset()
_UNEQUAL = ("!=", "<>")


def known_after(condition: Condition) -> tuple[Known, Known]:
    """Return what is known when a condition holds, and what when it does not."""
    if isinstance(condition, Comparison):
        return _after_comparison(condition)
    left_true, left_false = _after_comparison(condition.left)
    right_true, right_false = known_after(condition.right)
    if condition.is_and:
        return left_true | right_true, left_false & right_false
    return left_true & right_true, left_false | right_false


def known_to_match(subject: Value, values: tuple[Value, ...]) -> Known:
    """Return what is known where the subject of a `case` equals one of the values."""
    return _keys(subject) if all(_is_something(value) for value in values) else _NOTHING


def _after_comparison(test: Comparison) -> tuple[Known, Known]:
    if test.right is None:
        return _keys(test.left), _NOTHING
    if test.operator == "==":
        return _after_equality(test.left, test.right)
    if test.operator in _UNEQUAL:
        when_equal, when_unequal = _after_equality(test.left, test.right)
        return when_unequal, when_equal
    return _keys(test.left) | _keys(test.right), _NOTHING


def _after_equality(left: Value, right: Value) -> tuple[Known, Known]:
    if isinstance(left, Constant):
        left, right = right, left
    if not isinstance(right, Constant):
        return _NOTHING, _NOTHING
    return (_keys(left), _NOTHING) if _is_something(right) else (_NOTHING, _keys(left))


def _is_something(value: Value) -> bool:
    return isinstance(value, Constant) and value.kind is not ConstantKind.NIL


def _keys(value: Value) -> Known:
    """Return a path and all that it goes through."""
    if not isinstance(value, Path):
        return _NOTHING
    keys = value.keys
    return frozenset(keys[:length] for length in range(1, len(keys) + 1))
