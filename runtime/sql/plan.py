"""Puts a question together: one SQL statement that computes, step by step, what builds on what.

A step is a common table expression with one row for each user; step 0 are the users. Each further step adds
columns to the one before: aggregates over events, whose conditions can look at what earlier steps know, and
named conditions (`user in vip`), which build on those. Whatever a step asks of the events is measured in
one pass over them, or in two: one without the users, one with them beside the events.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TypeAlias

from maflow.runtime.program.expressions import (
    Aggregate,
    Consents,
    Count,
    CountDistinct,
    Did,
    DidThen,
    Expression,
    Holds,
    TimeSince,
)
from maflow.runtime.sql.calculations import CALCULATIONS
from maflow.runtime.sql.calendars import CALENDARS
from maflow.runtime.sql.consents import ask_consent
from maflow.runtime.sql.fragments import Form, Fragment, Plain, any_of
from maflow.runtime.sql.frame import Frame, Lower, Question
from maflow.runtime.sql.history import Asked, ask_history
from maflow.runtime.sql.logic import LOGIC
from maflow.runtime.sql.nodes import children, walk
from maflow.runtime.sql.tables import Tables
from maflow.runtime.sql.values import VALUES
from maflow.runtime.sql.zones import shared_zone, zone_name

__all__ = ["LOWERINGS", "Statement", "plan"]

_Built: TypeAlias = Count | CountDistinct | Aggregate | Did | DidThen | TimeSince | Consents | Holds
_BUILT = (Count, CountDistinct, Aggregate, Did, DidThen, TimeSince, Consents, Holds)
# Planning takes DuckDB twice as long for every few joins of one FROM clause.
_MOST_JOINS = 8

LOWERINGS: Mapping[type, Lower] = {**VALUES, **LOGIC, **CALCULATIONS, **CALENDARS}
"""How each class of expressions is lowered."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A question as SQL: `user_id` and, for the conditions in order, `c0`, `c1` ... true or false."""

    sql: str
    columns: tuple[str, ...]


def plan(
    conditions: Sequence[Expression], tables: Tables, at_ms: int, *, consent_all: bool = False
) -> Statement:
    """Return the statement that tells for every user which conditions are true at an instant.

    `consent_all`: who has said nothing of a channel consents to it.
    Raises: NotInSqlError for what only an event or a run has.
    """
    return _Plan(tables, at_ms, consent_all).statement(conditions)


class _Plan:
    """The state of one planning. `_steps` are the tables so far, `_known` what is in them."""

    def __init__(self, tables: Tables, at_ms: int, consent_all: bool) -> None:
        self._tables = tables
        self._predicates = {each.name: each.condition for each in tables.program.predicates}
        self._known: dict[Expression, Fragment] = {}
        self._depths: dict[Expression, int] = {}
        self._looks_at_zone = False
        self._steps: list[str] = []
        self._question = Question(
            tables=tables,
            at_ms=at_ms,
            zone=shared_zone(tables, at_ms),
            consent_all=consent_all,
            known=self._known.__getitem__,
            names=count(),
            lowerings=LOWERINGS,
        )

    def statement(self, conditions: Sequence[Expression]) -> Statement:
        """Return the statement that tells for every user which conditions are true."""
        built = list(self._built(conditions))
        deepest = max((self._depth(node) for node in built), default=0)
        for step in range(1, deepest + 1):
            self._add_step(step, [node for node in built if self._depth(node) == step])
        columns = tuple(f"c{place}" for place in range(len(conditions)))
        frame = Frame(self._question)
        values = self._truths(deepest, dict(zip(columns, conditions, strict=True)), frame)
        last = f"SELECT {', '.join(['u.user_id', *values])} {self._users(deepest, frame)}"
        steps = [f"s0 AS ({self._first_step()})", *self._steps]
        return Statement(f"WITH {', '.join(steps)} {last}", columns)

    def _truths(self, step: int, conditions: Mapping[str, Expression], frame: Frame) -> list[str]:
        """Return columns that tell whether conditions are true; a table of its own for every few joins."""
        found: list[str] = []
        group = Frame(self._question)
        written: list[str] = []
        for column, condition in conditions.items():
            written.append(f"coalesce({self._condition(condition, group)}, FALSE) AS {column}")
            if len(group.joins) > _MOST_JOINS:
                name = f"g{next(self._question.names)}"
                sql = f"SELECT {', '.join(['u.user_id', *written])} {self._users(step, group)}"
                self._steps.append(f"{name} AS ({sql})")
                frame.joins.append(f"LEFT JOIN {name} ON {name}.user_id = u.user_id")
                found += [f"{name}.{each.rpartition(' AS ')[2]}" for each in written]
                group, written = Frame(self._question), []
        frame.joins += group.joins
        frame.looks_at_zone = frame.looks_at_zone or group.looks_at_zone
        return found + written

    def _built(self, conditions: Sequence[Expression]) -> Iterator[_Built]:
        """Yield everything that is built in steps, each once."""
        seen: dict[Expression, None] = {}
        waiting = [node for condition in conditions for node in walk(condition)]
        while waiting:
            node = waiting.pop()
            if isinstance(node, _BUILT) and node not in seen:
                seen[node] = None
                yield node
                if isinstance(node, Holds):
                    waiting += walk(self._predicates[node.predicate])

    def _depth(self, node: Expression) -> int:
        """Return the step at which something is built: after all that it looks at."""
        depth = self._depths.get(node)
        if depth is None:
            inside = [self._predicates[node.predicate]] if isinstance(node, Holds) else children(node)
            depth = max(map(self._depth, inside), default=0) + isinstance(node, _BUILT)
            self._depths[node] = depth
        return depth

    def _add_step(self, step: int, nodes: Sequence[_Built]) -> None:
        frame = Frame(self._question)
        named: dict[str, Expression] = {}
        asked: list[Asked] = []
        for node in nodes:
            match node:
                case Holds(predicate=name):
                    column = f"d{next(self._question.names)}"
                    named[column] = self._predicates[name]
                    self._known[node] = Plain(f"u.{column}", Form.BOOLEAN)
                    continue
                case Consents():
                    asked.append(ask_consent(node, self._question))
                case _:
                    asked.append(ask_history(node, self._question))
            self._known[node] = asked[-1].value
        columns = self._truths(step - 1, named, frame)
        passes = list(self._passes(step, asked))
        joins = [f"LEFT JOIN {each.name} ON {each.name}.user_id = u.user_id" for each in passes]
        columns += [f"{each.name}.{measure}" for each in passes for measure in each.measures]
        sql = f"SELECT {', '.join(['u.*', *columns])} {self._users(step - 1, frame)} {' '.join(joins)}"
        self._steps += [f"{each.name} AS ({each.sql})" for each in passes]
        # Named conditions are computed once: written out wherever they are named, they would grow and grow.
        kept = "MATERIALIZED " if any(isinstance(node, Holds) for node in nodes) else ""
        self._steps.append(f"s{step} AS {kept}({sql})")

    def _passes(self, step: int, asked: Sequence[Asked]) -> Iterator[_Pass]:
        measured = [each for each in asked if each.measures]
        for each in measured:
            self._note(each.frame)
        for looks_at_user in (False, True):
            together = [e for e in measured if e.rows is None and e.frame.looks_at_user is looks_at_user]
            for place, few in enumerate(_with_few_joins(together)):
                yield self._pass(f"h{step}{'u' * looks_at_user}{place or ''}", step, few)
        for place, each in enumerate(each for each in measured if each.rows is not None):
            yield self._pass(f"o{step}_{place}", step, [each])

    def _pass(self, name: str, step: int, together: Sequence[Asked]) -> _Pass:
        beside = ""
        if any(each.frame.looks_at_user for each in together):
            beside = f"JOIN s{step - 1} u ON u.user_id = e.user_id"
        joins = [join for each in together for join in each.frame.joins]
        bounds = any_of(dict.fromkeys(each.bounds for each in together))
        inside = f"e.time <= {self._question.at_ms} AND {bounds}"
        events = f"{self._tables.events} e {' '.join([beside, *joins])} WHERE {inside}"
        measures = {name: sql for each in together for name, sql in each.measures.items()}
        rows = together[0].rows
        source = events if rows is None else f"({rows(events)}) e"
        listed = ", ".join(f"{sql} AS {measure}" for measure, sql in measures.items())
        sql = f"SELECT e.user_id, {listed} FROM {source} GROUP BY e.user_id"
        return _Pass(name, sql, tuple(measures))

    def _condition(self, node: Expression, frame: Frame) -> str:
        value = frame.lower(node)
        assert isinstance(value, Plain), "a condition"
        return value.sql

    def _users(self, step: int, frame: Frame) -> str:
        self._note(frame)
        return f"FROM s{step} u {' '.join(frame.joins)}"

    def _note(self, frame: Frame) -> None:
        self._looks_at_zone = self._looks_at_zone or frame.looks_at_zone

    def _first_step(self) -> str:
        users = self._tables.users
        if not self._looks_at_zone or self._question.zone is not None:
            return f"SELECT * FROM {users}"
        is_its = f"z.name = {zone_name(self._tables)}"
        return f"SELECT u.*, z.* EXCLUDE (name) FROM {users} u LEFT JOIN zones z ON {is_its}"


def _with_few_joins(asked: Sequence[Asked]) -> Iterator[list[Asked]]:
    together: list[Asked] = []
    for each in asked:
        if together and sum(len(one.frame.joins) for one in (*together, each)) > _MOST_JOINS:
            yield together
            together = []
        together.append(each)
    if together:
        yield together


@dataclass(frozen=True, slots=True)
class _Pass:
    """One pass over the events, and the measures it takes."""

    name: str
    sql: str
    measures: tuple[str, ...]
