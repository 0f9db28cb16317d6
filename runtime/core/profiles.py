"""Profiles: what becomes known of a user, and what that changes.

Source: language reference, sections 4 and 7.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maflow.runtime.core.code import WhenCode
from maflow.runtime.core.conditions import look_at_all, remember_baseline
from maflow.runtime.core.consents import state_consent
from maflow.runtime.core.entering import move_schedules, set_schedules
from maflow.runtime.core.exits import leave_when
from maflow.runtime.core.inputs import ConsentStatement, Profile, Value
from maflow.runtime.core.receipts import raise_event
from maflow.runtime.core.state import User

if TYPE_CHECKING:
    from maflow.runtime.core.engine import Engine

__all__ = ["greet", "look_at_changed", "mark_changed", "set_attribute", "take_profile"]


def greet(engine: Engine, user_id: str, looked_at: tuple[WhenCode, ...]) -> User:
    """Get to know a user who appears by an event or a call: what these do not touch is remembered."""
    user = engine.user(user_id)
    user.is_known = True
    set_schedules(engine, user)
    remember_baseline(engine, user, looked_at)
    return user


def take_profile(engine: Engine, profile: Profile) -> None:
    """Take in what a profile tells of a user."""
    user = engine.user(profile.user_id)
    for name, value in profile.attributes.items():
        if name in engine.code.attributes:
            set_attribute(engine, user, name, value)
    for statement in profile.consents:
        _take_statement(engine, user, statement)
    for tag in profile.tags:
        if tag not in user.tags:
            user.tags = {*user.tags, tag}
            mark_changed(engine, engine.code.whens_on_tag.get(tag, ()))
    if not user.is_known:
        user.is_known = True
        engine.changed.clear()
        set_schedules(engine, user)
        remember_baseline(engine, user)
    elif user.runs and engine.code.has_exit_when:
        leave_when(engine, user)
    look_at_changed(engine, user)


def set_attribute(engine: Engine, user: User, name: str, value: Value) -> None:
    """Give an attribute a value; None is unknown, or its default."""
    code = engine.code
    place = code.attributes[name]
    user.a[place] = code.defaults[place] if value is None else value
    whens = code.whens_on_attribute.get(name)
    if whens:
        mark_changed(engine, whens)
    if place == code.zone_attribute:
        zone = code.zones(None if user.a[place] is None else str(user.a[place]))
        if zone is not user.zone:
            user.zone = zone
            if user.is_known:
                move_schedules(engine, user)


def mark_changed(engine: Engine, whens: tuple[WhenCode, ...]) -> None:
    """Have conditions looked at when this input or timer is done: something they mention changed."""
    engine.changed.update(when.index for when in whens)


def look_at_changed(engine: Engine, user: User) -> None:
    """Look at the conditions that are marked, until none is."""
    while engine.changed:
        indices = sorted(engine.changed)
        engine.changed.clear()
        look_at_all(engine, user, (engine.code.whens[index] for index in indices))


def _take_statement(engine: Engine, user: User, statement: ConsentStatement) -> None:
    state_consent(user, statement)
    mark_changed(engine, engine.code.whens_on_consent)
    if user.is_known:
        said = {"channel": statement.channel, "category": statement.category}
        known: dict[str, Value] = {name: value for name, value in said.items() if value is not None}
        raise_event(engine, user, "consent.given" if statement.is_given else "consent.withdrawn", known)
