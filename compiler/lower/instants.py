"""Dates, times and moments that are written down, as numbers."""

from __future__ import annotations

import datetime
import zoneinfo

from maflow.dsl import ast

__all__ = ["DAY_MS", "days_of", "first_instant", "local_instant", "moment_ms", "time_ms"]

DAY_MS = 86_400_000
_SECOND_MS = 1_000
_MINUTE_MS = 60_000
_EPOCH = datetime.date(1970, 1, 1).toordinal()


def days_of(date: ast.DateLiteral) -> int:
    """Return the days from 1970-01-01 to a date.

    Example:
        >>> from maflow.dsl.source import NO_SPAN
        >>> days_of(ast.DateLiteral(NO_SPAN, "1970-01-03"))
        2
    """
    return datetime.date.fromisoformat(date.text).toordinal() - _EPOCH


def time_ms(text: str) -> int:
    """Return the milliseconds from midnight to a time of day.

    Example:
        >>> time_ms("22:30"), time_ms("24:00")
        (81000000, 86400000)
    """
    hours, minutes = text.split(":")
    return (int(hours) * 60 + int(minutes)) * _MINUTE_MS


def moment_ms(moment: ast.MomentLiteral, zone: zoneinfo.ZoneInfo) -> int:
    """Return the milliseconds from the epoch to a moment, in a zone where no offset is written."""
    date, _, time = moment.text.partition(" ")
    days = datetime.date.fromisoformat(date).toordinal() - _EPOCH
    since_midnight = time_ms(time[:5]) + _SECOND_MS * int(time[6:] or 0)
    if moment.offset is None:
        return local_instant(days, since_midnight, zone)
    sign = -1 if moment.offset[0] == "-" else 1
    return days * DAY_MS + since_midnight - sign * time_ms(moment.offset[1:])


def first_instant(days: int, zone: zoneinfo.ZoneInfo) -> int:
    """Return the first instant of a date in a zone, in milliseconds from the epoch."""
    return local_instant(days, 0, zone)


def local_instant(days: int, since_midnight: int, zone: zoneinfo.ZoneInfo) -> int:
    """Return when a wall time comes: after a gap, its first instant; of two, the first.

    Source: language reference, section 11.
    Example:
        >>> berlin = zoneinfo.ZoneInfo("Europe/Berlin")
        >>> local_instant(20541, time_ms("02:30"), berlin) % DAY_MS == time_ms("01:00")
        True
    """
    wall = days * DAY_MS + since_midnight
    first, second = (_offset(wall, zone, fold) for fold in (0, 1))
    if second <= first:
        return wall - first
    # The clock is moved forward somewhere in this range: to where it passes the wall time.
    before, after = wall - second, wall - first
    while after - before > 1:
        middle = (before + after) // 2
        if middle + _offset_at(middle, zone) < wall:
            before = middle
        else:
            after = middle
    return after


def _offset(wall: int, zone: zoneinfo.ZoneInfo, fold: int) -> int:
    return _milliseconds(zone.utcoffset(_naive(wall).replace(fold=fold)))


def _offset_at(instant: int, zone: zoneinfo.ZoneInfo) -> int:
    utc = _naive(instant).replace(tzinfo=zone)
    return _milliseconds(zone.fromutc(utc).utcoffset())


def _naive(milliseconds: int) -> datetime.datetime:
    days, rest = divmod(milliseconds, DAY_MS)
    midnight = datetime.datetime.fromordinal(days + _EPOCH)
    return midnight + datetime.timedelta(milliseconds=rest)


def _milliseconds(offset: datetime.timedelta | None) -> int:
    assert offset is not None, "every zone has an offset at every instant"
    return offset // datetime.timedelta(milliseconds=1)
