"""What the lexer hands to the parser."""

from __future__ import annotations

import msgspec

__all__ = ["OPERATORS", "RESERVED_WORDS", "WORD_PATTERN", "Token"]

# The twelve words that can name nothing without backticks.
RESERVED_WORDS = frozenset("and or not in is where within up else then until for".split())

# A line goes on after these, and when the next one begins with them.
OPERATORS = frozenset("= != < <= > >= + - * /".split())

WORD_PATTERN = r"[^\W\d_][\w\u0300-\u036f\u200b-\u200d\u2060\ufeff]*"
"""What is read as one word: any other name stands in backticks."""


class Token(msgspec.Struct, gc=False):
    """A word, a value or a sign, and where it stands.

    Shape: `kind` is a terminal of the grammar, a sign itself, or `WORD` until the parser has decided
    whether a word is a keyword or a name. `text` is the value (a name without its backticks).
    """

    kind: str
    text: str
    start: int
    end: int
