"""The host over HTTP, as an ASGI application: events come in, providers report, operators look.

A request is taken whole or not at all. What was answered with 2xx is durable.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, MutableMapping, Sequence
from http import HTTPStatus
from typing import Any, Protocol, TypeAlias
from urllib.parse import parse_qsl

import msgspec

from maflow.plugins.spec import CallbackReply, CallbackRequest
from maflow.runtime.core.inputs import Event, Profile
from maflow.runtime.errors import StoreError
from maflow.runtime.hosts.bodies import PATHS, TooLarge, records_of, unpacked, why_unsupported
from maflow.runtime.hosts.keys import Keys
from maflow.runtime.sources.errors import NotUnderstood
from maflow.runtime.sources.reader import RecordReader
from maflow.runtime.sources.tally import Tally

__all__ = ["MOST_BYTES", "Intake", "WebApplication"]

MOST_BYTES = 1 << 20
"""How large the body of a request may be, packed and unpacked."""

_CALLBACKS = "/v1/callbacks/"
_MOST_REASONS = 20
# A body up to so many times too large is read before it is refused.
_MOST_TOO_LARGE = 64
_PATIENCE_S = 30.0
_AGAIN_AFTER_S = b"5"
_JSON = b"application/json"

# Any: these are the shapes of ASGI.
_Scope: TypeAlias = MutableMapping[str, Any]
_Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
_Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]
_Headers: TypeAlias = Sequence[tuple[bytes, bytes]]


class Intake(Protocol):
    """What stands behind the application."""

    def now(self) -> int:
        """Return when what comes in now has arrived; Units: UTC milliseconds."""
        ...

    async def accept(self, inputs: Sequence[Event | Profile]) -> None:
        """Make inputs durable; they are taken in this order.

        Raises: StoreError, and nothing is accepted then.
        """
        ...

    async def take_callback(self, channel: str, request: CallbackRequest) -> CallbackReply:
        """Take what a provider reports.

        Raises: StoreError.
        """
        ...

    def pass_over(self, path: str, item: int, reason: str, record: object) -> None:
        """Keep a record that is understood and not supported among the rejects: an operator looks there."""
        ...

    def status(self) -> Mapping[str, object]:
        """Return how the host is doing, as JSON has it."""
        ...


class _Refused(Exception):
    """A request that is answered with less than it asked for."""

    def __init__(self, status: HTTPStatus, error: str, **rest: object) -> None:
        super().__init__(status)
        self.status = status
        self.told = {"error": error, **rest}
        self.headers: _Headers = ()


class _WrongMethod(_Refused):
    """A request by a method that its path does not have."""

    def __init__(self, methods: Sequence[str]) -> None:
        super().__init__(HTTPStatus.METHOD_NOT_ALLOWED, f"expected `{methods[0]}`")
        self.headers = ((b"allow", ", ".join(methods).encode()),)


class _Gone(Exception):
    """Whoever asked has gone away."""


class WebApplication:
    """Answers requests; `reader` tells what the events of a project are."""

    def __init__(
        self, intake: Intake, reader: RecordReader, keys: Keys, most_bytes: int = MOST_BYTES
    ) -> None:
        self._intake = intake
        self._reader = reader
        self._keys = keys
        self._most = most_bytes
        self.tally = Tally()

    async def __call__(self, scope: _Scope, receive: _Receive, send: _Send) -> None:
        """Answer one request."""
        assert scope["type"] == "http"
        headers: _Headers = ()
        try:
            reply = await self._answer(scope, receive)
        except _Gone:
            return
        except _Refused as refused:
            reply, headers = _reply(refused.status, refused.told), refused.headers
        except StoreError:
            reply = _reply(
                HTTPStatus.SERVICE_UNAVAILABLE, {"error": "nothing can be written down: try again"}
            )
        await _send_reply(send, reply, headers, has_body=scope["method"] != "HEAD")

    async def _answer(self, scope: _Scope, receive: _Receive) -> CallbackReply:
        path, method, headers = scope["path"], scope["method"], _headers(scope)
        if path == "/health":
            _expect(method, "GET", "HEAD")
            return _reply(HTTPStatus.OK, {"status": "ok"})
        if path.startswith(_CALLBACKS):
            return await self._take_callback(path.removeprefix(_CALLBACKS), scope, headers, receive)
        if path == "/v1/status":
            _expect(method, "GET", "HEAD")
            self._admit(headers)
            return _reply(HTTPStatus.OK, self._intake.status())
        if path in PATHS:
            _expect(method, "POST")
            self._admit(headers)
            return await self._take(path, headers, await self._body(headers, receive))
        raise _Refused(HTTPStatus.NOT_FOUND, f"there is nothing at `{path}`: events go to `/v1/events`")

    def _admit(self, headers: Mapping[str, str]) -> None:
        if not self._keys.admit(headers.get("authorization", "")):
            raise _Refused(HTTPStatus.UNAUTHORIZED, "expected a key: `Authorization: Bearer KEY`")

    async def _take(self, path: str, headers: Mapping[str, str], body: bytes) -> CallbackReply:
        try:
            records = records_of(path, headers, unpacked(body, headers, self._most))
        except NotUnderstood as error:
            raise _Refused(HTTPStatus.BAD_REQUEST, error.reason) from None
        except TooLarge:
            raise self._too_large() from None
        unsupported = {
            number: reason
            for number, record in enumerate(records)
            if (reason := why_unsupported(path, record)) is not None
        }
        inputs, skipped, tally = self._read(records, unsupported)
        if inputs:
            await self._intake.accept(inputs)
        self.tally.add(tally)
        for number, reason in unsupported.items():
            self.tally.rejected += 1
            self._intake.pass_over(path, number, reason, records[number])
        told: dict[str, object] = {"accepted": len(inputs), "skipped": skipped}
        if path == "/v1/events":
            return _reply(HTTPStatus.ACCEPTED, told)
        if unsupported:
            items = [{"item": number, "reason": reason} for number, reason in unsupported.items()]
            told["unsupported"] = items[:_MOST_REASONS]
        return _reply(HTTPStatus.OK, {"success": True, **told})

    def _read(
        self, records: Sequence[object], passed_over: Collection[int]
    ) -> tuple[list[Event | Profile], dict[str, int], Tally]:
        """Return what the records of a request are: all of them but those passed over, or none.

        Raises: _Refused, and says which of them cannot be understood and why.
        """
        at, reader = self._intake.now(), self._reader
        reader.tally = tally = Tally()
        inputs: list[Event | Profile] = []
        faults: list[dict[str, object]] = []
        for number, record in enumerate(records):
            if number in passed_over:
                continue
            try:
                taken = reader.take(record, at)
            except NotUnderstood as error:
                faults.append({"item": number, "reason": error.reason})
                continue
            if isinstance(taken, Event | Profile):
                inputs.append(taken)
        if faults:
            self.tally.rejected += len(faults)
            told = f"{len(faults)} of {len(records)} cannot be understood, and nothing was taken"
            raise _Refused(HTTPStatus.BAD_REQUEST, told, items=faults[:_MOST_REASONS])
        return inputs, dict(tally.skipped), tally

    async def _take_callback(
        self, channel: str, scope: _Scope, headers: Mapping[str, str], receive: _Receive
    ) -> CallbackReply:
        query = scope["query_string"].decode("ascii", "replace")
        request = CallbackRequest(
            method=scope["method"],
            query=dict(parse_qsl(query, keep_blank_values=True)),
            headers=headers,
            body=await self._body(headers, receive),
        )
        reply = await self._intake.take_callback(channel, request)
        if reply.status == HTTPStatus.NOT_FOUND and not reply.body:
            raise _Refused(HTTPStatus.NOT_FOUND, f"no channel `{channel}` takes reports of its provider here")
        return reply

    async def _body(self, headers: Mapping[str, str], receive: _Receive) -> bytes:
        length = headers.get("content-length", "0")
        if length.isdecimal() and int(length) > self._most * _MOST_TOO_LARGE:
            raise self._too_large()
        try:
            async with asyncio.timeout(_PATIENCE_S):
                return await self._received(receive)
        except TimeoutError:
            raise _Refused(HTTPStatus.REQUEST_TIMEOUT, "the body did not come in time") from None

    async def _received(self, receive: _Receive) -> bytes:
        """Return the whole body.

        One that is too large is read to its end and dropped, unless it is immense: whoever still sends
        when the connection is closed may never see the answer.
        """
        body = bytearray()
        size = 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise _Gone
            part = message.get("body", b"")
            size += len(part)
            if size <= self._most:
                body += part
            is_whole = not message.get("more_body", False)
            if size > self._most and (is_whole or size > self._most * _MOST_TOO_LARGE):
                raise self._too_large()
            if is_whole:
                return bytes(body)

    def _too_large(self) -> _Refused:
        told = f"the body is too large: expected at most {self._most} bytes; send fewer events at a time"
        return _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, told)


def _expect(method: str, *methods: str) -> None:
    if method not in methods:
        raise _WrongMethod(methods)


def _headers(scope: _Scope) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


def _reply(status: HTTPStatus, told: Mapping[str, object]) -> CallbackReply:
    return CallbackReply(status=status, content_type=_JSON.decode(), body=msgspec.json.encode(told))


async def _send_reply(send: _Send, reply: CallbackReply, more: _Headers, *, has_body: bool) -> None:
    headers = [
        *more,
        (b"content-type", reply.content_type.encode("latin-1")),
        (b"content-length", str(len(reply.body)).encode()),
    ]
    if reply.status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers.append((b"retry-after", _AGAIN_AFTER_S))
    if reply.status == HTTPStatus.UNAUTHORIZED:
        headers.append((b"www-authenticate", b"Bearer"))
    if reply.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        # What is still on its way is not read.
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": int(reply.status), "headers": headers})
    await send({"type": "http.response.body", "body": reply.body if has_body else b""})
