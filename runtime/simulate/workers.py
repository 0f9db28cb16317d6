"""A simulation shared by several processes: each plays the users that belong to it.

The lines of events are read once and handed out to them; of other files each takes what it needs. The
journals come back in pieces while they are made, and are merged into one. Which process a user belongs to
changes nothing, as no user's decisions depend on another's: limits `in total` are the exception, and keep a
program in one process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from mmap import mmap
from multiprocessing.connection import Connection
from typing import TypeAlias

from msgspec import msgpack

from maflow.runtime.core.inputs import Event, Profile
from maflow.runtime.core.journal import Decision
from maflow.runtime.journal.merging import JournalMerge, JournalPiece, journal_piece
from maflow.runtime.journal.order import JournalOrder
from maflow.runtime.memory import rare_collections
from maflow.runtime.processes import OtherProcess, start_processes
from maflow.runtime.program.program import Program
from maflow.runtime.report.progress import Progress, no_progress
from maflow.runtime.simulate.part import Figures, Part, span_of
from maflow.runtime.simulate.request import Request
from maflow.runtime.slots import Slots, slot_memory
from maflow.runtime.sources.files import Handed, handed_out_events, read_handed_events
from maflow.runtime.sources.reader import RecordReader
from maflow.runtime.sources.rejects import Reject, RejectLog
from maflow.runtime.sources.share import Share

__all__ = ["simulate_in_parts"]

_Span: TypeAlias = tuple[int, int]
# MessagePack: a piece is packed and unpacked in a fifth of the time of pickling it (test_two_workers).
_ENCODER = msgpack.Encoder()
_LINES = msgpack.Decoder(Handed).decode
_PIECE = msgpack.Decoder(JournalPiece).decode


@dataclass(frozen=True, slots=True)
class _Read:
    """The events are read: when the first and the last one of this part are, and what was rejected."""

    first: int | None
    last: int | None
    rejects: list[Reject]


@dataclass(frozen=True, slots=True)
class _Done:
    """Everything is played; what was rejected of the users."""

    figures: Figures
    rejects: list[Reject]


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
        memories = [slot_memory() for _ in range(request.workers)]
        parts = [(program, request, index, memory) for index, memory in enumerate(memories)]
        processes = start_processes(_work, parts, stack, can_fork=True)
        workers = [_Worker(process, memory) for process, memory in zip(processes, memories, strict=True)]
        _hand_out(workers, request, progress)
        rejected = Figures()
        read = [worker.read() for worker in workers]
        _take_rejects((each.rejects for each in read), request, rejected, rejects)
        span = _span(read, request)
        for worker in workers:
            worker.process.send(span)
        done = _merge(workers, write, progress)
        _take_rejects((each.rejects for each in done), request, rejected, rejects)
        figures = Figures()
        for each in done:
            figures.add(each.figures)
        figures.events.rejected, figures.users.rejected = rejected.events.rejected, rejected.users.rejected
        return figures, span


class _Worker:
    """One of the processes, and what passes between it and this one."""

    def __init__(self, process: OtherProcess, memory: mmap | None) -> None:
        self.process = process
        self._slots = Slots(process.pipe, memory, process.answer)
        self._packed = bytearray()

    def hand(self, lines: Handed) -> None:
        """Hand out some lines to it.

        Raises: what it has failed with.
        """
        _ENCODER.encode_into(lines, self._packed)
        self.process.attempt(lambda: self._slots.send(self._packed))

    def end_file(self) -> None:
        """Say that a file has no more lines; wait until all are taken."""
        self._slots.settle()
        self.process.send(None)

    def read(self) -> _Read:
        """Wait until the events are read."""
        answer = self.process.answer()
        assert isinstance(answer, _Read)
        return answer

    def has_played(self) -> bool:
        """Tell whether `played` need not wait."""
        return self.process.pipe.poll()

    def played(self) -> JournalPiece | _Done:
        """Wait for the next piece of the journal, or the end."""
        answer = self.process.answer()
        if isinstance(answer, _Done):
            return answer
        return self.process.attempt(lambda: self._slots.take(answer, _PIECE))


def _hand_out(workers: Sequence[_Worker], request: Request, progress: Progress) -> None:
    """Read the events, and give each process the lines of its users."""
    count = 0
    for path in request.events:
        for parts in handed_out_events(path, len(workers)):
            for worker, lines in zip(workers, parts, strict=True):
                worker.hand(lines)
            count += parts[0].count
            progress("read", count, None)
        for worker in workers:
            worker.end_file()


def _span(read: Iterable[_Read], request: Request) -> _Span:
    bounds = [at for each in read for at in (each.first, each.last) if at is not None]
    return span_of(request, min(bounds, default=None), max(bounds, default=None))


def _take_rejects(
    found: Iterable[list[Reject]], request: Request, figures: Figures, rejects: RejectLog
) -> None:
    """Take the rejects of all parts: what cannot be understood has no user, and may come up in each of them.

    Raises: TooManyRejects.
    """
    paths = (*request.events, *request.users)
    unique = {(paths.index(each.file), each.line): each for part in found for each in part}
    for _, reject in sorted(unique.items()):
        rejects.add(reject, figures.events if reject.file in request.events else figures.users)


def _merge(workers: Sequence[_Worker], write: Callable[[bytes], object], progress: Progress) -> list[_Done]:
    """Write the journal as it comes, until all are done."""
    journal = JournalMerge(len(workers), write)
    done: dict[int, _Done] = {}
    count = 0

    def take(place: int) -> None:
        nonlocal count
        match workers[place].played():
            case JournalPiece() as piece:
                journal.add(place, piece)
                count += piece.count
                progress("merge", count, piece.times[-1])
            case _Done() as last:
                journal.close(place)
                done[place] = last

    while places := journal.going_on():
        # Whoever wakes this process shares a core with it from then on, which must not be one that is behind
        # (test_two_workers_over_a_longer_log).
        first, *others = places
        take(first)
        for place in others:
            while place not in done and workers[place].has_played():
                take(place)
    return [done[place] for place in range(len(workers))]


def _work(
    pipe: Connection, stack: ExitStack, program: Program, request: Request, index: int, memory: mmap | None
) -> None:
    """Do one part. This is what runs in the other process."""
    slots = Slots(pipe, memory, pipe.recv)
    packed = bytearray()

    def read(path: str, reader: RecordReader, rejects: RejectLog) -> Iterator[list[Event | Profile]]:
        handed = (slots.take(sent, _LINES) for sent in iter(pipe.recv, None))
        return read_handed_events(path, handed, reader, rejects)

    def send(decisions: Sequence[Decision]) -> None:
        _ENCODER.encode_into(journal_piece(decisions), packed)
        slots.send(packed)

    stack.enter_context(rare_collections())
    found: list[Reject] = []
    rejects = RejectLog(found.append, request.most_rejects, request.word)
    part = Part(program, request, rejects, stack, Share(index, request.workers))
    history = part.read(no_progress, read)
    pipe.send(_Read(history.first, history.last, found.copy()))
    found.clear()
    span: _Span = pipe.recv()
    order = JournalOrder(send)
    figures = part.play(history, span, order.add, no_progress)
    order.close()
    pipe.send(_Done(figures, found))
