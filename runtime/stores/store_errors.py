"""What SQLite reports, as sentences for the operator."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from maflow.runtime.errors import StoreError

__all__ = ["as_store_errors", "store_error"]

_FIRST_BYTE = 0xFF


@contextmanager
def as_store_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite raises on account of a file into errors of the store in it.

    Raises: StoreError.
    """
    try:
        yield
    except sqlite3.Error as error:
        if not _is_of_the_file(error):
            raise
        raise store_error(path, error) from error


def store_error(path: Path, error: sqlite3.Error) -> StoreError:
    """Return the sentence for what SQLite has reported of a file."""
    where = {"path": str(path)}
    match _code(error):
        case sqlite3.SQLITE_FULL:
            return StoreError("store.full", where)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreError("store.locked", where)
        case sqlite3.SQLITE_CORRUPT:
            return StoreError("store.corrupt", {**where, "reason": str(error)})
        case sqlite3.SQLITE_NOTADB:
            return StoreError("store.foreign", where)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return StoreError("store.not-writable", {**where, "reason": str(error)})
        case sqlite3.SQLITE_CANTOPEN:
            return StoreError("store.cannot-open", where)
        case _:
            return StoreError("store.broken", {**where, "reason": str(error)})


def _code(error: sqlite3.Error) -> int:
    # The first byte of an extended code is the plain one.
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & _FIRST_BYTE


def _is_of_the_file(error: sqlite3.Error) -> bool:
    return isinstance(error, sqlite3.OperationalError) or _code(error) in (
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
    )
