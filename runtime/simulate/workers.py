"""A simulation shared by several processes: each reads all files and plays the users that belong to it.

The journals come back in pieces while they are made, and are merged into one. Which process a user
belongs to changes nothing, as no user's decisions depend on another's: limits `in total` are the
exception, and keep a program in one process.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import TypeAlias

from msgspec import msgpack

from maflow.runtime.core.journal import Decision
from maflow.runtime.journal.merging import JournalMerge, JournalPiece, journal_piece
from maflow.runtime.journal.order import JournalOrder
from maflow.runtime.memory import rare_collections
from maflow.runtime.processes import OtherProcess, start_processes
from maflow.runtime.program.program import Program
from maflow.runtime.report.progress import Progress, no_progress
from maflow.runtime.simulate.part import Figures, Part, span_of
from maflow.runtime.simulate.request import Request
from maflow.runtime.sources.opening import is_pipe
from maflow.runtime.sources.rejects import Reject, RejectLog
from maflow.runtime.sources.share import Share

__all__ = ["OneWorker", "reason_for_one_worker", "simulate_in_parts"]

_Span: TypeAlias = tuple[int, int]
# MessagePack: a piece is packed and unpacked in a fifth of the time of pickling it (test_two_workers).
_PACK = msgpack.Encoder().encode
_UNPACK = msgpack.Decoder(JournalPiece).decode


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
    """A piece of the journal follows, packed."""

    decisions: int


@dataclass(frozen=True, slots=True)
class _Done:
    """Everything is played."""

    figures: Figures
    rejects: list[Reject]


def reason_for_one_worker(program: Program, request: Request) -> OneWorker | None:
    """Return why a simulation cannot be shared, None where it can."""
    limits = (*program.limits, *(limit for each in program.campaigns for limit in each.limits))
    if any(limit.in_total for limit in limits):
        return OneWorker.SHARED_LIMIT
    if any(map(is_pipe, (*request.users, *request.events))):
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
        parts = [(program, request, index) for index in range(request.workers)]
        workers = start_processes(_work, parts, stack, can_fork=True)
        span = _span([_read(worker) for worker in workers], request)
        for worker in workers:
            worker.send(span)
        done = _merge(workers, write, progress)
        figures = Figures()
        for each in done:
            figures.add(each.figures)
        _take_rejects([each.rejects for each in done], request, figures, rejects)
        return figures, span


def _read(worker: OtherProcess) -> _Read:
    """Wait until the files are read."""
    answer = worker.answer()
    assert isinstance(answer, _Read)
    return answer


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


def _merge(
    workers: Sequence[OtherProcess], write: Callable[[bytes], object], progress: Progress
) -> list[_Done]:
    """Write the journal as it comes, until all are done."""
    journal = JournalMerge(len(workers), write)
    places = {worker.pipe: place for place, worker in enumerate(workers)}
    done: dict[int, _Done] = {}
    count = 0
    while len(done) < len(workers):
        for pipe in wait([pipe for pipe, place in places.items() if journal.has_room(place)]):
            assert isinstance(pipe, Connection)
            place = places[pipe]
            match workers[place].answer():
                case _Piece(decisions=decisions):
                    piece = _UNPACK(workers[place].packed())
                    journal.add(place, piece)
                    count += decisions
                    progress("merge", count, piece.times[-1])
                case _Done() as last:
                    journal.close(place)
                    done[place] = last
                case other:
                    raise AssertionError(other)
    return [done[place] for place in range(len(workers))]


def _work(pipe: Connection, stack: ExitStack, program: Program, request: Request, index: int) -> None:
    """Do one part. This is what runs in the other process."""

    def send(decisions: Sequence[Decision]) -> None:
        pipe.send(_Piece(len(decisions)))
        pipe.send_bytes(_PACK(journal_piece(decisions)))

    stack.enter_context(rare_collections())
    found: list[Reject] = []
    rejects = RejectLog(found.append, request.most_rejects, request.word)
    part = Part(program, request, rejects, stack, Share(index, request.workers))
    history = part.read(no_progress)
    pipe.send(_Read(history.first, history.last))
    span: _Span = pipe.recv()
    order = JournalOrder(send)
    figures = part.play(history, span, order.add, no_progress)
    order.close()
    pipe.send(_Done(figures, found))
