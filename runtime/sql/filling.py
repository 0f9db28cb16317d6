"""Makes the two tables, and puts users and events into them that Python has at hand.

An amount that the type of money cannot hold is unknown: nobody has 10**20 of a currency, or a part of it so
small.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from maflow.runtime.core.inputs import ConsentStatement, Event, Value
from maflow.runtime.program.types import ValueType
from maflow.runtime.sql.fragments import fits_money, storage_type
from maflow.runtime.sql.tables import Column, Tables

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["CONSENTS", "Said", "UserRow", "insert_events", "insert_users", "make_tables"]

CONSENTS = "STRUCT(channel VARCHAR, category VARCHAR, is_given BOOLEAN, position BIGINT)[]"
_AT_ONCE = 50_000


@dataclass(frozen=True, slots=True)
class Said:
    """A consent of a profile; it was stated after the event with the position, -1: before all events."""

    statement: ConsentStatement
    position: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRow:
    """A user as a table has one; consents stand in the order in which they were stated."""

    id: str
    attributes: Mapping[str, Value]
    tags: Sequence[str] = ()
    consents: Sequence[Said] = ()


def make_tables(connection: DuckDBPyConnection, tables: Tables) -> None:
    """Make both tables, empty."""
    attributes = "".join(_declared(column) for column in tables.attributes.values())
    connection.execute(
        f"CREATE TABLE {tables.users} (user_id VARCHAR, tags VARCHAR[], consents {CONSENTS}{attributes})"
    )
    columns = {column.name: column for column in tables.properties.values()}
    properties = "".join(map(_declared, columns.values()))
    connection.execute(
        f"CREATE TABLE {tables.events} "
        f"(user_id VARCHAR, event SMALLINT, time BIGINT, position BIGINT, id VARCHAR{properties})"
    )


def insert_users(connection: DuckDBPyConnection, tables: Tables, users: Iterable[UserRow]) -> None:
    """Put users into their table."""
    columns = [("VARCHAR", "user_id"), ("VARCHAR[]", "tags"), (CONSENTS, "consents")]
    columns += [(storage_type(each.property.type), each.name) for each in tables.attributes.values()]
    rows = iter(users)
    while piece := list(islice(rows, _AT_ONCE)):
        # Any: values of all columns.
        values: list[list[Any]] = [
            [user.id for user in piece],
            [list(user.tags) for user in piece],
            [[_statement(each) for each in user.consents] for user in piece],
        ]
        for name, column in tables.attributes.items():
            values.append([_stored(user.attributes.get(name), column.property.type) for user in piece])
        _insert(connection, tables.users, columns, values)


def insert_events(
    connection: DuckDBPyConnection, tables: Tables, events: Iterable[tuple[int, Event]]
) -> None:
    """Put events into their table, each with its position in the log."""
    columns = [
        ("VARCHAR", "user_id"),
        ("SMALLINT", "event"),
        ("BIGINT", "time"),
        ("BIGINT", "position"),
        ("VARCHAR", "id"),
    ]
    own: dict[str, dict[str, Column]] = {}
    for (event_name, property_name), column in tables.properties.items():
        own.setdefault(column.name, {})[event_name] = column
        assert column.property.name == property_name
    kinds = {name: next(iter(by_event.values())).property for name, by_event in own.items()}
    columns += [(storage_type(kind.type), name) for name, kind in kinds.items()]
    rows = iter(events)
    while piece := list(islice(rows, _AT_ONCE)):
        # Any: values of all columns.
        values: list[list[Any]] = [
            [event.user_id for _, event in piece],
            [tables.event_codes[event.name] for _, event in piece],
            [event.time for _, event in piece],
            [position for position, _ in piece],
            [event.id for _, event in piece],
        ]
        for name, kind in kinds.items():
            by_event = own[name]
            values.append(
                [
                    _stored(event.properties.get(kind.name), kind.type) if event.name in by_event else None
                    for _, event in piece
                ]
            )
        _insert(connection, tables.events, columns, values)


# Any: values of all columns.
def _insert(
    connection: DuckDBPyConnection, table: str, columns: Sequence[tuple[str, str]], values: list[list[Any]]
) -> None:
    # Amounts travel as texts: DuckDB would give every decimal of a list the scale of the widest.
    parts = [
        f"CAST(unnest(CAST(${place} AS {_travels(type)}[])) AS {type})"
        for place, (type, _) in enumerate(columns, start=1)
    ]
    names = ", ".join(name for _, name in columns)
    connection.execute(f"INSERT INTO {table} ({names}) SELECT {', '.join(parts)}", values)


def _travels(type: str) -> str:
    return type.replace("DECIMAL(38, 18)", "VARCHAR")


def _declared(column: Column) -> str:
    return f", {column.name} {storage_type(column.property.type)}"


def _stored(value: Value, type: ValueType) -> object:
    match value:
        case tuple():
            assert type.item is not None, "a list says what its items are"
            return [_stored(item, type.item) for item in value]
        case Decimal():
            return f"{value:f}" if fits_money(value) else None
        case _:
            return value


def _statement(said: Said) -> dict[str, object]:
    return {
        "channel": said.statement.channel,
        "category": said.statement.category,
        "is_given": said.statement.is_given,
        "position": said.position,
    }
