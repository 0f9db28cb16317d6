"""The outbox in a store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from maflow.plugins.spec import Notice, SendRequest
from maflow.runtime.core.effects import Outgoing
from maflow.runtime.core.inputs import Event
from maflow.runtime.dispatch.outbox import (
    FINAL,
    MOVES,
    Agenda,
    Left,
    OutboxRow,
    RowState,
    Settlement,
    claimed,
)
from maflow.runtime.dispatch.receipts import send_request
from maflow.runtime.stores.database import Database, Datum
from maflow.runtime.stores.fresh import Fresh
from maflow.runtime.stores.input_log import InputLog
from maflow.runtime.stores.sealed import reading, seal, unseal

__all__ = ["SqliteOutbox"]

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(OutboxRow)
_DUE = "channel = ? AND state IN ('pending', 'unknown') AND due_at IS NOT NULL"
_ACCEPTED = "channel = ? AND state = 'accepted' AND due_at IS NOT NULL"
_KEPT_MS = 90 * 86_400_000
_FORGOTTEN_AT_ONCE = 100
_FORGET = """DELETE FROM outbox WHERE number IN (SELECT number FROM outbox
    WHERE channel = ? AND attempted_at < ? AND due_at IS NULL AND state IN ('accepted', 'failed', 'unknown')
    ORDER BY attempted_at LIMIT ?)"""
_INSERT = """INSERT INTO outbox(key, channel, state, due_at, expires_at, attempted_at, address, row)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(key) DO NOTHING"""
_UPDATE = "UPDATE outbox SET state = ?, due_at = ?, attempted_at = ?, provider_id = ?, row = ? WHERE key = ?"
_ENDS = "channel = ? AND state = 'pending' AND expires_at IS NOT NULL"


class SqliteOutbox:
    """Keeps messages in a database: see `maflow.runtime.dispatch.outbox.Outbox`.

    What is at rest is kept for a while: providers still report of it, and the pace of a channel is
    counted by it. `kinds` are those of the channels.
    """

    def __init__(self, database: Database, log: InputLog, project: str, kinds: Mapping[str, str]) -> None:
        self._database = database
        self._log = log
        self._project = project
        self._kinds = kinds
        self._fresh = Fresh(database)
        database.on_taken_back = self._fresh.forget

    def add(self, request: SendRequest) -> None:
        """Put a message in, as a part of the open transaction; one that stands here stays as it is."""
        self._insert(OutboxRow(request=request, due_at=request.at))

    def add_all(self, channel: str, messages: Sequence[Outgoing]) -> None:
        """Put messages of a channel in, as the engine has decided them, likewise."""
        self._fresh.add(channel, messages)

    async def claim(self, channel: str, now: int, limit: int) -> Sequence[OutboxRow]:
        """Claim what is due."""
        rows = self._due(_DUE, channel, now, limit)
        fresh = [self._row(message) for message in self._fresh.due(channel, now, limit)]
        # Both are in order; what has been here longer comes first.
        chosen = sorted(enumerate((*rows, *fresh)), key=lambda each: each[1].due_at or 0)[:limit]
        self._fresh.take(channel, sum(place >= len(rows) for place, _ in chosen))
        found: list[OutboxRow] = []
        for place, row in chosen:
            taken = claimed(row, now)
            if place < len(rows):
                self._put(taken)
            elif not self._insert(taken):
                continue
            found.append(taken)
        if found:
            self._database.write(_FORGET, (channel, now - _KEPT_MS, _FORGOTTEN_AT_ONCE))
        return await self._durable(found)

    async def claim_accepted(self, channel: str, now: int, limit: int) -> Sequence[OutboxRow]:
        """Claim what was accepted and is due."""
        rows = [claimed(row, now) for row in self._due(_ACCEPTED, channel, now, limit)]
        for row in rows:
            self._put(row)
        return await self._durable(rows)

    async def expired(self, channel: str, now: int, limit: int) -> Sequence[OutboxRow]:
        """Return what is worth nothing any more."""
        for message in self._fresh.take_expired(channel, now):
            self._insert(self._row(message))
        return self._rows(f"{_ENDS} AND expires_at <= ? ORDER BY expires_at LIMIT ?", channel, now, limit)

    async def settle(self, settlements: Sequence[Settlement]) -> None:
        """Write down what has become of rows."""
        for settlement in settlements:
            before, row = settlement.was, settlement.row
            assert before is row.state or (before, row.state) in MOVES, (before, row.state)
            if row.state in FINAL and row.attempted_at is None:
                # Nobody but us has ever heard of it.
                self._database.write(
                    "DELETE FROM outbox WHERE key = ? AND state = ?", (row.request.key, before.value)
                )
            else:
                self._put(row, before)
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
        asked = self._instant(f"SELECT min(due_at) FROM outbox WHERE {_ACCEPTED}", channel)
        return Agenda(
            _first(due, self._fresh.first_due(channel)), _first(end, self._fresh.first_end(channel)), asked
        )

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

    async def left(self) -> Mapping[str, Left]:
        """Return what is not done."""
        rows = self._database.read(
            "SELECT channel, sum(state != 'unknown'), sum(state = 'unknown') FROM outbox WHERE "
            "state IN ('pending', 'claimed') OR (state = 'unknown' AND due_at IS NOT NULL) GROUP BY channel"
        )
        found = {channel: Left(pending, unknown) for channel, pending, unknown in rows}
        for channel, count in self._fresh.counts().items():
            before = found.get(channel, Left())
            found[channel] = Left(before.pending + count, before.unknown)
        return found

    async def _durable(self, rows: list[OutboxRow]) -> list[OutboxRow]:
        if rows:
            await self._database.durable()
        return rows

    def _insert(self, row: OutboxRow) -> bool:
        request = row.request
        values = (
            request.key,
            request.channel,
            row.state.value,
            row.due_at,
            request.expires_at,
            row.attempted_at,
            request.address,
            seal(_ENCODER.encode(row)),
        )
        return self._database.write(_INSERT, values) > 0

    def _put(self, row: OutboxRow, before: RowState | None = None) -> None:
        """Write a row anew; with a state before, only where it is still in that."""
        values = (
            row.state.value,
            row.due_at,
            row.attempted_at,
            row.provider_id,
            seal(_ENCODER.encode(row)),
            row.request.key,
        )
        if before is None:
            self._database.write(_UPDATE, values)
        else:
            self._database.write(f"{_UPDATE} AND state = ?", (*values, before.value))

    def _row(self, message: Outgoing) -> OutboxRow:
        request = send_request(message, self._project, self._kinds[message.channel])
        return OutboxRow(request=request, due_at=request.at)

    def _due(self, which: str, channel: str, now: int, limit: int) -> list[OutboxRow]:
        return self._rows(f"{which} AND due_at <= ? ORDER BY due_at, number LIMIT ?", channel, now, limit)

    def _rows(self, where: str, *values: Datum) -> list[OutboxRow]:
        rows = self._database.read(f"SELECT key, row FROM outbox WHERE {where}", values)
        return [self._decoded(key, row) for key, row in rows]

    def _decoded(self, key: str, sealed: bytes) -> OutboxRow:
        with reading(self._database.path, "outbox", key):
            return _DECODER.decode(unseal(sealed))

    def _instant(self, sql: str, channel: str) -> int | None:
        ((at,),) = self._database.read(sql, (channel,))
        found: int | None = at
        return found


def _first(one: int | None, other: int | None) -> int | None:
    return min((at for at in (one, other) if at is not None), default=None)
