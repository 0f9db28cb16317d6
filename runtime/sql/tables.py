"""The two tables that questions are asked of: which columns they have, and what is in each.

`users`: `user_id VARCHAR`, one row each; `tags VARCHAR[]`; `consents`, the statements of the user's
profile in order, as `STRUCT(channel VARCHAR, category VARCHAR, is_given BOOLEAN, position BIGINT)[]`, where
NULL means every channel or category, and the position is that of the event before, -1 for none; `a0`, `a1`
... the attributes.

`events`: `user_id VARCHAR`; `event SMALLINT`, its place in `Program.events`; `time BIGINT`, the event's own
in UTC milliseconds; `position BIGINT`, its place in the log, which is sorted by time; `id VARCHAR`;
`p0`, `p1` ... the properties, each shared by all events that have one of that name and type.

Unknown is NULL. Defaults are not in the tables: questions supply them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from maflow.runtime.program.program import Program
from maflow.runtime.program.types import EventType, Property, ValueType
from maflow.runtime.sql.needs import Needs

__all__ = ["Column", "Tables"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column, and the attribute or property in it."""

    name: str
    property: Property


class Tables:
    """The columns for a program: for everything in it, or only for what is needed of it."""

    def __init__(self, program: Program, needs: Needs | None = None) -> None:
        self.program = program
        self.users = "users"
        self.events = "events"
        self._needs = needs

    @cached_property
    def attributes(self) -> Mapping[str, Column]:
        """The columns of attributes, by their names."""
        named = enumerate(self.program.attributes)
        found = {attribute.name: Column(f"a{place}", attribute) for place, attribute in named}
        needs = self._needs
        return {name: found[name] for name in found if needs is None or name in needs.attributes}

    @cached_property
    def properties(self) -> Mapping[tuple[str, str], Column]:
        """The columns of properties, by event and name."""
        places: dict[tuple[str, ValueType], str] = {}
        found: dict[tuple[str, str], Column] = {}
        for event in self.program.events:
            for each in event.properties:
                if self._needs is None or (event.name, each.name) in self._needs.properties:
                    column = places.setdefault((each.name, each.type), f"p{len(places)}")
                    found[event.name, each.name] = Column(column, each)
        return found

    @cached_property
    def event_types(self) -> Mapping[str, EventType]:
        """The events of the program, by their names."""
        return {event.name: event for event in self.program.events}

    @cached_property
    def event_codes(self) -> Mapping[str, int]:
        """What stands for each event in the column `event`."""
        return {event.name: code for code, event in enumerate(self.program.events)}
