"""Merges parts of a journal, each of which is in order, and comes in pieces of many lines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import chain
from math import inf
from operator import itemgetter
from typing import TypeAlias

import msgspec

from maflow.runtime.core.journal import Decision
from maflow.runtime.journal.writer import lines_by_place

__all__ = ["JournalMerge", "JournalPiece", "journal_piece"]

_Place: TypeAlias = tuple[float, str]
_START = (-inf, "")
_LINES = itemgetter(2)
# How many rows of a part may wait for the others.
_ROOM = 100_000
# Time, user, and their lines.
_Row: TypeAlias = tuple[int, str, bytes]


class JournalPiece(msgspec.Struct, array_like=True, gc=False):
    """Some lines of a journal in its order: in `lines[n]` are some of `users[n]` at `times[n]`.

    Shape: `count` is how many decisions they are.
    """

    count: int
    times: list[int]
    users: list[str]
    lines: list[bytes]


def journal_piece(decisions: Sequence[Decision]) -> JournalPiece:
    """Return decisions that are in order as a piece of a journal."""
    return JournalPiece(len(decisions), *lines_by_place(decisions))


class JournalMerge:
    """Takes pieces, and writes lines as soon as nothing can come before them.

    Law: no user stands in two parts.
    """

    def __init__(self, parts: int, write: Callable[[bytes], object]) -> None:
        self._parts = [_Part() for _ in range(parts)]
        self._write = write

    def add(self, part: int, piece: JournalPiece) -> None:
        """Take the next piece of a part."""
        self._parts[part].add(piece)
        self._settle()

    def close(self, part: int) -> None:
        """Take note that a part has ended."""
        self._parts[part].is_over = True
        self._settle()

    def going_on(self) -> list[int]:
        """Return the parts that have not ended, in the order in which more should be taken of them.

        The one that is ahead comes first, so that the others are not disturbed; where much of it waits
        already, the one that all the others wait for.
        """
        places = [place for place, part in enumerate(self._parts) if not part.is_over]
        places.sort(key=lambda place: self._parts[place].reached, reverse=True)
        if places and self._parts[places[0]].waiting > _ROOM:
            places.reverse()
        return places

    def _settle(self) -> None:
        going_on = [part for part in self._parts if not part.is_over]
        end = min((part.reached for part in going_on), default=None)
        # Runs that are in order already: sorting finds and merges them, which is quicker than a heap
        # (test_two_workers).
        rows = sorted(chain.from_iterable(part.taken(end) for part in self._parts))
        if rows:
            self._write(b"".join(map(_LINES, rows)))


class _Part:
    """Lines that wait; how far its journal has come."""

    def __init__(self) -> None:
        self.reached: _Place = _START
        self.is_over = False
        # INVARIANT: in order, each time and user once.
        self._rows: list[_Row] = []

    @property
    def waiting(self) -> int:
        """Return how many rows wait."""
        return len(self._rows)

    def add(self, piece: JournalPiece) -> None:
        first: _Place = piece.times[0], piece.users[0]
        if self._rows and first == self.reached:
            piece.lines[0] = self._rows.pop()[2] + piece.lines[0]
        self._rows += zip(piece.times, piece.users, piece.lines, strict=True)
        self.reached = piece.times[-1], piece.users[-1]

    def taken(self, end: _Place | None) -> list[_Row]:
        """Return what lies before a place, None for everything, and let go of it."""
        rows = self._rows
        count = len(rows) if end is None else bisect_left(rows, end)
        taken = rows[:count]
        del rows[:count]
        return taken
