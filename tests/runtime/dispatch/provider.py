"""A provider that does what a test says, as a channel plugin, and what stands around it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from maflow.plugins.spec import (
    Accepted,
    CallbackReply,
    CallbackRequest,
    ChannelPlugin,
    Receipt,
    SendRequest,
    SendResult,
    StatusQuery,
    Words,
)
from maflow.runtime.dispatch.dispatcher import Dispatcher
from maflow.runtime.dispatch.lane import GivenUp, LaneSetup
from maflow.runtime.dispatch.memory_outbox import MemoryOutbox
from maflow.runtime.dispatch.policy import Pauses, Retry, Throttle
from tests.runtime.dispatch.virtual_time import now_ms

__all__ = ["ALL_RECEIPTS", "Provider", "World", "message", "plugin"]

ALL_RECEIPTS = frozenset(receipt.value for receipt in Receipt)


def message(key: str, channel: str = "sms", **more: object) -> SendRequest:
    """Return a message of which only the key matters."""
    given: dict[str, object] = {
        "project": "shop",
        "campaign": "cart",
        "run": f"cart/{key}/1",
        "node": "send.hello",
        "message": "hello",
        "kind": channel,
        "category": "promotional",
        "user_id": f"u-{key}",
        "at": 0,
        "address": "+8613800000000",
        "fields": {"text": "Hello"},
    }
    return SendRequest(key=key, channel=channel, **{**given, **more})


def plugin(*, is_idempotent: bool = False, can_query: bool = False, concurrency: int = 8) -> ChannelPlugin:
    """Return a declaration."""
    return ChannelPlugin(
        name="test",
        doc=Words("a test", "测试"),
        kinds=("*",),
        is_idempotent=is_idempotent,
        can_query_status=can_query,
        concurrency=concurrency,
    )


Answer = SendResult | BaseException | None


@dataclass(slots=True)
class Provider:
    """Answers each message with the next of its answers, and with acceptance when there are no more.

    An answer may be an exception, which is raised. `takes_ms` is how long each delivery lasts.
    """

    answers: dict[str, list[Answer]] = field(default_factory=dict)
    status: dict[str, list[Answer]] = field(default_factory=dict)
    takes_ms: int = 0
    delivered: list[tuple[int, str]] = field(default_factory=list)
    asked: list[tuple[int, StatusQuery]] = field(default_factory=list)
    callback: CallbackReply = field(default_factory=CallbackReply)
    closed: int = 0

    async def deliver(self, request: SendRequest) -> SendResult:
        self.delivered.append((now_ms(), request.key))
        if self.takes_ms:
            await asyncio.sleep(self.takes_ms / 1000)
        return _given(self.answers.get(request.key), Accepted())

    async def query_status(self, query: StatusQuery) -> SendResult | None:
        self.asked.append((now_ms(), query))
        return _given(self.status.get(query.request.key), None)

    def take_callback(self, request: CallbackRequest) -> CallbackReply:
        return self.callback

    async def close(self) -> None:
        self.closed += 1

    def attempts(self, key: str) -> list[int]:
        """Return when a message was handed over."""
        return [at for at, delivered in self.delivered if delivered == key]


def _given(answers: list[Answer] | None, usual: Answer) -> SendResult | None:
    answer = answers.pop(0) if answers else usual
    if isinstance(answer, BaseException):
        raise answer
    return answer


@dataclass(slots=True)
class World:
    """A provider, an outbox with messages, and a dispatcher between them."""

    provider: Provider
    declared: ChannelPlugin
    throttle: Throttle | None = None
    retry: Retry = field(default_factory=Retry)
    pauses: Pauses = field(default_factory=Pauses)
    outbox: MemoryOutbox = field(default_factory=MemoryOutbox)
    faults: list[str] = field(default_factory=list)
    troubles: list[str | None] = field(default_factory=list)
    receipts: frozenset[str] = ALL_RECEIPTS

    def dispatcher(self, on_given_up: GivenUp | None = None) -> Dispatcher:
        setup = LaneSetup(
            channel="sms",
            plugin=self.declared,
            delivery=self.provider,
            throttle=self.throttle,
            retry=self.retry,
            pauses=self.pauses,
            receipts=self.receipts,
        )

        def on_fault(channel: str, error: BaseException) -> None:
            self.faults.append(f"{channel}: {type(error).__name__}")

        return Dispatcher(
            self.outbox,
            [setup],
            on_fault=on_fault,
            on_given_up=on_given_up,
            on_trouble=lambda _, reason: self.troubles.append(reason),
            clock=now_ms,
        )

    async def until_drained(self, *requests: SendRequest, within_ms: int = 10**9) -> None:
        """Deliver messages until nothing is left to do."""
        for request in requests:
            self.outbox.add(request)
        dispatcher = self.dispatcher()
        serving = asyncio.create_task(dispatcher.run())
        try:
            async with asyncio.timeout(within_ms / 1000):
                await dispatcher.drained()
        except TimeoutError:
            pass
        dispatcher.stop()
        await serving

    def states(self) -> dict[str, str]:
        return {key: row.state.value for key, row in self.outbox.rows.items()}

    def receipt_names(self) -> list[str]:
        return [event.name for event in self.outbox.receipts]
