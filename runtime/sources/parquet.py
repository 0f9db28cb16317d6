"""Events and users in Parquet, read with DuckDB: the optional extra `analytics`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

from maflow.runtime.core.inputs import Event, Profile
from maflow.runtime.errors import SourceError
from maflow.runtime.sources.errors import NotUnderstood
from maflow.runtime.sources.opening import unreadable
from maflow.runtime.sources.reader import RecordReader, Taken
from maflow.runtime.sources.records import json_text
from maflow.runtime.sources.rejects import RejectLog

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["parquet_columns", "parquet_events", "parquet_users"]

_NumberedRow: TypeAlias = tuple[int, dict[str, object]]

_PIECE = 4096
# What DuckDB says of a file that is something else, or was cut off.
_NO_PARQUET = ("too small to be a Parquet file", "No magic bytes found", "Footer length error")
# DuckDB must not reach for the network by itself.
_SETTINGS = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


def parquet_events(path: str, reader: RecordReader, rejects: RejectLog) -> Iterator[list[Event | Profile]]:
    """Yield the events of a file in pieces.

    A timestamp without a zone is UTC; of a DOUBLE the shortest digits that mean it are taken as money.
    Raises: SourceError, also where DuckDB is not installed.
    """
    for rows in _pieces(path, ("user_id", "event", "time")):
        taken = _taken(rows, path, reader.take_row, reader, rejects)
        yield [each for each in taken if isinstance(each, Event)]


def parquet_users(path: str, at: int, reader: RecordReader, rejects: RejectLog) -> Iterator[Profile]:
    """Yield the users of a file, as they become known at an instant.

    Raises: SourceError, also where DuckDB is not installed.
    """
    for rows in _pieces(path, ("user_id",)):
        taken = _taken(rows, path, lambda row: reader.take_user(row, at), reader, rejects)
        yield from (each for each in taken if isinstance(each, Profile))


def parquet_columns(path: str) -> tuple[str, ...]:
    """Return the names of a file's columns in their order.

    Raises: SourceError, also where DuckDB is not installed.
    """
    with _connected(path) as connection:
        return tuple(_columns(connection, path, ()))


def _taken(
    rows: Iterable[_NumberedRow],
    path: str,
    take: Callable[[Mapping[str, object]], Taken],
    reader: RecordReader,
    rejects: RejectLog,
) -> Iterator[Taken]:
    for number, row in rows:
        try:
            taken = take(row)
        except NotUnderstood as error:
            rejects.reject(path, number, error, json_text(row), reader.tally)
            continue
        reader.place(number)
        yield taken


def _pieces(path: str, needed: Sequence[str]) -> Iterator[list[_NumberedRow]]:
    with _connected(path) as connection:
        columns = _columns(connection, path, needed)
        result = connection.execute(_query(columns), [path])
        first = 1
        while rows := result.fetchmany(_PIECE):
            yield [(number, _record(columns, row)) for number, row in enumerate(rows, start=first)]
            first += len(rows)


@contextmanager
def _connected(path: str) -> Iterator[DuckDBPyConnection]:
    """Have DuckDB inside the block, and be sure that a file can be read.

    Raises: SourceError, at any time inside it.
    """
    duckdb = _duckdb(path)
    try:
        with open(path, "rb"), duckdb.connect(":memory:", config=_SETTINGS) as connection:
            yield connection
    except duckdb.Error as error:
        raise SourceError("sources.damaged", {"path": path, "reason": _reason(error)}) from error
    except OSError as error:
        raise unreadable(path, error) from error


def _reason(error: Exception) -> str:
    """Return why DuckDB cannot read a file: a word of the catalogue, else its own words."""
    said = str(error).partition("\n")[0]
    return "@sources.no-parquet" if any(each in said for each in _NO_PARQUET) else said


# Any: a module that may not be installed.
def _duckdb(path: str) -> Any:
    try:
        import duckdb
    except ImportError as error:
        raise SourceError("sources.missing-extra", {"path": path, "extra": "analytics"}) from error
    return duckdb


def _columns(connection: DuckDBPyConnection, path: str, needed: Sequence[str]) -> dict[str, str]:
    """Return the columns of a file and their types."""
    described = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [path]).fetchall()
    columns = {str(row[0]): str(row[1]) for row in described}
    missing = [f"`{column}`" for column in needed if column not in columns]
    if missing:
        raise SourceError("sources.no-column", {"path": path, "columns": "\n".join(missing)})
    return columns


def _query(columns: Mapping[str, str]) -> str:
    return f"SELECT {', '.join(_selected(*column) for column in columns.items())} FROM read_parquet(?)"


def _selected(name: str, type: str) -> str:
    quoted = '"' + name.replace('"', '""') + '"'
    # Without pytz DuckDB cannot hand over a timestamp with a zone, and it need not.
    if type == "TIMESTAMP WITH TIME ZONE":
        return f"make_timestamp(epoch_us({quoted})) AS {quoted}"
    return quoted


def _record(columns: Mapping[str, str], row: Sequence[object]) -> dict[str, object]:
    return {name: value for name, value in zip(columns, row, strict=True) if value is not None}
