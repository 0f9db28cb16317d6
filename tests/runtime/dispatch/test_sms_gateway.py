"""Text messages through the whole way: variables of the message, and what became of it, asked for."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from urllib.parse import parse_qsl

import msgspec
import pytest

from maflow.plugins.catalogue import build_catalogue
from maflow.plugins.manager import build_manager
from maflow.plugins.testing import HttpCall, HttpProvider, HttpReply
from maflow.runtime.core.effects import Outgoing
from maflow.runtime.dispatch.dispatcher import Dispatcher
from maflow.runtime.dispatch.memory_outbox import MemoryOutbox
from maflow.runtime.dispatch.opening import open_lanes
from maflow.runtime.dispatch.policy import Pauses, Retry
from maflow.runtime.dispatch.receipts import send_request
from maflow.runtime.program.program import Channel, Delivery, Program
from maflow.runtime.program.types import Place

CATALOGUE = build_catalogue(build_manager(load_entry_points=False))
SOON = Pauses(following=Retry(9, 1, 5))
RECEIPTS = ("sent", "accepted", "delivered", "failed", "bounced")
OUTGOING = Outgoing(
    key="0f3a",
    at=5,
    user_id="u1",
    campaign="cart",
    run="cart/u1/1",
    node="send.hello",
    message="hello",
    channel="sms",
    category="promotional",
    arm=None,
    address="+8613800000000",
    fields={"text": "Ann, your cart of 80.00 CNY is waiting", "template": "SMS_1", "signature": "Shop"},
    variables={"name": "Ann", "value": "80.00 CNY"},
)


class Gateway:
    """A provider of text messages: whether one has arrived it knows at the third question."""

    def __init__(self) -> None:
        self.sent: list[dict[str, str]] = []
        self.questions = 0

    def aliyun(self, call: HttpCall) -> HttpReply:
        """Answer as Aliyun does."""
        form = dict(parse_qsl(call.body.decode()))
        if form["Action"] == "SendSms":
            self.sent.append(form)
            return HttpReply(200, b'{"Code":"OK","BizId":"B1"}')
        self.questions += 1
        status = 3 if self.questions > 2 else 1
        detail = {"OutId": "0f3a", "SendStatus": status, "ErrCode": ""}
        return HttpReply(200, json.dumps({"SmsSendDetailDTOs": {"SmsSendDetailDTO": [detail]}}).encode())

    def twilio(self, call: HttpCall) -> HttpReply:
        """Answer as Twilio does."""
        if call.method == "POST":
            self.sent.append(dict(parse_qsl(call.body.decode())))
            return HttpReply(201, b'{"sid":"SM1","status":"queued"}')
        self.questions += 1
        status = "undelivered" if self.questions > 2 else "sent"
        return HttpReply(200, json.dumps({"sid": "SM1", "status": status, "error_code": 30003}).encode())


def program(url: str, provider: str, **more: object) -> Program:
    settings = {"provider": provider, "url": url, "account": "AC1", "api_key": "${KEY}", "sender": "MG1"}
    sms = Channel(
        name="sms",
        kind="sms",
        place=Place(0, 1),
        receipts=RECEIPTS,
        delivery=Delivery(plugin="sms_gateway", settings={**settings, **more}),
    )
    return Program(
        project="shop", timezone="UTC", currency="CNY", lateness_ms=0, max_age_ms=0, channels=(sms,)
    )


async def delivered(gateway: Gateway, provider: str, **more: object) -> list[tuple[str, object]]:
    """Deliver the message, and wait until two things are known of it."""
    final = asyncio.Event()

    def take(receipts: object) -> None:
        if len(outbox.receipts) > 1:
            final.set()

    outbox = MemoryOutbox(take)
    outbox.add(send_request(OUTGOING, "shop", "sms"))
    async with HttpProvider(getattr(gateway, provider)) as there:
        lanes = open_lanes(program(there.url, provider, **more), CATALOGUE, {"KEY": "k"}, Path())
        lanes = tuple(msgspec.structs.replace(lane, pauses=SOON) for lane in lanes)
        dispatcher = Dispatcher(outbox, lanes, on_fault=lambda *_: None)
        serving = asyncio.create_task(dispatcher.run())
        await final.wait()
        dispatcher.stop()
        await serving
    return [(event.name, event.properties.get("reason")) for event in outbox.receipts]


@pytest.mark.parametrize(
    ("provider", "outcome"),
    [("aliyun", ("sms.delivered", None)), ("twilio", ("sms.failed", "not delivered: 30003"))],
)
def test_a_gateway_that_reports_nothing_is_asked_until_it_knows(
    provider: str, outcome: tuple[str, object]
) -> None:
    gateway = Gateway()
    assert asyncio.run(delivered(gateway, provider)) == [("sms.accepted", None), outcome]
    assert (len(gateway.sent), gateway.questions) == (1, 3)


@pytest.mark.parametrize(
    ("provider", "setting", "expected"),
    [
        ("aliyun", {}, {"name": "Ann", "value": "80.00 CNY"}),
        ("aliyun", {"variables": "numbers"}, {"1": "Ann", "2": "80.00 CNY"}),
        ("twilio", {}, {"1": "Ann", "2": "80.00 CNY"}),
        ("twilio", {"variables": "names"}, {"name": "Ann", "value": "80.00 CNY"}),
    ],
)
def test_the_variables_of_a_template_are_filled_in(
    provider: str, setting: dict[str, object], expected: dict[str, str]
) -> None:
    gateway = Gateway()
    asyncio.run(delivered(gateway, provider, **setting))
    (form,) = gateway.sent
    assert json.loads(form["TemplateParam" if provider == "aliyun" else "ContentVariables"]) == expected
    assert form["TemplateCode" if provider == "aliyun" else "ContentSid"] == "SMS_1"
