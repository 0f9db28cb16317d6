"""Timers out of what users remember: the heap of the engine, as it was."""

from __future__ import annotations

from collections.abc import Iterator

from maflow.runtime.core.code import Code
from maflow.runtime.core.state import User

__all__ = ["next_due", "timers_of"]


def timers_of(code: Code, user: User, clock: int) -> Iterator[tuple[int, int, int, str]]:
    """Return the entries of a user in the heap of timers, for an engine whose clock stands there.

    Shape: see `maflow.runtime.core.state.Heap`.
    """
    campaigns, id = code.campaigns, user.id
    for run in user.runs:
        turn = -campaigns[run.campaign].priority
        if run.timer:
            # What was set for the past is due now.
            yield max(run.due, clock), turn, run.timer, id
        if run.exit_timer:
            yield run.exit_due, turn, run.exit_timer, id
    for index, (due, order) in user.flips.items():
        yield due, -code.whens[index].campaign.priority, order, id
    for index, (due, order) in user.schedules.items():
        yield due, -code.schedules[index].campaign.priority, order, id


def next_due(code: Code, user: User, clock: int) -> int | None:
    """Return when the first timer of a user is due, None without any; Units: UTC milliseconds."""
    return min((entry[0] for entry in timers_of(code, user, clock)), default=None)
