"""A simulation of some of the users: all of them, or those that one of several processes looks after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeAlias

from maflow.runtime.core.engine import Engine
from maflow.runtime.core.inputs import Event, Profile
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.options import Options
from maflow.runtime.errors import SourceError
from maflow.runtime.loader import load
from maflow.runtime.program.program import Program
from maflow.runtime.report.counts import Counts, DecisionCounter
from maflow.runtime.report.progress import Progress
from maflow.runtime.simulate.play import play
from maflow.runtime.simulate.request import ANSWERS, Request
from maflow.runtime.sources.files import read_events, read_users
from maflow.runtime.sources.order import History, ordered
from maflow.runtime.sources.reader import RecordReader
from maflow.runtime.sources.rejects import RejectLog
from maflow.runtime.sources.share import Share
from maflow.runtime.sources.tally import Tally

__all__ = ["Figures", "Part", "ReadEvents", "span_of"]

ReadEvents: TypeAlias = Callable[[str, RecordReader, RejectLog], Iterator[list[Event | Profile]]]
"""How the events of a file are read, in pieces."""


@dataclass(slots=True)
class Figures:
    """What a part amounts to; parts add up."""

    known_users: int = 0
    duplicates: int = 0
    after_end: int = 0
    events: Tally = field(default_factory=Tally)
    users: Tally = field(default_factory=Tally)
    counts: Counts = field(default_factory=Counts)

    def add(self, other: Figures) -> None:
        """Add what another part amounts to."""
        self.known_users += other.known_users
        self.duplicates += other.duplicates
        self.after_end += other.after_end
        self.events.add(other.events)
        self.users.add(other.users)
        self.counts.add(other.counts)


class Part:
    """Reads the files of a request and plays them; `share` is of which users.

    `stack` keeps what must be closed in the end.
    """

    def __init__(
        self,
        program: Program,
        request: Request,
        rejects: RejectLog,
        stack: ExitStack,
        share: Share | None = None,
    ) -> None:
        self._request = request
        self._rejects = rejects
        self._stack = stack
        self._events = RecordReader(program, share)
        self._users = RecordReader(program, share)
        options = Options(consent_all=request.consent_all, answers=ANSWERS, hands_on=False)
        self._engine = Engine(load(program), options)

    def read(self, progress: Progress, read: ReadEvents = read_events) -> History:
        """Read the events and bring them into order.

        Raises: SourceError, TooManyRejects.
        """
        return ordered(self._pieces(progress, read), self._stack)

    def play(
        self,
        history: History,
        span: tuple[int, int],
        record: Callable[[list[Decision]], None],
        progress: Progress,
    ) -> Figures:
        """Let the users become known when the span begins, then everything happen up to its end.

        Raises: SourceError.
        """
        counter = DecisionCounter()

        def keep(decisions: list[Decision]) -> None:
            record(decisions)
            counter.add(decisions)

        begin, until = span
        inputs = chain(self._profiles(begin), history.inputs)
        after_end = play(self._engine, inputs, until, keep, progress)
        return Figures(
            known_users=len(self._engine.state.users),
            duplicates=self._engine.duplicates,
            after_end=after_end,
            events=self._events.tally,
            users=self._users.tally,
            counts=counter.counts(),
        )

    def _pieces(self, progress: Progress, read: ReadEvents) -> Iterator[list[Event | Profile]]:
        tally = self._events.tally
        for path in self._request.events:
            for piece in read(path, self._events, self._rejects):
                yield piece
                progress("read", tally.records, None)

    def _profiles(self, at: int) -> Iterator[Profile]:
        for path in self._request.users:
            yield from read_users(path, at, self._users, self._rejects)


def span_of(request: Request, first: int | None, last: int | None) -> tuple[int, int]:
    """Return when a simulation begins and ends, by the first and the last event.

    Raises: SourceError where nothing says it.
    """
    until = last if request.until is None else request.until
    if until is None:
        raise SourceError("simulate.no-end")
    return (until if first is None else min(first, until)), until
