"""One mistake in a declaration, and what a way to mend it is.

A repair puts other tokens where some stand; how far reading gets after that tells how good it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial

from maflow.dsl.ast.words import Scope
from maflow.dsl.automaton import Automaton, Failure
from maflow.dsl.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Text
from maflow.dsl.dialects import load_dialect
from maflow.dsl.source import SourceFile, Span
from maflow.dsl.syntax_errors import describe_found, expectation, written
from maflow.dsl.tokens import Token

__all__ = ["SCOPES", "Find", "Mistake", "Repair", "suggestion", "syntax_error"]

SCOPES = frozenset(scope.value for scope in Scope)
"""The words before the dot of an attribute."""


# Keywords are read with a look ahead of some words, so that reading starts this much earlier.
_MARGIN = 12
# After so many tokens that can be read, a line is taken for an entry of its own.
_OWN_ENTRY = 3
_MOST_PHRASES = 4
# Units: words.
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Repair:
    """Put `tokens` where those from `start` to `stop` are; `lost` are names that may be declared there."""

    start: int
    stop: int
    tokens: tuple[Token, ...]
    diagnostic: Diagnostic
    lost: tuple[str, ...] = ()

    def applied(self, tokens: list[Token]) -> list[Token]:
        """Return the tokens of the declaration with this repair made."""
        return [*tokens[: self.start], *self.tokens, *tokens[self.stop :]]


@dataclass(slots=True)
class Mistake:
    """Where reading a declaration failed: the token at `index`, in the entry from `first` to `last`.

    `last` is the place of the `_NL` that ends the entry, `head` that of the `{` of its block if it has one.
    """

    automaton: Automaton
    source: SourceFile
    tokens: list[Token]
    failure: Failure
    index: int = field(init=False)
    first: int = field(init=False)
    last: int = field(init=False)
    head: int = field(init=False)
    _anchor: tuple[int, tuple[int, ...]] = field(init=False)
    _states: dict[int, tuple[int, ...]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.index = min(self.failure.index, len(self.tokens) - 1)
        self.first = _entry_start(self.tokens, self.index)
        self.last = _entry_end(self.tokens, self.index)
        braces = (n for n in range(self.index, self.last) if self.tokens[n].kind == "{")
        self.head = next(braces, self.last)
        before = self.automaton.probe(self.tokens, max(0, self.index - _MARGIN))
        self._anchor = (before.index, before.states)

    @property
    def token(self) -> Token:
        """The token that could not be read."""
        return self.tokens[self.index]

    @property
    def before(self) -> Token:
        """The token before it, or itself where it is the first."""
        return self.tokens[max(0, self.index - 1)]

    @property
    def expected(self) -> frozenset[str]:
        """What could stand there instead."""
        return self.expected_at(self.index)

    def expected_at(self, place: int) -> frozenset[str]:
        """Return what could stand at the mistake, or at a place before it."""
        states = self._states_at(place)
        return self.automaton.expected(states) if states else frozenset()

    def reach(self, repair: Repair) -> int:
        """Return the place of the first token that cannot be read after a repair, counted without it.

        Nothing behind the entry is looked at.
        """
        anchor, states = self._anchor if repair.start >= self._anchor[0] + 1 else (0, (0,))
        rest = self.tokens[repair.stop : max(self.last, repair.stop) + 3]
        tokens = [*self.tokens[anchor : repair.start], *repair.tokens, *rest]
        reached = anchor + self.automaton.probe(tokens, None, states).index
        return reached - len(repair.tokens) + (repair.stop - repair.start)

    def after(self, repair: Repair) -> Mistake:
        """Return the mistake at which reading fails after a repair."""
        tokens = repair.applied(self.tokens)
        return Mistake(self.automaton, self.source, tokens, self.automaton.probe(tokens))

    def reads_on(self, repair: Repair) -> bool:
        """Tell whether the whole entry can be read after a repair, or all of it before its block."""
        return self.reach(repair) > max(self.head, repair.stop - 1)

    def reads_alone(self, place: int) -> bool:
        """Tell whether the line from a place on, behind the entry, is an entry of its own."""
        rest, states = self.tokens[place : place + _MARGIN], self._states_at(self.first)
        if len(rest) < _OWN_ENTRY or not states:
            return False
        return self.automaton.probe(rest, _OWN_ENTRY, states).index >= _OWN_ENTRY

    def can_take(self, place: int) -> bool:
        """Tell whether the keyword at a place could stand at the mistake."""
        return bool(self.meanings(place) & self.expected)

    def meanings(self, place: int) -> frozenset[str]:
        """Return the word at a place, and the keywords that it may begin; none where no word stands."""
        token = self.tokens[place]
        return self.automaton.dialect.meanings(token.text) if token.kind == "WORD" else frozenset()

    def span(self, start: int, stop: int | None = None) -> Span:
        """Return the span of a token, or of those from `start` to `stop`."""
        last = self.tokens[(start + 1 if stop is None else stop) - 1]
        return Span(self.source.path, self.tokens[start].start, last.end)

    def text(self, start: int, stop: int) -> str:
        """Return the author's text of some tokens."""
        return self.source.slice(self.span(start, stop))

    def spelled(self, *words: str) -> str:
        """Return how keywords are written in this file."""
        if words == ("last",) and "ever" in self.expected:
            words = ("last (window)",)
        return written(words, self.automaton.dialect)

    def second_word(self, first: str, words: tuple[str, ...]) -> str | None:
        """Return how a keyword is written behind the one with which it makes a phrase of two."""
        pairs = _second_words(self.automaton.dialect.name)
        return pairs.get((first, words[0])) if len(words) == 1 else None

    def unexpected(self, start: int, stop: int | None = None) -> Text:
        """Return the plain sentence: what was found, and what was expected there."""
        token = self.tokens[start]
        if stop is not None and stop > start + 1:
            token = Token("WORD", self.text(start, stop), token.start, self.tokens[stop - 1].end)
        elif token.kind == "FOREIGN" or token.kind.islower():
            # What was mended is named as the author wrote it, and what was inserted as it is written here.
            token = Token(
                "WORD", self.text(start, start + 1) or self.spelled(token.text), token.start, token.end
            )
        return expectation(token, self.expected_at(start), partial(self._spellings, start))

    def found(self) -> str:
        """Return what stands at the mistake, as an argument of a sentence."""
        return describe_found(self.token)

    def _states_at(self, place: int) -> tuple[int, ...]:
        """Return the states of the automaton before a place; none in the middle of a phrase."""
        if place == self.failure.index:
            return self.failure.states
        if place not in self._states:
            anchor, states = self._anchor if place >= self._anchor[0] else (0, (0,))
            reached = self.automaton.probe(self.tokens[anchor : self.index + 1], place - anchor, states)
            self._states[place] = reached.states if reached.index + anchor == place else ()
        return self._states[place]

    def _spellings(self, place: int, kind: str) -> list[str]:
        """Return how an expected keyword is written: as the phrases that it begins there, if only those."""
        automaton, states = self.automaton, self._states_at(place)
        longer = {
            phrase: words
            for phrase, words in _phrases(automaton.dialect.name, kind)
            if len(phrase) > 1 and automaton.after(states, phrase) is not None
        }
        after = automaton.after(states, (kind,))
        is_only_longer = after and automaton.expected(after) <= {phrase[1] for phrase in longer}
        if is_only_longer and len(longer) <= _MOST_PHRASES:
            return list(longer.values())
        return [self.second_word(self.tokens[place - 1].text, (kind,)) or self.spelled(kind)]


Find = Callable[[Mistake], Iterator[Repair]]


def syntax_error(message: Text, span: Span, *fixes: Fix, help: tuple[Text, ...] = ()) -> Diagnostic:
    """Return the diagnostic of a mistake. Reports: MA001."""
    return Diagnostic(
        code="MA001", severity=Severity.ERROR, message=message, span=span, help=help, fixes=fixes
    )


def suggestion(span: Span, replacement: str, title: Text | None = None) -> Fix:
    """Return a fix to choose: write something else where a span is."""
    return Fix(
        title or Text("fix.write", {"text": replacement}),
        Applicability.SUGGEST,
        (Edit(span, replacement),),
    )


@cache
def _phrases(dialect: str, kind: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return the phrases that begin with a keyword: in English, and as they are written."""
    rows = load_dialect("zh-CN").rows
    english = {row: row.partition(" (")[0] for row in rows}
    return tuple(
        (tuple(phrase.split()), rows[row] if dialect == "zh-CN" else phrase)
        for row, phrase in english.items()
        if phrase.partition(" ")[0] == kind
    )


@cache
def _second_words(dialect: str) -> dict[tuple[str, str], str]:
    """Return how the last keyword of a phrase of two is written behind the first.

    Shape: by the first word as it is written, and the English keyword: `重入 从不`, but `从未` alone.
    """
    rows = load_dialect(dialect).rows.items()
    pairs = ((row.partition(" (")[0].split(), written.split()) for row, written in rows)
    return {(two[0], words[1]): two[1] for words, two in pairs if len(words) == len(two) == _PAIR}


def _entry_end(tokens: list[Token], index: int) -> int:
    depth = 0
    for place in range(index, len(tokens)):
        kind = tokens[place].kind
        if kind == "{":
            depth += 1
        elif kind == "}":
            if depth == 0:
                return place - 1
            depth -= 1
        elif kind == "_NL" and depth == 0:
            return place
    return len(tokens) - 1


def _entry_start(tokens: list[Token], index: int) -> int:
    depth = 0
    for place in range(index - 1, -1, -1):
        kind = tokens[place].kind
        if kind == "}":
            depth += 1
        elif kind == "{":
            if depth == 0:
                return place + 1
            depth -= 1
        elif kind == "_NL" and depth == 0:
            return place + 1
    return 0
