"""Files as relations: a row for each record in the order of the file, and a column for each wanted field.

What DuckDB would read otherwise than `maflow.runtime.sources` is not read here: a file in UTF-16, a header
that is not plain, a name that DuckDB takes for a pattern.
"""

from __future__ import annotations

import csv
import enum
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, assert_never

from maflow.runtime.program.types import ValueKind
from maflow.runtime.sources.opening import FileKind, file_kind, open_source
from maflow.runtime.sql.fragments import text_literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Cells", "Fields", "Relation", "relation_of"]

_PATTERN_SIGNS = frozenset("*?[]{}")
_HEAD = 1 << 16
_GZIP = b"\x1f\x8b"
_DELIMITERS = ",;\t|"
_EXACT = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "DECIMAL", "BOOLEAN", "VARCHAR")
_LARGEST_PLAIN = 10**15

Fields: TypeAlias = "Sequence[tuple[str, ValueKind]]"


class Cells(enum.Enum):
    """What stands in a field."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Relation:
    """A file that DuckDB reads in place.

    Shape: `sql` gives `row`, from 1, and `f0`, `f1` ... for the fields that were asked for. An empty cell
    of a CSV file, and a null, are NULL. A text with a NUL in it is one that Python must read.
    """

    sql: str
    cells: Cells


def relation_of(
    connection: DuckDBPyConnection, path: str, fields: Fields, nested: Fields | None = None
) -> Relation | None:
    """Return a file as a relation; None for one that must be read in Python.

    Fields are names with the kinds of their values. `nested` are those that JSON has inside `properties`,
    which is the column before theirs, and tables beside the others.
    Raises: SourceError for a file that cannot be read.
    """
    kind = file_kind(path)
    if not Path(path).is_file() or _PATTERN_SIGNS.intersection(path):
        return None
    match kind:
        case FileKind.JSON_LINES:
            return _json(path, _names(fields), None if nested is None else _names(nested))
        case FileKind.CSV:
            return _csv(path, _names((*fields, *(nested or ()))))
        case FileKind.PARQUET:
            return _parquet(connection, path, (*fields, *(nested or ())))
        case _:
            assert_never(kind)


def _names(fields: Fields) -> list[str]:
    return [name for name, _ in fields]


def _json(path: str, fields: Sequence[str], nested: Sequence[str] | None) -> Relation:
    pointers = [_pointer(field) for field in fields]
    if nested is not None:
        pointers += ["/properties", *(f"/properties{_pointer(name)}" for name in nested)]
    listed = ", ".join(map(text_literal, pointers))
    found = ", ".join(
        f"nullif(CAST(x[{place + 1}] AS VARCHAR), 'null') AS f{place}" for place in range(len(pointers))
    )
    lines = f"read_ndjson_objects({text_literal(path)}, ignore_errors = true, {_compression(path)})"
    rows = f"SELECT row_number() OVER () AS row, json_extract(json, [{listed}]) AS x FROM {lines}"
    return Relation(f"SELECT row, {found} FROM ({rows})", Cells.JSON)


def _pointer(name: str) -> str:
    return "/" + name.replace("~", "~0").replace("/", "~1")


def _csv(path: str, fields: Sequence[str]) -> Relation | None:
    read = _header(path)
    if read is None:
        return None
    header, delimiter = read
    if len(set(header)) < len(header):
        return None
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(header)))
    options = (
        f"delim = {text_literal(delimiter)}, quote = '\"', escape = '\"', header = true, strict_mode = true, "
        f"auto_detect = false, columns = {{{columns}}}, {_compression(path)}"
    )
    found = ", ".join(_cell(field, header, place) for place, field in enumerate(fields))
    anything = ", ".join(f"nullif(c{place}, '')" for place in range(len(header)))
    rows = f"FROM read_csv({text_literal(path)}, {options}) WHERE coalesce({anything}, NULL) IS NOT NULL"
    return Relation(f"SELECT row_number() OVER () AS row, {found} {rows}", Cells.TEXT)


def _cell(field: str, header: Sequence[str], place: int) -> str:
    value = f"nullif(c{header.index(field)}, '')" if field in header else "CAST(NULL AS VARCHAR)"
    return f"{value} AS f{place}"


def _header(path: str) -> tuple[list[str], str] | None:
    """Return the columns of a file and its delimiter; None where the first line is not just a header."""
    with open_source(path) as stream:
        head = stream.read(_HEAD)
    line, end, _ = head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")
    try:
        text = line.decode("utf-8").rstrip("\r")
    except UnicodeDecodeError:
        return None
    if not end or not text.strip() or text.lower().startswith("sep=") or '"' in text or "\0" in text:
        return None
    delimiter = max(_DELIMITERS, key=text.count)
    return [cell.strip() for cell in next(csv.reader([text], delimiter=delimiter))], delimiter


def _compression(path: str) -> str:
    with Path(path).open("rb") as file:
        is_packed = file.read(len(_GZIP)) == _GZIP
    return f"compression = '{'gzip' if is_packed else 'none'}'"


def _parquet(connection: DuckDBPyConnection, path: str, fields: Fields) -> Relation:
    source = f"read_parquet({text_literal(path)}, file_row_number = true)"
    described = connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    types = {str(name): str(type) for name, type, *_ in described}
    cells = (_of_parquet(name, kind, types.get(name)) for name, kind in fields)
    found = ", ".join(f"{cell} AS f{place}" for place, cell in enumerate(cells))
    return Relation(f"SELECT file_row_number + 1 AS row, {found} FROM {source}", Cells.TEXT)


def _of_parquet(field: str, kind: ValueKind, type: str | None) -> str:
    """Return a column as the texts that a table of texts would have."""
    name = '"' + field.replace('"', '""') + '"'
    if type is None:
        return "CAST(NULL AS VARCHAR)"
    if type.startswith("TIMESTAMP") and kind is ValueKind.MOMENT:
        utc = f"make_timestamp(epoch_us({name}))"
        return f"CASE WHEN {name} IS NOT NULL THEN strftime({utc}, '%Y-%m-%dT%H:%M:%S.%gZ') END"
    is_exact = type.startswith(_EXACT) and not type.endswith("]")
    if is_exact or (type == "DATE" and kind is ValueKind.DATE):
        return f"CAST({name} AS VARCHAR)"
    if type == "DOUBLE":
        is_whole = f"{name} = trunc({name}) AND abs({name}) < {_LARGEST_PLAIN}"
        digits = f"CAST(CAST({name} AS BIGINT) AS VARCHAR)"
        return f"CASE WHEN {is_whole} THEN {digits} ELSE CAST({name} AS VARCHAR) END"
    return f"CASE WHEN {name} IS NOT NULL THEN chr(0) END"
