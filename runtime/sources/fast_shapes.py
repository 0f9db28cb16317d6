"""Declared events as types to decode into: what `msgspec` checks, and what is checked after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any, Literal, TypeAlias

import msgspec
from msgspec import Meta

from maflow.runtime.program.types import ValueKind
from maflow.runtime.sources.errors import Misfit
from maflow.runtime.sources.numbers import MOST_INTEGER, have_sound_size
from maflow.runtime.sources.shapes import EventShape, Field
from maflow.runtime.sources.texts import EMAIL, PHONE, URL
from maflow.runtime.sources.values import Convert

__all__ = ["FastShape"]

_Integer = Annotated[int, Meta(ge=-MOST_INTEGER, le=MOST_INTEGER)]

# Any: a type as `typing` writes it.
_Type: TypeAlias = Any
# Any: what comes of decoding has no type any more.
_Properties: TypeAlias = dict[str, Any]
_Structure: TypeAlias = type[msgspec.Struct]
_Check: TypeAlias = Callable[[Sequence[_Properties], str], None]

_TYPES = MappingProxyType(
    {
        ValueKind.TEXT: str,
        ValueKind.NUMBER: _Integer | float,
        ValueKind.INTEGER: _Integer,
        ValueKind.PERCENT: _Integer | float,
        ValueKind.BOOLEAN: bool,
        ValueKind.PHONE: Annotated[str, Meta(pattern=PHONE)],
        ValueKind.EMAIL: Annotated[str, Meta(pattern=EMAIL)],
        ValueKind.URL: Annotated[str, Meta(pattern=URL)],
    }
)


class FastShape:
    """An event whose properties are decoded into the types that are declared for them.

    `structure` is what is decoded into; None, where the names of properties cannot be those of fields.
    """

    def __init__(self, shape: EventShape, currency: str) -> None:
        self.name = shape.type.name
        self.wire_name = shape.type.wire_name
        self.careful = shape
        ways = {field.name: _way(field, currency) for field in shape.fields}
        self.structure = _structure(shape, ways)
        self._checks = tuple((name, check) for name, (_, check) in ways.items() if check is not None)

    def check(self, decoded: Sequence[_Properties]) -> None:
        """Look at the properties of several events as they were decoded, and convert what is no value yet.

        Raises: Misfit.
        """
        for name, check in self._checks:
            check(decoded, name)


def _structure(shape: EventShape, ways: Mapping[str, tuple[_Type, _Check | None]]) -> _Structure | None:
    if not all(name.isidentifier() for name in ways):
        return None
    fields = [(field.name, _optional(ways[field.name][0], field), field.default) for field in shape.fields]
    return msgspec.defstruct("Properties", fields, gc=False, frozen=True)


def _optional(type: _Type, field: Field) -> _Type:
    # With a default, null stands for the default: that is left to the careful way.
    return type if field.default is not None else type | None


def _way(field: Field, currency: str) -> tuple[_Type, _Check | None]:
    """Return as which type a property is decoded, and what is done with what comes of it."""
    type = field.type
    match type.kind:
        case ValueKind.MONEY if type.currency in (None, currency):
            return Decimal, _refuse_unsound
        case ValueKind.CHOICE if type.choices:
            return Literal[type.choices], None
        case kind if kind in _TYPES:
            return _TYPES[kind], None
        case _:
            return Any, _conversion(field.convert)


def _refuse_unsound(decoded: Sequence[_Properties], name: str) -> None:
    amounts = [amount for each in decoded if (amount := each[name]) is not None]
    if not have_sound_size(amounts):
        raise Misfit


def _conversion(convert: Convert) -> _Check:
    def convert_all(decoded: Sequence[_Properties], name: str) -> None:
        """Convert a property of many events in place; one that is missing stays so."""
        for each in decoded:
            value = each[name]
            if value is not None:
                each[name] = convert(value)

    return convert_all
