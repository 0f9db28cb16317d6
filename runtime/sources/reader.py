"""Turns single records into what the engine takes: from a line, a row, or an object of a request.

This is the careful way, which knows every dialect and gives every reason. `fast_lines` is the fast one.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias, assert_never

import msgspec

from maflow.runtime.core.inputs import Event, Profile
from maflow.runtime.program.program import Program
from maflow.runtime.sources.cloud_events import cloud_event_record, is_cloud_event
from maflow.runtime.sources.errors import NotUnderstood
from maflow.runtime.sources.json_faults import no_json
from maflow.runtime.sources.records import (
    EventRecord,
    ForeignRecord,
    ProfileRecord,
    Record,
    id_of,
    mapping_of,
    name_of,
    shown,
    time_of,
    user_id_of,
)
from maflow.runtime.sources.segment import is_segment_call, segment_record
from maflow.runtime.sources.shapes import event_shapes, user_shape
from maflow.runtime.sources.share import Share
from maflow.runtime.sources.tally import Tally

__all__ = ["Elsewhere", "RecordReader", "Skipped", "Taken", "decode_json"]

_EXAMPLE = '{"user_id": "u1", "event": "…", "time": "…"}'
_EXAMPLE_USER = '{"user_id": "u1"}'
# How a line begins that some shells and spreadsheets write: with a mark, or two bytes for each letter.
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"{\0", b"\0{")
_OWN = frozenset({"user_id", "event", "time"})

# Floats become decimals, digit by digit, so that money is exact.
_DECODER = msgspec.json.Decoder(float_hook=Decimal)


Taken: TypeAlias = "Event | Profile | Skipped | Elsewhere"
"""What becomes of a record that is understood."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that the project has no use for: the name of an event that it does not declare."""

    name: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A record of a user that another process looks after."""


def decode_json(line: bytes | str) -> object:
    """Return what a JSON text holds, its numbers exactly.

    Raises: NotUnderstood.
    """
    try:
        return _DECODER.decode(line)
    except msgspec.DecodeError as error:
        if isinstance(line, bytes) and line.startswith(_UTF_16):
            raise NotUnderstood("reject.not-utf8") from None
        raise no_json(error, line) from None
    except UnicodeDecodeError:
        raise NotUnderstood("reject.not-utf8") from None
    except RecursionError:
        raise NotUnderstood("reject.nested", {"example": _EXAMPLE}) from None


class RecordReader:
    """Reads the events and users of one project, and counts in `tally` what is taken and skipped.

    `share` is of which users; of the others only the number of records is counted.
    """

    def __init__(self, program: Program, share: Share | None = None) -> None:
        self.program = program
        self.share = share
        self.shapes = event_shapes(program)
        self.users = user_shape(program)
        self.tally = Tally()
        self._files = 0
        self._file = ""

    def begin(self, path: str) -> None:
        """Say which file the next records stand in."""
        self._files += 1
        self._file = path

    def place(self, line: int) -> None:
        """Say in which line of its file the latest record stands, for whoever is to find it there."""
        if self.tally.misfits.fresh:
            self.tally.misfits.place(self._files, self._file, line)

    def take_line(self, line: bytes | str, at: int | None = None) -> Taken:
        """Read a line of JSON: an event of our own, a call of Segment's, or a CloudEvent.

        `at` is when it arrived; without it, an event arrives when it happens.
        Raises: NotUnderstood.
        """
        return self._taken(decode_json(line), at)

    def take(self, record: object, at: int | None = None) -> Taken:
        """Read a record that is JSON already (`decode_json`).

        Raises: NotUnderstood.
        """
        return self._taken(record, at)

    def take_row(self, row: Mapping[str, object], at: int | None = None) -> Taken:
        """Read a row of a table of events, which has a column for each property.

        Raises: NotUnderstood.
        """
        return self._own(row, row, at)

    def take_user(self, row: Mapping[str, object], at: int) -> Taken:
        """Read a user: `user_id`, attributes, `consent` and `tags`.

        Raises: NotUnderstood.
        """
        return self._user(row, at)

    def take_user_line(self, line: bytes | str, at: int) -> Taken:
        """Read a user from a line of JSON.

        Raises: NotUnderstood.
        """
        return self._user(_mapping(decode_json(line), _EXAMPLE_USER), at)

    def _user(self, row: Mapping[str, object], at: int) -> Taken:
        return self._of(ProfileRecord(user_id=user_id_of(row, "user_id"), time=at, traits=row), at)

    def _taken(self, given: object, at: int | None) -> Taken:
        record = _mapping(given, _EXAMPLE)
        if record.keys() >= _OWN:
            return self._own(record, None, at)
        if is_cloud_event(record):
            return self._of(cloud_event_record(record, at), at)
        if is_segment_call(record):
            return self._of(segment_record(record, at), at)
        return self._own(record, None, at)

    def _own(
        self, record: Mapping[str, object], properties: Mapping[str, object] | None, at: int | None
    ) -> Taken:
        user_id, name = user_id_of(record, "user_id"), name_of(record, "event")
        if name not in self.shapes:
            return self._of(ForeignRecord(user_id, name), at)
        event = EventRecord(
            user_id=user_id,
            name=name,
            time=time_of(record.get("time"), "time", at),
            id=id_of(record, "id"),
            properties=mapping_of(record, "properties") if properties is None else properties,
        )
        return self._of(event, at)

    def _of(self, record: Record, at: int | None) -> Taken:
        if self.share is not None and not self.share.has(record.user_id):
            return Elsewhere()
        match record:
            case EventRecord() if record.name in self.shapes:
                self.tally.taken += 1
                return self._event(record, at)
            case ProfileRecord():
                self.tally.taken += 1
                return self._profile(record, at)
            case EventRecord(name=name) | ForeignRecord(name=name):
                self.tally.skipped[name] += 1
                return Skipped(name)
            case _ as never:
                assert_never(never)

    def _event(self, record: EventRecord, at: int | None) -> Event:
        shape = self.shapes[record.name]
        return Event(
            record.user_id,
            shape.type.name,
            record.time,
            record.time if at is None else at,
            shape.properties(record.properties, self.tally.misfits),
            record.id,
        )

    def _profile(self, record: ProfileRecord, at: int | None) -> Profile:
        misfits = self.tally.misfits
        return Profile(
            record.user_id,
            record.time if at is None else at,
            self.users.attributes(record.traits, misfits),
            self.users.consents(record.traits.get("consent"), misfits),
            self.users.tags(record.traits.get("tags"), misfits),
        )


def _mapping(given: object, example: str) -> Mapping[str, object]:
    match given:
        case dict():
            return given
        case list():
            raise NotUnderstood("reject.list", {"example": example})
        case _:
            raise NotUnderstood("reject.no-object", {"found": shown(given), "example": example})
