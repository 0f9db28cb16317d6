"""When time alone makes a condition true or false: what generated code calls to find the instant.

Everything here speaks of a value between two instants, both included, as an interval: a pair of its least
and greatest possible value, None where it is unknown throughout, `UNSURE` where it may be unknown or
anything. A value that changes only at certain steps is looked at up to the next of them.

Units: UTC milliseconds. `FAR` stands for never.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from maflow.runtime.core.local_time import DAY_MS, Zone

__all__ = [
    "FAR",
    "UNSURE",
    "contained",
    "corners",
    "crossing",
    "either",
    "first_leaving",
    "is_equal",
    "is_less",
    "is_not_greater",
    "known",
    "next_flip",
    "part_bounds",
    "point",
    "quotients",
    "search",
    "shift_bounds",
    "single",
    "today_crossing",
    "value_leaving",
]

FAR: Final = 2**62

_MOST_LOOKS: Final = 64
_MOST_STEPS: Final = 400
_HORIZON_MS: Final = 36_525 * DAY_MS
# So many single milliseconds in a row are no approach to a change, but two intervals that run side by side.
_MOST_CRAWLS: Final = 8
_LEAP_MS: Final = 60_000
# Clipped month ends and changed clocks can move two instants so much closer, or past each other.
_CALENDAR_MS: Final = 3 * DAY_MS


class _Unsure:
    """The type of `UNSURE`."""

    def __repr__(self) -> str:
        return "UNSURE"


UNSURE: Final = _Unsure()

# Any: values of any type that has an order.
Interval = Any


# Any: the engine and a user.
def next_flip(
    holds: Callable[[Any, Any, int], bool],
    change: Callable[[Any, Any, int], int],
    engine: Any,
    user: Any,
    now: int,
    before: bool,
) -> int | None:
    """Return the instant at which a condition turns by time alone, or an earlier one to ask again at.

    Shape: `change` gives an instant after one until which the condition stays for certain; `before` is
    whether it holds now.
    """
    at = now
    for _ in range(_MOST_LOOKS):
        at = change(engine, user, at)
        if at >= FAR:
            return None
        if holds(engine, user, at) is not before:
            return at
    return at


def crossing(value: int, slope: int, bound: int, now: int) -> int:
    """Return when a value that changes by `slope` a millisecond comes to, or leaves, `value >= bound`."""
    if slope > 0 and value < bound:
        return now - (value - bound) // slope
    if slope < 0 and value >= bound:
        return now + (value - bound) // -slope + 1
    return FAR


def today_crossing(zone: Zone, value: int, slope: int, bound: int, now: int) -> int:
    """Return the same for a value that changes by `slope` with each local day."""
    today = zone.date(now)
    day = crossing(value, slope, bound, today)
    at = FAR if day >= FAR else zone.next_change_after(now, day, 0)
    # Clocks that are put back over midnight bring yesterday again.
    if (value >= bound) is not (value - slope >= bound):
        at = min(at, zone.next_date_change(now))
    return at


def first_leaving(times: Sequence[int], duration_ms: int, now: int) -> int:
    """Return when the first of the events in a window leaves it."""
    place = bisect_right(times, now - duration_ms)
    return times[place] + duration_ms if place < len(times) else FAR


def value_leaving(times: Iterable[int], duration_ms: int, now: int) -> int:
    """Return the same for times that are in no order."""
    cut = now - duration_ms
    return min((time + duration_ms for time in times if time > cut), default=FAR)


def search(look: Callable[[int, int], Any], now: int, end: int) -> int:
    """Return the first instant after now at which something is not what it is now, `end` if it stays.

    Shape: `look` gives what it is throughout from one instant to another, or `UNSURE`. The result may be
    too early where it stays unsure, never too late. Where it is sure of single instants only, two changes
    within a minute may be missed.
    """
    end = min(end, now + _HORIZON_MS)
    before = look(now, now)
    step = end - now - 1
    crawls = 0
    for _ in range(_MOST_STEPS):
        if now >= end - 1:
            return end
        step = min(step, end - 1 - now)
        if crawls > _MOST_CRAWLS:
            leap = min(now + _LEAP_MS, end - 1)
            if look(leap, leap) != before:
                return _first_change(look, before, now, leap)
            now = leap
        elif look(now + 1, now + step) == before:
            now += step
            crawls = crawls + 1 if step == 1 else 0
            step *= 2
        elif step > 1:
            step //= 2
        else:
            return now + 1
    return now + 1


def _first_change(look: Callable[[int, int], Any], before: Any, same: int, changed: int) -> int:
    """Return the instant of a change between one where something is as before and one where it is not."""
    while changed - same > 1:
        middle = (same + changed) // 2
        if look(middle, middle) == before:
            same = middle
        else:
            changed = middle
    return changed


def point(value: Any) -> Interval:
    """Return the interval of a value that stays."""
    return None if value is None else (value, value)


def single(interval: Interval) -> Any:
    """Return the one value that an interval can have, None if it is unknown, else `UNSURE`."""
    if interval is None or interval is UNSURE:
        return interval
    return interval[0] if interval[0] == interval[1] else UNSURE


def known(interval: Interval) -> Any:
    """Tell whether a value is known."""
    return UNSURE if interval is UNSURE else interval is not None


def either(interval: Interval, fallback: Interval) -> Interval:
    """Return the interval of a value, or that of another where it is unknown."""
    return fallback if interval is None else interval


def corners(calculate: Callable[..., Any], *intervals: Interval) -> Interval:
    """Return the interval of a calculation that rises or falls steadily with each operand."""
    if any(interval is None for interval in intervals):
        return None
    if any(interval is UNSURE for interval in intervals):
        return UNSURE
    first, *rest = intervals
    if not rest:
        found = [calculate(value) for value in first]
    else:
        found = [calculate(left, right) for left in set(first) for right in set(rest[0])]
    if all(value is None for value in found) and all(low == high for low, high in intervals):
        return None
    if any(value is None for value in found):
        return UNSURE
    return min(found), max(found)


def quotients(divide: Callable[..., Any], left: Interval, right: Interval) -> Interval:
    """Return the interval of a quotient; a divisor of both signs gives anything."""
    if isinstance(right, tuple) and right[0] <= 0 <= right[1]:
        return UNSURE if right[0] != right[1] else None
    return corners(divide, left, right)


def is_less(left: Interval, right: Interval) -> Any:
    """Tell whether one value is less than another throughout, or not throughout."""
    if left is None or right is None:
        return None
    if left is UNSURE or right is UNSURE:
        return UNSURE
    if left[1] < right[0]:
        return True
    return False if left[0] >= right[1] else UNSURE


def is_not_greater(left: Interval, right: Interval) -> Any:
    """Tell whether one value is less than or equal to another throughout, or not throughout."""
    is_greater = is_less(right, left)
    return not is_greater if isinstance(is_greater, bool) else is_greater


def is_equal(left: Interval, right: Interval) -> Any:
    """Tell whether two values are equal throughout, or different throughout."""
    if left is None or right is None:
        return None
    if left is UNSURE or right is UNSURE:
        return UNSURE
    if left[1] < right[0] or left[0] > right[1]:
        return False
    return True if left[0] == left[1] == right[0] == right[1] else UNSURE


def contained(whole: Sequence[Any] | None, part: Interval) -> Any:
    """Tell whether a list has a value."""
    if whole is None or part is None:
        return None
    if part is UNSURE:
        return UNSURE
    if part[0] == part[1]:
        return part[0] in whole
    return UNSURE if any(part[0] <= value <= part[1] for value in whole) else False


def shift_bounds(zone: Zone, interval: Interval, months: int, days: int, elapsed_ms: int) -> Interval:
    """Return the interval of a moment moved over the calendar."""
    if interval is None or interval is UNSURE:
        return interval
    low, high = (zone.shift(value, months, days) + elapsed_ms for value in interval)
    if zone.next_date_change(interval[0]) > interval[1]:
        return low, high
    return low - _CALENDAR_MS, high + _CALENDAR_MS


def part_bounds(zone: Zone, part: str, interval: Interval) -> Interval:
    """Return the interval of the local weekday, hour or date of a moment."""
    if interval is None or interval is UNSURE:
        return interval
    low, high = interval
    end = zone.next_hour_change(low) if part == "hour" else zone.next_date_change(low)
    if end > high:
        return point(getattr(zone, part)(low))
    if part == "date":
        return zone.date(low) - 1, zone.date(high) + 1
    return UNSURE
