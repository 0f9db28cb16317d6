"""The program: everything that a host needs of a project, as data."""

from __future__ import annotations

import enum

import msgspec

from maflow.runtime.program.campaigns import Campaign, Holdout
from maflow.runtime.program.expressions import Expression
from maflow.runtime.program.rules import Limit, QuietHours
from maflow.runtime.program.templates import Template
from maflow.runtime.program.types import EventType, Place, Property

__all__ = [
    "PROGRAM_VERSION",
    "Category",
    "Channel",
    "ConsentRule",
    "Content",
    "Delivery",
    "Message",
    "Predicate",
    "PredicateKind",
    "Program",
    "TextField",
]

PROGRAM_VERSION = 1
"""Rises whenever an old host would misunderstand a new program."""


class PredicateKind(enum.StrEnum):
    """What a named condition is in the project."""

    AUDIENCE = "audience"
    TAG = "tag"


class Predicate(msgspec.Struct, frozen=True, kw_only=True):
    """A named condition over one user: an audience, or the rule of a tag.

    Shape: `name` is unique among all predicates: the audience's name, or `tag "x"`.
    """

    name: str
    kind: PredicateKind
    place: Place
    description: str | None = None
    condition: Expression


class ConsentRule(enum.StrEnum):
    """Whether a channel needs consent; `DEFAULT` is opt in for all but transactional messages."""

    DEFAULT = "default"
    OPT_IN = "opt in"
    OPT_OUT = "opt out"
    NONE = "none"


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """Which plugin delivers a channel; secrets stay `${NAME}` until a host starts.

    Units: milliseconds. Shape: `settings` as in `ma.yaml`; `throttle` is (count, per milliseconds);
    `retry` is (attempts, first wait, longest wait).
    """

    plugin: str
    settings: dict[str, object] = {}
    throttle: tuple[int, int] | None = None
    retry: tuple[int, int, int] | None = None


class Channel(msgspec.Struct, frozen=True, kw_only=True):
    """A channel; `receipts` are the names of the events that it may raise, without the channel."""

    name: str
    kind: str
    place: Place
    cost: str | None = None
    currency: str | None = None
    needs: str | None = None
    consent: ConsentRule = ConsentRule.DEFAULT
    receipts: tuple[str, ...] = ()
    delivery: Delivery


class Category(msgspec.Struct, frozen=True, kw_only=True):
    """A category of messages and what it is exempt from."""

    name: str
    is_transactional: bool = False
    exempt_limits: bool = False
    exempt_quiet_hours: bool = False
    exempt_arbitration: bool = False
    exempt_holdout: bool = False


class TextField(msgspec.Struct, frozen=True):
    """One field of a message on a channel."""

    name: str
    template: Template


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """What a message is on one channel. `is_approved` is False where a demanded approval is missing."""

    channel: str
    place: Place
    fields: tuple[TextField, ...]
    valid_ms: int | None = None
    is_approved: bool = True


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A message, by channel."""

    name: str
    place: Place
    contents: tuple[Content, ...]


class Program(msgspec.Struct, frozen=True, kw_only=True):
    """A project as a host runs it.

    Shape: `files` are the names of the sources, which places point into; `campaigns` by name;
    `week_starts` from 0 (monday). Units: milliseconds.
    """

    version: int = PROGRAM_VERSION
    project: str
    timezone: str
    currency: str
    week_starts: int = 0
    lateness_ms: int
    max_age_ms: int
    history_from_load: bool = False
    files: tuple[str, ...] = ()
    attributes: tuple[Property, ...] = ()
    events: tuple[EventType, ...] = ()
    predicates: tuple[Predicate, ...] = ()
    tags: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = ()
    categories: tuple[Category, ...] = ()
    messages: tuple[Message, ...] = ()
    limits: tuple[Limit, ...] = ()
    quiet_hours: tuple[QuietHours, ...] = ()
    holdout: Holdout | None = None
    campaigns: tuple[Campaign, ...] = ()
