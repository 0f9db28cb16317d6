"""The outbox: messages that are decided, and what has become of each. A store keeps it.

| from | to | when |
|---|---|---|
| pending | claimed | it is handed over |
| pending | failed | it is worth nothing any more |
| pending | unknown | likewise, and an earlier attempt may have arrived |
| claimed | pending | it was not taken over, or the key makes a second time safe |
| claimed | accepted, failed | the provider said so |
| claimed | unknown | nobody can say |
| unknown | claimed | the provider is asked |
| unknown | accepted, failed | the provider reported it |
| accepted | claimed | the provider is asked whether it has arrived; it is accepted again after that |
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from typing import Protocol

import msgspec

from maflow.plugins.spec import Notice, SendRequest
from maflow.runtime.core.inputs import Event

__all__ = ["FINAL", "MOVES", "Agenda", "Left", "Outbox", "OutboxRow", "RowState", "Settlement", "claimed"]


class RowState(enum.StrEnum):
    """Where a message stands. A message at rest in `UNKNOWN` keeps what it has reserved."""

    PENDING = "pending"
    CLAIMED = "claimed"
    UNKNOWN = "unknown"
    ACCEPTED = "accepted"
    FAILED = "failed"


FINAL = frozenset({RowState.ACCEPTED, RowState.FAILED})

MOVES: frozenset[tuple[RowState, RowState]] = frozenset(
    {
        (RowState.PENDING, RowState.CLAIMED),
        (RowState.PENDING, RowState.UNKNOWN),
        (RowState.PENDING, RowState.FAILED),
        (RowState.UNKNOWN, RowState.CLAIMED),
        (RowState.CLAIMED, RowState.PENDING),
        (RowState.CLAIMED, RowState.UNKNOWN),
        (RowState.CLAIMED, RowState.ACCEPTED),
        (RowState.CLAIMED, RowState.FAILED),
        (RowState.UNKNOWN, RowState.ACCEPTED),
        (RowState.UNKNOWN, RowState.FAILED),
        (RowState.ACCEPTED, RowState.CLAIMED),
    }
)
"""Every change of state that there is."""


class OutboxRow(msgspec.Struct, frozen=True, kw_only=True):
    """One message and its way so far.

    `due_at`: when it is to be handed over, or asked for where it is unknown or accepted; None: nothing is to
    be done. `is_doubtful`: some attempt may have been taken over. `is_accepted`: it was claimed only to be
    asked whether it has arrived. `reason` and `code` are those of the last trouble.
    Units: UTC milliseconds.
    """

    request: SendRequest
    state: RowState = RowState.PENDING
    due_at: int | None
    attempts: int = 0
    attempted_at: int | None = None
    queries: int = 0
    is_doubtful: bool = False
    provider_id: str | None = None
    reason: str | None = None
    code: str | None = None
    is_accepted: bool = False


class Settlement(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be written down together: a row as it now is, and the receipts that come of it.

    `was`: the row changes only if it is still in this state; the receipts are taken in any case.
    Each receipt has an `id` of its own for ever, so that taking it twice has no effect.
    """

    row: OutboxRow
    was: RowState = RowState.CLAIMED
    receipts: tuple[Event, ...] = ()


class Agenda(msgspec.Struct, frozen=True):
    """When a channel has something to do next: the earliest `due_at` of all, and expiry of a pending row.

    `asks_at` is the earliest `due_at` of those that are accepted, which count nowhere else.
    """

    due_at: int | None = None
    expires_at: int | None = None
    asks_at: int | None = None


class Left(msgspec.Struct, frozen=True):
    """How many messages of a channel are still to leave, and how many of unknown outcome are asked for."""

    pending: int = 0
    unknown: int = 0


class Outbox(Protocol):
    """What a store does for the dispatcher. What a method has returned from is durable.

    Law: between a claim and its settlement no other claim returns the row, over crashes too.
    """

    def add(self, request: SendRequest) -> None:
        """Put a message in; one whose key stands here stays as it is. It is durable with the next commit."""
        ...

    async def claim(self, channel: str, now: int, limit: int) -> Sequence[OutboxRow]:
        """Claim rows that are pending or unknown and due by now, the earliest first: see `claimed`.

        Shape: the rows as they are after that.
        """
        ...

    async def claim_accepted(self, channel: str, now: int, limit: int) -> Sequence[OutboxRow]:
        """Claim rows that are accepted and due by now, likewise: whether they have arrived is asked for."""
        ...

    async def expired(self, channel: str, now: int, limit: int) -> Sequence[OutboxRow]:
        """Return pending rows whose `request.expires_at` has come, whether they are due or not."""
        ...

    async def settle(self, settlements: Sequence[Settlement]) -> None:
        """Write down what has become of rows, and put their receipts into the log of inputs, in one piece."""
        ...

    async def take(self, receipts: Sequence[Event]) -> None:
        """Put receipts into the log of inputs whose messages are no longer known."""
        ...

    async def agenda(self, channel: str) -> Agenda:
        """Return when there is something to do next."""
        ...

    async def interrupted(self, channel: str) -> Sequence[OutboxRow]:
        """Return the rows that an earlier process claimed and never settled."""
        ...

    async def attempted_since(self, channel: str, since: int, limit: int) -> Sequence[int]:
        """Return the instants after `since` at which rows were handed over: the latest `limit`, in order."""
        ...

    async def find(self, channel: str, notice: Notice) -> OutboxRow | None:
        """Return the row that a notice is about: by key, by provider's id, else the latest to its address."""
        ...

    async def left(self) -> Mapping[str, Left]:
        """Return what is not done, by channel; channels that have nothing are left out."""
        ...


def claimed(row: OutboxRow, now: int) -> OutboxRow:
    """Return a row as it is once it is claimed: an attempt more, or a question where it may have left."""
    if row.state in (RowState.UNKNOWN, RowState.ACCEPTED):
        is_accepted = row.state is RowState.ACCEPTED
        asked = {"queries": row.queries + 1, "is_accepted": is_accepted}
        return msgspec.structs.replace(row, state=RowState.CLAIMED, **asked)
    return msgspec.structs.replace(row, state=RowState.CLAIMED, attempts=row.attempts + 1, attempted_at=now)
