"""Merges parts of a journal, each of which is in order, and comes in pieces of many lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

import msgspec

from maflow.runtime.core.journal import Decision
from maflow.runtime.journal.writer import journal_lines

__all__ = ["JournalMerge", "JournalPiece", "journal_piece"]

_ROOM = 100_000


class JournalPiece(msgspec.Struct, array_like=True, gc=False):
    """Some lines, and the time and the user of each of them."""

    times: list[int]
    user_ids: list[str]
    lines: bytes


def journal_piece(decisions: Sequence[Decision]) -> JournalPiece:
    """Return decisions that are in order as a piece of a journal."""
    times = [each.time for each in decisions]
    return JournalPiece(times, [each.user_id for each in decisions], journal_lines(decisions))


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

    def has_room(self, part: int) -> bool:
        """Tell whether more of a part should be taken; where nothing can be written, there is room."""
        found = self._parts[part]
        return not found.is_over and len(found.places) < _ROOM

    def _settle(self) -> None:
        going_on = [part for part in self._parts if not part.is_over]
        if not all(part.places for part in going_on):
            return
        end = min((part.places[-1] for part in going_on), default=None)
        places: list[tuple[int, str]] = []
        lines: list[bytes] = []
        for part in self._parts:
            part.move(end, places, lines)
        # Runs that are in order already: sorting finds and merges them, which is quicker than a heap
        # (test_two_workers).
        order = sorted(range(len(places)), key=places.__getitem__)
        self._write(b"".join([lines[place] for place in order]))


class _Part:
    """Lines that wait, with their places."""

    def __init__(self) -> None:
        self.places: list[tuple[int, str]] = []
        self.is_over = False
        self._lines: list[bytes] = []

    def add(self, piece: JournalPiece) -> None:
        self.places += zip(piece.times, piece.user_ids, strict=True)
        self._lines += piece.lines.splitlines(keepends=True)

    def move(self, end: tuple[int, str] | None, places: list[tuple[int, str]], lines: list[bytes]) -> None:
        """Move what lies up to a place, None for everything."""
        count = len(self.places) if end is None else bisect_right(self.places, end)
        places += self.places[:count]
        lines += self._lines[:count]
        del self.places[:count], self._lines[:count]
