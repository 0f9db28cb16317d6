"""One event, taken whole: every stage in its order.

1 profile and history, 2 goals, 3 exits, 4 waits and the flow as far as it goes, 5 entries, `enter on`
before `enter when`. Each stage is asked only where the program has something for it.
Source: language reference, section 11.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from maflow.runtime.core.code import CampaignCode, EventCode
from maflow.runtime.core.conditions import has_turned_true, look_at_all
from maflow.runtime.core.entering import enter, refuse
from maflow.runtime.core.exits import leave_on, leave_when
from maflow.runtime.core.goals import forget_old_runs, meet_goals
from maflow.runtime.core.inputs import Event
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.profiles import greet, look_at_changed, mark_changed
from maflow.runtime.core.receipts import settle_receipt
from maflow.runtime.core.state import User
from maflow.runtime.core.waiting import end_waits

if TYPE_CHECKING:
    from maflow.runtime.core.engine import Engine

__all__ = ["take_event", "take_past_event"]

_MOST_IDS: Final = 64


def take_event(engine: Engine, event: Event) -> None:
    """Take an event, early or late; one whose id is known changes nothing."""
    code = engine.code.events.get(event.name)
    user = engine.known(event.user_id)
    if user is None or not user.is_known:
        user = greet(engine, event.user_id)
    engine.touched.add(user.id)
    if code is None:
        _take_unobserved(engine, user, event)
        return
    time, id = event.time, event.id
    if time > engine.now or code.defaults:
        event = _completed(event, code, engine.now)
        time = event.time
    if id is not None and _is_duplicate(engine, user, event, code):
        engine.duplicates += 1
        return
    engine.event_id = id
    if engine.now - time <= engine.code.lateness_ms:
        _take_in_time(engine, user, event, code)
    else:
        _take_late(engine, user, event, code)
    if user.watched:
        forget_old_runs(engine, user)
    if engine.changed:
        look_at_changed(engine, user)


def take_past_event(engine: Engine, event: Event) -> None:
    """Take an event from before the engine began: it counts in the history, and starts or ends nothing."""
    user = engine.user(event.user_id)
    code = engine.code.events.get(event.name)
    if code is None or (event.id is not None and _is_duplicate(engine, user, event, code)):
        return
    if code.update is not None:
        now = max(engine.now, event.time)
        event = _completed(event, code, now)
        engine.event_id = event.id
        code.update(engine, user, event.properties, event.time, now)


def _take_in_time(engine: Engine, user: User, event: Event, code: EventCode) -> None:
    if code.remembers:
        _remember(engine, user, event, code, is_late=False)
    waiting = settle_receipt(engine, user, event) if code.settles else None
    if code.goals:
        meet_goals(engine, user, event, code.goals)
    if user.runs:
        if code.exits or engine.code.has_exit_when:
            leave_on(engine, user, event, code)
        if code.waiting or waiting is not None:
            end_waits(engine, user, event, waiting, is_late=False)
    _let_in(engine, user, event, code)
    if engine.changed:
        mark_changed(engine, code.whens)  # looked at with the others, in the order of their campaigns
    elif code.whens:
        look_at_all(engine, user, code.whens)


def _take_late(engine: Engine, user: User, event: Event, code: EventCode) -> None:
    """Take an event that comes later than the program waits for: it counts, and lets nobody enter."""
    is_within_age = engine.now - event.time <= engine.code.max_age_ms
    if code.remembers:
        _remember(engine, user, event, code, is_late=True)
    _record_late(engine, user, event)
    waiting = settle_receipt(engine, user, event) if code.settles else None
    if is_within_age:
        meet_goals(engine, user, event, code.goals)
        leave_on(engine, user, event, code)
    if waiting is not None:
        end_waits(engine, user, event, waiting, is_late=True)
    if is_within_age:
        for campaign in _eligible(engine, user, event, code):
            refuse(engine, user, campaign, "late")
    for when in code.whens:
        if has_turned_true(engine, user, when) and is_within_age:
            refuse(engine, user, when.campaign, "late")


def _let_in(engine: Engine, user: User, event: Event, code: EventCode) -> None:
    """Let a user enter the campaigns of an event, in their turn: what a flow changes is so for the next."""
    if code.eligible is None:
        for campaign in code.entries:
            enter(engine, user, campaign, event)
        return
    last = -1
    while True:
        attributes, tags = user.a, user.tags
        for place in code.eligible(engine, user, event.properties, event.time, engine.now):
            if place <= last:
                continue
            last = place
            enter(engine, user, code.entries[place], event)
            if user.a is not attributes or user.tags is not tags:
                break
        else:
            return


def _eligible(engine: Engine, user: User, event: Event, code: EventCode) -> Sequence[CampaignCode]:
    """Return the campaigns that a user may enter by an event, in their turn."""
    if code.eligible is None:
        return code.entries
    places = code.eligible(engine, user, event.properties, event.time, engine.now)
    return [code.entries[place] for place in places]


def _take_unobserved(engine: Engine, user: User, event: Event) -> None:
    """Take an event that nothing looks at: it may be late, and an exit may hold by now."""
    code = engine.code
    behind = engine.now - event.time
    if behind > code.lateness_ms:
        _record_late(engine, user, event)
    if code.has_exit_when and user.runs and behind <= code.max_age_ms:
        leave_when(engine, user)
    if engine.changed:
        look_at_changed(engine, user)


def _completed(event: Event, code: EventCode, now: int) -> Event:
    """Return an event that is not ahead of the clock, with the defaults of what it does not tell."""
    properties = event.properties
    if code.defaults:
        known = {name: value for name, value in properties.items() if value is not None}
        properties = {**code.defaults, **known}
    return Event(event.user_id, event.name, min(event.time, now), event.at, properties, event.id)


def _record_late(engine: Engine, user: User, event: Event) -> None:
    is_within_age = engine.now - event.time <= engine.code.max_age_ms
    reason = "lateness" if is_within_age else "max_age"
    engine.effects.append(Decision(engine.now, user.id, "late", reason=reason, value=event.name))


def _remember(engine: Engine, user: User, event: Event, code: EventCode, *, is_late: bool) -> None:
    properties, time, now = event.properties, event.time, engine.now
    if code.update is not None:
        code.update(engine, user, properties, time, now)
    if code.run_updates:
        for run in (*user.runs, *user.watched):
            update = code.run_updates.get(run.campaign)
            if update is not None:
                update(engine, user, run, properties, time, now)
    if code.logged and not is_late:
        for run in user.runs:
            if run.campaign in code.logged:
                run.log = [*(run.log or ()), event]


def _is_duplicate(engine: Engine, user: User, event: Event, code: EventCode) -> bool:
    """Tell whether the id of an event is known; remember it while a duplicate could matter."""
    assert event.id is not None
    seen = user.seen
    if event.id in seen:
        return True
    if not seen:
        seen = user.seen = {}
    elif code.retention_ms is not None and len(seen) >= _MOST_IDS:
        seen = user.seen = {id: until for id, until in seen.items() if until < 0 or until >= engine.now}
    seen[event.id] = -1 if code.retention_ms is None else event.time + code.retention_ms
    return False
