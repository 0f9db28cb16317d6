"""Keywords and names as a dialect writes them."""

from __future__ import annotations

import enum
import re
from functools import cache

from maflow.dsl.dialects import DIALECTS, Dialect, load_dialect
from maflow.dsl.printer.document import Word
from maflow.dsl.source import display_width
from maflow.dsl.tokens import RESERVED_WORDS, WORD_PATTERN

__all__ = ["Site", "Words"]

_WORD = re.compile(WORD_PATTERN)


class Site(enum.Enum):
    """Where a name stands, by the keywords that the grammar could take there instead of it."""

    FREE = ""
    AFTER_DOT = "."
    EXPRESSION = "true false user now today stage score grade"
    STATEMENT = "if"
    TARGET = "first"
    LIMIT = "messages message from of per"
    SCORE_ENTRY = "lose grade"
    FIELD = "valid approved"
    GIVEN = "consent tags did"
    SPLIT = "holdout"
    REASON = (
        "suppressed consent address quiet_hours arbitration limits budget offer render approval"
        " holdout paused running reenter audience inactive key exit group late"
    )


class Words:
    """What one dialect writes. Every width is that of the widest dialect."""

    def __init__(self, dialect: str) -> None:
        self.dialect = load_dialect(dialect)
        self.phrases: dict[str, Word] = {}
        self.names: dict[tuple[str, Site], Word] = {}

    def phrase(self, row: str) -> Word:
        """Return the keywords of a row of `grammar/keywords.yaml`, its place in brackets included."""
        word = self.phrases.get(row)
        if word is None:
            width = max(display_width(dialect.write(row)) for dialect in _dialects())
            word = self.phrases[row] = Word(self.dialect.write(row), width)
        return word

    def split(self, row: str) -> tuple[Word, Word]:
        """Return the first word of a row, and its other words."""
        head, _, rest = self.phrase(row).text.partition(" ")
        pairs = [dialect.write(row).partition(" ") for dialect in _dialects()]
        width, other = (max(display_width(pair[index]) for pair in pairs) for index in (0, 2))
        return Word(head, width), Word(rest, other)

    def counted(self, plural: str, *, is_one: bool) -> Word:
        """Return a word that English, but no other dialect, writes in the singular after one."""
        word = self.phrase(plural)
        return Word(plural[:-1], word.width) if is_one and word.text == plural else word

    def around(self, english: str) -> tuple[Word, Word]:
        """Return what stands before and after a number; English has one word before it."""
        extra = max(sum(map(display_width, _circumfix(dialect, english))) for dialect in _dialects())
        before, after = _circumfix(self.dialect, english)
        closing = Word(after, display_width(after))
        return Word(before, extra - closing.width), closing

    def name(self, text: str, site: Site) -> Word:
        """Return a name, in backticks where it would be read as something else."""
        word = self.names.get((text, site))
        if word is None:
            width = max(display_width(_quoted(text, site, dialect)) for dialect in _dialects())
            word = self.names[text, site] = Word(_quoted(text, site, self.dialect), width)
        return word


@cache
def _dialects() -> tuple[Dialect, ...]:
    return tuple(load_dialect(name) for name in DIALECTS)


def _circumfix(dialect: Dialect, english: str) -> tuple[str, str]:
    for opening, (closing, word) in dialect.circumfixes.items():
        if word == english:
            return f"{opening} ", f" {closing}"
    return f"{english} ", ""


def _quoted(text: str, site: Site, dialect: Dialect) -> str:
    if not _WORD.fullmatch(text):
        return f"`{text}`"
    is_name = site is Site.AFTER_DOT or not (
        text in _taken(dialect.name) or text in _rivals(dialect.name, site)
    )
    return text if is_name else f"`{text}`"


@cache
def _taken(dialect: str) -> frozenset[str]:
    """Return the words that mean something wherever they stand."""
    loaded = load_dialect(dialect)
    return RESERVED_WORDS | loaded.reserved | loaded.opens_line | loaded.continues_line


@cache
def _rivals(dialect: str, site: Site) -> frozenset[str]:
    """Return the words that would be keywords at a site."""
    english = frozenset(site.value.split())
    phrases = load_dialect(dialect).phrases.items()
    return english | {
        word for word, found in phrases if any(phrase.english[0] in english for phrase in found)
    }
