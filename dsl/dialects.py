"""Keyword dialects: which words of a file stand for which English keywords.

A dialect is data (`grammar/keywords.yaml`). English needs no table: every word stands for itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import yaml

from maflow.dsl.tokens import RESERVED_WORDS

__all__ = ["DIALECTS", "ENGLISH", "Dialect", "Phrase", "dialect_of", "load_dialect"]

DIALECTS = ("en", "zh-CN")

_HEADER = re.compile(r"#\s*language\s*[:：]\s*([A-Za-z][\w-]*)")
_PLACE = re.compile(r"\s*\([^)]*\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A sequence of words of a dialect and the English words it stands for."""

    words: tuple[str, ...]
    english: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """How one dialect is read and written.

    Shape: `phrases` by their first word, longest first; `rows` by the English of
    `grammar/keywords.yaml` with its place, the first synonym being the one that is written;
    `circumfixes` by opening word: (closing word, English word before the number).
    """

    name: str
    reserved: frozenset[str]
    opens_line: frozenset[str]
    continues_line: frozenset[str]
    phrases: dict[str, tuple[Phrase, ...]] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)
    circumfixes: dict[str, tuple[str, str]] = field(default_factory=dict)

    def write(self, row: str) -> str:
        """Return how the keywords of a row are written; a row without translation stays English.

        Example:
            >>> load_dialect("zh-CN").write("by (split)"), ENGLISH.write("by (split)")
            ('按', 'by')
        """
        written = self.rows.get(row)
        return written if written is not None else _PLACE.sub("", row)

    def meanings(self, word: str) -> frozenset[str]:
        """Return a word, and the English words with which what it may begin can begin."""
        return frozenset((word, *(phrase.english[0] for phrase in self.phrases.get(word, ()))))

    def stands_for(self, word: str, english: str) -> bool:
        """Tell whether a word is an English keyword of one word, or begins what stands for it alone."""
        return word == english or any(p.english == (english,) for p in self.phrases.get(word, ()))


# `opens_line`: a line that begins with such a word goes on from the one before;
# `continues_line`: after such a word the next line goes on.
ENGLISH = Dialect(
    name="en",
    reserved=RESERVED_WORDS,
    opens_line=RESERVED_WORDS,
    continues_line=RESERVED_WORDS - {"in", "is", "up", "else"},
)


def dialect_of(text: str) -> tuple[str, int, int]:
    """Return the dialect a file asks for in its first line, and the span of its name (0, 0 if none)."""
    match = _HEADER.match(text)
    return (match[1], match.start(1), match.end(1)) if match else ("en", 0, 0)


@cache
def load_dialect(name: str) -> Dialect:
    """Return a dialect by name.

    Raises: KeyError for a name that is not in `DIALECTS`.
    """
    if name == "en":
        return ENGLISH
    if name not in DIALECTS:
        raise KeyError(name)
    text = files("maflow.grammar").joinpath("keywords.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    # A row may stand in several sections, with synonyms of its own in each.
    rows = [row for section in data["sections"].values() for row in section.items()]
    phrases = [
        Phrase(words=tuple(synonym.split()), english=tuple(_PLACE.sub("", row).split()))
        for row, synonyms in rows
        for synonym in synonyms
    ]
    opens = {p.words[0] for p in phrases if p.english[0] in RESERVED_WORDS and len(p.words) == 1}
    continues = {p.words[-1] for p in phrases if p.english[-1] in ENGLISH.continues_line}
    return Dialect(
        name=name,
        reserved=frozenset(opens),
        opens_line=frozenset(opens),
        continues_line=frozenset(continues),
        phrases=_by_first_word(phrases),
        rows={row: synonyms[0] for row, synonyms in rows},
        circumfixes=dict(map(_circumfix, data["circumfixes"])),
    )


def _by_first_word(phrases: list[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    table: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        known = table.setdefault(phrase.words[0], [])
        if phrase not in known:
            known.append(phrase)
    return {word: tuple(sorted(found, key=lambda p: -len(p.words))) for word, found in table.items()}


def _circumfix(row: dict[str, str]) -> tuple[str, tuple[str, str]]:
    before, _, after = row["zh"].split()
    return before, (after, row["en"].split()[0])
