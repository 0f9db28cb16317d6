"""Keywords without a blank between them and what stands beside them: `并且y > 4`, `等到09:00`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise, takewhile

from maflow.dsl.counted import Counted, counted
from maflow.dsl.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Text
from maflow.dsl.dialects import Dialect, load_dialect
from maflow.dsl.lexer import lex_again
from maflow.dsl.repair import SCOPES, Mistake, Repair
from maflow.dsl.source import Span
from maflow.dsl.tokens import Token

__all__ = ["glued", "unglued_at"]

_LONGEST_KEYWORD = 20
# Where Latin letters end and Chinese begins: `vip且`.
_LATIN = re.compile(r"[\x00-\x7f]+(?=[^\x00-\x7f])")
# Units: tokens. Into so many a date and a time are cut when a word has swallowed their beginning.
_MOST_OF_A_VALUE = 12
# Units: tokens. So far before a mistake a glued word is looked for that was read as a name.
_FAR_BACK = 6


def glued(mistake: Mistake) -> Iterator[Repair]:
    """Take a keyword apart from what it is glued to. Reports: MA004."""
    index, first = mistake.index, mistake.first
    ahead = 2 if mistake.token.text in mistake.automaton.dialect.circumfixes else 1
    for place in (*range(index, max(first, index - 1) - 1, -1), *range(index + 1, index + 1 + ahead)):
        yield from unglued_at(mistake, min(place, mistake.last))
    if _is_cut_off_behind_brace(mistake):
        for repair in unglued_at(mistake, index + 1):
            yield Repair(index, repair.stop, repair.tokens, repair.diagnostic)
    # What was read as a name may well be one, unless everything can be read without it.
    back = range(index - 2, max(first, index - _FAR_BACK) - 1, -1)
    for place in dict.fromkeys((*back, first)):
        if place < index - 1:
            yield from filter(mistake.reads_on, unglued_at(mistake, place))


def _is_cut_off_behind_brace(mistake: Mistake) -> bool:
    """Tell whether an entry ended at a `}` where it goes on with a keyword: `{ } 在2026-01-01`."""
    following = mistake.tokens[mistake.index + 1 : mistake.index + 2]
    if mistake.token.kind != "_NL" or mistake.before.kind != "}" or not following:
        return False
    return not mistake.source.text[mistake.before.end : following[0].start].strip(" \t")


def unglued_at(mistake: Mistake, place: int) -> Iterator[Repair]:
    """Yield the ways to take a word apart, the longest keyword first."""
    token = mistake.tokens[place]
    dialect = mistake.automaton.dialect
    if token.kind != "WORD" or token.text in _vocabulary_of(dialect.name):
        return
    for start, stop in _keywords_in(dialect, token.text):
        meant = counted(token.text[stop:])
        ways = [_unglued(mistake, place, start, stop)]
        if meant is not None:
            # A number with its unit could be read as a name, and one alone may be one.
            ways.insert(0 if meant.unit else 1, _unglued(mistake, place, start, stop, meant))
        yield from ways
        if token.text[stop:] in SCOPES:
            yield _unglued(mistake, place, start, stop, is_borrowed=True)


def _keywords_in(dialect: Dialect, word: str) -> Iterator[tuple[int, int]]:
    """Yield where keywords stand in a word: at its beginning, and where Chinese begins behind Latin."""
    latin = _LATIN.match(word)
    for start in (0, latin.end()) if latin else (0,):
        for stop in range(min(len(word), start + _LONGEST_KEYWORD), start, -1):
            if word[start:stop] in _vocabulary_of(dialect.name):
                yield start, stop


def _unglued(
    mistake: Mistake,
    place: int,
    start: int,
    stop: int,
    number: Counted | None = None,
    *,
    is_borrowed: bool = False,
) -> Repair:
    """Return the repair that sets blanks around a keyword.

    What follows may be a number in letters, or a keyword in English.
    """
    token = mistake.tokens[place]
    begin, cut = token.start + start, token.start + stop
    name, keyword, tail = token.text[:start], token.text[start:stop], token.text[stop:]
    if number is not None:
        rest, end = _number(number, cut, token.end), place + 1
    else:
        rest, end = _tail(mistake, place, cut, tail, is_borrowed=is_borrowed)
    parts = [Token("WORD", keyword, begin, cut), *rest]
    if name:
        parts.insert(0, Token("WORD", name, token.start, begin))
    span = mistake.span(place, end)
    other = mistake.source.text[cut : span.end] if tail else name
    edits = tuple(Edit(Span(mistake.source.path, each, each), " ") for each in _seams(parts))
    diagnostic = Diagnostic(
        code="MA004",
        severity=Severity.ERROR,
        message=Text("MA004.glued", {"keyword": keyword, "rest": other}),
        span=span,
        fixes=(Fix(Text("fix.insert-space"), Applicability.SAFE, edits),),
    )
    return Repair(place, end, tuple(parts), diagnostic)


def _number(meant: Counted, start: int, end: int) -> Sequence[Token]:
    digits = Token("DIGITS", meant.digits, start, end)
    return (digits, Token("WORD", meant.unit, start, end)) if meant.unit else (digits,)


def _tail(
    mistake: Mistake, place: int, cut: int, tail: str, *, is_borrowed: bool
) -> tuple[Sequence[Token], int]:
    """Return what stands behind a keyword in its word, and the place of the first token behind that.

    Digits are the beginning of a value, the rest of which is in the tokens that follow.
    """
    end = mistake.tokens[place].end
    if not tail[:1].isdecimal():
        return [Token(tail if is_borrowed else "WORD", tail, cut, end)] if tail else [], place + 1
    old = list(takewhile(_is_in_line, mistake.tokens[place : place + _MOST_OF_A_VALUE]))
    found = list(takewhile(_is_in_line, lex_again(mistake.source, cut, old[-1].end)))
    for count, token in enumerate(found, start=1):
        covered = [each for each in old if each.start < token.end]
        if covered[-1].end <= token.end:
            return found[:count], place + len(covered)
    return [Token("WORD", tail, cut, end)], place + 1


def _is_in_line(token: Token) -> bool:
    return token.kind not in ("_NL", "NEWLINE")


def _seams(parts: Sequence[Token]) -> Iterator[int]:
    """Yield where a blank is missing: at both ends of a word."""
    for left, right in pairwise(parts):
        if left.end == right.start and "WORD" in (left.kind, right.kind):
            yield left.end


@cache
def _vocabulary_of(dialect: str) -> frozenset[str]:
    """Return the words of a dialect, those that stand only behind others among them."""
    known = load_dialect(dialect)
    around = {word for opening, (closing, _) in known.circumfixes.items() for word in (opening, closing)}
    phrases = (phrase for found in known.phrases.values() for phrase in found)
    return frozenset(around.union(*(phrase.words for phrase in phrases)))
