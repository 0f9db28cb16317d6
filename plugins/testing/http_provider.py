"""A provider that speaks HTTP, on a port of this machine."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from urllib.parse import parse_qsl, unquote

import msgspec

from maflow.plugins.testing.provider import Mode

__all__ = ["HttpCall", "HttpProvider", "HttpReply"]

_GARBAGE = b"\x00\x01 no HTTP \xff\r\n\r\n"


class HttpCall(msgspec.Struct, frozen=True):
    """One request that has arrived. Shape: names of headers in small letters."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


class HttpReply(msgspec.Struct, frozen=True):
    """What the provider answers."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = {}


_REFUSAL = HttpReply(400)


class HttpProvider:
    """Answers requests as a test says; used with `async with`.

    `answer` is what a good day looks like; `refusal` what a message is refused with; `text_of` gives the
    words of a message, and None for what is no message, as no GET is; `key_of` names the key that the
    provider honours, if it does.
    """

    modes = frozenset(Mode)

    def __init__(
        self,
        answer: Callable[[HttpCall], HttpReply],
        *,
        refusal: HttpReply = _REFUSAL,
        text_of: Callable[[HttpCall], str | None] = lambda call: call.body.decode(),
        key_of: Callable[[HttpCall], str] | None = None,
    ) -> None:
        self.calls: list[HttpCall] = []
        self._answer = answer
        self._refusal = refusal
        self._text_of = text_of
        self._key_of = key_of
        self._taken: dict[str, str] = {}
        self._mode = Mode.ACCEPTS
        self._server: asyncio.Server | None = None
        self._dialogues: set[asyncio.Task[None]] = set()
        self._port = 0

    @property
    def url(self) -> str:
        """Return where the provider listens."""
        return f"http://127.0.0.1:{self._port}"

    async def __aenter__(self) -> HttpProvider:
        """Begin to listen."""
        await self._listen()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop listening."""
        await self._hang_up()

    async def switch(self, mode: Mode) -> None:
        """Behave so from now on; open connections are closed."""
        await self._hang_up()
        self._mode = mode
        if mode is not Mode.DOWN:
            await self._listen()

    def deliveries(self) -> Sequence[str]:
        """Return what has been taken over."""
        return list(self._taken.values())

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._meet, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def _hang_up(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        for task in self._dialogues:
            task.cancel()
        await asyncio.gather(*self._dialogues, return_exceptions=True)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(self._talk(reader, writer))
        self._dialogues.add(task)
        task.add_done_callback(self._dialogues.discard)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while (call := await _read(reader)) is not None:
                self.calls.append(call)
                reply = await self._reply(call)
                writer.write(_GARBAGE if reply is None else _written(reply))
                await writer.drain()
                if reply is None:
                    break
        except ConnectionError:
            return
        finally:
            writer.close()

    async def _reply(self, call: HttpCall) -> HttpReply | None:
        match self._mode:
            case Mode.GARBLED:
                return None
            case Mode.REFUSES:
                return self._refusal
        self._take(call)
        if self._mode is Mode.SILENT:
            await asyncio.get_running_loop().create_future()
        return self._answer(call)

    def _take(self, call: HttpCall) -> None:
        text = None if call.method == "GET" else self._text_of(call)
        if text is not None:
            key = str(len(self._taken)) if self._key_of is None else self._key_of(call)
            self._taken.setdefault(key, text)


async def _read(reader: asyncio.StreamReader) -> HttpCall | None:
    """Read one request; None when there are no more."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.decode("latin-1").rstrip().split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    path, _, query = target.partition("?")
    return HttpCall(method, unquote(path), dict(parse_qsl(query, keep_blank_values=True)), headers, body)


def _written(reply: HttpReply) -> bytes:
    headers = {**reply.headers, "content-length": str(len(reply.body))}
    lines = [f"HTTP/1.1 {reply.status} -", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + reply.body
