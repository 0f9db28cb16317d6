"""Comparisons, parts of values and loops in templates, as python-liquid 2 has them.

Source: python-liquid 2, `liquid/builtin/expressions/logical.py` and `loop.py`, `liquid/context.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from maflow.runtime.codegen.template_errors import TemplateFailure
from maflow.runtime.codegen.template_values import Printed, Wrapped, text

__all__ = [
    "ABSENT",
    "MOST_ROUNDS",
    "contains",
    "equal",
    "is_blank",
    "is_empty",
    "is_true",
    "less",
    "less_or_equal",
    "part",
    "rounds",
    "span",
]

MOST_ROUNDS = 10_000
"""The most rounds of a loop, those of the loops around it counted in."""

ABSENT: Wrapped = object()
"""A bound that a loop does not have."""


def is_true(value: Wrapped) -> bool:
    """Tell whether a value is neither nothing nor `false`."""
    return value is not None and value is not False


def is_empty(value: Wrapped) -> bool:
    """Tell whether a value equals `empty`: what is unknown does not."""
    return isinstance(value, str | list) and not value


def is_blank(value: Wrapped) -> bool:
    """Tell whether a value equals `blank`."""
    return is_empty(value) or (isinstance(value, str) and value.isspace())


def equal(left: Wrapped, right: Wrapped) -> bool:
    """Tell whether two values are equal; nothing equals nothing alone, and a boolean only booleans."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    return left == right


def less(left: Wrapped, right: Wrapped) -> bool:
    """Tell whether one value is less than another; what cannot be compared is a failure."""
    left, right = _comparable(left), _comparable(right)
    if isinstance(left, str) and isinstance(right, str):
        return left < right
    if isinstance(left, int | float | Decimal) and isinstance(right, int | float | Decimal):
        return left < right
    if left is None or right is None:
        return False
    raise TemplateFailure("render.not-comparable", left=text(left), right=text(right))


def less_or_equal(left: Wrapped, right: Wrapped) -> bool:
    """Tell whether one value is at most another; of what cannot be compared only equals are."""
    left, right = _comparable(left), _comparable(right)
    if isinstance(left, str) and isinstance(right, str):
        return left <= right
    if isinstance(left, bool) or isinstance(right, bool):
        return False
    if isinstance(left, int | float | Decimal) and isinstance(right, int | float | Decimal):
        return left <= right
    return left is not None and right is not None and equal(left, right)


def contains(left: Wrapped, right: Wrapped) -> bool:
    """Tell whether a text has another in it, or a list an item."""
    if not is_true(left) or not is_true(right):
        return False
    match left:
        case str():
            return (str(right) if isinstance(right, bool | list | range) else text(right)) in left
        case list() | range():
            return right in left
        case _:
            raise TemplateFailure("render.not-comparable", left=text(left), right=text(right))


def part(value: Wrapped, key: str | int) -> Wrapped:
    """Return a part of a value, nothing where it has none."""
    if key == "size":
        return len(value) if isinstance(value, str | list | range) else None
    if not isinstance(value, list | range) or (isinstance(key, str) and key not in _ENDS):
        return None
    try:
        return value[_ENDS[key] if isinstance(key, str) else key]
    except IndexError:
        return None


def span(first: Wrapped, last: Wrapped) -> range:
    """Return a range, both ends included; what is no number counts as 0."""
    start, stop = _whole(first), _whole(last)
    return range(0) if start > stop else range(start, stop + 1)


def rounds(
    over: Wrapped, around: int, is_reversed: bool, limit: Wrapped = ABSENT, offset: Wrapped = ABSENT
) -> Sequence[Wrapped]:
    """Return what a loop goes through; `around` are the rounds of the loops around it, multiplied."""
    taken = _sequence(over)
    if limit is not ABSENT or offset is not ABSENT:
        taken = _between(taken, limit, offset)
    if len(taken) * around > MOST_ROUNDS:
        raise TemplateFailure("render.too-many-rounds", limit=str(MOST_ROUNDS))
    return taken[::-1] if is_reversed else taken


_ENDS = {"first": 0, "last": -1}


def _comparable(value: Wrapped) -> Wrapped:
    return str(value) if isinstance(value, Printed) else value


def _whole(value: Wrapped) -> int:
    try:
        return int(value)  # type: ignore[call-overload, no-any-return]  # what is no number is caught
    except (TypeError, ValueError):
        return 0


def _count(value: Wrapped) -> int:
    return 0 if value is None else int(value)  # type: ignore[call-overload]  # else a failure


def _sequence(over: Wrapped) -> Sequence[Wrapped]:
    match over:
        case list() | range() | tuple():
            return over
        case str() if over:
            return (over,)
        case _:
            return ()


def _between(items: Sequence[Wrapped], limit: Wrapped, offset: Wrapped) -> Sequence[Wrapped]:
    length = len(items)
    start = 0 if offset is ABSENT else _count(offset)
    stop = min((0 if limit is ABSENT else _count(limit) + start) or length, length)
    if stop < 0:
        raise ValueError("a negative `limit`")
    return items[min(max(start, 0), length) : stop]
