"""Values of attributes and properties as MessagePack, which knows neither money nor very large numbers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec

from maflow.runtime.core.inputs import Value

__all__ = ["pack", "pack_all", "unpack", "unpack_all", "unpack_ext"]

_DECIMAL = 1
_INTEGER = 2
_LARGEST = 2**64 - 1
_SMALLEST = -(2**63)


# Any: what MessagePack can say, with extensions.
def pack(value: Value) -> Any:
    """Return a value as something that MessagePack keeps as it is.

    Law: unpack(decode(encode(pack(value)))) == value, of the same type
    """
    match value:
        case Decimal():
            return msgspec.msgpack.Ext(_DECIMAL, str(value).encode())
        case int() if not _SMALLEST <= value <= _LARGEST:
            return msgspec.msgpack.Ext(_INTEGER, str(value).encode())
        case tuple():
            return [pack(each) for each in value]
        case _:
            return value


def unpack(packed: Any) -> Value:
    """Return the value that was packed; extensions are what `unpack_ext` has made of them."""
    if isinstance(packed, list):
        return tuple(unpack(each) for each in packed)
    value: Value = packed
    return value


def pack_all(values: Mapping[str, Value]) -> dict[str, Any]:
    """Return values by name, packed."""
    return {name: pack(value) for name, value in values.items()}


def unpack_all(packed: Mapping[str, Any]) -> dict[str, Value]:
    """Return the values by name that were packed."""
    return {name: unpack(value) for name, value in packed.items()}


def unpack_ext(code: int, data: memoryview) -> Decimal | int:
    """Return what an extension stands for; this is the `ext_hook` of decoders."""
    text = bytes(data).decode()
    return Decimal(text) if code == _DECIMAL else int(text)
