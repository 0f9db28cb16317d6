"""Messages that have just been decided: many in a piece, until they are handed over or expire.

A message gets a row of its own in the outbox when it is claimed, and never stood there before.
(Benchmark: tests/bench/test_durable.py.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import msgspec

from maflow.runtime.core.effects import Outgoing
from maflow.runtime.stores.database import Database
from maflow.runtime.stores.sealed import reading, seal, unseal

__all__ = ["Fresh"]

_PIECE = 1_000
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(list[Outgoing])


@dataclass(slots=True)
class _Piece:
    """A piece, and how many of its messages are taken."""

    number: int
    messages: Sequence[Outgoing]
    taken: int = 0


class Fresh:
    """Keeps the messages of each channel in the order in which they were decided, and so of their time.

    Everything is written as a part of the open transaction.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        # The first piece of each channel that was asked for; None: it has nothing.
        self._first: dict[str, _Piece | None] = {}
        self._last: int | None = None

    def forget(self) -> None:
        """Know nothing but what the file has: what was written has been taken back."""
        self._first.clear()
        self._last = None

    def add(self, channel: str, messages: Sequence[Outgoing]) -> None:
        """Put messages of a channel in."""
        for begin in range(0, len(messages), _PIECE):
            piece = messages[begin : begin + _PIECE]
            number = self._next_number()
            ends = [each.expires_at for each in piece if each.expires_at is not None]
            self._database.write(
                "INSERT INTO fresh VALUES (?, ?, ?, ?, ?)",
                (number, channel, len(piece), min(ends, default=None), seal(_ENCODER.encode(piece))),
            )
            if channel in self._first and self._first[channel] is None:
                self._first[channel] = _Piece(number, piece)

    def due(self, channel: str, now: int, limit: int) -> list[Outgoing]:
        """Return the first messages that are due by now; they stay."""
        found: list[Outgoing] = []
        piece = self._head(channel)
        while piece is not None:
            for message in islice(piece.messages, piece.taken, None):
                if message.at > now or len(found) == limit:
                    return found
                found.append(message)
            piece = self._after(channel, piece.number)
        return found

    def take(self, channel: str, count: int) -> None:
        """Take out the first messages of a channel: they are there."""
        while count:
            piece = self._head(channel)
            assert piece is not None
            left = len(piece.messages) - piece.taken
            if count < left:
                piece.taken += count
                self._database.write(
                    "INSERT OR REPLACE INTO fresh_taken VALUES (?, ?)", (channel, piece.taken)
                )
                return
            self._remove(channel, piece)
            count -= left

    def take_expired(self, channel: str, now: int) -> list[Outgoing]:
        """Take out the messages of every piece in which one is worth nothing any more."""
        found: list[Outgoing] = []
        end = self.first_end(channel)
        if end is None or end > now:
            return found
        rows = self._database.read(
            "SELECT number FROM fresh WHERE channel = ? AND expires_at <= ? ORDER BY number", (channel, now)
        )
        for (number,) in rows:
            head = self._head(channel)
            piece = head if head is not None and head.number == number else self._after(channel, number - 1)
            assert piece is not None
            found += piece.messages[piece.taken :]
            self._remove(channel, piece)
        return found

    def first_due(self, channel: str) -> int | None:
        """Return when the first message is due; Units: UTC milliseconds."""
        piece = self._head(channel)
        return None if piece is None else piece.messages[piece.taken].at

    def first_end(self, channel: str) -> int | None:
        """Return when to look for what has expired, at the latest; Units: UTC milliseconds."""
        if self._head(channel) is None:
            return None
        ((at,),) = self._database.read(
            "SELECT min(expires_at) FROM fresh WHERE channel = ? AND expires_at IS NOT NULL", (channel,)
        )
        found: int | None = at
        return found

    def counts(self) -> Mapping[str, int]:
        """Return how many messages there are, by channel."""
        rows = self._database.read(
            "SELECT channel, sum(count) - coalesce((SELECT fresh_taken.count FROM fresh_taken "
            "WHERE fresh_taken.channel = fresh.channel), 0) FROM fresh GROUP BY channel"
        )
        return dict(rows)

    def _next_number(self) -> int:
        if self._last is None:
            ((last,),) = self._database.read("SELECT max(number) FROM fresh")
            self._last = last or 0
        self._last += 1
        return self._last

    def _head(self, channel: str) -> _Piece | None:
        if channel not in self._first:
            piece = self._first[channel] = self._after(channel, 0)
            rows = self._database.read("SELECT count FROM fresh_taken WHERE channel = ?", (channel,))
            if piece is not None and rows:
                piece.taken = rows[0][0]
        return self._first[channel]

    def _after(self, channel: str, number: int) -> _Piece | None:
        rows = self._database.read(
            "SELECT number, rows FROM fresh WHERE channel = ? AND number > ? ORDER BY number LIMIT 1",
            (channel, number),
        )
        for found, sealed in rows:
            with reading(self._database.path, "fresh", found):
                return _Piece(found, _DECODER.decode(unseal(sealed)))
        return None

    def _remove(self, channel: str, piece: _Piece) -> None:
        self._database.write("DELETE FROM fresh WHERE number = ?", (piece.number,))
        if piece.taken:
            self._database.write("DELETE FROM fresh_taken WHERE channel = ?", (channel,))
        if piece is self._first.get(channel):
            self._first[channel] = self._after(channel, piece.number)
