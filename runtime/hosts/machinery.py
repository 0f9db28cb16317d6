"""What both kinds of host stand on: an engine over a store, and a dispatcher that empties its outbox."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from maflow.plugins.catalogue import build_catalogue
from maflow.plugins.errors import PluginError
from maflow.plugins.manager import build_manager
from maflow.runtime.core.code import Code
from maflow.runtime.core.engine import Engine
from maflow.runtime.core.options import Options
from maflow.runtime.dispatch.dispatcher import Dispatcher, wall_clock
from maflow.runtime.dispatch.lane import LaneSetup
from maflow.runtime.dispatch.opening import open_lanes, requests_delivery
from maflow.runtime.dispatch.outbox import OutboxRow
from maflow.runtime.dispatch.team import REQUESTS, TeamDesk
from maflow.runtime.errors import HostError
from maflow.runtime.hosts.request import Outcome, Request, Teller
from maflow.runtime.hosts.taking import Taker
from maflow.runtime.program.program import Program
from maflow.runtime.stores.memory_store import MemoryStore
from maflow.runtime.stores.sqlite_store import open_store
from maflow.runtime.stores.store import Store

__all__ = [
    "SIGNALS",
    "Lanes",
    "Machinery",
    "dispatcher_of",
    "dispatching",
    "first_of",
    "opened_lanes",
    "opened_store",
    "stopping_on_signals",
]

SIGNALS = (signal.SIGINT, signal.SIGTERM)
"""By which a process is asked to end."""


class Machinery:
    """An engine over a store, with its dispatcher; `stopping` is set when the host is to end."""

    def __init__(
        self,
        code: Code,
        store: Store,
        dispatcher: Dispatcher,
        options: Options,
        *,
        is_timeless: bool = False,
    ) -> None:
        self.store = store
        self.dispatcher = dispatcher
        self.engine = Engine(code, options, state=store.state)
        self._desk = TeamDesk(store, code.program, dispatcher.setups.values())
        # What an earlier process left there.
        self._desk.move()
        self.taker = Taker(self.engine, store, self._hand_over, is_timeless=is_timeless)
        self.stopping = asyncio.Event()

    def outcome(self) -> Outcome:
        """Return how it has gone so far."""
        lanes = [lane for name, lane in self.dispatcher.status().items() if name != REQUESTS]
        return Outcome(
            taken=self.taker.taken,
            clock=self.taker.clock,
            is_stopped=self.stopping.is_set(),
            accepted=sum(lane.accepted for lane in lanes),
            failed=sum(lane.failed for lane in lanes),
            unknown=sum(lane.unknown for lane in lanes),
        )

    def _hand_over(self) -> None:
        """Let everything leave that has been written down."""
        self._desk.move()
        self.dispatcher.wake()


class Lanes:
    """Open channels; a dispatcher closes those that are served."""

    def __init__(self, setups: tuple[LaneSetup, ...]) -> None:
        self.setups = setups
        self.are_served = False

    async def close(self) -> None:
        """Close all channels."""
        for setup in self.setups:
            await setup.delivery.close()


@contextmanager
def opened_lanes(program: Program, request: Request) -> Iterator[Lanes]:
    """Open the channels of a program with the plugins that are installed.

    Those that nobody came to serve are closed at the end of the block. Raises: HostError.
    """
    try:
        catalogue = build_catalogue(build_manager())
    except PluginError as error:
        raise HostError(error.key, error.arguments) from error
    requests = requests_delivery(request.requests, os.environ)
    lanes = Lanes(open_lanes(program, catalogue, os.environ, request.folder, requests))
    try:
        yield lanes
    finally:
        if not lanes.are_served:
            asyncio.run(lanes.close())


@contextmanager
def opened_store(request: Request, code: Code) -> Iterator[Store]:
    """Open the store of a request; it is closed at the end of the block.

    Raises: StoreError.
    """
    store: Store = MemoryStore(code) if request.store is None else open_store(request.store, code)
    try:
        yield store
    finally:
        store.close()


def dispatcher_of(
    store: Store, lanes: Sequence[LaneSetup], tell: Teller, clock: Callable[[], int] = wall_clock
) -> Dispatcher:
    """Return what serves the channels; it tells of faults, of troubles and of requests that nobody gets."""

    def on_fault(channel: str, error: BaseException) -> None:
        tell("host.plugin-fault", {"channel": channel, "fault": type(error).__name__, "reason": str(error)})

    def on_given_up(row: OutboxRow) -> None:
        asked = {"asks": row.request.asks or "", "to": row.request.message, "user": row.request.user_id}
        tell("host.request-lost", {**asked, "key": row.request.key, "reason": row.reason or ""})

    def on_trouble(channel: str, reason: str | None) -> None:
        if reason is None:
            tell("host.channel-works", {"channel": channel})
        else:
            tell("host.channel-rests", {"channel": channel, "reason": reason})

    return Dispatcher(
        store.outbox, lanes, on_fault=on_fault, on_given_up=on_given_up, on_trouble=on_trouble, clock=clock
    )


@asynccontextmanager
async def dispatching(machinery: Machinery, grace_ms: int) -> AsyncIterator[asyncio.Task[None]]:
    """Deliver inside the block; at its end what is in hand has a while to end."""
    task = asyncio.create_task(machinery.dispatcher.run())
    # Whoever waits for the host to stop learns that nothing is delivered any more.
    task.add_done_callback(lambda _: machinery.stopping.set())
    try:
        yield task
    finally:
        machinery.dispatcher.stop(grace_ms)
        await task


async def first_of(*waiting: Coroutine[Any, Any, object]) -> None:
    """Wait until the first of some is done, and let go of the others. Any: what a coroutine is made of."""
    tasks = [asyncio.ensure_future(each) for each in waiting]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@contextmanager
def stopping_on_signals(stopping: asyncio.Event, asked: Sequence[signal.Signals] = SIGNALS) -> Iterator[None]:
    """Set an event when the process is asked to end; asked again, it ends at once."""
    loop = asyncio.get_running_loop()

    def stop() -> None:
        stopping.set()
        for each in asked:
            loop.remove_signal_handler(each)

    try:
        for each in asked:
            loop.add_signal_handler(each, stop)
    except (NotImplementedError, RuntimeError, ValueError):
        # Not the main thread, or a system without: whoever runs the host stops it otherwise.
        yield
        return
    try:
        yield
    finally:
        for each in asked:
            loop.remove_signal_handler(each)
