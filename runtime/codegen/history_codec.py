"""How slots of the history are stored: MessagePack, typed, with nothing but the values."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import msgspec

__all__ = ["TOTAL", "SlotCodec"]

# Any: a type expression for msgspec.
TOTAL: Any = int | Decimal
"""The type of a sum of integers: one that is too large for MessagePack is written as a text."""

_LARGEST = 2**64 - 1
_SMALLEST = -(2**63)


class SlotCodec:
    """Encodes and decodes a list of slots of given types."""

    def __init__(self, types: list[Any]) -> None:
        # The items of a tuple type are only known here.
        self._decoder = msgspec.msgpack.Decoder(tuple[tuple(types)])  # type: ignore[misc]
        self._encoder = msgspec.msgpack.Encoder()
        self._totals = tuple(place for place, what in enumerate(types) if what is TOTAL)

    def encode(self, slots: Sequence[Any]) -> bytes:
        """Return slots as MessagePack."""
        if any(not _SMALLEST <= slots[place] <= _LARGEST for place in self._totals):
            packed = list(slots)
            for place in self._totals:
                packed[place] = Decimal(packed[place])
            return self._encoder.encode(packed)
        return self._encoder.encode(slots)

    def decode(self, encoded: bytes) -> list[Any]:
        """Return the slots that were encoded.

        Raises: msgspec.DecodeError.
        """
        slots: list[Any] = list(self._decoder.decode(encoded))
        for place in self._totals:
            slots[place] = int(slots[place])
        return slots
