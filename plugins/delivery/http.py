"""One HTTP exchange with a provider: what came back, or what that says of the message."""

from __future__ import annotations

import asyncio
import datetime
import email.utils
import ssl
from collections.abc import Mapping
from functools import cache
from urllib.parse import urlsplit

import httpx2
import msgspec

from maflow.plugins.delivery.foreign_json import ForeignJsonError, read_json
from maflow.plugins.spec import SettingFault, Unavailable, Unknown

__all__ = ["HttpAnswer", "HttpCaller", "checked_url", "retry_after_ms", "unreadable"]

_LARGEST_ANSWER = 65_536
_CONNECTIONS = 64
_LONGEST_WAIT_S = 86_400
# To connect, to write and to read have the same time each.
_PHASES = 3
# What is raised before the first byte of a request has left.
_NOT_BEGUN = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.LocalProtocolError,
    httpx2.PoolTimeout,
    httpx2.ProxyError,
    httpx2.UnsupportedProtocol,
)


class HttpAnswer(msgspec.Struct, frozen=True):
    """What a provider answered.

    Shape: names of `headers` in small letters; `body` is cut after 64 KiB.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_success(self) -> bool:
        """Tell whether the status is one of success."""
        return 200 <= self.status < 300  # noqa: PLR2004 - the range that HTTP gives to success

    def json(self) -> Mapping[str, object]:
        """Return the JSON object of the body; empty where it is none."""
        try:
            return read_json(self.body, dict[str, object])
        except ForeignJsonError:
            return {}


def checked_url(setting: str, text: str) -> str:
    """Return an address that can be called.

    Raises: SettingFault for one that cannot.
    """
    try:
        url = httpx2.URL(text)
    except httpx2.InvalidURL as error:
        raise SettingFault(setting, f"it is no address: {error}") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise SettingFault(setting, "@delivery.why.address")
    return text


class HttpCaller:
    """Calls one provider. Redirects are not followed: a signature is for one address.

    A provider that answers byte by byte holds nobody up for longer than one that is silent.
    """

    def __init__(self, timeout_ms: int, auth: tuple[str, str] | None = None) -> None:
        self._timeout_s = timeout_ms / 1000
        self._client = httpx2.AsyncClient(
            timeout=self._timeout_s,
            auth=auth,
            verify=_trusted(),
            limits=httpx2.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=_CONNECTIONS),
            headers={"user-agent": "maflow"},
        )

    async def get(self, url: str, query: Mapping[str, str]) -> HttpAnswer | Unavailable | Unknown:
        """Ask for something."""
        return await self._call(self._client.build_request("GET", url, params=dict(query)))

    async def post(
        self, url: str, body: bytes, headers: Mapping[str, str]
    ) -> HttpAnswer | Unavailable | Unknown:
        """Hand something over."""
        return await self._call(self._client.build_request("POST", url, content=body, headers=dict(headers)))

    async def close(self) -> None:
        """Close all connections."""
        await self._client.aclose()

    async def _call(self, request: httpx2.Request) -> HttpAnswer | Unavailable | Unknown:
        host = urlsplit(str(request.url)).netloc.rpartition("@")[2]
        if self._client.is_closed:
            return Unavailable("the channel has been closed")
        try:
            async with asyncio.timeout(self._timeout_s * _PHASES):
                answer = await self._client.send(request, stream=True)
            try:
                body = await _start(answer, self._timeout_s)
                return HttpAnswer(answer.status_code, _plain(answer.headers), body)
            finally:
                await answer.aclose()
        except _NOT_BEGUN as error:
            return Unavailable(f"no connection to {host}: {_why(error)}")
        except (TimeoutError, httpx2.TimeoutException):
            return Unknown(f"{host} did not answer in time", "timeout")
        except httpx2.HTTPError as error:
            return Unknown(f"the connection to {host} was lost: {_why(error)}", "connection-lost")


def unreadable(answer: HttpAnswer, now_ms: int) -> Unavailable | Unknown:
    """Return what an answer that is not the provider's own, but a proxy's, says of a message."""
    reason, code = f"the answer is {answer.status} and not what the provider documents", str(answer.status)
    # A request that was refused as such has certainly not been carried out.
    is_refused = 300 <= answer.status < 500  # noqa: PLR2004 - the ranges of HTTP
    return Unavailable(reason, code, retry_after_ms(answer, now_ms)) if is_refused else Unknown(reason, code)


def retry_after_ms(answer: HttpAnswer, now_ms: int) -> int | None:
    """Return how long a provider asks to wait: `Retry-After` in seconds or as a date.

    Units: milliseconds.
    Example:
        >>> retry_after_ms(HttpAnswer(503, {"retry-after": "2"}, b""), 0)
        2000
    """
    text = answer.headers.get("retry-after", "").strip()
    if text.isdecimal():
        return min(int(text[:9]), _LONGEST_WAIT_S) * 1000
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        # The oldest of the three ways to write a date has no zone: HTTP knows one only.
        moment = moment.replace(tzinfo=datetime.UTC)
    return min(max(int(moment.timestamp() * 1000) - now_ms, 0), _LONGEST_WAIT_S * 1000)


@cache
def _trusted() -> ssl.SSLContext:
    """Return the certificates of this machine: reading them takes longer than anything else here."""
    return httpx2.create_ssl_context()


def _plain(headers: httpx2.Headers) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _why(error: httpx2.HTTPError) -> str:
    """Return what went wrong in the words of the system: a certificate, a name, or nobody who listens.

    Example:
        >>> _why(httpx2.ConnectTimeout("")), _why(httpx2.ConnectError("[SSL] certificate has expired"))
        ('ConnectTimeout', '[SSL] certificate has expired')
    """
    causes = (error, error.__cause__, error.__context__)
    return next((str(each) for each in causes if each is not None and str(each)), type(error).__name__)


async def _start(answer: httpx2.Response, timeout_s: float) -> bytes:
    """Return how a body begins: as much as comes and can be read, because the status is known already."""
    body = b""
    try:
        async with asyncio.timeout(timeout_s):
            async for part in answer.aiter_bytes():
                body += part
                if len(body) >= _LARGEST_ANSWER:
                    break
    except (TimeoutError, httpx2.HTTPError):
        pass
    return body[:_LARGEST_ANSWER]
