"""Links with which a customer unsubscribes by one click: made, checked, answered.

Source: RFC 8058
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from html import escape
from http import HTTPStatus
from urllib.parse import quote

import msgspec

from maflow.plugins.spec import CallbackReply, CallbackRequest, Notice, Receipt, SendRequest

__all__ = ["answer_click", "read_token", "unsubscribe_link", "unsubscribe_token"]

_PARAMETER = "t"
_SIGNATURE_BYTES = 16
_PAGE = (
    '<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>Unsubscribe · 退订</title></head><body>{}</body></html>"
)
_ASK = (
    '<form method="post"><input type="hidden" name="t" value="{}"><button>Unsubscribe · 退订</button></form>'
)
_DONE = "<p>You will get no more of these e-mails.</p><p>您已退订，不会再收到此类邮件。</p>"
_WRONG = "<p>This link is not complete.</p><p>链接不完整。</p>"


class _Claim(msgspec.Struct, array_like=True):
    """What a token says: whose, on which channel, because of which message."""

    user_id: str
    channel: str
    key: str


def unsubscribe_token(secret: str, request: SendRequest) -> str:
    """Return a token that only we can make, for the user and channel of a message."""
    claim = msgspec.json.encode(_Claim(request.user_id, request.channel, request.key))
    return f"{_packed(claim)}.{_packed(_signature(secret, claim))}"


def unsubscribe_link(url: str, token: str) -> str:
    """Return the address behind which a token is taken.

    Example:
        >>> unsubscribe_link("https://shop.example/out?from=mail", "abc")
        'https://shop.example/out?from=mail&t=abc'
    """
    return f"{url}{'&' if '?' in url else '?'}{_PARAMETER}={quote(token, safe='')}"


def read_token(secret: str, channel: str, token: str) -> Notice | None:
    """Return what a token asks for, or None when it was not made by us for this channel."""
    written, _, signature = token.partition(".")
    try:
        claim, given = _unpacked(written), _unpacked(signature)
        told = msgspec.json.decode(claim, type=_Claim)
    except (binascii.Error, ValueError, msgspec.DecodeError):
        return None
    if not hmac.compare_digest(_signature(secret, claim), given) or told.channel != channel:
        return None
    return Notice(receipt=Receipt.UNSUBSCRIBED, key=told.key, user_id=told.user_id)


def answer_click(secret: str, channel: str, request: CallbackRequest) -> CallbackReply:
    """Unsubscribe who posts a token; who only looks, as mail scanners do, gets a button.

    Law: no GET unsubscribes anyone.
    """
    token = request.query.get(_PARAMETER, "")
    notice = read_token(secret, channel, token)
    if notice is None:
        return _page(_WRONG, HTTPStatus.BAD_REQUEST)
    if request.method != "POST":
        return _page(_ASK.format(escape(token)))
    return _page(_DONE, notices=(notice,))


def _page(body: str, status: int = HTTPStatus.OK, notices: tuple[Notice, ...] = ()) -> CallbackReply:
    return CallbackReply(
        status=int(status),
        content_type="text/html; charset=utf-8",
        body=_PAGE.format(body).encode(),
        notices=notices,
    )


def _signature(secret: str, claim: bytes) -> bytes:
    return hmac.digest(secret.encode(), b"maflow.unsubscribe:" + claim, hashlib.sha256)[:_SIGNATURE_BYTES]


def _packed(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _unpacked(text: str) -> bytes:
    return base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
