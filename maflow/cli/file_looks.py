"""A look at the first line of files before they are read: what they hold, and which columns."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Collection
from pathlib import Path

from maflow.dsl.diagnostics import Text, items
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.errors import ConfigError
from maflow.runtime.errors import SourceError
from maflow.runtime.sources.opening import FileKind, file_kind, open_source

__all__ = ["check_looks", "header_of", "kind_of"]

_LOOK_BYTES = 1 << 16
_DELIMITERS = ",;\t|"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SPREADSHEETS = frozenset({".xlsx", ".xls", ".xlsm", ".ods", ".numbers"})
_ZIPPED = "PK\x03\x04"
_EVENT_COLUMNS = ("user_id", "event", "time")
_USER_COLUMNS = ("user_id",)
_MOST_COLUMNS = 8


def check_looks(users: Collection[str], events: Collection[str]) -> None:
    """Check that files look like what they are given as, as far as their first line tells.

    What cannot be opened here is left to whoever reads it.
    Raises: ConfigError.
    """
    for path in users:
        _check(path, _USER_COLUMNS, is_users=True)
    for path in events:
        _check(path, _EVENT_COLUMNS, is_users=False)


def header_of(path: str) -> list[str]:
    """Return the columns of a file of CSV; none of what can be read only once, or not at all."""
    first = _first_line(path)
    return _cells(first) if first else []


def kind_of(path: str) -> FileKind | None:
    """Return of which kind a file is; None where nothing tells."""
    try:
        return file_kind(path)
    except SourceError:
        return None


def _check(path: str, needed: tuple[str, ...], *, is_users: bool) -> None:
    place = Path(path)
    if place.is_dir():
        raise ConfigError(Text("cli.files.folder", {"path": path}))
    first = _first_line(path)
    if first is not None and (place.suffix.lower() in _SPREADSHEETS or first.startswith(_ZIPPED)):
        raise ConfigError(Text("cli.files.spreadsheet", {"path": path}))
    kind = kind_of(path)
    if not first or kind is None or kind is FileKind.PARQUET:
        return
    if kind is FileKind.JSON_LINES:
        if "user_id" in _cells(first) and not first.startswith(("{", "[")):
            raise ConfigError(Text("cli.files.is-csv", {"path": path}))
    elif first.startswith("{"):
        raise ConfigError(Text("cli.files.is-json-lines", {"path": path}))
    else:
        _check_columns(path, _cells(first), needed, is_users=is_users)


def _check_columns(path: str, header: list[str], needed: tuple[str, ...], *, is_users: bool) -> None:
    missing = [column for column in needed if column not in header]
    if not missing:
        return
    told = {"path": path, "columns": _named(missing), "header": _named(header[:_MOST_COLUMNS])}
    if not is_users and "user_id" not in missing and len(missing) == len(needed) - 1:
        raise ConfigError(Text("cli.files.are-users", told))
    near = nearest(missing[0], [column for column in header if column not in needed])
    if near is None:
        raise ConfigError(Text("cli.files.no-column", told))
    raise ConfigError(Text("cli.files.no-column-near", {**told, "found": near, "name": missing[0]}))


def _named(columns: Collection[str]) -> str:
    return items(f"`{column}`" for column in columns)


def _cells(line: str) -> list[str]:
    delimiter = max(_DELIMITERS, key=line.count)
    return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]


def _first_line(path: str) -> str | None:
    """Return the first line that says anything; None of what can be read only once, or not at all."""
    if not Path(path).is_file():
        return None
    try:
        with open_source(path) as stream:
            raw = stream.read(_LOOK_BYTES)
    except SourceError:
        return None
    text = raw.decode("utf-16" if raw[:2] in _UTF16 else "utf-8-sig", "replace")
    lines = (line.strip("\r\n") for line in text.splitlines())
    return next((line for line in lines if line.strip() and not line.lower().startswith("sep=")), "")
