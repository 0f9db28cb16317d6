"""The files of a request as one history: in order of time, and from where an earlier process stopped."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import TypeAlias

from maflow.runtime.core.inputs import Event, Profile
from maflow.runtime.errors import SourceError
from maflow.runtime.program.program import Program
from maflow.runtime.report.progress import Progress, no_progress
from maflow.runtime.sources.files import read_events, read_users
from maflow.runtime.sources.opening import is_pipe, path_text
from maflow.runtime.sources.order import ordered
from maflow.runtime.sources.reader import RecordReader
from maflow.runtime.sources.rejects import RejectLog
from maflow.runtime.sources.share import Share
from maflow.runtime.sources.tally import Tally

__all__ = ["Fed", "HistoryFiles", "counted", "source_name"]

Position: TypeAlias = "tuple[str, str] | None"


@dataclass(frozen=True, slots=True)
class Fed:
    """An input, and what to remember of its source once it is taken."""

    input: Event | Profile
    position: Position


class HistoryFiles:
    """Files of users and events; `positions` are how far they have been read before."""

    def __init__(
        self,
        program: Program,
        rejects: RejectLog,
        positions: Mapping[str, str],
        stack: ExitStack,
        share: Share | None = None,
        progress: Progress = no_progress,
    ) -> None:
        self._reader = RecordReader(program, share)
        self._rejects = rejects
        self._positions = positions
        self._stack = stack
        self._progress = progress

    @property
    def tally(self) -> Tally:
        """What was read so far, and what became of it."""
        return self._reader.tally

    def events(self, paths: Iterable[str]) -> tuple[Iterator[Fed], int | None, int | None]:
        """Return the events in order of time, ties in the order of the files, and the first and last instant.

        The instants are those of whole files, whatever has been taken of them. Raises: SourceError.
        """
        found: list[Iterator[Fed]] = []
        bounds: list[int] = []
        for path in paths:
            history = ordered(self._pieces(path), self._stack)
            bounds += [at for at in (history.first, history.last) if at is not None]
            found.append(counted(history.inputs, "events", path, self._positions))
        return merge(*found, key=_instant), min(bounds, default=None), max(bounds, default=None)

    def users(self, paths: Iterable[str], at: int) -> Iterator[Fed]:
        """Yield the users of files as they become known at an instant.

        Raises: SourceError.
        """
        for path in paths:
            profiles = read_users(path, at, self._reader, self._rejects)
            yield from counted(profiles, "users", path, self._positions)

    def _pieces(self, path: str) -> Iterator[list[Event | Profile]]:
        for piece in read_events(path, self._reader, self._rejects):
            yield piece
            self._progress("read", self._reader.tally.records, None)


def counted(
    inputs: Iterator[Event | Profile] | Iterator[Profile], kind: str, path: str, positions: Mapping[str, str]
) -> Iterator[Fed]:
    """Yield what has not been taken from a file, each with the position behind it; a pipe has none.

    Raises: SourceError for a file that holds less than was taken from it.
    """
    if is_pipe(path):
        for each in inputs:
            yield Fed(each, None)
        return
    name = source_name(kind, path)
    begin = int(positions.get(name, "0"))
    there = sum(1 for _ in islice(inputs, begin))
    if there < begin:
        raise SourceError("host.file-shrunk", {"path": path, "there": str(there), "taken": str(begin)})
    for number, each in enumerate(inputs, start=begin + 1):
        yield Fed(each, (name, str(number)))


def source_name(kind: str, path: str) -> str:
    """Return the name under which the position of a file is remembered."""
    return f"{kind}:{path_text(os.path.abspath(path))}"


def _instant(fed: Fed) -> int:
    return fed.input.at
