"""The local host: one machine, one store, the clock of the wall or that of the events."""

from __future__ import annotations

from collections.abc import Callable

from maflow.runtime.errors import HostError
from maflow.runtime.hosts.by_events import EventsHost
from maflow.runtime.hosts.by_wall import WallHost
from maflow.runtime.hosts.machinery import opened_lanes, opened_store
from maflow.runtime.hosts.request import ClockKind, Outcome, Request, Teller
from maflow.runtime.hosts.workers import refuse_other_workers, run_in_parts
from maflow.runtime.loader import load
from maflow.runtime.program.program import Program

__all__ = ["run_host"]


def run_host(program: Program, request: Request, write: Callable[[bytes], object], tell: Teller) -> Outcome:
    """Run a program on real input, then write the journal that the store holds.

    `tell` is told what an operator should know meanwhile. Law: by the clock of the events the journal is
    that of `simulate` over the same files, byte for byte, with any number of workers.
    Raises: HostError, TooManyRejects.
    """
    _refuse_mixed(request)
    refuse_other_workers(request)
    if request.workers > 1:
        return run_in_parts(program, request, write, tell)
    code = load(program)
    with opened_store(request, code) as store, opened_lanes(program, request) as lanes:
        host = EventsHost if request.clock is ClockKind.EVENTS else WallHost
        outcome = host(request, code, store, lanes, tell).run()
        for piece in store.journal():
            write(piece)
        return outcome


def _refuse_mixed(request: Request) -> None:
    if request.clock is ClockKind.EVENTS and request.http is not None:
        raise HostError("host.http-needs-wall")
    if request.clock is ClockKind.EVENTS and request.follow:
        raise HostError("host.follow-needs-wall")
