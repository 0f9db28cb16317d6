"""The fast ways from JSON Lines to events: typed decoding, many lines at a time.

They take what is written as this project's own events are, with values of the declared types, and leave
everything else to the careful way of `reader`. Law: where they take a line, the careful way takes it alike.
(Benchmark: tests/bench/test_readers.py.)
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import compress
from typing import Annotated, Any, NoReturn

import msgspec
from msgspec import Meta, Raw, ValidationError
from msgspec.json import Decoder
from msgspec.structs import asdict

from maflow.runtime.core.inputs import Event, Value
from maflow.runtime.sources.errors import Misfit
from maflow.runtime.sources.fast_shapes import FastShape
from maflow.runtime.sources.moments import AwareDatetime, instant_ms
from maflow.runtime.sources.reader import RecordReader, decode_json
from maflow.runtime.sources.records import LONGEST_ID, is_likely_time
from maflow.runtime.sources.tally import Misfits, Tally
from maflow.runtime.sources.typed_lines import TypedLines

__all__ = ["FastLines"]

_Id = Annotated[str, Meta(max_length=LONGEST_ID)]
_Name = Annotated[str, Meta(min_length=1, max_length=LONGEST_ID)]


class _Line(msgspec.Struct, gc=False):
    user_id: _Name
    event: _Name
    time: AwareDatetime
    id: _Id | None = None
    properties: Raw = Raw(b"{}")


class _UserOf(msgspec.Struct, gc=False):
    """As much of a line as tells who looks after it."""

    user_id: Raw


class _NamedUserOf(msgspec.Struct, gc=False):
    """The same, the id read as the text that it stands for."""

    user_id: _Name


_USERS_OF = Decoder(_UserOf).decode_lines
_NAMED_USERS_OF = Decoder(_NamedUserOf).decode_lines


class _Refused(Exception):
    """Something that needs care."""


class FastLines:
    """Reads events of one project; the same `RecordReader` reads what this refuses."""

    def __init__(self, reader: RecordReader) -> None:
        self._reader = reader
        shapes = {name: FastShape(shape, reader.program.currency) for name, shape in reader.shapes.items()}
        self._typed = TypedLines(shapes.values(), reader)
        self._shapes = {name: _LooseShape(shape) for name, shape in shapes.items()}
        self._decoder = Decoder(_Line)

    def take_block(self, block: bytes) -> list[Event] | None:
        """Return the events of some lines; None, and nothing is counted, where a line needs care."""
        for take in (self._typed.take_block, self._take_loosely):
            counted = Tally()
            try:
                events = self._take(take, block, counted)
            except (
                ValidationError,
                msgspec.DecodeError,
                UnicodeDecodeError,
                RecursionError,
                Misfit,
                _Refused,
            ):
                continue
            self._reader.tally.add(counted)
            return events
        return None

    def _take(self, take: Callable[[bytes, Tally], list[Event]], block: bytes, counted: Tally) -> list[Event]:
        """Return the events of the lines that are looked after here."""
        share = self._reader.share
        if share is None:
            return take(block, counted)
        # A line of somebody else is not decoded beyond its user (test_two_workers).
        if b"\\" in block:
            # With escapes, an id may be written in several ways.
            is_own = [share.has(line.user_id) for line in _NAMED_USERS_OF(block)]
        else:
            is_own = share.which([line.user_id for line in _USERS_OF(block)])
        lines = block.removesuffix(b"\n").split(b"\n")
        if len(lines) != len(is_own):
            raise _Refused
        events = take(b"\n".join(compress(lines, is_own)), counted)
        # Where a record is not a line, counting lines does not tell whose they are.
        if counted.taken + counted.skipped.total() != sum(is_own):
            raise _Refused
        return events

    def _take_loosely(self, block: bytes, counted: Tally) -> list[Event]:
        """Return the events of some lines, among which may be events and values that are not declared so."""
        shapes, share = self._shapes, self._reader.share
        misfits, skipped = counted.misfits, counted.skipped
        events: list[Event] = []
        for line in self._decoder.decode_lines(block):
            if share is not None and not share.has(line.user_id):
                raise _Refused
            shape = shapes.get(line.event)
            if shape is None:
                skipped[line.event] += 1
                continue
            time = instant_ms(line.time)
            if not is_likely_time(time):
                raise _Refused
            properties = shape.properties(line.properties, misfits)
            events.append(Event(line.user_id, shape.name, time, time, properties, line.id or None))
        if misfits.counts.keys() - self._reader.tally.misfits.counts.keys():
            # The careful way can say in which line such a value stands that comes up for the first time.
            raise _Refused
        counted.taken = len(events)
        self._typed.learn(skipped)
        return events


class _LooseShape:
    """An event of whose properties single ones may not fit: these are unknown, and counted."""

    def __init__(self, shape: FastShape) -> None:
        self.name = shape.name
        self._shape = shape
        self._decode = _decoder(shape)

    def properties(self, raw: Raw, misfits: Misfits) -> dict[str, Value]:
        """Return every declared property, as `EventShape.properties` does."""
        try:
            properties = asdict(self._decode(raw))
            self._shape.check((properties,))
            return properties
        except (ValidationError, Misfit):
            return self._with_care(raw, misfits)

    def _with_care(self, raw: Raw, misfits: Misfits) -> dict[str, Value]:
        properties = decode_json(bytes(raw))
        if not isinstance(properties, dict):
            raise _Refused
        return self._shape.careful.properties(properties, misfits)


# Any: the structure is made from what the project declares.
def _decoder(shape: FastShape) -> Callable[[Raw], Any]:
    if shape.structure is None:
        return _decode_nothing
    return Decoder(shape.structure, float_hook=Decimal).decode


def _decode_nothing(_: Raw) -> NoReturn:
    raise Misfit
