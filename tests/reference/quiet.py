"""Quiet hours: guard 6 (language reference, section 6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from maflow.dsl import ast
from tests.reference.literals import elapsed_ms, minutes_of
from tests.reference.local_time import is_on, offset_changes, on_clock, wall
from tests.reference.values import DAY
from tests.reference.verdicts import Refused, rule_text

__all__ = ["ask_quiet_hours", "first_loud", "is_quiet"]

_DEFAULT_WAIT = 24 * 3_600_000
# The hours repeat every week: what is quiet so long is always quiet.
_HORIZON_DAYS = 9


def ask_quiet_hours(
    rules: Sequence[ast.QuietHours], channel: str, now: int, reached: int, zone: ZoneInfo
) -> Refused | None:
    """Return why a message may not go out now, None if it may.

    `reached` is when the flow came to the send: waiting counts from there.
    """
    concerned = [rule for rule in rules if channel in (name.text for name in rule.channels)]
    quiet = [rule for rule in concerned if is_quiet(rule, now, zone)]
    if not quiet:
        return None
    until = first_loud(concerned, now, zone)
    for rule in quiet:
        if isinstance(rule.otherwise, ast.OverLimitDrop):
            return Refused("quiet_hours", rule_text(rule), until)
    strictest = min(quiet, key=_longest_wait)
    if until is None or until > reached + _longest_wait(strictest):
        return Refused("quiet_hours", rule_text(strictest), until)
    return Refused("quiet_hours", rule_text(quiet[0]), until, may_wait=True)


def is_quiet(rule: ast.QuietHours, instant: int, zone: ZoneInfo) -> bool:
    """Tell whether the wall time of an instant lies in the range of a rule."""
    shown = wall(instant, zone)
    minutes = shown.hour * 60 + shown.minute
    start, end = minutes_of(rule.hours.start), minutes_of(rule.hours.end)
    today, yesterday = shown.date(), shown.date() - timedelta(days=1)
    if start < end:
        return start <= minutes < end and is_on(today, rule.days)
    return (minutes >= start and is_on(today, rule.days)) or (minutes < end and is_on(yesterday, rule.days))


def first_loud(rules: Sequence[ast.QuietHours], now: int, zone: ZoneInfo) -> int | None:
    """Return the first instant from now on that no rule calls quiet, None if there is none."""
    ends = sorted(instant for instant in _ends(rules, now, zone) if instant >= now)
    return next((t for t in ends if not any(is_quiet(rule, t, zone) for rule in rules)), None)


def _ends(rules: Sequence[ast.QuietHours], now: int, zone: ZoneInfo) -> Iterator[int]:
    """Yield every instant at which it may cease to be quiet: the ends of ranges, and clock changes."""
    yield now
    yield from offset_changes(now, now + _HORIZON_DAYS * DAY, zone)
    first = wall(now, zone).date()
    for day in (first + timedelta(days=number) for number in range(_HORIZON_DAYS)):
        for rule in rules:
            yield from _both(day, minutes_of(rule.hours.end), zone)


def _both(day: date, minutes: int, zone: ZoneInfo) -> Iterator[int]:
    """Yield both instants of a wall time that occurs twice."""
    first = on_clock(day, minutes, zone)
    yield first
    for changed in offset_changes(first, first + DAY // 4, zone):
        shown = wall(first, zone)
        again = first + int((wall(changed - 1, zone) - wall(changed, zone)).total_seconds() * 1000) + 1
        if wall(again, zone) == shown:
            yield again


def _longest_wait(rule: ast.QuietHours) -> int:
    if isinstance(rule.otherwise, ast.OverLimitWait):
        return elapsed_ms(rule.otherwise.up_to)
    return _DEFAULT_WAIT
