"""Reads values out of texts in SQL: the forms that most files have, and whether a text has such a form.

Law: where a text is taken here, `maflow.runtime.sources` reads the same value from it. Everything else is
left to that. What JSON holds is made a text first; of its numbers DuckDB keeps what a DOUBLE keeps, so that
one with more than 15 digits is left to Python as well.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from maflow.runtime.program.types import ValueKind, ValueType
from maflow.runtime.sql.fragments import Form, any_of, text_literal

__all__ = ["Reading", "json_reading", "json_text", "moment_reading", "text_reading", "texts_reading"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The SQL of a value, and of whether it is read rightly here; both are NULL or false for others."""

    value: str
    fits: str


_NUMBER = r"-?[0-9]{1,15}(\.[0-9]{1,15})?"
_MOST_DIGITS = 15
_CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]"
_MOMENT = rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T{_CLOCK}:[0-5][0-9](\.[0-9]{{1,3}})?Z"
# Printable ASCII: what is a blank elsewhere is left to Python.
_EMAIL = r"[!-?A-~]+@[!--/-?A-~]+(\.[!--/-?A-~]+)+"
_FORMS = MappingProxyType(
    {
        ValueKind.PHONE: r"\+[1-9][0-9]{6,14}",
        ValueKind.EMAIL: _EMAIL,
        ValueKind.URL: "https?://[!-~]+",
    }
)
# What `str.strip` takes away beside spaces.
_BLANKS = (
    r"[\x{9}-\x{d}\x{1c}-\x{1f}\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}]"
)
_ESCAPED_NUL = "\\u0000"
_NUMERIC = frozenset({ValueKind.NUMBER, ValueKind.PERCENT, ValueKind.INTEGER, ValueKind.MONEY})


def text_reading(text: str, type: ValueType, home: str, channels: Collection[str]) -> Reading:
    """Return how a value of a type is read from a text; `home` is the project's currency."""
    value, fits = _reader(type, home, channels)(text)
    if type.kind is not ValueKind.TEXT:
        fits = f"{text} = '' OR {fits}"
    return Reading(value, f"({text} IS NULL OR coalesce({fits}, FALSE))")


def json_reading(json: str, type: ValueType, home: str, channels: Collection[str]) -> Reading:
    """Return how a value of a type is read from a piece of JSON."""
    text, fits = json_text(json, type, home)
    # Money in full says its currency, whatever that of the project is.
    is_money = type.kind is ValueKind.MONEY
    read = text_reading(f"({text})", type, (type.currency or home) if is_money else home, channels)
    return Reading(read.value, f"({json} IS NULL OR (coalesce({fits}, FALSE) AND {read.fits}))")


def moment_reading(text: str) -> Reading:
    """Return how an instant is read: ISO 8601 in UTC."""
    is_moment = f"{_has_form(text, _MOMENT)} AND {text} >= '0001'"
    value = f"CASE WHEN {is_moment} THEN epoch_ms(TRY_CAST({text} AS TIMESTAMP)) END"
    return Reading(value, f"({value}) IS NOT NULL")


def texts_reading(text: str) -> Reading:
    """Return how several texts with `;` between them are read."""
    value, fits = _texts(text)
    return Reading(value, f"({text} IS NULL OR coalesce({fits}, FALSE))")


# The SQL of a value and of whether it fits, from the SQL of a text.
_Read = Callable[[str], tuple[str, str]]


def _reader(type: ValueType, home: str, channels: Collection[str]) -> _Read:
    match type.kind:
        case ValueKind.MONEY:
            return _money if type.currency in (None, home) else _nothing
        case ValueKind.CHOICE:
            return _one_of(type.choices)
        case ValueKind.CHANNEL:
            return _one_of(channels)
        case ValueKind.TIMEZONE:
            return _one_of(_zones())
        case ValueKind.LIST:
            assert type.item is not None, "a list says what its items are"
            return _texts if type.item.kind is ValueKind.TEXT else _nothing
        case kind if kind in _FORMS:
            return _formed(_FORMS[kind])
        case kind:
            return _READERS[kind]


def _nothing(text: str) -> tuple[str, str]:
    return "NULL", "FALSE"


def _text(text: str) -> tuple[str, str]:
    return text, f"NOT contains({text}, chr(0))"


def _number(text: str) -> tuple[str, str]:
    fits = _has_form(text, _NUMBER)
    return f"CASE WHEN {fits} THEN CAST({text} AS DOUBLE) END", fits


def _integer(text: str) -> tuple[str, str]:
    fits = _has_form(text, "-?[0-9]{1,18}")
    return f"CASE WHEN {fits} THEN CAST({text} AS BIGINT) END", fits


def _money(text: str) -> tuple[str, str]:
    fits = _has_form(text, _NUMBER)
    return f"CASE WHEN {fits} THEN CAST({text} AS {Form.MONEY.value}) END", fits


def _boolean(text: str) -> tuple[str, str]:
    return (
        f"lower({text}) IN ('true', 'yes', '1')",
        f"lower({text}) IN ('true', 'yes', '1', 'false', 'no', '0')",
    )


def _date(text: str) -> tuple[str, str]:
    date = f"TRY_CAST({text} AS DATE)"
    is_date = f"{_has_form(text, '[0-9]{4}-[0-9]{2}-[0-9]{2}')} AND {text} >= '0001'"
    fits = f"({is_date} AND {date} IS NOT NULL)"
    return f"CASE WHEN {fits} THEN date_diff('day', DATE '1970-01-01', {date}) END", fits


def _time(text: str) -> tuple[str, str]:
    fits = _has_form(text, f"{_CLOCK}(:[0-5][0-9])?")
    seconds = f"CAST(coalesce(nullif(substring({text}, 7, 2), ''), '0') AS BIGINT)"
    minutes = f"CAST(substring({text}, 1, 2) AS BIGINT) * 60 + CAST(substring({text}, 4, 2) AS BIGINT)"
    return f"CASE WHEN {fits} THEN (({minutes}) * 60 + {seconds}) * 1000 END", fits


def _moment(text: str) -> tuple[str, str]:
    read = moment_reading(text)
    return read.value, read.fits


def _texts(text: str) -> tuple[str, str]:
    """Read several texts with `;` between them; blanks of other kinds than spaces are left to Python."""
    parts = f"list_transform(string_split({text}, ';'), lambda part: trim(part))"
    is_plain = f"trim({text}) != '' AND NOT regexp_matches({text}, {text_literal(_BLANKS)})"
    return f"list_filter({parts}, lambda part: part != '')", f"({is_plain})"


def _formed(pattern: str) -> _Read:
    return lambda text: (f"CASE WHEN {_has_form(text, pattern)} THEN {text} END", _has_form(text, pattern))


def _one_of(texts: Collection[str]) -> _Read:
    listed = ", ".join(map(text_literal, sorted(texts)))
    if not listed:
        return _nothing
    return lambda text: (f"CASE WHEN {text} IN ({listed}) THEN {text} END", f"{text} IN ({listed})")


def _has_form(text: str, pattern: str) -> str:
    return f"regexp_full_match({text}, {text_literal(pattern)})"


def json_text(json: str, type: ValueType, home: str) -> tuple[str, str]:
    """Return a piece of JSON as a text, and whether a value of the type can be read from that."""
    string = (
        f"CASE WHEN contains({json}, chr(92)) THEN json_extract_string({json}, '$') ELSE {json}[2:-2] END"
    )
    is_text = f"({json}[1] = '\"' AND NOT contains({json}, {text_literal(_ESCAPED_NUL)}))"
    match type.kind:
        case ValueKind.MONEY:
            return _json_money(json, string, type.currency or home, home)
        case kind if kind in _NUMERIC:
            return f"CASE WHEN {is_text} THEN {string} ELSE {json} END", any_of((is_text, _is_short(json)))
        case ValueKind.BOOLEAN:
            truth = f"{json} IN ('true', 'false')"
            return f"CASE WHEN {is_text} THEN {string} ELSE {json} END", any_of((is_text, truth))
        case _:
            return f"CASE WHEN {is_text} THEN {string} END", is_text


def _json_money(json: str, string: str, currency: str, home: str) -> tuple[str, str]:
    is_text, is_object = f"{json}[1] = '\"'", f"{json}[1] = '{{'"
    is_ours = f"json_extract_string({json}, '/currency') = {text_literal(currency)}"
    is_ours += f" AND json_type({json}, '/amount') = 'VARCHAR'"
    amount = f"json_extract_string({json}, '/amount')"
    text = f"CASE WHEN {is_text} THEN {string} WHEN {is_object} THEN {amount} ELSE {json} END"
    in_full = f"({is_object} AND {is_ours})"
    if currency != home:
        return text, in_full
    # A zero may be what is left of a number that is too small.
    bare = f"({_is_short(json)} AND {json} NOT IN ('0.0', '-0.0'))"
    return text, any_of((is_text, in_full, bare))


def _is_short(json: str) -> str:
    digits = f"length(replace(replace({json}, '.', ''), '-', ''))"
    return f"({_has_form(json, _NUMBER)} AND {digits} <= {_MOST_DIGITS})"


@cache
def _zones() -> frozenset[str]:
    listed = pkgutil.get_data("tzdata", "zones")
    assert listed is not None, "tzdata comes with its list of zones"
    return frozenset(listed.decode("ascii").split()) - {"Factory"}


_READERS: MappingProxyType[ValueKind, _Read] = MappingProxyType(
    {
        ValueKind.TEXT: _text,
        ValueKind.NUMBER: _number,
        ValueKind.PERCENT: _number,
        ValueKind.INTEGER: _integer,
        ValueKind.BOOLEAN: _boolean,
        ValueKind.DATE: _date,
        ValueKind.TIME: _time,
        ValueKind.MOMENT: _moment,
        ValueKind.DURATION: _nothing,
    }
)
