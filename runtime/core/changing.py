"""Statements that change something: tags, attributes, values of the run, and starts of campaigns.

A held-out user walks the flow, but nothing outside the run is changed: such statements are `skipped`.
Source: language reference, sections 8 and 9.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from maflow.runtime.core.effects import TeamRequest
from maflow.runtime.core.inputs import Call, Value
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.journal_values import written
from maflow.runtime.core.leaving import count, key_of, site_of
from maflow.runtime.core.profiles import mark_changed, set_attributes
from maflow.runtime.core.state import Run, User

if TYPE_CHECKING:
    from maflow.runtime.core.engine import Engine

__all__ = ["add_tag", "ask_team", "remove_tag", "set_run", "set_user", "start_campaign"]


def add_tag(engine: Engine, user: User, run: Run, tag: str) -> None:
    """Give a user a tag."""
    if _is_skipped(engine, user, run):
        return
    if tag not in user.tags:
        user.tags = {*user.tags, tag}
        _changed_tag(engine, user, run, tag, "add")


def remove_tag(engine: Engine, user: User, run: Run, tag: str) -> None:
    """Take a tag from a user."""
    if _is_skipped(engine, user, run):
        return
    if tag in user.tags:
        user.tags = user.tags - {tag}
        _changed_tag(engine, user, run, tag, "remove")


def set_user(engine: Engine, user: User, run: Run, name: str, value: Value, unit: str | None = None) -> None:
    """Give an attribute a value, or make it unknown."""
    if not _is_skipped(engine, user, run):
        set_attributes(engine, user, {name: value})
        _record(engine, user, run, "set", written(value, unit), f"user.{name}")


def set_run(  # noqa: PLR0913, PLR0917 - one thing each
    engine: Engine, user: User, run: Run, place: int, name: str, value: Value, unit: str | None = None
) -> None:
    """Keep a value in the run; held-out users' runs keep theirs too."""
    run.values[place] = value
    _record(engine, user, run, "set", written(value, unit), f"run.{name}")


def start_campaign(engine: Engine, user: User, run: Run, campaign: str) -> None:
    """Start another campaign for this user: taken next, at the same instant."""
    if not _is_skipped(engine, user, run):
        engine.queue.append(Call(user.id, campaign, engine.now))


def ask_team(engine: Engine, user: User, run: Run, kind: str, to: str, fields: Mapping[str, Value]) -> None:
    """Ask something of people or systems beside the customer: `hand_off`, `notify` or `call`."""
    if _is_skipped(engine, user, run):
        return
    campaign = engine.code.campaigns[run.campaign]
    node = campaign.nodes[run.node]
    occurrence = count(run, run.node)
    site = site_of(engine.code.program.project, campaign.name, node.id, kind)
    key = key_of(site, user, run, campaign.name, occurrence)
    engine.effects.append(
        Decision(engine.now, user.id, "asked", campaign.name, run.id, node.id, reason=kind, value=to, key=key)
    )
    if engine.hands_on:
        engine.effects.append(
            TeamRequest(key, engine.now, user.id, campaign.name, run.id, node.id, kind, to, fields)
        )


def _is_skipped(engine: Engine, user: User, run: Run) -> bool:
    if run.is_held_out:
        _record(engine, user, run, "skipped", None, "holdout")
    return run.is_held_out


def _changed_tag(engine: Engine, user: User, run: Run, tag: str, reason: str) -> None:
    _record(engine, user, run, "tagged", tag, reason)
    whens = engine.code.whens_on_tag.get(tag)
    if whens:
        mark_changed(engine, whens)


def _record(
    engine: Engine, user: User, run: Run, kind: str, value: str | int | float | bool | None, reason: str
) -> None:
    campaign = engine.code.campaigns[run.campaign]
    node = campaign.nodes[run.node].id
    engine.effects.append(
        Decision(engine.now, user.id, kind, campaign.name, run.id, node, reason=reason, value=value)
    )
