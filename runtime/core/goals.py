"""Goals: met at most once a run, also after it has ended, and by held-out users.

Source: language reference, section 7.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maflow.runtime.core.code import CampaignCode, GoalCode
from maflow.runtime.core.inputs import Event, Value
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.journal_values import written
from maflow.runtime.core.matching import is_meant
from maflow.runtime.core.receipts import raise_event
from maflow.runtime.core.running import finish_run
from maflow.runtime.core.state import Run, User

if TYPE_CHECKING:
    from maflow.runtime.core.engine import Engine

__all__ = ["forget_old_runs", "meet_goals"]


def meet_goals(
    engine: Engine, user: User, event: Event, goals: tuple[tuple[CampaignCode, GoalCode], ...]
) -> None:
    """Let an event count for the latest run of each campaign whose goal it meets."""
    if not user.runs and not user.watched:
        return
    for campaign, goal in goals:
        own = [run for run in (*user.runs, *user.watched) if run.campaign == campaign.index]
        if len(own) > 1:
            own.sort(key=_latest_first, reverse=True)
        for run in own:
            if _is_met(engine, user, run, goal, event):
                _meet(engine, user, run, campaign, goal, event)
                break


def forget_old_runs(engine: Engine, user: User) -> None:
    """Forget ended runs whose goals cannot be met any more, by nothing that may still be told."""
    campaigns = engine.code.campaigns
    told_until = engine.now - engine.code.max_age_ms
    user.watched = [run for run in user.watched if told_until <= run.start + campaigns[run.campaign].goal_ms]


def _latest_first(run: Run) -> tuple[int, str, int]:
    # As texts, the tenth run would stand before the ninth.
    return run.start, run.key or "", int(run.id.rpartition("/")[2])


def _is_met(engine: Engine, user: User, run: Run, goal: GoalCode, event: Event) -> bool:
    if run.goals_met & goal.bit or not run.entry_time <= event.time <= run.start + goal.within_ms:
        return False
    return is_meant(engine, user, run, goal, event)


def _meet(engine: Engine, user: User, run: Run, campaign: CampaignCode, goal: GoalCode, event: Event) -> None:
    run.goals_met |= goal.bit
    worth: Value = None
    if goal.worth is not None:
        worth = goal.worth(engine, user, run, event.properties, event.time, engine.now)
    value = written(worth, goal.currency)
    engine.effects.append(Decision(engine.now, user.id, "goal", campaign.name, run.id, value=value))
    raise_event(engine, user, "goal.reached", {"campaign": campaign.name, "run": run.id})
    if run.is_alive:
        if not goal.stays:
            finish_run(engine, user, run, "goal")
    elif run.goals_met == (1 << len(campaign.goals)) - 1:
        user.watched = [each for each in user.watched if each is not run]
