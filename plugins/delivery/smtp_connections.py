"""Connections to one mail server: made when needed, kept while they are fresh."""

from __future__ import annotations

import contextlib
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass

from aiosmtplib import SMTP, SMTPException, SMTPRecipientRefused, SMTPServerDisconnected

from maflow.plugins.delivery.mail_message import Mail
from maflow.plugins.spec import SettingFault, Settings

__all__ = ["SmtpConnection", "SmtpConnections"]

_MOST_IDLE = 8
_IDLE_S = 20.0
_MOST_MAILS = 100
_NOT_TAKEN = 553


@dataclass(slots=True)
class SmtpConnection:
    """One connection, how often it has been used, and since when it rests."""

    client: SMTP
    mails: int = 0
    idle_since: float = 0.0

    async def begin(self, mail: Mail) -> None:
        """Name sender and recipient.

        A connection that has rested may be gone without a word: it is made anew, once.
        Raises: SMTPException, SMTPSenderRefused, SMTPRecipientRefused.
        """
        try:
            await self._name_sender(mail)
        except SMTPServerDisconnected:
            if self.mails == 0:
                raise
            await self.client.connect()
            await self._name_sender(mail)
        self.mails += 1
        await self.client.rcpt(mail.recipient, encoding="utf-8" if mail.needs_utf8 else "ascii")

    def drop(self) -> None:
        """Close the connection at once."""
        self.client.close()

    async def _name_sender(self, mail: Mail) -> None:
        if not mail.needs_utf8:
            await self.client.mail(mail.sender)
            return
        if self.client.is_ehlo_or_helo_needed:
            await self.client.ehlo()
        if not self.client.supports_extension("smtputf8"):
            raise SMTPRecipientRefused(_NOT_TAKEN, "5.6.7 the mail server has no SMTPUTF8", mail.recipient)
        await self.client.mail(mail.sender, options=["SMTPUTF8"], encoding="utf-8")


class SmtpConnections:
    """Gives out connections, each to one message at a time."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._security = settings.text("security")
        self._tls = _tls_context(settings) if self._security != "none" else None
        self._idle: list[SmtpConnection] = []
        self._clock = clock
        self._is_closed = False

    async def take(self) -> SmtpConnection:
        """Return a connection that is ready for a message.

        Raises: SMTPException, OSError when none can be made.
        """
        if self._is_closed:
            raise SMTPServerDisconnected("the channel has been closed")
        while self._idle:
            connection = self._idle.pop()
            is_fresh = self._clock() - connection.idle_since < _IDLE_S and connection.mails < _MOST_MAILS
            if is_fresh and connection.client.is_connected:
                return connection
            await _say_goodbye(connection.client)
        client = self._client()
        await client.connect()
        return SmtpConnection(client)

    async def give_back(self, connection: SmtpConnection) -> None:
        """Keep a connection for the next message, if it is still one."""
        if not connection.client.is_connected:
            return
        try:
            await connection.client.rset()
        except (SMTPException, OSError):
            connection.drop()
            return
        if self._is_closed or len(self._idle) >= _MOST_IDLE:
            await _say_goodbye(connection.client)
            return
        connection.idle_since = self._clock()
        self._idle.append(connection)

    async def close(self) -> None:
        """Close what rests; what is in use is closed when it is given back."""
        self._is_closed = True
        while self._idle:
            await _say_goodbye(self._idle.pop().client)

    def _client(self) -> SMTP:
        settings = self._settings
        username = settings.text("username")
        return SMTP(
            hostname=settings.text("host"),
            port=settings.integer("port"),
            username=username or None,
            password=settings.text("password") if username else None,
            use_tls=self._security == "tls",
            start_tls=self._security == "starttls",
            tls_context=self._tls,
            timeout=(settings.duration_ms("timeout") or 0) / 1000,
        )


def _tls_context(settings: Settings) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authorities = settings.text("ca_file")
    if authorities:
        try:
            context.load_verify_locations(cafile=authorities)
        except (OSError, ssl.SSLError) as error:
            raise SettingFault("ca_file", f"no certificates can be read from it: {error}") from error
    return context


async def _say_goodbye(client: SMTP) -> None:
    # Whoever has hung up already needs no goodbye.
    with contextlib.suppress(SMTPException, OSError):
        await client.quit()
    client.close()
