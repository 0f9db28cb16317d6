"""Days of the week as numbers, monday being 0."""

from __future__ import annotations

from collections.abc import Iterable

from maflow.dsl.ast import Weekday

__all__ = ["weekday_number", "weekday_numbers"]

_DAYS = tuple(day for day in Weekday if day is not Weekday.WEEKDAYS)
_WORKDAYS = 5


def weekday_number(day: Weekday) -> int:
    """Return the number of one day."""
    return _DAYS.index(day)


def weekday_numbers(days: Iterable[Weekday]) -> tuple[int, ...]:
    """Return the numbers of some days, each once and in the order of the week.

    Example:
        >>> weekday_numbers([Weekday.SUNDAY, Weekday.WEEKDAYS])
        (0, 1, 2, 3, 4, 6)
    """
    found: set[int] = set()
    for day in days:
        found |= set(range(_WORKDAYS)) if day is Weekday.WEEKDAYS else {weekday_number(day)}
    return tuple(sorted(found))
