"""What is posted, how it is signed, and what each answer says of a message."""

from __future__ import annotations

import asyncio
import base64
import datetime
import time
from typing import Any

import msgspec
import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from maflow.dsl.catalogue import LANGUAGES, sentence
from maflow.dsl.diagnostics import Text
from maflow.plugins.delivery import standard_webhooks
from maflow.plugins.delivery.http import HttpAnswer, retry_after_ms
from maflow.plugins.delivery.webhook import WebhookChannel
from maflow.plugins.errors import ConfigError
from maflow.plugins.spec import (
    Accepted,
    CallbackReply,
    CallbackRequest,
    Failed,
    Notice,
    Receipt,
    SendResult,
    SettingFault,
    Unavailable,
    Unknown,
)
from maflow.plugins.testing import HttpReply, sample_request
from tests.plugins.delivery.opened import NOW_S, answered, opened, request_for

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
REQUEST = sample_request("k-4711", "webhook", {"body": '{"name": "Zoë"}'})


def channel(**settings: object) -> WebhookChannel:
    written = {"url": "https://shop.example/in", "secret": "${KEY}", **settings}
    request = request_for("webhook", written, {"KEY": SECRET}, kind="webhook")
    return WebhookChannel(request, clock=lambda: NOW_S)


def open_at(url: str) -> Any:
    return opened("webhook", {"url": url, "secret": "${KEY}"}, {"KEY": SECRET}, kind="webhook")


def test_the_body_is_posted_as_it_is_written_and_verifies_with_the_reference_library() -> None:
    result, call = answered(HttpReply(204), open_at, REQUEST)
    assert result == Accepted(is_delivered=True)
    assert (call.method, call.body.decode()) == ("POST", '{"name": "Zoë"}')
    assert call.headers["content-type"] == "application/json"
    assert call.headers["webhook-id"] == "k-4711"
    Webhook(SECRET).verify(call.body, dict(call.headers))
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(call.body + b" ", dict(call.headers))


def test_another_kind_is_posted_as_one_json_object() -> None:
    request = sample_request("k1", "push", {"body": "Hello"})
    _, call = answered(HttpReply(200), lambda url: opened("webhook", {"url": url}), request)
    told = msgspec.json.decode(call.body)
    assert (told["key"], told["user_id"], told["fields"]) == ("k1", "u1", {"body": "Hello"})
    assert "webhook-signature" not in call.headers
    assert call.headers["webhook-id"] == "k1"


def test_headers_and_the_type_of_the_body_can_be_set() -> None:
    request = sample_request("k1", "webhook", {"body": "a=b", "content_type": "text/plain"})
    settings = {"headers": {"X-Team": "growth", "Authorization": "Bearer ${KEY}"}}
    _, call = answered(
        HttpReply(200),
        lambda url: opened("webhook", {"url": url, **settings}, {"KEY": "t0ken"}, kind="webhook"),
        request,
    )
    assert (call.headers["x-team"], call.headers["authorization"]) == ("growth", "Bearer t0ken")
    assert call.headers["content-type"] == "text/plain"


@pytest.mark.parametrize("content_type", ["text/plain\r\nX-Evil: 1", "text/\x00", "文本"])
def test_no_header_can_be_smuggled_in_through_the_type_of_the_body(content_type: str) -> None:
    request = sample_request("k1", "webhook", {"body": "x", "content_type": content_type})
    _, call = answered(HttpReply(200), open_at, request)
    assert call.headers["content-type"] == "application/json"
    assert "x-evil" not in call.headers


@pytest.mark.parametrize(
    ("status", "headers", "expected"),
    [
        (200, {}, Accepted(is_delivered=True)),
        (302, {"location": "https://x.example"}, Unavailable("", "302")),
        (400, {}, Failed("", "400")),
        (401, {}, Unavailable("", "401")),
        (404, {}, Unavailable("", "404")),
        (408, {}, Failed("", "408", is_permanent=False)),
        (409, {"retry-after": "3"}, Failed("", "409", is_permanent=False, retry_after_ms=3_000)),
        (410, {}, Unavailable("", "410")),
        (422, {}, Failed("", "422")),
        (429, {"retry-after": "7"}, Unavailable("", "429", 7_000)),
        (500, {}, Unknown("", "500")),
        (502, {}, Unknown("", "502")),
        (503, {}, Unavailable("", "503")),
        (504, {}, Unknown("", "504")),
    ],
)
def test_what_an_answer_says_of_the_message(
    status: int, headers: dict[str, str], expected: SendResult
) -> None:
    result, _ = answered(HttpReply(status, b"", headers), open_at, REQUEST)
    if not isinstance(result, Accepted):
        assert result.reason.startswith(f"the answer is {status}")
        result = msgspec.structs.replace(result, reason="")
    assert result == expected


def test_the_reason_holds_the_words_of_the_receiver_without_the_secret() -> None:
    result, _ = answered(HttpReply(422, f"no {SECRET} here".encode()), open_at, REQUEST)
    assert isinstance(result, Failed)
    assert result.reason == "the answer is 422: no *** here"


def test_an_answer_of_any_length_is_read_no_further_than_needed() -> None:
    result, _ = answered(HttpReply(400, b"x" * 500_000), open_at, REQUEST)
    assert isinstance(result, Failed)
    assert len(result.reason) < 300


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("0", 0),
        ("120", 120_000),
        ("99999999999999", 86_400_000),
        ("soon", None),
        ("Wed, 11 Nov 2026 12:00:30 GMT", 30_000),
        ("Wed, 11 Nov 2026 11:00:00 GMT", 0),
        ("Wednesday, 11-Nov-26 12:00:30 GMT", 30_000),
        ("Wed Nov 11 12:00:30 2026", 30_000),
        ("Wed, 11 Nov 99999999999999999999 12:00:30 GMT", None),
    ],
)
def test_how_long_a_receiver_asks_to_wait(
    text: str, expected: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    answer = HttpAnswer(503, {"retry-after": text}, b"")
    try:
        assert retry_after_ms(answer, int(NOW_S * 1000)) == expected
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("settings", "setting"),
    [
        ({"secret": "${KEY}"}, "secret"),
        ({"headers": {"bad name": "x"}}, "headers"),
        ({"headers": {"x": "a\r\nb"}}, "headers"),
        ({"headers": {"Webhook-Id": "mine"}}, "headers"),
        ({"headers": {"Content-Length": "3"}}, "headers"),
        ({"url": "ftp://shop.example/in"}, "url"),
        ({"url": "https://:0x/"}, "url"),
    ],
)
def test_settings_that_cannot_work_are_told_when_the_channel_is_opened(
    settings: dict[str, object], setting: str
) -> None:
    with pytest.raises(ConfigError) as raised:
        opened("webhook", {"url": "https://shop.example/in", **settings}, {"KEY": "whsec_!"}, kind="webhook")
    assert raised.value.arguments["setting"] == setting


def signed(body: bytes, at_s: float = NOW_S) -> dict[str, str]:
    moment = datetime.datetime.fromtimestamp(at_s, datetime.UTC).replace(tzinfo=None)
    signature = Webhook(SECRET).sign("msg-1", moment, body.decode())
    return {
        "webhook-id": "msg-1",
        "webhook-timestamp": str(int(at_s)),
        "webhook-signature": f"v1,AAAA {signature}",
    }


def reported(body: bytes, headers: dict[str, str]) -> CallbackReply:
    return channel(reports=True).take_callback(CallbackRequest(method="POST", headers=headers, body=body))


def test_the_receiver_reports_what_became_of_messages() -> None:
    body = msgspec.json.encode(
        {
            "receipts": [
                {"key": "a", "receipt": "delivered", "at": 5},
                {"key": "b", "receipt": "bounced", "hard": True, "reason": "gone"},
                {"key": "c", "receipt": "clicked", "link": "https://x.example"},
            ]
        }
    )
    reply = reported(body, signed(body))
    assert reply.status == 204
    assert reply.notices == (
        Notice(receipt=Receipt.DELIVERED, key="a", at=5),
        Notice(receipt=Receipt.BOUNCED, key="b", reason="gone", is_hard_bounce=True),
        Notice(receipt=Receipt.CLICKED, key="c", link="https://x.example"),
    )


def test_a_receiver_that_reports_delivers_later() -> None:
    result, _ = answered(
        HttpReply(200), lambda url: opened("webhook", {"url": url, "reports": True}), REQUEST
    )
    assert result == Accepted()


BODY = b'{"receipts":[{"key":"a","receipt":"delivered"}]}'


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, BODY),
        (signed(BODY, NOW_S - 301), BODY),
        (signed(BODY, NOW_S + 301), BODY),
        (signed(BODY), BODY.replace(b"delivered", b"complained")),
        ({**signed(BODY), "webhook-id": "msg-2"}, BODY),
        ({**signed(BODY), "webhook-timestamp": "x"}, BODY),
    ],
)
def test_reports_that_are_forged_or_old_are_refused(headers: dict[str, str], body: bytes) -> None:
    reply = reported(body, headers)
    assert (reply.status, reply.notices) == (401, ())


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"receipts":[{"key":"a","receipt":"eaten"}]}',
        b'{"x":' + b"[" * 50_000,
    ],
)
def test_a_report_that_cannot_be_read_is_told_to_who_sends_it(body: bytes) -> None:
    reply = reported(body, signed(body))
    assert (reply.status, reply.notices) == (400, ())
    assert reply.body


def test_without_a_secret_no_report_is_taken() -> None:
    plain = opened("webhook", {"url": "https://shop.example/in"}, kind="webhook")
    assert plain.take_callback(CallbackRequest(method="POST", body=BODY)).status == 401
    asyncio.run(plain.close())


def test_secrets_are_read_with_and_without_their_prefix() -> None:
    assert standard_webhooks.read_secret("secret", SECRET) == standard_webhooks.read_secret(
        "secret", SECRET.removeprefix("whsec_")
    )


@pytest.mark.parametrize("length", [24, 64])
def test_a_secret_may_have_the_length_that_the_standard_names(length: int) -> None:
    key = bytes(range(length))
    assert standard_webhooks.read_secret("secret", f" whsec_{base64.b64encode(key).decode()}\n") == key


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (base64.b64encode(bytes(23)).decode(), "webhook-secret"),
        (base64.b64encode(bytes(65)).decode(), "webhook-secret"),
        ("whsec_", "webhook-secret"),
        ("whsec_my own secret, which I have thought up", "no-base64"),
        ("whsec_\u00fc", "no-base64"),
        ("A", "no-base64"),
    ],
)
def test_a_secret_that_is_none_of_the_standard_is_refused(text: str, reason: str) -> None:
    with pytest.raises(SettingFault) as raised:
        standard_webhooks.read_secret("secret", text)
    assert raised.value.reason == f"@delivery.why.{reason}"
    for lang in LANGUAGES:
        told = sentence(Text("host.requests-secret", {"name": "X", "reason": raised.value.reason}), lang)
        assert "openssl rand -base64 32" in told


def test_a_channel_that_has_been_closed_takes_nothing() -> None:
    async def scenario() -> SendResult:
        closed = open_at("https://shop.example/in")
        await closed.close()
        result: SendResult = await closed.deliver(REQUEST)
        return result

    assert asyncio.run(scenario()) == Unavailable("the channel has been closed")


@pytest.mark.parametrize(
    ("status", "head", "expected"),
    [
        (200, "content-length: 9", Accepted(is_delivered=True)),
        (422, "content-length: 9", Failed("the answer is 422: ..", "422")),
        (422, "content-encoding: gzip", Failed("the answer is 422", "422")),
    ],
)
def test_an_answer_whose_words_cannot_be_read_has_a_status_all_the_same(
    status: int, head: str, expected: SendResult
) -> None:
    async def break_off(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(f"HTTP/1.1 {status} -\r\n{head}\r\n\r\n..".encode())
        await writer.drain()
        writer.close()

    async def scenario() -> SendResult:
        async with await asyncio.start_server(break_off, "127.0.0.1", 0) as server:
            channel = open_at(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
            try:
                result: SendResult = await channel.deliver(REQUEST)
                return result
            finally:
                await channel.close()

    assert asyncio.run(scenario()) == expected


@pytest.mark.parametrize(("scheme", "reason"), [("https", "SSL"), ("http", "no connection to 127.0.0.1")])
def test_the_reason_says_why_there_is_no_connection(scheme: str, reason: str) -> None:
    async def scenario() -> SendResult:
        async with await asyncio.start_server(_hang_up, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1] if scheme == "https" else 1
            channel = open_at(f"{scheme}://127.0.0.1:{port}")
            try:
                result: SendResult = await channel.deliver(REQUEST)
                return result
            finally:
                await channel.close()

    result = asyncio.run(scenario())
    assert isinstance(result, Unavailable)
    assert reason in result.reason
    assert "ConnectError" not in result.reason


async def _hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer whoever begins to speak with what is no TLS."""
    await reader.read(1)
    writer.write(b"HTTP/1.1 400 -\r\n\r\n")
    await writer.drain()
    writer.close()


def test_a_receiver_that_answers_byte_by_byte_holds_nobody_up() -> None:
    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 -\r\ncontent-length: 100000\r\n\r\n")
        try:
            while True:
                writer.write(b".")
                await writer.drain()
                await asyncio.sleep(0.05)
        except ConnectionError:
            return
        finally:
            writer.close()

    async def scenario() -> SendResult:
        server = await asyncio.start_server(drip, "127.0.0.1", 0)
        async with server:
            url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            channel = opened("webhook", {"url": url, "timeout": "1 second"})
            async with asyncio.timeout(20):
                result: SendResult = await channel.deliver(REQUEST)
            await channel.close()
            return result

    assert asyncio.run(scenario()) == Accepted(is_delivered=True)
