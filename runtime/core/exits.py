"""`exit on` and `exit when`: a run ends at once, wherever it is.

Source: language reference, section 7.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maflow.runtime.core.code import CampaignCode, EventCode
from maflow.runtime.core.inputs import NOTHING, Event
from maflow.runtime.core.matching import is_meant
from maflow.runtime.core.running import exit_run
from maflow.runtime.core.state import Run, User

if TYPE_CHECKING:
    from maflow.runtime.core.engine import Engine

__all__ = ["is_to_leave", "leave_on", "leave_when"]


def is_to_leave(engine: Engine, user: User, run: Run, campaign: CampaignCode) -> bool:
    """Tell whether an `exit when` of a campaign is true for a run."""
    now = engine.now
    return any(condition(engine, user, run, NOTHING, now, now) for condition in campaign.exits_when)


def leave_on(engine: Engine, user: User, event: Event, code: EventCode) -> None:
    """End the runs that an event ends, and those for which an `exit when` is true by now."""
    if not engine.code.has_exit_when:
        _leave_on(engine, user, event, code, user.runs)
        return
    for run in user.runs:
        _leave_on(engine, user, event, code, (run,))
        _leave_when(engine, user, run)


def leave_when(engine: Engine, user: User) -> None:
    """End the runs of a user for which an `exit when` is true by now."""
    for run in user.runs:
        _leave_when(engine, user, run)


def _leave_on(engine: Engine, user: User, event: Event, code: EventCode, runs: tuple[Run, ...]) -> None:
    for campaign, leave in code.exits:
        for run in runs:
            if run.campaign == campaign.index and run.is_alive and is_meant(engine, user, run, leave, event):
                exit_run(engine, user, run, "exit_on")


def _leave_when(engine: Engine, user: User, run: Run) -> None:
    if run.is_alive and is_to_leave(engine, user, run, engine.code.campaigns[run.campaign]):
        exit_run(engine, user, run, "exit_when")
