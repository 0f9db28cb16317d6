"""Merges parts of a journal, each of which is in order, and comes in pieces of many lines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from math import inf
from typing import TypeAlias

import msgspec

from maflow.runtime.core.journal import Decision
from maflow.runtime.journal.writer import lines_by_place

__all__ = ["JournalMerge", "JournalPiece", "journal_piece"]

# Time and user.
_Place: TypeAlias = tuple[float, str]
_START = (-inf, "")


class JournalPiece(msgspec.Struct, array_like=True, gc=False):
    """Some lines of a journal in its order: in `lines[n]` are some of `users[n]` at `times[n]`."""

    times: list[int]
    users: list[str]
    lines: list[bytes]


def journal_piece(decisions: Sequence[Decision]) -> JournalPiece:
    """Return decisions that are in order as a piece of a journal."""
    return JournalPiece(*lines_by_place(decisions))


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

    @property
    def behind(self) -> int | None:
        """Return the part that the others wait for; None where all have ended."""
        going_on = [place for place, part in enumerate(self._parts) if not part.is_over]
        return min(going_on, key=lambda place: self._parts[place].reached, default=None)

    def _settle(self) -> None:
        going_on = [part for part in self._parts if not part.is_over]
        if not all(part.places for part in going_on):
            return
        end = min((part.places[-1] for part in going_on), default=None)
        places: list[_Place] = []
        lines: list[bytes] = []
        for part in self._parts:
            part.move(end, places, lines)
        # Runs that are in order already: sorting finds and merges them, which is quicker than a heap
        # (test_two_workers).
        order = sorted(range(len(places)), key=places.__getitem__)
        self._write(b"".join(map(lines.__getitem__, order)))


class _Part:
    """Lines that wait, with their places."""

    def __init__(self) -> None:
        self.places: list[_Place] = []
        self.reached = _START
        self.is_over = False
        self._lines: list[bytes] = []

    def add(self, piece: JournalPiece) -> None:
        self.places += zip(piece.times, piece.users, strict=True)
        self._lines += piece.lines
        self.reached = self.places[-1]

    def move(self, end: _Place | None, places: list[_Place], lines: list[bytes]) -> None:
        """Move what lies before a place, None for everything."""
        count = len(self.places) if end is None else bisect_left(self.places, end)
        places += self.places[:count]
        lines += self._lines[:count]
        del self.places[:count], self._lines[:count]
