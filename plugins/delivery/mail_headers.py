"""Header fields of an e-mail, written so that whatever stands in a value stays in that value.

Python's own writer reads encoded words inside a value before it writes it, line breaks in them included,
and drops quotation marks where it folds a name: what a customer calls himself would become a header.
Source: RFC 5322, RFC 2047
"""

from __future__ import annotations

import base64
import re
from email.headerregistry import Address

__all__ = ["address_header", "text_header"]

# What RFC 2047 asks of a line with encoded words; others may have two letters more.
_LONGEST_LINE = 76
# An encoded word of so many bytes fits into a line behind any of our names.
_WORD_BYTES = 39
_PLAIN = re.compile(r"[\x20-\x7e]*")
_LOOKS_ENCODED = "=?"
_PIECE = re.compile(r" *[^ ]+")
_ATEXT = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ATOMS = re.compile(rf"{_ATEXT}(?: {_ATEXT})*")
_NEEDS_BACKSLASH = re.compile(r'(["\\])')
_FOLD = "\r\n "


def text_header(name: str, text: str) -> str:
    """Return a field of any text on one line that has no blank at its ends.

    Law: read again, it is this field and this text alone.
    Example:
        >>> text_header("Subject", "Hello"), text_header("Subject", "=?utf-8?q?=0D=0ABcc:_eve?=")
        ('Subject: Hello', 'Subject: =?utf-8?b?PT91dGYtOD9xPz0wRD0wQUJjYzpfZXZlPz0=?=')
    """
    written = _folded(f"{name}:", text) if _is_plain(text) else None
    return f"{name}: {_encoded(text)}" if written is None else written


def address_header(name: str, address: Address) -> str:
    """Return a field of one address, with the name of whoever has it.

    Example:
        >>> address_header("From", Address("Smith, Ann", "ann", "b.example"))
        'From: "Smith, Ann" <ann@b.example>'
    """
    if not address.display_name:
        return f"{name}: {address.addr_spec}"
    begin, end = f"{name}: {_phrase(name, address.display_name)}", f"<{address.addr_spec}>"
    last_line = begin.rpartition("\r\n")[2]
    is_short = len(last_line) + 1 + len(end) <= _LONGEST_LINE
    return f"{begin}{' ' if is_short else _FOLD}{end}"


def _is_plain(text: str) -> bool:
    return _PLAIN.fullmatch(text) is not None and _LOOKS_ENCODED not in text


def _folded(begin: str, text: str) -> str | None:
    """Return a text folded before some of its blanks; None where a line would be too long all the same."""
    lines = [begin]
    for number, piece in enumerate(_PIECE.findall(f" {text}")):
        if number == 0 or len(lines[-1]) + len(piece) <= _LONGEST_LINE:
            lines[-1] += piece
        else:
            lines.append(piece)
    return None if any(len(line) > _LONGEST_LINE for line in lines) else "\r\n".join(lines)


def _phrase(name: str, text: str) -> str:
    if not _is_plain(text) or len(name) + len(text) > _LONGEST_LINE // 2:
        return _encoded(text)
    if _ATOMS.fullmatch(text):
        return text
    return '"' + _NEEDS_BACKSLASH.sub(r"\\\1", text) + '"'


def _encoded(text: str) -> str:
    """Return a text as encoded words, one a line, with no character in two of them."""
    words = [b""]
    for letter in text:
        data = letter.encode()
        if len(words[-1]) + len(data) > _WORD_BYTES:
            words.append(b"")
        words[-1] += data
    return _FOLD.join(f"=?utf-8?b?{base64.b64encode(word).decode()}?=" for word in words)
