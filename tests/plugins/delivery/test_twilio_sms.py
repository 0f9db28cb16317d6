"""Twilio's way: forms, refusals, the search for a lost message, signed callbacks."""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import parse_qsl, urlencode

import msgspec
import pytest

from maflow.plugins.delivery.twilio_sms import callback_signature
from maflow.plugins.errors import ConfigError
from maflow.plugins.spec import (
    Accepted,
    CallbackReply,
    CallbackRequest,
    Failed,
    Notice,
    Receipt,
    SendResult,
    StatusQuery,
    Unavailable,
    Unknown,
)
from maflow.plugins.testing import HttpCall, HttpProvider, HttpReply, sample_request
from tests.plugins.delivery.opened import answered, opened, talk

TOKEN = "12345"
CALLBACK = "https://shop.example/v1/callbacks/sms"
REQUEST = sample_request("k1", "sms", {"text": "Hello, 你好"}, address="+14155550100")
CREATED = "Wed, 11 Nov 2026 12:00:01 +0000"
AT = 1_794_398_400_000


def open_at(url: str, **more: object) -> Any:
    settings = {
        "provider": "twilio",
        "url": url,
        "account": "AC1",
        "api_key": "${TOKEN}",
        "sender": "+15005550006",
        **more,
    }
    return opened("sms_gateway", settings, {"TOKEN": TOKEN}, kind="sms")


def told(status: int, body: object, **headers: str) -> HttpReply:
    return HttpReply(status, msgspec.json.encode(body), headers)


TAKEN = told(201, {"sid": "SM1", "status": "queued", "error_code": None})


def form_of(call: HttpCall) -> dict[str, str]:
    return dict(parse_qsl(call.body.decode(), keep_blank_values=True))


def test_a_text_is_posted_as_a_form() -> None:
    result, call = answered(TAKEN, open_at, REQUEST)
    assert result == Accepted(provider_id="SM1")
    assert call.path == "/2010-04-01/Accounts/AC1/Messages.json"
    assert call.headers["authorization"] == "Basic " + base64.b64encode(b"AC1:12345").decode()
    assert form_of(call) == {"To": "+14155550100", "From": "+15005550006", "Body": "Hello, 你好"}


def test_a_messaging_service_a_signature_and_a_callback_can_be_set() -> None:
    settings = {"sender": "MG1", "signature": "Shop", "callback_url": CALLBACK}
    _, call = answered(TAKEN, lambda url: open_at(url, **settings), REQUEST)
    assert form_of(call) == {
        "To": "+14155550100",
        "MessagingServiceSid": "MG1",
        "Body": "【Shop】Hello, 你好",
        "StatusCallback": f"{CALLBACK}?key=k1",
    }


def test_a_template_is_named_by_its_sid() -> None:
    request = sample_request("k1", "sms", {"template": "HX1"}, address="+1", variables={"1": "Ann"})
    _, call = answered(TAKEN, open_at, request)
    form = form_of(call)
    assert (form["ContentSid"], form["ContentVariables"], "Body" in form) == ("HX1", '{"1":"Ann"}', False)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (told(400, {"code": 21211, "message": "invalid"}), Failed("", "21211", is_hard_bounce=True)),
        (told(400, {"code": 21614, "message": "landline"}), Failed("", "21614", is_hard_bounce=True)),
        (told(400, {"code": 21610, "message": "opted out"}), Failed("", "21610")),
        (told(400, {"code": 99999, "message": "new"}), Failed("", "99999")),
        (told(400, {"code": 30001, "message": "full"}), Failed("", "30001", is_permanent=False)),
        (told(401, {"code": 20003, "message": "who"}), Unavailable("", "20003")),
        (told(400, {"code": 21606, "message": "from"}), Unavailable("", "21606")),
        (told(404, {"code": 20404, "message": "account"}), Unavailable("", "20404")),
        (told(429, {"code": 20429, "message": "fast"}), Unavailable("", "20429", 1_000)),
        (
            told(429, {"code": 20429, "message": "fast"}, **{"retry-after": "9"}),
            Unavailable("", "20429", 9_000),
        ),
        (told(500, {"code": 20500, "message": "oops"}), Unknown("", "20500")),
        (HttpReply(503, b"<html>"), Unknown("", "503")),
        (HttpReply(201, b"{}"), Unknown("", "201")),
        (HttpReply(403, b"proxy"), Unavailable("", "403")),
    ],
)
def test_what_an_answer_says_of_the_message(answer: HttpReply, expected: SendResult) -> None:
    result, _ = answered(answer, open_at, REQUEST)
    assert not isinstance(result, Accepted)
    assert msgspec.structs.replace(result, reason="") == expected


def test_a_message_without_a_number_is_not_sent() -> None:
    provider = HttpProvider(lambda _: TAKEN)
    request = msgspec.structs.replace(REQUEST, address=None)
    result, calls = talk(provider, lambda: open_at(provider.url), lambda channel: channel.deliver(request))
    assert (result, calls) == (Failed("there is no number", "no-number"), [])


def asked(answer: HttpReply, provider_id: str | None = None) -> tuple[SendResult | None, HttpCall]:
    provider = HttpProvider(lambda _: answer, text_of=lambda _: "")
    query = StatusQuery(request=REQUEST, attempted_at=AT, provider_id=provider_id)
    result, calls = talk(provider, lambda: open_at(provider.url), lambda channel: channel.query_status(query))
    return result, calls[0]


def listed(**change: object) -> dict[str, object]:
    return {
        "sid": "SM7",
        "status": "sent",
        "body": "Hello, 你好",
        "direction": "outbound-api",
        "date_created": CREATED,
        "error_code": None,
        **change,
    }


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("queued", Accepted(provider_id="SM7")),
        ("sent", Accepted(provider_id="SM7")),
        ("delivered", Accepted(provider_id="SM7", is_delivered=True)),
        ("undelivered", Failed("not delivered: 30003", "30003")),
        ("failed", Failed("not delivered: 30003", "30003")),
    ],
)
def test_a_message_with_a_sid_is_asked_for_by_it(status: str, expected: SendResult) -> None:
    error = 30003 if isinstance(expected, Failed) else None
    result, call = asked(told(200, listed(status=status, error_code=error)), provider_id="SM7")
    assert result == expected
    assert call.path == "/2010-04-01/Accounts/AC1/Messages/SM7.json"


@pytest.mark.parametrize(
    ("messages", "is_found"),
    [
        ([listed()], True),
        ([listed(), listed(sid="SM8", body="another text")], True),
        ([listed(), listed(sid="SM8", date_created="Wed, 11 Nov 2026 10:00:00 +0000")], True),
        ([listed(), listed(sid="SM8", direction="inbound")], True),
        ([listed(), listed(sid="SM8", date_created=None)], True),
        ([], False),
        ([listed(), listed(sid="SM8")], False),
        ([listed(body="another text")], False),
    ],
)
def test_a_lost_message_is_found_only_if_it_can_be_no_other(
    messages: list[dict[str, object]], is_found: bool
) -> None:
    result, call = asked(told(200, {"messages": messages}))
    assert (result == Accepted(provider_id="SM7")) is is_found
    assert call.query == {"To": "+14155550100", "PageSize": "50"}


@pytest.mark.parametrize(
    "answer",
    [HttpReply(500), HttpReply(200, b"<html>"), HttpReply(404, b"{}"), HttpReply(200, b'{"sid": "\xff"}')],
)
@pytest.mark.parametrize("provider_id", [None, "SM7"])
def test_an_answer_that_says_nothing_leaves_it_open(answer: HttpReply, provider_id: str | None) -> None:
    assert asked(answer, provider_id)[0] is None


def test_the_signature_of_callbacks_is_the_documented_one() -> None:
    form = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675309",
        "Digits": "1234",
        "From": "+14158675309",
        "To": "+18005551212",
    }
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    assert callback_signature("12345", url, form) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


def called_back(
    form: dict[str, str], *, query: dict[str, str] | None = None, signed_for: str = CALLBACK
) -> CallbackReply:
    channel = open_at("https://api.example", callback_url=CALLBACK)
    headers = {"x-twilio-signature": callback_signature(TOKEN, signed_for, form)}
    request = CallbackRequest(
        method="POST", query=query or {}, headers=headers, body=urlencode(form).encode()
    )
    reply = channel.take_callback(request)
    assert isinstance(reply, CallbackReply)
    return reply


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (
            {"MessageSid": "SM7", "MessageStatus": "delivered"},
            Notice(receipt=Receipt.DELIVERED, key="k1", provider_id="SM7"),
        ),
        (
            {"MessageSid": "SM7", "MessageStatus": "undelivered", "ErrorCode": "30005"},
            Notice(
                receipt=Receipt.FAILED,
                key="k1",
                provider_id="SM7",
                code="30005",
                reason="not delivered: 30005",
            ),
        ),
        ({"MessageSid": "SM7", "MessageStatus": "sent"}, None),
    ],
)
def test_what_became_of_a_message_is_called_back(form: dict[str, str], expected: Notice | None) -> None:
    reply = called_back(form, query={"key": "k1"}, signed_for=f"{CALLBACK}?key=k1")
    assert reply.notices == (() if expected is None else (expected,))
    assert (reply.status, reply.content_type) == (200, "text/xml")


@pytest.mark.parametrize(
    ("form", "is_stop"),
    [
        ({"From": "+14155550100", "Body": "STOP"}, True),
        ({"From": "+14155550100", "Body": "arrêt", "OptOutType": "STOP"}, True),
        ({"From": "+14155550100", "Body": "thank you"}, False),
    ],
)
def test_who_answers_stop_is_unsubscribed(form: dict[str, str], is_stop: bool) -> None:
    expected = (Notice(receipt=Receipt.UNSUBSCRIBED, address="+14155550100"),) if is_stop else ()
    assert called_back(form).notices == expected


def test_a_callback_that_is_signed_for_another_address_is_refused() -> None:
    reply = called_back({"MessageStatus": "delivered"}, query={"key": "k2"}, signed_for=f"{CALLBACK}?key=k1")
    assert (reply.status, reply.notices) == (403, ())


def test_without_an_address_no_callback_is_taken() -> None:
    channel = open_at("https://api.example")
    form = {"MessageStatus": "delivered"}
    headers = {"x-twilio-signature": callback_signature(TOKEN, "", form)}
    request = CallbackRequest(method="POST", headers=headers, body=urlencode(form).encode())
    assert channel.take_callback(request).status == 403


def test_a_sender_is_needed() -> None:
    with pytest.raises(ConfigError) as raised:
        open_at("https://api.example", sender="")
    assert raised.value.arguments["setting"] == "sender"


@pytest.mark.parametrize(("more", "awaits"), [({}, False), ({"callback_url": CALLBACK}, True)])
def test_it_is_asked_for_the_status_unless_reports_can_reach_us(
    more: dict[str, object], awaits: bool
) -> None:
    assert open_at("https://sms.example", **more).awaits_reports() is awaits
