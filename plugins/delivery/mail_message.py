"""An e-mail as bytes: headers that nothing can be smuggled into, a text part, an HTML part."""

from __future__ import annotations

import datetime
import email.errors
import email.policy
import email.utils
import html
import re
import unicodedata
from email.headerregistry import Address
from email.message import EmailMessage

import msgspec

from maflow.plugins.delivery.mail_headers import address_header, text_header
from maflow.plugins.spec import TRANSACTIONAL, UNSUBSCRIBE_LINK, SendRequest

__all__ = ["Mail", "MailFault", "build_mail", "read_address"]

# Nothing beyond 7 bits in the body: what is signed must not be recoded by a server on the way.
_POLICY = email.policy.SMTP.clone(cte_type="7bit")
_BODY_TAG = re.compile(r"<body\b[^>]*>", re.IGNORECASE)
_HIDDEN = '<div style="display:none;max-height:0;overflow:hidden">{}</div>'
_LONGEST_ADDRESS = 254
# What could end an address on the line of a command; mailboxes in quotes are not served.
_IN_NO_COMMAND = re.compile(r'[\s<>"]')


class MailFault(Exception):
    """Why no e-mail can be made of a message, and a code for it."""

    def __init__(self, reason: str, code: str) -> None:
        super().__init__(reason, code)
        self.reason = reason
        self.code = code


class Mail(msgspec.Struct, frozen=True, kw_only=True):
    """A finished e-mail and its envelope.

    `needs_utf8`: an address has letters that only SMTPUTF8 carries. `names_sender`: the message does,
    and not the settings.
    """

    id: str
    sender: str
    recipient: str
    content: bytes
    needs_utf8: bool
    names_sender: bool


def build_mail(request: SendRequest, sender: str, link: str | None, now_s: float) -> Mail:
    """Return the e-mail of a message.

    `sender` sends what names no sender; `link` unsubscribes by one click.
    Raises: MailFault `no-sender`, `bad-address`, or `no-link` where the text shows one.
    """
    from_ = read_address(request.fields.get("from") or sender)
    to = read_address(request.address or "")
    if from_ is None:
        raise MailFault("there is no valid sender: set `from`", "no-sender")
    if to is None:
        raise MailFault("the address is no e-mail address", "bad-address")
    if link is None and any(UNSUBSCRIBE_LINK in text for text in request.fields.values()):
        raise MailFault("the text has an unsubscribe link: set `unsubscribe_url`", "no-link")
    answers_to = read_address(request.fields.get("reply_to", ""))
    people = {"From": from_, "To": to} | ({} if answers_to is None else {"Reply-To": answers_to})
    id = f"<{request.key}@{from_.domain}>"
    headers = [
        *_fixed_headers(id, None if request.category == TRANSACTIONAL else link),
        *(address_header(name, address) for name, address in people.items()),
        text_header("Subject", _one_line(request.fields.get("subject", ""))),
        f"Date: {email.utils.format_datetime(datetime.datetime.fromtimestamp(now_s, datetime.UTC))}",
    ]
    content = _content(request, link or "")
    return Mail(
        id=id,
        sender=from_.addr_spec,
        recipient=to.addr_spec,
        content="".join(f"{line}\r\n" for line in headers).encode() + content.as_bytes(policy=_POLICY),
        needs_utf8=not all(address.addr_spec.isascii() for address in people.values()),
        names_sender=bool(request.fields.get("from")),
    )


def read_address(text: str) -> Address | None:
    """Return a mailbox, with or without a name, its domain in ASCII; None for a text that is none.

    Example:
        >>> read_address("Shop <hello@bücher.example>").addr_spec
        'hello@xn--bcher-kva.example'
        >>> read_address("a@b.example\\r\\nBcc: c@d.example"), read_address("nobody")
        (None, None)
    """
    name, spec = email.utils.parseaddr(text)
    local, _, domain = spec.rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
        # Letters beyond ASCII are allowed in the first half, but not understood by this parser.
        Address(addr_spec=f"{_as_ascii(local)}@{ascii_domain}")
    except (ValueError, IndexError, email.errors.MessageError):
        return None
    # What is read must be all that is there: this parser passes over what it does not understand.
    is_whole = local and domain and (text == spec or text.endswith(f"<{spec}>"))
    if not is_whole or len(spec) > _LONGEST_ADDRESS or text != _one_line(text) or _IN_NO_COMMAND.search(spec):
        return None
    return Address(display_name=name, username=local, domain=ascii_domain)


def _as_ascii(text: str) -> str:
    return "".join(letter if letter.isascii() else "x" for letter in text)


def _content(request: SendRequest, link: str) -> EmailMessage:
    message = EmailMessage(_POLICY)
    text, page = request.fields.get("text", ""), request.fields.get("html", "")
    if text or not page:
        message.set_content(_encodable(text.replace(UNSUBSCRIBE_LINK, link)))
    if page:
        page = _with_preheader(page, request.fields.get("preheader", ""))
        page = _encodable(page.replace(UNSUBSCRIBE_LINK, html.escape(link)))
    if page and text:
        message.add_alternative(page, subtype="html")
    elif page:
        message.set_content(page, subtype="html")
    return message


def _with_preheader(page: str, preheader: str) -> str:
    if not preheader:
        return page
    body = _BODY_TAG.search(page)
    place = body.end() if body else 0
    return page[:place] + _HIDDEN.format(html.escape(preheader)) + page[place:]


def _fixed_headers(id: str, link: str | None) -> list[str]:
    """Return the headers that must stand on one line; they are ASCII by the way they are made."""
    if link is None:
        return [f"Message-ID: {id}"]
    unsubscribing = [f"List-Unsubscribe: <{link}>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click"]
    return [f"Message-ID: {id}", *unsubscribing]


def _one_line(text: str) -> str:
    """Return a text without line breaks and other control characters, each of which becomes a blank."""
    return _encodable("".join(" " if _is_control(letter) else letter for letter in text)).strip()


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Zl", "Zp")


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
