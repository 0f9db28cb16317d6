"""Where an expression is computed: over users, or over events with their users beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from maflow.runtime.program.expressions import Expression
from maflow.runtime.program.types import EventType
from maflow.runtime.sql.fragments import Fragment
from maflow.runtime.sql.tables import Tables

__all__ = ["Frame", "Lower", "Question", "ZoneNow"]


_COLUMN = re.compile(r"[a-z]\w*\.\w+", re.ASCII)

ZoneNow: TypeAlias = Mapping[str, str]
"""The SQL of what a zone shows at an instant, by the columns of the table of zones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What all expressions of one question share.

    Shape: `known` finds the value of what an earlier step of the question has computed for each user: of
    an aggregate, a consent or a named predicate. `names` numbers the tables that expressions join.
    `zone` is that of all users where they have no zones of their own. Units: `at_ms` is now, UTC
    milliseconds.
    """

    tables: Tables
    at_ms: int
    zone: ZoneNow | None
    consent_all: bool
    known: Callable[[Expression], Fragment]
    names: Iterator[int]
    lowerings: Mapping[type, Lower]


@dataclass(slots=True)
class Frame:
    """One place in the question, and what expressions need of its FROM clause.

    Shape: `joins` stand behind FROM, in order. `event` is the event in sight, None over users alone.
    `looks_at_user` says whether events need their users beside them; `has_zone` whether the user's zone.
    """

    question: Question
    event: EventType | None = None
    joins: list[str] = field(default_factory=list)
    looks_at_user: bool = False
    looks_at_zone: bool = False

    def lower(self, node: Expression) -> Fragment:
        """Return the SQL of an expression."""
        return self.question.lowerings[type(node)](node, self)

    def of_user(self, column: str) -> str:
        """Return a column of the user."""
        self.looks_at_user = True
        return f"u.{column}"

    def of_zone(self, column: str) -> str:
        """Return what the zone of the user shows at this instant, or its name: a column of `zones`."""
        self.looks_at_zone = True
        zone = self.question.zone
        return self.of_user(column) if zone is None else zone[column]

    def named(self, sql: str) -> str:
        """Compute something once that is looked at several times; return the name of what comes of it.

        DuckDB takes a quarter longer to plan a statement for each of them, so a column is its own name.
        """
        if _COLUMN.fullmatch(sql):
            return sql
        name = f"x{next(self.question.names)}"
        self.joins.append(f"CROSS JOIN LATERAL (SELECT {sql} AS v) {name}")
        return f"{name}.v"

    def join_zone(self, table: str, folded: str) -> str:
        """Join the row of the user's zone that an instant or a wall time falls into; return its name."""
        name = f"z{next(self.question.names)}"
        is_there = f"{name}.zone = {self.of_zone('zone')} AND {name}.bucket = zone_bucket({folded})"
        self.joins.append(f"LEFT JOIN {table} {name} ON {is_there}")
        return name


# Any: each takes the expressions of its own class.
Lower: TypeAlias = "Callable[[Any, Frame], Fragment]"
