"""Local time: what the clocks of a zone show, and at which instant they show something.

A day is a number of days since 1970-01-01, a wall time a number of milliseconds since midnight, an
instant a number of UTC milliseconds. A wall time that does not exist stands for the first instant after
the gap, one that occurs twice for its first occurrence. Days before year 1 and after year 9999 do not
exist: what would go beyond stays at the end.

Source: language reference, section 11 (local times, month ends).
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from functools import lru_cache
from typing import Final

from whenever import Instant, TimeZoneNotFoundError, ZonedDateTime, clear_tzcache, reset_tzpath

from maflow.runtime.program.rules import Period

__all__ = [
    "DAY_MS",
    "HOUR_MS",
    "WEEKDAYS",
    "Zone",
    "find_zone",
    "shift_date",
    "weekday_of_day",
    "yearly_return",
]

DAY_MS: Final = 86_400_000
HOUR_MS: Final = 3_600_000
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

# The ordinal of 1970-01-01 among the days of `datetime.date`.
_EPOCH: Final = date(1970, 1, 1).toordinal()
_FIRST_DAY: Final = date.min.toordinal() - _EPOCH
_LAST_DAY: Final = date.max.toordinal() - _EPOCH
_FIRST_INSTANT: Final = Instant.from_utc(1800, 1, 1)
_KNOWN_FROM_START: Final = Instant.from_utc(2040, 1, 1).timestamp() * 1000
_KNOWN_AHEAD: Final = 50 * 366 * DAY_MS
_LAST_INSTANT: Final = Instant.from_utc(9998, 1, 1).timestamp() * 1000
_FOREVER: Final = 2**62
# No zone has ever been further from UTC, or shown a day for longer.
_FURTHEST_MS: Final = 26 * HOUR_MS
_FEBRUARY: Final = 2
_LEAP_DAY: Final = 29
_THURSDAY: Final = 3

# Zones are those of the `tzdata` package, as for the compiler: the same on every machine, whatever it knows.
reset_tzpath([])
clear_tzcache()


class Zone:
    """An IANA time zone, as a table of the instants at which its clocks are changed.

    The span between two changes that was last asked for is kept at hand, and so is the local day: most
    questions are about now (benchmark: test_eligibility). Each is one tuple, so that threads agree.
    """

    __slots__ = ("_begins", "_day", "_known_until", "_last_change", "_offsets", "_span", "name")

    def __init__(self, name: str) -> None:
        """Make a zone by its IANA name.

        Raises: ValueError for a name that no zone has.
        """
        first = _FIRST_INSTANT.to_tz(name)
        self.name = name
        self._begins = [-_FOREVER]
        self._offsets = [_offset_ms(first)]
        self._last_change: ZonedDateTime | None = first
        self._known_until = -_FOREVER
        self._span = (1, 0, 0)
        self._day = (1, 0, 0)
        self._learn(_KNOWN_FROM_START)

    def __repr__(self) -> str:
        return f"Zone({self.name!r})"

    def local(self, instant: int) -> tuple[int, int]:
        """Return the day and the wall time that the clocks show."""
        begin, end, offset = self._span
        if not begin <= instant < end:
            begin, end, offset = self._find(instant)
        return divmod(instant + offset, DAY_MS)

    def date(self, instant: int) -> int:
        """Return the local day."""
        begin, end, offset = self._span
        if not begin <= instant < end:
            begin, end, offset = self._find(instant)
        return (instant + offset) // DAY_MS

    def hour(self, instant: int) -> int:
        """Return the local hour, 0 to 23."""
        begin, end, offset = self._span
        if not begin <= instant < end:
            begin, end, offset = self._find(instant)
        return (instant + offset) % DAY_MS // HOUR_MS

    def weekday(self, instant: int) -> str:
        """Return the local weekday by its English name, in small letters."""
        return WEEKDAYS[(self.date(instant) + _THURSDAY) % 7]

    def instant(self, day: int, time_ms: int) -> int:
        """Return the first instant at which the clocks show a wall time of a day, or have passed it."""
        wanted = day * DAY_MS + time_ms
        begin, end, offset = self._span
        found = wanted - offset
        # So long after the clocks were changed nothing is shown for the second time.
        if begin + _FURTHEST_MS <= found < end:
            return found
        return self._first_showing(wanted, wanted - _FURTHEST_MS)

    def next_change_after(self, instant: int, day: int, time_ms: int) -> int:
        """Return the first instant after another at which the clocks show a wall time, or have passed it."""
        return self._first_showing(day * DAY_MS + time_ms, instant + 1)

    def day_start(self, day: int) -> int:
        """Return the first instant of a local day; of one that a zone left out, that of the next."""
        return self.instant(day, 0)

    def today_start(self, now: int) -> int:
        """Return the first instant of the local day around an instant."""
        begin, end, start = self._day
        if begin <= now < end:
            return start
        start = self.instant(self.date(now), 0)
        self._day = (now, self.next_date_change(now), start)
        return start

    def next_date_change(self, instant: int) -> int:
        """Return the next instant at which the local date may be another: midnight, or changed clocks."""
        return self._next_full(instant, DAY_MS)

    def next_hour_change(self, instant: int) -> int:
        """Return the next instant at which the local hour may be another."""
        return self._next_full(instant, HOUR_MS)

    def shift(self, instant: int, months: int, days: int) -> int:
        """Return an instant moved over the calendar at the same wall time: months first, then days.

        One that is not moved stays, also where clocks show its wall time for the second time.
        """
        if not months and not days:
            return instant
        day, time_ms = self.local(instant)
        return self.instant(shift_date(day, months, days), time_ms)

    def start_of(self, period: str, instant: int, week_starts: int = 0) -> int:
        """Return the first instant of the calendar day, week, month or quarter around an instant."""
        return self.instant(_first_day(period, self.date(instant), week_starts), 0)

    def next_start_of(self, period: str, instant: int, week_starts: int = 0) -> int:
        """Return the first instant of the calendar day, week, month or quarter after that around one."""
        day = _first_day(period, self.date(instant), week_starts)
        months, days = _LENGTHS[period]
        return self.instant(shift_date(day, months, days), 0)

    def offset_change_after(self, instant: int) -> int:
        """Return the next instant at which the clocks are changed, 2**62 where they never are again."""
        _, end, _ = self._look_up(instant)
        return end

    def _find(self, instant: int) -> tuple[int, int, int]:
        self._span = span = self._look_up(instant)
        return span

    def _look_up(self, instant: int) -> tuple[int, int, int]:
        if instant >= self._known_until:
            self._learn(min(instant + _KNOWN_AHEAD, max(instant, _LAST_INSTANT)))
        place = max(bisect_right(self._begins, instant) - 1, 0)
        end = self._begins[place + 1] if place + 1 < len(self._begins) else self._known_until
        return self._begins[place], end, self._offsets[place]

    def _learn(self, until: int) -> None:
        change = self._last_change
        while change is not None and self._known_until <= min(until, _LAST_INSTANT):
            change = change.next_transition()
            if change is not None:
                self._note(change)
        self._last_change = change
        if change is None or self._known_until > _LAST_INSTANT:
            self._known_until = _FOREVER

    def _note(self, change: ZonedDateTime) -> None:
        offset = _offset_ms(change)
        self._known_until = change.timestamp() * 1000
        if offset != self._offsets[-1]:
            self._begins.append(self._known_until)
            self._offsets.append(offset)

    def _first_showing(self, wanted: int, not_before: int) -> int:
        while True:
            _, end, offset = self._look_up(not_before)
            found = max(not_before, wanted - offset)
            if found < end or end >= _FOREVER:
                return found
            not_before = end

    def _next_full(self, instant: int, unit: int) -> int:
        begin, end, offset = self._span
        if not begin <= instant < end:
            begin, end, offset = self._find(instant)
        full = ((instant + offset) // unit + 1) * unit - offset
        return full if end >= _FOREVER else min(full, end)


@lru_cache(maxsize=1024)
def find_zone(name: str) -> Zone | None:
    """Return the zone of an IANA name, the same object for the same name; None if there is none."""
    try:
        return Zone(name)
    except TimeZoneNotFoundError:
        return None


def weekday_of_day(day: int) -> int:
    """Return the weekday of a day, from 0 (monday).

    Example:
        >>> WEEKDAYS[weekday_of_day(0)]
        'thursday'
    """
    return (day + _THURSDAY) % 7


@lru_cache(maxsize=4096)
def shift_date(day: int, months: int, days: int) -> int:
    """Return a day moved by months, clipped to the end of the month, and then by days.

    Example:
        >>> shift_date(30, 1, 0)  # 31 January 1970
        58
    """
    if months:
        start = _calendar(day)
        year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
        if not date.min.year <= year <= date.max.year:
            return _FIRST_DAY if months < 0 else _LAST_DAY
        day = _clipped(year, month + 1, start.day)
    return min(max(day + days, _FIRST_DAY), _LAST_DAY)


def yearly_return(day: int, not_before: int) -> int:
    """Return the first yearly return of a day that is not before another.

    29 February falls on the 28th in years that are not leap years.
    """
    born = _calendar(day)
    year = _calendar(not_before).year
    found = _clipped(year, born.month, born.day)
    if found < not_before and year < date.max.year:
        found = _clipped(year + 1, born.month, born.day)
    return found


def _offset_ms(moment: ZonedDateTime) -> int:
    return round(moment.offset.total("milliseconds"))


def _calendar(day: int) -> date:
    return date.fromordinal(min(max(day, _FIRST_DAY), _LAST_DAY) + _EPOCH)


def _clipped(year: int, month: int, day: int) -> int:
    return date(year, month, min(day, _month_days(year, month))).toordinal() - _EPOCH


def _month_days(year: int, month: int) -> int:
    if month == _FEBRUARY:
        is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return _LEAP_DAY if is_leap else _LEAP_DAY - 1
    return 30 if month in (4, 6, 9, 11) else 31


# Months and days from the first day of one period to that of the next.
_LENGTHS: dict[str, tuple[int, int]] = {
    Period.DAY: (0, 1),
    Period.WEEK: (0, 7),
    Period.MONTH: (1, 0),
    Period.QUARTER: (3, 0),
}


@lru_cache(maxsize=1024)
def _first_day(period: str, day: int, week_starts: int) -> int:
    match period:
        case Period.WEEK:
            return day - (weekday_of_day(day) - week_starts) % 7
        case Period.MONTH:
            return day - _calendar(day).day + 1
        case Period.QUARTER:
            start = _calendar(day)
            return date(start.year, start.month - (start.month - 1) % 3, 1).toordinal() - _EPOCH
        case _:
            return day
