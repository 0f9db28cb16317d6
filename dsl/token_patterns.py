"""How tokens are written: one regular expression, with a group for each kind.

What an input method, another language or a slip of the finger puts in the place of a token has a kind too.
"""

from __future__ import annotations

import re

from maflow.dsl.tokens import WORD_PATTERN

__all__ = ["ANY_TOKEN", "CURLY_QUOTES"]

CURLY_QUOTES = "\u201c\u201d"

_COLON = r"[:\uff1a]"
_CLOCK = rf"[0-9]{{1,2}}{_COLON}[0-9]{{2}}"
_HYPHEN = r"[-\uff0d]"
_DATE = rf"[0-9]{{4}}{_HYPHEN}[0-9]{{1,2}}{_HYPHEN}[0-9]{{1,2}}"
_HALF_DAY = r"(?:[0-9]{1,2}(?::[0-9]{2})?[aApP][mM]|[0-9]{1,2}\u70b9(?:\u534a|\u6574|[0-9]{1,2}\u5206?)?)"
_NUMBER = r"[0-9][0-9_]*(?:\.[0-9]+)?"
_BLOCK = r'[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*'
_LINE = r'[^"\\\n]*(?:\\[^\n][^"\\\n]*)*'

# The order is the order of trial: frequent before rare, longer before shorter.
_PATTERNS = (
    ("SPACE", r"[ \t\r\f\v\u3000\u00a0]+"),
    ("NEWLINE", r"\n"),
    ("WORD", WORD_PATTERN),
    ("COMMENT", r"#[^\n]*"),
    ("WIDE_PAIR", r"[>\uff1e<\uff1c!\uff01]\uff1d|[\uff1e\uff1c\uff01]="),
    ("SIGN", r"!=|<=(?!=)|>=(?!=)|[{}()\[\],;.+*]|<(?![>=])|>(?!=)|=(?![=><])|-(?!>)|/(?!/)"),
    # Unrolled, so that a long text is read in few steps. Not possessive: before 3.11.5 Python errs there.
    ("STRING", rf'"""{_BLOCK}"""|"(?!""){_LINE}"|""(?!")'),
    ("HALF_DAYS", rf"{_HALF_DAY}(?:[ \t]*[-\u2013~\u81f3\u5230][ \t]*{_HALF_DAY})?(?!\w)"),
    ("YEAR_MONTH_DAY", r"[0-9]{4}\u5e74[0-9]{1,2}\u6708[0-9]{1,2}\u65e5"),
    (
        "INSTANT",
        rf"{_DATE}(?:[ \t]+|T){_CLOCK}(?:{_COLON}[0-9]{{2}}(?:\.[0-9]+)?)?(?:[ \t]*[+-]{_CLOCK}(?![0-9]))?",
    ),
    ("CALENDAR_DATE", _DATE),
    ("CLOCK_RANGE", rf"{_CLOCK}[ \t]*[-\uff0d\u2013\u2014~\uff5e\u81f3\u5230][ \t]*{_CLOCK}"),
    ("CLOCK", rf"{_CLOCK}(?::[0-9]{{2}})?"),
    ("PERCENTAGE", rf"{_NUMBER}[ \t]*[%\uff05]"),
    ("DIGITS", _NUMBER),
    ("IDENT", r"`[^`\n]*`"),
    ("CURLY", rf'[{CURLY_QUOTES}][^"\n{CURLY_QUOTES}]*["{CURLY_QUOTES}]'),
    ("APOSTROPHES", r"'[^'\n]*'"),
    ("SLASHES", r"//[^\n]*"),
    ("FOREIGN", r"===?|&&|\|\||<>|=>|=<|>==|<==|&|\||!"),
    ("WIDE_DIGIT", r"[\uff10-\uff19]"),
    ("WIDE", r"[\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff5e\u3001\u3010\u3011]"),
    ("UNDERSCORE", r"_\w*"),
    ("OPEN_BLOCK", r'"""'),
    ("OPEN_STRING", r'"[^\n]*'),
    ("OPEN_NAME", r"`[^\n]*"),
    ("STRAY", r"[\x00-\x08\x0e-\x1f]+|(?s:.)"),
)
ANY_TOKEN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS))
"""Matches at every place of a text; the name of the last group is the kind."""
