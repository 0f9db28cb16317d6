"""What expressions are worth, evaluated straight from the whole log: slow, small, and the measure of all."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, DecimalException
from typing import Any

from maflow.runtime.codegen.names import value_of
from maflow.runtime.core.local_time import DAY_MS, WEEKDAYS, Zone, shift_date, weekday_of_day
from maflow.runtime.program import expressions as ir
from maflow.runtime.program.program import Program
from maflow.runtime.program.types import Constant, ValueKind

__all__ = ["Happened", "NaiveRun", "Past", "evaluate", "holds"]


@dataclass(frozen=True)
class Happened:
    """An event of the log."""

    name: str
    time: int
    properties: Mapping[str, Any]
    id: str | None = None


@dataclass(frozen=True)
class NaiveRun:
    """A run: its frozen entry, its values, and how long the log was when it began."""

    entry: Mapping[str, Any]
    entry_time: int
    values: Mapping[str, Any]
    begins: int


@dataclass(frozen=True)
class Past:
    """All that is known of a user at an instant."""

    program: Program
    now: int
    zone: Zone
    attributes: Mapping[str, Any]
    tags: frozenset[str] = frozenset()
    consents: frozenset[tuple[str, str]] = frozenset()
    log: list[Happened] = field(default_factory=list)
    run: NaiveRun | None = None
    event: Happened | None = None


def holds(condition: ir.Expression | None, past: Past) -> bool:
    return condition is None or evaluate(condition, past) is True


def evaluate(node: Any, past: Past) -> Any:  # noqa: C901, PLR0911, PLR0912 - one case a class
    """Return the value of an expression, None where it is unknown."""
    match node:
        case Constant(data=data):
            return value_of(data)
        case ir.UserValue(name=name):
            declared = next(each for each in past.program.attributes if each.name == name)
            return _or_default(past.attributes.get(name), declared)
        case ir.EventValue(name=name):
            assert past.event is not None
            return _property(past.event, name, past)
        case ir.EntryValue(name=name):
            assert past.run is not None
            return past.run.entry_time if name == "time" else past.run.entry.get(name)
        case ir.RunValue(name=name):
            assert past.run is not None
            return past.run.values.get(name)
        case ir.Now():
            return past.now
        case ir.TodayDate():
            return past.zone.date(past.now)
        case ir.HasTag(tag=tag):
            return tag in past.tags
        case ir.Holds(predicate=name):
            found = next(each for each in past.program.predicates if each.name == name)
            return holds(found.condition, replace(past, event=None, run=None))
        case ir.Consents(channel=channel, category=category):
            return (channel, category) in past.consents
        case ir.And(operands=operands):
            return _all_of([evaluate(each, past) for each in operands])
        case ir.Or(operands=operands):
            return _not(_all_of([_not(evaluate(each, past)) for each in operands]))
        case ir.Not(operand=operand):
            return _not(evaluate(operand, past))
        case ir.IsKnown(operand=operand):
            return evaluate(operand, past) is not None
        case ir.Default(operand=operand, fallback=fallback):
            value = evaluate(operand, past)
            return evaluate(fallback, past) if value is None else value
        case ir.ListOf(items=items):
            return tuple(value for item in items if (value := evaluate(item, past)) is not None)
        case ir.In(operand=operand, items=items):
            value = evaluate(operand, past)
            return _not(_all_of([_not(_compare("=", value, evaluate(item, past))) for item in items]))
        case ir.Between(operand=operand, low=low, high=high):
            value = evaluate(operand, past)
            return _all_of(
                [_compare(">=", value, evaluate(low, past)), _compare("<=", value, evaluate(high, past))]
            )
        case ir.Compare(operator=operator, left=left, right=right):
            return _compare(operator, evaluate(left, past), evaluate(right, past))
        case ir.Count() | ir.CountDistinct() | ir.Aggregate() | ir.Did() | ir.DidThen() | ir.TimeSince():
            return _history(node, past)
        case _:
            return _strict(node, past)


def _strict(node: Any, past: Past) -> Any:  # noqa: C901, PLR0911 - one case a class
    operands = [evaluate(part, past) for part in _operands(node)]
    if any(operand is None for operand in operands):
        return None
    match node, operands:
        case ir.Negate(), [value]:
            return -value
        case ir.Contains(), [whole, part]:
            return part in whole
        case ir.TextTest(test="starts with"), [text, part]:
            return text.startswith(part)
        case ir.TextTest(), [text, part]:
            return text.endswith(part)
        case ir.Matches(pattern=pattern), [text]:
            return re.search(pattern, text) is not None
        case ir.TimePart(of_date=True, part=part), [day]:
            return day if part == "date" else WEEKDAYS[weekday_of_day(day)]
        case ir.TimePart(part=part), [moment]:
            return getattr(past.zone, part)(moment)
        case ir.Shift(of_date=True, months=months, days=days, elapsed_ms=ms), [day]:
            return (shift_date(day, months, days) * DAY_MS + ms) // DAY_MS
        case ir.Shift(months=months, days=days, elapsed_ms=ms), [moment]:
            return (past.zone.shift(moment, months, days) if months or days else moment) + ms
        case ir.Arithmetic(operator=operator, kind=kind), [left, right]:
            return _calculate(operator, kind, left, right)
    raise AssertionError(node)


def _operands(node: Any) -> list[Any]:
    match node:
        case ir.Contains(whole=whole, part=part):
            return [whole, part]
        case ir.TextTest(operand=operand, part=part):
            return [operand, part]
        case ir.Arithmetic(left=left, right=right):
            return [left, right]
        case _:
            return [node.operand]


def _calculate(operator: str, kind: ir.ArithmeticKind, left: Any, right: Any) -> Any:
    kinds = ir.ArithmeticKind
    match kind:
        case kinds.MONEY_BY_NUMBER:
            right = Decimal(repr(right))
        case kinds.NUMBER_BY_MONEY:
            left = Decimal(repr(left))
        case kinds.DATE_AND_DURATION:
            return (left * DAY_MS + (right if operator == "+" else -right)) // DAY_MS
        case kinds.DATES:
            return (left - right) * DAY_MS
        case _:
            pass
    try:
        value = {
            "+": lambda: left + right,
            "-": lambda: left - right,
            "*": lambda: left * right,
            "/": lambda: left / right,
        }[operator]()
    except (ZeroDivisionError, DecimalException):
        return None
    if kind in (kinds.DURATION_BY_NUMBER, kinds.NUMBER_BY_DURATION):
        return round(value)
    return float(value) if kind is kinds.MONEY_BY_MONEY else value


def _compare(operator: str, left: Any, right: Any) -> bool | None:
    if left is None or right is None:
        return None
    match operator:
        case "=":
            return bool(left == right)
        case "!=":
            return bool(left != right)
        case "<":
            return bool(left < right)
        case "<=":
            return bool(left <= right)
        case ">":
            return bool(left > right)
        case _:
            return bool(left >= right)


def _all_of(values: list[bool | None]) -> bool | None:
    if False in values:
        return False
    return None if None in values else True


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _or_default(value: Any, declared: Any) -> Any:
    return value_of(declared.default) if value is None and declared.default is not None else value


def _property(event: Happened, name: str, past: Past) -> Any:
    if name in ("time", "id"):
        return event.time if name == "time" else event.id
    of_type = next(each for each in past.program.events if each.name == event.name)
    declared = next(each for each in of_type.properties if each.name == name)
    return _or_default(event.properties.get(name), declared)


def _matching(query: ir.EventQuery, window: Any, past: Past) -> Iterator[tuple[int, Happened]]:
    for place, event in enumerate(past.log):
        if event.name != query.event or not _is_inside(place, event, window, past):
            continue
        if holds(query.where, replace(past, event=event)):
            yield place, event


def _is_inside(place: int, event: Happened, window: Any, past: Past) -> bool:
    match window:
        case ir.LastPeriod(duration_ms=duration_ms):
            return past.now - duration_ms < event.time
        case ir.TodayPeriod():
            return event.time >= past.zone.day_start(past.zone.date(past.now))
        case ir.SinceMoment(moment_ms=moment_ms):
            return event.time >= moment_ms
        case ir.SinceEntry():
            assert past.run is not None
            return place >= past.run.begins
        case _:
            return True


def _history(node: Any, past: Past) -> Any:
    match node:
        case ir.Count(query=query, window=window):
            return len(list(_matching(query, window, past)))
        case ir.Did(query=query, window=window):
            return bool(list(_matching(query, window, past)))
        case ir.CountDistinct(property=name, query=query, window=window):
            values = {_property(event, name, past) for _, event in _matching(query, window, past)}
            return len(values - {None})
        case ir.TimeSince(query=query):
            times = [event.time for _, event in _matching(query, ir.Ever(), past)]
            return past.now - max(times) if times else None
        case ir.DidThen(first=first, second=second, within_ms=within_ms, window=window):
            return any(
                place < later and 0 <= end.time - start.time <= within_ms
                for place, start in _matching(first, window, past)
                for later, end in _matching(second, window, past)
            )
        case ir.Aggregate(summary=summary, property=name, type=what, query=query, window=window):
            events = sorted(_matching(query, window, past), key=lambda each: (each[1].time, each[0]))
            return _summarise(summary, [_property(event, name, past) for _, event in events], what.kind)


def _summarise(summary: ir.Summary, values: list[Any], kind: ValueKind) -> Any:
    known = [value for value in values if value is not None]
    match summary:
        case ir.Summary.FIRST:
            return values[0] if values else None
        case ir.Summary.LAST:
            return values[-1] if values else None
        case ir.Summary.MINIMUM:
            return min(known, default=None)
        case ir.Summary.MAXIMUM:
            return max(known, default=None)
        case ir.Summary.SUM:
            return _sum(known, kind)
        case ir.Summary.AVERAGE:
            if not known:
                return None
            average = _sum(known, kind) / len(known)
            return round(average) if kind is ValueKind.DURATION else average


def _sum(known: list[Any], kind: ValueKind) -> Any:
    match kind:
        case ValueKind.MONEY:
            return sum(known, Decimal(0))
        case ValueKind.NUMBER | ValueKind.PERCENT:
            return math.fsum(known)
        case _:
            return sum(known)
