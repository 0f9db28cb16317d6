"""A store in memory: for tests, and for hosts that may forget everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import assert_never

from maflow.runtime.core.code import Code
from maflow.runtime.core.effects import Effect, Outgoing, TeamRequest
from maflow.runtime.core.inputs import Input
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.state import State
from maflow.runtime.dispatch.memory_outbox import MemoryOutbox
from maflow.runtime.dispatch.receipts import send_request
from maflow.runtime.journal.writer import journal_lines
from maflow.runtime.stores.store import Batch, LoggedInput

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
        self._requests: dict[str, TeamRequest] = {}
        self._done: set[str] = set()
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

    def journal(self) -> Iterator[bytes]:
        """Return the decisions as lines of JSON."""
        if self._decisions:
            yield journal_lines(sorted(self._decisions, key=attrgetter("time", "user_id")))

    def team_requests(self, limit: int) -> Sequence[TeamRequest]:
        """Return requests to teams that are not done."""
        return [request for key, request in self._requests.items() if key not in self._done][:limit]

    def finish_team_requests(self, keys: Sequence[str]) -> None:
        """Mark requests to teams as done."""
        self._done.update(keys)

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
