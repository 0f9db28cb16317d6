"""Calculations that generated code does not write out: rounding, division, what is too large.

Numbers are calculated as they are written, digit by digit: 0.1 and 0.2 are 0.3. Results have fifteen digits,
as those of spreadsheets have. Whole numbers have 64 bits, as stores have them; numbers are finite; durations
are no longer than 300 000 years. What is calculated and lies beyond is unknown.
"""

from __future__ import annotations

import math
from decimal import Context, Decimal, DecimalException
from typing import Any, Final

__all__ = [
    "LEAST_WHOLE",
    "LONGEST_MS",
    "MOST_WHOLE",
    "add_numbers",
    "as_decimal",
    "divide",
    "divide_amounts",
    "divide_duration",
    "divide_money",
    "known_items",
    "multiply_duration",
    "multiply_money",
    "multiply_numbers",
    "rounded",
    "sound_number",
    "subtract_numbers",
    "sum_exactly",
]

LEAST_WHOLE: Final = -(2**63)
MOST_WHOLE: Final = 2**63 - 1
LONGEST_MS: Final = 10**16

_DIGITS: Final = 15
_ROUNDED: Final = Context(prec=_DIGITS, traps=[])
# More digits than a sum has of doubles as they are written: from 1e308 down to 1e-340.
_EXACT: Final = Context(prec=1000, traps=[])
# More than two doubles can have together, so that rounding twice is rounding once.
_QUOTIENT: Final = Context(prec=50, traps=[])


def divide(left: Any, right: Any) -> Any:  # Any: two numbers, or two durations
    """Return a quotient of numbers or of durations, None where there is none."""
    try:
        if isinstance(left, int) and isinstance(right, int):
            return left / right
        return _finite(float(_QUOTIENT.divide(as_decimal(left), as_decimal(right))))
    except (ZeroDivisionError, OverflowError):
        return None


def add_numbers(left: Any, right: Any) -> Any:  # Any: whole numbers or others
    """Return a sum of numbers, None where it is too large."""
    if isinstance(left, int) and isinstance(right, int):
        return _whole(left + right)
    return _finite(rounded(_EXACT.add(as_decimal(left), as_decimal(right))))


def subtract_numbers(left: Any, right: Any) -> Any:  # Any: as above
    """Return a difference of numbers, None where it is too large."""
    return add_numbers(left, -right)


def multiply_numbers(left: Any, right: Any) -> Any:  # Any: as above
    """Return a product of numbers, None where it is too large."""
    if isinstance(left, int) and isinstance(right, int):
        return _whole(left * right)
    return _finite(rounded(_EXACT.multiply(as_decimal(left), as_decimal(right))))


def sum_exactly(total: Decimal, number: float) -> Decimal:
    """Add a number to a sum that is kept without rounding."""
    return _EXACT.add(total, as_decimal(number))


def rounded(exact: Decimal) -> float:
    """Return a result with fifteen digits; what is larger than these is whole, and keeps its own.

    Example:
        >>> rounded(Decimal("0.9999999999999999"))
        1.0
    """
    return float(exact if exact.adjusted() >= _DIGITS else _ROUNDED.plus(exact))


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
    return Decimal(number if isinstance(number, int) else repr(number))


def multiply_duration(duration_ms: int, number: float) -> int | None:
    """Return a multiple of a duration to the nearest millisecond, None where it is too long."""
    try:
        return _not_too_long(round(_EXACT.multiply(Decimal(duration_ms), as_decimal(number))))
    except (OverflowError, ValueError):
        return None


def divide_duration(duration_ms: int, number: float) -> int | None:
    """Return a part of a duration to the nearest millisecond, None where there is none."""
    try:
        return _not_too_long(round(_QUOTIENT.divide(Decimal(duration_ms), as_decimal(number))))
    except (OverflowError, ValueError):
        return None


def known_items(*items: Any) -> tuple[Any, ...]:  # Any: values of any type
    """Return a list of values without those that are unknown."""
    return tuple(item for item in items if item is not None)


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) else None


def _whole(number: int) -> float | None:
    # What is too large for a whole number is another.
    return number if LEAST_WHOLE <= number <= MOST_WHOLE else _finite(_nearest(number))


def _nearest(number: int) -> float:
    try:
        return float(number)
    except OverflowError:
        return math.inf


def _not_too_long(duration_ms: int) -> int | None:
    return duration_ms if -LONGEST_MS <= duration_ms <= LONGEST_MS else None
