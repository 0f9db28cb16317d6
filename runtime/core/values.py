"""Calculations that generated code does not write out: rounding, division, regular expressions."""

from __future__ import annotations

from decimal import Decimal, DecimalException
from typing import Any

__all__ = [
    "as_decimal",
    "divide",
    "divide_amounts",
    "divide_duration",
    "divide_money",
    "known_items",
    "multiply_duration",
]


def divide(left: Any, right: Any) -> Any:  # Any: two numbers, or two durations
    """Return a quotient of numbers or of durations, None where there is none."""
    try:
        return left / right
    except (ZeroDivisionError, OverflowError):
        return None


def divide_money(left: Decimal, right: Decimal) -> Decimal | None:
    """Return a quotient, None where there is none."""
    try:
        return left / right
    except DecimalException:
        return None


def divide_amounts(left: Decimal, right: Decimal) -> float | None:
    """Return how often one amount goes into another, None where there is no answer."""
    found = divide_money(left, right)
    return None if found is None else float(found)


def as_decimal(number: float) -> Decimal:
    """Return a number as it is written, exactly."""
    return Decimal(repr(number))


def multiply_duration(duration_ms: int, number: float) -> int | None:
    """Return a multiple of a duration to the nearest millisecond."""
    try:
        return round(duration_ms * number)
    except (OverflowError, ValueError):
        return None


def divide_duration(duration_ms: int, number: float) -> int | None:
    """Return a part of a duration to the nearest millisecond, None where there is none."""
    try:
        return round(duration_ms / number)
    except (ZeroDivisionError, OverflowError, ValueError):
        return None


def known_items(*items: Any) -> tuple[Any, ...]:  # Any: values of any type
    """Return a list of values without those that are unknown."""
    return tuple(item for item in items if item is not None)
