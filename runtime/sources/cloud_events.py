"""Events in the form of CloudEvents 1.0, as JSON.

`type` is the name of the event, `subject` (or the extension attribute `userid`) the user, `data` holds
the properties. `source` and `id` together are the id of an event, as the specification says.
Source: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md
"""

from __future__ import annotations

from collections.abc import Mapping

from maflow.runtime.sources.errors import NotUnderstood
from maflow.runtime.sources.records import (
    EventRecord,
    checked_length,
    id_of,
    mapping_of,
    name_of,
    shown,
    time_of,
    user_id_of,
)

__all__ = ["cloud_event_record", "is_cloud_event"]


def is_cloud_event(record: Mapping[str, object]) -> bool:
    """Tell whether a record says that it is a CloudEvent."""
    return "specversion" in record


def cloud_event_record(record: Mapping[str, object], at: int | None) -> EventRecord:
    """Return what an event says; `at` is when it arrived.

    Raises: NotUnderstood.
    """
    version = record["specversion"]
    if version != "1.0":
        raise NotUnderstood("reject.specversion", {"found": shown(version)})
    if "data_base64" in record:
        raise NotUnderstood("reject.data-base64")
    return EventRecord(
        user_id=user_id_of(record, "userid", "subject"),
        name=name_of(record, "type"),
        time=time_of(record.get("time"), "time", at),
        id=_id(record),
        properties=mapping_of(record, "data"),
    )


def _id(record: Mapping[str, object]) -> str:
    id, source = id_of(record, "id"), record.get("source")
    if id is None:
        raise NotUnderstood("reject.cloud-event", {"key": "id"})
    if not isinstance(source, str) or not source:
        raise NotUnderstood("reject.cloud-event", {"key": "source"})
    return f"{checked_length(source, 'source')}\n{id}"
