"""Values that are written in a program (language reference, section 3)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from maflow.dsl import ast
from tests.reference.local_time import day_number, day_start, instant_of
from tests.reference.values import Date, Duration, Moment, Money, TimeOfDay

__all__ = [
    "amount_of",
    "date_of_literal",
    "duration_of",
    "elapsed_ms",
    "minutes_of",
    "moment_of",
    "number_of",
    "percent_of",
    "time_of",
]

_MS = {
    ast.Unit.MILLISECONDS: 1,
    ast.Unit.SECONDS: 1_000,
    ast.Unit.MINUTES: 60_000,
    ast.Unit.HOURS: 3_600_000,
    ast.Unit.DAYS: 86_400_000,
    ast.Unit.WEEKS: 7 * 86_400_000,
}
_MINUTE = 60_000


def number_of(text: str) -> int | float:
    """Return a number: whole unless it is written with a point."""
    digits = text.replace("_", "")
    return float(digits) if "." in digits else int(digits)


def percent_of(text: str) -> float:
    """Return a percentage as a number: 40% is 0.4."""
    return float(Decimal(text.replace("_", "")) / 100)


def amount_of(money: ast.MoneyLiteral) -> Money:
    """Return an amount of money, with the decimals that are written."""
    return Money(Decimal(money.amount.replace("_", "")), money.currency)


def duration_of(duration: ast.Duration | ast.DurationParameter) -> Duration:
    """Return a duration; days, weeks and months remember that they are calendar units."""
    assert isinstance(duration, ast.Duration), "steps are not covered"
    assert duration.unit is not None, "a checked project names every unit"
    return _duration(duration.amount, duration.unit)


@cache
def _duration(text: str, unit: ast.Unit) -> Duration:
    amount = Decimal(text.replace("_", ""))
    match unit:
        case ast.Unit.MONTHS:
            return Duration(0, months=int(amount))
        case ast.Unit.WEEKS:
            return Duration(int(amount * _MS[unit]), days=7 * int(amount))
        case ast.Unit.DAYS:
            return Duration(int(amount * _MS[unit]), days=int(amount))
        case _:
            return Duration(int(amount * _MS[unit]))


def elapsed_ms(duration: ast.Duration | ast.DurationParameter) -> int:
    """Return a duration as elapsed time: a day is exactly 24 hours."""
    return duration_of(duration).ms


def minutes_of(text: str) -> int:
    """Return a time of day in minutes since midnight; `24:00` is the end of the day."""
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def time_of(literal: ast.TimeLiteral) -> TimeOfDay:
    """Return a time of day."""
    return TimeOfDay(minutes_of(literal.text) * _MINUTE)


def date_of_literal(literal: ast.DateLiteral) -> Date:
    """Return a date."""
    return Date(day_number(date.fromisoformat(literal.text)))


def moment_of(literal: ast.MomentLiteral | ast.DateLiteral, zone: ZoneInfo) -> Moment:
    """Return a moment, in the project's zone unless it names an offset; of a date, its first instant."""
    if isinstance(literal, ast.DateLiteral):
        return Moment(day_start(date.fromisoformat(literal.text), zone))
    shown = datetime.fromisoformat(literal.text)
    if literal.offset is None:
        return Moment(instant_of(shown, zone))
    return Moment(instant_of(shown - _offset(literal.offset), ZoneInfo("UTC")))


def _offset(text: str) -> timedelta:
    hours, _, minutes = text[1:].partition(":")
    size = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return -size if text[0] == "-" else size
