"""Events and users in CSV: a header, then a row for each record."""

from __future__ import annotations

from collections.abc import Iterator

from maflow.runtime.core.inputs import Event, Profile
from maflow.runtime.sources.csv_rows import open_csv
from maflow.runtime.sources.errors import NotUnderstood
from maflow.runtime.sources.profile_rows import ProfileRows
from maflow.runtime.sources.reader import RecordReader
from maflow.runtime.sources.rejects import RejectLog

__all__ = ["csv_events", "csv_users"]

_PIECE = 4096
"""How many events are handed on at a time."""


def csv_events(path: str, reader: RecordReader, rejects: RejectLog) -> Iterator[list[Event | Profile]]:
    """Yield the events of a file in pieces. An empty cell is nothing.

    Raises: SourceError.
    """
    piece: list[Event | Profile] = []
    misfits = reader.tally.misfits
    with open_csv(path, ("user_id", "event", "time"), rejects, reader.tally) as rows:
        for cells in rows:
            try:
                taken = reader.take_row(
                    {name: cell for name, cell in zip(rows.header, cells, strict=True) if cell}
                )
            except NotUnderstood as error:
                rows.reject(error)
                continue
            if misfits.fresh:
                reader.place(rows.line)
            if isinstance(taken, Event):
                piece.append(taken)
            if len(piece) >= _PIECE:
                yield piece
                piece = []
    yield piece


def csv_users(path: str, at: int, reader: RecordReader, rejects: RejectLog) -> Iterator[Profile]:
    """Yield the users of a file, as they become known at an instant. An empty cell says nothing.

    Raises: SourceError.
    """
    with open_csv(path, ("user_id",), rejects, reader.tally) as rows:
        take, misfits = ProfileRows(rows.header, reader, at).take, reader.tally.misfits
        for cells in rows:
            try:
                taken = take(cells)
            except NotUnderstood as error:
                rows.reject(error)
                continue
            if misfits.fresh:
                reader.place(rows.line)
            if taken is not None:
                yield taken
