"""A host whose clock follows the events: files are played in order of time, as fast as they can be.

Everything else is as by the clock of the wall: state lies in the store, messages really leave. Law: the
journal is that of the simulator, byte for byte, however often the host was stopped on the way.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from itertools import chain
from signal import Signals

from maflow.runtime.core.code import Code
from maflow.runtime.core.options import Options
from maflow.runtime.dispatch.dispatcher import wall_clock
from maflow.runtime.errors import SourceError
from maflow.runtime.hosts.history import Fed, HistoryFiles
from maflow.runtime.hosts.leftovers import tell_left, tell_stopping, tell_stranded, wait_for_channels
from maflow.runtime.hosts.machinery import (
    SIGNALS,
    Lanes,
    Machinery,
    dispatcher_of,
    dispatching,
    first_of,
    stopping_on_signals,
)
from maflow.runtime.hosts.request import ANSWERS, Outcome, Request, Teller
from maflow.runtime.report.progress import Progress, no_progress
from maflow.runtime.sources.rejects import RejectFile, RejectLog
from maflow.runtime.sources.share import Share
from maflow.runtime.stores.store import Store

__all__ = ["EventsHost", "Span", "span_of"]

Span = tuple[int, int]
_PIECE = 2_000
_MOST_LOGGED = 10_000


class EventsHost:
    """Plays the files of a request over a store."""

    def __init__(
        self,
        request: Request,
        code: Code,
        store: Store,
        lanes: Lanes,
        tell: Teller,
        *,
        signals: Sequence[Signals] = SIGNALS,
    ) -> None:
        self._signals = signals
        self._request = request
        self._code = code
        self._store = store
        self._lanes = lanes
        self._tell = tell
        self._progress: Progress = no_progress
        self._ahead_ms = 0

    def run(self, progress: Progress) -> Outcome:
        """Run to the end of the files, or until the process is asked to stop.

        Raises: SourceError, StoreError, TooManyRejects.
        """
        self._progress = progress
        with ExitStack() as stack:
            file = stack.enter_context(closing(RejectFile(self._request.rejects)))
            rejects = RejectLog(file.write, self._request.most_rejects, self._request.word)
            outcome = self.run_part(rejects, stack, lambda bounds: span_of(self._request, *bounds))
            outcome.rejected, outcome.first_reject = rejects.count, rejects.first
            return outcome

    def run_part(
        self,
        rejects: RejectLog,
        stack: ExitStack,
        agree: Callable[[tuple[int | None, int | None]], Span],
        share: Share | None = None,
    ) -> Outcome:
        """Run for the users that belong here; `agree` says the span, by the first and last event.

        Raises: SourceError, StoreError, TooManyRejects.
        """
        positions = self._store.positions()
        files = HistoryFiles(self._code.program, rejects, positions, stack, share, self._progress)
        events, first, last = files.events(self._request.events)
        begin, until = agree((first, last))
        outcome = asyncio.run(self._play(chain(files.users(self._request.users, begin), events), until))
        outcome.count(files.tally)
        return outcome

    async def _play(self, inputs: Iterator[Fed], until: int) -> Outcome:
        machinery = self._machinery()
        self._lanes.are_served = True
        await tell_stranded(machinery, self._tell)
        async with dispatching(machinery, self._request.grace_ms):
            with stopping_on_signals(machinery.stopping, self._signals):
                after_end = await self._take(machinery, inputs, until)
                drained = wait_for_channels(machinery, self._request, self._tell)
                await first_of(drained, machinery.stopping.wait())
                is_stopped = machinery.stopping.is_set()
                tell_stopping(machinery, self._request, self._tell)
        await tell_left(machinery, self._request, self._tell)
        self._pass_over_receipts(machinery)
        outcome = machinery.outcome()
        outcome.is_stopped, outcome.after_end = is_stopped, after_end
        return outcome

    def _machinery(self) -> Machinery:
        dispatcher = dispatcher_of(self._store, self._lanes.setups, self._tell, self._now)
        options = Options(consent_all=self._request.consent_all, answers=ANSWERS)
        return Machinery(self._code, self._store, dispatcher, options, is_timeless=True)

    def _now(self) -> int:
        """Return the time of day; ahead of it where the history is, so that its messages are due."""
        wall = wall_clock()
        self._ahead_ms = max(self._ahead_ms, self._store.state.clock - wall)
        return wall + self._ahead_ms

    async def _take(self, machinery: Machinery, inputs: Iterator[Fed], until: int) -> int:
        taker, after_end = machinery.taker, 0
        for number, fed in enumerate(inputs):
            if fed.input.at > until:
                after_end += 1
                continue
            taker.take(fed.input, position=fed.position)
            if number % _PIECE == 0:
                self._progress("run", taker.taken, fed.input.at)
                # Messages leave meanwhile, and signals are heard.
                await asyncio.sleep(0)
                if machinery.stopping.is_set():
                    taker.commit()
                    return after_end
        taker.fire(until)
        taker.commit()
        return after_end

    def _pass_over_receipts(self, machinery: Machinery) -> None:
        """Count the receipts of the channels as taken: every send was answered when it was decided."""
        number = 0
        while logged := self._store.logged(number, _MOST_LOGGED):
            number = logged[-1].number
            machinery.taker.pass_over(number)
            machinery.taker.commit()


def span_of(request: Request, first: int | None, last: int | None) -> Span:
    """Return when a history begins and ends, by its first and last event.

    Raises: SourceError where nothing says it.
    """
    until = last if request.until is None else request.until
    if until is None:
        raise SourceError("simulate.no-end")
    return (until if first is None else min(first, until)), until
