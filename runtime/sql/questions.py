"""Asks for whom conditions are true at an instant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from maflow.runtime.program.expressions import Expression
from maflow.runtime.sql.database import add_functions
from maflow.runtime.sql.plan import Statement, plan
from maflow.runtime.sql.tables import Tables
from maflow.runtime.sql.zones import make_zones

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["matching_users", "prepare"]


def prepare(
    connection: DuckDBPyConnection,
    conditions: Sequence[Expression],
    tables: Tables,
    at_ms: int,
    *,
    consent_all: bool = False,
) -> Statement:
    """Return the statement for conditions at an instant, after making what it needs beside the two tables.

    Raises: NotInSqlError, ColumnsError.
    """
    statement = plan(conditions, tables, at_ms, consent_all=consent_all)
    with_spans = "zone_instants" in statement.sql or "zone_walls" in statement.sql
    if with_spans or " zones z " in statement.sql:
        make_zones(connection, tables, at_ms, with_spans=with_spans)
    add_functions(connection, statement.sql)
    return statement


def matching_users(connection: DuckDBPyConnection, statement: Statement) -> Mapping[str, frozenset[str]]:
    """Return the ids of the users for which each condition is true, by its column."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE answers AS {statement.sql}")
    found: dict[str, frozenset[str]] = {}
    for column in statement.columns:
        sql = f"SELECT user_id FROM answers WHERE {column}"
        found[column] = frozenset(user_id for (user_id,) in connection.execute(sql).fetchall())
    return found
