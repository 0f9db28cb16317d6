"""Calls of Segment: `track` and `identify`.

Source: Segment's specification, https://segment.com/docs/connections/spec/
"""

from __future__ import annotations

from collections.abc import Mapping

from maflow.runtime.sources.errors import NotUnderstood
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

__all__ = ["is_segment_call", "segment_record"]

_MARKS = frozenset({"userId", "anonymousId", "messageId", "previousId"})
# `timestamp` is the sender's time, corrected by Segment; the others come nearest to it, in this order.
_TIMES = ("timestamp", "originalTimestamp", "sentAt", "receivedAt")
_USER = ("userId", "anonymousId")
_WITHOUT_PLACE = frozenset({"page", "screen", "group"})


def is_segment_call(record: Mapping[str, object]) -> bool:
    """Tell whether a record is a call of Segment's, and not an event of our own."""
    return "type" in record and not _MARKS.isdisjoint(record)


def segment_record(record: Mapping[str, object], at: int | None) -> Record:
    """Return what a call says; `at` is when it arrived.

    Raises: NotUnderstood.
    """
    match record["type"]:
        case "track":
            return EventRecord(
                user_id=user_id_of(record, *_USER),
                name=name_of(record, "event"),
                time=_time(record, at),
                id=id_of(record, "messageId"),
                properties=mapping_of(record, "properties"),
            )
        case "identify":
            return ProfileRecord(
                user_id=user_id_of(record, *_USER),
                time=_time(record, at),
                traits=mapping_of(record, "traits"),
            )
        case "alias":
            raise NotUnderstood("reject.alias")
        case str() as kind if kind in _WITHOUT_PLACE:
            return ForeignRecord(user_id_of(record, *_USER), kind)
        case other:
            raise NotUnderstood("reject.call", {"found": shown(other)})


def _time(record: Mapping[str, object], at: int | None) -> int:
    key = next((key for key in _TIMES if record.get(key)), _TIMES[0])
    return time_of(record.get(key), key, at)
