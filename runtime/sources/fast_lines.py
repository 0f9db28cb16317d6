"""The fast ways from JSON Lines to events: typed decoding, many lines at a time.

They take what is written as this project's own events are, with values of the declared types, and leave
everything else to the careful way of `reader`. Law: where they take a line, the careful way takes it alike.
(Benchmark: tests/bench/test_readers.py.)
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, NoReturn

import msgspec
from msgspec import Meta, Raw, ValidationError
from msgspec.json import Decoder
from msgspec.structs import asdict

from maflow.runtime.core.inputs import Event, Value
from maflow.runtime.sources.errors import Misfit
from maflow.runtime.sources.fast_shapes import FastShape
from maflow.runtime.sources.lines import Block
from maflow.runtime.sources.moments import AwareDatetime, instant_ms
from maflow.runtime.sources.reader import RecordReader, decode_json
from maflow.runtime.sources.records import LONGEST_ID, is_likely_time
from maflow.runtime.sources.share import shared_lines
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

    def take_block(self, block: Block) -> list[Event] | None:
        """Return the events of some lines; None, and nothing is counted, where a line needs care.

        Where another process looks after a user, the lines of that user are passed over.
        """
        share = self._reader.share
        if share is None:
            return self.take_own(block.content, block.count) if block.holds_lines_of_objects() else None
        lines = shared_lines(block, share.of)
        return None if lines is None else self.take_own(lines.of(share.index), sum(lines.places(share.index)))

    def take_own(self, lines: bytes, count: int) -> list[Event] | None:
        """Return the events of so many lines, all of users that belong here; None as `take_block` does.

        Each line is known to hold a record of its own, if it holds any.
        """
        for take in (self._typed.take_block, self._take_loosely):
            counted = Tally()
            try:
                events = take(lines, counted)
            except (
                ValidationError,
                msgspec.DecodeError,
                UnicodeDecodeError,
                RecursionError,
                Misfit,
                _Refused,
            ):
                continue
            # Not where a record is not a line.
            if counted.taken + counted.skipped.total() == count:
                self._reader.tally.add(counted)
                return events
        return None

    def _take_loosely(self, block: bytes, counted: Tally) -> list[Event]:
        """Return the events of some lines, among which may be events and values that are not declared so."""
        shapes = self._shapes
        misfits, skipped = counted.misfits, counted.skipped
        events: list[Event] = []
        for line in self._decoder.decode_lines(block):
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
