"""When the schedules of campaigns occur.

Source: language reference, section 7; occurrences outside `active` do not exist.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from maflow.runtime.core.local_time import Zone, shift_date, weekday_of_day
from maflow.runtime.program.campaigns import Activity, EnterAt, EnterEvery, Every

__all__ = ["first_occurrence"]

_EPOCH = date(1970, 1, 1).toordinal()


def first_occurrence(
    entry: EnterEvery | EnterAt, active: Activity | None, project_zone: Zone
) -> Callable[[Zone, int], int | None]:
    """Return a function that gives the first occurrence from an instant on, in a user's zone."""

    def at(zone: Zone, instant: int) -> int | None:
        del zone
        assert isinstance(entry, EnterAt)
        return entry.moment_ms if instant <= entry.moment_ms and _is_active(active, entry.moment_ms) else None

    def every(zone: Zone, instant: int) -> int | None:
        assert isinstance(entry, EnterEvery)
        clock = project_zone if entry.in_project_time else zone
        if active is not None:
            instant = max(instant, active.from_ms)
        day = clock.local(instant)[0] - 1
        while True:
            day = _next_day(entry, day)
            due = clock.instant(day, entry.time_ms)
            if due >= instant:
                return due if _is_active(active, due) else None
            day += 1

    return at if isinstance(entry, EnterAt) else every


def _is_active(active: Activity | None, instant: int) -> bool:
    return active is None or active.from_ms <= instant < active.until_ms


def _next_day(entry: EnterEvery, day: int) -> int:
    """Return the first day of a schedule that is not before a day."""
    match entry.every:
        case Every.DAY:
            return day
        case Every.WEEKDAYS:
            while weekday_of_day(day) not in entry.weekdays:
                day += 1
            return day
        case Every.MONTH:
            this_month = _in_month(day, entry.day)
            return (
                this_month if this_month >= day else _in_month(shift_date(_in_month(day, 1), 1, 0), entry.day)
            )


def _in_month(day: int, wanted: int) -> int:
    """Return the day of that number in the month of a day, the last one where the month is shorter."""
    first = day - date.fromordinal(day + _EPOCH).day + 1
    last = shift_date(first, 1, 0) - 1
    return min(first + wanted - 1, last)
