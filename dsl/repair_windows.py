"""Windows of limits and budgets that are written in another way, or can be read in more than one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from maflow.dsl.diagnostics import Diagnostic, Severity, Text
from maflow.dsl.periods import CALENDAR_PERIODS, exact_length, period_meant, write_duration
from maflow.dsl.repair import Mistake, Repair, suggestion, syntax_error
from maflow.dsl.tokens import Token

__all__ = ["budget_window", "window"]

_HEAD = r"(per\b|every\b|each\b|an?\b|每|in[ \t]+any\b|in\b|任意)[ \t]*"
_KIND = r"(?:(rolling\b|滚动)|(calendar\b|个?自然))?[ \t]*"
_WINDOW = re.compile(rf"{_HEAD}{_KIND}([0-9]{{1,4}})?[ \t]*{_KIND}(\w+)", re.IGNORECASE)
_WINDOW_WORDS = frozenset(("per", "in"))
# Units: tokens, of `in any 1 calendar month`.
_MOST_TOKENS = 5
_ADVERBS = {"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "yearly": "year"}
# Periods that are no fixed length of time.
_UNEQUAL = frozenset(("month", "quarter", "year"))


@dataclass(frozen=True, slots=True)
class _Window:
    """A window as it is written: the tokens from `start` to `stop`, its length from `length` on.

    Shape: `looks_back` if its first words say `in any`; `count` is None where no number stands.
    """

    start: int
    length: int
    stop: int
    period: str
    count: int | None
    looks_back: bool
    is_rolling: bool
    is_calendar: bool

    @property
    def calendar_period(self) -> str | None:
        """The period of a calendar that is as long."""
        if (self.period, self.count) == ("month", 3):
            return "quarter"
        return self.period if self.count in (None, 1) and self.period in CALENDAR_PERIODS else None


def window(mistake: Mistake) -> Iterator[Repair]:
    """Write a window exactly: `per year`, `per 3 days`, `in any 1 quarter`. Reports: MA001, MA008, MA116."""
    for place in range(mistake.index, max(mistake.first, mistake.index - _MOST_TOKENS), -1):
        found = _read(mistake, place) if mistake.expected_at(place) >= _WINDOW_WORDS else None
        diagnostic = _told(mistake, found) if found is not None else None
        if found is not None and diagnostic is not None:
            yield Repair(found.start, found.stop, _meant(mistake, found), diagnostic)


def budget_window(mistake: Mistake) -> Iterator[Repair]:
    """Write the day of a budget exactly: `budget 5 CNY per day`. Reports: MA008."""
    if "budget" not in mistake.meanings(mistake.first):
        return
    for place in (mistake.index, mistake.index - 1):
        found = _read(mistake, place) if "per" in mistake.expected_at(place) else None
        if found is not None and found.calendar_period == "day":
            at = mistake.tokens[found.start].start
            tokens = tuple(Token(word, word, at, at) for word in ("per", "calendar", "day"))
            diagnostic = _inexact(mistake, found, _calendar(mistake, "day"))
            yield Repair(found.start, found.stop, tokens, diagnostic)


def _read(mistake: Mistake, start: int) -> _Window | None:
    """Return the window that is written from a place on, if the mistake stands in it."""
    tokens = mistake.tokens
    adverb = _ADVERBS.get(tokens[start].text.lower())
    if adverb is not None:
        is_at_mistake = start <= mistake.index <= start + mistake.failure.previous_is_name
        return _Window(start, start, start + 1, adverb, None, *(False,) * 3) if is_at_mistake else None
    match = _WINDOW.match(mistake.source.text, tokens[start].start)
    period = period_meant(match[7]) if match else None
    if match is None or period is None:
        return None
    places = range(start, mistake.last + 1)
    length = next((n for n in places if tokens[n].end > match.end(1)), None)
    stop = next((n for n in places if tokens[n].start >= match.end()), None)
    if length is None or stop is None:
        return None  # a line end that a repair has put in stands before its last word
    looks_back = match[1].lower().startswith(("in ", "in\t", "任意"))
    is_rolling = bool(match[2] or match[5])
    if match[1].lower() == "in" and match[4] and not is_rolling:
        return None  # `in 7 days`: its `any` is missing
    # The last word of a window that no grammar knows may have been read as a name.
    is_name = mistake.failure.previous_is_name and not looks_back
    if not start <= mistake.index < stop + is_name:
        return None
    return _Window(
        start=start,
        length=length,
        stop=stop,
        period=period,
        count=int(match[4]) if match[4] else None,
        looks_back=looks_back,
        is_rolling=is_rolling,
        is_calendar=bool(match[3] or match[6]),
    )


def _told(mistake: Mistake, found: _Window) -> Diagnostic | None:
    """Return what is said of a window; None where something else is wrong with it."""
    period, rolling = found.calendar_period, _rolling(mistake, found)
    calendar = _calendar(mistake, period) if period else None
    if (found.looks_back or found.is_rolling) and (found.is_calendar or found.period in _UNEQUAL):
        return _unequal(mistake, found, calendar)
    if found.is_rolling:
        return _otherwise(mistake, found, rolling)
    if found.looks_back or (found.is_calendar and found.period not in CALENDAR_PERIODS):
        return None
    if calendar is None:
        return _inexact(mistake, found, rolling)
    return _otherwise(mistake, found, calendar) if found.is_calendar else _ambiguous(mistake, found, calendar)


def _unequal(mistake: Mistake, found: _Window, calendar: str | None) -> Diagnostic:
    """Return what is said of calendar periods that are looked back over. Reports: MA116."""
    span, whole = mistake.span(found.length, found.stop), mistake.span(found.start, found.stop)
    is_length_alone = found.looks_back and not found.is_rolling
    written = _length(mistake, found) if is_length_alone else _rolling(mistake, found)
    fixes = [suggestion(span if is_length_alone else whole, written)]
    if calendar:
        fixes.append(suggestion(whole, calendar))
    return Diagnostic(
        code="MA116",
        severity=Severity.ERROR,
        message=Text("MA116.months", {"found": mistake.text(found.length, found.stop)}),
        span=span,
        notes=(Text("MA116.why"),) if found.period in _UNEQUAL else (),
        fixes=tuple(fixes),
    )


def _otherwise(mistake: Mistake, found: _Window, written: str) -> Diagnostic:
    """Return what is said of a window that is clear, but written in another way. Reports: MA001."""
    span = mistake.span(found.start, found.stop)
    args = {"found": f"`{mistake.text(found.start, found.stop)}`", "expected": f"`{written}`"}
    return syntax_error(Text("MA001.found", args), span, suggestion(span, written))


def _ambiguous(mistake: Mistake, found: _Window, calendar: str) -> Diagnostic:
    """Return what is said of a window that can be read in two ways. Reports: MA008."""
    span, rolling = mistake.span(found.start, found.stop), _rolling(mistake, found)
    args = {"found": mistake.text(found.start, found.stop), "calendar": calendar, "rolling": rolling}
    return Diagnostic(
        code="MA008",
        severity=Severity.ERROR,
        message=Text("MA008.bare-period", args),
        span=span,
        notes=(Text("MA008.products-differ"),),
        fixes=(
            suggestion(span, calendar, Text("MA008.write-calendar", {"text": calendar})),
            suggestion(span, rolling, Text("MA008.write-rolling", {"text": rolling})),
        ),
    )


def _inexact(mistake: Mistake, found: _Window, written: str) -> Diagnostic:
    """Return what is said of a window that only one spelling can stand for. Reports: MA008."""
    span = mistake.span(found.start, found.stop)
    args = {"found": mistake.text(found.start, found.stop), "meant": written}
    return Diagnostic(
        code="MA008",
        severity=Severity.ERROR,
        message=Text("MA008.inexact", args),
        span=span,
        fixes=(suggestion(span, written),),
    )


def _calendar(mistake: Mistake, period: str) -> str:
    return mistake.spelled("per", "calendar", period)


def _rolling(mistake: Mistake, found: _Window) -> str:
    return f"{mistake.spelled('in', 'any')} {_length(mistake, found)}"


def _length(mistake: Mistake, found: _Window) -> str:
    """Return the exact length of a window, as it is written in this file."""
    amount, unit = exact_length(found.period, found.count or 1)
    return write_duration(str(amount), unit, mistake.automaton.dialect.name)


def _meant(mistake: Mistake, found: _Window) -> tuple[Token, ...]:
    """Return the tokens of an exact window: which one it is, the author has yet to choose."""
    amount, unit = exact_length(found.period, found.count or 1)
    at = mistake.tokens[found.start].start
    rolling = (("in", "in"), ("any", "any"), ("DIGITS", str(amount)), (unit.value, unit.value))
    return tuple(Token(kind, text, at, at) for kind, text in rolling)
