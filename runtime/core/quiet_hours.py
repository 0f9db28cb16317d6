"""Guard 6: quiet hours in the user's wall time.

Source: language reference, section 6.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from maflow.runtime.core.local_time import DAY_MS, Zone, weekday_of_day
from maflow.runtime.core.refusals import Refusal
from maflow.runtime.program.rules import QuietHours

__all__ = ["ask_quiet_hours", "loud_from", "quiet_until"]

_MOST_STEPS: Final = 400


def ask_quiet_hours(rules: Sequence[QuietHours], zone: Zone, now: int, reached: int) -> Refusal | None:
    """Return why an instant is quiet, None if no rule calls it so.

    A rule that drops blocks; else the smallest waiting time of the rules that call it quiet holds,
    counted from when the flow reached the send.
    """
    day, wall = zone.local(now)
    quiet = [rule for rule in rules if quiet_until(rule, day, wall) is not None]
    if not quiet:
        return None
    for rule in quiet:
        if rule.wait_ms is None:
            return Refusal("quiet_hours", rule.rule, loud_from(rules, zone, now))
    strictest = min(quiet, key=_wait_ms)
    until = loud_from(rules, zone, now)
    if until is None or until > reached + _wait_ms(strictest):
        return Refusal("quiet_hours", strictest.rule, until)
    return Refusal("quiet_hours", quiet[0].rule, until, waits=True)


def quiet_until(rule: QuietHours, day: int, wall: int) -> tuple[int, int] | None:
    """Return the wall time (day, milliseconds) at which a range ends that holds now, None if none does.

    Example:
        >>> from maflow.runtime.program.types import Place
        >>> hour = 3_600_000
        >>> place = Place(0, 1)
        >>> night = QuietHours(rule="", place=place, start_ms=22 * hour, end_ms=7 * hour, channels=())
        >>> quiet_until(night, 10, 23 * hour), quiet_until(night, 10, 7 * hour)
        ((11, 25200000), None)
    """
    start, end, days = rule.start_ms, rule.end_ms, rule.weekdays
    if start < end:
        is_quiet = start <= wall < end and (not days or weekday_of_day(day) in days)
        return (day, end) if is_quiet else None
    if wall >= start and (not days or weekday_of_day(day) in days):
        return (day + 1, end)
    if wall < end and (not days or weekday_of_day(day - 1) in days):
        return (day, end)
    return None


def loud_from(rules: Sequence[QuietHours], zone: Zone, now: int) -> int | None:
    """Return the first instant from now on that no rule calls quiet, None if there is none in sight."""
    instant = now
    for _ in range(_MOST_STEPS):
        day, wall = zone.local(instant)
        ends = [end for rule in rules if (end := quiet_until(rule, day, wall)) is not None]
        if not ends:
            return instant
        last_day, last_wall = max(ends)
        last_day, last_wall = last_day + last_wall // DAY_MS, last_wall % DAY_MS
        # Clocks that are changed before the range ends may show what is outside of it.
        instant = min(zone.next_change_after(instant, last_day, last_wall), zone.offset_change_after(instant))
    return None


def _wait_ms(rule: QuietHours) -> int:
    assert rule.wait_ms is not None
    return rule.wait_ms
