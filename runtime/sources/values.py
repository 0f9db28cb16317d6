"""What a value of a file is, by the type that the project declares for it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import TypeAlias

from maflow.runtime.core.inputs import Value
from maflow.runtime.program.types import ValueKind, ValueType
from maflow.runtime.sources.errors import Misfit
from maflow.runtime.sources.numbers import (
    boolean_value,
    integer_value,
    money_value,
    number_value,
    percent_value,
)
from maflow.runtime.sources.texts import EMAIL, PHONE, URL, choice_value, form_value, text_value, zone_value
from maflow.runtime.sources.times import date_value, duration_value, moment_value, time_value

__all__ = ["Convert", "converter"]

Convert: TypeAlias = Callable[[object], Value]
"""Turns what a file holds into a value; raises `Misfit` where it does not fit the type."""

_PLAIN: Mapping[ValueKind, Convert] = MappingProxyType(
    {
        ValueKind.TEXT: text_value,
        ValueKind.NUMBER: number_value,
        ValueKind.INTEGER: integer_value,
        ValueKind.PERCENT: percent_value,
        ValueKind.BOOLEAN: boolean_value,
        ValueKind.DURATION: duration_value,
        ValueKind.DATE: date_value,
        ValueKind.TIME: time_value,
        ValueKind.MOMENT: moment_value,
        ValueKind.TIMEZONE: zone_value,
        ValueKind.PHONE: form_value(PHONE),
        ValueKind.EMAIL: form_value(EMAIL),
        ValueKind.URL: form_value(URL),
    }
)


def converter(type: ValueType, home: str, channels: Collection[str]) -> Convert:
    """Return what reads values of a type.

    None, and a text of nothing but blanks where the type is not a text, are unknown. `home` is the project's
    currency, `channels` the names that a `channel` may have.
    Example:
        >>> converter(ValueType(ValueKind.DATE), "CNY", ())("1970-01-02")
        1
    """
    read = _reader(type, home, channels)
    is_text = type.kind is ValueKind.TEXT

    def convert(given: object) -> Value:
        """Convert a value; nothing, and blanks where no text is expected, are unknown. Raises: Misfit."""
        if given is None or (not is_text and isinstance(given, str) and not given.strip()):
            return None
        return read(given)

    return convert


def _reader(type: ValueType, home: str, channels: Collection[str]) -> Convert:
    match type.kind:
        case ValueKind.MONEY:
            return money_value(type.currency or home, home)
        case ValueKind.CHANNEL:
            return choice_value(channels)
        case ValueKind.CHOICE:
            return choice_value(type.choices)
        case ValueKind.LIST:
            assert type.item is not None, "a list has a type of its items"
            return _list_of(converter(type.item, home, channels))
        case plain:
            return _PLAIN[plain]


def _list_of(convert: Convert) -> Convert:
    def read(given: object) -> Value:
        """Read a list, or a text with `;` between its items. Raises: Misfit."""
        if isinstance(given, str):
            given = [part.strip() for part in given.split(";") if part.strip()]
        if not isinstance(given, list | tuple):
            raise Misfit
        return tuple(convert(item) for item in given)

    return read
