"""Runs: how one rests and ends, and the timers that wake it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from maflow.runtime.core.code import CampaignCode
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.state import Run, User, entry_record
from maflow.runtime.core.timers import wake

if TYPE_CHECKING:
    from maflow.runtime.core.engine import Engine

__all__ = [
    "GONE",
    "REST",
    "end_run",
    "exit_run",
    "finish_run",
    "rest",
    "set_exit_timer",
    "set_timer",
]

REST: Final = -2
"""The run stays where it is until something wakes it."""

GONE: Final = -3
"""The run has ended inside a step."""

# At hand as a constant: a name that is imported is looked up each time (benchmark: test_journey).
_Decision: Final = Decision


def rest(engine: Engine, user: User, run: Run, due: int, next: int, distance: int = 0) -> int:
    """Let a run rest at its node until an instant; one that is not to come yet is no rest."""
    if due <= engine.now:
        return next
    set_timer(engine, user, run, due, distance)
    run.since = engine.now
    return REST


def set_timer(engine: Engine, user: User, run: Run, due: int, distance: int = 0) -> None:
    """Set the timer of a run's flow; one that was set before is forgotten."""
    run.due = due
    priority = engine.code.campaigns[run.campaign].priority
    run.timer = wake(engine, user, due if due > engine.now else engine.now, priority, distance)


def set_exit_timer(engine: Engine, user: User, run: Run, after_ms: int) -> None:
    """Set the timer of `exit after`."""
    run.exit_due = due = engine.now + after_ms
    priority = engine.code.campaigns[run.campaign].priority
    run.exit_timer = wake(engine, user, due, priority, after_ms)


def finish_run(engine: Engine, user: User, run: Run, reason: str | None = None) -> None:
    """End a run that has come to its end, by `stop` or by its goal."""
    campaign = engine.code.campaigns[run.campaign]
    # By place: arguments with names take three times as long (benchmark: test_journey).
    engine.effects.append(
        _Decision(
            engine.instant, user.id, "finished", campaign.name, run.id, None, None, None, None, None, reason
        )
    )
    end_run(engine, user, run, campaign)


def exit_run(engine: Engine, user: User, run: Run, reason: str) -> None:
    """End a run at once, wherever it is."""
    campaign = engine.code.campaigns[run.campaign]
    node = campaign.nodes[run.node].id if run.node >= 0 else None
    engine.effects.append(
        Decision(engine.instant, user.id, "exited", campaign.name, run.id, node, reason=reason)
    )
    end_run(engine, user, run, campaign)


def end_run(engine: Engine, user: User, run: Run, campaign: CampaignCode) -> None:
    """Forget a run, but for its goals: its timers and deferred sends are cancelled."""
    run.is_alive = False
    run.timer = 0
    if run.exit_timer:
        run.exit_timer = 0
    user.runs = () if len(user.runs) == 1 else tuple([each for each in user.runs if each is not run])
    record = entry_record(user, run.campaign, run.key)
    assert record is not None
    record.ended_at = engine.now
    if campaign.goals and run.goals_met != (1 << len(campaign.goals)) - 1:
        user.watched = [*user.watched, run]
