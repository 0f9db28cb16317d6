"""The tables of zones show what the engine's zones show, at any instant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

import pytest

from maflow.runtime.core.local_time import DAY_MS, find_zone
from maflow.runtime.program.expressions import Expression, Shift, TimePart, UserValue
from maflow.runtime.sql.calendars import CALENDARS
from maflow.runtime.sql.database import open_database
from maflow.runtime.sql.filling import UserRow, insert_users, make_tables
from maflow.runtime.sql.fragments import Plain
from maflow.runtime.sql.frame import Frame, Question
from maflow.runtime.sql.plan import LOWERINGS
from maflow.runtime.sql.tables import Tables
from maflow.runtime.sql.zones import make_zones
from tests.compiler.lowered import lowered

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/Sao_Paulo",
    "America/Boa_Vista",
    "Asia/Gaza",
    "Asia/Shanghai",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Kwajalein",
)
PROGRAM = lowered("user { at moment; timezone timezone }\n")
TABLES = Tables(PROGRAM)
YEARS = (1883, 1911, 1945, 1970, 1999, 2000, 2011, 2024, 2026, 2037, 2099, 2100, 2101, 2400, 3000, 9998)


def instants(zone_name: str) -> Iterator[int]:
    """Yield instants: through some years, and around every change of the clocks in them."""
    zone = find_zone(zone_name)
    assert zone is not None
    for year in YEARS:
        first, last = (int(datetime(each, 1, 1, tzinfo=UTC).timestamp()) * 1000 for each in (year, year + 1))
        yield from range(first, last, 11 * DAY_MS + 3_600_001)
        at = zone.offset_change_after(first)
        while at < last:
            yield from (at + by for by in (-DAY_MS, -3_600_000, -1, 0, 1, 1_800_000, 3_600_000, DAY_MS))
            at = zone.offset_change_after(at)


@pytest.fixture(scope="module")
def connection() -> Iterator[DuckDBPyConnection]:
    rows = (
        UserRow(id=f"{name} {at}", attributes={"at": at, "timezone": name})
        for name in ZONES
        for at in dict.fromkeys(instants(name))
    )
    with open_database() as found:
        make_tables(found, TABLES)
        insert_users(found, TABLES, rows)
        make_zones(found, TABLES, 0, with_spans=True)
        yield found


def values(connection: DuckDBPyConnection, node: Expression) -> Iterator[tuple[str, int, object]]:
    """Yield what an expression is worth for each user: the zone, the instant, the value."""
    question = Question(
        tables=TABLES,
        at_ms=0,
        zone=None,
        consent_all=False,
        known={}.__getitem__,
        names=count(),
        lowerings=LOWERINGS,
    )
    frame = Frame(question)
    lowered_node = frame.lower(node)
    assert isinstance(lowered_node, Plain)
    joins = " ".join(frame.joins)
    users = "SELECT u.*, z.* EXCLUDE (name) FROM users u JOIN zones z ON z.name = u.a1"
    sql = f"SELECT u.zone, u.a0, {lowered_node.sql} FROM ({users}) u {joins}"
    found = connection.execute(sql).fetchall()
    assert len(found) > 1000
    yield from found


@pytest.mark.parametrize("part", ["hour", "date", "weekday"])
def test_clocks_show_what_the_engine_says(part: str, connection: DuckDBPyConnection) -> None:
    for name, at, value in values(connection, TimePart(part, UserValue("at"))):
        zone = find_zone(name)
        assert (name, at, value) == (name, at, getattr(zone, part)(at))


@pytest.mark.parametrize(
    ("months", "days"), [(0, 1), (0, -1), (1, 0), (-13, 0), (12, 3), (0, 40_000), (120_000, 0)]
)
def test_moments_move_over_the_calendar_as_in_the_engine(
    months: int, days: int, connection: DuckDBPyConnection
) -> None:
    for name, at, value in values(connection, Shift(UserValue("at"), False, months, days)):
        zone = find_zone(name)
        assert zone is not None
        assert (name, at, value) == (name, at, zone.shift(at, months, days))


def test_calendars_know_every_expression_of_theirs() -> None:
    assert set(CALENDARS) == {TimePart, Shift}


def test_a_zone_that_does_not_exist_is_that_of_the_project(tmp_path: object) -> None:
    with open_database() as connection:
        make_tables(connection, TABLES)
        insert_users(connection, TABLES, [UserRow(id="u1", attributes={"timezone": "Mars/Olympus"})])
        make_zones(connection, TABLES, 0, with_spans=False)
        found = connection.execute("SELECT name, zone FROM zones ORDER BY name").fetchall()
    assert dict(found) == {"Mars/Olympus": PROGRAM.timezone, PROGRAM.timezone: PROGRAM.timezone}
