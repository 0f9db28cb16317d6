"""A store in memory: for tests, and for hosts that may forget everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import assert_never

from maflow.runtime.core.code import Code
from maflow.runtime.core.effects import Effect, Outgoing, TeamRequest
from maflow.runtime.core.inputs import Input
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.state import State
from maflow.runtime.dispatch.memory_outbox import MemoryOutbox
from maflow.runtime.dispatch.receipts import send_request
from maflow.runtime.stores.decision_pieces import lines_of
from maflow.runtime.stores.store import Batch, DecisionSink, Journaled, LoggedInput

__all__ = ["MemoryStore"]


class MemoryStore:
    """Keeps everything as long as it lives: see `maflow.runtime.stores.store.Store`."""

    def __init__(self, code: Code) -> None:
        self._code = code
        self._state = State()
        self._outbox = MemoryOutbox(self._add)
        self._log: list[LoggedInput] = []
        self._last = 0
        self._positions: dict[str, str] = {}
        self._decisions: list[Decision] = []
        self._journaled: Journaled | None = None
        self._sink: DecisionSink | None = None
        self._requests: dict[str, TeamRequest] = {}
        self._listeners: list[Callable[[], None]] = []

    @property
    def state(self) -> State:
        """The state for an engine."""
        return self._state

    @property
    def outbox(self) -> MemoryOutbox:
        """The messages."""
        return self._outbox

    def commit(self, batch: Batch) -> None:
        """Keep what is in a batch."""
        for effect in batch.effects:
            self._keep(effect)
        if batch.taken is not None:
            taken = batch.taken
            self._log = [logged for logged in self._log if logged.number > taken]
        self._positions.update(batch.positions)
        if batch.journaled is not None:
            before = 0 if self._journaled is None else self._journaled.number
            del self._decisions[: batch.journaled.number - before]
            self._journaled = batch.journaled
        if self._sink is not None:
            decisions, self._decisions = self._decisions, []
            self._sink.take(decisions)

    async def accept(self, inputs: Sequence[Input], positions: Mapping[str, str] | None = None) -> None:
        """Put inputs into the log."""
        self._positions.update(positions or {})
        self._add(inputs)

    def logged(self, after: int, limit: int) -> Sequence[LoggedInput]:
        """Return inputs that are not taken."""
        return [logged for logged in self._log if logged.number > after][:limit]

    def listen(self, on_logged: Callable[[], None]) -> None:
        """Have a function called when the log has grown."""
        self._listeners.append(on_logged)

    def positions(self) -> Mapping[str, str]:
        """Return how far each source has been read."""
        return dict(sorted(self._positions.items()))

    def tell(self, sink: DecisionSink) -> None:
        """Have decisions handed on; they are not kept then."""
        self._sink = sink

    @property
    def journaled(self) -> Journaled | None:
        """What a journal has."""
        return self._journaled

    def decisions(self) -> Iterator[Sequence[Decision]]:
        """Return the decisions that no journal has."""
        if self._decisions:
            yield self._decisions

    def journal(self) -> Iterator[bytes]:
        """Return the decisions that no journal has as lines of JSON."""
        return lines_of(self.decisions())

    def team_requests(self, limit: int) -> Sequence[TeamRequest]:
        """Return requests to teams that are not done."""
        return list(islice(self._requests.values(), limit))

    def finish_team_requests(self, keys: Sequence[str]) -> None:
        """Mark requests to teams as done."""
        for key in keys:
            self._requests.pop(key, None)

    def close(self) -> None:
        """Do nothing: there are no files."""

    def _add(self, inputs: Sequence[Input]) -> None:
        for input in inputs:
            self._last += 1
            self._log.append(LoggedInput(self._last, input))
        if inputs:
            for listener in self._listeners:
                listener()

    def _keep(self, effect: Effect) -> None:
        match effect:
            case Decision():
                self._decisions.append(effect)
            case Outgoing(channel=channel):
                kind = self._code.channels[channel].kind
                self._outbox.add(send_request(effect, self._code.program.project, kind))
            case TeamRequest():
                self._requests.setdefault(effect.key, effect)
            case _ as never:
                assert_never(never)
