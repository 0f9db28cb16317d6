"""A store in one SQLite file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import assert_never

import msgspec

from maflow.runtime.core.code import Code
from maflow.runtime.core.effects import Effect, Outgoing, TeamRequest
from maflow.runtime.core.inputs import Input
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.state import State
from maflow.runtime.errors import StoreError
from maflow.runtime.stores.database import Database
from maflow.runtime.stores.decision_pieces import DecisionPieces, lines_of
from maflow.runtime.stores.input_log import InputLog
from maflow.runtime.stores.rows import UserCodec
from maflow.runtime.stores.schema import prepare
from maflow.runtime.stores.sealed import reading, seal, unseal
from maflow.runtime.stores.sqlite_outbox import SqliteOutbox
from maflow.runtime.stores.store import Batch, DecisionSink, Journaled, LoggedInput
from maflow.runtime.stores.team_rows import TeamRequests
from maflow.runtime.stores.user_table import UserTable

__all__ = ["SqliteStore", "open_store"]

_RESIDENT = 50_000
_ENCODER = msgspec.msgpack.Encoder()
_TIMES = msgspec.msgpack.Decoder(list[int])
_CLOCK = msgspec.msgpack.Decoder(tuple[int, int])


def open_store(path: Path, code: Code, *, resident: int = _RESIDENT) -> SqliteStore:
    """Open the store in a file, or make it; `resident` is how many users stay in memory.

    Raises: StoreError where it cannot be opened, is in use, or belongs to another project, program or
    version of maflow.
    """
    database = Database(path)
    try:
        campaigns = prepare(database, code.program)
        return SqliteStore(database, code, campaigns, resident)
    except BaseException:
        database.close()
        raise


class SqliteStore:
    """Keeps everything in one file: see `maflow.runtime.stores.store.Store`."""

    def __init__(self, database: Database, code: Code, campaigns: Sequence[str], resident: int) -> None:
        self._database = database
        self._users = UserTable(database, UserCodec(code, campaigns), resident)
        self._log = InputLog(database)
        kinds = {name: channel.kind for name, channel in code.channels.items()}
        self._outbox = SqliteOutbox(database, self._log, code.program.project, kinds)
        self._requests = TeamRequests(database)
        self._decisions = DecisionPieces(database)
        self._sink: DecisionSink | None = None
        # What the file has, by ring: those that did not change are not written again.
        self._shared: dict[int, bytes] = {}
        self._state = self._opened()
        database.flush()

    @property
    def state(self) -> State:
        """The state for an engine."""
        return self._state

    @property
    def outbox(self) -> SqliteOutbox:
        """The messages."""
        return self._outbox

    def commit(self, batch: Batch) -> None:
        """Write down a batch in one transaction."""
        try:
            decisions = self._write(batch)
            self._database.flush()
        except BaseException as error:
            if isinstance(error, StoreError):
                self._database.fail(error)
            else:
                self._database.fail(self._broken(error))
            raise
        self._users.forget()
        if self._sink is not None:
            self._sink.take(decisions)

    async def accept(self, inputs: Sequence[Input], positions: Mapping[str, str] | None = None) -> None:
        """Put inputs into the log."""
        self._log.add(inputs)
        self._log.move(positions or {})
        await self._database.durable()

    def logged(self, after: int, limit: int) -> Sequence[LoggedInput]:
        """Return inputs that are not taken."""
        return self._log.after(after, limit)

    def listen(self, on_logged: Callable[[], None]) -> None:
        """Have a function called when the log has grown."""
        self._log.listen(on_logged)

    def positions(self) -> Mapping[str, str]:
        """Return how far each source has been read."""
        return self._log.positions()

    def tell(self, sink: DecisionSink) -> None:
        """Have decisions handed on as soon as they are durable."""
        self._sink = sink

    @property
    def journaled(self) -> Journaled | None:
        """What a journal has, None where there is none."""
        return self._decisions.journaled

    def decisions(self) -> Iterator[Sequence[Decision]]:
        """Return the decisions that no journal has."""
        return self._decisions.left()

    def journal(self) -> Iterator[bytes]:
        """Return the decisions that no journal has as lines of JSON."""
        return lines_of(self.decisions())

    def team_requests(self, limit: int) -> Sequence[TeamRequest]:
        """Return requests to teams that are not done."""
        return self._requests.left(limit)

    def finish_team_requests(self, keys: Sequence[str]) -> None:
        """Let go of requests to teams."""
        self._requests.remove(keys)
        self._database.flush()

    def close(self) -> None:
        """Make everything durable and let go of the file."""
        self._database.close()

    def _broken(self, error: BaseException) -> StoreError:
        where = {"path": str(self._database.path), "reason": type(error).__name__}
        return StoreError("store.broken", where)

    def _opened(self) -> State:
        state = State(self._users, self._users.resident)
        for ring, sealed in self._database.read("SELECT ring, times FROM shared"):
            with reading(self._database.path, "shared", ring):
                self._shared[ring] = times = unseal(sealed)
                state.shared[ring] = _TIMES.decode(times)
        for (sealed,) in self._database.read("SELECT value FROM meta WHERE name = 'clock'"):
            with reading(self._database.path, "meta", "clock"):
                state.clock, state.order = _CLOCK.decode(unseal(sealed))
        state.timers = self._users.open(state.clock)
        return state

    def _write(self, batch: Batch) -> Sequence[Decision]:
        state, database = self._state, self._database
        self._users.write(batch.users)
        decisions = self._write_effects(batch.effects)
        if batch.taken is not None:
            self._log.remove(batch.taken)
        self._log.move(batch.positions)
        journaled = batch.journaled
        if journaled is None and self._sink is not None:
            journaled = self._sink.safe()
        if journaled is not None:
            self._decisions.let_go(journaled)
        for ring, times in state.shared.items():
            encoded = _ENCODER.encode(times)
            if self._shared.get(ring) != encoded:
                self._shared[ring] = encoded
                database.write("INSERT OR REPLACE INTO shared VALUES (?, ?)", (ring, seal(encoded)))
        clock = seal(_ENCODER.encode((state.clock, state.order)))
        database.write("INSERT OR REPLACE INTO meta VALUES ('clock', ?)", (clock,))
        return decisions

    def _write_effects(self, effects: Sequence[Effect]) -> Sequence[Decision]:
        decisions: list[Decision] = []
        messages: dict[str, list[Outgoing]] = {}
        for effect in effects:
            # Asking for the class is quicker than matching it (benchmark: test_durable).
            if effect.__class__ is Decision:
                decisions.append(effect)
                continue
            match effect:
                case Outgoing(channel=channel):
                    messages.setdefault(channel, []).append(effect)
                case TeamRequest():
                    self._requests.add(effect)
                case Decision():
                    decisions.append(effect)
                case _ as never:
                    assert_never(never)
        self._decisions.add(decisions)
        for channel, chosen in messages.items():
            self._outbox.add_all(channel, chosen)
        return decisions
