"""A host whose clock follows the events, shared by several processes: each looks after some of the users.

Each process has a store of its own beside the one that was named; the journals are merged in the end.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from heapq import merge
from itertools import groupby
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeAlias, assert_never

import msgspec

from maflow.runtime.errors import HostError, SourceError
from maflow.runtime.hosts.by_events import EventsHost, Span, span_of
from maflow.runtime.hosts.leftovers import tell_requests
from maflow.runtime.hosts.machinery import opened_lanes, opened_store
from maflow.runtime.hosts.request import ClockKind, Outcome, Request, Teller
from maflow.runtime.loader import load
from maflow.runtime.processes import OtherProcess, start_processes
from maflow.runtime.program.program import Program
from maflow.runtime.report.progress import Progress
from maflow.runtime.sources.rejects import Reject, RejectFile, RejectLog
from maflow.runtime.sources.share import OneWorker, Share, reason_for_one_worker

__all__ = ["refuse_other_workers", "refuse_sharing", "run_in_parts", "store_of"]

# Time, user, and the lines of that user's records of that instant.
_Lines: TypeAlias = tuple[str, str, bytes]


@dataclass(frozen=True, slots=True)
class _Read:
    bounds: tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class _Told:
    key: str
    arguments: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Piece:
    lines: bytes


@dataclass(frozen=True, slots=True)
class _Played:
    outcome: Outcome
    rejects: list[Reject]


@dataclass(frozen=True, slots=True)
class _Done:
    pass


_DONE = _Done()


def refuse_sharing(program: Program, request: Request) -> None:
    """Refuse what several processes cannot share.

    Raises: HostError.
    """
    if request.clock is not ClockKind.EVENTS:
        raise HostError("host.one-worker-wall")
    match reason_for_one_worker(program, (*request.users, *request.events)):
        case OneWorker.PIPE:
            raise HostError("host.one-worker-stdin")
        case OneWorker.LIMIT_IN_TOTAL:
            raise HostError("host.one-worker-limit")
        case None:
            pass
        case _ as never:
            assert_never(never)


def refuse_other_workers(request: Request) -> None:
    """Refuse a store that was shared by another number of processes: its history would be taken anew.

    Raises: HostError.
    """
    if request.store is None:
        return
    path, workers = request.store, request.workers
    parts = {part.stem.rpartition("-of-")[2] for part in path.parent.glob(f"{path.stem}.*-of-*{path.suffix}")}
    before = parts | ({"1"} if path.exists() else set())
    if before and str(workers) not in before:
        told = {"path": str(path), "before": min(before), "workers": str(workers)}
        raise HostError("host.other-workers", told)


def store_of(path: Path, index: int, workers: int) -> Path:
    """Return where one of several processes keeps its part of a store.

    Example:
        >>> store_of(Path("shop.db"), 1, 2).name
        'shop.2-of-2.db'
    """
    return path.with_name(f"{path.stem}.{index + 1}-of-{workers}{path.suffix}")


def run_in_parts(
    program: Program,
    request: Request,
    write: Callable[[bytes], object],
    tell: Teller,
    progress: Progress,
) -> Outcome:
    """Run in several processes, which may share the work, and write the journal of all of them.

    Raises: HostError, TooManyRejects; KeyboardInterrupt where it is stopped before anything was taken.
    """
    with ExitStack() as stack:
        parts = [(program, request, index) for index in range(request.workers)]
        workers = [_Worker(process, tell) for process in start_processes(_work, parts, stack)]
        with _HandedOn(workers):
            bounds = [at for worker in workers for at in worker.bounds() if at is not None]
            span = span_of(request, min(bounds, default=None), max(bounds, default=None))
            for worker in workers:
                worker.send(span)
            played = [worker.played() for worker in workers]
        for worker in workers:
            worker.send(None)
        count = 0
        for _, _, lines in merge(*(worker.lines() for worker in workers)):
            write(lines)
            count += lines.count(b"\n")
            progress("merge", count, None)
        return _added(played, request)


def _added(played: Iterable[_Played], request: Request) -> Outcome:
    total = Outcome()
    found: dict[tuple[str, int], Reject] = {}
    for each in played:
        total.add(each.outcome)
        # What cannot be understood has no user, and came up in each process.
        found.update({(reject.file, reject.line): reject for reject in each.rejects})
    with closing(RejectFile(request.rejects)) as file:
        paths = (*request.events, *request.users)
        for reject in sorted(found.values(), key=lambda each: (paths.index(each.file), each.line)):
            total.first_reject = total.first_reject or reject
            total.rejected += 1
            file.write(reject)
    return total


class _HandedOn:
    """Hands a request to stop on to the processes, which end by themselves."""

    def __init__(self, workers: Iterable[_Worker]) -> None:
        self._workers = workers
        self._before: dict[signal.Signals, object] = {}
        self._is_asked = False

    def __enter__(self) -> None:
        for each in (signal.SIGINT, signal.SIGTERM):
            self._before[each] = signal.signal(each, self._stop)

    def __exit__(self, kind: object, error: BaseException | None, _: object) -> None:
        for each, before in self._before.items():
            signal.signal(each, before)  # type: ignore[arg-type]
        if self._is_asked and isinstance(error, SourceError | BrokenPipeError):
            # A process that still reads has nothing to write down, and ends at once.
            raise KeyboardInterrupt from error

    def _stop(self, *_: object) -> None:
        self._is_asked = True
        for worker in self._workers:
            worker.stop()


class _Worker:
    """One of the processes, and what it is asked for in turn."""

    def __init__(self, process: OtherProcess, tell: Teller) -> None:
        self._process = process
        self._tell = tell
        self.send = process.send
        self.stop = process.stop

    def bounds(self) -> tuple[int | None, int | None]:
        """Wait until the files are read; return when their first and last event are."""
        answer = self._answer()
        assert isinstance(answer, _Read)
        return answer.bounds

    def played(self) -> _Played:
        """Wait until everything is played."""
        answer = self._answer()
        assert isinstance(answer, _Played)
        return answer

    def lines(self) -> Iterator[_Lines]:
        """Yield the journal in order."""
        pieces = iter(self._answer, _DONE)
        for (time, user_id), group in groupby(_split(pieces), key=lambda each: each[:2]):
            yield time, user_id, b"".join(line for _, _, line in group)
        # It closes its store.
        self._process.is_done = True

    def _answer(self) -> object:
        while isinstance(answer := self._process.answer(), _Told):
            self._tell(answer.key, answer.arguments)
        return answer


class _Place(msgspec.Struct):
    """Where a record stands in the order of the journal."""

    time: str
    user_id: str


def _split(pieces: Iterable[object]) -> Iterator[tuple[str, str, bytes]]:
    decode = msgspec.json.Decoder(_Place).decode
    for piece in pieces:
        assert isinstance(piece, _Piece)
        for line in piece.lines.splitlines(keepends=True):
            place = decode(line)
            yield _sortable(place.time), place.user_id, line


def _sortable(time: str) -> str:
    """Return a moment so that texts have the order of time: a whole second comes before its parts.

    Example:
        >>> sorted(["2026-01-01T00:00:00.5Z", "2026-01-01T00:00:00Z"], key=_sortable)
        ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.5Z']
    """
    return time.removesuffix("Z")


def _work(pipe: Connection, stack: ExitStack, program: Program, request: Request, index: int) -> None:
    """Do one part. This is what runs in the other process."""
    # Ctrl-C reaches every process of a terminal: the one that started this one hands it on as SIGTERM.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    code = load(program)
    path = None if request.store is None else store_of(request.store, index, request.workers)
    own = replace(request, store=path)
    store = stack.enter_context(opened_store(own, code))

    def tell(key: str, arguments: Mapping[str, str]) -> None:
        pipe.send(_Told(key, dict(arguments)))

    def agree(bounds: tuple[int | None, int | None]) -> Span:
        pipe.send(_Read(bounds))
        span: Span = pipe.recv()
        return span

    found: list[Reject] = []
    rejects = RejectLog(found.append, request.most_rejects, request.word)
    lanes = stack.enter_context(opened_lanes(program, own))
    if index == 0:
        tell_requests(lanes, own, tell)
    host = EventsHost(own, code, store, lanes, tell, signals=(signal.SIGTERM,))
    outcome = host.run_part(rejects, stack, agree, Share(index, request.workers))
    pipe.send(_Played(outcome, found))
    pipe.recv()
    for piece in store.journal():
        pipe.send(_Piece(piece))
    pipe.send(_Done())
