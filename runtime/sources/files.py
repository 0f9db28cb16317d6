"""Files of events and users, whatever their kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import assert_never

from maflow.runtime.core.inputs import Event, Profile
from maflow.runtime.sources.json_lines import Handed, handed_events, handed_out, json_events, json_users
from maflow.runtime.sources.opening import FileKind, file_kind
from maflow.runtime.sources.parquet import parquet_events, parquet_users
from maflow.runtime.sources.reader import RecordReader
from maflow.runtime.sources.rejects import RejectLog
from maflow.runtime.sources.tables import csv_events, csv_users

__all__ = ["Handed", "handed_out_events", "read_events", "read_handed_events", "read_users"]


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


def handed_out_events(path: str, of: int) -> Iterator[list[Handed]]:
    """Yield the lines of a file of events for several processes, some at a time: each gets its own of them.

    Of a file that has no lines of JSON there are none: each process reads it for itself. Raises: SourceError.
    """
    return handed_out(path, of) if file_kind(path) is FileKind.JSON_LINES else iter(())


def read_handed_events(
    path: str, handed: Iterable[Handed], reader: RecordReader, rejects: RejectLog
) -> Iterator[list[Event | Profile]]:
    """Yield what `read_events` yields, from the lines of a file that were handed out to this process.

    Raises: SourceError.
    """
    pieces = handed_events(handed, path, reader, rejects)
    if file_kind(path) is FileKind.JSON_LINES:
        reader.begin(path)
        return pieces
    return chain(pieces, read_events(path, reader, rejects))


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
