"""What an expression can be worth, and what can be done with it (language reference, sections 3 to 5).

Outside, values are plain (`maflow.runtime.core.inputs.Value`): a date is a number of days, a moment a
number of milliseconds. In here each kind has a class of its own, so that `user.due - 3 days` needs no
analysis of types: the operands say what they are. None is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypeAlias

from maflow.dsl import ast
from maflow.runtime.core.inputs import Value

__all__ = [
    "DAY",
    "EPOCH",
    "Date",
    "Duration",
    "Moment",
    "Money",
    "TimeOfDay",
    "Typed",
    "key_text",
    "plain",
    "typed",
    "written",
]

EPOCH = datetime(1970, 1, 1)
DAY = 86_400_000


@dataclass(frozen=True, order=True, slots=True)
class Date:
    """A day. Units: days since 1970-01-01."""

    days: int


@dataclass(frozen=True, order=True, slots=True)
class Moment:
    """An instant. Units: UTC milliseconds."""

    ms: int


@dataclass(frozen=True, order=True, slots=True)
class TimeOfDay:
    """A time of day. Units: milliseconds since midnight."""

    ms: int


@dataclass(frozen=True, order=True, slots=True)
class Duration:
    """A length of time.

    `months` and `days` are set only where a duration is written out in days, weeks or months: those
    move dates and moments by the calendar (section 5, Durations).
    """

    ms: int
    months: int = field(default=0, compare=False)
    days: int = field(default=0, compare=False)

    @property
    def is_calendar(self) -> bool:
        """Tell whether it moves a moment to the same wall time of another day."""
        return bool(self.months or self.days)


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount of one currency; only amounts of one currency are ever compared."""

    amount: Decimal
    currency: str


Typed: TypeAlias = (
    "str | bool | int | float | Money | Date | Moment | TimeOfDay | Duration | tuple[Typed, ...]"
)


def typed(value: Value, declared: ast.TypeExpression, currency: str) -> Typed | None:
    """Return a value that arrived from outside, as its declared type reads it."""
    if value is None:
        return None
    match declared:
        case ast.MoneyType(currency=own):
            assert isinstance(value, Decimal)
            return Money(value, own or currency)
        case ast.ListType(item=item):
            assert isinstance(value, tuple)
            found = (typed(part, item, currency) for part in value)
            return tuple(part for part in found if part is not None)
        case ast.NamedType(word=ast.TypeWord.DATE):
            return Date(_whole(value))
        case ast.NamedType(word=ast.TypeWord.MOMENT):
            return Moment(_whole(value))
        case ast.NamedType(word=ast.TypeWord.DURATION):
            return Duration(_whole(value))
        case ast.NamedType(word=ast.TypeWord.TIME):
            return TimeOfDay(_whole(value))
        case _:
            assert isinstance(value, str | int | float)
            return value


def plain(value: Typed | None) -> Value:
    """Return a value as it leaves: the inverse of `typed`."""
    match value:
        case Money(amount=amount):
            return amount
        case Date(days=days):
            return days
        case Moment(ms=ms) | TimeOfDay(ms=ms) | Duration(ms=ms):
            return ms
        case tuple():
            return tuple(plain(part) for part in value)
        case _:
            return value


def written(value: Typed | None) -> object:
    """Return a value as the journal has it: money with its currency, dates and times as text."""
    match value:
        case Money(amount=amount, currency=currency):
            return f"{amount:f} {currency}"
        case Date(days=days):
            return str(EPOCH.date() + timedelta(days))
        case TimeOfDay(ms=ms):
            text = str((EPOCH + timedelta(milliseconds=ms)).time())
            return text[:5] if text.endswith(":00") else text
        case Moment(ms=ms):
            text = (EPOCH + timedelta(milliseconds=ms)).isoformat(timespec="milliseconds")
            return text.removesuffix(".000") + "Z"
        case tuple():
            return tuple(written(part) for part in value)
        case _:
            return plain(value)


def key_text(value: Typed) -> str:
    """Return the text by which `parallel by` tells runs apart, as it stands in their ids: equal is equal."""
    if isinstance(value, bool):
        return "true" if value else "false"
    value = plain(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _whole(value: Value) -> int:
    assert isinstance(value, int)
    return value
