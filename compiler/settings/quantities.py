"""Quantities that stand in `ma.yaml` as text: `10 minutes`, `50 CNY`, `100 per second`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from maflow.compiler.setting_report import shown
from maflow.dsl.currencies import CURRENCIES, currency_meant
from maflow.dsl.diagnostics import Text
from maflow.dsl.did_you_mean import nearest
from maflow.plugins.durations import UNIT_MS

__all__ = ["Mistake", "nearest_currency", "parse_duration", "parse_money", "parse_throttle"]

_SHORT = MappingProxyType(
    {
        "millisecond": "ms msec msecs 毫秒",
        "second": "s sec secs 秒 秒钟",
        "minute": "m min mins 分 分钟",
        "hour": "h hr hrs 小时",
        "day": "d 天 日",
        "week": "w wk wks 周",
    }
)
_UNIT_SHORTENED = MappingProxyType(
    {short: unit for unit, shorts in _SHORT.items() for short in shorts.split()}
)
_CALENDAR = ("month", "year", "quarter")
_NEEDS_WHOLE = ("day", "week")

# The digits are bounded, so that no number can be made to cost time.
_DIGITS = r"[0-9]{1,12}(?:_[0-9]{1,12}){0,4}"
_DURATION = re.compile(rf"({_DIGITS}(?:\.[0-9]{{1,6}})?)(\s*)(.*)")
_MONEY = re.compile(rf"({_DIGITS}(?:\.[0-9]{{1,9}})?)(\s*)(\S*)")
_MONEY_REVERSED = re.compile(rf"(\D{{1,12}}?)\s*({_DIGITS}(?:\.[0-9]{{1,9}})?)")
_THROTTLE = re.compile(rf"({_DIGITS})\s*(per|a|an|each|every|/)?\s*(\S*)")
_DAY_COUNT = MappingProxyType({"month": 30, "quarter": 90, "year": 365})


@dataclass(frozen=True, slots=True)
class Mistake:
    """Why a text is not the quantity it should be, and what was probably meant."""

    message: Text
    meant: str | None = None


def parse_duration(text: str) -> int | Mistake:
    """Return a duration.

    Units: milliseconds.
    Example:
        >>> parse_duration("10 minutes"), parse_duration("1.5 hours")
        (600000, 5400000)
        >>> parse_duration("24h").meant
        '24 hours'
    """
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        return Mistake(Text("MA115.not-a-duration", {"text": shown(text)}))
    number, gap, word = found.groups()
    if not word:
        return Mistake(Text("MA115.unit-missing", {"text": shown(text)}))
    unit = word.removesuffix("s") if gap else ""
    if unit not in UNIT_MS:
        return _unit_mistake(text, number, word)
    amount = Decimal(number)
    exact = amount * UNIT_MS[unit]
    if exact != int(exact) or (unit in _NEEDS_WHOLE and amount != int(amount)):
        return Mistake(Text("MA115.fraction", {"text": shown(text)}), _in_hours(exact))
    return int(exact)


def parse_money(text: str, project_currency: str | None) -> tuple[Decimal, str] | Mistake:
    """Return an amount and its currency.

    Example:
        >>> parse_money("50 CNY", None)
        (Decimal('50'), 'CNY')
        >>> parse_money("¥50", "CNY").meant, parse_money("50 RMB", None).meant
        ('50 CNY', '50 CNY')
    """
    found = _MONEY.fullmatch(text.strip())
    if found is None:
        return _reversed_money(text, project_currency)
    number, gap, code = found.groups()
    if not code:
        meant = f"{number} {project_currency}" if project_currency else None
        return Mistake(Text("MA115.currency-missing", {"text": shown(text)}), meant)
    near = nearest_currency(code)
    meant = f"{number} {near}" if near else None
    if code not in CURRENCIES:
        return Mistake(Text("MA115.unknown-currency", {"text": shown(code)}), meant)
    if not gap:
        return Mistake(_not_money(text), meant)
    decimals = len(number.partition(".")[2])
    if decimals > CURRENCIES[code]:
        told = {"currency": code, "digits": str(CURRENCIES[code])}
        return Mistake(Text("MA115.too-many-decimals", told))
    return Decimal(number), code


def parse_throttle(text: str) -> tuple[int, int] | Mistake:
    """Return a count and the time it is for.

    Units: milliseconds.
    Example:
        >>> parse_throttle("100 per second")
        (100, 1000)
        >>> parse_throttle("100/s").meant
        '100 per second'
    """
    found = _THROTTLE.fullmatch(text.strip())
    number, per, word = found.groups() if found else ("", "", "")
    count = int(number) if number else 0
    if count == 0:
        return Mistake(Text("MA115.not-a-throttle", {"text": shown(text)}))
    if text == f"{number} per {word}" and word in UNIT_MS:
        return count, UNIT_MS[word]
    unit = _unit_meant(word)
    message = Text("MA115.not-a-throttle", {"text": shown(text)})
    return Mistake(message, f"{number} per {unit}" if unit and per else None)


def nearest_currency(word: str) -> str | None:
    """Return the currency that was probably meant."""
    return currency_meant(word) or nearest(word, CURRENCIES)


def _unit_mistake(text: str, number: str, word: str) -> Mistake:
    singular = word.lower().removesuffix("s")
    if singular in _CALENDAR:
        days = Decimal(number) * _DAY_COUNT[singular]
        meant = f"{int(days)} days" if days == int(days) else None
        return Mistake(Text("MA115.months", {"text": shown(text)}), meant)
    unit = _unit_meant(word)
    plural = f"{unit}s" if unit and number != "1" else unit
    meant = f"{number} {plural}" if plural else None
    return Mistake(Text("MA115.not-a-duration", {"text": shown(text)}), meant)


def _unit_meant(word: str) -> str | None:
    lower = word.lower()
    return _UNIT_SHORTENED.get(lower) or nearest(lower.removesuffix("s"), UNIT_MS)


def _in_hours(exact: Decimal) -> str | None:
    hours = exact / UNIT_MS["hour"]
    return f"{int(hours)} hours" if hours == int(hours) else None


def _reversed_money(text: str, project_currency: str | None) -> Mistake:
    found = _MONEY_REVERSED.fullmatch(text.strip())
    if found is None:
        return Mistake(_not_money(text))
    sign, number = found.groups()
    code = project_currency if sign in ("¥", "￥", "$") and project_currency else nearest_currency(sign)
    return Mistake(_not_money(text), f"{number} {code}" if code else None)


def _not_money(text: str) -> Text:
    return Text("MA115.not-money", {"text": shown(text)})
