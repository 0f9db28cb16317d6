"""Opens DuckDB: an extra, in memory, which loads nothing from anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from maflow.runtime.sql.errors import ColumnsError
from maflow.runtime.sql.functions import FUNCTIONS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["add_functions", "open_database"]

_SETTINGS = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


@contextmanager
def open_database() -> Iterator[DuckDBPyConnection]:
    """Open an empty database in memory; it is closed at the end.

    Raises: ColumnsError when DuckDB is not installed.
    """
    # Imported here: an extra.
    try:
        import duckdb
    except ImportError as error:
        raise ColumnsError("sql.not-installed", {"package": "duckdb"}) from error
    with TemporaryDirectory() as folder:
        # What does not fit into memory goes there, not into the current folder.
        settings: dict[str, str | bool | int | float | list[str]] = {**_SETTINGS, "temp_directory": folder}
        with duckdb.connect(config=settings) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            yield connection


def add_functions(connection: DuckDBPyConnection, sql: str) -> None:
    """Add the functions that a statement asks Python for, those left out that are there already.

    Raises: ColumnsError when numpy is not installed, which DuckDB needs to call Python.
    """
    wanted = [name for name in FUNCTIONS if f"{name}(" in sql]
    if not wanted:
        return
    try:
        import numpy  # noqa: F401
    except ImportError as error:
        raise ColumnsError("sql.not-installed", {"package": "numpy"}) from error
    there = "SELECT DISTINCT function_name FROM duckdb_functions()"
    known = {name for (name,) in connection.execute(there).fetchall()}
    for name in wanted:
        if name not in known:
            _add(connection, name)


def _add(connection: DuckDBPyConnection, name: str) -> None:
    from duckdb import sqltype
    from duckdb.func import FunctionNullHandling

    function, result = FUNCTIONS[name]
    text = sqltype("VARCHAR")
    special = FunctionNullHandling.SPECIAL
    connection.create_function(name, function, [text, text], sqltype(result), null_handling=special)
