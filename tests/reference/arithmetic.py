"""Calculating and comparing (language reference, sections 4 and 5; docs/language/types-and-unknown.md).

An unknown operand never comes here: whatever is calculated from one is unknown.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from maflow.dsl import ast
from tests.reference.local_time import date_of, day_number, day_start, shift, shifted_date
from tests.reference.values import DAY, Date, Duration, Moment, Money, TimeOfDay, Typed

__all__ = ["calculate", "exactly", "negative", "order", "rounded", "same"]

_BEYOND = 10**15
_ORDERED = (Money, Date, Moment, TimeOfDay, Duration, int, float)


def calculate(operator: ast.BinaryOperator, left: Typed, right: Typed, zone: ZoneInfo) -> Typed | None:
    """Return what comes of `+ - * /`; division by zero is unknown."""
    match operator:
        case ast.BinaryOperator.PLUS:
            return _sum(left, right, zone)
        case ast.BinaryOperator.MINUS:
            return _difference(left, right, zone)
        case ast.BinaryOperator.TIMES:
            return _product(left, right)
        case _:
            return _quotient(left, right)


def negative(value: Typed) -> Typed:
    """Return a value with the other sign."""
    match value:
        case Money(amount=amount, currency=currency):
            return Money(-amount, currency)
        case Duration(ms=ms, months=months, days=days):
            return Duration(-ms, -months, -days)
        case int() | float():
            return -value
        case _:
            raise AssertionError(value)


def exactly(number: float) -> Fraction:
    """Return a number as it is written: 0.1 is a tenth."""
    return Fraction(repr(number))


def rounded(exact: Fraction, *, is_whole: bool = False) -> int | float:
    """Return a result as the nearest number of fifteen digits; whole numbers, and beyond those, as it is."""
    if is_whole:
        return int(exact)
    if not exact or abs(exact) >= _BEYOND:
        return float(exact)
    digits = 0
    while abs(exact) * 10**digits < _BEYOND / 10:
        digits += 1
    return float(Fraction(round(exact * 10**digits), 10**digits))


def same(left: Typed, right: Typed, project_zone: ZoneInfo) -> bool:
    """Tell whether two values are equal."""
    one, other = _aligned(left, right, project_zone)
    return one == other


def order(left: Typed, right: Typed, project_zone: ZoneInfo) -> int | None:
    """Return -1, 0 or 1 as the first is less, equal or greater; None where there is no order."""
    one, other = _aligned(left, right, project_zone)
    if not isinstance(one, _ORDERED) or not isinstance(other, _ORDERED):
        return None
    # The types have been checked: both are of one kind. Numbers and booleans are compared as Python does.
    return (one > other) - (one < other)  # type: ignore[operator]


def _aligned(left: Typed, right: Typed, project_zone: ZoneInfo) -> tuple[Typed, Typed]:
    """A date that is written beside a moment stands for its first instant, in the project's zone."""
    match left, right:
        case Moment(), Date(days=days):
            return left, Moment(day_start(date_of(days), project_zone))
        case Date(days=days), Moment():
            return Moment(day_start(date_of(days), project_zone)), right
        case _:
            return left, right


def _sum(left: Typed, right: Typed, zone: ZoneInfo) -> Typed:
    match left, right:
        case (Date() | Moment(), Duration()):
            return _moved(left, right, zone)
        case (Duration(), Date() | Moment()):
            return _moved(right, left, zone)
        case Duration(), Duration():
            return Duration(left.ms + right.ms)
        case Money(), Money():
            return Money(left.amount + right.amount, left.currency)
        case (int() | float(), int() | float()):
            return rounded(exactly(left) + exactly(right), is_whole=_are_whole(left, right))
        case _:
            raise AssertionError((left, right))


def _difference(left: Typed, right: Typed, zone: ZoneInfo) -> Typed:
    match left, right:
        case Moment(), Moment():
            return Duration(left.ms - right.ms)
        case Date(), Date():
            return Duration((left.days - right.days) * DAY)
        case _:
            return _sum(left, negative(right), zone)


def _are_whole(left: float, right: float) -> bool:
    return isinstance(left, int) and isinstance(right, int)


def _moved(start: Date | Moment, by: Duration, zone: ZoneInfo) -> Date | Moment:
    """Days, weeks and months that are written out move by the calendar; other durations are elapsed time."""
    match start:
        case Moment(ms=ms) if by.is_calendar:
            return Moment(shift(ms, by.months, by.days, zone))
        case Moment(ms=ms):
            return Moment(ms + by.ms)
        case Date(days=days) if by.is_calendar:
            return Date(day_number(shifted_date(date_of(days), by.months, by.days)))
        case Date(days=days):
            return Date((days * DAY + by.ms) // DAY)


def _product(left: Typed, right: Typed) -> Typed:
    match left, right:
        case Money(), (int() | float()):
            return Money(left.amount * Decimal(repr(right)), left.currency)
        case Duration(), (int() | float()):
            return Duration(round(left.ms * exactly(right)))
        case (int() | float(), int() | float()):
            return rounded(exactly(left) * exactly(right), is_whole=_are_whole(left, right))
        case _:
            return _product(right, left)


def _quotient(left: Typed, right: Typed) -> Typed | None:
    if right in (0, Duration(0)) or (isinstance(right, Money) and right.amount == 0):
        return None
    match left, right:
        case Money(), Money():
            return float(left.amount / right.amount)
        case Duration(), Duration():
            return left.ms / right.ms
        case Money(), (int() | float()):
            return Money(left.amount / Decimal(repr(right)), left.currency)
        case Duration(), (int() | float()):
            return Duration(round(left.ms / exactly(right)))
        case (int() | float(), int() | float()):
            return float(exactly(left) / exactly(right))
        case _:
            raise AssertionError((left, right))
