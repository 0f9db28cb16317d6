"""The providers on which the built-in channels are tried, each as its documentation describes it."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from aiosmtpd.smtp import SMTP, Envelope, Session

from maflow.plugins.testing import HttpCall, HttpProvider, HttpReply, Mode

__all__ = [
    "FileProvider",
    "MailProvider",
    "PrintingProvider",
    "aliyun",
    "decoded",
    "form_of",
    "parsed",
    "twilio",
    "webhook_receiver",
    "wecom",
]

_JSON = {"content-type": "application/json"}


def as_reply(status: int, told: object) -> HttpReply:
    return HttpReply(status, msgspec.json.encode(told), _JSON)


def form_of(call: HttpCall) -> dict[str, str]:
    return dict(parse_qsl(call.body.decode(), keep_blank_values=True))


def webhook_receiver() -> HttpProvider:
    return HttpProvider(
        lambda _: HttpReply(204),
        refusal=HttpReply(422, b"cannot be used"),
        key_of=lambda call: call.headers["webhook-id"],
    )


def wecom() -> HttpProvider:
    return HttpProvider(
        lambda _: as_reply(200, {"errcode": 0, "errmsg": "ok"}),
        refusal=as_reply(200, {"errcode": 40058, "errmsg": "content exceed max length"}),
        text_of=lambda call: msgspec.json.decode(call.body)["text"]["content"],
    )


def aliyun() -> HttpProvider:
    def answer(call: HttpCall) -> HttpReply:
        if form_of(call)["Action"] == "QuerySendDetails":
            return as_reply(200, {"Code": "OK", "SmsSendDetailDTOs": {"SmsSendDetailDTO": []}})
        return as_reply(
            200, {"Code": "OK", "Message": "OK", "BizId": "9006197469364984400", "RequestId": "R"}
        )

    def text_of(call: HttpCall) -> str | None:
        if form_of(call)["Action"] != "SendSms":
            return None
        return "; ".join(msgspec.json.decode(form_of(call).get("TemplateParam", "{}")).values())

    refusal = as_reply(200, {"Code": "isv.SMS_TEMPLATE_ILLEGAL", "Message": "模板不合法", "RequestId": "R"})
    return HttpProvider(answer, refusal=refusal, text_of=text_of)


def twilio() -> HttpProvider:
    def answer(call: HttpCall) -> HttpReply:
        if call.method == "GET":
            return as_reply(200, {"messages": []})
        return as_reply(201, {"sid": "SM00000000000000000000000000000001", "status": "queued"})

    refusal = as_reply(400, {"code": 21617, "message": "The body exceeds the limit", "status": 400})
    return HttpProvider(answer, refusal=refusal, text_of=lambda call: form_of(call).get("Body", ""))


class FileProvider:
    """A file, read as a program that takes it over reads it."""

    modes = (Mode.ACCEPTS,)

    def __init__(self, path: Path) -> None:
        self._path = path

    async def switch(self, mode: Mode) -> None:
        """A file has its good days only."""

    def deliveries(self) -> Sequence[str]:
        lines = self._path.read_bytes().splitlines() if self._path.exists() else []
        return ["\n".join(msgspec.json.decode(line)["fields"].values()) for line in lines]


class PrintingProvider:
    """What has been printed, a paragraph a message."""

    modes = (Mode.ACCEPTS,)

    def __init__(self, stream: io.StringIO) -> None:
        self._stream = stream

    async def switch(self, mode: Mode) -> None:
        """A terminal has its good days only."""

    def deliveries(self) -> Sequence[str]:
        return self._stream.getvalue().split("push to ")[1:]


class MailProvider:
    """A mail server: aiosmtpd, on the loop of the test."""

    modes = tuple(Mode)

    def __init__(self, **options: Any) -> None:
        self.envelopes: list[Envelope] = []
        self.answers: dict[str, str] = {}
        self._options = options
        self._mode = Mode.ACCEPTS
        self._server: asyncio.Server | None = None
        self.port = 0
        self._open: set[SMTP] = set()
        self._met: list[SMTP] = []

    async def __aenter__(self) -> MailProvider:
        await self._listen()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._hang_up()

    async def switch(self, mode: Mode) -> None:
        await self._hang_up()
        self._mode = mode
        if mode is not Mode.DOWN:
            await self._listen()

    def turn_silent(self) -> None:
        """Say nothing any more to those who have handed over their e-mail."""
        self._mode = Mode.SILENT

    def deliveries(self) -> Sequence[str]:
        return [decoded(envelope) for envelope in self.envelopes]

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._mode is Mode.REFUSES:
            return "550 5.7.1 not wanted"
        answer = self.answers.get(f"RCPT {address}", "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self.answers.get("MAIL", "250 OK")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.envelopes.append(envelope)
        match self._mode:
            case Mode.SILENT:
                await asyncio.get_running_loop().create_future()
            case Mode.GARBLED:
                return "what is it"
        return self.answers.get("DATA", "250 OK queued")

    def hang_up_now(self) -> None:
        """Close every connection without a word."""
        for each in self._open:
            _abort(each)

    async def _listen(self) -> None:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._meet, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    def _meet(self) -> SMTP:
        dialogue = SMTP(self, enable_SMTPUTF8=True, **self._options)
        self._open.add(dialogue)
        self._met.append(dialogue)
        return dialogue

    async def _hang_up(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        handlers = []
        for each in self._open:
            _abort(each)
            if each._handler_coroutine is not None:
                each._handler_coroutine.cancel()
                handlers.append(each._handler_coroutine)
        self._open.clear()
        await asyncio.gather(*handlers, return_exceptions=True)


def parsed(envelope: Envelope) -> EmailMessage:
    content = envelope.content
    assert isinstance(content, bytes)
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def decoded(envelope: Envelope) -> str:
    """Return the words of an e-mail, as a mail program shows them."""
    body = parsed(envelope).get_body(("plain", "html"))
    assert body is not None
    return str(body.get_content())


def _abort(dialogue: SMTP) -> None:
    # One that is closed already has nothing to abort in Python 3.11.2, and fails.
    if dialogue.transport is not None and not dialogue.transport.is_closing():
        dialogue.transport.abort()
