"""The delivery of one message: what a channel is asked, and what it may answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, TypeAlias, runtime_checkable

import msgspec

from maflow.plugins.spec.callbacks import CallbackReply, CallbackRequest

__all__ = [
    "TEAM_KIND",
    "TRANSACTIONAL",
    "UNSUBSCRIBE_LINK",
    "Accepted",
    "AwaitsReports",
    "Channel",
    "Failed",
    "QueriesStatus",
    "SendRequest",
    "SendResult",
    "StatusQuery",
    "TakesCallbacks",
    "Unavailable",
    "Unknown",
]

TEAM_KIND = "team"
"""In `ChannelPlugin.kinds`: takes what campaigns ask of people, by `hand off` and `notify`."""

TRANSACTIONAL = "transactional"
"""The category of messages that a customer waits for: they carry no way to unsubscribe."""

UNSUBSCRIBE_LINK = "https://unsubscribe.invalid/maflow"
"""Stands in rendered texts for the link of this very message, which only the channel can sign."""


class SendRequest(msgspec.Struct, frozen=True, kw_only=True):
    """One message for one user on one channel, complete: nothing of it is decided later.

    `key` is the idempotency key: the same message has the same key for ever, and no other message has it.
    `asks` is None for messages to a user. Else it is `hand_off`, `notify` or `call`: something for people
    or systems beside the user, of which nothing becomes an event; `message` is then whom it is asked of,
    and for `call` the name of the message all the same.
    Shape: `fields` are the finished texts by the names of the kind's fields; of the kind `team` they are
    `to` and `text`. `variables` are the values that a provider fills into a template of its own, by name,
    in the order in which they stand in the text. `address` is None where the kind needs none.
    Units: UTC milliseconds. `at` is when it was decided, `expires_at` when it is worth nothing any more.
    """

    key: str
    project: str
    campaign: str
    run: str
    node: str
    message: str
    channel: str
    kind: str
    category: str
    user_id: str
    at: int
    address: str | None = None
    fields: Mapping[str, str] = {}
    variables: Mapping[str, str] = {}
    arm: str | None = None
    expires_at: int | None = None
    asks: str | None = None


class Accepted(msgspec.Struct, frozen=True, tag="accepted"):
    """The provider has taken the message over, under its own `provider_id` where it gives one.

    `is_delivered`: nothing more will become known, and the message is where it should be.
    """

    provider_id: str | None = None
    is_delivered: bool = False


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """The message has certainly not been taken over, for a reason of its own.

    `is_permanent`: it never will be. `is_hard_bounce`: because the address does not exist.
    `retry_after_ms`: how long the provider asks to wait.
    """

    reason: str
    code: str | None = None
    is_permanent: bool = True
    retry_after_ms: int | None = None
    is_hard_bounce: bool = False


class Unavailable(msgspec.Struct, frozen=True, tag="unavailable"):
    """Nothing can be sent on this channel at present, and this message has certainly not been.

    A refused connection, a wrong password, an account without money: it says nothing of the message,
    which waits and loses no attempt.
    """

    reason: str
    code: str | None = None
    retry_after_ms: int | None = None


class Unknown(msgspec.Struct, frozen=True, tag="unknown"):
    """The message may have been taken over or not: a time-out, a connection lost half-way."""

    reason: str
    code: str | None = None


SendResult: TypeAlias = Accepted | Failed | Unavailable | Unknown


class StatusQuery(msgspec.Struct, frozen=True, kw_only=True):
    """A question after the outcome of a message that was handed over.

    Units: UTC milliseconds.
    """

    request: SendRequest
    attempted_at: int
    provider_id: str | None = None


class Channel(Protocol):
    """What hands messages over. Several may be in hand at once; no exception says that one failed."""

    async def deliver(self, request: SendRequest) -> SendResult:
        """Hand one message over and return what became of it."""
        ...

    async def close(self) -> None:
        """Let go of connections and files; a second time does nothing."""
        ...


@runtime_checkable
class QueriesStatus(Protocol):
    """A channel that can be asked what became of a message, as `can_query_status` declares."""

    async def query_status(self, query: StatusQuery) -> SendResult | None:
        """Return what is known of a message now, or None while nothing is."""
        ...


@runtime_checkable
class AwaitsReports(Protocol):
    """A channel that can be asked for the status, and knows whether its provider reports by itself."""

    def awaits_reports(self) -> bool:
        """Tell whether the provider has been given an address: what was accepted is not asked for then."""
        ...


@runtime_checkable
class TakesCallbacks(Protocol):
    """A channel whose provider reports over HTTP, as `can_take_callbacks` declares."""

    def take_callback(self, request: CallbackRequest) -> CallbackReply:
        """Read what a provider reports; trust nothing that is not signed."""
        ...
