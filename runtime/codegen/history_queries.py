"""Which events an expression over the history looks at, and what of its condition can be asked at once.

A condition behind `where` falls into parts. Those that speak of the event alone (in a run also of its
entry, which never changes) are asked when the event arrives; such events make a stream. The others, about
the user, the run or the clock, are asked of the kept events whenever the expression is.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from maflow.runtime.codegen.expression_walk import conjuncts, is_expression, parts
from maflow.runtime.program.expressions import (
    Aggregate,
    And,
    Between,
    Compare,
    Comparison,
    Consents,
    Count,
    CountDistinct,
    Did,
    DidThen,
    EntryValue,
    EventQuery,
    EventValue,
    Expression,
    HasTag,
    Holds,
    In,
    LastPeriod,
    Now,
    Or,
    RunValue,
    Shift,
    SinceEntry,
    SinceMoment,
    TimePart,
    TimeSince,
    TodayDate,
    TodayPeriod,
    UserValue,
    Window,
)
from maflow.runtime.program.types import Constant, NumberData, ValueKind, ValueType

__all__ = [
    "CountTest",
    "Looked",
    "Sliding",
    "Stream",
    "as_comparisons",
    "count_test",
    "is_sliding",
    "look_at",
]

Sliding = LastPeriod | TodayPeriod

_AGGREGATES = (Aggregate, Count, CountDistinct, Did, DidThen, TimeSince)
_CHANGING = (UserValue, RunValue, Now, TodayDate, HasTag, Holds, Consents, *_AGGREGATES)
_MOMENT = ValueType(ValueKind.MOMENT)
_TURNED = {
    Comparison.EQUAL: Comparison.EQUAL,
    Comparison.NOT_EQUAL: Comparison.NOT_EQUAL,
    Comparison.LESS: Comparison.GREATER,
    Comparison.LESS_OR_EQUAL: Comparison.GREATER_OR_EQUAL,
    Comparison.GREATER: Comparison.LESS,
    Comparison.GREATER_OR_EQUAL: Comparison.LESS_OR_EQUAL,
}


@dataclass(frozen=True, slots=True)
class Stream:
    """Events of a type for which conditions about the event alone are true.

    `campaign` is None for the whole history of a user; else only what came after the entry of a run of
    that campaign is in the stream.
    """

    event: str
    conditions: frozenset[Expression]
    campaign: str | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """What a query over a window looks at: a stream, and conditions that are asked later.

    `window` is None where everything in the stream counts.
    """

    stream: Stream
    later: tuple[Expression, ...]
    window: Sliding | None


@dataclass(frozen=True, slots=True)
class CountTest:
    """A count compared with constants: true for `at_least` <= count < `below`, or the opposite."""

    count: Count
    at_least: int
    below: int | None
    is_negated: bool = False


def is_sliding(window: Window) -> bool:
    """Tell whether events leave a window as time goes by."""
    return isinstance(window, LastPeriod | TodayPeriod)


def look_at(query: EventQuery, window: Window, campaign: str | None, *, is_zone_fixed: bool) -> Looked:
    """Return what a query over a window looks at.

    `campaign` is that of the run around the expression, if any; `is_zone_fixed`: all users live in one
    time zone, so that the local time of an event never changes.
    """
    in_run = campaign if isinstance(window, SinceEntry) else None
    now: list[Expression] = []
    later: list[Expression] = []
    for condition in conjuncts(query.where):
        is_frozen = _is_frozen(condition, in_run=in_run is not None, is_zone_fixed=is_zone_fixed)
        (now if is_frozen else later).append(condition)
    if isinstance(window, SinceMoment):
        start = Constant(_MOMENT, NumberData(window.moment_ms))
        now.append(Compare(Comparison.GREATER_OR_EQUAL, EventValue("time"), start))
    stream = Stream(query.event, frozenset(now), in_run)
    sliding = window if isinstance(window, LastPeriod | TodayPeriod) else None
    return Looked(stream, tuple(later), sliding)


def as_comparisons(expression: Expression) -> Expression:
    """Return `between` and `in` of a count and constants as comparisons, anything else as it is."""
    match expression:
        case Between(operand=Count() as count, low=Constant() as low, high=Constant() as high):
            return And(
                (
                    Compare(Comparison.GREATER_OR_EQUAL, count, low),
                    Compare(Comparison.LESS_OR_EQUAL, count, high),
                )
            )
        case In(operand=Count() as count, items=items) if all(isinstance(item, Constant) for item in items):
            return Or(tuple(Compare(Comparison.EQUAL, count, item) for item in items))
        case _:
            return expression


def count_test(expression: Expression) -> CountTest | None:
    """Return the test that a comparison of a count with a constant is, None for anything else."""
    match expression:
        case Compare(operator=operator, left=Count() as count, right=Constant(data=NumberData(value=value))):
            return _TESTS[operator](count, value)
        case Compare(operator=operator, left=Constant(data=NumberData(value=value)), right=Count() as count):
            return _TESTS[_TURNED[operator]](count, value)
        case _:
            return None


def _equal(count: Count, value: float, *, is_negated: bool = False) -> CountTest:
    number = math.floor(value)
    # Nothing is counted half a time: `= 0.5` asks for at least 1 and less than 1.
    return CountTest(count, number if number == value else number + 1, number + 1, is_negated)


def _at_least(count: Count, value: float, *, is_negated: bool = False) -> CountTest:
    return CountTest(count, math.ceil(value), None, is_negated)


def _more_than(count: Count, value: float, *, is_negated: bool = False) -> CountTest:
    return CountTest(count, math.floor(value) + 1, None, is_negated)


_TESTS: dict[Comparison, Callable[[Count, float], CountTest]] = {
    Comparison.EQUAL: _equal,
    Comparison.NOT_EQUAL: partial(_equal, is_negated=True),
    Comparison.LESS: partial(_at_least, is_negated=True),
    Comparison.LESS_OR_EQUAL: partial(_more_than, is_negated=True),
    Comparison.GREATER: _more_than,
    Comparison.GREATER_OR_EQUAL: _at_least,
}


def _is_frozen(node: object, *, in_run: bool, is_zone_fixed: bool) -> bool:
    match node:
        case EntryValue():
            return in_run
        case TimePart(of_date=False) if not is_zone_fixed:
            return False
        case Shift(of_date=False, months=months, days=days) if (months or days) and not is_zone_fixed:
            return False
        case _ if isinstance(node, _CHANGING):
            return False
        case _:
            return all(
                _is_frozen(part, in_run=in_run, is_zone_fixed=is_zone_fixed)
                for part in parts(node)
                if is_expression(part)
            )
