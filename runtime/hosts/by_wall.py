"""A host by the clock of the wall: timers fire when they are due, and what comes in arrives now.

What comes over HTTP, and what becomes of messages, goes through the store's log; what stands in files is
taken straight away, together with how far they were read. Everything is taken on one event loop.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Coroutine, Iterable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, closing
from itertools import chain
from typing import Any

import msgspec

from maflow.plugins.spec import CallbackReply, CallbackRequest
from maflow.runtime.core.code import Code
from maflow.runtime.core.inputs import Event, Profile
from maflow.runtime.core.options import Options
from maflow.runtime.dispatch.dispatcher import wall_clock
from maflow.runtime.errors import SourceError, StoreError
from maflow.runtime.hosts.following import Followed
from maflow.runtime.hosts.history import Fed, HistoryFiles, counted, source_name
from maflow.runtime.hosts.keys import keys_of
from maflow.runtime.hosts.leftovers import tell_left, tell_stopping, tell_stranded, wait_for_channels
from maflow.runtime.hosts.listening import Listener, bind, serving
from maflow.runtime.hosts.machinery import (
    Lanes,
    Machinery,
    dispatcher_of,
    dispatching,
    first_of,
    stopping_on_signals,
)
from maflow.runtime.hosts.request import Outcome, Request, Teller
from maflow.runtime.hosts.web import WebApplication
from maflow.runtime.sources.errors import NotUnderstood, TooManyRejects
from maflow.runtime.sources.files import read_events
from maflow.runtime.sources.lines import raw_text
from maflow.runtime.sources.moments import moment_text
from maflow.runtime.sources.opening import is_pipe
from maflow.runtime.sources.reader import RecordReader
from maflow.runtime.sources.rejects import Reject, RejectFile, RejectLog
from maflow.runtime.sources.tally import Tally
from maflow.runtime.stores.store import Store

__all__ = ["WallHost"]

_PIECE = 500
_LOGGED = 1_000
_LONGEST_WAIT_MS = 60_000
_MOST_NAMES = 50
# Clocks of machines differ a little, and are set now and then.
_AHEAD_MS = 60_000


class WallHost:
    """Runs a program in real time over a store."""

    def __init__(self, request: Request, code: Code, store: Store, lanes: Lanes, tell: Teller) -> None:
        self._request = request
        self._code = code
        self._store = store
        self._lanes = lanes
        self._tell = tell
        self._machinery = Machinery(
            code, store, dispatcher_of(store, lanes.setups, tell), Options(consent_all=request.consent_all)
        )
        self._woken = asyncio.Event()
        self._reader = RecordReader(code.program)
        # What was read of files of users and over HTTP.
        self._tallies: list[Tally] = []
        self._behind = 0
        self._reject_file = RejectFile(request.rejects, goes_on=True)
        self._rejects = RejectLog(self._reject_file.write, request.most_rejects, request.word)
        self._passed_over = 0
        self._is_ahead = self._is_refusing = False
        self._failure: TooManyRejects | SourceError | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def run(self) -> Outcome:
        """Run until the process is asked to stop, or until the end that was asked for.

        Raises: HostError, TooManyRejects.
        """
        with ExitStack() as stack:
            stack.enter_context(closing(self._reject_file))
            outcome = asyncio.run(self._run(self._rejects, stack))
            if self._failure is not None:
                raise self._failure
            outcome.rejected, outcome.first_reject = self._rejects.count, self._rejects.first
            self._count(outcome)
            return outcome

    def stop(self) -> None:
        """Ask the host to stop; called from any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._machinery.stopping.set)

    def now(self) -> int:
        """Return when what comes in now arrives: the clock of the wall never runs backwards here.

        Units: UTC milliseconds.
        """
        now = max(wall_clock(), self._machinery.taker.clock or 0)
        return now if self._request.until is None else min(now, self._request.until)

    async def accept(self, inputs: Sequence[Event | Profile]) -> None:
        """Make inputs durable, and have them taken.

        Raises: StoreError.
        """
        try:
            await self._store.accept(inputs)
        except StoreError as error:
            # Whoever sends is told each time, whoever operates the host once.
            if not self._is_refusing:
                self._tell(error.key, error.arguments)
            self._is_refusing = True
            raise
        self._is_refusing = False
        self._woken.set()

    async def take_callback(self, channel: str, request: CallbackRequest) -> CallbackReply:
        """Take what a provider reports.

        Raises: StoreError.
        """
        return await self._machinery.dispatcher.take_callback(channel, request)

    def pass_over(self, path: str, item: int, reason: str, record: object) -> None:
        """Keep a record that is not supported among the rejects; tell the first time, and end at too many."""
        if not self._passed_over:
            told = {"path": path, "reason": reason, "file": str(self._request.rejects)}
            self._tell("host.passed-over", told)
        self._passed_over += 1
        raw = msgspec.json.encode(record).decode()
        try:
            self._rejects.add(Reject(path, item + 1, reason, raw), Tally())
        except (TooManyRejects, SourceError) as error:
            self._failure = error
            self._machinery.stopping.set()

    def status(self) -> Mapping[str, object]:
        """Return how the host is doing."""
        taker = self._machinery.taker
        lanes = self._machinery.dispatcher.status()
        found = Outcome()
        self._count(found)
        return {
            "project": self._code.program.project,
            "clock_ms": taker.clock,
            "taken": taker.taken,
            "duplicates": self._machinery.engine.duplicates,
            "next_timer_ms": taker.next_due,
            "is_stopping": self._machinery.stopping.is_set(),
            "rejected": self._rejects.count,
            "unsupported": self._passed_over,
            "skipped": dict(found.skipped.most_common(_MOST_NAMES)),
            "unknown_values": {name: count for (name, _), count in found.misfits.most_common(_MOST_NAMES)},
            "channels": {name: msgspec.to_builtins(lane) for name, lane in lanes.items()},
        }

    def _count(self, outcome: Outcome) -> None:
        for tally in (self._reader.tally, *self._tallies):
            outcome.count(tally)

    async def _run(self, rejects: RejectLog, stack: ExitStack) -> Outcome:
        machinery, request = self._machinery, self._request
        self._loop = asyncio.get_running_loop()
        self._lanes.are_served = True
        await tell_stranded(machinery, self._tell)
        async with dispatching(machinery, request.grace_ms):
            with stopping_on_signals(machinery.stopping):
                async with self._listening():
                    await self._live(rejects, stack)
                drained = wait_for_channels(machinery, request, self._tell)
                await first_of(drained, machinery.stopping.wait())
                is_stopped = machinery.stopping.is_set()
                tell_stopping(machinery, request, self._tell)
        await tell_left(machinery, request, self._tell)
        outcome = machinery.outcome()
        outcome.is_stopped = is_stopped
        return outcome

    @asynccontextmanager
    async def _listening(self) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            if self._request.http is not None:
                keys = keys_of(os.environ)
                listener: Listener = bind(self._request.http)
                application = WebApplication(self, RecordReader(self._code.program), keys)
                self._tallies.append(application.tally)
                await stack.enter_async_context(serving(listener, application, self._tell))
                self._tell("host.listening", {"address": listener.url})
            yield

    async def _live(self, rejects: RejectLog, stack: ExitStack) -> None:
        """Do everything side by side until the end; what was taken is durable then."""
        self._store.listen(self._woken.set)
        work = [asyncio.create_task(each) for each in self._work(rejects, stack)]
        end: asyncio.Task[bool] = asyncio.create_task(self._machinery.stopping.wait())
        try:
            await _until_end(work, end)
        finally:
            for task in (*work, end):
                task.cancel()
            await asyncio.gather(*work, end, return_exceptions=True)
        self._machinery.taker.commit()

    # Any: what a coroutine is made of.
    def _work(self, rejects: RejectLog, stack: ExitStack) -> Iterator[Coroutine[Any, Any, bool]]:
        yield self._keep_time()
        request = self._request
        followed = [path for path in request.events if request.follow or is_pipe(path)]
        read = [path for path in request.events if path not in followed]
        yield self._read(rejects, stack, request.users, read)
        for path in followed:
            source = Followed(path, ends=not request.follow)
            stack.callback(source.close)
            yield self._follow(source, rejects)

    async def _keep_time(self) -> bool:
        """Fire timers when they are due, and take the log; return at the end that was asked for."""
        taker, until = self._machinery.taker, self._request.until
        while True:
            self._woken.clear()
            self._tell_if_ahead()
            self._take_log()
            now = self.now()
            taker.fire(now)
            taker.commit()
            if until is not None and now >= until:
                return True
            due = min(at for at in (taker.next_due, until, now + _LONGEST_WAIT_MS) if at is not None)
            await _wait(self._woken, max(due - now, 1))

    def _tell_if_ahead(self) -> None:
        """Tell, once, when what was taken before lies in the future: all that comes in is late until then."""
        clock, wall = self._machinery.taker.clock, wall_clock()
        is_ahead = clock is not None and clock - wall > _AHEAD_MS
        if clock is not None and is_ahead and not self._is_ahead:
            self._tell("host.clock-ahead", {"clock": moment_text(clock), "now": moment_text(wall)})
        self._is_ahead = is_ahead

    def _take_log(self) -> None:
        taker = self._machinery.taker
        while logged := self._store.logged(self._behind, _LOGGED):
            for each in logged:
                taker.take(each.input, number=each.number)
            self._behind = logged[-1].number
            taker.commit()

    async def _read(
        self, rejects: RejectLog, stack: ExitStack, users: Iterable[str], events: Iterable[str]
    ) -> bool:
        """Take the files from where they were left."""
        positions = self._store.positions()
        files = HistoryFiles(self._code.program, rejects, positions, stack)
        self._tallies.append(files.tally)
        await self._take_all(files.users(users, self.now()))
        for path in events:
            pieces = read_events(path, self._reader, rejects)
            await self._take_all(counted(chain.from_iterable(pieces), "events", path, positions))
        return False

    async def _take_all(self, fed: Iterator[Fed]) -> None:
        for number, each in enumerate(fed, start=1):
            self._take(each)
            if number % _PIECE == 0:
                self._settle()
                await asyncio.sleep(0)
        self._settle()

    def _take(self, fed: Fed) -> None:
        arrived = msgspec.structs.replace(fed.input, at=self.now())
        self._machinery.taker.take(arrived, position=fed.position)

    def _settle(self) -> None:
        self._machinery.taker.commit()
        # There may be a timer that is due earlier than all before.
        self._woken.set()

    async def _follow(self, source: Followed, rejects: RejectLog) -> bool:
        """Take what a source gets until it ends."""
        name = None if is_pipe(source.path) else source_name("events", source.path)
        begin = 0 if name is None else int(self._store.positions().get(name, "0"))
        count = 0
        async for lines in _read_on(source):
            for number, line in lines:
                taken = self._understood(source.path, number, line, rejects)
                if taken is not None:
                    count += 1
                    if count > begin:
                        self._take(Fed(taken, None if name is None else (name, str(count))))
            if lines:
                self._settle()
            elif count < begin:
                told = {"path": source.path, "there": str(count), "taken": str(begin)}
                raise SourceError("host.file-shrunk", told)
        return False

    def _understood(self, path: str, number: int, line: bytes, rejects: RejectLog) -> Event | Profile | None:
        try:
            taken = self._reader.take_line(line, self.now())
        except NotUnderstood as error:
            rejects.reject(path, number, error, raw_text(line), self._reader.tally)
            return None
        return taken if isinstance(taken, Event | Profile) else None


async def _read_on(source: Followed) -> AsyncIterator[Sequence[tuple[int, bytes]]]:
    """Yield what a source gets until it ends, or until nobody wants more.

    Law: what has left a pipe is nowhere else, and is yielded even where the host was stopped meanwhile.
    """
    while True:
        reading = asyncio.ensure_future(asyncio.to_thread(source.read))
        try:
            lines = await asyncio.shield(reading)
        except asyncio.CancelledError:
            source.stop()
            if lines := await reading:
                yield lines
            raise
        if lines is None:
            return
        yield lines


async def _until_end(work: Sequence[asyncio.Task[bool]], end: asyncio.Task[bool]) -> None:
    """Wait until the end, or until some work says that it has come; what went wrong is raised."""
    waiting = {*work, end}
    while True:
        done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        if any([each.result() for each in done]):
            return


async def _wait(woken: asyncio.Event, longest_ms: int) -> None:
    try:
        async with asyncio.timeout(longest_ms / 1000):
            await woken.wait()
    except TimeoutError:
        return
