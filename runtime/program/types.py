"""The types of values at run time, and what users and events are declared to have.

| type | at run time |
|---|---|
| text, phone, email, url, timezone, channel, choice | `str` |
| boolean | `bool` |
| integer; number, percent | `int`; `int` or `float`, 40% is 0.4 |
| money | `Decimal`; its currency stands in the type |
| duration, moment, time | `int`, milliseconds: elapsed, since the epoch, since midnight |
| date | `int`, days since 1970-01-01 |
| list | `tuple` |

Unknown is None everywhere.
"""

from __future__ import annotations

import enum
from typing import TypeAlias

import msgspec

__all__ = [
    "BooleanData",
    "Constant",
    "Data",
    "EventType",
    "ListData",
    "MoneyData",
    "NumberData",
    "Place",
    "Property",
    "TextData",
    "ValueKind",
    "ValueType",
]


class ValueKind(enum.StrEnum):
    """The kinds of values."""

    TEXT = "text"
    NUMBER = "number"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    MONEY = "money"
    DURATION = "duration"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    TIMEZONE = "timezone"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    CHANNEL = "channel"
    CHOICE = "choice"
    PERCENT = "percent"
    LIST = "list"


class ValueType(msgspec.Struct, frozen=True, omit_defaults=True):
    """The type of a value: `currency` of money, `choices` of a closed set of texts, `item` of a list."""

    kind: ValueKind
    currency: str | None = None
    choices: tuple[str, ...] = ()
    item: ValueType | None = None


class Place(msgspec.Struct, frozen=True, array_like=True):
    """Where something stands: the index of its file in `Program.files`, and its line from 1."""

    file: int
    line: int


class TextData(msgspec.Struct, frozen=True, tag="t", array_like=True):
    """A text, as it is."""

    value: str


class NumberData(msgspec.Struct, frozen=True, tag="n", array_like=True):
    """A number, or any of the types that are numbers at run time."""

    value: int | float


class BooleanData(msgspec.Struct, frozen=True, tag="b", array_like=True):
    """True or false."""

    value: bool


class MoneyData(msgspec.Struct, frozen=True, tag="m", array_like=True):
    """An amount of money: the decimal digits as text, exactly."""

    value: str


class ListData(msgspec.Struct, frozen=True, tag="l", array_like=True):
    """Several values."""

    value: tuple[Data, ...]


Data: TypeAlias = TextData | NumberData | BooleanData | MoneyData | ListData


class Constant(msgspec.Struct, frozen=True, tag=True, tag_field="op"):
    """A value that is written in the program, and its type."""

    type: ValueType
    data: Data


class Property(msgspec.Struct, frozen=True, omit_defaults=True):
    """An attribute of users or a property of events; without a default it may be unknown."""

    name: str
    type: ValueType
    default: Data | None = None


class EventType(msgspec.Struct, frozen=True, omit_defaults=True):
    """An event that the project declares, or that a channel or the engine raises (`push.opened`).

    Shape: `wire_name` is its name in files; `is_raised` where the engine or a provider raises it.
    """

    name: str
    wire_name: str
    properties: tuple[Property, ...]
    is_raised: bool = False
