"""The dispatcher with a provider that does what a test says, in virtual time."""

from __future__ import annotations

import asyncio
import itertools
from typing import Any, cast

import msgspec
import pytest

from maflow.plugins.spec import (
    Accepted,
    CallbackReply,
    CallbackRequest,
    Failed,
    Notice,
    Receipt,
    Unavailable,
    Unknown,
)
from maflow.runtime.dispatch.breaker import Circuit
from maflow.runtime.dispatch.dispatcher import Dispatcher
from maflow.runtime.dispatch.memory_outbox import MemoryOutbox
from maflow.runtime.dispatch.outbox import OutboxRow, RowState, Settlement
from maflow.runtime.dispatch.policy import Pauses, Retry, Throttle
from tests.runtime.dispatch.provider import Provider, World, message, plugin
from tests.runtime.dispatch.virtual_time import now_ms, run

IDEMPOTENT = plugin(is_idempotent=True)
ONCE = plugin()
ASKABLE = plugin(can_query=True)


def test_a_message_is_handed_over_once_and_its_receipt_comes_back() -> None:
    world = World(Provider(), ONCE)
    run(world.until_drained(message("a", arm="ten")))
    assert world.provider.delivered == [(0, "a")]
    assert world.states() == {"a": "accepted"}
    (receipt,) = world.outbox.receipts
    assert (receipt.name, receipt.user_id, receipt.id) == ("sms.accepted", "u-a", "a:accepted")
    assert receipt.properties == {
        "message": "hello",
        "campaign": "cart",
        "run": "cart/a/1",
        "arm": "ten",
        "channel": "sms",
        "category": "promotional",
        "node": "send.hello",
        "key": "a",
    }


def test_what_is_delivered_at_once_gives_both_receipts() -> None:
    world = World(Provider(answers={"a": [Accepted(provider_id="p1", is_delivered=True)]}), ONCE)
    run(world.until_drained(message("a")))
    assert world.receipt_names() == ["sms.accepted", "sms.delivered"]
    assert world.outbox.rows["a"].provider_id == "p1"


def test_only_receipts_that_the_kind_has_come_back() -> None:
    provider = Provider(
        answers={"a": [Accepted(is_delivered=True)], "b": [Failed("no", is_hard_bounce=True)]}
    )
    world = World(provider, ONCE, receipts=frozenset({"accepted", "failed"}))
    run(world.until_drained(message("a"), message("b")))
    assert world.receipt_names() == ["sms.accepted", "sms.failed"]


def test_a_definite_refusal_is_final() -> None:
    world = World(Provider(answers={"a": [Failed("too long", "E1")]}), IDEMPOTENT)
    run(world.until_drained(message("a")))
    assert world.states() == {"a": "failed"}
    (receipt,) = world.outbox.receipts
    assert (receipt.name, receipt.properties["reason"]) == ("sms.failed", "too long")
    assert (world.outbox.rows["a"].reason, world.outbox.rows["a"].code) == ("too long", "E1")


def test_an_address_that_does_not_exist_gives_a_hard_bounce() -> None:
    world = World(Provider(answers={"a": [Failed("no such number", is_hard_bounce=True)]}), ONCE)
    run(world.until_drained(message("a")))
    (receipt,) = world.outbox.receipts
    assert (receipt.name, receipt.properties["hard"]) == ("sms.bounced", True)


def test_what_was_not_taken_over_is_tried_again_with_growing_pauses() -> None:
    busy = Failed("busy", is_permanent=False)
    world = World(Provider(answers={"a": [busy] * 3}), ONCE, retry=Retry(5, 1_000, 2_000))
    run(world.until_drained(message("a")))
    attempts = world.provider.attempts("a")
    pauses = [after - before for before, after in itertools.pairwise(attempts)]
    assert len(attempts) == 4
    assert all(pause <= ceiling for pause, ceiling in zip(pauses, (1_000, 2_000, 2_000), strict=True))
    assert world.states() == {"a": "accepted"}


def test_pauses_are_the_same_in_every_run_and_differ_between_messages() -> None:
    def attempts() -> list[list[int]]:
        answers = {key: [Failed("busy", is_permanent=False)] * 3 for key in "ab"}
        world = World(Provider(answers=answers), ONCE)
        run(world.until_drained(message("a"), message("b")))
        return [world.provider.attempts(key) for key in "ab"]

    first, second = attempts(), attempts()
    assert first == second
    assert first[0] != first[1]


def test_a_provider_that_says_how_long_to_wait_is_obeyed() -> None:
    limited = Failed("one a minute", is_permanent=False, retry_after_ms=60_000)
    world = World(Provider(answers={"a": [limited]}), ONCE)
    run(world.until_drained(message("a")))
    assert world.provider.attempts("a") == [0, 60_000]


def test_attempts_come_to_an_end() -> None:
    world = World(Provider(answers={"a": [Failed("busy", is_permanent=False)] * 9}), ONCE, retry=Retry(3))
    run(world.until_drained(message("a")))
    assert len(world.provider.attempts("a")) == 3
    assert world.states() == {"a": "failed"}


def test_retry_never_means_one_attempt() -> None:
    answers = {"a": [Failed("busy", is_permanent=False)], "b": [Unknown("lost")]}
    world = World(Provider(answers=answers), IDEMPOTENT, retry=Retry(1))
    run(world.until_drained(message("a"), message("b")))
    assert world.states() == {"a": "failed", "b": "unknown"}


def test_an_unknown_outcome_is_tried_again_where_the_key_is_honoured() -> None:
    world = World(Provider(answers={"a": [Unknown("time-out")]}), IDEMPOTENT)
    run(world.until_drained(message("a")))
    assert len(world.provider.attempts("a")) == 2
    assert world.states() == {"a": "accepted"}


def test_an_unknown_outcome_rests_where_it_is_not_and_nothing_is_reported() -> None:
    world = World(Provider(answers={"a": [Unknown("time-out", "T")]}), ONCE)
    run(world.until_drained(message("a")))
    assert len(world.provider.attempts("a")) == 1
    assert world.states() == {"a": "unknown"}
    assert world.outbox.receipts == []
    assert world.outbox.rows["a"].due_at is None


def test_an_unknown_outcome_stays_unknown_when_later_attempts_are_refused() -> None:
    answers = {"a": [Unknown("time-out"), *[Failed("busy", is_permanent=False)] * 9]}
    world = World(Provider(answers=answers), IDEMPOTENT, retry=Retry(3))
    run(world.until_drained(message("a")))
    assert world.states() == {"a": "unknown"}


@pytest.mark.parametrize(
    ("answer", "state", "receipts"),
    [
        (Accepted(provider_id="p"), "accepted", ["sms.accepted"]),
        (Accepted(is_delivered=True), "accepted", ["sms.accepted", "sms.delivered"]),
        (Failed("lost on the way", is_permanent=False), "failed", ["sms.failed"]),
    ],
)
def test_a_provider_that_can_be_asked_settles_what_was_unknown(
    answer: Accepted | Failed, state: str, receipts: list[str]
) -> None:
    provider = Provider(answers={"a": [Unknown("time-out")]}, status={"a": [None, Unknown("?"), answer]})
    world = World(provider, ASKABLE)
    run(world.until_drained(message("a")))
    assert len(provider.attempts("a")) == 1
    assert [at for at, _ in provider.asked] == [10_000, 30_000, 70_000]
    assert all(query.attempted_at == 0 for _, query in provider.asked)
    assert world.states() == {"a": state}
    assert world.receipt_names() == receipts


def test_questions_come_to_an_end() -> None:
    pauses = Pauses(asking=Retry(3, 1_000, 60_000))
    world = World(Provider(answers={"a": [Unknown("time-out")]}), ASKABLE, pauses=pauses)
    run(world.until_drained(message("a")))
    assert len(world.provider.asked) == 3
    assert world.states() == {"a": "unknown"}


def test_a_channel_that_cannot_send_costs_no_message_an_attempt() -> None:
    down = Unavailable("connection refused")
    world = World(Provider(answers={"a": [down] * 40}), ONCE, retry=Retry(3, 1_000, 60_000))
    run(world.until_drained(message("a")))
    assert len(world.provider.attempts("a")) == 41
    assert world.states() == {"a": "accepted"}


def test_a_broken_channel_rests_and_one_message_tries_it() -> None:
    keys = [f"m{number}" for number in range(20)]
    provider = Provider(answers={key: [Unavailable("down")] * 2 for key in keys}, takes_ms=10)
    world = World(provider, plugin(concurrency=5), retry=Retry(5, 10_000, 300_000))

    async def watch() -> tuple[Circuit, int]:
        for key in keys:
            world.outbox.add(message(key))
        dispatcher = world.dispatcher()
        serving = asyncio.create_task(dispatcher.run())
        await asyncio.sleep(4)
        status = dispatcher.status()["sms"]
        begun = len(provider.delivered)
        await dispatcher.drained()
        dispatcher.stop()
        await serving
        assert status.last_trouble == "down"
        return status.circuit, begun

    circuit, begun = run(watch())
    assert circuit is Circuit.OPEN
    assert begun == 5
    assert world.troubles == ["down", None], "it is told once, and once that it is over"
    times = [at for at, _ in provider.delivered]
    assert times[5] >= 5_000
    assert times[6] >= times[5] + 5_000, "the one that tries is alone"
    assert set(world.states().values()) == {"accepted"}


def test_messages_that_are_refused_for_themselves_do_not_stop_the_others() -> None:
    keys = [f"m{number}" for number in range(20)]
    world = World(Provider(answers={key: [Failed("bad number")] for key in keys}), plugin(concurrency=1))
    run(world.until_drained(*(message(key) for key in keys)))
    assert world.troubles == []
    assert {at for at, _ in world.provider.delivered} == {0}


def test_a_provider_that_asks_for_rest_stops_the_whole_channel_for_that_long() -> None:
    answers = {"a": [Unavailable("20 a minute", "45009", 60_000)]}
    world = World(Provider(answers=answers), plugin(concurrency=1))
    run(world.until_drained(message("a"), message("b")))
    assert [at for at, _ in world.provider.delivered] == [0, 60_000, 60_000]


def test_a_host_that_is_started_anew_asks_a_provider_that_wanted_rest_for_a_day() -> None:
    async def scenario() -> list[tuple[int, str]]:
        world = World(Provider(answers={"a": [Unavailable("rest", "429", 86_400_000)]}), ONCE)
        await world.until_drained(message("a"), within_ms=600_000)
        assert world.states() == {"a": "pending"}
        await world.until_drained()
        return world.provider.delivered

    assert run(scenario()) == [(0, "a"), (600_000, "a")]


def test_the_pace_is_kept() -> None:
    world = World(Provider(), plugin(concurrency=100), throttle=Throttle(3, 1_000))
    run(world.until_drained(*(message(f"m{number}") for number in range(8))))
    assert [at for at, _ in world.provider.delivered] == [0] * 3 + [1_000] * 3 + [2_000] * 2


def test_the_pace_is_kept_over_a_restart() -> None:
    async def twice() -> None:
        world = World(Provider(), ONCE, throttle=Throttle(2, 60_000))
        await world.until_drained(message("a"), message("b"))
        await asyncio.sleep(10)
        again = World(world.provider, ONCE, throttle=Throttle(2, 60_000), outbox=world.outbox)
        await again.until_drained(message("c"))
        assert world.provider.delivered == [(0, "a"), (0, "b"), (60_000, "c")]

    run(twice())


def test_no_more_are_in_hand_than_the_plugin_wants() -> None:
    world = World(Provider(takes_ms=100), plugin(concurrency=2))
    run(world.until_drained(*(message(f"m{number}") for number in range(5))))
    assert [at for at, _ in world.provider.delivered] == [0, 0, 100, 100, 200]


def test_a_message_whose_time_is_over_fails_without_being_sent() -> None:
    async def late() -> World:
        world = World(Provider(), ONCE)
        await asyncio.sleep(5)
        await world.until_drained(message("a", expires_at=5_000), message("b", expires_at=5_001))
        return world

    world = run(late())
    assert world.provider.delivered == [(5_000, "b")]
    assert world.states() == {"a": "failed", "b": "accepted"}
    assert world.outbox.receipts[0].properties["reason"] == "expired"


def test_a_message_fails_at_its_end_even_while_it_waits_for_another_attempt() -> None:
    busy = Failed("busy", is_permanent=False, retry_after_ms=60_000)
    world = World(Provider(answers={"a": [busy]}), ONCE)
    run(world.until_drained(message("a", expires_at=5_000)))
    (receipt,) = world.outbox.receipts
    assert (receipt.name, receipt.time) == ("sms.failed", 5_000)


def test_a_doubtful_message_does_not_fail_at_its_end() -> None:
    world = World(Provider(answers={"a": [Unknown("?")] * 9}), IDEMPOTENT, retry=Retry(9, 60_000, 60_000))
    run(world.until_drained(message("a", expires_at=200)))
    assert world.states() == {"a": "unknown"}
    assert world.outbox.receipts == []


def test_a_paused_channel_lets_nothing_out_and_lets_messages_expire() -> None:
    async def scenario() -> World:
        world = World(Provider(), ONCE)
        world.outbox.add(message("a", expires_at=3_000))
        world.outbox.add(message("b"))
        dispatcher = world.dispatcher()
        dispatcher.pause("sms")
        serving = asyncio.create_task(dispatcher.run())
        await asyncio.sleep(10)
        assert world.states() == {"a": "failed", "b": "pending"}
        assert dispatcher.status()["sms"].is_paused
        dispatcher.resume("sms")
        await dispatcher.drained()
        dispatcher.stop()
        await serving
        return world

    world = run(scenario())
    assert world.provider.delivered == [(10_000, "b")]


def test_what_is_put_in_later_leaves_at_once() -> None:
    async def scenario() -> list[tuple[int, str]]:
        world = World(Provider(), ONCE)
        dispatcher = world.dispatcher()
        serving = asyncio.create_task(dispatcher.run())
        await dispatcher.drained()
        await asyncio.sleep(3)
        world.outbox.add(message("a", at=now_ms()))
        dispatcher.wake("sms")
        await dispatcher.drained()
        dispatcher.stop()
        await serving
        return world.provider.delivered

    assert run(scenario()) == [(3_000, "a")]


def stopped_while_in_hand(world: World, grace_ms: int) -> None:
    async def scenario() -> None:
        world.outbox.add(message("a"))
        world.outbox.add(message("b", at=60_000), due_at=60_000)
        dispatcher = world.dispatcher()
        serving = asyncio.create_task(dispatcher.run())
        await asyncio.sleep(1)
        dispatcher.stop(grace_ms)
        await serving

    run(scenario())


def test_what_is_in_hand_may_end_when_the_host_stops() -> None:
    world = World(Provider(takes_ms=5_000), ONCE)
    stopped_while_in_hand(world, grace_ms=10_000)
    assert world.states() == {"a": "accepted", "b": "pending"}
    assert world.provider.closed == 1


def test_that_the_host_was_stopped_hides_no_trouble_of_the_channel() -> None:
    async def scenario() -> str | None:
        provider = Provider(answers={"a": [Failed("bad number")], "b": [Accepted()]}, takes_ms=4_000)
        world = World(provider, plugin(concurrency=1))
        world.outbox.add(message("a"))
        world.outbox.add(message("b"))
        dispatcher = world.dispatcher()
        serving = asyncio.create_task(dispatcher.run())
        await asyncio.sleep(6)
        dispatcher.stop(100)
        await serving
        assert world.states() == {"a": "failed", "b": "unknown"}
        return dispatcher.status()["sms"].last_trouble

    assert run(scenario()) == "bad number"


@pytest.mark.parametrize(("declared", "state"), [(ONCE, "unknown"), (IDEMPOTENT, "pending")])
def test_what_does_not_end_in_time_is_broken_off(declared: object, state: str) -> None:
    world = World(Provider(takes_ms=60_000), declared)
    stopped_while_in_hand(world, grace_ms=100)
    assert world.states() == {"a": state, "b": "pending"}


@pytest.mark.parametrize(
    ("declared", "retry", "attempts", "state"),
    [
        (ONCE, Retry(), 0, "unknown"),
        (IDEMPOTENT, Retry(), 1, "accepted"),
        (IDEMPOTENT, Retry(1), 0, "unknown"),
        (ASKABLE, Retry(), 0, "accepted"),
    ],
)
def test_what_a_crash_left_in_hand(declared: object, retry: Retry, attempts: int, state: str) -> None:
    """A row that was claimed and never settled may have left or not."""
    world = World(Provider(status={"a": [Accepted()]}), declared, retry=retry)
    world.outbox.add(message("a"))
    run(world.outbox.claim("sms", 0, 10))
    run(world.until_drained())
    assert len(world.provider.attempts("a")) == attempts
    assert world.states() == {"a": state}


@pytest.mark.parametrize("is_killed", [True, False])
def test_a_host_that_ends_again_and_again_gives_no_message_up(is_killed: bool) -> None:
    world = World(Provider(takes_ms=5_000), IDEMPOTENT, retry=Retry(3, 1_000, 1_000))
    world.outbox.add(message("a"))

    async def scenario() -> None:
        for _ in range(6):
            dispatcher = world.dispatcher()
            serving = asyncio.create_task(dispatcher.run())
            await asyncio.sleep(3)
            if is_killed:
                serving.cancel()
            else:
                dispatcher.stop(grace_ms=100)
            await asyncio.wait({serving})
        await world.until_drained()

    run(scenario())
    assert len(world.provider.attempts("a")) == 7
    assert world.states() == {"a": "accepted"}


def test_a_plugin_that_breaks_costs_the_message_at_hand_and_nothing_else() -> None:
    provider = Provider(answers={"a": [KeyError("token=s3cret")]})
    world = World(provider, ONCE)
    run(world.until_drained(message("a"), message("b")))
    assert world.states() == {"a": "unknown", "b": "accepted"}
    assert world.faults == ["sms: KeyError"]
    assert world.outbox.rows["a"].reason == "the plugin broke: KeyError"


def test_a_plugin_that_cancels_itself_is_broken_and_was_not_interrupted_by_the_host() -> None:
    world = World(Provider(answers={"a": [asyncio.CancelledError()] * 9}), IDEMPOTENT, retry=Retry(3))
    run(world.until_drained(message("a")))
    assert len(world.provider.attempts("a")) == 3
    assert world.states() == {"a": "unknown"}
    assert world.faults == ["sms: CancelledError"] * 3


def test_a_plugin_that_returns_nothing_is_broken() -> None:
    world = World(Provider(answers={"a": [None]}), ONCE)
    run(world.until_drained(message("a")))
    assert world.faults == ["sms: TypeError"]
    assert world.states() == {"a": "unknown"}


# What a plugin may return though the types forbid it: no store could read it again.
UNKEPT: list[Any] = [
    Accepted(provider_id=cast(Any, 4711)),
    Failed(cast(Any, None)),
    Unavailable("no", retry_after_ms=cast(Any, 1.5)),
    "accepted",
]


@pytest.mark.parametrize("result", UNKEPT)
def test_a_plugin_that_returns_what_cannot_be_kept_is_broken(result: Any) -> None:
    world = World(Provider(answers={"a": [result]}, status={"b": [result]}), ASKABLE)
    world.provider.answers["b"] = [Unknown("lost")]
    run(world.until_drained(message("a"), message("b"), within_ms=60_000))
    assert world.faults == ["sms: TypeError"] * 2
    assert world.states()["a"] in ("unknown", "accepted")


def test_whatever_a_provider_says_can_be_written_down() -> None:
    said = "550 caf\udce9\x1b[31m\r\n" + "x" * 5_000
    world = World(Provider(answers={"a": [Failed(said)], "b": [Accepted(provider_id="\udce9")]}), ONCE)
    run(world.until_drained(message("a"), message("b")))
    reason = world.outbox.rows["a"].reason
    assert reason is not None
    assert (reason[:18], len(reason)) == ("550 caf\N{REPLACEMENT CHARACTER} [31m  xxx", 1_001)
    assert msgspec.json.encode(list(world.outbox.rows.values()))


def test_a_notice_that_cannot_be_kept_is_refused() -> None:
    notices = (
        Notice(receipt=Receipt.DELIVERED, key="a"),
        Notice(receipt=Receipt.DELIVERED, key="a", at=cast(Any, 1.5)),
    )
    world = World(Provider(callback=CallbackReply(notices=notices)), ONCE)
    world.outbox.add(message("a"))
    with pytest.raises(TypeError, match="Notice: Expected"):
        run(world.dispatcher().take_callback("sms", CallbackRequest(method="POST")))
    assert world.outbox.receipts == []


def test_a_plugin_that_never_answers_is_left_alone() -> None:
    world = World(Provider(takes_ms=10**9), ONCE, pauses=Pauses(answer_ms=30_000))
    run(world.until_drained(message("a")))
    assert world.states() == {"a": "unknown"}
    assert world.outbox.rows["a"].code == "timeout"


class FullDisk(MemoryOutbox):
    """An outbox that can no longer be written."""

    async def settle(self, settlements: object) -> None:
        raise OSError("no space left on device")


def test_an_outbox_that_breaks_ends_the_run_with_its_own_error() -> None:
    world = World(Provider(), ONCE, outbox=FullDisk())
    world.outbox.add(message("a"))
    with pytest.raises(OSError, match="no space left"):
        run(world.dispatcher().run())
    assert world.states() == {"a": "claimed"}
    assert world.provider.closed == 1


def test_a_host_without_channels_runs_until_it_is_stopped() -> None:
    async def scenario() -> int:
        dispatcher = Dispatcher(MemoryOutbox(), [], on_fault=lambda *_: None, clock=now_ms)
        serving = asyncio.create_task(dispatcher.run())
        await dispatcher.drained()
        asyncio.get_running_loop().call_later(7, dispatcher.stop)
        await serving
        return now_ms()

    assert run(scenario()) == 7_000


def reported(world: World, *notices: Notice) -> CallbackReply:
    world.provider.callback = CallbackReply(status=204, notices=notices)
    return run(world.dispatcher().take_callback("sms", CallbackRequest(method="POST")))


def test_what_a_provider_reports_becomes_a_receipt() -> None:
    world = World(Provider(answers={"a": [Accepted(provider_id="p1")]}), ONCE)
    run(world.until_drained(message("a")))
    reply = reported(world, Notice(receipt=Receipt.DELIVERED, provider_id="p1", at=-5))
    assert reply.status == 204
    receipt = world.outbox.receipts[-1]
    assert (receipt.name, receipt.time, receipt.at, receipt.id) == ("sms.delivered", -5, 0, "a:delivered")


@pytest.mark.parametrize(
    ("notice", "state", "receipts"),
    [
        (Receipt.DELIVERED, "accepted", ["sms.accepted", "sms.delivered"]),
        (Receipt.ACCEPTED, "accepted", ["sms.accepted"]),
        (Receipt.FAILED, "failed", ["sms.failed"]),
        (Receipt.UNSUBSCRIBED, "unknown", ["sms.unsubscribed"]),
    ],
)
def test_a_report_settles_what_was_unknown(notice: Receipt, state: str, receipts: list[str]) -> None:
    world = World(Provider(answers={"a": [Unknown("time-out")]}), ONCE)
    run(world.until_drained(message("a")))
    reported(world, Notice(receipt=notice, key="a"))
    assert world.states() == {"a": state}
    assert world.receipt_names() == receipts


def test_a_report_of_an_accepted_message_does_not_change_what_became_of_it() -> None:
    world = World(Provider(), ONCE)
    run(world.until_drained(message("a")))
    reported(world, Notice(receipt=Receipt.FAILED, key="a", reason="switched off", code="X"))
    assert world.states() == {"a": "accepted"}
    assert world.outbox.receipts[-1].properties["reason"] == "switched off"


def test_a_report_by_address_is_about_the_last_message_to_it() -> None:
    world = World(Provider(), ONCE)
    run(world.until_drained(message("a"), message("b"), message("c", address="+8613900000000")))
    reported(world, Notice(receipt=Receipt.UNSUBSCRIBED, address="+8613800000000"))
    assert world.outbox.receipts[-1].user_id == "u-b"


def test_a_report_of_a_message_that_is_forgotten_is_about_its_user() -> None:
    world = World(Provider(), ONCE)
    reported(world, Notice(receipt=Receipt.UNSUBSCRIBED, key="gone", user_id="u9"))
    reported(world, Notice(receipt=Receipt.UNSUBSCRIBED, key="gone"))
    (receipt,) = world.outbox.receipts
    assert (receipt.user_id, receipt.name) == ("u9", "sms.unsubscribed")


def test_several_clicks_are_several_receipts_and_the_same_click_is_one() -> None:
    world = World(Provider(), ONCE)
    run(world.until_drained(message("a")))
    clicks = [
        Notice(receipt=Receipt.CLICKED, key="a", at=at, link="https://x.example") for at in (-9, -8, -9)
    ]
    reported(world, *clicks)
    ids = [event.id for event in world.outbox.receipts if event.name == "sms.clicked"]
    assert len(ids) == 3
    assert len(set(ids)) == 2


def test_a_channel_without_callbacks_knows_no_address() -> None:
    world = World(Provider(), ONCE)
    reply = run(world.dispatcher().take_callback("nowhere", CallbackRequest(method="POST")))
    assert reply.status == 404


def test_a_settlement_that_comes_too_late_changes_no_row_and_keeps_its_receipts() -> None:
    world = World(Provider(), ONCE)
    run(world.until_drained(message("a")))
    late = OutboxRow(request=message("a"), state=RowState.FAILED, due_at=None)
    run(world.outbox.settle([Settlement(row=late, was=RowState.UNKNOWN)]))
    assert world.states() == {"a": "accepted"}
