"""Merges parts of a journal, each of which is in order, and comes in pieces of many lines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import groupby, islice, pairwise
from operator import eq

import msgspec
from msgspec.json import Decoder

from maflow.runtime.core.journal import Decision
from maflow.runtime.journal.writer import lines_by_instant

__all__ = ["JournalMerge", "JournalPiece", "journal_piece"]

_ROOM = 100_000


class JournalPiece(msgspec.Struct, array_like=True, gc=False):
    """Some lines of a journal, by instant: in `lines[n]` are all those of `times[n]`, and of nothing else."""

    times: list[int]
    lines: list[bytes]


class _Line(msgspec.Struct, gc=False):
    user_id: str


_READ = Decoder(_Line).decode_lines


def journal_piece(decisions: Sequence[Decision]) -> JournalPiece:
    """Return decisions that are in order as a piece of a journal."""
    times, lines = lines_by_instant(decisions)
    return JournalPiece(times, lines)


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
        return not found.is_over and (len(found.times) < _ROOM or found.times[0] == found.times[-1])

    def _settle(self) -> None:
        going_on = [part for part in self._parts if not part.is_over]
        if not all(part.times for part in going_on):
            return
        end = min((part.times[-1] for part in going_on), default=None)
        times: list[int] = []
        lines: list[bytes] = []
        for part in self._parts:
            part.move(end, times, lines)
        # Runs that are in order already: sorting finds and merges them, which is quicker than a heap; and
        # whole instants, which are fewer than lines (test_two_workers).
        order = sorted(range(len(times)), key=times.__getitem__)
        times, lines = [times[place] for place in order], [lines[place] for place in order]
        if any(map(eq, times, islice(times, 1, None))):
            _merge_instants(times, lines)
        self._write(b"".join(lines))


def _merge_instants(times: Sequence[int], lines: list[bytes]) -> None:
    """Merge what has one time into the first of its places, by user; the others become empty."""
    equal = [place for place, (time, next) in enumerate(pairwise(times)) if time == next]
    for _, places in groupby(equal, key=times.__getitem__):
        first, *rest = places
        end = first + len(rest) + 2
        lines[first:end] = [_by_user(lines[first:end]), *(b"" for _ in range(first + 1, end))]


def _by_user(parts: Sequence[bytes]) -> bytes:
    together = b"".join(parts)
    lines = together.splitlines(keepends=True)
    users = [line.user_id for line in _READ(together)]
    return b"".join([lines[place] for place in sorted(range(len(lines)), key=users.__getitem__)])


class _Part:
    """Lines that wait, with their times."""

    def __init__(self) -> None:
        self.times: list[int] = []
        self.is_over = False
        self._lines: list[bytes] = []

    def add(self, piece: JournalPiece) -> None:
        self.times += piece.times
        self._lines += piece.lines

    def move(self, end: int | None, times: list[int], lines: list[bytes]) -> None:
        """Move what lies before an instant, None for everything."""
        count = len(self.times) if end is None else bisect_left(self.times, end)
        times += self.times[:count]
        lines += self._lines[:count]
        del self.times[:count], self._lines[:count]
