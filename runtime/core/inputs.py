"""What the engine takes, one at a time: events, profiles, calls and ticks of the clock.

Values of attributes and properties are of the run-time types that `maflow.runtime.program.types` tells;
None is unknown. `at` is when an input arrives; an event's own `time` may lie before that.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

import msgspec

__all__ = ["NOTHING", "Call", "ConsentStatement", "Event", "Input", "Profile", "Tick", "Value"]

Value: TypeAlias = "str | int | float | Decimal | bool | tuple[Value, ...] | None"

NOTHING: Mapping[str, Value] = {}
"""The properties where there is no event."""


class Event(msgspec.Struct, frozen=True, tag="event", gc=False):
    """Something that a user did, or a receipt (`push.opened`) with its properties.

    Shape: `name` is the declared name, `properties` only those that are declared.
    Units: UTC milliseconds.
    """

    user_id: str
    name: str
    time: int
    at: int
    properties: Mapping[str, Value] = {}
    id: str | None = None


class ConsentStatement(msgspec.Struct, frozen=True, gc=False):
    """A consent given or withdrawn; no channel: every channel, no category: every category."""

    is_given: bool
    channel: str | None = None
    category: str | None = None


class Profile(msgspec.Struct, frozen=True, tag="profile", gc=False):
    """What has become known of a user: only what it names changes; None makes an attribute unknown."""

    user_id: str
    at: int
    attributes: Mapping[str, Value] = {}
    consents: tuple[ConsentStatement, ...] = ()
    tags: tuple[str, ...] = ()


class Call(msgspec.Struct, frozen=True, tag="call", gc=False):
    """A request to start a campaign with `enter by call` for a user."""

    user_id: str
    campaign: str
    at: int


class Tick(msgspec.Struct, frozen=True, tag="tick", gc=False):
    """The clock has come this far: timers due before it fire."""

    at: int


Input = Event | Profile | Call | Tick
