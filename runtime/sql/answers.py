"""Answers about an audience over files: how many users, which ones, and how they spread over an attribute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from maflow.runtime.program.expressions import Expression
from maflow.runtime.program.program import Program
from maflow.runtime.sources.rejects import RejectLog
from maflow.runtime.sources.tally import Tally
from maflow.runtime.sql.database import open_database
from maflow.runtime.sql.errors import ColumnsError
from maflow.runtime.sql.literals import constant
from maflow.runtime.sql.loading import Sources, load
from maflow.runtime.sql.needs import needs_of
from maflow.runtime.sql.questions import prepare
from maflow.runtime.sql.tables import Tables

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Answer", "Part", "ask_files"]

_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Part:
    """The users of whom an attribute has one value. Any: whatever type it has; None is unknown."""

    value: Any
    users: int
    members: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """For how many users a condition is true; the rest is looked up while the files are open.

    Units: `at_ms` is the instant that was asked about, UTC milliseconds.
    """

    at_ms: int
    users: int
    members: int
    tally: Tally
    connection: DuckDBPyConnection
    tables: Tables

    def ids(self, most: int | None = None) -> Iterator[str]:
        """Yield the ids of the users for whom it is true, sorted by code points; `most` of them."""
        limit = "" if most is None else f"LIMIT {most}"
        sql = f"SELECT user_id FROM answer WHERE is_true ORDER BY user_id {limit}"
        result = self.connection.execute(sql)
        while rows := result.fetchmany(_AT_ONCE):
            for (user_id,) in rows:
                yield user_id

    def parts(self, attribute: str) -> Sequence[Part]:
        """Return how users spread over the values of an attribute: those with the most members first."""
        column = self.tables.attributes[attribute]
        value = f"u.{column.name}"
        if column.property.default is not None:
            value = f"coalesce({value}, {constant(column.property.default, column.property.type).sql})"
        sql = (
            f"SELECT {value} AS value, count(*), count(*) FILTER (WHERE a.is_true) AS members "
            f"FROM {self.tables.users} u JOIN answer a ON a.user_id = u.user_id "
            "GROUP BY ALL ORDER BY members DESC, value NULLS LAST"
        )
        return [Part(*row) for row in self.connection.execute(sql).fetchall()]


@contextmanager
def ask_files(
    program: Program,
    condition: Expression,
    sources: Sources,
    rejects: RejectLog,
    *,
    also: Sequence[str] = (),
    consent_all: bool = False,
) -> Iterator[Answer]:
    """Ask for which users of some files a condition is true.

    `also` are attributes beside those of the condition that are looked at.
    Raises: SourceError, TooManyRejects, NotInSqlError, ColumnsError.
    """
    tables = Tables(program, needs_of([condition], program, also))
    with open_database() as connection:
        import duckdb

        try:
            loaded = load(connection, tables, sources, rejects)
            statement = prepare(connection, [condition], tables, loaded.at_ms, consent_all=consent_all)
            made = f"CREATE TEMP TABLE answer AS SELECT user_id, c0 AS is_true FROM ({statement.sql})"
            connection.execute(made)
            counted = "SELECT count(*), count(*) FILTER (WHERE is_true) FROM answer"
            ((users, members),) = connection.execute(counted).fetchall()
        except duckdb.Error as error:
            raise ColumnsError("sql.failed", {"reason": str(error).partition("\n")[0]}) from error
        yield Answer(
            at_ms=loaded.at_ms,
            users=users,
            members=members,
            tally=loaded.tally,
            connection=connection,
            tables=tables,
        )
