"""Names, texts, numbers, money and times that are written in another way than here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maflow.dsl.currencies import currency_meant
from maflow.dsl.diagnostics import Text
from maflow.dsl.repair import SCOPES, Mistake, Repair, suggestion, syntax_error
from maflow.dsl.strings import encode_text
from maflow.dsl.tokens import Token

__all__ = [
    "attribute_as_duration",
    "clock",
    "clock_range",
    "currency",
    "currency_before",
    "long_unit",
    "name_in_parts",
    "number_word",
    "percentage",
    "quoted_name",
    "reserved_name",
    "slashed_date",
    "thousands",
    "unquoted",
]

_IN_LETTERS = (
    "zero one two three four five six seven eight nine ten eleven twelve".split(),
    "零 一 二 三 四 五 六 七 八 九 十 十一 十二".split(),
    "零 一 两".split(),
)
_NUMBER_WORDS = {word: str(number) for words in _IN_LETTERS for number, word in enumerate(words)}
# Units that durations do not have: how many months they are, and how many days.
_LONG_UNITS = dict.fromkeys("year years 年 岁".split(), (12, 365)) | dict.fromkeys(
    "quarter quarters 季 季度 个季度".split(), (3, 90)
)
_PERCENT_WORDS = frozenset(("percent", "pct"))
_RANGE_WORDS = frozenset(("to", "till", "until", "and", "至", "到"))
_HOUR = re.compile(r"[01]?[0-9]|2[0-4]")
_LONGEST_TEXT = 12
# Units: tokens, hyphens among them.
_MOST_PARTS = 5
_ENDS_TEXT = frozenset(("_NL", "{", "}", "STRING", "IDENT"))
_IN_DESCRIPTIONS = frozenset(("WORD", "DIGITS", "STRAY", ","))
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
        diagnostic = syntax_error(message, span, suggestion(span, quoted))
        yield Repair(index, stop, (Token("STRING", quoted, span.start, span.end),), diagnostic)


def name_in_parts(mistake: Mistake) -> Iterator[Repair]:
    """Take several words, or words with hyphens, for one name: `event page view`, `event page-view`."""
    start = mistake.index - 1
    if not mistake.failure.previous_is_name or start < mistake.first:
        return
    stop = _end_of_parts(mistake)
    if not mistake.index < stop <= start + _MOST_PARTS:
        return
    is_last_reserved = mistake.tokens[stop - 1].text in mistake.automaton.dialect.reserved
    if is_last_reserved and mistake.tokens[stop].kind == "{":
        return  # a word too many: `if user.vip then {`
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
    """Take a number for a percentage: `holdout 5`, `5 percent`."""
    index, token = mistake.index, mistake.token
    if token.kind != "DIGITS" or "PERCENTAGE" not in mistake.expected:
        return
    following = mistake.tokens[index + 1].text.lower() if index < mistake.last else ""
    stop = index + (2 if following in _PERCENT_WORDS else 1)
    span = mistake.span(index, stop)
    percent = f"{token.text}%"
    diagnostic = syntax_error(mistake.unexpected(index, stop), span, suggestion(span, percent))
    yield Repair(index, stop, (Token("PERCENTAGE", percent, span.start, span.end),), diagnostic)


def number_word(mistake: Mistake) -> Iterator[Repair]:
    """Take a number in letters for one in digits."""
    for place in (mistake.index, mistake.index - 1):
        token = mistake.tokens[max(place, 0)]
        digits = _NUMBER_WORDS.get(token.text.lower()) if token.kind == "WORD" else None
        if place < mistake.first or digits is None or "DIGITS" not in mistake.expected_at(place):
            continue
        span = mistake.span(place)
        diagnostic = syntax_error(
            Text("MA001.number-word", {"word": token.text}), span, suggestion(span, digits)
        )
        yield Repair(place, place + 1, (Token("DIGITS", digits, span.start, span.end),), diagnostic)


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
    digits = mistake.text(start, stop).replace(",", "")
    message = Text("MA001.thousands", {"found": mistake.text(start, stop)})
    diagnostic = syntax_error(message, span, suggestion(span, digits.replace(" ", "")))
    yield Repair(start, stop, (Token("DIGITS", digits, span.start, span.end),), diagnostic)


def long_unit(mistake: Mistake) -> Iterator[Repair]:
    """Take years or quarters for as many months: `18 years`, `1 quarter`."""
    index = mistake.index
    number, unit = mistake.before, mistake.token
    lengths = _LONG_UNITS.get(unit.text) if number.kind == "DIGITS" and number.text.isdecimal() else None
    if lengths is None or "months" not in mistake.expected:
        return
    months, days = (str(int(number.text) * length) for length in lengths)
    choices = (f"{months} {mistake.spelled('months')}", f"{days} {mistake.spelled('days')}")
    whole = mistake.span(index - 1, index + 1)
    tokens = (
        Token("DIGITS", months, whole.start, whole.end),
        Token("months", "months", whole.end, whole.end),
    )
    fixes = [suggestion(whole, choice) for choice in choices]
    message = Text("MA001.long-unit", {"found": mistake.text(index - 1, index + 1)})
    yield Repair(index - 1, index + 1, tokens, syntax_error(message, whole, *fixes))


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
        if token.kind == "WORD" and before.kind == "WORD":
            stop += 1
            continue
        is_close = token.start == before.end and mistake.tokens[stop + 1].start == token.end
        if token.kind != "-" or not is_close or mistake.tokens[stop + 1].kind != "WORD":
            return stop
        stop += 2
    return stop
