"""The tables of time zones: what the clocks of each user's zone show, as the engine has it.

`zones`: for each value of `user.timezone` the zone that holds, its date, the first instant of its day, and
what its clocks show now. `zone_instants` and `zone_walls` have a row for each zone and each span of a few
weeks, of instants and of wall times: when the clocks are changed in it (or were last changed before), and
the offsets from UTC before and after. Units: milliseconds.

From 2130 on, a year has the clock changes of a year like it between 2101 and 2129: which days a rule such
as "the last Sunday of March" means only depends on the weekday of 1 January and on the leap day. After the
first change of 9998 the engine knows of none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from maflow.runtime.core.local_time import DAY_MS, Zone, find_zone
from maflow.runtime.sql.fragments import Form, form_of, text_literal
from maflow.runtime.sql.frame import ZoneNow
from maflow.runtime.sql.literals import constant
from maflow.runtime.sql.tables import Column, Tables

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["make_zones", "shared_zone", "zone_name"]

_ATTRIBUTE = "timezone"
_SIMILAR_YEARS = range(2101, 2130)
_CYCLE = 400


def zone_name(tables: Tables) -> str:
    """Return the SQL for the name of a user's zone: `user.timezone`, else the project's."""
    own = text_literal(tables.program.timezone)
    column = _own_zones(tables)
    if column is None:
        return own
    default = column.property.default
    said = [f"u.{column.name}", *([constant(default, column.property.type).sql] if default else []), own]
    return f"coalesce({', '.join(said)})"


def shared_zone(tables: Tables, at_ms: int) -> ZoneNow | None:
    """Return what the clocks of all users show, None where users have zones of their own."""
    if _own_zones(tables) is not None:
        return None
    zone = _project_zone(tables.program.timezone)
    shown = {name: f"({number})" for name, number in _now(zone, at_ms).items()}
    return {"zone": text_literal(zone.name), **shown}


def _own_zones(tables: Tables) -> Column | None:
    column = tables.attributes.get(_ATTRIBUTE)
    return column if column is not None and form_of(column.property.type) is Form.TEXT else None


def make_zones(connection: DuckDBPyConnection, tables: Tables, at_ms: int, *, with_spans: bool) -> None:
    """Make the table of zones at an instant; `with_spans` those of all other instants as well."""
    own = tables.program.timezone
    asked = f"SELECT DISTINCT {zone_name(tables)} FROM {tables.users} u"
    names = sorted({own, *(name for (name,) in connection.execute(asked).fetchall())})
    zones = {name: find_zone(name) or _project_zone(own) for name in names}
    columns = "name VARCHAR, zone VARCHAR, today BIGINT, day_start BIGINT, shown_now BIGINT"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE zones ({columns})")
    connection.execute(f"INSERT INTO zones VALUES {', '.join(_zone_rows(zones.items(), at_ms))}")
    if with_spans:
        _make_spans(connection, sorted({zone.name: zone for zone in zones.values()}.values(), key=str))


def _project_zone(name: str) -> Zone:
    zone = find_zone(name)
    assert zone is not None, "a checked program names a zone that exists"
    return zone


def _zone_rows(zones: Iterable[tuple[str, Zone]], at_ms: int) -> Iterator[str]:
    for name, zone in zones:
        names = f"{text_literal(name)}, {text_literal(zone.name)}"
        yield f"({names}, {', '.join(map(str, _now(zone, at_ms).values()))})"


def _now(zone: Zone, at_ms: int) -> dict[str, int]:
    day, time = zone.local(at_ms)
    return {"today": day, "day_start": zone.today_start(at_ms), "shown_now": day * DAY_MS + time}


# The first and the last instant of the table of clock changes; what lies before has the first offset.
_FIRST, _LAST = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) * 1000 for year in (1800, 2130))
# After the first change of that year, whatever the zone, and before the second.
_END_OF_CHANGES = int(datetime(9998, 6, 15, tzinfo=UTC).timestamp()) * 1000
_LONGEST_SPAN = 2**31
# Clocks are never moved by more than a day, nor wall times further from UTC.
_MARGIN = 2 * DAY_MS


def _make_spans(connection: DuckDBPyConnection, zones: Sequence[Zone]) -> None:
    changes = [(zone.name, *change) for zone in zones for change in _changes(zone)]
    span = _span(changes)
    rows = ", ".join(
        f"({text_literal(name)}, {at}, {before}, {after})" for name, at, before, after in changes
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE zone_changes AS SELECT zone, CAST(changed AS BIGINT) AS changed, "
        f"CAST(before AS BIGINT) AS before, CAST(after AS BIGINT) AS after FROM (VALUES {rows}) "
        "v(zone, changed, before, after)"
    )
    for table, shows_first in (
        ("zone_instants", "changed"),
        ("zone_walls", "changed + least(before, after)"),
    ):
        connection.execute(_spans(table, shows_first, span))
    first = _FIRST // span
    connection.execute(
        f"CREATE OR REPLACE TEMP MACRO zone_bucket(folded) AS "
        f"CASE WHEN folded < {_FIRST} THEN {first} ELSE (folded + {-first * span}) // {span} + {first} END"
    )
    connection.execute(f"CREATE OR REPLACE TEMP MACRO zone_folded(ms) AS {_folded('ms')}")


def _changes(zone: Zone) -> Iterator[tuple[int, int, int]]:
    """Yield when clocks are changed, with the offsets before and after; first of all one at the beginning."""
    before = _offset(zone, _FIRST)
    yield _FIRST - 2 * _LONGEST_SPAN, before, before
    at = zone.offset_change_after(_FIRST)
    while at < _LAST + _LONGEST_SPAN:
        after = _offset(zone, at)
        yield at, before, after
        at, before = zone.offset_change_after(at), after


def _offset(zone: Zone, at: int) -> int:
    day, time = zone.local(at)
    return day * DAY_MS + time - at


def _span(changes: Sequence[tuple[str, int, int, int]]) -> int:
    """Return a length in which the clocks of no zone are changed twice."""
    pairs = pairwise(changes)
    shortest = min((later[1] - one[1] for one, later in pairs if one[0] == later[0]), default=_LONGEST_SPAN)
    span = _LONGEST_SPAN
    while span > shortest - _MARGIN:
        span //= 2
    return span


def _spans(table: str, shows_first: str, span: int) -> str:
    """Return the SQL that makes the spans of a table: each with the last change before its end."""
    first, last = _FIRST // span, _LAST // span + 1
    zones = "SELECT DISTINCT zone FROM zone_changes"
    return (
        f"CREATE OR REPLACE TEMP TABLE {table} AS "
        f"SELECT b.zone, b.bucket, c.changed, c.before, c.after FROM "
        f"(SELECT zone, bucket FROM ({zones}), range({first}, {last + 1}) r(bucket)) b "
        f"ASOF JOIN (SELECT *, {shows_first} AS first FROM zone_changes) c "
        f"ON c.zone = b.zone AND c.first < (b.bucket + 1) * {span}"
    )


def _folded(ms: str) -> str:
    """Return the SQL that puts an instant, or a wall time, of a far year into a similar one."""
    year = f"year(make_timestamp_ms({ms}))"
    start = f"epoch_ms(make_timestamp(CAST({year} AS BIGINT), 1, 1, 0, 0, 0.0))"
    similar = f"{ms} - {start} + {_similar_years()}[{year} % {_CYCLE} + 1]"
    end = _END_OF_CHANGES - _start_ms(9998) + _alike()[_kind(9998)]
    is_near, is_known = f"{ms} < {_LAST}", f"{ms} < {_END_OF_CHANGES}"
    return f"CASE WHEN {is_near} THEN {ms} WHEN {is_known} THEN {similar} WHEN NOT {is_known} THEN {end} END"


@lru_cache(maxsize=1)
def _similar_years() -> str:
    """Return the starts of years of which each is like those of its place in 400 years."""
    # The calendar repeats itself after 400 years, to the weekday.
    return f"[{', '.join(str(_alike()[_kind(2000 + place)]) for place in range(_CYCLE))}]"


@lru_cache(maxsize=1)
def _alike() -> dict[tuple[int, int], int]:
    return {_kind(year): _start_ms(year) for year in _SIMILAR_YEARS}


def _kind(year: int) -> tuple[int, int]:
    start, next_start = (datetime(each, 1, 1, tzinfo=UTC) for each in (year, year + 1))
    return start.weekday(), (next_start - start).days


def _start_ms(year: int) -> int:
    return int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) * 1000
