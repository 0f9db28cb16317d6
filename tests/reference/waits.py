"""When a wait for a time ends (language reference, section 8; local times: section 11)."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from maflow.dsl import ast
from tests.reference.literals import duration_of, minutes_of
from tests.reference.local_time import date_of, is_on, on_clock, shift, wall
from tests.reference.scope import Scope
from tests.reference.values import Date, Moment, Typed

__all__ = ["end_of_pause", "end_of_wait_until_time", "moment_waited_for", "next_return"]

_MINUTE = 60_000


def end_of_pause(duration: ast.Duration | ast.DurationParameter, now: int, zone: ZoneInfo) -> int:
    """Return the end of `wait D`: days, weeks and months keep the wall time, the rest is elapsed time."""
    length = duration_of(duration)
    if length.is_calendar:
        return max(now, shift(now, length.months, length.days, zone))
    return now + length.ms


def end_of_wait_until_time(wait: ast.WaitUntilTime, now: int, zone: ZoneInfo) -> int:
    """Return today's time on one of the days, unless it is past by a minute or more, else the next."""
    minutes = minutes_of(wait.time.text)
    day = wall(now, zone).date()
    while True:
        if is_on(day, wait.days):
            due = on_clock(day, minutes, zone)
            if now < due + _MINUTE:
                return max(now, due)
        day += timedelta(days=1)


def moment_waited_for(value: Typed | None, time: ast.TimeLiteral | None, scope: Scope) -> int | None:
    """Return the instant of `wait until MOMENT`, or of TIME on the day of `wait until X at TIME`."""
    match value:
        case Moment(ms=ms) if time is None:
            return ms
        case Moment(ms=ms) if time is not None:
            return on_clock(wall(ms, scope.zone).date(), minutes_of(time.text), scope.zone)
        case Date(days=days) if time is not None:
            return on_clock(date_of(days), minutes_of(time.text), scope.zone)
        case _:
            return None


def next_return(value: Typed | None, time: ast.TimeLiteral, scope: Scope) -> int | None:
    """Return the first yearly return of a date that is not before now, None if it is unknown."""
    if not isinstance(value, Date):
        return None
    given = date_of(value.days)
    year = wall(scope.now, scope.zone).year - 1
    while True:
        due = on_clock(_in_year(given, year), minutes_of(time.text), scope.zone)
        if due >= scope.now:
            return due
        year += 1


def _in_year(given: date, year: int) -> date:
    """29 February falls on the 28th in other years."""
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if (given.month, given.day) == (2, 29) and not is_leap:
        return date(year, 2, 28)
    return date(year, given.month, given.day)
