"""Entries: who is let into a campaign, who is turned away and why, and the timers of schedules.

Source: language reference, section 7.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from maflow.runtime.core.code import CampaignCode, ScheduleCode
from maflow.runtime.core.exits import is_to_leave
from maflow.runtime.core.experiments import is_held_out
from maflow.runtime.core.inputs import NOTHING, Event, Value
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.matching import property_of
from maflow.runtime.core.proceeding import proceed
from maflow.runtime.core.running import exit_run, set_exit_timer
from maflow.runtime.core.state import EntryRecord, Run, User, entry_record, new_entry_record
from maflow.runtime.core.timers import wake

if TYPE_CHECKING:
    from maflow.runtime.core.engine import Engine

__all__ = ["enter", "key_text", "move_schedules", "refuse", "set_schedule", "set_schedules", "take_schedule"]

_LONG_AGO: Final = 2**62

# At hand as a constant: a name that is imported is looked up each time (benchmark: test_journey).
_Decision: Final = Decision


def enter(engine: Engine, user: User, campaign: CampaignCode, event: Event | None = None) -> None:
    """Start a run of a campaign, or record why not.

    The reasons are asked in the order key, inactive, running, reenter, audience, exit.
    """
    key: str | None = None
    if campaign.parallel_by is not None:
        value = None if event is None else property_of(event, campaign.parallel_by)
        if value is None:
            refuse(engine, user, campaign, "key")
            return
        key = key_text(value)
    running = _running(user, campaign.index, key) if user.runs else None
    record = entry_record(user, campaign.index, key)
    reason = _reason_against(engine, user, campaign, running, record)
    if reason is not None:
        refuse(engine, user, campaign, reason)
        return
    run = _new_run(engine, user, campaign, event, key, 1 if record is None else record.count + 1)
    if campaign.exits_when and is_to_leave(engine, user, run, campaign):
        refuse(engine, user, campaign, "exit")
        return
    if running is not None:
        exit_run(engine, user, running, "restart")
    _begin(engine, user, campaign, run, record)


def key_text(value: Value) -> str:
    """Return the key of `parallel by` that a value stands for: what is equal is one key.

    Example:
        >>> key_text(Decimal("50.00")), key_text(50.0), key_text("A-1")
        ('50', '50', 'A-1')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


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
    others = {index: timer for index, timer in user.schedules.items() if index != schedule.index}
    if due is not None:
        others[schedule.index] = (due, wake(engine, user, due, schedule.campaign.priority))
    user.schedules = others


def take_schedule(engine: Engine, user: User, schedule: ScheduleCode) -> None:
    """Let a user enter by a schedule, if its condition holds, and set the next timer."""
    user.fired = {**user.fired, schedule.index: engine.now}
    set_schedule(engine, user, schedule, engine.now + 1)
    condition = schedule.condition
    if condition is None or condition(engine, user, None, NOTHING, engine.now, engine.now):
        enter(engine, user, schedule.campaign)


def _reason_against(
    engine: Engine, user: User, campaign: CampaignCode, running: Run | None, record: EntryRecord | None
) -> str | None:
    now, active = engine.now, campaign.active
    if active is not None and not active.from_ms <= now < active.until_ms:
        return "inactive"
    if running is not None and not campaign.restarts:
        return "running"
    if engine.is_closed:
        return "reenter"
    if running is None and record is not None and not _may_reenter(campaign, record, now):
        return "reenter"
    audience = campaign.audience
    if audience is not None and not audience(engine, user, None, NOTHING, now, now):
        return "audience"
    return None


def _running(user: User, campaign: int, key: str | None) -> Run | None:
    for run in user.runs:
        if run.campaign == campaign and run.key == key:
            return run
    return None


def _may_reenter(campaign: CampaignCode, record: EntryRecord, now: int) -> bool:
    if campaign.reenters_after_ms is None:
        return False
    begin = record.ended_at if campaign.reenters_from_end else record.started_at
    return now >= begin + campaign.reenters_after_ms


def _new_run(
    engine: Engine, user: User, campaign: CampaignCode, event: Event | None, key: str | None, number: int
) -> Run:
    middle = user.id if key is None else f"{user.id}/{key}"
    run = Run(campaign.index, f"{campaign.name}/{middle}/{number}", key, engine.now)
    if event is not None:
        run.entry_time = event.time
        keeps, properties = campaign.keeps, event.properties
        if keeps:
            run.entry = _kept(keeps, properties)
            if engine.event_id is not None and "id" in keeps:
                run.entry = {**run.entry, "id": engine.event_id}
    if campaign.values:
        run.values = [None] * campaign.values
    if campaign.new_slots is not None:
        run.h = campaign.new_slots()
    return run


def _kept(keeps: tuple[str, ...], properties: Mapping[str, Value]) -> Mapping[str, Value]:
    if len(keeps) == len(properties):
        for name in keeps:
            if name not in properties:
                break
        else:
            # All is kept, and nothing copied: nobody changes properties (benchmark: test_journey).
            return properties
    return {name: properties[name] for name in keeps if name in properties}


def _begin(engine: Engine, user: User, campaign: CampaignCode, run: Run, record: EntryRecord | None) -> None:
    now = engine.now
    if record is None:
        record = new_entry_record(user, campaign.index, run.key)
    record.count += 1
    record.started_at = now
    user.runs = tuple(sorted((*user.runs, run), key=_turn)) if user.runs else (run,)
    engine.effects.append(_Decision(engine.instant, user.id, "entered", campaign.name, run.id))
    if campaign.holdouts:
        _hold_out(engine, user, campaign, run)
    if campaign.exit_after_ms is not None:
        set_exit_timer(engine, user, run, campaign.exit_after_ms)
    proceed(engine, user, run, 0 if campaign.nodes else -1)


def _hold_out(engine: Engine, user: User, campaign: CampaignCode, run: Run) -> None:
    forced = engine.options.holdout
    run.is_held_out = is_held_out(campaign.holdouts, user.id) if forced is None else forced
    if run.is_held_out:
        engine.effects.append(Decision(engine.now, user.id, "exposed", campaign.name, run.id, arm="holdout"))


def _turn(run: Run) -> tuple[int, int, str]:
    # Of one campaign and key, one run is alive.
    return run.campaign, run.start, run.key or ""
