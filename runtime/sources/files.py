"""Files of events and users, whatever their kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from maflow.runtime.core.inputs import Event, Profile
from maflow.runtime.sources.json_lines import json_events, json_users
from maflow.runtime.sources.opening import FileKind, file_kind
from maflow.runtime.sources.parquet import parquet_events, parquet_users
from maflow.runtime.sources.reader import RecordReader
from maflow.runtime.sources.rejects import RejectLog
from maflow.runtime.sources.tables import csv_events, csv_users

__all__ = ["read_events", "read_users"]


def read_events(path: str, reader: RecordReader, rejects: RejectLog) -> Iterator[list[Event | Profile]]:
    """Yield the events of a file in pieces, in the order of the file; `-` is the standard input.

    Shape: profiles stand among them where the file has calls of Segment's `identify`. An event arrives
    when it happens. Raises: SourceError for what cannot be read at all.
    """
    kind = file_kind(path)
    reader.begin(path)
    match kind:
        case FileKind.JSON_LINES:
            return json_events(path, reader, rejects)
        case FileKind.CSV:
            return csv_events(path, reader, rejects)
        case FileKind.PARQUET:
            return parquet_events(path, reader, rejects)
        case _ as never:
            assert_never(never)


def read_users(path: str, at: int, reader: RecordReader, rejects: RejectLog) -> Iterator[Profile]:
    """Yield the users of a file in its order, as they become known at an instant.

    Raises: SourceError for what cannot be read at all.
    """
    kind = file_kind(path)
    reader.begin(path)
    match kind:
        case FileKind.JSON_LINES:
            return json_users(path, at, reader, rejects)
        case FileKind.CSV:
            return csv_users(path, at, reader, rejects)
        case FileKind.PARQUET:
            return parquet_users(path, at, reader, rejects)
        case _ as never:
            assert_never(never)
