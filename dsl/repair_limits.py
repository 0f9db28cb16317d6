"""Limits in which words are missing, or too many."""

from __future__ import annotations

from collections.abc import Iterator

from maflow.dsl.diagnostics import Text
from maflow.dsl.repair import Mistake, Repair, suggestion, syntax_error
from maflow.dsl.source import Span
from maflow.dsl.syntax_errors import describe_found
from maflow.dsl.tokens import Token

__all__ = [
    "MEASURE_WORDS",
    "limit_without_messages",
    "limit_without_window",
    "measure_word",
    "messages_by_channel",
]

MEASURE_WORDS = frozenset("条 个 封 次 通 则".split())
"""What Chinese puts between a number and what is counted, and this language does not."""

_BY = frozenset("by on via through over 经 通过".split())
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
        choices = (
            spelled("per", "calendar", "day"),
            f"{spelled('in', 'any')} 24 {spelled('hours')}",
        )
        at = Span(mistake.source.path, end, end)
        fixes = [suggestion(at, f" {each}", Text("fix.insert", {"text": each})) for each in choices]
        diagnostic = syntax_error(Text("MA001.no-limit-window"), mistake.span(place - 1), *fixes)
        tokens = tuple(Token(word, word, end, end) for word in ("per", "calendar", "day"))
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
