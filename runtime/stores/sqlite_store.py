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
from maflow.runtime.dispatch.receipts import send_request
from maflow.runtime.errors import StoreError
from maflow.runtime.journal.writer import journal_lines
from maflow.runtime.stores.database import Database
from maflow.runtime.stores.input_log import InputLog
from maflow.runtime.stores.rows import UserCodec
from maflow.runtime.stores.schema import prepare
from maflow.runtime.stores.sqlite_outbox import SqliteOutbox
from maflow.runtime.stores.store import Batch, LoggedInput
from maflow.runtime.stores.team_rows import decode_team_request, encode_team_request
from maflow.runtime.stores.user_table import UserTable

__all__ = ["SqliteStore", "open_store"]

_RESIDENT = 50_000
_PIECE = 2_000
_LONG_AGO = -(2**63)


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
        self._code = code
        self._users = UserTable(database, code, UserCodec(code, campaigns), resident)
        self._log = InputLog(database)
        self._outbox = SqliteOutbox(database, self._log)
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
            self._write(batch)
            self._database.flush()
        except BaseException as error:
            if isinstance(error, StoreError):
                self._database.fail(error)
            else:
                self._database.fail(self._broken(error))
            raise
        self._users.forget()

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

    def journal(self) -> Iterator[bytes]:
        """Return the decisions as lines of JSON."""
        last: tuple[int, str, int] = (_LONG_AGO, "", 0)
        while rows := self._database.read(
            "SELECT time, user_id, number, line FROM decisions WHERE (time, user_id, number) > (?, ?, ?) "
            "ORDER BY time, user_id, number LIMIT ?",
            (*last, _PIECE),
        ):
            lines: list[bytes] = []
            for time, user_id, number, line in rows:
                last = time, user_id, number
                lines.append(line)
            yield b"".join(lines)

    def team_requests(self, limit: int) -> Sequence[TeamRequest]:
        """Return requests to teams that are not done."""
        rows = self._database.read(
            "SELECT row FROM team_requests WHERE is_done = 0 ORDER BY number LIMIT ?", (limit,)
        )
        return [decode_team_request(row) for (row,) in rows]

    def finish_team_requests(self, keys: Sequence[str]) -> None:
        """Mark requests to teams as done."""
        self._database.write_all(
            "UPDATE team_requests SET is_done = 1 WHERE key = ?", [(key,) for key in keys]
        )
        self._database.flush()

    def close(self) -> None:
        """Make everything durable and let go of the file."""
        self._database.close()

    def _broken(self, error: BaseException) -> StoreError:
        where = {"path": str(self._database.path), "reason": type(error).__name__}
        return StoreError("store.broken", where)

    def _opened(self) -> State:
        meta = {name: value for name, value in self._database.read("SELECT name, value FROM meta")}
        state = State(users=self._users)
        if "clock" in meta:
            state.clock, state.order = meta["clock"], meta["order"]
        self._decisions: int = meta.get("decisions", 0)
        for ring, times in self._database.read("SELECT ring, times FROM shared"):
            self._shared[ring] = times
            state.shared[ring] = msgspec.msgpack.decode(times, type=list[int])
        state.timers = self._users.timers(state.clock)
        return state

    def _write(self, batch: Batch) -> None:
        state = self._state
        self._users.write(batch.users, state.clock)
        self._write_effects(batch.effects)
        if batch.taken is not None:
            self._log.remove(batch.taken)
        self._log.move(batch.positions)
        for ring, times in state.shared.items():
            encoded = msgspec.msgpack.encode(times)
            if self._shared.get(ring) != encoded:
                self._shared[ring] = encoded
                self._database.write("INSERT OR REPLACE INTO shared VALUES (?, ?)", (ring, encoded))
        numbers = {"clock": state.clock, "order": state.order, "decisions": self._decisions}
        self._database.write_all("INSERT OR REPLACE INTO meta VALUES (?, ?)", numbers.items())

    def _write_effects(self, effects: Sequence[Effect]) -> None:
        decisions: list[tuple[int, str, int, bytes]] = []
        for effect in effects:
            match effect:
                case Decision(time=time, user_id=user_id):
                    self._decisions += 1
                    decisions.append((time, user_id, self._decisions, journal_lines((effect,))))
                case Outgoing(channel=channel):
                    kind = self._code.channels[channel].kind
                    self._outbox.add(send_request(effect, self._code.program.project, kind))
                case TeamRequest():
                    self._database.write(
                        "INSERT INTO team_requests(key, row) VALUES (?, ?) ON CONFLICT(key) DO NOTHING",
                        (effect.key, encode_team_request(effect)),
                    )
                case _ as never:
                    assert_never(never)
        self._database.write_all("INSERT INTO decisions VALUES (?, ?, ?, ?)", decisions)
