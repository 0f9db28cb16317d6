"""A project that declares one event and one attribute of every type."""

from __future__ import annotations

from maflow.runtime.program.program import Category, Channel, Delivery, Program
from maflow.runtime.program.types import (
    EventType,
    NumberData,
    Place,
    Property,
    TextData,
    ValueKind,
    ValueType,
)

__all__ = ["PROGRAM", "TYPES"]

_K = ValueKind
TYPES = {
    "text": ValueType(_K.TEXT),
    "number": ValueType(_K.NUMBER),
    "integer": ValueType(_K.INTEGER),
    "boolean": ValueType(_K.BOOLEAN),
    "money": ValueType(_K.MONEY, currency="CNY"),
    "dollars": ValueType(_K.MONEY, currency="USD"),
    "duration": ValueType(_K.DURATION),
    "date": ValueType(_K.DATE),
    "time_of_day": ValueType(_K.TIME),
    "moment": ValueType(_K.MOMENT),
    "zone": ValueType(_K.TIMEZONE),
    "phone": ValueType(_K.PHONE),
    "email": ValueType(_K.EMAIL),
    "url": ValueType(_K.URL),
    "channel": ValueType(_K.CHANNEL),
    "level": ValueType(_K.CHOICE, choices=("regular", "gold")),
    "percent": ValueType(_K.PERCENT),
    "texts": ValueType(_K.LIST, item=ValueType(_K.TEXT)),
    "amounts": ValueType(_K.LIST, item=ValueType(_K.MONEY, currency="CNY")),
}

_HERE = Place(0, 1)
_DELIVERY = Delivery(plugin="console")

PROGRAM = Program(
    project="shop",
    timezone="Asia/Shanghai",
    currency="CNY",
    lateness_ms=600_000,
    max_age_ms=86_400_000,
    attributes=tuple(Property(name, type) for name, type in TYPES.items()),
    events=(
        EventType("everything", "Everything", tuple(Property(name, type) for name, type in TYPES.items())),
        EventType(
            "cart_abandoned",
            "Cart Abandoned",
            (Property("cart_id", TYPES["text"]), Property("value", TYPES["money"])),
        ),
        EventType(
            "defaulted",
            "defaulted",
            (
                Property("count", TYPES["integer"], NumberData(1)),
                Property("level", TYPES["level"], TextData("regular")),
            ),
        ),
        EventType("odd names", "odd names", (Property("order total", TYPES["money"]),)),
    ),
    channels=tuple(
        Channel(name=name, kind=name, place=_HERE, delivery=_DELIVERY) for name in ("push", "sms")
    ),
    categories=(Category(name="service"),),
)
