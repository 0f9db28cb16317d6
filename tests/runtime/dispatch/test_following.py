"""Whether an accepted message has arrived: asked for where no provider tells it by itself."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from itertools import pairwise

import pytest

from maflow.plugins.spec import (
    Accepted,
    CallbackReply,
    CallbackRequest,
    Failed,
    Notice,
    Receipt,
    SendResult,
    Unknown,
)
from maflow.runtime.dispatch.policy import Pauses, Retry
from tests.runtime.dispatch.provider import Answer, Provider, World, message, plugin
from tests.runtime.dispatch.virtual_time import now_ms, run

ASKABLE = plugin(can_query=True)
DAY = 86_400_000


@dataclass(slots=True)
class Pushing(Provider):
    """A provider that has been given an address to report to."""

    def awaits_reports(self) -> bool:
        return True


async def served(world: World, for_ms: int) -> None:
    """Serve for a while."""
    dispatcher = world.dispatcher()
    serving = asyncio.create_task(dispatcher.run())
    await asyncio.sleep(for_ms / 1000)
    dispatcher.stop()
    await serving


def followed(answers: list[Answer], for_ms: int, **more: object) -> World:
    world = World(Provider(status={"a": answers}), ASKABLE)
    world.outbox.add(message("a", **more))
    run(served(world, for_ms))
    return world


@pytest.mark.parametrize(
    ("answer", "receipt"),
    [
        (Accepted(is_delivered=True), "sms.delivered"),
        (Failed("switched off", "DELIVRD:9"), "sms.failed"),
        (Failed("no such number", is_hard_bounce=True), "sms.bounced"),
    ],
)
def test_what_was_accepted_is_asked_for_until_the_provider_knows(answer: SendResult, receipt: str) -> None:
    world = followed([None, Accepted(), Unknown("busy"), answer], 10 * DAY)
    assert [at for at, _ in world.provider.asked] == [30_000, 90_000, 210_000, 450_000]
    assert world.receipt_names() == ["sms.accepted", receipt]
    assert world.outbox.rows["a"].due_at is None
    assert (world.states(), world.provider.attempts("a")) == ({"a": "accepted"}, [0])


def test_it_is_asked_for_as_long_as_it_is_valid_and_a_last_time_then() -> None:
    world = followed([], 10 * DAY, expires_at=100_000)
    assert [at for at, _ in world.provider.asked] == [30_000, 90_000, 100_000]


def test_without_a_validity_it_is_asked_for_as_long_as_providers_know() -> None:
    world = followed([], 10 * DAY)
    asked = [at for at, _ in world.provider.asked]
    assert (asked[-1], max(b - a for a, b in pairwise(asked))) == (3 * DAY, 3_600_000)
    assert world.receipt_names() == ["sms.accepted"]


def test_a_provider_that_reports_by_itself_is_not_asked() -> None:
    world = World(Pushing(), ASKABLE)
    world.outbox.add(message("a"))
    run(served(world, DAY))
    assert world.provider.asked == []


def test_what_is_known_to_have_arrived_is_not_asked_for() -> None:
    world = World(Provider(answers={"a": [Accepted(is_delivered=True)]}), ASKABLE)
    world.outbox.add(message("a"))
    run(served(world, DAY))
    assert world.provider.asked == []


def test_a_kind_without_the_receipt_is_not_asked_for() -> None:
    world = World(Provider(), ASKABLE, receipts=frozenset({"accepted"}))
    world.outbox.add(message("a"))
    run(served(world, DAY))
    assert world.provider.asked == []


def test_a_report_ends_the_questions() -> None:
    async def scenario() -> World:
        notice = Notice(receipt=Receipt.DELIVERED, key="a")
        world = World(Provider(callback=CallbackReply(notices=(notice,))), ASKABLE)
        world.outbox.add(message("a"))
        dispatcher = world.dispatcher()
        serving = asyncio.create_task(dispatcher.run())
        await asyncio.sleep(40)
        await dispatcher.take_callback("sms", CallbackRequest(method="POST"))
        await asyncio.sleep(1_000)
        dispatcher.stop()
        await serving
        return world

    world = run(scenario())
    assert [at for at, _ in world.provider.asked] == [30_000]
    assert world.receipt_names() == ["sms.accepted", "sms.delivered"]


def test_questions_go_on_after_a_restart_and_one_that_was_broken_off_is_asked_again() -> None:
    async def scenario() -> World:
        world = World(Provider(status={"a": [None, None, Accepted(is_delivered=True)]}), ASKABLE)
        world.outbox.add(message("a"))
        await served(world, 40_000)
        # Claimed by a process that was killed then.
        await asyncio.sleep(60)
        (row,) = await world.outbox.claim_accepted("sms", now_ms(), 9)
        assert row.is_accepted
        await served(world, DAY)
        return world

    world = run(scenario())
    assert world.provider.attempts("a") == [0]
    assert world.receipt_names() == ["sms.accepted", "sms.delivered"]
    assert world.states() == {"a": "accepted"}


def test_nobody_waits_for_answers_before_a_host_ends() -> None:
    world = World(Provider(), ASKABLE)
    run(world.until_drained(message("a"), within_ms=1_000))
    assert run(world.outbox.left()) == {}
    assert run(world.outbox.agenda("sms")).asks_at == 30_000


def test_questions_leave_room_for_messages() -> None:
    world = World(Provider(takes_ms=100), plugin(can_query=True, concurrency=1))

    async def scenario() -> None:
        world.outbox.add(message("a"))
        for number in range(5):
            world.outbox.add(message(f"m{number}", at=30_050), due_at=30_050)
        await served(world, 32_000)

    run(scenario())
    first_asked, _ = world.provider.asked[0]
    assert first_asked > max(at for at, _ in world.provider.delivered) == 30_450


def test_an_accepted_message_counts_once_however_often_it_is_asked_for() -> None:
    async def scenario() -> tuple[int, int]:
        world = World(Provider(answers={"b": [Unknown("?")]}), ASKABLE)
        world.outbox.add(message("a"))
        world.outbox.add(message("b"))
        dispatcher = world.dispatcher()
        serving = asyncio.create_task(dispatcher.run())
        await asyncio.sleep(DAY / 1000)
        status = dispatcher.status()["sms"]
        dispatcher.stop()
        await serving
        return status.accepted, status.unknown

    assert run(scenario()) == (1, 1)


def test_unknown_outcomes_are_asked_for_as_long_as_providers_know_of_them() -> None:
    world = World(Provider(answers={"a": [Unknown("?")]}), ASKABLE)
    run(world.until_drained(message("a")))
    last, _ = world.provider.asked[-1]
    assert 2.9 * DAY < last < 3.1 * DAY


def test_the_pace_of_questions_is_the_operators() -> None:
    pauses = Pauses(following=Retry(2, 1_000, 60_000))
    world = World(Provider(), ASKABLE, pauses=pauses)
    world.outbox.add(message("a"))
    run(served(world, DAY))
    assert [at for at, _ in world.provider.asked] == [1_000, 3_000]
