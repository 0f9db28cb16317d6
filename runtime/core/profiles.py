"""Profiles: what becomes known of a user, and what that changes.

Source: language reference, sections 4 and 7.
"""

from __future__ import annotations

from collections.abc import Mapping
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

__all__ = ["greet", "look_at_changed", "mark_changed", "set_attributes", "take_profile"]


def greet(engine: Engine, user_id: str) -> User:
    """Get to know a user who appears by an event or a call: what is true before it is remembered."""
    user = engine.user(user_id)
    user.is_known = True
    set_schedules(engine, user)
    remember_baseline(engine, user)
    return user


def take_profile(engine: Engine, profile: Profile) -> None:
    """Take in what a profile tells of a user."""
    user = engine.user(profile.user_id)
    set_attributes(engine, user, profile.attributes)
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


def set_attributes(engine: Engine, user: User, values: Mapping[str, Value]) -> None:
    """Give attributes their values; None is unknown, or the default. Names that are none say nothing."""
    code = engine.code
    attributes = list(user.a)
    places = {code.attributes[name]: name for name in values if name in code.attributes}
    for place, name in places.items():
        value = values[name]
        attributes[place] = code.defaults[place] if value is None else value
        whens = code.whens_on_attribute.get(name)
        if whens:
            mark_changed(engine, whens)
    user.a = tuple(attributes)
    if code.zone_attribute in places:
        _move(engine, user, user.a[code.zone_attribute])


def mark_changed(engine: Engine, whens: tuple[WhenCode, ...]) -> None:
    """Have conditions looked at when this input or timer is done: something they mention changed."""
    engine.changed.update(when.index for when in whens)


def look_at_changed(engine: Engine, user: User) -> None:
    """Look at the conditions that are marked, until none is."""
    while engine.changed:
        indices = sorted(engine.changed)
        engine.changed.clear()
        look_at_all(engine, user, (engine.code.whens[index] for index in indices))


def _move(engine: Engine, user: User, name: Value) -> None:
    """Let a user live in a zone from now on; None: the project's."""
    zone = engine.code.zones(None if name is None else str(name))
    if zone is not user.zone:
        user.zone = zone
        if user.is_known:
            move_schedules(engine, user)


def _take_statement(engine: Engine, user: User, statement: ConsentStatement) -> None:
    state_consent(user, statement)
    mark_changed(engine, engine.code.whens_on_consent)
    if user.is_known:
        said = {"channel": statement.channel, "category": statement.category}
        known: dict[str, Value] = {name: value for name, value in said.items() if value is not None}
        raise_event(engine, user, "consent.given" if statement.is_given else "consent.withdrawn", known)
