"""One SQLite file: one connection, one transaction at a time, one write to the disk for many."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from maflow.runtime.errors import StoreError
from maflow.runtime.stores.store_errors import as_store_errors, store_error

__all__ = ["Database"]

Datum: TypeAlias = "str | bytes | int | None"

_WAIT_S = 2.0
_SETTINGS = (
    # The file belongs to one process: a second host would decide everything twice.
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    # Pages: what lies in the log is brought into the file seldom, and then each page once.
    "PRAGMA wal_autocheckpoint = 8000",
    "PRAGMA cache_size = -32768",
    "PRAGMA foreign_keys = OFF",
)


class Database:
    """Reads and writes a file; what is written is durable after `flush`, or when `durable` returns.

    Raises: StoreError from every method. Law: a write that fails takes all back that is not durable, and
    everyone who waits for that is told.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.on_flushed: Callable[[], None] = _nothing
        self.on_taken_back: Callable[[], None] = _nothing
        self._group: asyncio.Future[None] | None = None
        self._failure: StoreError | None = None
        with as_store_errors(path):
            self._connection = sqlite3.connect(path, timeout=_WAIT_S, isolation_level=None)
        try:
            with as_store_errors(path):
                for setting in _SETTINGS:
                    self._connection.execute(setting)
                self._connection.execute("BEGIN IMMEDIATE")
            self._identity = _identity(path)
        except BaseException:
            self._connection.close()
            raise

    # Any: the schema tells what is in a column.
    def read(self, sql: str, values: Sequence[Datum] = ()) -> list[tuple[Any, ...]]:
        """Return rows; those that are not durable yet are among them."""
        with as_store_errors(self.path):
            return self._connection.execute(sql, values).fetchall()

    def write(self, sql: str, values: Sequence[Datum] = ()) -> int:
        """Write something as a part of the open transaction; return how many rows have changed."""
        with self._writing():
            return self._connection.execute(sql, values).rowcount

    def write_all(self, sql: str, rows: Iterable[tuple[Datum, ...]]) -> None:
        """Write many rows as a part of the open transaction."""
        with self._writing():
            self._connection.executemany(sql, rows)

    def flush(self) -> None:
        """Make everything durable that has been written."""
        self._check()
        if _identity(self.path) != self._identity:
            # What is written goes nowhere: nobody shall believe that it is kept.
            gone = StoreError("store.gone", {"path": str(self.path)})
            self._take_back(gone)
            raise gone
        try:
            with as_store_errors(self.path):
                if self._connection.in_transaction:
                    self._connection.execute("COMMIT")
        except StoreError as error:
            self._take_back(error)
            raise
        self._settle(None)
        self.on_flushed()

    async def durable(self) -> None:
        """Wait until what has been written is durable, together with others who wait for that."""
        if self._group is None:
            loop = asyncio.get_running_loop()
            self._group = loop.create_future()
            # Whoever is ready to write now does so before that.
            loop.call_soon(self._flush_group)
        await asyncio.shield(self._group)

    def fail(self, error: StoreError) -> None:
        """Refuse everything from now on: what is in memory is ahead of the file."""
        self._take_back(error)
        self._failure = error

    def close(self) -> None:
        """Let go of the file; closing twice is no mistake."""
        try:
            if self._failure is None and self._is_writing():
                self.flush()
        finally:
            self._connection.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._check()
        try:
            if not self._connection.in_transaction:
                self._connection.execute("BEGIN IMMEDIATE")
            yield
        except sqlite3.Error as error:
            self._take_back(store_error(self.path, error))
            with as_store_errors(self.path):
                raise

    def _check(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _is_writing(self) -> bool:
        try:
            return self._connection.in_transaction
        except sqlite3.ProgrammingError:
            return False

    def _take_back(self, error: StoreError) -> None:
        try:
            # SQLite may have done so already.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            self.on_taken_back()
        except sqlite3.Error:
            # Nobody can tell any more what is in the transaction.
            self._failure = error
            self._connection.close()
        self._settle(error)

    def _settle(self, error: StoreError | None) -> None:
        group, self._group = self._group, None
        if group is None or group.done():
            return
        if error is None:
            group.set_result(None)
        else:
            group.set_exception(error)

    def _flush_group(self) -> None:
        if self._group is None:
            return
        try:
            self.flush()
        except StoreError as error:
            # Those who wait have been told, unless the file had been given up before.
            self._settle(error)


def _identity(path: Path) -> tuple[int, int] | None:
    """Return which file is at a place; None where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _nothing() -> None:
    pass
