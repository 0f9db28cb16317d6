"""Text that is safe to show: what a terminal would obey or hide is written out instead."""

from __future__ import annotations

import re

__all__ = ["ELLIPSIS", "HIDDEN", "clip", "visible"]

ELLIPSIS = "..."

# Unicode's control, format and surrogate characters, and the line and paragraph separators (categories
# Cc, Cf, Cs, Zl, Zp); a test compares this with the tables of the running Python.
HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)
_SHORT = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}
_FIRST_BAD_BYTE = 0xDC80
_LAST_BAD_BYTE = 0xDCFF
_BAD_BYTE_OFFSET = 0xDC00


def visible(text: str) -> str:
    r"""Return a text in one line, with control, format and undecodable characters written as escapes.

    Source: the escapes are those of the language's own texts; `\xff` is a byte that is not UTF-8.
    Example:
        >>> print(visible("a\tb\u202ec\udcff"))
        a\tb\u{202e}c\xff
    """
    return HIDDEN.sub(_escape, text)


def clip(text: str, limit: int) -> str:
    """Return a text cut to so many code points.

    Example:
        >>> clip("growth_of_march", 10)
        'growth_...'
    """
    return text if len(text) <= limit else text[: limit - len(ELLIPSIS)] + ELLIPSIS


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    code = ord(char)
    if _FIRST_BAD_BYTE <= code <= _LAST_BAD_BYTE:
        return f"\\x{code - _BAD_BYTE_OFFSET:02x}"
    return _SHORT.get(char) or f"\\u{{{code:x}}}"
