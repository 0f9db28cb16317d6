"""Words that stand twice, or in another place than here."""

from __future__ import annotations

from collections.abc import Iterator

from maflow.dsl.diagnostics import Text
from maflow.dsl.repair import Mistake, Repair, suggestion, syntax_error
from maflow.dsl.source import Span
from maflow.dsl.tokens import Token

__all__ = [
    "OTHER_DAYS",
    "cut_off_else",
    "day_before_time",
    "day_of_month",
    "doubled",
    "hyphened",
    "other_day",
    "set_consent",
]

OTHER_DAYS = frozenset("yesterday tomorrow 昨天 明天 后天".split())
"""Days that are near to the word for today, but not meant for it."""

_DAYS_OF_MONTH = frozenset("日 号 天".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday weekdays".split())


def doubled(mistake: Mistake) -> Iterator[Repair]:
    """Leave out the second of two keywords that are the same: `send send hello by push`."""
    for place in (mistake.index, mistake.index - 1):
        if place <= mistake.first or mistake.tokens[place].kind != "WORD":
            continue
        word, before = mistake.tokens[place], mistake.tokens[place - 1]
        if word.text == before.text and mistake.automaton.is_keyword(word.text):
            removal = suggestion(
                Span(mistake.source.path, before.end, word.end), "", Text("fix.remove", {"text": word.text})
            )
            message = Text("MA001.doubled", {"found": word.text})
            repair = Repair(place, place + 1, (), syntax_error(message, mistake.span(place), removal))
            if mistake.reads_on(repair):
                yield repair


def cut_off_else(mistake: Mistake) -> Iterator[Repair]:
    """Leave out the `;` that ends an entry before its `else`."""
    index = mistake.index
    if index != mistake.first or index < 1 or mistake.token.text not in ("else", mistake.spelled("else")):
        return
    line_end = mistake.tokens[index - 1]
    if (line_end.kind, line_end.text) == ("_NL", ";"):
        at = mistake.source.text.index(";", line_end.end)  # on its line, with nothing but blanks before it
        sign = Span(mistake.source.path, at, at + 1)
        removal = suggestion(sign, "", Text("fix.remove", {"text": ";"}))
        message = Text("MA001.cut-off", {"found": mistake.token.text})
        yield Repair(index - 1, index, (), syntax_error(message, mistake.span(index), removal))


def hyphened(mistake: Mistake) -> Iterator[Repair]:
    """Take a hyphen between two keywords for a blank: `consent opt-in`."""
    index = mistake.index
    following = mistake.tokens[min(index + 1, mistake.last)]
    if mistake.token.kind == "-" and index > mistake.first and following.text in mistake.expected:
        span = mistake.span(index - 1, index + 2)
        written = f"{mistake.before.text} {following.text}"
        args = {"found": f"`{mistake.text(index - 1, index + 2)}`", "expected": f"`{written}`"}
        fix = suggestion(mistake.span(index), " ", Text("fix.write", {"text": written}))
        yield Repair(index, index + 1, (), syntax_error(Text("MA001.found", args), span, fix))


def day_before_time(mistake: Mistake) -> Iterator[Repair]:
    """Put the time before the days: `wait until monday 09:00`."""
    tokens = mistake.tokens
    start = mistake.index
    while start > mistake.first and (tokens[start - 1].kind == "," or _is_day(mistake, start - 1)):
        start -= 1
    stop = start
    while _is_day(mistake, stop):
        stop += 2 if tokens[stop + 1].kind == "," else 1
    first = start - (tokens[start - 1].text == "next")
    if stop == start or "CLOCK" not in mistake.expected_at(first):
        return
    is_at = tokens[stop].text in ("at", mistake.spelled("at"))
    clock = tokens[stop + is_at] if tokens[stop + is_at].kind == "CLOCK" else None
    end = stop + is_at + 1 if clock is not None else stop
    days, on = mistake.text(start, stop), mistake.spelled("on")
    meant = f"{clock.text if clock else '09:00'} {on} {days}"
    span = mistake.span(first, end)
    moved = (
        Token("CLOCK", clock.text if clock else "09:00", span.start, span.end),
        Token("on", "on", span.start, span.end),
        *tokens[start:stop],
    )
    message = Text("MA001.day-before-time", {"found": mistake.text(first, end)})
    repair = Repair(first, end, moved, syntax_error(message, span, suggestion(span, meant)))
    if mistake.reads_on(repair):
        yield repair


def other_day(mistake: Mistake) -> Iterator[Repair]:
    """Leave out a day that no `wait until` has: `wait until tomorrow 09:00`."""
    for place in (mistake.index, mistake.index - 1):
        is_day = place > mistake.first and mistake.tokens[place].text in OTHER_DAYS
        if is_day and mistake.tokens[place + 1].kind == "CLOCK" and "CLOCK" in mistake.expected_at(place):
            message = Text("MA001.other-day", {"found": mistake.tokens[place].text})
            yield Repair(place, place + 1, (), syntax_error(message, mistake.span(place)))


def day_of_month(mistake: Mistake) -> Iterator[Repair]:
    """Take the day of a month for the one that this language knows: `第 1 日`, `1 号`."""
    tokens, index = mistake.tokens, mistake.index
    start = index + (mistake.token.text == "第")
    number, unit = tokens[start : start + 2] if start + 2 <= mistake.last else (mistake.token, mistake.token)
    if "day" not in mistake.expected or number.kind != "DIGITS" or unit.text not in _DAYS_OF_MONTH:
        return
    span = mistake.span(index, start + 2)
    meant = (Token("day", "day", span.start, span.end), number)
    written = f"第 {number.text} 天"
    message = Text(
        "MA001.found", {"found": f"`{mistake.text(index, start + 2)}`", "expected": f"`{written}`"}
    )
    yield Repair(index, start + 2, meant, syntax_error(message, span, suggestion(span, written)))


def set_consent(mistake: Mistake) -> Iterator[Repair]:
    """Leave out the consent that a `set` of a test gives: it is an event."""
    first = mistake.first
    is_consent = mistake.tokens[first].text in ("consent", mistake.spelled("consent"))
    if not is_consent or mistake.index != first + 1 or not _is_in_set(mistake):
        return
    diagnostic = syntax_error(
        Text("MA001.set-consent"), mistake.span(first), help=(Text("MA001.consent-events"),)
    )
    yield Repair(first, mistake.last + 1, (), diagnostic)


def _is_in_set(mistake: Mistake) -> bool:
    """Tell whether the entry stands in the braces of a `set`, with or without the name of a user."""
    opening = next((n for n in range(mistake.first - 1, 0, -1) if mistake.tokens[n].kind == "{"), 0)
    words = {token.text for token in mistake.tokens[max(0, opening - 2) : opening]}
    return bool(words & {"set", mistake.spelled("set")})


def _is_day(mistake: Mistake, place: int) -> bool:
    return bool(mistake.meanings(place) & _DAYS)
