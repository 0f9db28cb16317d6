"""The LALR(1) automaton: drives Lark's table over the tokens of one declaration.

Words are decided here, because only the parser knows what it can take: a word is a keyword where the
grammar takes that keyword, else a name. Where it takes both, the longest sequence of keywords that
the next token can follow wins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from maflow.dsl.builder import BUILDERS, Build
from maflow.dsl.dialects import DIALECTS, Dialect, load_dialect
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.grammar_table import load_table
from maflow.dsl.source import Span
from maflow.dsl.tokens import RESERVED_WORDS, Token

__all__ = ["Automaton", "Borrowed", "Failure", "Reading"]

_END = Token("$END", "", 0, 0)
_LETTERS_OF_CURRENCY = 3
_CIRCUMFIX_WORDS = 2
_NESTING_WORDS = frozenset(("not", "default", "list"))


@dataclass(frozen=True, slots=True)
class Failure:
    """Where the automaton could not go on: the token and the states before it."""

    index: int
    states: tuple[int, ...]
    previous_is_name: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word: the terminals it stands for and how many tokens they take."""

    kinds: tuple[str, ...]
    length: int = 1


# A keyword of another dialect, and the English words it stands for.
Borrowed = tuple[Token, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Rule:
    """A production made ready for the hot loop."""

    symbol: str
    size: int
    build: Build | None
    picks: tuple[int, ...] | None
    kept: tuple[tuple[int, bool, int], ...]
    trailing: int
    passes_one: bool


class Automaton:
    """A parser of declarations in one dialect. It holds no state between two calls."""

    def __init__(self, dialect: Dialect) -> None:
        table = load_table()
        self.dialect = dialect
        # In English a word that is no keyword at its place can only be a name.
        self.is_english = dialect.name == "en"
        self.nesting_words = _NESTING_WORDS | {
            word
            for word, phrases in dialect.phrases.items()
            if any(_NESTING_WORDS & set(phrase.english) for phrase in phrases)
        }
        self.accepting = table.accepting
        self.rows = table.actions
        self.gotos = table.gotos
        self.entered_by = table.entered_by
        self.rules = [
            _Rule(
                symbol=p.symbol,
                size=p.size,
                build=BUILDERS.get(p.builder),
                picks=_plain_picks(p.kept, p.trailing),
                kept=p.kept,
                trailing=p.trailing,
                passes_one=p.passes_one,
            )
            for p in table.productions
        ]

    def parse(  # noqa: C901, PLR0915  # Any: whatever `start` builds
        self, path: str, tokens: Sequence[Token], borrowed: list[Borrowed] | None = None
    ) -> Any | Failure:
        """Return the tree of one declaration, or where reading failed.

        Keywords of another dialect are read, and appended to `borrowed`. A failure is found again by
        `probe`, which looks ahead exactly, so that what was expected can be told.
        The loop is inlined and reads locals only (benchmark: bench_front_end).
        """
        rows, gotos, rules = self.rows, self.gotos, self.rules
        is_english = self.is_english
        states = [0]
        values: list[Any] = []
        starts: list[int] = []
        ends: list[int] = []
        later: Sequence[str] = ()
        row = rows[0]
        index, count = 0, len(tokens)
        while True:
            token = tokens[index] if index < count else _END
            kind, length, end = token.kind, 1, token.end
            if kind == "WORD":
                kind = token.text
                is_name = is_english and "IDENT" in row and kind not in row and "CURRENCY" not in row
                if is_name and kind not in RESERVED_WORDS and kind.isascii():
                    kind = "IDENT"
                elif not is_english or "IDENT" in row or kind not in row:
                    reading = self.read_word(tokens, index, states, borrowed)
                    if reading is None:
                        return self.probe(tokens)
                    length = reading.length
                    end = tokens[index + length - 1].end
                    kind, *later = reading.kinds or ("",)
                    if not kind:
                        ends[-1] = end
            elif kind == "FOREIGN":
                kind = token.text
            while kind:
                action = row.get(kind)
                if action is None:
                    return self.probe(tokens)
                if action > 0:
                    states.append(action - 1)
                    row = rows[action - 1]
                    values.append(token.text if kind.isupper() else kind)
                    starts.append(token.start)
                    ends.append(end)
                    if not later:
                        break
                    kind, *later = later
                    continue
                rule = rules[-action - 1]
                size = rule.size
                span = Span(path, starts[-size], ends[-1])
                value = _reduce(rule, values[-size:], span)
                del states[-size:], values[-size:], starts[-size:], ends[-size:]
                values.append(value)
                starts.append(span.start)
                ends.append(span.end)
                state = gotos[states[-1]][rule.symbol]
                if state == self.accepting:
                    return value
                states.append(state)
                row = rows[state]
            index += length

    def can_begin(self, token: Token) -> bool:
        """Tell, without looking further, whether a token can begin a declaration."""
        return token.kind == "WORD" and token.text in self._first_words

    def is_near_beginning(self, word: str) -> bool:
        """Tell whether a word is near to one that can begin a declaration."""
        return nearest(word, self._first_words) is not None

    @cached_property
    def _first_words(self) -> frozenset[str]:
        # Of every dialect, so only when it is needed: the tables of the others are read for it.
        first = self.rows[0]
        return frozenset(first) | {
            word
            for name in DIALECTS
            for word, phrases in load_dialect(name).phrases.items()
            if any(phrase.english[0] in first for phrase in phrases)
        }

    def is_keyword(self, word: str) -> bool:
        """Tell whether a word is a keyword anywhere."""
        return word in self.dialect.phrases or word in self._terminals

    @cached_property
    def _terminals(self) -> frozenset[str]:
        return frozenset().union(*self.rows)

    def probe(
        self, tokens: Sequence[Token], limit: int | None = None, states: Sequence[int] = (0,)
    ) -> Failure:
        """Read on from some states without building; stops before `limit`.

        `index` of what is returned is len(tokens) if nothing failed.
        """
        stack = list(states)
        index, was_name = 0, False
        stop = len(tokens) if limit is None else limit
        while index < stop:
            token = tokens[index]
            reading = Reading((token.text if token.kind == "FOREIGN" else token.kind,))
            if token.kind == "WORD":
                found = self.read_word(tokens, index, stack)
                if found is None:
                    return Failure(index, tuple(stack), was_name)
                reading = found
            after = self.after(stack, reading.kinds)
            if after is None:
                return Failure(index, tuple(stack), was_name)
            was_name = token.kind == "WORD" and reading.kinds == ("IDENT",)
            stack = after
            index += reading.length
        return Failure(index, tuple(stack), was_name)

    def after(self, states: Sequence[int], kinds: Sequence[str]) -> list[int] | None:
        """Return the states after taking some terminals, or None where they cannot be taken."""
        stack = list(states)
        for kind in kinds:
            while True:
                action = self.rows[stack[-1]].get(kind)
                if action is None:
                    return None
                if action > 0:
                    stack.append(action - 1)
                    break
                rule = self.rules[-action - 1]
                del stack[len(stack) - rule.size :]
                stack.append(self.gotos[stack[-1]][rule.symbol])
                if stack[-1] == self.accepting:
                    return stack
        return stack

    def expected(self, states: Sequence[int]) -> frozenset[str]:
        """Return the terminals that can really be taken in a state."""
        row = self.rows[states[-1]]
        return frozenset(kind for kind in row if row[kind] > 0 or self.after(states, (kind,)) is not None)

    def read_word(
        self,
        tokens: Sequence[Token],
        index: int,
        states: list[int],
        borrowed: list[Borrowed] | None = None,
    ) -> Reading | None:
        """Decide what a word is; None where nothing that it can be can be taken."""
        possible = self.possible(self.readings(tokens, index), states)
        if possible:
            return self.best(possible, tokens, index)
        possible = self.possible(self.borrowed_readings(tokens, index), states)
        if not possible:
            return None
        reading = self.best(possible, tokens, index)
        if borrowed is not None:
            first, last = tokens[index], tokens[index + reading.length - 1]
            borrowed.append((Token("WORD", first.text, first.start, last.end), reading.kinds))
        return reading

    def best(self, possible: list[tuple[Reading, list[int]]], tokens: Sequence[Token], index: int) -> Reading:
        """Return the first reading that the next token can follow, else the first of all."""
        if len(possible) > 1:
            for reading, after in possible:
                if self.can_follow(tokens, index + reading.length, after):
                    return reading
        return possible[0][0]

    def possible(self, readings: list[Reading], states: list[int]) -> list[tuple[Reading, list[int]]]:
        """Return the readings that can be taken, each with the states after it."""
        after = [(reading, self.after(states, reading.kinds)) for reading in readings]
        return [(reading, stack) for reading, stack in after if stack is not None]

    def borrowed_readings(self, tokens: Sequence[Token], index: int) -> list[Reading]:
        """Return what a word means in another dialect, most words first."""
        word = tokens[index].text
        if not self.is_english:
            return [Reading((word,))]
        if word.isascii():
            return []
        return [
            Reading(phrase.english, len(phrase.words))
            for name in DIALECTS
            for phrase in load_dialect(name).phrases.get(word, ())
            if _matches(phrase.words, tokens, index)
        ]

    def readings(self, tokens: Sequence[Token], index: int) -> list[Reading]:
        """Return what a word can be, most words first, a name last."""
        token = tokens[index]
        word = token.text
        found = [
            Reading(phrase.english, len(phrase.words))
            for phrase in self.dialect.phrases.get(word, ())
            if _matches(phrase.words, tokens, index)
        ]
        if self.dialect.circumfixes:
            found += self.circumfixed(tokens, index)
        else:
            found.append(Reading((word,)))
        if len(word) == _LETTERS_OF_CURRENCY and word.isascii() and word.isupper():
            found.append(Reading(("CURRENCY",)))
        if word not in self.dialect.reserved or (index and tokens[index - 1].kind == "."):
            found.append(Reading(("IDENT",)))
        return found

    def circumfixed(self, tokens: Sequence[Token], index: int) -> list[Reading]:
        """Return how a word is read that, with another one, stands around a number."""
        word = tokens[index].text
        if word in self.dialect.circumfixes:
            closing, english = self.dialect.circumfixes[word]
            around = [token.text for token in tokens[index + 2 : index + 3]]
            if around == [closing] and tokens[index + 1].kind == "DIGITS":
                return [Reading((english,))]
        if index >= _CIRCUMFIX_WORDS and tokens[index - 1].kind == "DIGITS":
            closing, _ = self.dialect.circumfixes.get(tokens[index - 2].text, ("", ""))
            if closing == word:
                return [Reading(())]
        return []

    def can_follow(self, tokens: Sequence[Token], index: int, states: list[int]) -> bool:
        """Tell whether the token at an index can come next."""
        if index >= len(tokens):
            return self.after(states, ("$END",)) is not None
        token = tokens[index]
        if token.kind != "WORD":
            kind = token.text if token.kind == "FOREIGN" else token.kind
            return self.after(states, (kind,)) is not None
        return any(self.after(states, r.kinds) is not None for r in self.readings(tokens, index))


def _matches(words: tuple[str, ...], tokens: Sequence[Token], index: int) -> bool:
    if len(words) == 1:
        return True
    there = tokens[index : index + len(words)]
    return len(there) == len(words) and all(
        token.kind == "WORD" and token.text == word for token, word in zip(there, words, strict=True)
    )


def _plain_picks(kept: tuple[tuple[int, bool, int], ...], trailing: int) -> tuple[int, ...] | None:
    if trailing or any(is_spliced or nones for _, is_spliced, nones in kept):
        return None
    return tuple(position for position, _, _ in kept)


def _reduce(rule: _Rule, values: list[Any], span: Span) -> Any:
    # Any: children are of every kind; see maflow.dsl.builder.
    if rule.picks is not None:
        children = [values[position] for position in rule.picks]
    else:
        children = _children(rule, values)
    if rule.build is None:
        return children[0] if rule.passes_one else children
    if rule.passes_one and len(children) == 1:
        return children[0]
    return rule.build(span, children)


def _children(rule: _Rule, values: list[Any]) -> list[Any]:
    kept = rule.kept
    first, is_spliced, nones = kept[0] if kept else (0, False, 0)
    children: list[Any] = []
    if is_spliced and not nones:
        # A list that is being collected is used once, so it can grow in place.
        children = values[first]
        kept = kept[1:]
    for position, spliced, missing in kept:
        children.extend([None] * missing)
        if spliced:
            children.extend(values[position])
        else:
            children.append(values[position])
    children.extend([None] * rule.trailing)
    return children
