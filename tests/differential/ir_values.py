"""What every random program declares, and random values for it: small, and near where things change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from maflow.runtime.program import expressions as ir
from maflow.runtime.program.program import Category, Channel, ConsentRule, Delivery, Program
from maflow.runtime.program.types import (
    BooleanData,
    Constant,
    Data,
    EventType,
    ListData,
    MoneyData,
    NumberData,
    Place,
    Property,
    TextData,
    ValueKind,
    ValueType,
)

__all__ = [
    "AMOUNTS",
    "ATTRIBUTES",
    "BASE",
    "BOOLEAN",
    "CATEGORIES",
    "CHANNELS",
    "DATE",
    "DAY",
    "DURATION",
    "EVENTS",
    "HERE",
    "HOUR",
    "INTEGER",
    "INTEGERS",
    "MOMENT",
    "MONEY",
    "NUMBER",
    "PATTERNS",
    "SOME_TEXTS",
    "TEXT",
    "TEXTS",
    "TIME",
    "constants",
    "instants",
    "values",
]

HOUR = 3_600_000
DAY = 24 * HOUR

TEXT = ValueType(ValueKind.TEXT)
NUMBER = ValueType(ValueKind.NUMBER)
INTEGER = ValueType(ValueKind.INTEGER)
BOOLEAN = ValueType(ValueKind.BOOLEAN)
MONEY = ValueType(ValueKind.MONEY, currency="CNY")
DURATION = ValueType(ValueKind.DURATION)
DATE = ValueType(ValueKind.DATE)
TIME = ValueType(ValueKind.TIME)
MOMENT = ValueType(ValueKind.MOMENT)
ZONE = ValueType(ValueKind.TIMEZONE)
TEXTS = ValueType(ValueKind.LIST, item=TEXT)
INTEGERS = ValueType(ValueKind.LIST, item=INTEGER)
AMOUNTS = ValueType(ValueKind.LIST, item=MONEY)

HERE = Place(0, 1)
ATTRIBUTES = (
    Property("name", TEXT),
    Property("level", ValueType(ValueKind.CHOICE, choices=("a", "b", "é")), TextData("a")),
    Property("age", INTEGER),
    Property("weight", NUMBER),
    Property("is_member", BOOLEAN),
    Property("spent", MONEY),
    Property("limit", MONEY, MoneyData("50.00")),
    Property("patience", DURATION),
    Property("birthday", DATE),
    Property("wakes", TIME),
    Property("due", MOMENT),
    Property("timezone", ZONE),
    Property("interests", TEXTS),
    Property("lucky", INTEGERS),
    Property("prices", AMOUNTS),
)
_ORDER = (
    Property("page", TEXT),
    Property("amount", MONEY),
    Property("weight", NUMBER),
    Property("count", INTEGER, NumberData(1)),
    Property("took", DURATION),
    Property("due", MOMENT),
    Property("day", DATE),
    Property("is_first", BOOLEAN),
    Property("marks", TEXTS),
)
EVENTS = (
    EventType("order", "Order Completed", _ORDER),
    EventType(
        "view", "view", (Property("page", TEXT), Property("amount", MONEY), Property("weight", INTEGER))
    ),
    EventType(
        "consent.given", "consent.given", (Property("channel", TEXT), Property("category", TEXT)), True
    ),
    EventType(
        "consent.withdrawn",
        "consent.withdrawn",
        (Property("channel", TEXT), Property("category", TEXT)),
        True,
    ),
)
CHANNELS = tuple(
    Channel(name=name, kind=name, place=HERE, consent=rule, delivery=Delivery(plugin="console"))
    for name, rule in (
        ("push", ConsentRule.DEFAULT),
        ("sms", ConsentRule.OPT_OUT),
        ("email", ConsentRule.OPT_IN),
        ("popup", ConsentRule.NONE),
    )
)
CATEGORIES = (
    Category(name="promotional"),
    Category(name="transactional", is_transactional=True),
    Category(name="service"),
)
BASE = Program(
    project="shop",
    timezone="Europe/Berlin",
    currency="CNY",
    lateness_ms=600_000,
    max_age_ms=DAY,
    attributes=ATTRIBUTES,
    events=EVENTS,
    channels=CHANNELS,
    categories=CATEGORIES,
)
"""What every random program declares: users, events, channels and categories, but no conditions."""

_ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Shanghai",
    "Australia/Lord_Howe",
    # The clocks of these have jumped over midnight, or over a whole day.
    "America/Sao_Paulo",
    "Africa/Cairo",
    "Pacific/Apia",
)
_CHANGES = tuple(
    int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1000
    for text in (
        "2026-03-29T01:00",
        "2026-10-25T01:00",
        "2026-03-08T07:00",
        "2026-11-01T06:00",
        "2018-11-04T03:00",
        "2011-12-30T10:00",
        "2026-04-23T22:00",
        "2026-04-04T15:00",
        "2026-01-31T00:00",
        "2028-02-29T12:00",
    )
)
SOME_TEXTS = st.sampled_from(
    ["", "a", "b", "ab", "é", "A", "a\nb", "a'b", "%", "Z", "\U0001f600", "a\0b", "10", "{x}"]
)
PATTERNS = st.sampled_from(["a", "^a", "b$", "^$", "a.b", r"\d+", r"\w", "(?i)A", "[^a]", "a|é", r"\bb"])
_WHOLE = st.sampled_from([0, 1, 2, 3, -1, 7, 10, 2**53 + 1, -(2**53) - 1, 2**62]) | st.integers(-20, 20)
_FRACTIONS = st.sampled_from(
    [0.0, -0.0, 0.1, 0.2, 0.3, 0.5, 1.5, 2.5, -2.5, 1e16, 1e-9, 1e300, 5e-324, 2.0**53, 1 / 3]
) | st.floats(-100, 100, allow_nan=False)
_AMOUNTS = st.sampled_from(
    [
        Decimal(text)
        for text in ("0", "0.1", "0.2", "0.3", "10", "30.00", "33.33", "49.999999", "50", "-5", "100")
    ]
) | st.decimals(-1000, 1000, places=6)
_MS = st.sampled_from([0, 1, -1, 1000, HOUR, DAY, 2 * DAY, 7 * DAY, DAY + 1]) | st.integers(-3 * DAY, 3 * DAY)


def instants() -> st.SearchStrategy[int]:
    """Give moments in UTC milliseconds: at clock changes and month ends, or a little beside them."""
    beside = st.sampled_from([-1, 0, 1, -HOUR, HOUR, HOUR // 2, DAY, -DAY, 3 * HOUR]) | st.integers(
        -2 * DAY, 2 * DAY
    )
    return st.builds(lambda at, by: at + by, st.sampled_from(_CHANGES), beside)


def _far_instants() -> st.SearchStrategy[int]:
    return instants() | st.sampled_from([0, -1, -5 * 10**12, 41 * 10**11, 10**13, 250_000_000_000_000])


# Any: values are of all types.
_VALUES: Mapping[ValueKind, st.SearchStrategy[Any]] = {
    ValueKind.TEXT: SOME_TEXTS,
    ValueKind.CHOICE: st.sampled_from(["a", "b", "é"]),
    ValueKind.NUMBER: _FRACTIONS | st.integers(-20, 20),
    ValueKind.INTEGER: _WHOLE,
    ValueKind.BOOLEAN: st.booleans(),
    ValueKind.MONEY: _AMOUNTS,
    ValueKind.DURATION: _MS,
    ValueKind.DATE: st.sampled_from([0, -1, 20_000, 20_541, 20_542]) | st.integers(20_500, 20_900),
    ValueKind.TIME: st.integers(0, DAY - 1),
    ValueKind.MOMENT: _far_instants(),
    ValueKind.TIMEZONE: st.sampled_from(_ZONES),
}


# Any: as above.
def values(type: ValueType) -> st.SearchStrategy[Any]:
    if type.kind is ValueKind.LIST:
        assert type.item is not None
        return st.lists(values(type.item), max_size=3).map(tuple)
    return _VALUES[type.kind]


# Any: a value of the runtime.
def _data(value: Any) -> Data:
    match value:
        case bool():
            return BooleanData(value)
        case str():
            return TextData(value)
        case Decimal():
            return MoneyData(str(value))
        case tuple():
            return ListData(tuple(map(_data, value)))
        case _:
            return NumberData(value)


def constants(type: ValueType) -> st.SearchStrategy[ir.Expression]:
    return values(type).map(lambda value: Constant(type, _data(value)))
