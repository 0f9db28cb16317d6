"""Names, texts, numbers, money and times that are written in another way than here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec

from maflow.dsl.counted import Counted, counted, plain_unit
from maflow.dsl.currencies import currency_meant
from maflow.dsl.diagnostics import Text
from maflow.dsl.repair import SCOPES, Mistake, Repair, suggestion, syntax_error
from maflow.dsl.source import Span
from maflow.dsl.strings import encode_text
from maflow.dsl.tokens import Token

__all__ = [
    "attribute_as_duration",
    "clock",
    "clock_range",
    "currency",
    "currency_before",
    "date_range",
    "long_unit",
    "name_in_parts",
    "number_word",
    "part_of_day",
    "percentage",
    "quoted_name",
    "reserved_name",
    "slashed_date",
    "thousands",
    "unit_in_words",
    "unquoted",
]

# Units that durations do not have: how many months they are, and how many days.
_LONG_UNITS = dict.fromkeys("year years 年 岁".split(), (12, 365)) | dict.fromkeys(
    "quarter quarters 季 季度 个季度".split(), (3, 90)
)
_PER_HUNDRED = "百分之"
# Source: language reference, section 5, "Durations".
_CALENDAR_WORDS = frozenset(("wait", "every"))
_PERCENT_WORDS = frozenset(("percent", "pct"))
_RANGE_WORDS = frozenset(("to", "till", "until", "and", "至", "到"))
_HOUR = re.compile(r"[01]?[0-9]|2[0-4]")
_LONGEST_TEXT = 12
# Units: tokens, of two values and the comma between them.
_SHORTEST_LIST = 3
# Units: tokens, hyphens among them.
_MOST_PARTS = 5
_ENDS_TEXT = frozenset(("_NL", "{", "}", "STRING", "IDENT"))
_IN_DESCRIPTIONS = frozenset(("WORD", "DIGITS", "STRAY", ","))
_PART_OF_DAY = re.compile(
    r"(?P<part>早上|早晨|上午|凌晨|中午|下午|傍晚|晚上|夜里)(?P<hour>1?[0-9])"
    r"(?:[:\uff1a](?P<minutes>[0-5][0-9])|点(?P<rest>半|整|[0-5]?[0-9]分?)?)"
)
# Which of 24 hours a part of the day has: `夜里2点` is 02:00, `下午2点` is 14:00.
_HOURS_OF_PART = {
    "凌晨": range(7),
    "早上": range(4, 12),
    "早晨": range(4, 12),
    "上午": range(5, 13),
    "中午": range(11, 15),
    "下午": range(12, 20),
    "傍晚": range(15, 21),
    "晚上": range(17, 24),
    "夜里": (*range(18, 24), *range(6)),
}
_MINUTES = {"半": "30", "整": "00"}
_QUOTED_NUMBER = re.compile(r'"([0-9]{1,9}(?:\.[0-9]{1,9})?)"')
_THREE = re.compile(r"[0-9]{3}(?:\.|$)")
_SLASHED = re.compile(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})(?![0-9])")


def reserved_name(mistake: Mistake) -> Iterator[Repair]:
    """Take a reserved word for a name that lacks its backticks."""
    token = mistake.token
    if token.kind != "WORD" or token.text not in mistake.automaton.dialect.reserved:
        return
    if "IDENT" in mistake.expected:
        message = Text("MA001.reserved-word", {"word": token.text})
        yield _single(mistake, "IDENT", token.text, message, f"`{token.text}`", Text("fix.backticks"))


def quoted_name(mistake: Mistake) -> Iterator[Repair]:
    """Take a text for a name."""
    token = mistake.token
    if token.kind == "STRING" and "IDENT" in mistake.expected and "STRING" not in mistake.expected:
        name = token.text.strip('"')
        message = Text("MA001.quoted-name", {"word": name})
        if name.isidentifier():
            yield _single(mistake, "IDENT", name, message, name)
        else:
            yield _single(mistake, "IDENT", name, message, f"`{name}`", Text("fix.backticks"))


def unquoted(mistake: Mistake) -> Iterator[Repair]:
    """Take words for a text that lacks its quotes, the fewest words first."""
    index = mistake.index
    if "STRING" not in mistake.expected or mistake.token.kind not in ("WORD", "STRAY"):
        return
    if "(" in mistake.expected and mistake.token.text in mistake.automaton.dialect.reserved:
        return  # an operator too many: `user.vip and and user.age > 18`
    if mistake.token.text == ":":
        return  # a sign too many: `points: 30`
    for stop in range(index + 1, min(mistake.last + 1, index + _LONGEST_TEXT)):
        token = mistake.tokens[stop - 1]
        if token.kind in _ENDS_TEXT:
            return
        if "=" in mistake.expected and token.kind not in _IN_DESCRIPTIONS:
            return  # a condition without its `=`: `audience adults user.age > 18 or user.vip = true`
        text = mistake.text(index, stop)
        quoted = encode_text(text)
        span = mistake.span(index, stop)
        message = Text("MA001.unquoted", {"word": text})
        each = _quoted_each(mistake.tokens[index:stop])
        if each:
            written = ", ".join(token.text for token in each if token.kind == "STRING")
            yield Repair(index, stop, each, syntax_error(message, span, suggestion(span, written)))
        diagnostic = syntax_error(message, span, suggestion(span, quoted))
        yield Repair(index, stop, (Token("STRING", quoted, span.start, span.end),), diagnostic)


def _quoted_each(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return words with commas between them as texts of their own; none where it is no such list."""
    if len(tokens) < _SHORTEST_LIST or any(
        token.kind != (",", "WORD")[n % 2 == 0] for n, token in enumerate(tokens)
    ):
        return ()
    return tuple(
        token if token.kind == "," else Token("STRING", encode_text(token.text), token.start, token.end)
        for token in tokens
    )


def name_in_parts(mistake: Mistake) -> Iterator[Repair]:
    """Take several words, or words with hyphens, for one name: `event page view`, `event page-view`."""
    start = mistake.index - 1
    if not mistake.failure.previous_is_name or start < mistake.first:
        return
    stop = _end_of_parts(mistake)
    if not mistake.index < stop <= start + _MOST_PARTS:
        return
    span = mistake.span(start, stop)
    parts = [token.text for token in mistake.tokens[start:stop] if token.kind == "WORD"]
    name = "_".join(parts)
    message = Text("MA001.name-in-parts", {"found": mistake.text(start, stop)})
    diagnostic = syntax_error(message, span, suggestion(span, name))
    token = Token("IDENT", name, span.start, span.end)
    yield Repair(start, stop, (token,), diagnostic, lost=(name, " ".join(parts), *parts))


def currency(mistake: Mistake) -> Iterator[Repair]:
    """Take the name or sign of a currency, or its code in small letters, for the code."""
    code = currency_meant(mistake.token.text) if mistake.token.kind in ("WORD", "STRAY") else None
    if code is not None and "CURRENCY" in mistake.expected:
        message = Text("MA001.currency-code", {"word": mistake.token.text, "code": code})
        yield _single(mistake, "CURRENCY", code, message, code)


def currency_before(mistake: Mistake) -> Iterator[Repair]:
    """Take a currency and a number for an amount of money: `CNY 50`, `¥50`."""
    for place in (mistake.index, mistake.index - 1):
        pair = mistake.tokens[max(place, 0) : place + 2]
        if place < mistake.first or [token.kind for token in pair[1:]] != ["DIGITS"]:
            continue
        code = currency_meant(pair[0].text) if pair[0].kind in ("WORD", "STRAY") else None
        if code is None or "DIGITS" not in mistake.expected_at(place):
            continue
        span = mistake.span(place, place + 2)
        meant = f"{pair[1].text} {code}"
        message = Text("MA001.currency-before", {"found": mistake.text(place, place + 2)})
        number = Token("DIGITS", pair[1].text, span.start, span.end)
        tokens = (number, Token("CURRENCY", code, span.end, span.end))
        yield Repair(place, place + 2, tokens, syntax_error(message, span, suggestion(span, meant)))


def percentage(mistake: Mistake) -> Iterator[Repair]:
    """Take a number for a percentage: `5 percent`, `百分之五`; `0.5` may also be meant as `50%`."""
    index, token = mistake.index, mistake.token
    in_words = token.text.removeprefix(_PER_HUNDRED)
    number = counted(in_words)
    digits = number.digits if number is not None else in_words
    if in_words != token.text and digits.isdecimal() and "PERCENTAGE" in mistake.expected:
        yield _single(mistake, "PERCENTAGE", f"{digits}%", mistake.unexpected(index), f"{digits}%")
    if token.kind != "DIGITS" or "PERCENTAGE" not in mistake.expected:
        return
    following = mistake.tokens[index + 1].text.lower() if index < mistake.last else ""
    stop = index + (2 if following in _PERCENT_WORDS else 1)
    span = mistake.span(index, stop)
    percents = [f"{token.text}%"]
    if stop == index + 1 and token.text.startswith("0."):
        percents.insert(0, f"{(Decimal(token.text) * 100).normalize():f}%")
    fixes = (suggestion(span, percent) for percent in percents)
    diagnostic = syntax_error(mistake.unexpected(index, stop), span, *fixes)
    yield Repair(index, stop, (Token("PERCENTAGE", percents[0], span.start, span.end),), diagnostic)


def number_word(mistake: Mistake) -> Iterator[Repair]:
    """Take a number in letters for one in digits, with a unit where one stands in the same word."""
    for place in (mistake.index, mistake.index - 1):
        if place < mistake.first or "DIGITS" not in mistake.expected_at(place):
            continue
        for stop in (place + 1, place + 2):
            meant = _number_meant(mistake.tokens[place:stop])
            if meant is None:
                continue
            span = mistake.span(place, stop)
            tokens = [Token("DIGITS", meant.digits, span.start, span.end)]
            if meant.unit:
                tokens.append(Token("WORD", meant.unit, span.end, span.end))
            message = Text("MA001.number-word", {"word": mistake.text(place, stop)})
            diagnostic = syntax_error(message, span, suggestion(span, meant.written))
            yield Repair(place, stop, tuple(tokens), diagnostic)


def thousands(mistake: Mistake) -> Iterator[Repair]:
    """Take a number with commas in it for one number: `20,000 CNY`."""
    index = mistake.index
    if mistake.token.kind != "," or index <= mistake.first:
        return
    start, stop = index - 1, index
    while _is_thousand(mistake, stop):
        stop += 2
    if stop == index or mistake.tokens[start].kind != "DIGITS":
        return
    span = mistake.span(start, stop)
    digits = "".join(token.text for token in mistake.tokens[start:stop:2])
    message = Text("MA001.thousands", {"found": mistake.text(start, stop)})
    diagnostic = syntax_error(message, span, suggestion(span, digits))
    yield Repair(start, stop, (Token("DIGITS", digits, span.start, span.end),), diagnostic)


def long_unit(mistake: Mistake) -> Iterator[Repair]:
    """Take years or quarters for as many months, or days: `18 years`, `1 quarter`. Reports: MA001, MA116."""
    index = mistake.index
    number, unit = mistake.before, mistake.token
    lengths = _LONG_UNITS.get(unit.text) if number.kind == "DIGITS" and number.text.isdecimal() else None
    if lengths is None or "months" not in mistake.expected:
        return
    months, days = (str(int(number.text) * length) for length in lengths)
    choices = [f"{days} {mistake.spelled('days')}"]
    is_elapsed = not _is_calendar_time(mistake, index - 1)
    if not is_elapsed:
        choices.insert(0, f"{months} {mistake.spelled('months')}")
    whole = mistake.span(index - 1, index + 1)
    tokens = (
        Token("DIGITS", months, whole.start, whole.end),
        Token("months", "months", whole.end, whole.end),
    )
    fixes = [suggestion(whole, choice) for choice in choices]
    found = {"found": mistake.text(index - 1, index + 1)}
    diagnostic = syntax_error(Text("MA001.long-unit", found), whole, *fixes)
    if is_elapsed:
        tokens = (
            Token("DIGITS", days, whole.start, whole.end),
            Token("days", "days", whole.end, whole.end),
        )
        diagnostic = msgspec.structs.replace(
            diagnostic, code="MA116", message=Text("MA116.months", found), notes=(Text("MA116.why"),)
        )
    yield Repair(index - 1, index + 1, tokens, diagnostic)


def _is_calendar_time(mistake: Mistake, place: int) -> bool:
    """Tell whether the duration at a place is one of the calendar: of `wait`, `every` and sums with dates."""
    before = mistake.tokens[max(place - 1, 0)]
    return before.kind in ("+", "-") or bool(mistake.meanings(max(place - 1, 0)) & _CALENDAR_WORDS)


def attribute_as_duration(mistake: Mistake) -> Iterator[Repair]:
    """Put a duration where an attribute stands for one: `wait entry.delay`."""
    start, stop = mistake.index - 1, mistake.index + 2
    if mistake.token.kind != "." or not mistake.meanings(start) & SCOPES:
        return
    expected = mistake.expected_at(start)
    if {"DIGITS", "IDENT"} <= expected and "STRING" not in expected:
        span = mistake.span(start, stop)
        tokens = (Token("DIGITS", "1", span.start, span.end), Token("hours", "hours", span.end, span.end))
        message = Text("MA001.attribute-as-duration", {"found": mistake.text(start, stop)})
        yield Repair(start, stop, tokens, syntax_error(message, span))


def clock(mistake: Mistake) -> Iterator[Repair]:
    """Take a number for a full hour: `at 9`."""
    token = mistake.token
    if token.kind == "DIGITS" and "CLOCK" in mistake.expected and _HOUR.fullmatch(token.text):
        hour = f"{token.text.zfill(2)}:00"
        yield _single(mistake, "CLOCK", hour, mistake.unexpected(mistake.index), hour)


def part_of_day(mistake: Mistake) -> Iterator[Repair]:
    """Take a time of the morning or the evening for one of 24 hours: `在 下午3点`."""
    for place in (mistake.index, mistake.index - 1):
        token = mistake.tokens[max(place, 0)]
        match = _PART_OF_DAY.match(mistake.source.text, token.start)
        if match is None or token.kind != "WORD" or "CLOCK" not in mistake.expected_at(max(place, 0)):
            continue
        stop = place
        while stop < mistake.last and mistake.tokens[stop].end <= match.end():
            stop += 1
        hours = (int(match["hour"]), (int(match["hour"]) + 12) % 24)
        hour = next((hour for hour in hours if hour in _HOURS_OF_PART[match["part"]]), None)
        if hour is None:
            continue
        rest = match["rest"] or ""
        minutes = match["minutes"] or _MINUTES.get(rest) or rest.rstrip("分")
        meant = f"{hour:02}:{minutes.zfill(2)}"
        span = mistake.span(place, stop)
        message = Text("MA001.spelling-clock", {"found": match[0]})
        tokens = (Token("CLOCK", meant, span.start, span.end),)
        yield Repair(place, stop, tokens, syntax_error(message, span, suggestion(span, meant)))


def clock_range(mistake: Mistake) -> Iterator[Repair]:
    """Take two times with a word between them for a range: `22:00 to 07:00`."""
    index = mistake.index
    three = mistake.tokens[index : index + 3]
    if [token.kind for token in three] != ["CLOCK", "WORD", "CLOCK"]:
        return
    if three[1].text in _RANGE_WORDS and "CLOCK_RANGE" in mistake.expected:
        span = mistake.span(index, index + 3)
        meant = f"{three[0].text}-{three[2].text}"
        diagnostic = syntax_error(mistake.unexpected(index, index + 3), span, suggestion(span, meant))
        yield Repair(index, index + 3, (Token("CLOCK_RANGE", meant, span.start, span.end),), diagnostic)


def date_range(mistake: Mistake) -> Iterator[Repair]:
    """Take a sign between two dates for the word: `active 2026-11-01 ~ 2026-11-30`."""
    index, following = mistake.index, mistake.tokens[min(mistake.index + 1, mistake.last)]
    is_sign = mistake.token.kind in ("STRAY", "-") and "to" in mistake.expected
    if is_sign and (mistake.before.kind, following.kind) == ("CALENDAR_DATE", "CALENDAR_DATE"):
        span, spelling = mistake.span(index), mistake.spelled("to")
        around = Span(span.file, mistake.before.end, following.start)
        fix = suggestion(around, f" {spelling} ", Text("fix.write", {"text": spelling}))
        args = {"found": f"`{mistake.token.text}`", "expected": f"`{spelling}`"}
        diagnostic = syntax_error(Text("MA001.found", args), span, fix)
        yield Repair(index, index + 1, (Token("to", "to", span.start, span.end),), diagnostic)


def unit_in_words(mistake: Mistake) -> Iterator[Repair]:
    """Take a unit with more in its word than the unit for it: `2 个小时`, `3 天之内`."""
    token, unit = mistake.token, plain_unit(mistake.token.text)
    if token.kind == "WORD" and unit != token.text and "hours" in mistake.expected:
        title = Text("help.did-you-mean", {"name": unit})
        yield _single(mistake, "WORD", unit, mistake.unexpected(mistake.index), unit, title)


def slashed_date(mistake: Mistake) -> Iterator[Repair]:
    """Take a date with slashes or dots for one with hyphens: `2026/11/11`."""
    match = _SLASHED.match(mistake.source.text, mistake.token.start)
    if not match or "CALENDAR_DATE" not in mistake.expected:
        return
    stop = mistake.index
    while stop < mistake.last and mistake.tokens[stop].end <= match.end():
        stop += 1
    date = f"{match[1]}-{match[2].zfill(2)}-{match[3].zfill(2)}"
    span = mistake.span(mistake.index, stop)
    message = Text("MA001.spelling-calendar-date", {"found": match[0]})
    tokens = (Token("CALENDAR_DATE", date, span.start, span.end),)
    yield Repair(mistake.index, stop, tokens, syntax_error(message, span, suggestion(span, date)))


def _single(
    mistake: Mistake, kind: str, text: str, message: Text, spelling: str, title: Text | None = None
) -> Repair:
    """Return the repair that takes the token at the mistake for a value of another kind."""
    span = mistake.span(mistake.index)
    diagnostic = syntax_error(message, span, suggestion(span, spelling, title))
    return Repair(mistake.index, mistake.index + 1, (Token(kind, text, span.start, span.end),), diagnostic)


def _number_meant(tokens: Sequence[Token]) -> Counted | None:
    """Return the number that words stand for, or that stands between quotes."""
    if all(token.kind == "WORD" for token in tokens):
        return counted("".join(token.text for token in tokens))
    match = _QUOTED_NUMBER.fullmatch(tokens[0].text) if len(tokens) == 1 else None
    return Counted(match[1]) if match else None


def _is_thousand(mistake: Mistake, place: int) -> bool:
    """Tell whether a comma and three digits follow without a blank."""
    comma, digits = mistake.tokens[place], mistake.tokens[min(place + 1, len(mistake.tokens) - 1)]
    before = mistake.tokens[place - 1]
    is_close = before.end == comma.start and comma.end == digits.start
    return is_close and (comma.kind, digits.kind) == (",", "DIGITS") and bool(_THREE.match(digits.text))


def _end_of_parts(mistake: Mistake) -> int:
    """Return where a name in several parts ends, beginning with the word before the mistake."""
    stop = mistake.index
    while stop < mistake.last:
        token, before = mistake.tokens[stop], mistake.tokens[stop - 1]
        if token.text in mistake.automaton.dialect.reserved:
            return stop  # no name: `enter on page view where …`
        if token.kind == "WORD" and before.kind == "WORD":
            stop += 1
            continue
        is_close = token.start == before.end and mistake.tokens[stop + 1].start == token.end
        if token.kind != "-" or not is_close or mistake.tokens[stop + 1].kind != "WORD":
            return stop
        stop += 2
    return stop
