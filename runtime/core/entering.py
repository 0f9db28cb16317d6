"""Entries: who is let into a campaign, who is turned away and why, and the timers of schedules.

Source: language reference, section 7.
"""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heappush
from typing import TYPE_CHECKING

from maflow.runtime.core.code import CampaignCode, ScheduleCode
from maflow.runtime.core.experiments import is_held_out
from maflow.runtime.core.inputs import Event, Value
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.running import exit_run, proceed, set_exit_timer
from maflow.runtime.core.state import EntryRecord, Run, User
from maflow.runtime.program.campaigns import ReentryKind

if TYPE_CHECKING:
    from maflow.runtime.core.engine import Engine

__all__ = ["enter", "move_schedules", "refuse", "set_schedule", "set_schedules", "take_schedule"]

_LONG_AGO = 2**62
_NO_PROPERTIES: Mapping[str, Value] = {}


def enter(engine: Engine, user: User, campaign: CampaignCode, event: Event | None = None) -> None:
    """Start a run of a campaign, or record why not.

    The reasons are asked in the order key, inactive, running, reenter, audience, exit.
    """
    key: str | None = None
    properties = _NO_PROPERTIES if event is None else event.properties
    if campaign.program.parallel_by is not None:
        value = properties.get(campaign.program.parallel_by)
        if value is None:
            refuse(engine, user, campaign, "key")
            return
        key = str(value)
    reason, running = _reason_against(engine, user, campaign, key)
    if reason is None:
        run = _new_run(engine, user, campaign, event, key)
        for condition in campaign.exits_when:
            if condition(engine, user, run, _NO_PROPERTIES, engine.now, engine.now):
                reason = "exit"
    if reason is not None:
        refuse(engine, user, campaign, reason)
        return
    if running is not None:
        exit_run(engine, user, running, "restart")
    _begin(engine, user, campaign, run)


def refuse(engine: Engine, user: User, campaign: CampaignCode, reason: str) -> None:
    """Record that an entry was turned away."""
    engine.effects.append(Decision(engine.now, user.id, "refused", campaign.name, reason=reason))


def set_schedules(engine: Engine, user: User) -> None:
    """Set the timers of all schedules for a user who has become known, for the first time."""
    for schedule in engine.code.schedules:
        set_schedule(engine, user, schedule, engine.now)


def move_schedules(engine: Engine, user: User) -> None:
    """Set the timers anew of schedules in the user's zone, which has changed."""
    for schedule in engine.code.schedules:
        if schedule.is_local:
            last = user.fired.get(schedule.index, -_LONG_AGO)
            set_schedule(engine, user, schedule, max(engine.now, last + 1))


def set_schedule(engine: Engine, user: User, schedule: ScheduleCode, not_before: int) -> None:
    """Set the timer of the next occurrence of a schedule for a user."""
    due = schedule.first_from(user.zone, not_before)
    if due is None:
        user.schedules.pop(schedule.index, None)
        return
    state = engine.state
    state.order = order = state.order + 1
    user.schedules[schedule.index] = (due, order)
    heappush(state.timers, (due, -schedule.campaign.priority, order, user.id))


def take_schedule(engine: Engine, user: User, schedule: ScheduleCode) -> None:
    """Let a user enter by a schedule, if its condition holds, and set the next timer."""
    user.fired[schedule.index] = engine.now
    set_schedule(engine, user, schedule, engine.now + 1)
    condition = schedule.condition
    if condition is None or condition(engine, user, None, _NO_PROPERTIES, engine.now, engine.now):
        enter(engine, user, schedule.campaign)


def _reason_against(
    engine: Engine, user: User, campaign: CampaignCode, key: str | None
) -> tuple[str | None, Run | None]:
    active = campaign.program.active
    now = engine.now
    if active is not None and not active.from_ms <= now < active.until_ms:
        return "inactive", None
    running = _running(user, campaign, key)
    kind = campaign.reentry.kind
    if running is not None and kind is not ReentryKind.RESTART:
        return "running", None
    record = user.entered.get(campaign.index if key is None else (campaign.index, key))
    if record is not None and running is None and not _may_reenter(campaign, record, now):
        return "reenter", None
    audience = campaign.audience
    if audience is not None and not audience(engine, user, None, _NO_PROPERTIES, now, now):
        return "audience", None
    return None, running


def _running(user: User, campaign: CampaignCode, key: str | None) -> Run | None:
    for run in user.runs:
        if run.campaign == campaign.index and run.key == key:
            return run
    return None


def _may_reenter(campaign: CampaignCode, record: EntryRecord, now: int) -> bool:
    reentry = campaign.reentry
    match reentry.kind:
        case ReentryKind.NEVER:
            return False
        case ReentryKind.AFTER_START:
            return now >= record.started_at + reentry.after_ms
        case ReentryKind.AFTER_END:
            return now >= record.ended_at + reentry.after_ms
        case _:
            return True


def _new_run(engine: Engine, user: User, campaign: CampaignCode, event: Event | None, key: str | None) -> Run:
    record = user.entered.get(campaign.index if key is None else (campaign.index, key))
    number = 1 if record is None else record.count + 1
    middle = user.id if key is None else f"{user.id}/{key}"
    run = Run(campaign.index, f"{campaign.name}/{middle}/{number}", key, engine.now)
    if event is not None:
        run.entry_time = event.time
        properties = event.properties
        run.entry = {name: properties[name] for name in campaign.keeps if name in properties}
        if event.id is not None and "id" in campaign.keeps:
            run.entry = {**run.entry, "id": event.id}
    if campaign.values:
        run.values = [None] * campaign.values
    if campaign.new_slots is not None:
        run.h = campaign.new_slots()
    return run


def _begin(engine: Engine, user: User, campaign: CampaignCode, run: Run) -> None:
    now = engine.now
    place = campaign.index if run.key is None else (campaign.index, run.key)
    record = user.entered.get(place)
    if record is None:
        user.entered[place] = record = EntryRecord()
    record.count += 1
    record.started_at = now
    runs = user.runs
    runs.append(run)
    if len(runs) > 1:
        runs.sort(key=_turn)
    engine.effects.append(Decision(now, user.id, "entered", campaign.name, run.id))
    if campaign.holdouts:
        _hold_out(engine, user, campaign, run)
    if campaign.program.exit_after_ms is not None:
        set_exit_timer(engine, user, run, now + campaign.program.exit_after_ms)
    proceed(engine, user, run, 0 if campaign.nodes else -1)


def _hold_out(engine: Engine, user: User, campaign: CampaignCode, run: Run) -> None:
    forced = engine.options.holdout
    run.is_held_out = is_held_out(campaign.holdouts, user.id) if forced is None else forced
    if run.is_held_out:
        engine.effects.append(Decision(engine.now, user.id, "exposed", campaign.name, run.id, arm="holdout"))


def _turn(run: Run) -> tuple[int, int, str]:
    return run.campaign, run.start, run.id
