"""The local host: one machine, one store, the clock of the wall or that of the events."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from maflow.runtime.dispatch.dispatcher import wall_clock
from maflow.runtime.errors import HostError
from maflow.runtime.hosts.by_events import EventsHost
from maflow.runtime.hosts.by_wall import WallHost
from maflow.runtime.hosts.journal_file import JournalFile
from maflow.runtime.hosts.keys import keys_of
from maflow.runtime.hosts.leftovers import tell_requests
from maflow.runtime.hosts.live_journal import LiveJournal, NoJournal, StreamedJournal
from maflow.runtime.hosts.machinery import opened_lanes, opened_store
from maflow.runtime.hosts.request import ClockKind, Outcome, Request, Teller
from maflow.runtime.hosts.workers import refuse_other_workers, refuse_sharing, run_in_parts
from maflow.runtime.loader import load
from maflow.runtime.program.program import Program
from maflow.runtime.report.progress import Progress, no_progress
from maflow.runtime.sources.moments import moment_text
from maflow.runtime.stores.store import Store

__all__ = ["refuse_nonsense", "run_host"]


def run_host(
    program: Program,
    request: Request,
    write: Callable[[bytes], object] | None,
    tell: Teller,
    progress: Progress = no_progress,
) -> Outcome:
    """Run a program on real input.

    The journal grows in the file that the request names. Without one, `write` gets it, if somebody wants it:
    while it is made, where nothing is kept; otherwise everything that the store holds, in the end. `tell` is
    told what an operator should know meanwhile, and `progress` how far it is where files are played.
    Law: by the clock of the events the journal is that of `simulate` over the same files, byte for byte,
    with any number of workers, and however often the host was stopped or killed on the way.
    Raises: HostError, TooManyRejects.
    """
    refuse_nonsense(request)
    if request.workers > 1:
        refuse_sharing(program, request)
    refuse_other_workers(request)
    if request.workers > 1:
        return run_in_parts(program, request, write or _nowhere, tell, progress)
    code = load(program)
    with opened_store(request, code) as store, opened_lanes(program, request) as lanes:
        tell_requests(lanes, request, tell)
        with _journal(request, store, write) as journal:
            if request.clock is ClockKind.EVENTS:
                outcome = EventsHost(request, code, store, lanes, tell).run(progress)
            else:
                outcome = WallHost(request, code, store, lanes, tell).run()
            # Where files are played, the next run may go on within the same instant.
            goes_on = request.clock is ClockKind.EVENTS and request.store is not None and outcome.is_stopped
            journal.end(is_over=not goes_on)
        return outcome


def refuse_nonsense(request: Request) -> None:
    """Refuse what can be seen to make no sense before anything is opened.

    Raises: HostError.
    """
    if request.clock is ClockKind.WALL and request.until is not None and request.until <= wall_clock():
        told = {"until": moment_text(request.until), "now": moment_text(wall_clock())}
        raise HostError("host.until-passed", told)
    if request.clock is ClockKind.EVENTS and request.http is not None:
        raise HostError("host.http-needs-wall")
    if request.clock is ClockKind.EVENTS and request.follow:
        raise HostError("host.follow-needs-wall")
    if request.follow and not request.events:
        raise HostError("host.follow-nothing")
    if request.http is not None:
        keys_of(os.environ)


@contextmanager
def _journal(
    request: Request, store: Store, write: Callable[[bytes], object] | None
) -> Iterator[StreamedJournal]:
    holds = request.clock is ClockKind.EVENTS
    if request.journal is not None:
        with closing(JournalFile(request.journal)) as file:
            yield LiveJournal(store, file, holds=holds)
        return
    journal = NoJournal() if write is None else StreamedJournal(write, holds=holds)
    if request.store is None:
        store.tell(journal)
    yield journal
    if request.store is not None and write is not None:
        for piece in store.journal():
            write(piece)


def _nowhere(_: bytes) -> None:
    pass
