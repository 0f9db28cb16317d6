"""Local time (language reference, sections 5 "Durations" and 11 "Local times").

An instant is a number of UTC milliseconds; a wall time is a naive datetime. Everything rests on the two
functions `wall` and `instant_of`; the zones are those of the standard library.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from maflow.dsl import ast

__all__ = [
    "date_of",
    "day_number",
    "day_start",
    "first_true",
    "instant_of",
    "is_on",
    "next_day",
    "next_hour",
    "next_period",
    "offset_changes",
    "on_clock",
    "period_start",
    "shift",
    "shifted_date",
    "wall",
    "weekday_name",
]

_EPOCH = datetime(1970, 1, 1)
_EPOCH_DAY = date(1970, 1, 1)
_MILLISECOND = timedelta(milliseconds=1)
_HOUR = 3_600_000
_DAY = 24 * _HOUR
_WEEK = tuple(day for day in ast.Weekday if day is not ast.Weekday.WEEKDAYS)
_WORKDAYS = 5


def wall(instant: int, zone: ZoneInfo) -> datetime:
    """Return what the clocks of a zone show."""
    utc = (_EPOCH + instant * _MILLISECOND).replace(tzinfo=UTC)
    return utc.astimezone(zone).replace(tzinfo=None, fold=0)


def instant_of(shown: datetime, zone: ZoneInfo) -> int:
    """Return the instant at which clocks show something.

    What they show twice is the first of them; what they never show is the first instant after the gap.
    """
    first, second = _reading(shown, zone, 0), _reading(shown, zone, 1)
    if wall(first, zone) == shown:
        return first
    # In a gap, `second` lies before the clocks change and `first` at or after that.
    return first_true(lambda instant: wall(instant, zone) > shown, second, first)


def _reading(shown: datetime, zone: ZoneInfo, fold: int) -> int:
    utc = shown.replace(tzinfo=zone, fold=fold).astimezone(UTC).replace(tzinfo=None)
    return (utc - _EPOCH) // _MILLISECOND


def first_true(is_true: Callable[[int], bool], after: int, up_to: int) -> int:
    """Return the first instant in (after, up_to] at which something holds that once true stays true."""
    while up_to - after > 1:
        middle = (after + up_to) // 2
        if is_true(middle):
            up_to = middle
        else:
            after = middle
    return up_to


def on_clock(day: date, minutes: int, zone: ZoneInfo) -> int:
    """Return when the clocks show a time on a day; 24 hours are the midnight at its end."""
    return instant_of(datetime(day.year, day.month, day.day) + timedelta(minutes=minutes), zone)


def day_start(day: date, zone: ZoneInfo) -> int:
    """Return the first instant of a day."""
    return on_clock(day, 0, zone)


def date_of(days: int) -> date:
    """Return the date of a number of days."""
    return _EPOCH_DAY + timedelta(days=days)


def day_number(day: date) -> int:
    """Return the number of days of a date."""
    return (day - _EPOCH_DAY).days


def shifted_date(day: date, months: int, days: int) -> date:
    """Move a date by the calendar: the end of a month clips."""
    month = day.year * 12 + day.month - 1 + months
    year, month = divmod(month, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) + timedelta(days=days)


def shift(instant: int, months: int, days: int, zone: ZoneInfo) -> int:
    """Move an instant to the same wall time of another day."""
    shown = wall(instant, zone)
    day = shifted_date(shown.date(), months, days)
    return instant_of(datetime.combine(day, shown.time()), zone)


def weekday_name(day: date) -> str:
    """Return `monday` to `sunday`."""
    name: str = _WEEK[day.weekday()].value
    return name


def is_on(day: date, days: tuple[ast.Weekday, ...]) -> bool:
    """Tell whether a date is one of some days; none written means every day."""
    is_workday = ast.Weekday.WEEKDAYS in days and day.weekday() < _WORKDAYS
    return not days or is_workday or _WEEK[day.weekday()] in days


def next_day(instant: int, zone: ZoneInfo) -> int:
    """Return the first instant of the next local day."""
    return day_start(wall(instant, zone).date() + timedelta(days=1), zone)


def next_hour(instant: int, zone: ZoneInfo) -> int:
    """Return the next instant at which the clocks show another hour, or are changed."""
    shown = wall(instant, zone)
    into = timedelta(minutes=shown.minute, seconds=shown.second, microseconds=shown.microsecond)
    full = instant + _HOUR - into // _MILLISECOND
    return min([full, *offset_changes(instant, full, zone)])


def offset_changes(after: int, up_to: int, zone: ZoneInfo) -> list[int]:
    """Return the instants in (after, up_to] at which the clocks of a zone are changed."""
    found: list[int] = []
    while after < up_to:
        end = min(after + _DAY, up_to)
        offset = _offset(after, zone)
        if _offset(end, zone) != offset:
            found.append(first_true(partial(_has_other_offset, offset, zone), after, end))
        after = end
    return found


def _has_other_offset(offset: timedelta, zone: ZoneInfo, instant: int) -> bool:
    return _offset(instant, zone) != offset


def _offset(instant: int, zone: ZoneInfo) -> timedelta:
    return wall(instant, zone) - (_EPOCH + instant * _MILLISECOND)


def period_start(instant: int, period: ast.PeriodWord, zone: ZoneInfo, week_starts: ast.Weekday) -> int:
    """Return the first instant of the calendar period around an instant."""
    return day_start(_first_date(wall(instant, zone).date(), period, week_starts), zone)


def next_period(instant: int, period: ast.PeriodWord, zone: ZoneInfo, week_starts: ast.Weekday) -> int:
    """Return the first instant of the calendar period after the one around an instant."""
    first = _first_date(wall(instant, zone).date(), period, week_starts)
    match period:
        case ast.PeriodWord.DAY:
            return day_start(shifted_date(first, 0, 1), zone)
        case ast.PeriodWord.WEEK:
            return day_start(shifted_date(first, 0, 7), zone)
        case ast.PeriodWord.MONTH:
            return day_start(shifted_date(first, 1, 0), zone)
        case ast.PeriodWord.QUARTER:
            return day_start(shifted_date(first, 3, 0), zone)


def _first_date(day: date, period: ast.PeriodWord, week_starts: ast.Weekday) -> date:
    match period:
        case ast.PeriodWord.DAY:
            return day
        case ast.PeriodWord.WEEK:
            return day - timedelta(days=(day.weekday() - _WEEK.index(week_starts)) % 7)
        case ast.PeriodWord.MONTH:
            return day.replace(day=1)
        case ast.PeriodWord.QUARTER:
            return date(day.year, day.month - (day.month - 1) % 3, 1)
