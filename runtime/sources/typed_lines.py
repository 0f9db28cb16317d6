"""The fastest way from JSON Lines to events: whole lines are decoded at once into what is declared.

Law: where it takes lines, `fast_lines` takes them alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from decimal import Decimal
from typing import Annotated, Any, NoReturn, TypeAlias, Union

import msgspec
from msgspec import Meta
from msgspec.json import Decoder
from msgspec.structs import asdict

from maflow.runtime.core.inputs import Event
from maflow.runtime.sources.errors import Misfit
from maflow.runtime.sources.fast_shapes import FastShape
from maflow.runtime.sources.moments import AwareDatetime, instants_ms
from maflow.runtime.sources.reader import RecordReader
from maflow.runtime.sources.records import LONGEST_ID, is_likely_time
from maflow.runtime.sources.tally import Tally

__all__ = ["TypedLines"]

_MOST_LEARNED = 1_000


class _Line(msgspec.Struct, gc=False, tag_field="event"):
    """A line of an event that is not declared; each name has a class of its own."""

    user_id: Annotated[str, Meta(min_length=1, max_length=LONGEST_ID)]


class _EventLine(_Line, gc=False):
    """A line of a declared event; its class also has `properties`."""

    time: AwareDatetime
    id: Annotated[str, Meta(max_length=LONGEST_ID)] | None = None


# Any: the classes are made here, from what the project declares.
_Class: TypeAlias = type[Any]


class TypedLines:
    """Reads events of one project, as long as every line fits.

    Which names are not declared is learned from the lines that did not fit.
    """

    def __init__(self, shapes: Iterable[FastShape], reader: RecordReader) -> None:
        self._reader = reader
        self._shapes = {_class(shape): shape for shape in shapes if shape.structure is not None}
        self._skipped: dict[_Class, str] = {}
        self._decode = self._decoder()

    def learn(self, names: Collection[str]) -> None:
        """Take lines of these names for such as are skipped."""
        new = set(names).difference(self._skipped.values(), self._reader.shapes)
        if new and len(self._skipped) + len(new) <= _MOST_LEARNED:
            self._skipped |= {_class_of_skipped(name): name for name in sorted(new)}
            self._decode = self._decoder()

    def take_block(self, block: bytes, counted: Tally) -> list[Event]:
        """Return the events of some lines.

        Raises: ValidationError and whatever else decoding raises, Misfit.
        """
        # Any: the class of a line tells what it has.
        lines: list[Any] = self._decode(block)
        if self._skipped:
            lines = self._without_skipped(lines, counted)
        counted.taken = len(lines)
        return self._events(lines)

    def _without_skipped(self, lines: list[Any], counted: Tally) -> list[Any]:
        skipped = self._skipped
        for kind, count in Counter(map(type, lines)).items():
            if kind in skipped:
                counted.skipped[skipped[kind]] = count
        return [line for line in lines if type(line) not in skipped]

    def _events(self, lines: list[Any]) -> list[Event]:
        times = instants_ms([line.time for line in lines])
        if times and not (is_likely_time(min(times)) and is_likely_time(max(times))):
            raise Misfit
        kinds = [type(line) for line in lines]
        properties = [asdict(line.properties) for line in lines]
        self._check(kinds, properties)
        names = [self._shapes[kind].name for kind in kinds]
        # Column by column, so that the loop that makes them runs in C (test_reading_known_events).
        user_ids, ids = [line.user_id for line in lines], [line.id or None for line in lines]
        return list(map(Event, user_ids, names, times, times, properties, ids))

    def _check(self, kinds: list[_Class], properties: list[dict[str, Any]]) -> None:
        for kind in set(kinds):
            self._shapes[kind].check([each for each, of in zip(properties, kinds, strict=True) if of is kind])

    def _decoder(self) -> Callable[[bytes], list[Any]]:
        classes = [*self._shapes, *self._skipped]
        if not classes:
            return _decode_nothing
        # Any: a union of what is known only here; made at once, as there may be thousands.
        union: Any = Union[tuple(classes)]  # noqa: UP007
        return Decoder(union, float_hook=Decimal).decode_lines


def _decode_nothing(_: bytes) -> NoReturn:
    raise Misfit


def _class(shape: FastShape) -> _Class:
    assert shape.structure is not None
    properties = ("properties", shape.structure, msgspec.field(default_factory=shape.structure))
    return msgspec.defstruct("EventLine", [properties], bases=(_EventLine,), tag=shape.wire_name, gc=False)


def _class_of_skipped(name: str) -> _Class:
    return msgspec.defstruct("SkippedLine", [], bases=(_Line,), tag=name, gc=False)
