"""Words and signs of a Liquid expression.

Source: the rules and their order are those of python-liquid 2, `liquid/builtin/expressions/_tokenize.py`;
a test holds both together.
"""

from __future__ import annotations

import re
from typing import TypeAlias

__all__ = ["RESERVED", "Token", "read_tokens"]

Token: TypeAlias = tuple[str, str, int, int]
"""Kind, text, start and end. Signs are their own kind; the last token is of kind `end`."""

RESERVED = frozenset(
    "true false nil null empty blank and or contains not in offset limit reversed cols continue with for as "
    "if else required".split()
)

_TOKEN = re.compile(
    r"""[ \n\t\r]*(?:
      (?P<string>"[^"]*"|'[^']*')
    | (?P<range>\.\.)
    | (?P<number>-?\d+\.(?!\.)\d*)
    | (?P<integer>-?\d+\b)
    | (?P<word>\w[\w\-]*\??)
    | (?P<sign>[.()\[\]:,]|\|\|?)
    | (?P<operator>[!=<>]{1,2})
    | (?P<bad>[^ \n\t\r])
    )""",
    re.VERBOSE,
)
_SIGNS = ("sign", "operator", "range")


def read_tokens(value: str, start: int, end: int) -> list[Token]:
    """Return the tokens of a part of a template, a last one of kind `end` included.

    Example:
        >>> read_tokens("{{ user.姓名 }}", 3, 10)[:3]
        [('word', 'user', 3, 7), ('.', '.', 7, 8), ('word', '姓名', 8, 10)]
    """
    tokens: list[Token] = []
    for match in _TOKEN.finditer(value, start, end):
        kind = match.lastgroup or "bad"
        text = match[kind]
        at = match.end()
        if kind in _SIGNS:
            kind = text
        elif kind == "word" and text in RESERVED:
            kind = "reserved"
        tokens.append((kind, text, at - len(text), at))
    tokens.append(("end", "", end, end))
    return tokens
