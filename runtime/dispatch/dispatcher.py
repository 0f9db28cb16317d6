"""Serves all channels side by side, each at its own pace and with its own troubles."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus

from maflow.plugins.spec import CallbackReply, CallbackRequest, Notice, TakesCallbacks
from maflow.runtime.dispatch.lane import Fault, GivenUp, Lane, LaneSetup, LaneStatus, Trouble
from maflow.runtime.dispatch.outbox import Outbox
from maflow.runtime.dispatch.outcomes import after_notice
from maflow.runtime.dispatch.receipts import user_event
from maflow.runtime.dispatch.results import checked_notice

__all__ = ["Dispatcher", "wall_clock"]

_GRACE_MS = 10_000


def wall_clock() -> int:
    """Return the time of day.

    Units: UTC milliseconds.
    """
    return time.time_ns() // 1_000_000


class Dispatcher:
    """Takes messages out of an outbox until it is stopped; every method is called on its own event loop.

    What becomes of messages is written into the outbox, together with the receipts. An exception of the
    outbox ends `run`; one of a plugin costs the message at hand and is told to `on_fault`. `on_given_up` is
    told of requests to teams that will not arrive, `on_trouble` of channels that stop working or work again.
    Law: a message that was accepted is never handed over again; one whose outcome is unknown only if the
    provider honours its key.
    """

    def __init__(  # noqa: PLR0913 - what it works with, and whom it tells
        self,
        outbox: Outbox,
        setups: Iterable[LaneSetup],
        *,
        on_fault: Fault,
        on_given_up: GivenUp | None = None,
        on_trouble: Trouble | None = None,
        clock: Callable[[], int] = wall_clock,
        seed: int = 0,
    ) -> None:
        self._outbox = outbox
        self._clock = clock
        self._stopping = asyncio.Event()
        self._setups = {setup.channel: setup for setup in setups}
        self._lanes = {
            channel: Lane(setup, outbox, clock, seed, on_fault, on_given_up, on_trouble)
            for channel, setup in self._setups.items()
        }

    @property
    def setups(self) -> Mapping[str, LaneSetup]:
        """The channels that are served, by name."""
        return self._setups

    async def run(self) -> None:
        """Serve all channels; return when `stop` has been called and everything is written down."""
        tasks = [asyncio.create_task(lane.run()) for lane in self._lanes.values()]
        # A project without channels has a host all the same.
        tasks.append(asyncio.create_task(self._wait_for_stop()))
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def wake(self, channel: str | None = None) -> None:
        """Look into the outbox again: something was put in for a channel, or for any."""
        for lane in self._lanes.values() if channel is None else (self._lanes[channel],):
            lane.wake()

    def pause(self, channel: str) -> None:
        """Let nothing leave on a channel; what stands in the outbox waits, and expires in time."""
        self._lanes[channel].pause(True)

    def resume(self, channel: str) -> None:
        """Let messages leave on a channel again."""
        self._lanes[channel].pause(False)

    def stop(self, grace_ms: int = _GRACE_MS) -> None:
        """Begin to stop: nothing is begun any more, and what is in hand has this long to end."""
        self._stopping.set()
        for lane in self._lanes.values():
            lane.stop(grace_ms)

    async def drained(self) -> None:
        """Wait until no channel has anything in hand, or anything that will be due."""
        await asyncio.gather(*(lane.drained.wait() for lane in self._lanes.values()))

    async def drained_or_stuck(self, patience_ms: int) -> bool:
        """Wait likewise, but only as long as messages leave: return False when none did for so long."""
        done = asyncio.ensure_future(self.drained())
        try:
            while not done.done():
                before = self._settled()
                await asyncio.wait({done}, timeout=patience_ms / 1000)
                if not done.done() and self._settled() == before:
                    return False
        finally:
            done.cancel()
        return True

    def status(self) -> Mapping[str, LaneStatus]:
        """Return how each channel is doing."""
        return {channel: lane.status() for channel, lane in self._lanes.items()}

    async def take_callback(self, channel: str, request: CallbackRequest) -> CallbackReply:
        """Take what a provider reports over HTTP, and return what it is answered."""
        setup = self._setups.get(channel)
        if setup is None or not isinstance(setup.delivery, TakesCallbacks):
            return CallbackReply(status=HTTPStatus.NOT_FOUND)
        reply = setup.delivery.take_callback(request)
        for notice in [checked_notice(each) for each in reply.notices]:
            await self._take(channel, notice)
        return reply

    def _settled(self) -> int:
        return sum(lane.settled for lane in self._lanes.values())

    async def _wait_for_stop(self) -> None:
        await self._stopping.wait()

    async def _take(self, channel: str, notice: Notice) -> None:
        now = self._clock()
        row = await self._outbox.find(channel, notice)
        if row is not None:
            await self._outbox.settle([after_notice(row, notice, now)])
        elif notice.user_id is not None:
            await self._outbox.take([user_event(channel, notice.user_id, notice, now)])
