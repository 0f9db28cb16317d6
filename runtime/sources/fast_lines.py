"""The fast way from JSON Lines to events: typed decoding, many lines at a time.

It takes what is written as this project's own events are, with values of the declared types, and leaves
everything else to the careful way of `reader`. Law: where it takes a line, the careful way takes it alike.
(Benchmark: tests/bench/test_readers.py.)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any, Literal, NoReturn

import msgspec
from msgspec import Meta, Raw, ValidationError
from msgspec.json import Decoder
from msgspec.structs import asdict

from maflow.runtime.core.inputs import Event, Value
from maflow.runtime.program.types import ValueKind
from maflow.runtime.sources.errors import Misfit
from maflow.runtime.sources.moments import AwareDatetime, instant_ms
from maflow.runtime.sources.numbers import MOST_INTEGER, has_sound_size
from maflow.runtime.sources.reader import RecordReader, decode_json
from maflow.runtime.sources.records import is_likely_time
from maflow.runtime.sources.shapes import EventShape, Field
from maflow.runtime.sources.tally import Misfits, Tally
from maflow.runtime.sources.texts import EMAIL, PHONE, URL
from maflow.runtime.sources.values import Convert

__all__ = ["FastLines"]

_Name = Annotated[str, Meta(min_length=1)]
_Integer = Annotated[int, Meta(ge=-MOST_INTEGER, le=MOST_INTEGER)]


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


class _Line(msgspec.Struct, gc=False):
    user_id: _Name
    event: _Name
    time: AwareDatetime
    id: str | None = None
    properties: Raw = Raw(b"{}")


class _Refused(Exception):
    """Something that needs care."""


class FastLines:
    """Reads events of one project; the same `RecordReader` reads what this refuses."""

    def __init__(self, reader: RecordReader) -> None:
        self._reader = reader
        self._shapes = {name: _FastShape(shape, reader) for name, shape in reader.shapes.items()}
        self._decoder = Decoder(_Line)

    def take_block(self, block: bytes) -> list[Event] | None:
        """Return the events of some lines; None, and nothing is counted, where a line needs care."""
        try:
            return self._events(self._decoder.decode_lines(block))
        except (ValidationError, msgspec.DecodeError, UnicodeDecodeError, RecursionError, _Refused):
            return None

    def _events(self, lines: list[_Line]) -> list[Event]:
        shapes, owns = self._shapes, self._reader.owns
        counted = Tally()
        misfits = counted.misfits
        skipped: dict[str, int] = {}
        events: list[Event] = []
        for line in lines:
            if owns is not None and not owns(line.user_id):
                continue
            shape = shapes.get(line.event)
            if shape is None:
                skipped[line.event] = skipped.get(line.event, 0) + 1
                continue
            time = instant_ms(line.time)
            if not is_likely_time(time):
                raise _Refused
            properties = shape.properties(line.properties, misfits)
            events.append(Event(line.user_id, shape.name, time, time, properties, line.id or None))
        counted.taken = len(events)
        counted.skipped.update(skipped)
        self._reader.tally.add(counted)
        return events


class _FastShape:
    """An event whose properties are decoded into the types that are declared for them."""

    def __init__(self, shape: EventShape, reader: RecordReader) -> None:
        self.name = shape.type.name
        self._shape = shape
        ways = {field.name: _way(field, reader) for field in shape.fields}
        self._checks = tuple((name, way.check) for name, way in ways.items() if way.check is not None)
        self._decode = _decode_as(shape, ways)

    def properties(self, raw: Raw, misfits: Misfits) -> dict[str, Value]:
        """Return every declared property, as `EventShape.properties` does."""
        try:
            properties = asdict(self._decode(raw))
            for name, check in self._checks:
                value = properties[name]
                if value is not None:
                    properties[name] = check(value)
            return properties
        except (ValidationError, Misfit):
            return self._with_care(raw, misfits)

    def _with_care(self, raw: Raw, misfits: Misfits) -> dict[str, Value]:
        properties = decode_json(bytes(raw))
        if not isinstance(properties, dict):
            raise _Refused
        return self._shape.properties(properties, misfits)


class _Way:
    """How a property is decoded: as which type, and what is done with what comes of it."""

    # Any: a type as `typing` writes it.
    def __init__(self, type: Any, check: Convert | None = None) -> None:
        self.type = type
        self.check = check


# Any: the structure is made here, from what the project declares.
def _decode_as(shape: EventShape, ways: Mapping[str, _Way]) -> Callable[[Raw], Any]:
    if not all(name.isidentifier() for name in ways):
        return _decode_nothing
    fields = [(field.name, _optional(ways[field.name].type, field), field.default) for field in shape.fields]
    structure = msgspec.defstruct("Properties", fields, gc=False)
    return Decoder(structure, float_hook=Decimal).decode


def _decode_nothing(_: Raw) -> NoReturn:
    raise Misfit


# Any: a type as `typing` writes it.
def _optional(type: Any, field: Field) -> Any:
    # With a default, null stands for the default: that is left to the careful way.
    return type if field.default is not None else type | None


def _way(field: Field, reader: RecordReader) -> _Way:
    type = field.type
    match type.kind:
        case ValueKind.MONEY if type.currency in (None, reader.program.currency):
            return _Way(Decimal, _sound)
        case ValueKind.CHOICE if type.choices:
            return _Way(Literal[type.choices])
        case kind if kind in _TYPES:
            return _Way(_TYPES[kind])
        case _:
            return _Way(Any, field.convert)


def _sound(amount: Any) -> Decimal:
    """Return an amount that is one. Any: what comes of decoding has no type any more."""
    assert isinstance(amount, Decimal)
    if not has_sound_size(amount):
        raise Misfit
    return amount
