"""Limits in which words are missing, or too many."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maflow.dsl.counted import MEASURE_WORDS
from maflow.dsl.diagnostics import Text
from maflow.dsl.repair import Mistake, Repair, suggestion, syntax_error
from maflow.dsl.source import Span
from maflow.dsl.syntax_errors import describe_found
from maflow.dsl.tokens import Token

__all__ = [
    "each_of_which",
    "limit_without_messages",
    "limit_without_window",
    "measure_word",
    "messages_by_channel",
    "subject",
    "total_before_window",
]

_BY = frozenset("by on via through over 经 通过".split())
_SUBJECT = re.compile(
    r"(?:(?:per|for|to)[ \t]+(?:one|each|every|a|any)?|each)[ \t]*"
    r"(?:user|customer|person|client|contact|member|recipient|subscriber)\b",
    re.IGNORECASE,
)
_A_WINDOW = ("per", "calendar", "day")
_EACH = frozenset((("from", "campaign"), ("of", "message")))
_BEHIND_SUBJECT = frozenset(("per", "in", "from", "of"))


def limit_without_window(mistake: Mistake) -> Iterator[Repair]:
    """Put in the window that a limit lacks: `at most 1 sms`, `at most 500 sms in total`."""
    for place in (mistake.index, mistake.index - 1):
        if place <= mistake.first or not {"per", "in"} <= mistake.expected_at(place):
            continue
        spelled = mistake.spelled
        rest = mistake.text(place, min(place + 2, mistake.last)) if place < mistake.last else ""
        if rest and not rest.startswith((spelled("in", "total"), spelled("else"))):
            continue
        end = mistake.tokens[place - 1].end
        choices = _windows(mistake)
        at = Span(mistake.source.path, end, end)
        fixes = [suggestion(at, f" {each}", Text("fix.insert", {"text": each})) for each in choices]
        diagnostic = syntax_error(Text("MA001.no-limit-window"), mistake.span(place - 1), *fixes)
        tokens = tuple(Token(word, word, end, end) for word in _A_WINDOW)
        yield Repair(place, place, tokens, diagnostic)


def limit_without_messages(mistake: Mistake) -> Iterator[Repair]:
    """Put in what a limit counts: `at most 1 per calendar day`."""
    tokens = mistake.tokens
    for place in range(mistake.first + 1, mistake.index + 1):
        if tokens[place - 1].kind != "DIGITS" or not _BEHIND_SUBJECT & mistake.meanings(place):
            continue
        if not {"messages", "IDENT"} <= mistake.expected_at(place):
            continue
        spelling = mistake.spelled("messages")
        span, at = mistake.span(place), tokens[place].start
        fix = suggestion(Span(span.file, at, at), f"{spelling} ", Text("fix.insert", {"text": spelling}))
        args = {"missing": spelling, "found": describe_found(tokens[place])}
        diagnostic = syntax_error(Text("MA001.missing", args), span, fix)
        repair = Repair(place, place, (Token("messages", "messages", at, at),), diagnostic)
        if mistake.reads_on(repair):
            yield repair


def measure_word(mistake: Mistake) -> Iterator[Repair]:
    """Leave out a measure word."""
    for place in range(mistake.first + 1, mistake.index + 1):
        word = mistake.tokens[place]
        if word.text in MEASURE_WORDS and mistake.tokens[place - 1].kind == "DIGITS":
            span = mistake.span(place)
            removal = suggestion(span, "", Text("fix.remove", {"text": word.text}))
            diagnostic = syntax_error(Text("MA001.measure-word", {"found": word.text}), span, removal)
            repair = Repair(place, place + 1, (), diagnostic)
            if mistake.reads_on(repair):
                yield repair


def messages_by_channel(mistake: Mistake) -> Iterator[Repair]:
    """Leave out what a channel says alone: `at most 1 messages by sms per calendar day`."""
    tokens = mistake.tokens
    for place in range(max(mistake.first + 1, mistake.index - 2), mistake.index):
        is_said = mistake.meanings(place) & {"messages", "message"} and mistake.meanings(place + 1) & _BY
        if not is_said or not {"messages", "IDENT"} <= mistake.expected_at(place):
            continue
        channel = tokens[place + 2].text
        if tokens[place + 2].kind != "WORD" or channel in mistake.automaton.dialect.reserved:
            continue
        span = mistake.span(place, place + 3)
        args = {"found": f"`{mistake.text(place, place + 3)}`", "expected": f"`{channel}`"}
        diagnostic = syntax_error(Text("MA001.found", args), span, suggestion(span, channel))
        yield Repair(place, place + 2, (), diagnostic)


def each_of_which(mistake: Mistake) -> Iterator[Repair]:
    """Put in the `one` of `from one campaign` and `of one message`."""
    for place in range(mistake.index, max(mistake.first, mistake.index - 3), -1):
        pair = mistake.tokens[place - 1].text, mistake.tokens[place].text
        if pair not in _EACH or pair[0] not in mistake.expected_at(place - 1):
            continue
        at = mistake.tokens[place].start
        fix = suggestion(Span(mistake.source.path, at, at), "one ", Text("fix.insert", {"text": "one"}))
        args = {"missing": "one", "found": describe_found(mistake.tokens[place])}
        diagnostic = syntax_error(Text("MA001.missing", args), mistake.span(place), fix)
        words = (Token(word, word, at, at) for word in (pair[0], "one", pair[1]))
        repair = Repair(place - 1, place + 1, tuple(words), diagnostic)
        if mistake.reads_on(repair):
            yield repair


def subject(mistake: Mistake) -> Iterator[Repair]:
    """Leave out that a limit holds for each user: it does anyway. `at most 1 sms per customer per day`."""
    for place in range(mistake.index, max(mistake.first, mistake.index - 3), -1):
        match = _SUBJECT.match(mistake.source.text, mistake.tokens[place].start)
        if match is None or not mistake.expected_at(place) >= {"per", "in"}:
            continue
        stop = next(n for n in range(place, mistake.last + 1) if mistake.tokens[n].start >= match.end())
        span = mistake.span(place, stop)
        fixes = [suggestion(span, "", Text("fix.remove", {"text": match[0]}))]
        tokens: tuple[Token, ...] = ()
        if stop == mistake.last or mistake.tokens[stop].text in ("else", mistake.spelled("else")):
            fixes = [suggestion(span, window) for window in _windows(mistake)]
            tokens = tuple(Token(word, word, span.start, span.start) for word in _A_WINDOW)
        yield Repair(place, stop, tokens, syntax_error(mistake.unexpected(place, stop), span, *fixes))


def total_before_window(mistake: Mistake) -> Iterator[Repair]:
    """Put `in total` behind the window: `at most 5 sms in total per calendar day`."""
    tokens = mistake.tokens
    total = (mistake.spelled("in"), mistake.spelled("total"))
    for place in range(mistake.index, max(mistake.first, mistake.index - 3), -1):
        if place + 2 >= mistake.last or (tokens[place].text, tokens[place + 1].text) != total:
            continue
        stop = next((n for n in range(place + 2, mistake.last) if tokens[n].text == "else"), mistake.last)
        window = mistake.text(place + 2, stop)
        span = mistake.span(place, stop)
        meant = f"{window} {mistake.text(place, place + 2)}"
        args = {"found": f"`{mistake.text(place, stop)}`", "expected": f"`{meant}`"}
        diagnostic = syntax_error(Text("MA001.found", args), span, suggestion(span, meant))
        moved = (*tokens[place + 2 : stop], Token("in", "in", span.end, span.end))
        repair = Repair(place, stop, (*moved, Token("total", "total", span.end, span.end)), diagnostic)
        if mistake.reads_on(repair):
            yield repair


def _windows(mistake: Mistake) -> tuple[str, str]:
    """Return the windows to choose from where there is none."""
    return mistake.spelled(*_A_WINDOW), f"{mistake.spelled('in', 'any')} 24 {mistake.spelled('hours')}"
