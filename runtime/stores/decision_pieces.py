"""Decisions in a store, until a journal has them: those of a group are one piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from maflow.runtime.core.journal import Decision
from maflow.runtime.journal.writer import journal_writer
from maflow.runtime.stores.database import Database
from maflow.runtime.stores.sealed import reading, seal, unseal
from maflow.runtime.stores.store import Journaled
from maflow.runtime.stores.values import pack, unpack_ext

__all__ = ["DecisionPieces", "lines_of"]

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(list[Decision], ext_hook=unpack_ext)
_JOURNALED = msgspec.msgpack.Decoder(Journaled)


class DecisionPieces:
    """Keeps decisions by their number, which grows for ever; everything is a part of the open transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.journaled: Journaled | None = None
        for (sealed,) in database.read("SELECT value FROM meta WHERE name = 'journal'"):
            with reading(database.path, "meta", "journal"):
                self.journaled = _JOURNALED.decode(unseal(sealed))
        ((last,),) = database.read("SELECT max(last) FROM decisions")
        self._last: int = last or (0 if self.journaled is None else self.journaled.number)

    def add(self, decisions: Sequence[Decision]) -> None:
        """Put decisions in, in the order in which they were made."""
        if decisions:
            self._last += len(decisions)
            piece = seal(_encoded(decisions))
            self._database.write("INSERT INTO decisions VALUES (?, ?)", (self._last, piece))

    def let_go(self, journaled: Journaled) -> None:
        """Let go of decisions that a journal has."""
        self.journaled = journaled
        self._database.write("DELETE FROM decisions WHERE last <= ?", (journaled.number,))
        row = seal(_ENCODER.encode(journaled))
        self._database.write("INSERT OR REPLACE INTO meta VALUES ('journal', ?)", (row,))

    def left(self) -> Iterator[Sequence[Decision]]:
        """Yield the decisions that no journal has, in the order in which they were made."""
        number = 0 if self.journaled is None else self.journaled.number
        last = number
        while rows := self._database.read(
            "SELECT last, rows FROM decisions WHERE last > ? ORDER BY last LIMIT 1", (last,)
        ):
            ((last, sealed),) = rows
            with reading(self._database.path, "decisions", last):
                piece = _DECODER.decode(unseal(sealed))
            # The journal may have the first ones of a piece.
            yield piece[max(0, number - last + len(piece)) :]


def _encoded(decisions: Sequence[Decision]) -> bytes:
    try:
        return _ENCODER.encode(decisions)
    except OverflowError:
        # What a flow has computed may be larger than any number of MessagePack.
        return _ENCODER.encode([msgspec.structs.replace(each, value=pack(each.value)) for each in decisions])


def lines_of(pieces: Iterable[Sequence[Decision]]) -> Iterator[bytes]:
    """Yield the lines of decisions in the order of the journal."""
    written: list[bytes] = []
    order = journal_writer(written.append)
    for piece in pieces:
        order.add(piece)
        yield from written
        written.clear()
    order.close()
    yield from written
