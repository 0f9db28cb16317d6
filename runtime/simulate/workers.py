"""A simulation shared by several processes: each reads all files and plays the users that belong to it.

The journals come back in pieces while they are made, and are merged into one. Which process a user
belongs to changes nothing, as no user's decisions depend on another's: limits `in total` are the
exception, and keep a program in one process.
"""

from __future__ import annotations

import enum
import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from heapq import merge
from itertools import groupby
from multiprocessing.connection import Connection
from operator import attrgetter
from typing import TypeAlias
from zlib import crc32

from maflow.runtime.core.journal import Decision
from maflow.runtime.errors import HostError, SourceError
from maflow.runtime.journal.order import JournalOrder
from maflow.runtime.journal.writer import journal_lines
from maflow.runtime.program.program import Program
from maflow.runtime.simulate.memory import rare_collections
from maflow.runtime.simulate.part import Figures, Part, span_of
from maflow.runtime.simulate.request import Progress, Request, Stage
from maflow.runtime.sources.errors import TooManyRejects
from maflow.runtime.sources.opening import STDIN
from maflow.runtime.sources.rejects import Reject, RejectLog

__all__ = ["OneWorker", "reason_for_one_worker", "simulate_in_parts"]

# Time, user, and the lines of that user's records of that instant.
_Lines: TypeAlias = tuple[int, str, bytes]
_Span: TypeAlias = tuple[int, int]
_PLACE = attrgetter("time", "user_id")
_EVERY = 10_000


class OneWorker(enum.Enum):
    """Why a simulation cannot be shared."""

    SHARED_LIMIT = "shared limit"
    STDIN = "stdin"


@dataclass(frozen=True, slots=True)
class _Read:
    """The files are read: when the first and the last event of this part are."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of the journal."""

    lines: list[_Lines]


@dataclass(frozen=True, slots=True)
class _Done:
    """Everything is played."""

    figures: Figures
    rejects: list[Reject]


_Answer: TypeAlias = _Read | _Piece | _Done | HostError | TooManyRejects


def reason_for_one_worker(program: Program, request: Request) -> OneWorker | None:
    """Return why a simulation cannot be shared, None where it can."""
    limits = (*program.limits, *(limit for each in program.campaigns for limit in each.limits))
    if any(limit.in_total for limit in limits):
        return OneWorker.SHARED_LIMIT
    if STDIN in (*request.users, *request.events):
        return OneWorker.STDIN
    return None


def simulate_in_parts(
    program: Program,
    request: Request,
    rejects: RejectLog,
    write: Callable[[bytes], object],
    progress: Progress,
) -> tuple[Figures, _Span]:
    """Do a simulation in several processes; return what it amounts to, and when it began and ended.

    Raises: SourceError, TooManyRejects.
    """
    with ExitStack() as stack:
        workers = [_Worker(program, request, index, stack) for index in range(request.workers)]
        span = _span([worker.read() for worker in workers], request)
        for worker in workers:
            worker.play(span)
        for count, (time, _, lines) in enumerate(merge(*(worker.lines() for worker in workers))):
            write(lines)
            if count % _EVERY == 0:
                progress("merge", count, time)
        figures = Figures()
        for worker in workers:
            figures.add(worker.done.figures)
        _take_rejects([worker.done.rejects for worker in workers], request, figures, rejects)
        return figures, span


def _span(read: Iterable[_Read], request: Request) -> _Span:
    bounds = [at for each in read for at in (each.first, each.last) if at is not None]
    return span_of(request, min(bounds, default=None), max(bounds, default=None))


def _take_rejects(
    found: Iterable[list[Reject]], request: Request, figures: Figures, rejects: RejectLog
) -> None:
    """Take the rejects of all parts: what cannot be understood has no user, and came up in each of them."""
    paths = (*request.events, *request.users)
    unique = {(paths.index(each.file), each.line): each for part in found for each in part}
    figures.events.rejected = figures.users.rejected = 0
    for _, reject in sorted(unique.items()):
        rejects.add(reject, figures.events if reject.file in request.events else figures.users)


class _Worker:
    """A process, seen from the one that started it."""

    def __init__(self, program: Program, request: Request, index: int, stack: ExitStack) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        stack.enter_context(self._pipe)
        self._process = context.Process(target=_work, args=(theirs, program, request, index), daemon=True)
        self._process.start()
        theirs.close()
        stack.callback(self._end)
        self.done = _Done(Figures(), [])

    def read(self) -> _Read:
        """Wait until the files are read."""
        answer = self._answer()
        assert isinstance(answer, _Read)
        return answer

    def play(self, span: _Span) -> None:
        """Let it begin."""
        self._pipe.send(span)

    def lines(self) -> Iterator[_Lines]:
        """Yield the journal as it comes; in the end `done` says the rest."""
        while isinstance(answer := self._answer(), _Piece):
            yield from answer.lines
        assert isinstance(answer, _Done)
        self.done = answer

    def _answer(self) -> _Read | _Piece | _Done:
        try:
            # Any: what the other process has sent.
            answer: _Answer = self._pipe.recv()
        except (EOFError, ConnectionError) as error:
            self._process.join()
            told = {"reason": str(self._process.exitcode)}
            raise SourceError("simulate.worker-failed", told) from error
        if isinstance(answer, HostError | TooManyRejects):
            raise answer
        return answer

    def _end(self) -> None:
        self._process.terminate()
        self._process.join()
        self._process.close()


def _work(pipe: Connection, program: Program, request: Request, index: int) -> None:
    """Do one part. This is what runs in the other process."""
    try:
        with ExitStack() as stack, pipe, rare_collections():
            try:
                _work_in(stack, pipe, program, request, index)
            except (HostError, TooManyRejects) as error:
                pipe.send(error)
    except (BrokenPipeError, KeyboardInterrupt):
        # Whoever asked has gone away.
        return


def _work_in(stack: ExitStack, pipe: Connection, program: Program, request: Request, index: int) -> None:
    found: list[Reject] = []
    rejects = RejectLog(found.append, request.most_rejects)
    part = Part(program, request, rejects, stack, partial(_owns, index, request.workers))
    history = part.read(_no_progress)
    pipe.send(_Read(history.first, history.last))
    span: _Span = pipe.recv()
    order = JournalOrder(lambda decisions: pipe.send(_Piece(_lines(decisions))))
    figures = part.play(history, span, order.add, _no_progress)
    order.close()
    pipe.send(_Done(figures, found))


def _lines(decisions: Sequence[Decision]) -> list[_Lines]:
    groups = groupby(decisions, key=_PLACE)
    return [(time, user_id, journal_lines(group)) for (time, user_id), group in groups]


def _owns(index: int, workers: int, user_id: str) -> bool:
    return crc32(user_id.encode()) % workers == index


def _no_progress(_: Stage, __: int, ___: int | None) -> None:
    pass
