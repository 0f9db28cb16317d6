"""Text messages over Aliyun's SMS interface of 2017-05-25, and over providers that copy it.

Source: https://help.aliyun.com/zh/sms/developer-reference/api-dysmsapi-2017-05-25-sendsms
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import hmac
import re
import time
import uuid
from collections.abc import Callable, Mapping
from http import HTTPStatus
from types import MappingProxyType
from urllib.parse import quote

import msgspec

from maflow.plugins.delivery.aliyun_reports import is_for_us, read_reports
from maflow.plugins.delivery.foreign_json import ForeignJsonError, read_json
from maflow.plugins.delivery.http import HttpAnswer, HttpCaller, checked_url, unreadable
from maflow.plugins.delivery.safe_secret import safe_secret
from maflow.plugins.delivery.template_variables import filled_in
from maflow.plugins.spec import (
    Accepted,
    CallbackReply,
    CallbackRequest,
    Failed,
    OpenRequest,
    SendRequest,
    SendResult,
    SettingFault,
    StatusQuery,
    Unavailable,
    Unknown,
)

__all__ = ["AliyunSmsChannel", "signature"]

_VERSION = "2017-05-25"
_BEIJING = datetime.timezone(datetime.timedelta(hours=8))
_CHINESE = re.compile(r"\+86(?=1\d{10}$)")
_SECOND_MS, _MINUTE_MS, _HOUR_MS, _DAY_MS = 1_000, 60_000, 3_600_000, 86_400_000
_SLOW_MS = 600_000
_PAGE = 50

# The limits of one number: one message a minute, five an hour, ten a day. The words tell which.
_LIMITS = MappingProxyType({"分钟": _MINUTE_MS, "小时": _HOUR_MS, "天": _DAY_MS})
_NUMBER_IS_WRONG = frozenset({"isv.MOBILE_NUMBER_ILLEGAL", "isv.PHONE_NUMBER_ILLEGAL"})
_THEIR_TROUBLE = frozenset({"isp.SYSTEM_ERROR", "isp.GATEWAY_ERROR", "InternalError"})
_ACCOUNT = re.compile(
    r"isv\.(AMOUNT_NOT_ENOUGH|OUT_OF_SERVICE|PRODUCT_UN_?SUBSCRI\w+|ACCOUNT_\w+|BILLING_\w+)"
    r"|isp\.RAM_PERMISSION_DENY|isv\.RAM_CHECK_FAILED"
    r"|(InvalidAccessKey|MissingAccessKey|Signature|InvalidTimeStamp|Forbidden|NoPermission)\S*"
)
_ACCOUNT_LIMIT = re.compile(r"isv\.(DAY|MONTH)_LIMIT_CONTROL")
_TOO_FAST = re.compile(r"(Throttling|ServiceUnavailable)\S*")


class AliyunSmsChannel:
    """Sends approved templates; a message without one is refused here, as it would be there.

    Aliyun documents that sending is not idempotent: what timed out is asked for by its key (`OutId`).
    """

    def __init__(self, request: OpenRequest, clock: Callable[[], float] = time.time) -> None:
        settings = request.settings
        for name in ("account", "api_key"):
            if not settings.text(name):
                raise SettingFault(name, "@delivery.why.needed")
        safe_secret("callback_secret", settings.text("callback_secret"))
        self._settings = settings
        self._url = checked_url("url", settings.text("url"))
        self._clock = clock
        self._http = HttpCaller(settings.duration_ms("timeout") or 0)

    async def deliver(self, request: SendRequest) -> SendResult:
        """Hand over one message."""
        code, name = request.fields.get("template"), self._signed_by(request)
        if not code or not name or not request.address:
            missing = "number" if not request.address else "signature" if code else "template"
            return Failed(f"Aliyun sends no text message without a {missing}", f"no-{missing}")
        answer = await self._call(
            "SendSms",
            {
                "PhoneNumbers": _number(request.address),
                "SignName": name,
                "TemplateCode": code,
                "TemplateParam": filled_in(request, by_number=self._settings.text("variables") == "numbers"),
                "OutId": request.key,
            },
        )
        return self._sent(answer) if isinstance(answer, HttpAnswer) else answer

    async def query_status(self, query: StatusQuery) -> SendResult | None:
        """Look the message up by its key among those of that day to that number."""
        for day in _days(query.attempted_at):
            asked = {
                "PhoneNumber": _number(query.request.address or ""),
                "SendDate": day,
                "PageSize": str(_PAGE),
                "CurrentPage": "1",
            }
            if query.provider_id is not None:
                asked["BizId"] = query.provider_id
            answer = await self._call("QuerySendDetails", asked)
            found = _found(answer, query.request.key) if isinstance(answer, HttpAnswer) else None
            if found is not None:
                return found
        return None

    def take_callback(self, request: CallbackRequest) -> CallbackReply:
        """Read what Aliyun pushes: what became of messages (SmsReport), and answers of people (SmsUp)."""
        # Aliyun signs nothing: the secret stands in the address that it is given.
        if not is_for_us(self._settings.text("callback_secret"), request.query.get("token", "")):
            return CallbackReply(status=HTTPStatus.FORBIDDEN)
        return read_reports(request.body)

    def awaits_reports(self) -> bool:
        """Tell whether Aliyun can report: it has an address only where its token is known."""
        return bool(self._settings.text("callback_secret"))

    async def close(self) -> None:
        """Close all connections."""
        await self._http.close()

    def _signed_by(self, request: SendRequest) -> str:
        name = request.fields.get("signature") or self._settings.text("signature")
        return name.strip("【】[] ")

    async def _call(self, action: str, asked: Mapping[str, str]) -> HttpAnswer | Unavailable | Unknown:
        now = datetime.datetime.fromtimestamp(self._clock(), datetime.UTC)
        parameters = {
            **asked,
            "Action": action,
            "Version": _VERSION,
            "Format": "JSON",
            "AccessKeyId": self._settings.text("account"),
            "SignatureMethod": "HMAC-SHA1",
            "SignatureVersion": "1.0",
            "SignatureNonce": str(uuid.uuid4()),
            "Timestamp": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        parameters["Signature"] = signature("POST", parameters, self._settings.text("api_key"))
        body = "&".join(f"{_escaped(name)}={_escaped(value)}" for name, value in parameters.items())
        headers = {"content-type": "application/x-www-form-urlencoded"}
        return await self._http.post(self._url, body.encode(), headers)

    def _sent(self, answer: HttpAnswer) -> SendResult:
        told = answer.json()
        code = told.get("Code")
        if not isinstance(code, str):
            return unreadable(answer, int(self._clock() * 1000))
        if code == "OK":
            return Accepted(provider_id=str(told["BizId"]) if "BizId" in told else None)
        return _refusal(code, self._settings.conceal(f"Aliyun refuses: {told.get('Message', code)}"))


def signature(method: str, parameters: Mapping[str, str], secret: str) -> str:
    """Return the signature of a request: HMAC-SHA1 over its sorted parameters.

    Source: https://help.aliyun.com/zh/sdk/product-overview/rpc-mechanism
    """
    pairs = (f"{_escaped(name)}={_escaped(parameters[name])}" for name in sorted(parameters))
    text = "&".join([method, _escaped("/"), _escaped("&".join(pairs))])
    return base64.b64encode(hmac.digest(f"{secret}&".encode(), text.encode(), hashlib.sha1)).decode()


def _refusal(code: str, reason: str) -> SendResult:
    if code.endswith("BUSINESS_LIMIT_CONTROL"):
        wait = next((wait for word, wait in _LIMITS.items() if word in reason), _HOUR_MS)
        return Failed(reason, code, is_permanent=False, retry_after_ms=wait)
    if _ACCOUNT.fullmatch(code):
        return Unavailable(reason, code)
    if _ACCOUNT_LIMIT.fullmatch(code):
        return Unavailable(reason, code, _HOUR_MS)
    if _TOO_FAST.fullmatch(code):
        return Unavailable(reason, code, _SECOND_MS)
    if code in _THEIR_TROUBLE:
        return Failed(reason, code, is_permanent=False)
    if code == "isp.UNKNOWN":
        return Unknown(reason, code)
    return Failed(reason, code, is_hard_bounce=code in _NUMBER_IS_WRONG)


class _Detail(msgspec.Struct, rename="pascal"):
    """One message in the answer to a query."""

    out_id: str = ""
    send_status: int = 0
    err_code: str = ""


class _Details(msgspec.Struct):
    """The messages in the answer to a query."""

    details: list[_Detail] = msgspec.field(default_factory=list, name="SmsSendDetailDTO")


class _QueryAnswer(msgspec.Struct):
    """The answer to a query."""

    found: _Details = msgspec.field(default_factory=_Details, name="SmsSendDetailDTOs")


def _found(answer: HttpAnswer, key: str) -> SendResult | None:
    try:
        told = read_json(answer.body, _QueryAnswer)
    except ForeignJsonError:
        return None
    for detail in told.found.details:
        if detail.out_id == key:
            return _outcome(detail)
    return None


def _outcome(detail: _Detail) -> SendResult | None:
    match detail.send_status:
        case 1:
            return Accepted()
        case 2:
            return Failed(f"not delivered: {detail.err_code}", detail.err_code)
        case 3:
            return Accepted(is_delivered=True)
    return None


def _days(attempted_at: int) -> list[str]:
    """Return the day in Beijing, and the next one for what was handed over just before midnight."""
    moments = (attempted_at, attempted_at + _SLOW_MS)
    days = (datetime.datetime.fromtimestamp(at / 1000, _BEIJING).strftime("%Y%m%d") for at in moments)
    return list(dict.fromkeys(days))


def _number(address: str) -> str:
    """Return a number as Aliyun has it: Chinese ones bare, others with their country and without `+`."""
    return _CHINESE.sub("", address).removeprefix("+")


def _escaped(text: str) -> str:
    return quote(text, safe="~")
