"""The values of templates, and how each prints.

| type | prints |
|---|---|
| text and its kin | as it is |
| integer | `3` |
| number | `3`, `2.5`: no needless zeros, no exponent |
| percent | `40%` |
| boolean | `true`, `false` |
| money | `80.00`: the digits of its currency, rounded half to even; with the filter `money`, `80.00 CNY` |
| date | `2026-11-11` |
| moment | `2026-11-11 20:00`, in the user's time zone |
| time | `20:00` |
| duration | `2 hours`: the largest unit that leaves no rest, up to days |
| list | its items, one after the other |
| unknown | nothing |

Generated code prints most values as the engine holds them. Where a template's own variables, lists or
python-liquid come into play, a value has to say of itself what it is: `wrapped` gives it that form, and
`text` prints it. In comparisons and where filters look for texts a date, a moment, a time and a duration
are what they print.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TypeAlias

from maflow.runtime.program.time_zones import zone_named
from maflow.runtime.program.types import ValueKind, ValueType

__all__ = [
    "Amount",
    "Day",
    "Moment",
    "Number",
    "Percent",
    "Printed",
    "Span",
    "TimeOfDay",
    "Wrapped",
    "day_text",
    "local_time",
    "moment_text",
    "money_text",
    "money_text_2",
    "number_text",
    "percent_text",
    "span_text",
    "text",
    "time_text",
    "wrapped",
]

# What `wrapped` returns: texts, numbers, booleans, None, the classes below, and lists of all that.
Wrapped: TypeAlias = object

_EPOCH_ORDINAL = datetime.date(1970, 1, 1).toordinal()
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_MINUTE, _MOMENT_LENGTH = 60_000, len("2026-11-11 20:00")
_UNITS = ((86_400_000, "day"), (3_600_000, "hour"), (_MINUTE, "minute"), (1000, "second"), (1, "millisecond"))
_LARGEST_PLAIN = 1e15


def number_text(value: int | float | None) -> str:
    """Print a number.

    Example:
        >>> number_text(3.0), number_text(2.5), number_text(1e21), number_text(None)
        ('3', '2.5', '1000000000000000000000', '')
    """
    if value is None:
        return ""
    if value.__class__ is int:
        return str(value)
    if -_LARGEST_PLAIN < value < _LARGEST_PLAIN and value == (whole := int(value)):
        return str(whole)
    printed = float.__repr__(float(value))
    if "e" not in printed and not printed.endswith(".0"):
        return printed
    return _plain(Decimal(printed))


def percent_text(value: int | float | None) -> str:
    """Print a share.

    Example:
        >>> percent_text(0.4), percent_text(0.07)
        ('40%', '7%')
    """
    return "" if value is None else f"{_plain(Decimal(float.__repr__(float(value))) * 100)}%"


def money_text(value: Decimal | None, digits: int) -> str:
    """Print an amount with the digits of its currency.

    Example:
        >>> money_text(Decimal("80"), 2), money_text(Decimal("80"), 0), money_text(Decimal("0.5"), 3)
        ('80.00', '80', '0.500')
    """
    return "" if value is None else f"{value:.{digits}f}"


def money_text_2(value: Decimal | None) -> str:
    """Print an amount of a currency with two digits, as nearly all have: faster (test_templates)."""
    if value is None:
        return ""
    printed = str(value)
    if printed[-3:-2] == ".":
        return printed
    return f"{printed}.00" if printed.isdigit() else f"{value:.2f}"


def day_text(value: int | None) -> str:
    """Print a date.

    Example:
        >>> day_text(20768)
        '2026-11-11'
    """
    return "" if value is None else datetime.date.fromordinal(_EPOCH_ORDINAL + value).isoformat()


def local_time(value: int, zone: str) -> datetime.datetime:
    """Return a moment as it is in a time zone."""
    return (_EPOCH + datetime.timedelta(milliseconds=value)).astimezone(zone_named(zone))


def moment_text(value: int | None, zone: str) -> str:
    """Print a moment.

    Example:
        >>> moment_text(1_794_398_400_000, "Asia/Shanghai")
        '2026-11-11 20:00'
    """
    return "" if value is None else local_time(value, zone).isoformat(" ")[:_MOMENT_LENGTH]


def time_text(value: int | None) -> str:
    """Print a time of day.

    Example:
        >>> time_text(72_000_000)
        '20:00'
    """
    return "" if value is None else "{:02}:{:02}".format(*divmod(value // _MINUTE, 60))


def span_text(value: int | None) -> str:
    """Print a duration.

    Example:
        >>> span_text(7_200_000), span_text(5_400_000), span_text(86_400_000), span_text(0)
        ('2 hours', '90 minutes', '1 day', '0 minutes')
    """
    if value is None:
        return ""
    if not value:
        return "0 minutes"
    size, unit = next(found for found in _UNITS if not value % found[0])
    count = value // size
    return f"{count} {unit}" if abs(count) == 1 else f"{count} {unit}s"


class Number(float):
    """A number that prints as one."""

    __slots__ = ()

    def __str__(self) -> str:
        return number_text(self)


class Percent(float):
    """A share that prints as one."""

    __slots__ = ()

    def __str__(self) -> str:
        return percent_text(self)


class Amount(Decimal):
    """Money that prints as such. Numbers written with a point are compared with it as they are written."""

    __slots__ = ("currency", "digits")
    currency: str
    digits: int

    @staticmethod
    def of(value: Decimal, currency: str, digits: int) -> Amount:
        """Return an amount of a currency."""
        amount = Amount(value)
        amount.currency, amount.digits = currency, digits
        return amount

    def __str__(self) -> str:
        return money_text(self, self.digits)

    def __hash__(self) -> int:
        return Decimal.__hash__(self)

    def __eq__(self, other: object) -> bool:
        return Decimal.__eq__(self, _exact(other))

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __lt__(self, other: object) -> bool:
        return Decimal.__lt__(self, _exact(other))  # type: ignore[operator]  # says NotImplemented itself

    def __le__(self, other: object) -> bool:
        return Decimal.__le__(self, _exact(other))  # type: ignore[operator]  # as above

    def __gt__(self, other: object) -> bool:
        return Decimal.__gt__(self, _exact(other))  # type: ignore[operator]  # as above

    def __ge__(self, other: object) -> bool:
        return Decimal.__ge__(self, _exact(other))  # type: ignore[operator]  # as above


class Printed:
    """A value of time; it is compared by what it prints."""

    __slots__ = ("value",)

    def __init__(self, value: int) -> None:
        self.value = value

    # What python-liquid compares instead of the value itself.
    def __liquid__(self) -> str:
        return str(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Printed | str) and str(self) == str(other)

    def __lt__(self, other: object) -> bool:
        return str(self) < str(other) if isinstance(other, Printed | str) else NotImplemented

    def __hash__(self) -> int:
        return hash(str(self))


class Day(Printed):
    """A date."""

    __slots__ = ()

    def __str__(self) -> str:
        return day_text(self.value)


class Moment(Printed):
    """A moment, and the zone in which it prints."""

    __slots__ = ("zone",)

    def __init__(self, value: int, zone: str) -> None:
        super().__init__(value)
        self.zone = zone

    def __str__(self) -> str:
        return moment_text(self.value, self.zone)


class TimeOfDay(Printed):
    """A time of day."""

    __slots__ = ()

    def __str__(self) -> str:
        return time_text(self.value)


class Span(Printed):
    """A duration."""

    __slots__ = ()

    def __str__(self) -> str:
        return span_text(self.value)


def text(value: Wrapped) -> str:
    """Print a value that says of itself what it is.

    Example:
        >>> text(True), text(3.0), text(["a", 1]), text(range(1, 4)), text(Day(20768)), text(None)
        ('true', '3', 'a1', '1..3', '2026-11-11', '')
    """
    printer = _PRINTERS.get(value.__class__)
    return str(value) if printer is None else printer(value)


def wrapped(value: object, type: ValueType, zone: str = "UTC", digits: int = 2) -> Wrapped:
    """Return a value of the engine in the form that says of itself what it is."""
    if value is None:
        return None
    match type.kind:
        case ValueKind.LIST:
            assert isinstance(value, tuple)
            assert type.item is not None
            return [wrapped(item, type.item, zone, digits) for item in value]
        case ValueKind.MOMENT:
            assert isinstance(value, int)
            return Moment(value, zone)
        case ValueKind.MONEY:
            assert isinstance(value, Decimal)
            return Amount.of(value, type.currency or "", digits)
        case _:
            wrap = _WRAPPERS.get(type.kind)
            return value if wrap is None else wrap(value)


def _plain(value: Decimal) -> str:
    printed = f"{value:f}"
    return printed.rstrip("0").rstrip(".") if "." in printed else printed


def _exact(other: object) -> object:
    return Decimal(float.__repr__(other)) if isinstance(other, float) else other


def _list_text(value: Wrapped) -> str:
    assert isinstance(value, list)
    return "".join(map(text, value))


def _range_text(value: Wrapped) -> str:
    assert isinstance(value, range)
    return f"{value.start}..{value.stop - 1}"


# object: each printer and wrapper takes the values of its own class.
_PRINTERS: Mapping[type, Callable[..., str]] = MappingProxyType(
    {
        str: lambda value: value,
        int: str,
        type(None): lambda _: "",
        bool: lambda value: "true" if value else "false",
        float: number_text,
        list: _list_text,
        range: _range_text,
    }
)
_WRAPPERS: Mapping[ValueKind, Callable[..., Wrapped]] = MappingProxyType(
    {
        ValueKind.DATE: Day,
        ValueKind.TIME: TimeOfDay,
        ValueKind.DURATION: Span,
        ValueKind.PERCENT: Percent,
        ValueKind.NUMBER: lambda value: Number(value) if isinstance(value, float) else value,
    }
)
