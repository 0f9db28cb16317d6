"""Words that stand twice, or in another place than here."""

from __future__ import annotations

from collections.abc import Iterator

from maflow.dsl.counted import counted
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
    "moment_of_history",
    "other_day",
    "set_consent",
    "start_before_duration",
    "total_before_window",
]

OTHER_DAYS = frozenset("yesterday tomorrow 昨天 明天 后天".split())
"""Days that are near to the word for today, but not meant for it."""

_MOMENTS = frozenset(("INSTANT", "CALENDAR_DATE"))
_MAY_BE_DOUBLED = frozenset(("WORD", "STRING", "DIGITS"))
_DAYS_OF_MONTH = frozenset("日 号 天".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday weekdays".split())


def doubled(mistake: Mistake) -> Iterator[Repair]:
    """Leave out the second of two that are the same: `send send hello by push`, `value 20 20 CNY`."""
    for place in (mistake.index, mistake.index - 1):
        if place <= mistake.first or mistake.tokens[place].kind not in _MAY_BE_DOUBLED:
            continue
        word, before = mistake.tokens[place], mistake.tokens[place - 1]
        if (word.kind, word.text) == (before.kind, before.text):
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
    in_letters = counted(mistake.token.text.removeprefix("第"))
    if mistake.token.text.startswith("第") and in_letters is not None and "day" in mistake.expected:
        yield _day(mistake, index + 1, in_letters.digits)
    start = index + (mistake.token.text == "第")
    number, unit = tokens[start : start + 2] if start + 2 <= mistake.last else (mistake.token, mistake.token)
    in_letters = counted(number.text)
    digits = in_letters.digits if in_letters is not None else number.text
    if "day" in mistake.expected and digits.isdecimal() and digits != "0" and unit.text in _DAYS_OF_MONTH:
        yield _day(mistake, start + 2, digits)


def total_before_window(mistake: Mistake) -> Iterator[Repair]:
    """Put the window of a limit before `in total`: `at most 100 sms in total per calendar day`."""
    for start in range(mistake.index, max(mistake.first, mistake.index - 2), -1):
        yield from _exchanged(mistake, start, mistake.spelled("in", "total"), "else")


def start_before_duration(mistake: Mistake) -> Iterator[Repair]:
    """Put the duration of a `reenter` before what it counts from: `reenter from end after 7 days`."""
    for anchor in ("start", "end"):
        yield from _exchanged(mistake, mistake.first + 1, mistake.spelled("from", anchor))


def _exchanged(mistake: Mistake, start: int, words: str, ending: str = "") -> Iterator[Repair]:
    """Put some words behind what follows them in their entry, up to a keyword if there is one."""
    length = len(words.split())
    middle, last = start + length, mistake.last
    is_there = start >= mistake.first and middle < last and mistake.text(start, middle) == words
    if not is_there or not start <= mistake.index <= middle:
        return
    stop = next((place for place in range(middle, last) if ending in mistake.meanings(place)), last)
    if stop == middle:
        return
    span = mistake.span(start, stop)
    written = f"{mistake.text(middle, stop)} {words}"
    args = {"found": f"`{mistake.text(start, stop)}`", "expected": f"`{written}`"}
    diagnostic = syntax_error(Text("MA001.found", args), span, suggestion(span, written))
    tokens = (*mistake.tokens[middle:stop], *mistake.tokens[start:middle])
    repair = Repair(start, stop, tokens, diagnostic)
    if mistake.reads_on(repair):
        yield repair


def moment_of_history(mistake: Mistake) -> Iterator[Repair]:
    """Take another word for the `at` behind an event of the past: `did paid { } on 2026-01-01 10:00`."""
    index, tokens = mistake.index, mistake.tokens
    word, moment = tokens[min(index + 1, len(tokens) - 1)], tokens[min(index + 2, len(tokens) - 1)]
    is_cut_off = mistake.token.kind == "_NL" and mistake.before.kind == "}" and "at" in mistake.expected
    if is_cut_off and word.kind == "WORD" and moment.kind in _MOMENTS:
        spelling, span = mistake.spelled("at"), mistake.span(index + 1)
        args = {"found": f"`{word.text}`", "expected": f"`{spelling}`"}
        diagnostic = syntax_error(Text("MA001.found", args), span, suggestion(span, spelling))
        yield Repair(index, index + 2, (Token("at", "at", span.start, span.end),), diagnostic)


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


def _day(mistake: Mistake, stop: int, number: str) -> Repair:
    """Return the repair that writes the day of a month as this language has it, up to a place."""
    span = mistake.span(mistake.index, stop)
    meant = (Token("day", "day", span.start, span.end), Token("DIGITS", number, span.end, span.end))
    written = f"第 {number} 天"
    found = f"`{mistake.text(mistake.index, stop)}`"
    message = Text("MA001.found", {"found": found, "expected": f"`{written}`"})
    return Repair(mistake.index, stop, meant, syntax_error(message, span, suggestion(span, written)))


def _is_in_set(mistake: Mistake) -> bool:
    """Tell whether the entry stands in the braces of a `set`, with or without the name of a user."""
    opening = next((n for n in range(mistake.first - 1, 0, -1) if mistake.tokens[n].kind == "{"), 0)
    words = {token.text for token in mistake.tokens[max(0, opening - 2) : opening]}
    return bool(words & {"set", mistake.spelled("set")})


def _is_day(mistake: Mistake, place: int) -> bool:
    return bool(mistake.meanings(place) & _DAYS)
