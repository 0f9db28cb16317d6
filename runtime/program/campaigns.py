"""Campaigns as data: who enters and when, what ends a run, what counts as success, and the flow."""

from __future__ import annotations

import enum
from typing import TypeAlias

import msgspec

from maflow.runtime.program.expressions import EventQuery, Expression
from maflow.runtime.program.flow import Node
from maflow.runtime.program.rules import Limit
from maflow.runtime.program.types import Place, Property

__all__ = [
    "Activity",
    "Campaign",
    "EnterAt",
    "EnterByCall",
    "EnterEvery",
    "EnterOn",
    "EnterWhen",
    "Entry",
    "Every",
    "ExitOn",
    "Goal",
    "Holdout",
    "Reentry",
    "ReentryKind",
]


class EnterOn(msgspec.Struct, frozen=True, tag="on"):
    """`enter on EVENT [where C]`."""

    query: EventQuery


class EnterWhen(msgspec.Struct, frozen=True, tag="when"):
    """`enter when C`: when it turns true by an input or by time."""

    condition: Expression


class Every(enum.StrEnum):
    """What a schedule counts."""

    DAY = "day"
    WEEKDAYS = "weekdays"
    MONTH = "month"


class EnterEvery(msgspec.Struct, frozen=True, tag="every", kw_only=True):
    """`enter every … at TIME [in project time] [for C]`.

    Shape: `weekdays` from 0 (monday) with `Every.WEEKDAYS`; `day` of the month with `Every.MONTH`.
    """

    every: Every
    weekdays: tuple[int, ...] = ()
    day: int = 0
    time_ms: int
    in_project_time: bool = False
    condition: Expression | None = None


class EnterAt(msgspec.Struct, frozen=True, tag="at"):
    """`enter at MOMENT [for C]`."""

    moment_ms: int
    condition: Expression | None = None


class EnterByCall(msgspec.Struct, frozen=True, tag="call"):
    """`enter by call`."""


Entry: TypeAlias = EnterOn | EnterWhen | EnterEvery | EnterAt | EnterByCall


class ReentryKind(enum.StrEnum):
    """When a user may enter again."""

    NEVER = "never"
    ALWAYS = "always"
    RESTART = "restart"
    AFTER_START = "after start"
    AFTER_END = "after end"


class Reentry(msgspec.Struct, frozen=True):
    """`reenter …`; Units: `after_ms` elapsed milliseconds, exactly then is allowed."""

    kind: ReentryKind = ReentryKind.NEVER
    after_ms: int = 0


class Activity(msgspec.Struct, frozen=True):
    """`active A to B` as instants: the first of A, and the first after B."""

    from_ms: int
    until_ms: int


class ExitOn(msgspec.Struct, frozen=True):
    """`exit on EVENT [where C]`. `of_own_messages`: only receipts of what this run sent."""

    query: EventQuery
    of_own_messages: bool = False


class Goal(msgspec.Struct, frozen=True, kw_only=True):
    """`goal EVENT [where C] within D [worth E] [and stay]`; `currency` where the worth is money."""

    query: EventQuery
    within_ms: int
    worth: Expression | None = None
    currency: str | None = None
    stays: bool = False
    of_own_messages: bool = False


class Holdout(msgspec.Struct, frozen=True):
    """The lowest `buckets` of 10,000 are held out; `name` is `holdout` or `CAMPAIGN.holdout`."""

    name: str
    salt: str
    buckets: int


class Campaign(msgspec.Struct, frozen=True, kw_only=True):
    """A campaign; Shape: `nodes[0]` is where a run begins, no nodes: an empty flow.

    `entry_properties` are the properties of entry events that something in the campaign looks at later;
    `run_values` the names and types of what is kept in a run.
    """

    name: str
    place: Place
    description: str | None = None
    owner: str | None = None
    category: str
    priority: int = 50
    entries: tuple[Entry, ...]
    audience: Expression | None = None
    active: Activity | None = None
    reentry: Reentry = Reentry()
    parallel_by: str | None = None
    exits_on: tuple[ExitOn, ...] = ()
    exits_when: tuple[Expression, ...] = ()
    exit_after_ms: int | None = None
    goals: tuple[Goal, ...] = ()
    holdout: Holdout | None = None
    limits: tuple[Limit, ...] = ()
    when_changed: str = "finish"
    entry_properties: tuple[Property, ...] = ()
    run_values: tuple[Property, ...] = ()
    nodes: tuple[Node, ...] = ()
