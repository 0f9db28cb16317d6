"""What a store keeps for a host, and what it promises.

`maflow.runtime.stores.sqlite_store.open_store(path, code)` opens a file, `MemoryStore(code)` of
`maflow.runtime.stores.memory_store` keeps nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Protocol

import msgspec

from maflow.runtime.core.effects import Effect, TeamRequest
from maflow.runtime.core.inputs import Input
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.state import State
from maflow.runtime.dispatch.outbox import Outbox

__all__ = ["Batch", "DecisionSink", "Journaled", "LoggedInput", "Store"]


class LoggedInput(msgspec.Struct, frozen=True):
    """An input of the log that is not taken yet; `number` grows from input to input, for ever."""

    number: int
    input: Input


class Journaled(msgspec.Struct, frozen=True):
    """How much a journal has: its file, the length up to which it is safe, and the decisions in that.

    Shape: `number` counts the decisions of the store from the first, in the order in which they were made.
    Units: `length` in bytes.
    """

    path: str
    length: int
    number: int


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be written down together when some inputs have been taken.

    Shape: `users` are the ids of those that changed (`engine.touched`, before it is cleared); `effects`
    what the engine returned, in order: decisions go to the journal, messages to the outbox, requests to
    teams. `taken`: every input of the log up to this number is taken. `positions`: how far sources have
    been read, by name; those not named keep theirs. `journaled`: the store lets go of decisions that a
    journal has.
    """

    users: Collection[str] = ()
    effects: Sequence[Effect] = ()
    taken: int | None = None
    positions: Mapping[str, str] = {}
    journaled: Journaled | None = None


class DecisionSink(Protocol):
    """Takes decisions out of a store."""

    def safe(self) -> Journaled | None:
        """Return what the store may let go of with the next batch; None: nothing new."""
        ...

    def take(self, decisions: Sequence[Decision]) -> None:
        """Take the decisions of a batch, which is durable."""
        ...


class Store(Protocol):
    """Keeps all that a host must not lose. It is used from one thread, and one process at a time.

    Every method raises StoreError where the store cannot be read or written; what was durable before
    that stays so. After an error of `commit` the state in memory is ahead of the store: end the
    process, or close the store and open it again.
    Law: after a crash a store opens with what was last durable, and an engine over its `state` goes on
    exactly as one that never stopped.
    """

    @property
    def state(self) -> State:
        """The state for `Engine(code, options, state=store.state)`; there is one per store.

        Users are loaded when they are asked for. Those asked for since the last `commit` stay in memory
        until the next, so commit every few thousand inputs, and fire timers in pieces:
        `engine.fire(min(until, store.state.timers.next_due))`.
        """
        ...

    @property
    def outbox(self) -> Outbox:
        """The messages, for the dispatcher; its receipts go into the log of inputs."""
        ...

    def commit(self, batch: Batch) -> None:
        """Write down a batch in one transaction, with the clock, the timers' order and shared limits.

        It is durable when this returns, and so is all that was accepted before it.
        """
        ...

    async def accept(self, inputs: Sequence[Input], positions: Mapping[str, str] | None = None) -> None:
        """Put inputs into the log, in order; they are durable when this returns.

        Those who wait at the same time share one write to the disk.
        """
        ...

    def logged(self, after: int, limit: int) -> Sequence[LoggedInput]:
        """Return inputs of the log that are not taken, behind a number, in order: inputs and receipts.

        After opening begin behind 0, then behind the last number that was returned.
        """
        ...

    def listen(self, on_logged: Callable[[], None]) -> None:
        """Have a function called whenever the log has grown and is durable, receipts included."""
        ...

    def positions(self) -> Mapping[str, str]:
        """Return how far each source has been read."""
        ...

    def tell(self, sink: DecisionSink) -> None:
        """Have decisions handed on as soon as they are durable, those of later batches only."""
        ...

    @property
    def journaled(self) -> Journaled | None:
        """What a journal has, as the last batch told it; None where none ever did."""
        ...

    def decisions(self) -> Iterator[Sequence[Decision]]:
        """Return the decisions that no journal has, in pieces, in the order in which they were made."""
        ...

    def journal(self) -> Iterator[bytes]:
        """Return the decisions that no journal has as lines of JSON, in the order of the journal.

        Shape: pieces of any number of whole lines. What is committed meanwhile may be missing.
        """
        ...

    def team_requests(self, limit: int) -> Sequence[TeamRequest]:
        """Return requests to teams that are not done, in the order in which they were made."""
        ...

    def finish_team_requests(self, keys: Sequence[str]) -> None:
        """Mark requests to teams as done."""
        ...

    def close(self) -> None:
        """Make everything durable and let go of the files; closing twice is no mistake."""
        ...
