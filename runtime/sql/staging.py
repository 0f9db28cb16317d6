"""Reads a relation of records into a table of its own: typed values, and which rows Python must read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from maflow.runtime.program.program import Program
from maflow.runtime.program.types import Property, ValueKind, ValueType
from maflow.runtime.sources.records import LONGEST_ID
from maflow.runtime.sql.conversions import Reading, json_reading, json_text, text_reading, texts_reading
from maflow.runtime.sql.filling import CONSENTS
from maflow.runtime.sql.fragments import all_of, text_literal
from maflow.runtime.sql.relations import Cells, Fields, Relation
from maflow.runtime.sql.tables import Tables

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["EVENT_FIELDS", "event_properties", "stage_events", "stage_users", "user_fields"]

EVENT_FIELDS: Fields = (
    ("user_id", ValueKind.TEXT),
    ("event", ValueKind.TEXT),
    ("time", ValueKind.MOMENT),
    ("id", ValueKind.TEXT),
)
_TEXT, _MOMENT = ValueType(ValueKind.TEXT), ValueType(ValueKind.MOMENT)
# The years from 1900 to 2199: other dates are slips, and rejected.
_FIRST, _LAST = -2_208_988_800_000, 7_258_118_400_000
_BUILT_IN = ("promotional", "transactional")


@dataclass(frozen=True, slots=True)
class _Shared:
    """A column of the events, and the events that have it, by their codes."""

    column: str
    declared: Property
    codes: tuple[int, ...]


def event_properties(tables: Tables) -> Fields:
    """Return the fields of properties that are wanted, each once."""
    kinds = {shared.declared.name: shared.declared.type.kind for shared in _shared(tables)}
    return tuple(kinds.items())


def user_fields(tables: Tables) -> Fields:
    """Return the fields of users that are wanted."""
    wanted = tuple((name, column.property.type.kind) for name, column in tables.attributes.items())
    return (("user_id", ValueKind.TEXT), ("tags", ValueKind.TEXT), ("consent", ValueKind.TEXT), *wanted)


def stage_events(connection: DuckDBPyConnection, relation: Relation, tables: Tables) -> None:
    """Make the table `staged` of events: `row`, `is_plain`, `name` on the wire, and the columns of events.

    Where `is_plain` is false nothing else is right. The code of an event that is not declared is NULL.
    """
    reader = _Reader(relation, tables.program)
    user, name, time, id = (
        reader.read(place, type) for place, type in enumerate((_TEXT, _TEXT, _MOMENT, _TEXT))
    )
    names = {shared: place for place, (shared, _) in enumerate(event_properties(tables))}
    # In JSON `properties` itself stands before what is in it.
    is_json = relation.cells is Cells.JSON
    first = len(EVENT_FIELDS) + is_json
    values, fits = [], []
    for shared in _shared(tables):
        read = reader.read(first + names[shared.declared.name], shared.declared.type)
        is_its = f"n.code IN ({', '.join(map(str, shared.codes))})"
        values.append(f"CASE WHEN {is_its} THEN {read.value} END AS {shared.column}")
        fits.append(f"(NOT {is_its} OR {read.fits})")
    is_object = [f"(f{first - 1} IS NULL OR f{first - 1}[1] = '{{')"] if is_json else []
    is_known = [user.fits, _says(user), name.fits, _says(name), "f2 IS NOT NULL"]
    is_timed = f"{time.value} >= {_FIRST} AND {time.value} < {_LAST}"
    is_short = f"({id.value} IS NULL OR length({id.value}) <= {LONGEST_ID})"
    is_event = [time.fits, is_timed, id.fits, is_short, *is_object, *fits]
    is_plain = f"{all_of(is_known)} AND (n.code IS NULL OR ({all_of(is_event)}))"
    codes = _wires(tables.program) or {"": -1}
    wires = ", ".join(f"({text_literal(wire)}, {code})" for wire, code in codes.items())
    columns = ["row", f"coalesce({is_plain}, FALSE) AS is_plain", f"{name.value} AS name", "n.code AS code"]
    columns += [f"{user.value} AS user_id", f"{time.value} AS time", f"nullif({id.value}, '') AS id", *values]
    source = f"({relation.sql}) LEFT JOIN (VALUES {wires}) n(wire, code) ON n.wire = {name.value}"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE staged AS SELECT {', '.join(columns)} FROM {source}")


def stage_users(connection: DuckDBPyConnection, relation: Relation, tables: Tables) -> None:
    """Make the table `staged` of users: `row`, `is_plain`, and the columns of users.

    Where `is_plain` is false nothing else is right.
    """
    reader = _Reader(relation, tables.program)
    user = reader.read(0, _TEXT)
    tags, consents = reader.texts(1), _consents(reader, tables.program)
    values, fits = [], [user.fits, _says(user), tags.fits, consents.fits]
    for place, column in enumerate(tables.attributes.values(), start=3):
        read = reader.read(place, column.property.type)
        values.append(f"{read.value} AS {column.name}")
        fits.append(read.fits)
    columns = ["row", f"coalesce({all_of(fits)}, FALSE) AS is_plain", f"{user.value} AS user_id"]
    columns += [f"{tags.value} AS tags", f"CAST({consents.value} AS {CONSENTS}) AS consents", *values]
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE staged AS SELECT {', '.join(columns)} FROM ({relation.sql})"
    )


class _Reader:
    """Reads the fields of a relation by their places."""

    def __init__(self, relation: Relation, program: Program) -> None:
        self._is_json = relation.cells is Cells.JSON
        self._home = program.currency
        self._channels = frozenset(channel.name for channel in program.channels)

    def read(self, place: int, type: ValueType) -> Reading:
        """Read one value of a type."""
        read = json_reading if self._is_json else text_reading
        return read(f"f{place}", type, self._home, self._channels)

    def texts(self, place: int) -> Reading:
        """Read several texts with `;` between them."""
        field = f"f{place}"
        if not self._is_json:
            return texts_reading(field)
        text, is_text = json_text(field, _TEXT, self._home)
        read = texts_reading(f"({text})")
        return Reading(read.value, f"({field} IS NULL OR ({is_text} AND {read.fits}))")


def _says(read: Reading) -> str:
    return f"length({read.value}) BETWEEN 1 AND {LONGEST_ID}"


def _shared(tables: Tables) -> list[_Shared]:
    pairs = [
        (column.name, tables.event_codes[event], column.property)
        for (event, _), column in tables.properties.items()
    ]
    pairs.sort(key=lambda pair: (int(pair[0][1:]), pair[1]))
    found = []
    for name, group in groupby(pairs, key=lambda pair: pair[0]):
        members = list(group)
        found.append(_Shared(name, members[0][2], tuple(code for _, code, _ in members)))
    return found


def _wires(program: Program) -> dict[str, int]:
    """Return the codes of events by their names on the wire; of two of one name the first is meant."""
    found: dict[str, int] = {}
    for code, event in enumerate(program.events):
        found.setdefault(event.wire_name, code)
    return found


def _consents(reader: _Reader, program: Program) -> Reading:
    """Read consents such as `push;sms:promotional`."""
    read = reader.texts(2)
    categories = {*_BUILT_IN, *(category.name for category in program.categories)}
    channels = [channel.name for channel in program.channels]
    known = [*channels, *(f"{channel}:{category}" for channel in channels for category in sorted(categories))]
    listed = f"[{', '.join(map(text_literal, known))}]"
    statement = (
        "{'channel': split_part(said, ':', 1), 'category': nullif(split_part(said, ':', 2), ''), "
        "'is_given': TRUE, 'position': -1}"
    )
    are_known = f"len(list_filter({read.value}, lambda said: NOT list_contains({listed}, said))) = 0"
    value = f"list_transform({read.value}, lambda said: {statement})"
    return Reading(value, f"({read.fits} AND coalesce({are_known}, TRUE))")
