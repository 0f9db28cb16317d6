"""Hands e-mails to a mail server, and tells apart what its answers say of each of them."""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Callable

import msgspec
from aiosmtplib import (
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
    SMTPTimeoutError,
)

from maflow.plugins.delivery.mail_message import Mail, MailFault, build_mail, read_address
from maflow.plugins.delivery.safe_secret import safe_secret
from maflow.plugins.delivery.smtp_connections import SmtpConnection, SmtpConnections
from maflow.plugins.delivery.unsubscribe import answer_click, unsubscribe_link, unsubscribe_token
from maflow.plugins.spec import (
    Accepted,
    CallbackReply,
    CallbackRequest,
    Failed,
    OpenRequest,
    SendRequest,
    SendResult,
    SettingFault,
    Settings,
    Unavailable,
    Unknown,
)

__all__ = ["SmtpChannel"]

_CLOSING = 421
_TRANSIENT, _PERMANENT = 400, 500
# Addresses that do not exist: RFC 3463, and the bare codes of servers that do not speak it.
_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}\b")
_NO_MAILBOX = re.compile(r"5\.(1\.(1|2|3|6|10)|2\.1)\b")
_NO_MAILBOX_CODES = frozenset({550, 551, 553})


class SmtpChannel:
    """Sends each message as an e-mail of its own, over connections that are kept for the next ones.

    Until the content has been handed over nothing has been sent; a time-out after that leaves it unknown.
    """

    def __init__(self, request: OpenRequest, clock: Callable[[], float] = time.time) -> None:
        settings = request.settings
        self._channel = request.channel
        self._settings = settings
        self._sender = settings.text("from")
        if self._sender and read_address(self._sender) is None:
            raise SettingFault("from", "@delivery.why.no-email")
        self._unsubscribe_url = _checked_unsubscribe(settings)
        self._sign = _signer(settings)
        self._clock = clock
        self._connections = SmtpConnections(settings)

    async def deliver(self, request: SendRequest) -> SendResult:
        """Hand over one e-mail."""
        try:
            mail = build_mail(request, self._sender, self._link(request), self._clock())
        except MailFault as fault:
            return _unwritable(fault, request)
        content = mail.content if self._sign is None else self._sign(mail.content)
        result = await self._hand_over(mail, content)
        return _concealed(result, self._settings)

    def take_callback(self, request: CallbackRequest) -> CallbackReply:
        """Take the click on an unsubscribe link, of a person or of a mail program."""
        secret = self._settings.text("unsubscribe_secret")
        return answer_click(secret, self._channel, request) if secret else CallbackReply(status=404)

    async def close(self) -> None:
        """Say goodbye on all connections."""
        await self._connections.close()

    def _link(self, request: SendRequest) -> str | None:
        if not self._unsubscribe_url:
            return None
        token = unsubscribe_token(self._settings.text("unsubscribe_secret"), request)
        return unsubscribe_link(self._unsubscribe_url, token)

    async def _hand_over(self, mail: Mail, content: bytes) -> SendResult:
        try:
            connection = await self._connections.take()
        except SMTPResponseException as error:
            return Unavailable(f"the mail server refuses us: {error.message}", str(error.code))
        except (SMTPException, ssl.SSLError, OSError) as error:
            return Unavailable(f"no connection to the mail server: {error}")
        is_whole = False
        try:
            result = await _transact(connection, mail, content)
            is_whole = True
        finally:
            if not is_whole:
                # Broken off: half a dialogue is of no use to the next message.
                connection.drop()
        await self._connections.give_back(connection)
        return result


async def _transact(connection: SmtpConnection, mail: Mail, content: bytes) -> SendResult:
    """Lead one dialogue; whatever it ends in, the connection is in order or dropped."""
    try:
        await connection.begin(mail)
    except SMTPSenderRefused as error:
        return _sender_refused(error, mail)
    except SMTPRecipientRefused as error:
        return _recipient_refused(error)
    except (SMTPException, OSError) as error:
        connection.drop()
        return Unavailable(f"the connection to the mail server was lost: {error}")
    try:
        await connection.client.data(content)
    except SMTPDataError as error:
        return _content_refused(error)
    except SMTPTimeoutError:
        connection.drop()
        return Unknown("the mail server did not confirm in time", "timeout")
    except (SMTPServerDisconnected, SMTPException, OSError) as error:
        connection.drop()
        return Unknown(
            f"the connection was lost before the mail server confirmed: {error}", "connection-lost"
        )
    # SMTP has no later word than this one.
    return Accepted(provider_id=mail.id, is_delivered=True)


def _unwritable(fault: MailFault, request: SendRequest) -> SendResult:
    if fault.code == "bad-address":
        return Failed(fault.reason, fault.code, is_hard_bounce=True)
    if fault.code == "no-sender" and request.fields.get("from"):
        return Failed(fault.reason, fault.code)
    # The operator's matter: no message is lost to it.
    return Unavailable(fault.reason, fault.code)


def _sender_refused(error: SMTPSenderRefused, mail: Mail) -> SendResult:
    reason = f"the sender is refused: {error.message}"
    is_permanent = error.code >= _PERMANENT
    if error.code == _CLOSING or (is_permanent and not mail.names_sender):
        return Unavailable(reason, str(error.code))
    return Failed(reason, str(error.code), is_permanent)


def _recipient_refused(error: SMTPRecipientRefused) -> SendResult:
    reason = f"the address is refused: {error.message}"
    if error.code == _CLOSING:
        return Unavailable(reason, str(error.code))
    is_permanent = error.code >= _PERMANENT
    return Failed(
        reason, str(error.code), is_permanent, is_hard_bounce=is_permanent and _has_no_mailbox(error)
    )


def _has_no_mailbox(error: SMTPResponseException) -> bool:
    if _ENHANCED.match(error.message):
        return _NO_MAILBOX.match(error.message) is not None
    return error.code in _NO_MAILBOX_CODES


def _content_refused(error: SMTPDataError) -> SendResult:
    reason = f"the mail server does not take the e-mail: {error.message}"
    if error.code == _CLOSING:
        return Unavailable(reason, str(error.code))
    if error.code < _TRANSIENT:
        return Unknown(reason, str(error.code))
    return Failed(reason, str(error.code), is_permanent=error.code >= _PERMANENT)


def _checked_unsubscribe(settings: Settings) -> str:
    url, secret = settings.text("unsubscribe_url"), settings.text("unsubscribe_secret")
    if url and not safe_secret("unsubscribe_secret", secret):
        raise SettingFault("unsubscribe_secret", "@delivery.why.unsubscribe-secret")
    if url and (not url.isascii() or not url.isprintable() or any(sign in url for sign in '<>" ')):
        raise SettingFault("unsubscribe_url", "@delivery.why.percent-codes")
    return url


def _signer(settings: Settings) -> Callable[[bytes], bytes] | None:
    if not any(settings.text(f"dkim_{name}") for name in ("domain", "selector", "key")):
        return None
    # Imported here, for most operators let their mail server sign.
    from maflow.plugins.delivery.dkim_signature import dkim_signer

    return dkim_signer(settings)


def _concealed(result: SendResult, settings: Settings) -> SendResult:
    match result:
        case Accepted():
            return result
        case Failed() | Unavailable() | Unknown():
            reason = settings.conceal(result.reason.replace("\n", " "))
            return msgspec.structs.replace(result, reason=reason)
