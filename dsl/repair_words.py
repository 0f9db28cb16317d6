"""Keywords that were mistyped, joined, taken apart, or borrowed from other languages and products."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from maflow.dsl.borrowed import foreign_keyword
from maflow.dsl.diagnostics import Text
from maflow.dsl.dialects import Dialect, load_dialect
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.repair import Mistake, Repair, suggestion, syntax_error
from maflow.dsl.repair_glued import unglued_at
from maflow.dsl.repair_order import OTHER_DAYS
from maflow.dsl.synonyms import LONGEST_SYNONYM, meant_by
from maflow.dsl.syntax_errors import describe_found
from maflow.dsl.tokens import RESERVED_WORDS, Token

__all__ = [
    "borrowed",
    "capitals",
    "continuing_words",
    "mistyped_before",
    "mistyped_here",
    "other_trigger",
    "rejoined",
    "said_otherwise",
    "said_otherwise_before",
    "taken_apart",
]

_MOST_NEAR_WORDS = 3
_PAIR = 2
# Windows that scores have, and that are an error in limits.
_AMBIGUOUS = frozenset(("per", unit) for unit in ("day", "week", "month"))
_TRIGGERS = frozenset(("enter", "exit"))
_OTHER_TRIGGER = {"on": "when", "when": "on"}


def borrowed(mistake: Mistake) -> Iterator[Repair]:
    """Take a word that was read as a name for a keyword of another dialect. Reports: MA005."""
    automaton, tokens = mistake.automaton, mistake.tokens
    for place in _places(mistake, 1):
        if tokens[place].kind != "WORD":
            continue
        for reading in automaton.borrowed_readings(tokens, place):
            stop = place + reading.length
            whole = Token("WORD", tokens[place].text, tokens[place].start, tokens[stop - 1].end)
            diagnostic = foreign_keyword(mistake.source, automaton.dialect, [(whole, reading.kinds)])
            yield Repair(place, stop, _keywords(mistake, reading.kinds, place, stop), diagnostic)


def said_otherwise(mistake: Mistake) -> Iterator[Repair]:
    """Take the words of other products, and of everyday speech, for the keywords that say it here."""
    yield from _said_otherwise(mistake, [mistake.index])


def said_otherwise_before(mistake: Mistake) -> Iterator[Repair]:
    """Take words from before the mistake on for the keywords that say it here: `is not "gold"`."""
    yield from _said_otherwise(mistake, _places(mistake, LONGEST_SYNONYM - 1))


def mistyped_here(mistake: Mistake) -> Iterator[Repair]:
    """Take the word that could not be read for the keyword it is near to."""
    if mistake.token.kind == "WORD":
        yield from _mistyped(mistake, mistake.index)


def mistyped_before(mistake: Mistake) -> Iterator[Repair]:
    """Take a word that was read as a name for the keyword it is near to."""
    if mistake.failure.previous_is_name and mistake.index:
        yield from _mistyped(mistake, mistake.index - 1)


def capitals(mistake: Mistake) -> Iterator[Repair]:
    """Take keywords in capitals for those in small letters: `user.age > 3 AND NOT user.vip`."""
    for place in _places(mistake, 1):
        stop = place
        while stop < mistake.last and _is_in_capitals(mistake, stop):
            stop += 1
        small = tuple(token.text.lower() for token in mistake.tokens[place:stop])
        if stop >= mistake.index and small and small[0] in mistake.expected_at(place):
            yield _instead(mistake, place, stop, small, mistake.spelled(*small))


def _is_in_capitals(mistake: Mistake, place: int) -> bool:
    token = mistake.tokens[place]
    is_other = token.kind == "WORD" and token.text != token.text.lower()
    return is_other and mistake.automaton.is_keyword(token.text.lower())


def taken_apart(mistake: Mistake) -> Iterator[Repair]:
    """Take two words for the one keyword that they make: `hold out`."""
    for place in _places(mistake, 1):
        pair = mistake.tokens[place : place + 2]
        if [token.kind for token in pair] != ["WORD", "WORD"]:
            continue
        meant = _vocabulary(mistake, place).get("".join(token.text for token in pair).lower())
        if meant is not None:
            yield _instead(mistake, place, place + 2, meant, mistake.spelled(*meant))


def rejoined(mistake: Mistake) -> Iterator[Repair]:
    """Take the first word of a line for a mistyped one that goes on with the line before: `} esle {`."""
    first = mistake.first
    # A word that nobody knows is read as the name of a step, so reading fails at the next one.
    if not first or mistake.index > first + 1 or mistake.tokens[first].kind != "WORD":
        return
    word = mistake.tokens[first]
    for meant in continuing_words(mistake.automaton.dialect, word.text):
        spelling = mistake.spelled(*meant)
        args = {"found": describe_found(word), "expected": f"`{spelling}`"}
        span = mistake.span(first)
        title = Text("help.did-you-mean", {"name": spelling})
        diagnostic = syntax_error(Text("MA001.found", args), span, suggestion(span, spelling, title))
        yield Repair(first - 1, first + 1, _keywords(mistake, meant, first, first + 1), diagnostic)
    for repair in unglued_at(mistake, first):
        yield Repair(first - 1, repair.stop, repair.tokens, repair.diagnostic)


def continuing_words(dialect: Dialect, word: str) -> list[tuple[str, ...]]:
    """Return the keywords that a word may stand for with which a line goes on from the one before."""
    near = nearest(word, dialect.opens_line)
    meanings = [meant for meant in meant_by(word) if meant[0] in RESERVED_WORDS]
    if near is None:
        return meanings
    return [dialect.phrases[near][0].english if near in dialect.phrases else (near,), *meanings]


def other_trigger(mistake: Mistake) -> Iterator[Repair]:
    """Exchange `on`, which an event follows, and `when`, which a condition follows."""
    place = mistake.first + 1
    if not mistake.automaton.is_english or not mistake.first < place <= mistake.index:
        return
    verb, word = mistake.tokens[mistake.first], mistake.tokens[place]
    meant = _OTHER_TRIGGER.get(word.text) if verb.text in _TRIGGERS else None
    if meant is not None:
        args = {"found": f"{verb.text} {word.text}", "meant": f"{verb.text} {meant}"}
        span = mistake.span(place)
        diagnostic = syntax_error(Text(f"MA001.not-{word.text}", args), span, suggestion(span, meant))
        yield Repair(place, place + 1, _keywords(mistake, (meant,), place, place + 1), diagnostic)


def _places(mistake: Mistake, back: int) -> Iterator[int]:
    """Yield the place of the mistake and some before it in its entry."""
    yield from range(mistake.index, max(mistake.first, mistake.index - back) - 1, -1)


def _said_otherwise(mistake: Mistake, places: Iterable[int]) -> Iterator[Repair]:
    for place in places:
        for length in range(LONGEST_SYNONYM, 0, -1):
            stop = place + length
            words = mistake.tokens[place:stop]
            is_at_mistake = place <= mistake.index <= stop
            if is_at_mistake and len(words) == length and all(word.kind == "WORD" for word in words):
                for meant in meant_by(" ".join(word.text for word in words)):
                    yield from _meant(mistake, place, stop, meant)


def _keywords(mistake: Mistake, kinds: tuple[str, ...], start: int, stop: int) -> tuple[Token, ...]:
    span = mistake.span(start, stop)
    return tuple(Token(kind, kind, span.start, span.end) for kind in kinds)


def _meant(mistake: Mistake, place: int, stop: int, meant: tuple[str, ...]) -> Iterator[Repair]:
    is_begun = meant[: stop - place] == tuple(token.text for token in mistake.tokens[place:stop])
    expected = mistake.expected_at(place)
    if meant[0] not in expected or is_begun:
        return
    repair = _instead(mistake, place, stop, meant, mistake.spelled(*meant))
    # A word that can begin an entry here means itself, as in `notify team "…"`, unless nothing else is wrong.
    can_begin = place == mistake.first and mistake.tokens[place].text in expected
    if not can_begin or mistake.reads_on(repair):
        yield repair


def _mistyped(mistake: Mistake, place: int) -> Iterator[Repair]:
    if mistake.tokens[place].text in OTHER_DAYS:
        return
    vocabulary = _vocabulary(mistake, place)
    left = set(vocabulary)
    for _ in range(_MOST_NEAR_WORDS):
        near = nearest(mistake.tokens[place].text, left)
        if near is None:
            break
        left.discard(near)
        if vocabulary[near][0] != mistake.tokens[place].text:
            yield _instead(mistake, place, place + 1, vocabulary[near], near)
    yield from _mistyped_pair(mistake, place, vocabulary)


def _mistyped_pair(mistake: Mistake, place: int, vocabulary: dict[str, tuple[str, ...]]) -> Iterator[Repair]:
    """Take two words for the two of one keyword: `进人 于`."""
    pair = mistake.tokens[place : place + _PAIR]
    if [token.kind for token in pair] == ["WORD", "WORD"]:
        phrases = frozenset(phrase for phrase in vocabulary if phrase.count(" ") == 1)
        written = " ".join(token.text for token in pair)
        near = None if written in phrases else nearest(written, phrases)
        if near is not None:
            yield _instead(mistake, place, place + _PAIR, vocabulary[near], near)


def _instead(mistake: Mistake, place: int, stop: int, meant: tuple[str, ...], spelling: str) -> Repair:
    """Return the repair that puts keywords in the place of what was written."""
    span = mistake.span(place, stop)
    fix = suggestion(span, spelling, Text("help.did-you-mean", {"name": spelling}))
    diagnostic = syntax_error(mistake.unexpected(place, stop), span, fix)
    return Repair(place, stop, _keywords(mistake, meant, place, stop), diagnostic)


def _vocabulary(mistake: Mistake, place: int) -> dict[str, tuple[str, ...]]:
    """Return the keywords that could stand at a place, as they are spelled in this file."""
    expected = mistake.expected_at(place)
    words: dict[str, tuple[str, ...]] = {
        kind: (kind,) for kind in expected if kind.isalpha() and kind.islower()
    }
    dialect = mistake.automaton.dialect
    is_limit = {"per", "in"} <= expected
    if mistake.automaton.is_english:
        words.update({phrase: each for phrase, each in _english_phrases() if each[0] in expected})
    before = mistake.tokens[place - 1].text if place > mistake.first else ""
    seconds = ((kind, mistake.second_word(before, (kind,))) for kind in tuple(words))
    words.update({written: (kind,) for kind, written in seconds if written is not None})
    for phrases in dialect.phrases.values():
        for phrase in phrases:
            if phrase.english[0] in expected and not (is_limit and phrase.english in _AMBIGUOUS):
                words[" ".join(phrase.words)] = phrase.english
    return words


@cache
def _english_phrases() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the keywords of several words, for those that are written as one: `upto`."""
    rows = (row.partition(" (")[0].split() for row in load_dialect("zh-CN").rows)
    return tuple((" ".join(words), tuple(words)) for words in rows if len(words) > 1)
