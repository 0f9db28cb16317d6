"""Durations that are written down: elapsed time, and time over the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from maflow.compiler.durations import UNIT_MS
from maflow.dsl import ast

__all__ = ["CalendarTime", "calendar_time", "elapsed_ms"]

_WEEK_DAYS = 7


@dataclass(frozen=True, slots=True)
class CalendarTime:
    """Months, then days, then elapsed milliseconds."""

    months: int = 0
    days: int = 0
    elapsed_ms: int = 0

    def times(self, sign: int) -> CalendarTime:
        """Return this time forwards or, with -1, backwards."""
        return CalendarTime(sign * self.months, sign * self.days, sign * self.elapsed_ms)


def elapsed_ms(duration: ast.Duration | ast.DurationParameter) -> int:
    """Return a duration as elapsed milliseconds: a day is 24 hours.

    Example:
        >>> from maflow.dsl.source import NO_SPAN
        >>> elapsed_ms(ast.Duration(NO_SPAN, "1.5", ast.Unit.HOURS))
        5400000
    """
    amount, unit = _written(duration)
    return int(amount * UNIT_MS[unit])


def calendar_time(duration: ast.Duration | ast.DurationParameter) -> CalendarTime:
    """Return a duration over the calendar: months and days are those of the user's zone.

    Example:
        >>> from maflow.dsl.source import NO_SPAN
        >>> calendar_time(ast.Duration(NO_SPAN, "2", ast.Unit.WEEKS))
        CalendarTime(months=0, days=14, elapsed_ms=0)
    """
    amount, unit = _written(duration)
    match unit:
        case ast.Unit.MONTHS:
            return CalendarTime(months=int(amount))
        case ast.Unit.WEEKS:
            return CalendarTime(days=int(amount * _WEEK_DAYS))
        case ast.Unit.DAYS:
            return CalendarTime(days=int(amount))
        case _:
            return CalendarTime(elapsed_ms=int(amount * UNIT_MS[unit]))


def _written(duration: ast.Duration | ast.DurationParameter) -> tuple[Decimal, ast.Unit]:
    # A parameter stands in steps only, which do not come here; a missing unit is an error (MA008).
    assert isinstance(duration, ast.Duration)
    assert duration.unit is not None
    return Decimal(duration.amount.replace("_", "")), duration.unit
