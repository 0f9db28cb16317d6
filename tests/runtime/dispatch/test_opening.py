"""From a program and an environment to messages in a file: the whole way of a local host."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec
import pytest

from maflow.plugins.catalogue import build_catalogue
from maflow.plugins.manager import build_manager
from maflow.runtime.core.effects import Outgoing
from maflow.runtime.dispatch.dispatcher import Dispatcher
from maflow.runtime.dispatch.memory_outbox import MemoryOutbox
from maflow.runtime.dispatch.opening import open_lanes
from maflow.runtime.dispatch.policy import Retry, Throttle
from maflow.runtime.dispatch.receipts import send_request
from maflow.runtime.errors import HostError
from maflow.runtime.program.program import Channel, Delivery, Program
from maflow.runtime.program.types import Place

CATALOGUE = build_catalogue(build_manager(load_entry_points=False))


def program(**deliveries: Delivery) -> Program:
    channels = tuple(
        Channel(
            name=name,
            kind=name,
            place=Place(0, 1),
            receipts=("sent", "accepted", "delivered", "failed"),
            delivery=delivery,
        )
        for name, delivery in deliveries.items()
    )
    return Program(
        project="shop",
        timezone="UTC",
        currency="CNY",
        lateness_ms=0,
        max_age_ms=0,
        channels=channels,
    )


def outgoing(key: str) -> Outgoing:
    return Outgoing(
        key=key,
        at=5,
        user_id="u1",
        campaign="cart",
        run="cart/u1/1",
        node="send.hello",
        message="hello",
        channel="push",
        category="promotional",
        arm="ten",
        address=None,
        fields={"body": "Hi"},
        expires_at=None,
    )


def test_messages_of_the_engine_reach_a_file_and_come_back_as_receipts(tmp_path: Path) -> None:
    async def scenario() -> MemoryOutbox:
        outbox = MemoryOutbox()
        for number in range(300):
            outbox.add(send_request(outgoing(f"{number:032x}"), "shop", "push"))
        lanes = open_lanes(
            program(push=Delivery(plugin="file", settings={"path": "out/${NAME}.jsonl"})),
            CATALOGUE,
            {"NAME": "push"},
            tmp_path,
        )
        dispatcher = Dispatcher(outbox, lanes, on_fault=lambda *_: None)
        serving = asyncio.create_task(dispatcher.run())
        await dispatcher.drained()
        dispatcher.stop()
        await serving
        return outbox

    outbox = asyncio.run(scenario())
    lines = (tmp_path / "out" / "push.jsonl").read_bytes().splitlines()
    assert [msgspec.json.decode(line)["key"] for line in lines] == list(outbox.rows)
    assert msgspec.json.decode(lines[0])["arm"] == "ten"
    assert {event.name for event in outbox.receipts} == {"push.accepted", "push.delivered"}


def test_pace_and_retry_are_those_of_the_program(tmp_path: Path) -> None:
    given = Delivery(plugin="console", throttle=(20, 1_000), retry=(1, 2, 3))
    push, sms = open_lanes(program(push=given, sms=Delivery(plugin="console")), CATALOGUE, {}, tmp_path)
    assert (push.throttle, push.retry) == (Throttle(20, 1_000), Retry(1, 2, 3))
    assert (sms.throttle, sms.retry) == (None, Retry())
    assert push.receipts == {"sent", "accepted", "delivered", "failed"}


@pytest.mark.parametrize(
    ("deliveries", "key", "arguments"),
    [
        (
            {
                "push": Delivery(plugin="file", settings={"path": "${A}"}),
                "sms": Delivery(plugin="webhook", settings={"url": "${B}", "secret": "${A}"}),
            },
            "delivery.unset-variables",
            {"names": "A\nB"},
        ),
        (
            {"push": Delivery(plugin="pigeon")},
            "delivery.unknown-plugin",
            {"channel": "push", "plugin": "pigeon", "installed": "\n".join(CATALOGUE.plugins)},
        ),
        (
            {"push": Delivery(plugin="file")},
            "delivery.missing-setting",
            {"channel": "push", "plugin": "file", "setting": "path"},
        ),
    ],
)
def test_what_the_operator_has_to_mend_is_told_before_anything_is_sent(
    deliveries: dict[str, Delivery], key: str, arguments: dict[str, str], tmp_path: Path
) -> None:
    with pytest.raises(HostError) as raised:
        open_lanes(program(**deliveries), CATALOGUE, {}, tmp_path)
    assert (raised.value.key, raised.value.arguments) == (key, arguments)
