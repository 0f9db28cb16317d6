"""The outbox in a store."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from maflow.plugins.spec import Notice, SendRequest
from maflow.runtime.core.inputs import Event
from maflow.runtime.dispatch.outbox import MOVES, Agenda, OutboxRow, Settlement, claimed
from maflow.runtime.errors import StoreError
from maflow.runtime.stores.database import Database, Datum
from maflow.runtime.stores.input_log import InputLog

__all__ = ["SqliteOutbox"]

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(OutboxRow)
_DUE = "channel = ? AND state IN ('pending', 'unknown') AND due_at IS NOT NULL"
_ENDS = "channel = ? AND state = 'pending' AND expires_at IS NOT NULL"


class SqliteOutbox:
    """Keeps messages in a database: see `maflow.runtime.dispatch.outbox.Outbox`."""

    def __init__(self, database: Database, log: InputLog) -> None:
        self._database = database
        self._log = log

    def add(self, request: SendRequest) -> None:
        """Put a message in, as a part of the open transaction; one that stands here stays as it is."""
        row = OutboxRow(request=request, due_at=request.at)
        self._database.write(
            "INSERT INTO outbox(key, channel, state, due_at, expires_at, address, row) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT(key) DO NOTHING",
            (
                request.key,
                request.channel,
                row.state.value,
                row.due_at,
                request.expires_at,
                request.address,
                _ENCODER.encode(row),
            ),
        )

    async def claim(self, channel: str, now: int, limit: int) -> Sequence[OutboxRow]:
        """Claim what is due."""
        found = self._rows(f"{_DUE} AND due_at <= ? ORDER BY due_at, number LIMIT ?", channel, now, limit)
        rows = [claimed(row, now) for row in found]
        if rows:
            for row in rows:
                self._put(row)
            await self._database.durable()
        return rows

    async def expired(self, channel: str, now: int, limit: int) -> Sequence[OutboxRow]:
        """Return what is worth nothing any more."""
        return self._rows(f"{_ENDS} AND expires_at <= ? ORDER BY expires_at LIMIT ?", channel, now, limit)

    async def settle(self, settlements: Sequence[Settlement]) -> None:
        """Write down what has become of rows."""
        for settlement in settlements:
            row = settlement.row
            before = self._rows("key = ?", row.request.key)
            if before and before[0].state is settlement.was:
                move = before[0].state, row.state
                assert move[0] is move[1] or move in MOVES, move
                self._put(row)
        await self.take([receipt for settlement in settlements for receipt in settlement.receipts])
        if settlements:
            await self._database.durable()

    async def take(self, receipts: Sequence[Event]) -> None:
        """Put receipts into the log of inputs."""
        if receipts:
            self._log.add(receipts)
            await self._database.durable()

    async def agenda(self, channel: str) -> Agenda:
        """Return when there is something to do next."""
        due = self._instant(f"SELECT min(due_at) FROM outbox WHERE {_DUE}", channel)
        end = self._instant(f"SELECT min(expires_at) FROM outbox WHERE {_ENDS}", channel)
        return Agenda(due, end)

    async def interrupted(self, channel: str) -> Sequence[OutboxRow]:
        """Return what was claimed and never settled."""
        return self._rows("channel = ? AND state = 'claimed' ORDER BY number", channel)

    async def attempted_since(self, channel: str, since: int, limit: int) -> Sequence[int]:
        """Return when rows were handed over."""
        rows = self._database.read(
            "SELECT attempted_at FROM outbox WHERE channel = ? AND attempted_at > ? "
            "ORDER BY attempted_at DESC LIMIT ?",
            (channel, since, limit),
        )
        return [at for (at,) in reversed(rows)]

    async def find(self, channel: str, notice: Notice) -> OutboxRow | None:
        """Return what a notice is about."""
        for column, value in (
            ("key", notice.key),
            ("provider_id", notice.provider_id),
            ("address", notice.address),
        ):
            if value is not None:
                where = f"channel = ? AND {column} = ? ORDER BY number DESC LIMIT 1"
                found = self._rows(where, channel, value)
                return found[0] if found else None
        return None

    def _put(self, row: OutboxRow) -> None:
        self._database.write(
            "UPDATE outbox SET state = ?, due_at = ?, attempted_at = ?, provider_id = ?, row = ? "
            "WHERE key = ?",
            (
                row.state.value,
                row.due_at,
                row.attempted_at,
                row.provider_id,
                _ENCODER.encode(row),
                row.request.key,
            ),
        )

    def _rows(self, where: str, *values: Datum) -> list[OutboxRow]:
        rows = self._database.read(f"SELECT key, row FROM outbox WHERE {where}", values)
        return [self._decoded(key, row) for key, row in rows]

    def _decoded(self, key: str, row: bytes) -> OutboxRow:
        try:
            return _DECODER.decode(row)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            where = {"path": str(self._database.path), "key": key}
            raise StoreError("store.damaged-message", where) from error

    def _instant(self, sql: str, channel: str) -> int | None:
        ((at,),) = self._database.read(sql, (channel,))
        found: int | None = at
        return found
