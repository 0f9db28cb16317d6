"""Waits: until when a run rests, and which event ends it.

Source: language reference, section 8.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from maflow.runtime.core.inputs import Event
from maflow.runtime.core.local_time import weekday_of_day, yearly_return
from maflow.runtime.core.matching import is_meant, keep
from maflow.runtime.core.proceeding import proceed
from maflow.runtime.core.running import GONE, exit_run, rest
from maflow.runtime.core.state import Run, User

if TYPE_CHECKING:
    from maflow.runtime.core.engine import Engine

__all__ = [
    "end_waits",
    "wait_calendar",
    "wait_until_moment",
    "wait_until_next",
    "wait_until_time",
]

_MINUTE_MS: Final = 60_000


def wait_calendar(engine: Engine, user: User, run: Run, shift: tuple[int, int, int], next: int) -> int:
    """Rest for months and days at the same wall time, then elapsed milliseconds."""
    months, days, elapsed_ms = shift
    return rest(engine, user, run, user.zone.shift(engine.now, months, days) + elapsed_ms, next)


def wait_until_time(
    engine: Engine, user: User, run: Run, time_ms: int, weekdays: tuple[int, ...], next: int
) -> int:
    """Rest until a time of day: today's if it is not past or within this same minute, else the next."""
    zone, now = user.zone, engine.now
    day, _ = zone.local(now)
    while True:
        if not weekdays or weekday_of_day(day) in weekdays:
            due = zone.instant(day, time_ms)
            if now < due + _MINUTE_MS:
                return rest(engine, user, run, due, next)
        day += 1


def wait_until_moment(
    engine: Engine, user: User, run: Run, moment: int | None, goes_if_past: bool, next: int
) -> int:
    """Rest until an instant that is fixed now; an unknown one counts as past."""
    if moment is not None and moment >= engine.now:
        return rest(engine, user, run, moment, next)
    if goes_if_past:
        return next
    exit_run(engine, user, run, "exit_past")
    return GONE


def wait_until_next(engine: Engine, user: User, run: Run, date: int | None, time_ms: int, next: int) -> int:
    """Rest until the yearly return of a date that is not before now; without a date it never comes."""
    if date is None:
        exit_run(engine, user, run, "exit_past")
        return GONE
    zone, now = user.zone, engine.now
    today, _ = zone.local(now)
    day = yearly_return(date, today)
    due = zone.instant(day, time_ms)
    if due < now:
        due = zone.instant(yearly_return(date, day + 1), time_ms)
    return rest(engine, user, run, due, next)


def end_waits(
    engine: Engine, user: User, event: Event, settled: tuple[Run, int] | None, *, is_late: bool
) -> None:
    """Let every run go on whose wait an event ends, in their turn; one event ends one wait of a run.

    `settled` is the run that has waited for the result that the event tells, and the node that follows:
    it goes on however late the event is.
    """
    for run in user.runs:
        if settled is not None and settled[0] is run:
            proceed(engine, user, run, settled[1])
            continue
        if is_late or not run.timer or run.node < 0:
            continue
        wait = engine.code.campaigns[run.campaign].nodes[run.node].wait
        if wait is None or event.time > run.due:
            continue
        for arm in wait.arms:
            is_heard = arm.since_entry or event.time >= run.since
            if is_heard and arm.event == event.name and is_meant(engine, user, run, arm, event):
                keep(run, arm, event)
                proceed(engine, user, run, arm.next)
                break
