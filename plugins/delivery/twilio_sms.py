"""Text messages over Twilio's interface of 2010-04-01, and over providers that copy it.

Source: https://www.twilio.com/docs/messaging/api/message-resource
"""

from __future__ import annotations

import base64
import email.utils
import hashlib
import hmac
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from types import MappingProxyType
from urllib.parse import parse_qsl, urlencode

import msgspec

from maflow.plugins.delivery.foreign_json import ForeignJsonError, read_json
from maflow.plugins.delivery.http import HttpAnswer, HttpCaller, checked_url, retry_after_ms, unreadable
from maflow.plugins.delivery.template_variables import filled_in
from maflow.plugins.spec import (
    Accepted,
    CallbackReply,
    CallbackRequest,
    Failed,
    Notice,
    OpenRequest,
    Receipt,
    SendRequest,
    SendResult,
    SettingFault,
    StatusQuery,
    Unavailable,
    Unknown,
)

__all__ = ["TwilioSmsChannel", "callback_signature"]

_SERVICE = "MG"
_SECOND_MS = 1_000
# How far apart our clock and Twilio's may be, and how long it may take to begin with a message.
_EARLY_MS, _LATE_MS = 5_000, 120_000
_PAGE = "50"

_NUMBER_IS_WRONG = frozenset({21211, 21217, 21614})
# The account, its key, its sender, its money.
_ACCOUNT = frozenset({20003, 20005, 20404, 21212, 21603, 21606, 21659, 21660, 30002, 63038})
_QUEUE_IS_FULL = frozenset({21611, 30001})
_STOP = frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit"})
_DELIVERED = frozenset({"delivered", "read"})
_LOST = frozenset({"undelivered", "failed", "canceled"})
_EMPTY_TWIML = b"<Response/>"
_RECEIPTS = MappingProxyType(
    {
        **dict.fromkeys(_DELIVERED, Receipt.DELIVERED),
        **dict.fromkeys(_LOST, Receipt.FAILED),
    }
)


class TwilioSmsChannel:
    """Sends texts, or templates by the SID of their content."""

    def __init__(self, request: OpenRequest, clock: Callable[[], float] = time.time) -> None:
        settings = request.settings
        for name in ("account", "api_key", "sender"):
            if not settings.text(name):
                raise SettingFault(name, "@delivery.why.needed")
        self._settings = settings
        account, key = settings.text("account"), settings.text("api_key")
        root = checked_url("url", settings.text("url")).rstrip("/")
        self._messages = f"{root}/2010-04-01/Accounts/{account}/Messages"
        self._callback_url = settings.text("callback_url")
        self._clock = clock
        self._http = HttpCaller(settings.duration_ms("timeout") or 0, auth=(account, key))

    async def deliver(self, request: SendRequest) -> SendResult:
        """Hand over one message."""
        if not request.address:
            return Failed("there is no number", "no-number")
        form = {"To": request.address, **self._sender(), **self._content(request)}
        if self._callback_url:
            form["StatusCallback"] = _with_query(self._callback_url, {"key": request.key})
        headers = {"content-type": "application/x-www-form-urlencoded"}
        answer = await self._http.post(f"{self._messages}.json", urlencode(form).encode(), headers)
        return self._sent(answer) if isinstance(answer, HttpAnswer) else answer

    async def query_status(self, query: StatusQuery) -> SendResult | None:
        """Look the message up by its SID, else as the only one with that number, text and time."""
        if query.provider_id is not None:
            answer = await self._http.get(f"{self._messages}/{query.provider_id}.json", {})
            return _outcome(_message_in(answer))
        asked = {"To": query.request.address or "", "PageSize": _PAGE}
        answer = await self._http.get(f"{self._messages}.json", asked)
        text = self._content(query.request).get("Body")
        fitting = [each for each in _messages_in(answer) if each.fits(text, query.attempted_at)]
        return _outcome(fitting[0]) if len(fitting) == 1 else None

    def take_callback(self, request: CallbackRequest) -> CallbackReply:
        """Read what became of a message, or what a person answered."""
        form = dict(parse_qsl(request.body.decode(errors="replace"), keep_blank_values=True))
        url = _with_query(self._callback_url.partition("?")[0], request.query)
        wanted = callback_signature(self._settings.text("api_key"), url, form)
        given = request.headers.get("x-twilio-signature", "")
        if not self._callback_url or not hmac.compare_digest(wanted.encode(), given.encode()):
            return CallbackReply(status=HTTPStatus.FORBIDDEN)
        notice = _notice(form, request.query.get("key"))
        return CallbackReply(
            content_type="text/xml", body=_EMPTY_TWIML, notices=() if notice is None else (notice,)
        )

    def awaits_reports(self) -> bool:
        """Tell whether Twilio has been given an address to report to."""
        return bool(self._callback_url)

    async def close(self) -> None:
        """Close all connections."""
        await self._http.close()

    def _sender(self) -> dict[str, str]:
        sender = self._settings.text("sender")
        return {"MessagingServiceSid" if sender.startswith(_SERVICE) else "From": sender}

    def _content(self, request: SendRequest) -> dict[str, str]:
        template = request.fields.get("template")
        if template:
            variables = filled_in(request, by_number=self._settings.text("variables") != "names")
            return {"ContentSid": template, "ContentVariables": variables}
        text = request.fields.get("text", "")
        name = (request.fields.get("signature") or self._settings.text("signature")).strip("【】[] ")
        return {"Body": text if not name or text.startswith("【") else f"【{name}】{text}"}

    def _sent(self, answer: HttpAnswer) -> SendResult:
        told, now_ms = answer.json(), int(self._clock() * 1000)
        if answer.is_success:
            sid = told.get("sid")
            return Accepted(provider_id=sid) if isinstance(sid, str) else unreadable(answer, now_ms)
        code = told.get("code")
        if not isinstance(code, int):
            return unreadable(answer, now_ms)
        reason = self._settings.conceal(f"Twilio refuses: {told.get('message', code)}")
        return self._refusal(answer, code, reason)

    def _refusal(self, answer: HttpAnswer, code: int, reason: str) -> SendResult:
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            wait = retry_after_ms(answer, int(self._clock() * 1000))
            return Unavailable(reason, str(code), _SECOND_MS if wait is None else wait)
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return Unknown(reason, str(code))
        if code in _ACCOUNT or answer.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            return Unavailable(reason, str(code))
        is_permanent = code not in _QUEUE_IS_FULL
        return Failed(reason, str(code), is_permanent, is_hard_bounce=code in _NUMBER_IS_WRONG)


def callback_signature(key: str, url: str, form: Mapping[str, str]) -> str:
    """Return the signature of a callback: HMAC-SHA1 over the address and the sorted form.

    Source: https://www.twilio.com/docs/usage/security#validating-requests
    """
    text = url + "".join(f"{name}{form[name]}" for name in sorted(form))
    return base64.b64encode(hmac.digest(key.encode(), text.encode(), hashlib.sha1)).decode()


class _Message(msgspec.Struct):
    """One message as Twilio tells of it."""

    sid: str = ""
    status: str = ""
    body: str | None = None
    direction: str = ""
    date_created: str | None = None
    error_code: int | None = None

    def fits(self, text: str | None, attempted_at: int) -> bool:
        """Tell whether this can be the message that was handed over then."""
        try:
            created = email.utils.parsedate_to_datetime(self.date_created or "").timestamp() * 1000
        except ValueError:
            return False
        is_then = attempted_at - _EARLY_MS <= created <= attempted_at + _LATE_MS
        return is_then and self.direction.startswith("outbound") and text in (None, self.body)


class _Page(msgspec.Struct):
    """The answer to a search."""

    messages: list[_Message] = []


def _message_in(answer: HttpAnswer | Unavailable | Unknown) -> _Message | None:
    if not isinstance(answer, HttpAnswer) or not answer.is_success:
        return None
    try:
        return read_json(answer.body, _Message)
    except ForeignJsonError:
        return None


def _messages_in(answer: HttpAnswer | Unavailable | Unknown) -> list[_Message]:
    if not isinstance(answer, HttpAnswer) or not answer.is_success:
        return []
    try:
        return read_json(answer.body, _Page).messages
    except ForeignJsonError:
        return []


def _outcome(message: _Message | None) -> SendResult | None:
    if message is None or not message.sid:
        return None
    if message.status in _LOST:
        code = str(message.error_code or message.status)
        return Failed(f"not delivered: {code}", code)
    return Accepted(provider_id=message.sid, is_delivered=message.status in _DELIVERED)


def _notice(form: Mapping[str, str], key: str | None) -> Notice | None:
    status = form.get("MessageStatus")
    if status is None:
        words = (form.get("OptOutType") or form.get("Body", "")).strip().lower()
        return Notice(receipt=Receipt.UNSUBSCRIBED, address=form.get("From")) if words in _STOP else None
    receipt = _RECEIPTS.get(status)
    if receipt is None:
        return None
    code = form.get("ErrorCode")
    reason = f"not delivered: {code or status}" if receipt is Receipt.FAILED else None
    return Notice(receipt=receipt, key=key, provider_id=form.get("MessageSid"), code=code, reason=reason)


def _with_query(url: str, query: Mapping[str, str]) -> str:
    if not query:
        return url
    return f"{url}{'&' if '?' in url else '?'}{urlencode(dict(query))}"
