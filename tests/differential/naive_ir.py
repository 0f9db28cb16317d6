"""What an expression of a program is worth for one user at one instant, written to be read.

Nothing is prepared and nothing is kept: whoever asks walks the whole history (language reference, sections
4 and 5). Values are those of the runtime, None is unknown. For tests only.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeAlias, assert_never
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from maflow.runtime.codegen.patterns import compile_pattern
from maflow.runtime.core.inputs import ConsentStatement, Event
from maflow.runtime.program import expressions as ir
from maflow.runtime.program.program import ConsentRule, Program
from maflow.runtime.program.types import Constant, Data, ListData, MoneyData, Property, ValueKind
from tests.reference.arithmetic import exactly, rounded
from tests.reference.local_time import (
    date_of,
    day_number,
    day_start,
    instant_of,
    shifted_date,
    wall,
    weekday_name,
)

__all__ = ["Passage", "Question", "Somebody", "holds", "value_of"]

# Any: a value of any type; what may stand where has been checked by the compiler.
Found: TypeAlias = Any

_HOUR = 3_600_000
_DAY = 24 * _HOUR
_EPOCH = datetime(1970, 1, 1)
_FIRST_DAY, _LAST_DAY = day_number(date.min), day_number(date.max)
# Before and after these, clocks are not changed any more, as far as the engine knows.
_EARLIEST, _LATEST = ((datetime(year, 6, 15) - _EPOCH).days * _DAY for year in (1, 9998))
_LARGEST_WHOLE = 2**63
_LONGEST = 10**16


@dataclass(frozen=True)
class Passage:
    """A run: its frozen entry, its values, and how many events the log had when it began."""

    entry: Mapping[str, Found]
    entry_time: int
    values: Mapping[str, Found]
    begins: int


@dataclass(frozen=True)
class Somebody:
    """A user: the known attributes, what the profile says, and all events in the order of the log."""

    id: str
    attributes: Mapping[str, Found]
    history: tuple[Event, ...] = ()
    tags: frozenset[str] = frozenset()
    consents: tuple[ConsentStatement, ...] = ()


def holds(name: str, program: Program, user: Somebody, now: int, *, consent_all: bool = False) -> bool:
    """Tell whether a named predicate is true for a user: unknown is not true."""
    return value_of(ir.Holds(name), program, user, now, consent_all=consent_all) is True


def value_of(
    node: ir.Expression, program: Program, user: Somebody, now: int, *, consent_all: bool = False
) -> Found:
    """Return what an expression is worth, None where that is unknown."""
    return Question(program, user, now, consent_all).value(node)


@dataclass(frozen=True)
class Question:
    """An instant in the life of a user; `event` is the event in sight, `run` the run that asks."""

    program: Program
    user: Somebody
    now: int
    consent_all: bool = False
    event: Event | None = None
    run: Passage | None = None

    @cached_property
    def zone(self) -> ZoneInfo:
        name = next(
            (self.attribute(each) for each in self.program.attributes if each.name == "timezone"), None
        )
        try:
            return ZoneInfo(name or self.program.timezone)
        except ZoneInfoNotFoundError:
            return ZoneInfo(self.program.timezone)

    def attribute(self, declared: Property) -> Found:
        return _or_default(self.user.attributes.get(declared.name), declared)

    def property(self, name: str) -> Found:
        assert self.event is not None, "an event is in sight"
        if name in ("time", "id"):
            return getattr(self.event, name)
        event_type = next(each for each in self.program.events if each.name == self.event.name)
        declared = next(each for each in event_type.properties if each.name == name)
        return _or_default(self.event.properties.get(name), declared)

    def value(self, node: ir.Expression) -> Found:  # noqa: C901, PLR0911, PLR0912
        match node:
            case Constant(data=data):
                return _datum(data)
            case ir.UserValue(name=name):
                return self.attribute(next(each for each in self.program.attributes if each.name == name))
            case ir.EventValue(name=name):
                return self.property(name)
            case ir.EntryValue(name=name):
                assert self.run is not None, "a run asks"
                return self.run.entry_time if name == "time" else self.run.entry.get(name)
            case ir.RunValue(name=name):
                assert self.run is not None, "a run asks"
                return self.run.values.get(name)
            case ir.Now():
                return self.now
            case ir.TodayDate():
                return day_number(wall(self.now, self.zone).date())
            case ir.HasTag(tag=tag):
                return tag in self.user.tags
            case ir.Holds(predicate=name):
                condition = next(each.condition for each in self.program.predicates if each.name == name)
                return replace(self, event=None, run=None).value(condition) is True
            case ir.Consents():
                return self.consents(node)
            case ir.TimePart():
                return self.time_part(node)
            case ir.Count() | ir.CountDistinct() | ir.Aggregate() | ir.Did() | ir.DidThen() | ir.TimeSince():
                return self.history(node)
            case ir.And(operands=operands):
                return _all(self.value(each) for each in operands)
            case ir.Or(operands=operands):
                return _not(_all(_not(self.value(each)) for each in operands))
            case ir.Not(operand=operand):
                return _not(self.value(operand))
            case ir.Negate(operand=operand):
                value = self.value(operand)
                return None if value is None else -value
            case ir.Arithmetic(operator=operator, kind=kind, left=left, right=right):
                values = self.value(left), self.value(right)
                found = None if None in values else _calculated(operator, kind, *values)
                return None if found is None else self.fitting(found, node)
            case ir.Shift():
                return self.shifted(node)
            case ir.Compare(operator=operator, left=left, right=right):
                return _compared(operator, self.value(left), self.value(right))
            case ir.Contains(whole=whole, part=part):
                values = self.value(whole), self.value(part)
                return None if None in values else values[1] in values[0]
            case ir.TextTest(test=test, operand=operand, part=part):
                values = self.value(operand), self.value(part)
                if None in values:
                    return None
                return (
                    values[0].startswith(values[1])
                    if test == "starts with"
                    else values[0].endswith(values[1])
                )
            case ir.Matches(operand=operand, pattern=pattern):
                value = self.value(operand)
                return None if value is None else compile_pattern(pattern).search(value) is not None
            case ir.In(operand=operand, items=items):
                wanted = self.value(operand)
                equal = ir.Comparison.EQUAL
                return _not(_all(_not(_compared(equal, wanted, self.value(item))) for item in items))
            case ir.Between(operand=operand, low=low, high=high):
                value, at_most = self.value(operand), ir.Comparison.LESS_OR_EQUAL
                lows, highs = self.value(low), self.value(high)
                return _all((_compared(at_most, lows, value), _compared(at_most, value, highs)))
            case ir.IsKnown(operand=operand):
                return self.value(operand) is not None
            case ir.Default(operand=operand, fallback=fallback):
                value = self.value(operand)
                return self.value(fallback) if value is None else value
            case ir.ListOf(items=items):
                return tuple(value for item in items if (value := self.value(item)) is not None)
            case _:
                assert_never(node)

    def fitting(self, found: Found, node: ir.Arithmetic) -> Found:
        """Return what was calculated, None where the engine has no room for it."""
        kinds = ir.ArithmeticKind
        is_small = -_LARGEST_WHOLE <= found < _LARGEST_WHOLE if isinstance(found, int) else False
        match node.kind:
            case kinds.DURATION_BY_NUMBER | kinds.NUMBER_BY_DURATION:
                return found if abs(found) <= _LONGEST else None
            case kinds.NUMBERS if is_small or self.is_whole(node):
                return found if is_small else None
            case kinds.NUMBERS:
                return float(found) if math.isfinite(found) else None
            case _:
                return found

    def is_whole(self, node: ir.Expression) -> bool:
        """Tell whether a number is whole by its type."""
        match node:
            case Constant(type=type):
                return type.kind is ValueKind.INTEGER
            case ir.UserValue(name=name):
                return _type_of(name, self.program.attributes) is ValueKind.INTEGER
            case ir.EventValue(name=name):
                assert self.event is not None, "an event is in sight"
                event = next(each for each in self.program.events if each.name == self.event.name)
                return _type_of(name, event.properties) is ValueKind.INTEGER
            case ir.Arithmetic(operator=operator, left=left, right=right):
                return operator != "/" and self.is_whole(left) and self.is_whole(right)
            case ir.Aggregate(summary=summary, type=type):
                return type.kind is ValueKind.INTEGER and summary is not ir.Summary.AVERAGE
            case ir.Default(operand=operand, fallback=fallback):
                return self.is_whole(operand) and self.is_whole(fallback)
            case ir.Negate(operand=operand):
                return self.is_whole(operand)
            case _:
                return isinstance(node, ir.Count | ir.CountDistinct | ir.TimePart)

    def consents(self, node: ir.Consents) -> bool:
        """Tell whether guard 4 would let a message pass: the latest statement that speaks of it decides."""
        rule = next(each.consent for each in self.program.channels if each.name == node.channel)
        kinds = {each.name: each.is_transactional for each in self.program.categories}
        is_transactional = kinds.get(node.category, node.category == "transactional")
        if rule is ConsentRule.NONE or (is_transactional and rule is not ConsentRule.OPT_IN):
            return True
        of_channel = [each for each in self.statements() if each.channel in (None, node.channel)]
        said = [each.is_given for each in of_channel if each.category in (None, node.category)]
        if said:
            return said[-1]
        return rule is ConsentRule.OPT_OUT or (self.consent_all and not of_channel)

    def statements(self) -> list[ConsentStatement]:
        told = {"consent.given": True, "consent.withdrawn": False}
        spoken = [
            ConsentStatement(told[each.name], each.properties.get("channel"), each.properties.get("category"))  # type: ignore[arg-type]  # both are texts
            for each in self.user.history
            if each.name in told and each.time <= self.now
        ]
        return [*self.user.consents, *spoken]

    def time_part(self, node: ir.TimePart) -> Found:
        value = self.value(node.operand)
        if value is None:
            return None
        day, time = (value, 0) if node.of_date else shown(value, self.zone)
        match node.part:
            case "weekday":
                # 1970-01-01 was a thursday; days go on beyond all calendars.
                return weekday_name(date_of((day + 3) % 7 - 3))
            case "date":
                return day
            case _:
                return time // _HOUR

    def shifted(self, node: ir.Shift) -> Found:
        value = self.value(node.operand)
        if value is None:
            return None
        if node.of_date:
            moved = moved_day(value, node.months, node.days) if node.months or node.days else value
            return (moved * _DAY + node.elapsed_ms) // _DAY
        if node.months or node.days:
            day, time = shown(value, self.zone)
            value = instant(moved_day(day, node.months, node.days), time, self.zone)
        return value + node.elapsed_ms

    def matching(self, query: ir.EventQuery, window: ir.Window) -> list[tuple[int, Event]]:
        """Return each event of a query in a window with its place, in the order of the log."""
        return [
            (place, event)
            for place, event in enumerate(self.user.history)
            if event.name == query.event
            and event.time <= self.now
            and self.is_inside(place, event, window)
            and (query.where is None or replace(self, event=event).value(query.where) is True)
        ]

    def is_inside(self, place: int, event: Event, window: ir.Window) -> bool:
        match window:
            case ir.LastPeriod(duration_ms=duration):
                return self.now - duration < event.time
            case ir.TodayPeriod():
                return event.time >= day_start(wall(self.now, self.zone).date(), self.zone)
            case ir.SinceMoment(moment_ms=moment):
                return event.time >= moment
            case ir.SinceEntry():
                assert self.run is not None, "a run asks"
                return place >= self.run.begins
            case ir.Ever():
                return True

    def history(
        self, node: ir.Count | ir.CountDistinct | ir.Aggregate | ir.Did | ir.DidThen | ir.TimeSince
    ) -> Found:
        match node:
            case ir.Count(query=query, window=window):
                return len(self.matching(query, window))
            case ir.CountDistinct(property=name, query=query, window=window):
                return len(set(self.properties(name, self.matching(query, window))) - {None})
            case ir.Aggregate(query=query, window=window):
                in_time = sorted(self.matching(query, window), key=lambda each: (each[1].time, each[0]))
                return _summary(node, self.properties(node.property, in_time))
            case ir.Did(query=query, window=window):
                return bool(self.matching(query, window))
            case ir.DidThen(first=first, second=second, within_ms=within_ms, window=window):
                return any(
                    place < later and 0 <= end.time - start.time <= within_ms
                    for place, start in self.matching(first, window)
                    for later, end in self.matching(second, window)
                )
            case ir.TimeSince(query=query):
                times = [event.time for _, event in self.matching(query, ir.Ever())]
                return self.now - max(times) if times else None

    def properties(self, name: str, events: Iterable[tuple[int, Event]]) -> list[Found]:
        return [replace(self, event=event).property(name) for _, event in events]


def shown(moment: int, zone: ZoneInfo) -> tuple[int, int]:
    """Return the day and the time of day that clocks show, also beyond the calendar."""
    known = min(max(moment, _EARLIEST), _LATEST)
    return divmod(moment + _of_clock(wall(known, zone)) - known, _DAY)


def instant(day: int, time: int, zone: ZoneInfo) -> int:
    """Return when clocks show a time, or have passed it, also beyond the calendar."""
    on_clock = day * _DAY + time
    known = min(max(on_clock, _EARLIEST), _LATEST)
    return on_clock + instant_of(_EPOCH + timedelta(milliseconds=known), zone) - known


def moved_day(day: int, months: int, days: int) -> int:
    """Return a day that is moved by the calendar; what would lie beyond it stays at its end."""
    if months:
        day = min(max(day, _FIRST_DAY), _LAST_DAY)
        try:
            day = day_number(shifted_date(date_of(day), months, 0))
        except (OverflowError, ValueError):
            return _FIRST_DAY if months < 0 else _LAST_DAY
    return min(max(day + days, _FIRST_DAY), _LAST_DAY)


def _of_clock(shown: datetime) -> int:
    return (shown - _EPOCH) // timedelta(milliseconds=1)


def _type_of(name: str, declared: Iterable[Property]) -> ValueKind:
    return next(each.type.kind for each in declared if each.name == name)


def _or_default(value: Found, declared: Property) -> Found:
    return _datum(declared.default) if value is None and declared.default is not None else value


def _datum(data: Data) -> Found:
    match data:
        case MoneyData(value=digits):
            return Decimal(digits)
        case ListData(value=items):
            return tuple(map(_datum, items))
        case _:
            return data.value


def _all(values: Iterable[Found]) -> bool | None:
    """Kleene's `and`: false if any is false, else unknown if any is unknown."""
    found = list(values)
    if any(value is False for value in found):
        return False
    return None if None in found else True


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _compared(operator: ir.Comparison, left: Found, right: Found) -> bool | None:
    if left is None or right is None:
        return None
    match operator:
        case ir.Comparison.EQUAL:
            return bool(left == right)
        case ir.Comparison.NOT_EQUAL:
            return bool(left != right)
        case ir.Comparison.LESS:
            return bool(left < right)
        case ir.Comparison.LESS_OR_EQUAL:
            return bool(left <= right)
        case ir.Comparison.GREATER:
            return bool(left > right)
        case ir.Comparison.GREATER_OR_EQUAL:
            return bool(left >= right)


def _calculated(operator: str, kind: ir.ArithmeticKind, left: Found, right: Found) -> Found:
    """Numbers meet money as the shortest decimal that means them; durations stay whole milliseconds."""
    kinds = ir.ArithmeticKind
    if operator == "/" and not right:
        return None
    match kind:
        case kinds.MONEY_BY_NUMBER:
            by = Decimal(repr(right))
            return _plainly(operator, left, by) if by.is_finite() else None if operator == "*" else Decimal(0)
        case kinds.NUMBER_BY_MONEY:
            by = Decimal(repr(left))
            return _plainly(operator, by, right) if by.is_finite() else None
        case kinds.MONEY_BY_MONEY:
            return float(left / right)
        case kinds.DURATION_BY_NUMBER | kinds.NUMBER_BY_DURATION:
            if math.inf in (abs(left), abs(right)):
                return 0 if operator == "/" else None
            return round(_plainly(operator, exactly(left), exactly(right)))
        case kinds.NUMBERS:
            return _of_numbers(operator, left, right)
        case kinds.DATES:
            return (left - right) * _DAY
        case kinds.DATE_AND_DURATION:
            return _plainly(operator, left * _DAY, right) // _DAY
        case _:
            return _plainly(operator, left, right)


def _of_numbers(operator: str, left: Found, right: Found) -> Found:
    """Numbers are calculated as they are written; what is too large is infinite."""
    if math.inf in (abs(left), abs(right)):
        is_number = operator == "/" and abs(left) != math.inf
        return 0.0 if is_number else math.inf
    exact = _plainly(operator, exactly(left), exactly(right))
    if operator == "/":
        return left / right if isinstance(left, int) and isinstance(right, int) else _float(exact)
    return int(exact) if isinstance(left, int) and isinstance(right, int) else _nearest(exact)


def _nearest(exact: Fraction) -> float:
    try:
        return float(rounded(exact))
    except OverflowError:
        return math.inf


def _float(exact: Fraction) -> float:
    try:
        return float(exact)
    except OverflowError:
        return math.inf


def _plainly(operator: str, left: Found, right: Found) -> Found:
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return left / right


def _summary(node: ir.Aggregate, values: Sequence[Found]) -> Found:
    """Only `first` and `last` see unknown values."""
    known = [value for value in values if value is not None]
    match node.summary:
        case ir.Summary.FIRST:
            return values[0] if values else None
        case ir.Summary.LAST:
            return values[-1] if values else None
        case ir.Summary.MINIMUM:
            return min(known, default=None)
        case ir.Summary.MAXIMUM:
            return max(known, default=None)
        case ir.Summary.SUM:
            return _sum(known, node.type.kind)
        case ir.Summary.AVERAGE:
            if not known:
                return None
            total = _sum(known, node.type.kind)
            match node.type.kind:
                case ValueKind.DURATION:
                    return round(total / len(known))
                case ValueKind.MONEY | ValueKind.INTEGER:
                    return total / len(known)
                case _:
                    return _of_numbers("/", total, len(known))


def _sum(known: Sequence[Found], kind: ValueKind) -> Found:
    match kind:
        case ValueKind.MONEY:
            return sum(known, Decimal(0))
        case ValueKind.INTEGER | ValueKind.DURATION:
            return sum(known)
        case _:
            return _nearest(sum(map(exactly, known), Fraction()))
