"""One channel's way out of the outbox: claims what may leave, hands it over, writes down what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TypeAlias

import msgspec

from maflow.plugins.spec import (
    AwaitsReports,
    Channel,
    ChannelPlugin,
    Failed,
    QueriesStatus,
    Receipt,
    SendResult,
    StatusQuery,
    Unavailable,
    Unknown,
)
from maflow.runtime.dispatch.breaker import Breaker, Circuit
from maflow.runtime.dispatch.outbox import Outbox, OutboxRow, RowState, Settlement
from maflow.runtime.dispatch.outcomes import (
    INTERRUPTED,
    Rules,
    after_answer,
    after_attempt,
    after_expiry,
    is_expired,
)
from maflow.runtime.dispatch.policy import Pauses, Retry, Throttle
from maflow.runtime.dispatch.results import checked_result
from maflow.runtime.dispatch.throttle import Pace

__all__ = ["Fault", "GivenUp", "Lane", "LaneSetup", "LaneStatus", "Trouble"]

Fault: TypeAlias = Callable[[str, BaseException], None]
"""Told of an exception that came out of a plugin: whose channel it is, and what it was."""

GivenUp: TypeAlias = Callable[[OutboxRow], object]
"""Told of what was asked of a team and will not arrive, or nobody knows: no receipt says so."""

Trouble: TypeAlias = Callable[[str, str | None], object]
"""Told when a channel rests because nothing can be sent on it, with the reason, and when it works again."""

_EXPIRED_AT_ONCE = 1_000
# A wall clock may be set: no wait is longer than this, whatever was computed.
_LONGEST_WAIT_MS = 60_000
_CANCEL_S = 5.0
_LOST = frozenset({RowState.FAILED, RowState.UNKNOWN})


class LaneSetup(msgspec.Struct, frozen=True, kw_only=True):
    """A channel that is open, and how it is to be served; `receipts` are those that its kind has.

    `team_field` is the field into which a request to a team can be written, None where it needs more.
    """

    channel: str
    plugin: ChannelPlugin
    delivery: Channel
    throttle: Throttle | None = None
    retry: Retry = Retry()
    pauses: Pauses = Pauses()
    receipts: frozenset[str] = frozenset()
    team_field: str | None = None


class LaneStatus(msgspec.Struct, frozen=True, kw_only=True):
    """How a channel is doing since the host started; `rests_until` where its circuit is open.

    Units: UTC milliseconds.
    """

    in_hand: int
    is_paused: bool
    circuit: Circuit
    rests_until: int | None
    accepted: int
    failed: int
    unknown: int
    again: int
    last_trouble: str | None


class Lane:
    """Serves one channel until it is stopped."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it works with, and whom it tells
        self,
        setup: LaneSetup,
        outbox: Outbox,
        clock: Callable[[], int],
        seed: int,
        on_fault: Fault,
        on_given_up: GivenUp | None,
        on_trouble: Trouble | None,
    ) -> None:
        self._setup = setup
        self._channel = setup.channel
        self._outbox = outbox
        self._clock = clock
        self._on_fault = on_fault
        self._on_given_up = on_given_up
        self._on_trouble = on_trouble
        self._is_in_trouble = False
        self.rules = Rules(
            is_idempotent=setup.plugin.is_idempotent,
            can_query=setup.plugin.can_query_status,
            follows=_follows(setup),
            retry=setup.retry,
            pauses=setup.pauses,
            seed=seed,
            receipts=setup.receipts,
        )
        self._breaker = Breaker(setup.channel, setup.pauses.trouble, setup.retry, seed)
        self._pace = None if setup.throttle is None else Pace(setup.throttle)
        self._in_hand: dict[asyncio.Task[SendResult | None], OutboxRow] = {}
        self._woken = asyncio.Event()
        self.drained = asyncio.Event()
        self._is_paused = self._is_stopping = False
        self._grace_s = 0.0
        self._counts = dict.fromkeys(RowState, 0)
        self.settled = 0
        self._last_trouble: str | None = None

    async def run(self) -> None:
        """Serve the channel; return when it has been stopped and everything is written down."""
        await self._recover()
        try:
            while not self._is_stopping:
                self._woken.clear()
                await self._serve()
                await self._rest()
            await self._wind_down()
        finally:
            for task in self._in_hand:
                task.cancel()
            await self._close()

    def wake(self) -> None:
        """Look into the outbox again: something has been put in."""
        self.drained.clear()
        self._woken.set()

    def pause(self, is_paused: bool) -> None:
        """Let nothing leave, or let it leave again; messages expire all the same."""
        self._is_paused = is_paused
        self.wake()

    def stop(self, grace_ms: int) -> None:
        """Begin to stop: what is in hand has this long to end."""
        self._grace_s = grace_ms / 1000
        self._is_stopping = True
        self._woken.set()

    def status(self) -> LaneStatus:
        """Return how the channel is doing."""
        circuit = self._breaker.circuit(self._clock())
        return LaneStatus(
            in_hand=len(self._in_hand),
            is_paused=self._is_paused,
            circuit=circuit,
            rests_until=self._breaker.until if circuit is Circuit.OPEN else None,
            accepted=self._counts[RowState.ACCEPTED],
            failed=self._counts[RowState.FAILED],
            unknown=self._counts[RowState.UNKNOWN],
            again=self._counts[RowState.PENDING],
            last_trouble=self._last_trouble,
        )

    async def _close(self) -> None:
        closing = asyncio.ensure_future(self._setup.delivery.close())
        await asyncio.wait({closing}, timeout=_CANCEL_S)
        error = closing.exception() if closing.done() and not closing.cancelled() else None
        if error is not None:
            self._on_fault(self._channel, error)

    async def _recover(self) -> None:
        """Settle what an earlier process left, and take over its pace."""
        now = self._clock()
        rows = await self._outbox.interrupted(self._channel)
        await self._settle([self._settlement(row, INTERRUPTED, now) for row in rows])
        throttle = self._setup.throttle
        if throttle is not None:
            since = now - throttle.per_ms
            taken = await self._outbox.attempted_since(self._channel, since, throttle.count)
            self._pace = Pace(throttle, taken)

    async def _serve(self) -> None:
        """Write down what has ended, and begin what may begin."""
        await self._finish()
        now = self._clock()
        await self._expire(await self._outbox.expired(self._channel, now, _EXPIRED_AT_ONCE), now)
        room = self._room(now)
        if room > 0:
            rows = await self._outbox.claim(self._channel, now, room)
            await self._expire([row for row in rows if self._is_over(row, now)], now)
            self._begin([row for row in rows if not self._is_over(row, now)])
        if self.rules.follows:
            await self._follow(now)

    async def _follow(self, now: int) -> None:
        """Ask what has become of accepted messages, where there is room beside those that leave."""
        room = self._room(now)
        if room > 0:
            self._begin(await self._outbox.claim_accepted(self._channel, now, room))

    def _is_over(self, row: OutboxRow, now: int) -> bool:
        # What may have left already is asked for, however old it is.
        return is_expired(row, now) and not self.rules.must_ask(row)

    async def _expire(self, rows: Sequence[OutboxRow], now: int) -> None:
        await self._settle([after_expiry(row, now, self.rules) for row in rows])

    def _room(self, now: int) -> int:
        if self._is_paused:
            return 0
        free = self._setup.plugin.concurrency - len(self._in_hand)
        paced = free if self._pace is None else self._pace.room(now)
        return min(free, paced, self._breaker.room(now))

    def _begin(self, rows: Sequence[OutboxRow]) -> None:
        now = self._clock()
        for row in rows:
            if self.rules.must_ask(row):
                task = asyncio.create_task(self._ask(row))
            else:
                if self._pace is not None:
                    self._pace.take(now)
                self._breaker.begin(now)
                task = asyncio.create_task(self._deliver(row))
            self._in_hand[task] = row
            task.add_done_callback(lambda _: self._woken.set())

    async def _deliver(self, row: OutboxRow) -> SendResult | None:
        try:
            async with asyncio.timeout(self._setup.pauses.answer_ms / 1000):
                result = await self._setup.delivery.deliver(row.request)
        except TimeoutError:
            return Unknown("the plugin did not answer in time", "timeout")
        return checked_result(result)

    async def _ask(self, row: OutboxRow) -> SendResult | None:
        delivery = self._setup.delivery
        if not isinstance(delivery, QueriesStatus):
            return None
        query = StatusQuery(
            request=row.request, attempted_at=row.attempted_at or row.request.at, provider_id=row.provider_id
        )
        try:
            async with asyncio.timeout(self._setup.pauses.answer_ms / 1000):
                answer = await delivery.query_status(query)
        except TimeoutError:
            return None
        return None if answer is None else checked_result(answer)

    async def _finish(self) -> None:
        """Settle everything that has ended, in one piece."""
        ended = [task for task in self._in_hand if task.done()]
        now = self._clock()
        settlements = []
        for task in ended:
            row = self._in_hand.pop(task)
            result = self._result(task)
            if result is not None and not self.rules.must_ask(row):
                self._breaker.record(result, now)
            settlements.append(self._settlement(row, result, now))
        self._tell_trouble(now)
        await self._settle(settlements)

    def _tell_trouble(self, now: int) -> None:
        circuit = self._breaker.circuit(now)
        is_in_trouble = circuit is Circuit.OPEN or (self._is_in_trouble and circuit is Circuit.HALF_OPEN)
        if is_in_trouble is not self._is_in_trouble:
            self._is_in_trouble = is_in_trouble
            if self._on_trouble is not None:
                self._on_trouble(self._channel, self._last_trouble if is_in_trouble else None)

    def _result(self, task: asyncio.Task[SendResult | None]) -> SendResult | None:
        if task.cancelled() and self._is_stopping:
            return INTERRUPTED
        error = asyncio.CancelledError() if task.cancelled() else task.exception()
        if error is None:
            return task.result()
        self._on_fault(self._channel, error)
        # Its words may hold anything, a secret too: the host decides where they go.
        return Unknown(f"the plugin broke: {type(error).__name__}", "plugin-broken")

    def _settlement(self, row: OutboxRow, result: SendResult | None, now: int) -> Settlement:
        # That the host was stopped is no trouble of the channel's.
        if isinstance(result, Failed | Unavailable | Unknown) and result is not INTERRUPTED:
            self._last_trouble = result.reason
        if result is None or self.rules.must_ask(row):
            return after_answer(row, result, now, self.rules)
        return after_attempt(row, result, now, self.rules)

    async def _settle(self, settlements: Sequence[Settlement]) -> None:
        if settlements:
            await self._outbox.settle(settlements)
            for settlement in settlements:
                self._count(settlement)

    def _count(self, settlement: Settlement) -> None:
        row = settlement.row
        # What was asked for, and is what it was before, has been counted then.
        if row.queries == 0 or row.state is RowState.FAILED:
            self._counts[row.state] += 1
            self.settled += row.state is not RowState.PENDING
        is_lost = row.due_at is None and row.state in _LOST
        if self._on_given_up is not None and row.request.asks and is_lost:
            self._on_given_up(row)

    async def _rest(self) -> None:
        """Wait until something ends, something is put in, or something is due."""
        now = self._clock()
        agenda = await self._outbox.agenda(self._channel)
        if agenda.due_at is None and not self._in_hand and not self._woken.is_set():
            self.drained.set()
        asks_at = agenda.asks_at if self.rules.follows else None
        starts = (self._next_start(at, now) for at in (agenda.due_at, asks_at))
        instants = [at for at in (agenda.expires_at, *starts) if at is not None]
        wait_ms = min([_LONGEST_WAIT_MS, *(max(at - now, 0) for at in instants)])
        try:
            async with asyncio.timeout(wait_ms / 1000):
                await self._woken.wait()
        except TimeoutError:
            return

    def _next_start(self, due_at: int | None, now: int) -> int | None:
        """Return when the next row may leave: when it is due, the pace allows and the channel works."""
        is_full = len(self._in_hand) >= self._setup.plugin.concurrency
        is_trying = self._breaker.circuit(now) is Circuit.HALF_OPEN and self._breaker.room(now) == 0
        if due_at is None or self._is_paused or is_full or is_trying:
            return None
        paced = now if self._pace is None else self._pace.opens_at(now)
        return max(due_at, paced, self._breaker.until)

    async def _wind_down(self) -> None:
        """Let what is in hand end within the grace time, and break off the rest."""
        if self._in_hand:
            await asyncio.wait(self._in_hand, timeout=self._grace_s)
        late = [task for task in self._in_hand if not task.done()]
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late, timeout=_CANCEL_S)
        await self._finish()
        now = self._clock()
        # A plugin that does not even let itself be cancelled.
        await self._settle([self._settlement(row, INTERRUPTED, now) for row in self._in_hand.values()])


def _follows(setup: LaneSetup) -> bool:
    """Tell whether a channel has to be asked whether its messages arrive: nobody else would say so."""
    if not setup.plugin.can_query_status or Receipt.DELIVERED.value not in setup.receipts:
        return False
    return not (isinstance(setup.delivery, AwaitsReports) and setup.delivery.awaits_reports())
