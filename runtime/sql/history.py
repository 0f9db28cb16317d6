"""Lowers what is asked of the users' history: each question is a few measures of a scan of the events.

A measure is an aggregate function with a filter. All measures of one step of a question are taken in one
pass over the events, grouped by user (`plan.py`); only `did A then B` has a pass of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias, assert_never

from maflow.runtime.program.expressions import (
    Aggregate,
    Count,
    CountDistinct,
    Did,
    DidThen,
    EventQuery,
    EventValue,
    Ever,
    LastPeriod,
    SinceEntry,
    SinceMoment,
    Summary,
    TimeSince,
    TodayPeriod,
    Window,
)
from maflow.runtime.program.types import ValueKind
from maflow.runtime.sql.amounts import average_amount
from maflow.runtime.sql.errors import NotInSqlError
from maflow.runtime.sql.fragments import Form, Fragment, Plain, all_of
from maflow.runtime.sql.frame import Frame, Question
from maflow.runtime.sql.numbers import average_time, quotient
from maflow.runtime.sql.sums import sum_measures, sum_of_measures

__all__ = ["Asked", "History", "ask_history"]

History: TypeAlias = Count | CountDistinct | Aggregate | Did | DidThen | TimeSince


@dataclass(slots=True, kw_only=True)
class Asked:
    """What a question about the history needs.

    Shape: `measures` are aggregates by name; `value` is made of those names, which are NULL for users
    without events. `frame` says what stands beside the events, `bounds` which of them are looked at.
    `rows` makes of the SQL behind FROM what is looked at instead, where events must be put in order first.
    """

    frame: Frame
    bounds: str
    value: Fragment
    measures: dict[str, str] = field(default_factory=dict)
    rows: Callable[[str], str] | None = None


def ask_history(node: History, question: Question) -> Asked:
    """Return what the value of an aggregate needs.

    Raises: NotInSqlError for what only a run has.
    """
    if isinstance(node, DidThen):
        return _did_then(node, question)
    frame = Frame(question, event=question.tables.event_types[node.query.event])
    window = Ever() if isinstance(node, TimeSince) else node.window
    asking = _Asking(frame, [*_inside(window, frame), *_matching(node.query, frame)])
    value = _value(node, asking)
    return Asked(
        frame=frame, bounds=_bounds(node.query, window, question), value=value, measures=asking.measures
    )


class _Asking:
    """Collects the measures of one question."""

    def __init__(self, frame: Frame, conditions: list[str]) -> None:
        self.frame = frame
        self.measures: dict[str, str] = {}
        self._filter = f"FILTER (WHERE {all_of(conditions)})"

    def measure(self, aggregate: str) -> str:
        """Return the name under which an aggregate of the events is measured."""
        name = f"m{next(self.frame.question.names)}"
        self.measures[name] = f"{aggregate} {self._filter}"
        return name

    def property(self, name: str) -> Plain:
        """Return a property of the events that are asked about."""
        value = self.frame.lower(EventValue(name))
        assert isinstance(value, Plain), "a column"
        return value


def _value(node: Count | CountDistinct | Aggregate | Did | TimeSince, asking: _Asking) -> Fragment:
    match node:
        case Count():
            return Plain(f"coalesce({asking.measure('count(*)')}, 0)", Form.INTEGER)
        case CountDistinct(property=name):
            counted = asking.measure(f"count(DISTINCT {asking.property(name).sql})")
            return Plain(f"coalesce({counted}, 0)", Form.INTEGER)
        case Did():
            return Plain(f"(coalesce({asking.measure('count(*)')}, 0) > 0)", Form.BOOLEAN)
        case TimeSince():
            return Plain(f"({asking.frame.question.at_ms} - {asking.measure('max(e.time)')})", Form.TIME)
        case Aggregate():
            return _summary(node, asking)
        case _:
            assert_never(node)


def _summary(node: Aggregate, asking: _Asking) -> Fragment:
    of = asking.property(node.property)
    match node.summary:
        case Summary.SUM:
            return _sum(of, asking)
        case Summary.AVERAGE:
            return _average(node, of, asking)
        case Summary.MINIMUM:
            return Plain(asking.measure(f"min({of.sql})"), of.form)
        case Summary.MAXIMUM:
            return Plain(asking.measure(f"max({of.sql})"), of.form)
        # These two see unknown values as well.
        case Summary.FIRST:
            return Plain(asking.measure(f"arg_min_null({of.sql}, e.position)"), of.form, of.item)
        case Summary.LAST:
            return Plain(asking.measure(f"arg_max_null({of.sql}, e.position)"), of.form, of.item)


def _sum(of: Plain, asking: _Asking) -> Plain:
    if of.form is Form.NUMBER:
        return Plain(f"({sum_of_measures(*map(asking.measure, sum_measures(of.sql)))})", Form.NUMBER)
    form = Form.WIDE if of.form is Form.INTEGER else of.form
    return Plain(f"coalesce({asking.measure(f'sum({of.sql})')}, 0)", form)


def _average(node: Aggregate, of: Plain, asking: _Asking) -> Fragment:
    count = Plain(asking.measure(f"count({of.sql})"), Form.INTEGER)
    total = _sum(of, asking)
    match node.type.kind:
        case ValueKind.MONEY:
            return average_amount(total.sql, count.sql)
        case ValueKind.DURATION:
            return average_time(total, count)
        case _:
            return quotient(total, count)


def _did_then(node: DidThen, question: Question) -> Asked:
    frame = Frame(question)
    inside = _inside(node.window, frame)
    both = []
    for query in (node.first, node.second):
        frame.event = question.tables.event_types[query.event]
        both.append(all_of([*inside, *_matching(query, frame)]))
    name = f"m{next(question.names)}"
    bounds = " OR ".join(_bounds(query, node.window, question) for query in (node.first, node.second))
    return Asked(
        frame=frame,
        bounds=f"({bounds})",
        value=Plain(f"coalesce({name}, FALSE)", Form.BOOLEAN),
        measures={name: f"bool_or(is_second AND time - first_at BETWEEN 0 AND {node.within_ms})"},
        rows=partial(_in_order, *both),
    )


def _in_order(is_first: str, is_second: str, events: str) -> str:
    """Return the events of both kinds, each with the time of the latest first one before it."""
    kinds = f"coalesce({is_first}, FALSE) AS is_first, coalesce({is_second}, FALSE) AS is_second"
    before = (
        "max(CASE WHEN is_first THEN time END) OVER (PARTITION BY user_id ORDER BY position "
        "ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
    )
    both = f"SELECT e.user_id, e.time, e.position, {kinds} FROM {events}"
    return f"SELECT user_id, time, is_second, {before} AS first_at FROM ({both}) WHERE is_first OR is_second"


def _bounds(query: EventQuery, window: Window, question: Question) -> str:
    """Return what tells roughly which events are looked at, without their properties or users."""
    code = question.tables.event_codes[query.event]
    match window:
        case LastPeriod(duration_ms=duration):
            return f"(e.event = {code} AND e.time > {question.at_ms - duration})"
        case SinceMoment(moment_ms=moment):
            return f"(e.event = {code} AND e.time >= {moment})"
        case _:
            return f"e.event = {code}"


def _matching(query: EventQuery, frame: Frame) -> list[str]:
    conditions = [f"e.event = {frame.question.tables.event_codes[query.event]}"]
    if query.where is not None:
        where = frame.lower(query.where)
        assert isinstance(where, Plain), "a condition"
        conditions.append(where.sql)
    return conditions


def _inside(window: Window, frame: Frame) -> list[str]:
    match window:
        case LastPeriod(duration_ms=duration):
            return [f"e.time > {frame.question.at_ms - duration}"]
        case TodayPeriod():
            return [f"e.time >= {frame.of_zone('day_start')}"]
        case SinceMoment(moment_ms=moment):
            return [f"e.time >= {moment}"]
        case SinceEntry():
            raise NotInSqlError("since entry")
        case Ever():
            return []
        case _:
            assert_never(window)
