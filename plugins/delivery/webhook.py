"""Posts messages to a system of the operator's, signed as Standard Webhooks says."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus

import msgspec

from maflow.plugins.delivery import standard_webhooks
from maflow.plugins.delivery.foreign_json import ForeignJsonError, read_json
from maflow.plugins.delivery.http import HttpAnswer, HttpCaller, checked_url, retry_after_ms
from maflow.plugins.delivery.record import as_json
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
    Unavailable,
    Unknown,
)

__all__ = ["WebhookChannel"]

_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_HEADER_VALUE = re.compile(r"[\t\x20-\x7e]*")
_OURS = re.compile(r"webhook-.*|content-length|host|transfer-encoding", re.IGNORECASE)
_JSON = "application/json"

# Nobody could be reached so: the address or the key is wrong, not the message.
_CLOSED_DOORS = frozenset(
    {
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.METHOD_NOT_ALLOWED,
        HTTPStatus.PROXY_AUTHENTICATION_REQUIRED,
        HTTPStatus.GONE,
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.SERVICE_UNAVAILABLE,
    }
)
_TRY_AGAIN = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.LOCKED, HTTPStatus.TOO_EARLY}
)


class WebhookChannel:
    """Posts each message with its key as `webhook-id`, by which the receiver knows it again.

    A message of the kind `webhook` is posted as it is written, any other as one JSON object; so is what
    `hand off` and `notify` ask.
    """

    def __init__(self, request: OpenRequest, clock: Callable[[], float] = time.time) -> None:
        settings = request.settings
        self._settings = settings
        self._url = checked_url("url", settings.text("url"))
        self._headers = _further_headers(settings.mapping("headers"))
        secret = settings.text("secret")
        self._secret = standard_webhooks.read_secret("secret", secret) if secret else None
        self._reports = settings.flag("reports")
        self._clock = clock
        self._http = HttpCaller(settings.duration_ms("timeout") or 0)

    async def deliver(self, request: SendRequest) -> SendResult:
        """Post a message."""
        body, content_type = _content(request)
        now = int(self._clock())
        headers = {**self._headers, "content-type": content_type, "webhook-id": request.key}
        if self._secret is not None:
            headers |= standard_webhooks.sign(self._secret, request.key, now, body)
        answer = await self._http.post(self._url, body, headers)
        if not isinstance(answer, HttpAnswer):
            return answer
        return self._read(answer, now)

    async def close(self) -> None:
        """Close all connections."""
        await self._http.close()

    def take_callback(self, request: CallbackRequest) -> CallbackReply:
        """Read receipts that the receiver posts: `{"receipts": [{"key": …, "receipt": "delivered"}]}`."""
        now = int(self._clock())
        if self._secret is None or not standard_webhooks.is_signed(
            self._secret, request.headers, request.body, now
        ):
            return CallbackReply(status=HTTPStatus.UNAUTHORIZED)
        try:
            told = read_json(request.body, _Report)
        except ForeignJsonError as error:
            return CallbackReply(status=HTTPStatus.BAD_REQUEST, body=str(error).encode())
        return CallbackReply(status=HTTPStatus.NO_CONTENT, notices=tuple(map(_notice, told.receipts)))

    def _read(self, answer: HttpAnswer, now: int) -> SendResult:
        code = str(answer.status)
        if answer.is_success:
            return Accepted(is_delivered=not self._reports)
        reason = self._settings.conceal(_reason(answer))
        wait = retry_after_ms(answer, now * 1000)
        if answer.status in _CLOSED_DOORS or answer.headers.get("location"):
            return Unavailable(reason, code, wait)
        if answer.status in _TRY_AGAIN:
            return Failed(reason, code, is_permanent=False, retry_after_ms=wait)
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return Unknown(reason, code)
        return Failed(reason, code)


class _Told(msgspec.Struct):
    """One receipt as the receiver writes it."""

    key: str
    receipt: Receipt
    at: int | None = None
    reason: str | None = None
    link: str | None = None
    hard: bool = False


class _Report(msgspec.Struct):
    """What the receiver posts."""

    receipts: list[_Told]


def _notice(told: _Told) -> Notice:
    return Notice(
        receipt=told.receipt,
        key=told.key,
        at=told.at,
        reason=told.reason,
        link=told.link,
        is_hard_bounce=told.hard,
    )


def _content(request: SendRequest) -> tuple[bytes, str]:
    if request.kind == "webhook" and request.asks in (None, "call"):
        return request.fields.get("body", "").encode(), _content_type(request)
    return as_json(request), _JSON


def _content_type(request: SendRequest) -> str:
    written = request.fields.get("content_type", "")
    return written if written and _HEADER_VALUE.fullmatch(written) else _JSON


def _further_headers(written: Mapping[str, str]) -> dict[str, str]:
    for name, value in written.items():
        if not _HEADER_NAME.fullmatch(name) or _OURS.fullmatch(name):
            raise SettingFault("headers", f"`{name}` is no header that can be set")
        if not _HEADER_VALUE.fullmatch(value):
            raise SettingFault("headers", f"the value of `{name}` holds what no header can")
    return {name.lower(): value for name, value in written.items()}


def _reason(answer: HttpAnswer) -> str:
    start = answer.body[:200].decode(errors="replace").strip()
    if answer.headers.get("location"):
        start = "it redirects elsewhere: set `url` to where it leads"
    return f"the answer is {answer.status}" + (f": {start}" if start else "")
