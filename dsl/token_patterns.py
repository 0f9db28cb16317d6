"""How tokens are written: one regular expression, with a group for each kind.

What an input method, another language or a slip of the finger puts in the place of a token has a kind too.
"""

from __future__ import annotations

import re

from maflow.dsl.tokens import WORD_PATTERN

__all__ = ["ANY_TOKEN", "CURLY_QUOTES"]

CURLY_QUOTES = "\u201c\u201d"

# Single curly quotes, corner brackets and guillemets around a text.
_OTHER_QUOTES = "|".join(
    rf'{opening}[^"\n{opening}{closing}]*{closing}'
    for opening, closing in ("\u2018\u2019", "\u300c\u300d", "\u300e\u300f", "\u00ab\u00bb")
)
# How mathematics and text programs write operators: not equal, at least, at most, minus, times, divided by.
_MATHEMATICAL = "\u2260\u2265\u2267\u2a7e\u2264\u2266\u2a7d\u2212\u00d7\u00f7"
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
    (
        "WIDE_PAIR",
        r"[>\uff1e\u300b\u3009<\uff1c\u300a\u3008!\uff01]\uff1d|[\uff1e\uff1c\uff01\u300b\u3009\u300a\u3008]="
        r"|\uff1d\uff1d|\uff06\uff06|\uff5c\uff5c",
    ),
    ("SIGN", r"!=(?!=)|<=(?!=)|>=(?!=)|[{}()\[\],;.+*]|<(?![>=])|>(?!=)|=(?![=><])|-(?!>)|/(?!/)"),
    # Unrolled, so that a long text is read in few steps. Not possessive: before 3.11.5 Python errs there.
    ("STRING", rf'"""{_BLOCK}"""|"(?!""){_LINE}"|""(?!")'),
    ("HALF_DAYS", rf"{_HALF_DAY}(?:[ \t]*[-\u2013~\u81f3\u5230][ \t]*{_HALF_DAY})?(?!\w)"),
    ("YEAR_MONTH_DAY", r"[0-9]{4}\u5e74[0-9]{1,2}\u6708[0-9]{1,2}\u65e5"),
    (
        "INSTANT",
        rf"{_DATE}(?:[ \t]+|T){_CLOCK}(?:{_COLON}[0-9]{{2}}(?:\.[0-9]+)?)?(?:[ \t]*[+-]{_CLOCK}(?![0-9]))?",
    ),
    ("CALENDAR_DATE", _DATE),
    ("CLOCK_RANGE", rf"{_CLOCK}[ \t]*(?:[-\uff0d\u2013~\uff5e\u81f3\u5230]|\u2014{{1,2}})[ \t]*{_CLOCK}"),
    ("CLOCK", rf"{_CLOCK}(?::[0-9]{{2}})?"),
    ("PERCENTAGE", rf"{_NUMBER}[ \t]*[%\uff05]"),
    ("DIGITS", _NUMBER),
    ("IDENT", r"`[^`\n]*`"),
    ("CURLY", rf'[{CURLY_QUOTES}\u201e][^"\n{CURLY_QUOTES}]*["{CURLY_QUOTES}]|{_OTHER_QUOTES}'),
    ("TITLE", r"\u300a[^\u300a\u300b\n]*\u300b|\u3008[^\u3008\u3009\n]*\u3009"),
    ("APOSTROPHES", r"'[^'\n]*'"),
    ("SLASHES", r"//[^\n]*"),
    (
        "FOREIGN",
        rf"===?|!==|&&|\|\||<>|=>|=<|>==|<==|&|\||!|[{_MATHEMATICAL}]"
        r"|[\u2013\u2014]+(?![ \t]*[0-9]{4}-)",  # a dash, but between two dates
    ),
    ("WIDE_DIGIT", r"[\uff10-\uff19]"),
    ("WIDE", r"[\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff5e\u3001\u3002\u3008-\u300b\u3010\u3011]"),
    ("UNDERSCORE", r"_\w*"),
    ("OPEN_BLOCK", r'"""'),
    ("OPEN_STRING", r'"[^\n]*'),
    ("OPEN_NAME", r"`[^\n]*"),
    ("STRAY", r"[\x00-\x08\x0e-\x1f]+|(?s:.)"),
)
ANY_TOKEN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS))
"""Matches at every place of a text; the name of the last group is the kind."""
