"""Aliyun's way: the documented signature, approved templates, its limits, its reports."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import parse_qsl

import msgspec
import pytest

from maflow.plugins.delivery.aliyun_sms import AliyunSmsChannel, signature
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
from tests.plugins.delivery.opened import NOW_S, answered, opened, request_for, talk

KEY = "testSecret"
TOKEN = "t0ken-in-the-address-4711"
REQUEST = sample_request(
    "0f3a", "sms", {"template": "SMS_71390007"}, address="+8613800000000", variables={"name": "王", "n": "3"}
)
# The example of the documentation: parameters, key and the signature that must come out.
DOCUMENTED = {
    "SignatureMethod": "HMAC-SHA1",
    "SignatureNonce": "45e25e9b-0a6f-4070-8c85-2956eda1b466",
    "AccessKeyId": "testId",
    "SignatureVersion": "1.0",
    "Timestamp": "2017-07-12T02:42:19Z",
    "Format": "XML",
    "Action": "SendSms",
    "Version": "2017-05-25",
    "RegionId": "cn-hangzhou",
    "PhoneNumbers": "15300000001",
    "SignName": "阿里云短信测试专用",
    "TemplateParam": '{"customer":"test"}',
    "TemplateCode": "SMS_71390007",
    "OutId": "123",
}


def settings(url: str) -> dict[str, object]:
    return {"url": url, "account": "testId", "api_key": "${KEY}", "signature": "【小店】"}


def open_at(url: str, **more: object) -> Any:
    environment = {"KEY": KEY, "TOKEN": TOKEN}
    return opened("sms_gateway", {**settings(url), **more}, environment, kind="sms")


def ok(**more: object) -> HttpReply:
    return HttpReply(200, msgspec.json.encode({"Code": "OK", "Message": "OK", "RequestId": "R", **more}))


def refusal(code: str, text: str = "", status: int = 200) -> HttpReply:
    return HttpReply(status, msgspec.json.encode({"Code": code, "Message": text, "RequestId": "R"}))


def form_of(call: HttpCall) -> dict[str, str]:
    return dict(parse_qsl(call.body.decode(), keep_blank_values=True))


def test_the_signature_is_the_documented_one() -> None:
    assert signature("GET", DOCUMENTED, "testSecret") == "zJDF+Lrzhj/ThnlvIToysFRq6t4="


def test_a_template_is_sent_with_its_variables_and_our_key() -> None:
    def open_with_clock(url: str) -> AliyunSmsChannel:
        request = request_for("sms_gateway", settings(url), {"KEY": KEY}, kind="sms")
        return AliyunSmsChannel(request, clock=lambda: NOW_S)

    result, call = answered(ok(BizId="900619746936498440^0"), open_with_clock, REQUEST)
    assert result == Accepted(provider_id="900619746936498440^0")
    form = form_of(call)
    given = form.pop("Signature")
    assert given == signature("POST", form, KEY)
    assert form.pop("SignatureNonce")
    assert form == {
        "PhoneNumbers": "13800000000",
        "SignName": "小店",
        "TemplateCode": "SMS_71390007",
        "TemplateParam": '{"name":"王","n":"3"}',
        "OutId": "0f3a",
        "Action": "SendSms",
        "Version": "2017-05-25",
        "Format": "JSON",
        "AccessKeyId": "testId",
        "SignatureMethod": "HMAC-SHA1",
        "SignatureVersion": "1.0",
        "Timestamp": "2026-11-11T12:00:00Z",
    }


@pytest.mark.parametrize(
    ("address", "expected"),
    [("+8613800000000", "13800000000"), ("+85291234567", "85291234567"), ("+864001234567", "864001234567")],
)
def test_numbers_are_written_as_aliyun_has_them(address: str, expected: str) -> None:
    _, call = answered(ok(), open_at, msgspec.structs.replace(REQUEST, address=address))
    assert form_of(call)["PhoneNumbers"] == expected


def test_the_signature_of_a_message_goes_before_that_of_the_settings() -> None:
    request = msgspec.structs.replace(REQUEST, fields={"template": "SMS_1", "signature": "大店"})
    _, call = answered(ok(), open_at, request)
    assert form_of(call)["SignName"] == "大店"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"fields": {"text": "free text"}}, "no-template"),
        ({"address": None}, "no-number"),
    ],
)
def test_what_aliyun_would_never_send_is_not_asked_for(change: dict[str, Any], code: str) -> None:
    provider = HttpProvider(lambda _: ok())
    request = msgspec.structs.replace(REQUEST, **change)
    result, calls = talk(provider, lambda: open_at(provider.url), lambda channel: channel.deliver(request))
    assert isinstance(result, Failed)
    assert (result.code, result.is_permanent, calls) == (code, True, [])


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (
            refusal("isv.BUSINESS_LIMIT_CONTROL", "触发分钟级流控Permits:1"),
            Failed("", is_permanent=False, retry_after_ms=60_000),
        ),
        (
            refusal("isv.BUSINESS_LIMIT_CONTROL", "触发小时级流控Permits:5"),
            Failed("", is_permanent=False, retry_after_ms=3_600_000),
        ),
        (
            refusal("isv.BUSINESS_LIMIT_CONTROL", "触发天级流控Permits:10"),
            Failed("", is_permanent=False, retry_after_ms=86_400_000),
        ),
        (
            refusal("isv.BUSINESS_LIMIT_CONTROL", "limit"),
            Failed("", is_permanent=False, retry_after_ms=3_600_000),
        ),
        (refusal("isv.MOBILE_NUMBER_ILLEGAL"), Failed("", is_hard_bounce=True)),
        (refusal("isv.TEMPLATE_MISSING_PARAMETERS"), Failed("")),
        (refusal("isv.SMS_SIGNATURE_ILLEGAL"), Failed("")),
        (refusal("isv.SOMETHING_NEW"), Failed("")),
        (refusal("isp.SYSTEM_ERROR"), Failed("", is_permanent=False)),
        (refusal("isp.UNKNOWN"), Unknown("")),
        (refusal("isv.AMOUNT_NOT_ENOUGH"), Unavailable("")),
        (refusal("isv.OUT_OF_SERVICE"), Unavailable("")),
        (refusal("isv.PRODUCT_UN_SUBSCRIPT"), Unavailable("")),
        (refusal("isp.RAM_PERMISSION_DENY"), Unavailable("")),
        (refusal("isv.DAY_LIMIT_CONTROL"), Unavailable("", retry_after_ms=3_600_000)),
        (refusal("InvalidAccessKeyId.NotFound", status=404), Unavailable("")),
        (refusal("SignatureDoesNotMatch", status=400), Unavailable("")),
        (refusal("Throttling.User", status=400), Unavailable("", retry_after_ms=1_000)),
        (refusal("ServiceUnavailable", status=503), Unavailable("", retry_after_ms=1_000)),
        (HttpReply(502, b"<html>Bad Gateway</html>"), Unknown("")),
        (HttpReply(200, b"[]"), Unknown("")),
        (HttpReply(407, b""), Unavailable("")),
        (HttpReply(429, b"slower", {"retry-after": "7"}), Unavailable("", retry_after_ms=7_000)),
    ],
)
def test_what_a_refusal_says_of_the_message(answer: HttpReply, expected: SendResult) -> None:
    result, _ = answered(answer, open_at, REQUEST)
    assert not isinstance(result, Accepted)
    assert msgspec.structs.replace(result, reason="", code=None) == expected


def asked(
    details: list[dict[str, object]], *, at: str = "2026-11-11T12:00:00+08:00", provider_id: str | None = None
) -> tuple[SendResult | None, list[HttpCall]]:
    attempted_at = int(datetime.datetime.fromisoformat(at).timestamp() * 1000)
    provider = HttpProvider(lambda _: ok(SmsSendDetailDTOs={"SmsSendDetailDTO": details}))
    query = StatusQuery(request=REQUEST, attempted_at=attempted_at, provider_id=provider_id)
    return talk(provider, lambda: open_at(provider.url), lambda channel: channel.query_status(query))


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (1, Accepted()),
        (2, Failed("not delivered: MOBILE_NOT_ON_SERVICE", "MOBILE_NOT_ON_SERVICE")),
        (3, Accepted(is_delivered=True)),
        (9, None),
    ],
)
def test_a_message_is_looked_up_by_our_key(status: int, expected: SendResult | None) -> None:
    other = {"OutId": "another", "SendStatus": 3, "ErrCode": "DELIVERED"}
    found = {"OutId": "0f3a", "SendStatus": status, "ErrCode": "MOBILE_NOT_ON_SERVICE"}
    result, calls = asked([other, found], provider_id="B1")
    assert result == expected
    form = form_of(calls[0])
    assert {name: form[name] for name in ("Action", "PhoneNumber", "SendDate", "BizId")} == {
        "Action": "QuerySendDetails",
        "PhoneNumber": "13800000000",
        "SendDate": "20261111",
        "BizId": "B1",
    }


def test_a_message_that_is_not_found_may_still_come() -> None:
    result, calls = asked([])
    assert result is None
    assert len(calls) == 1


def test_just_before_midnight_in_beijing_the_next_day_is_looked_at_too() -> None:
    _, calls = asked([], at="2026-11-11T15:55:00+00:00")
    assert [form_of(call)["SendDate"] for call in calls] == ["20261111", "20261112"]


def reported(body: object, token: str = TOKEN, **more: object) -> CallbackReply:
    channel = open_at("https://sms.example", **{"callback_secret": "${TOKEN}", **more})
    written = body if isinstance(body, bytes) else msgspec.json.encode(body)
    reply = channel.take_callback(CallbackRequest(method="POST", query={"token": token}, body=written))
    assert isinstance(reply, CallbackReply)
    return reply


REPORT = {
    "phone_number": "13800000000",
    "send_time": "2026-11-11 20:00:00",
    "report_time": "2026-11-11 20:00:05",
    "success": True,
    "err_code": "DELIVERED",
    "err_msg": "用户接收成功",
    "sms_size": "1",
    "biz_id": "B1",
    "out_id": "0f3a",
}


def test_reports_of_several_messages_are_taken_together() -> None:
    lost = {**REPORT, "success": False, "err_code": "MK:0001", "err_msg": "空号", "out_id": "0f3b"}
    reply = reported([REPORT, lost])
    assert (reply.status, reply.body) == (200, b'{"code":0,"msg":"OK"}')
    at = int(datetime.datetime.fromisoformat("2026-11-11T12:00:05+00:00").timestamp() * 1000)
    assert reply.notices == (
        Notice(
            receipt=Receipt.DELIVERED,
            key="0f3a",
            provider_id="B1",
            address="+8613800000000",
            at=at,
            code="DELIVERED",
        ),
        Notice(
            receipt=Receipt.FAILED,
            key="0f3b",
            provider_id="B1",
            address="+8613800000000",
            at=at,
            reason="空号",
            code="MK:0001",
        ),
    )


@pytest.mark.parametrize("text", ["T", " td ", "退订", "N"])
def test_who_answers_stop_is_unsubscribed(text: str) -> None:
    answer = {"phone_number": "13800000000", "send_time": "2026-11-11 20:00:00", "content": text}
    (notice,) = reported([answer]).notices
    assert (notice.receipt, notice.address) == (Receipt.UNSUBSCRIBED, "+8613800000000")


def test_who_answers_anything_else_is_not() -> None:
    assert reported([{"phone_number": "13800000000", "content": "谢谢"}]).notices == ()


@pytest.mark.parametrize("token", ["", TOKEN.upper(), f"{TOKEN} "])
def test_a_report_to_another_address_is_refused(token: str) -> None:
    reply = reported([REPORT], token)
    assert (reply.status, reply.notices) == (403, ())


def test_without_a_secret_no_report_is_taken() -> None:
    channel = open_at("https://sms.example")
    reply = channel.take_callback(CallbackRequest(method="POST", query={"token": ""}, body=b"[]"))
    assert reply.status == 403


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b'[{"phone_number": 1}]', b"\xff", b'[{"biz_id": "\xff"}]', b'[{"x":' + b"[" * 50_000],
)
def test_a_report_that_cannot_be_read_is_refused(body: bytes) -> None:
    assert reported(body).status == 400


def test_a_token_that_is_easily_guessed_is_refused() -> None:
    written = {**settings("https://sms.example"), "callback_secret": "${TOKEN}"}
    with pytest.raises(ConfigError) as raised:
        opened("sms_gateway", written, {"KEY": KEY, "TOKEN": "t0ken"}, kind="sms")
    assert raised.value.arguments["setting"] == "callback_secret"
    assert raised.value.arguments["reason"] == "@delivery.why.short-secret"


@pytest.mark.parametrize("missing", ["account", "api_key"])
def test_an_account_and_its_key_are_needed(missing: str) -> None:
    written = {name: value for name, value in settings("https://sms.example").items() if name != missing}
    with pytest.raises(ConfigError) as raised:
        opened("sms_gateway", written, {"KEY": KEY}, kind="sms")
    assert raised.value.arguments["setting"] == missing


@pytest.mark.parametrize(("more", "awaits"), [({}, False), ({"callback_secret": "${TOKEN}"}, True)])
def test_it_is_asked_for_the_status_unless_reports_can_reach_us(
    more: dict[str, object], awaits: bool
) -> None:
    assert open_at("https://sms.example", **more).awaits_reports() is awaits
