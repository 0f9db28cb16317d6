"""Calculations that generated code does not write out: rounding, division, what is too large.

Whole numbers have 64 bits, as stores have them; numbers are finite; durations are no longer than 300 000
years. What is calculated and lies beyond is unknown.
"""

from __future__ import annotations

import math
from decimal import Decimal, DecimalException
from typing import Any, Final

__all__ = [
    "LEAST_WHOLE",
    "LONGEST_MS",
    "MOST_WHOLE",
    "as_decimal",
    "divide",
    "divide_amounts",
    "divide_duration",
    "divide_money",
    "finite_number",
    "known_items",
    "multiply_duration",
    "multiply_money",
    "sound_number",
]

LEAST_WHOLE: Final = -(2**63)
MOST_WHOLE: Final = 2**63 - 1
LONGEST_MS: Final = 10**16


def divide(left: Any, right: Any) -> Any:  # Any: two numbers, or two durations
    """Return a quotient of numbers or of durations, None where there is none."""
    try:
        found = left / right
    except (ZeroDivisionError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def finite_number(number: Any) -> float | None:  # Any: a whole number or another
    """Return what is too large for a whole number as another, None where it is too large for that as well."""
    try:
        found = float(number)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def sound_number(number: Any) -> Any:  # Any: a value of any type
    """Return a value, None where it is a number that no store has room for: sums have no bounds."""
    match number:
        case int():
            return number if LEAST_WHOLE <= number <= MOST_WHOLE else None
        case float():
            return number if math.isfinite(number) else None
        case _:
            return number


def multiply_money(amount: Decimal, number: float) -> Decimal | None:
    """Return a multiple of an amount, None where there is none."""
    try:
        found = amount * as_decimal(number)
    except DecimalException:
        return None
    return found if found.is_finite() else None


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
    """Return a multiple of a duration to the nearest millisecond, None where it is too long."""
    try:
        return _not_too_long(round(duration_ms * number))
    except (OverflowError, ValueError):
        return None


def divide_duration(duration_ms: int, number: float) -> int | None:
    """Return a part of a duration to the nearest millisecond, None where there is none."""
    try:
        return _not_too_long(round(duration_ms / number))
    except (ZeroDivisionError, OverflowError, ValueError):
        return None


def known_items(*items: Any) -> tuple[Any, ...]:  # Any: values of any type
    """Return a list of values without those that are unknown."""
    return tuple(item for item in items if item is not None)


def _not_too_long(duration_ms: int) -> int | None:
    return duration_ms if -LONGEST_MS <= duration_ms <= LONGEST_MS else None
