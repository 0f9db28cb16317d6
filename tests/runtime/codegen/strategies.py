"""Random expressions that type-check, over one small project, and random histories of one user."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from maflow.runtime.core.local_time import DAY_MS, HOUR_MS
from maflow.runtime.program import expressions as ir
from maflow.runtime.program.types import (
    BooleanData,
    Constant,
    EventType,
    ListData,
    MoneyData,
    NumberData,
    Property,
    TextData,
    ValueKind,
    ValueType,
)

__all__ = [
    "ATTRIBUTES",
    "BASE",
    "ENTRY",
    "EVENTS",
    "RUN_VALUES",
    "Step",
    "conditions",
    "constant",
    "histories",
    "typed",
]

BASE = 1_793_400_000_000
"""2026-10-30 22:40 UTC: two days before clocks change in America."""

K = ValueKind
_TYPES = {kind: ValueType(kind) for kind in ValueKind}
_TYPES[K.MONEY] = ValueType(K.MONEY, currency="CNY")
_TYPES[K.LIST] = ValueType(K.LIST, item=ValueType(K.TEXT))
KINDS = (K.TEXT, K.INTEGER, K.NUMBER, K.BOOLEAN, K.MONEY, K.DURATION, K.DATE, K.MOMENT, K.LIST)
ORDERED = (K.INTEGER, K.NUMBER, K.MONEY, K.DURATION, K.DATE, K.MOMENT)

TEXTS = ("", "a", "ab", "b")
INTEGERS = (-1, 0, 1, 2, 3)
NUMBERS = (-0.5, 0, 0.1, 0.25, 1, 2.5, 1e17)
AMOUNTS = ("-1.50", "0", "0.1", "2", "19.99")
DURATIONS = (0, 1, HOUR_MS, DAY_MS, 3 * DAY_MS, 30 * DAY_MS)
DAYS = tuple(BASE // DAY_MS + offset for offset in (-40, -3, -1, 0, 1, 2, 40))
MOMENTS = tuple(BASE + offset for offset in (-4 * DAY_MS, -HOUR_MS, 0, 1, HOUR_MS, 2 * DAY_MS, 9 * DAY_MS))

ATTRIBUTES = (
    *(Property(f"user_{kind}", _TYPES[kind]) for kind in KINDS),
    Property("level", _TYPES[K.TEXT], TextData("a")),
    Property("limit", _TYPES[K.INTEGER], NumberData(2)),
    Property("timezone", _TYPES[K.TIMEZONE]),
)
EVENTS = (
    EventType("view", "view", (*(Property(f"of_{kind}", _TYPES[kind]) for kind in KINDS),)),
    EventType(
        "order",
        "order",
        (
            *(Property(f"of_{kind}", _TYPES[kind]) for kind in KINDS),
            Property("rank", _TYPES[K.INTEGER], NumberData(1)),
        ),
    ),
)
ENTRY = tuple(Property(f"of_{kind}", _TYPES[kind]) for kind in KINDS)
RUN_VALUES = tuple(Property(f"run_{kind}", _TYPES[kind]) for kind in KINDS)

_ZONES = ("UTC", "America/New_York", "America/St_Johns", "Asia/Shanghai", "Mars/Olympus", None)


def constant(kind: ValueKind, value: Any) -> Constant:
    """Return a value that is written in a program."""
    return Constant(_TYPES[kind], _data(value))


def _data(value: Any) -> Any:
    match value:
        case bool():
            return BooleanData(value)
        case str():
            return TextData(value)
        case Decimal():
            return MoneyData(str(value))
        case tuple():
            return ListData(tuple(_data(item) for item in value))
        case _:
            return NumberData(value)


def values(kind: ValueKind) -> st.SearchStrategy[Any]:
    """Return known values of a type."""
    match kind:
        case K.TEXT:
            return st.sampled_from(TEXTS)
        case K.INTEGER:
            return st.sampled_from(INTEGERS)
        case K.NUMBER:
            return st.sampled_from(NUMBERS)
        case K.BOOLEAN:
            return st.booleans()
        case K.MONEY:
            return st.sampled_from(AMOUNTS).map(Decimal)
        case K.DURATION:
            return st.sampled_from(DURATIONS)
        case K.DATE:
            return st.sampled_from(DAYS)
        case K.MOMENT:
            return st.sampled_from(MOMENTS)
        case _:
            return st.lists(st.sampled_from(TEXTS), max_size=2).map(tuple)


@dataclass(frozen=True)
class Context:
    """What may be named: the event of a clause, a run, and named predicates."""

    has_event: bool = False
    has_run: bool = False
    predicates: int = 0
    is_timeless: bool = False


def conditions(
    depth: int = 3, *, has_run: bool = False, predicates: int = 0, is_timeless: bool = False
) -> st.SearchStrategy[ir.Expression]:
    """Return conditions."""
    return typed(K.BOOLEAN, Context(False, has_run, predicates, is_timeless), depth)


@st.composite
def typed(draw: st.DrawFn, kind: ValueKind, context: Context, depth: int) -> ir.Expression:
    """Return an expression of a type."""
    makers = _leaves(kind, context)
    if depth > 0:
        makers = [*makers, *_inner(kind, context)]
    make = draw(st.sampled_from(makers))
    return make(draw, kind, context, depth - 1)


Maker = Callable[[st.DrawFn, ValueKind, Context, int], ir.Expression]


def _leaves(kind: ValueKind, context: Context) -> list[Maker]:  # noqa: C901 - a table of cases
    makers: list[Maker] = [
        lambda draw, kind, *_: constant(kind, draw(values(kind))),
        lambda draw, kind, *_: ir.UserValue(f"user_{kind}"),
    ]
    if kind is K.TEXT:
        makers.append(lambda *_: ir.UserValue("level"))
    if kind is K.INTEGER:
        makers.append(lambda *_: ir.UserValue("limit"))
    if context.has_event:
        makers += [lambda draw, kind, *_: ir.EventValue(f"of_{kind}")] * 2
        if kind is K.MOMENT:
            makers.append(lambda *_: ir.EventValue("time"))
        if kind is K.TEXT:
            makers.append(lambda *_: ir.EventValue("id"))
    if context.has_run:
        makers.append(lambda draw, kind, *_: ir.EntryValue(f"of_{kind}"))
        makers.append(lambda draw, kind, *_: ir.RunValue(f"run_{kind}"))
        if kind is K.MOMENT:
            makers.append(lambda *_: ir.EntryValue("time"))
    if kind is K.MOMENT and not context.is_timeless:
        makers += [lambda *_: ir.Now()] * 2
    if kind is K.DATE and not context.is_timeless:
        makers += [lambda *_: ir.TodayDate()] * 2
    if kind is K.BOOLEAN:
        makers.append(lambda draw, *_: ir.HasTag(draw(st.sampled_from(("x", "y")))))
        makers.append(lambda *_: ir.Consents("sms", "promotional"))
        if context.predicates:
            names = [f"audience_{place}" for place in range(context.predicates)]
            makers += [lambda draw, *_: ir.Holds(draw(st.sampled_from(names)))] * 2
    return makers


def _inner(kind: ValueKind, context: Context) -> list[Maker]:
    makers: list[Maker] = [_default]
    match kind:
        case K.BOOLEAN:
            makers = [*_CONDITIONS, *_CONDITIONS, _default]
        case K.INTEGER:
            makers += [_count, _distinct, _hour, _sum_of_numbers, _negate]
        case K.NUMBER:
            makers += [_sum_of_numbers, _quotient, _ratio, _negate]
        case K.MONEY:
            makers += [_sum_of_money, _scaled_money, _negate]
        case K.DURATION:
            makers += [_time_since, _difference, _sum_of_durations, _scaled_duration, _negate]
        case K.DATE:
            makers += [_date_of, _shifted_date, _date_and_duration]
        case K.MOMENT:
            makers += [_shifted_moment, _moment_and_duration]
        case K.TEXT:
            makers.append(_weekday)
        case _:
            makers.append(_list_of)
    if kind is not K.BOOLEAN:
        makers += [_aggregate] * 2
    return makers


def _default(draw: st.DrawFn, kind: ValueKind, context: Context, depth: int) -> ir.Expression:
    return ir.Default(draw(typed(kind, context, depth)), draw(typed(kind, context, 0)))


def _and(draw: st.DrawFn, kind: ValueKind, context: Context, depth: int) -> ir.Expression:
    make = draw(st.sampled_from((ir.And, ir.Or)))
    return make(tuple(draw(st.lists(typed(kind, context, depth), min_size=2, max_size=3))))


def _not(draw: st.DrawFn, kind: ValueKind, context: Context, depth: int) -> ir.Expression:
    return ir.Not(draw(typed(kind, context, depth)))


def _compare(draw: st.DrawFn, _: ValueKind, context: Context, depth: int) -> ir.Expression:
    operator = draw(st.sampled_from(tuple(ir.Comparison)))
    is_equality = operator in (ir.Comparison.EQUAL, ir.Comparison.NOT_EQUAL)
    kind = draw(st.sampled_from(KINDS if is_equality else ORDERED))
    sides = draw(typed(kind, context, depth)), draw(typed(kind, context, depth))
    return ir.Compare(operator, *sides)


def _count_compare(draw: st.DrawFn, _: ValueKind, context: Context, depth: int) -> ir.Expression:
    count = _count(draw, K.INTEGER, context, depth)
    limits = st.sampled_from((0, 1, 2, 3, 1.5))
    match draw(st.integers(0, 3)):
        case 0:
            return ir.Between(count, constant(K.NUMBER, draw(limits)), constant(K.NUMBER, draw(limits)))
        case 1:
            items = draw(st.lists(limits, min_size=1, max_size=2))
            return ir.In(count, tuple(constant(K.NUMBER, item) for item in items))
        case 2:
            operator = draw(st.sampled_from(tuple(ir.Comparison)))
            return ir.Compare(operator, constant(K.NUMBER, draw(limits)), count)
        case _:
            operator = draw(st.sampled_from(tuple(ir.Comparison)))
            return ir.Compare(operator, count, constant(K.NUMBER, draw(limits)))


def _in(draw: st.DrawFn, _: ValueKind, context: Context, depth: int) -> ir.Expression:
    kind = draw(st.sampled_from(KINDS))
    items = draw(st.lists(typed(kind, context, draw(st.integers(0, 1))), min_size=1, max_size=3))
    if draw(st.booleans()):
        items = [constant(kind, draw(values(kind))) for _ in items]
    return ir.In(draw(typed(kind, context, depth)), tuple(items))


def _between(draw: st.DrawFn, _: ValueKind, context: Context, depth: int) -> ir.Expression:
    kind = draw(st.sampled_from(ORDERED))
    return ir.Between(*(draw(typed(kind, context, depth)) for _ in range(3)))


def _text_test(draw: st.DrawFn, _: ValueKind, context: Context, depth: int) -> ir.Expression:
    text, part = draw(typed(K.TEXT, context, depth)), draw(typed(K.TEXT, context, 0))
    match draw(st.integers(0, 4)):
        case 0:
            return ir.Contains(text, part)
        case 1:
            return ir.Contains(draw(typed(K.LIST, context, depth)), part)
        case 2:
            return ir.Matches(text, draw(st.sampled_from(("a", "^a$", "b$"))))
        case 3:
            return ir.TextTest("starts with", text, part)
        case _:
            return ir.TextTest("ends with", text, part)


def _is_known(draw: st.DrawFn, _: ValueKind, context: Context, depth: int) -> ir.Expression:
    return ir.IsKnown(draw(typed(draw(st.sampled_from(KINDS)), context, depth)))


def _did(draw: st.DrawFn, _: ValueKind, context: Context, depth: int) -> ir.Expression:
    return ir.Did(_query(draw, context, depth), _window(draw, context))


def _did_then(draw: st.DrawFn, _: ValueKind, context: Context, depth: int) -> ir.Expression:
    within_ms = draw(st.sampled_from((0, HOUR_MS, DAY_MS)))
    queries = _query(draw, context, depth), _query(draw, context, depth)
    return ir.DidThen(*queries, within_ms, _window(draw, context))


_CONDITIONS: tuple[Maker, ...] = (
    _and,
    _and,
    _not,
    _compare,
    _compare,
    _compare,
    _count_compare,
    _count_compare,
    _in,
    _between,
    _text_test,
    _is_known,
    _did,
    _did_then,
)


def _query(draw: st.DrawFn, context: Context, depth: int) -> ir.EventQuery:
    inside = Context(True, context.has_run, context.predicates, context.is_timeless)
    where = draw(st.none() | typed(K.BOOLEAN, inside, min(depth, 2)))
    return ir.EventQuery(draw(st.sampled_from(("view", "order"))), where)


def _window(draw: st.DrawFn, context: Context) -> ir.Window:
    windows: list[ir.Window] = [ir.Ever(), ir.SinceMoment(MOMENTS[1])]
    if not context.is_timeless:
        windows += [
            ir.LastPeriod(HOUR_MS),
            ir.LastPeriod(DAY_MS),
            ir.LastPeriod(3 * DAY_MS),
            ir.TodayPeriod(),
        ]
    if context.has_run:
        windows.append(ir.SinceEntry())
    return draw(st.sampled_from(windows))


def _count(draw: st.DrawFn, _: ValueKind, context: Context, depth: int) -> ir.Count:
    return ir.Count(_query(draw, context, depth), _window(draw, context))


def _distinct(draw: st.DrawFn, _: ValueKind, context: Context, depth: int) -> ir.Expression:
    name = f"of_{draw(st.sampled_from(KINDS))}"
    return ir.CountDistinct(name, _query(draw, context, depth), _window(draw, context))


def _aggregate(draw: st.DrawFn, kind: ValueKind, context: Context, depth: int) -> ir.Expression:
    summaries = [ir.Summary.FIRST, ir.Summary.LAST]
    if kind in ORDERED:
        summaries += [ir.Summary.MINIMUM, ir.Summary.MAXIMUM]
    if kind in (K.NUMBER, K.MONEY, K.DURATION):
        summaries += [ir.Summary.SUM, ir.Summary.AVERAGE]
    summary = draw(st.sampled_from(summaries))
    query, window = _query(draw, context, depth), _window(draw, context)
    return ir.Aggregate(summary, f"of_{kind}", _TYPES[kind], query, window)


def _hour(draw: st.DrawFn, _: ValueKind, context: Context, depth: int) -> ir.Expression:
    return ir.TimePart("hour", draw(typed(K.MOMENT, context, depth)))


def _weekday(draw: st.DrawFn, _: ValueKind, context: Context, depth: int) -> ir.Expression:
    of_date = draw(st.booleans())
    return ir.TimePart("weekday", draw(typed(K.DATE if of_date else K.MOMENT, context, depth)), of_date)


def _date_of(draw: st.DrawFn, _: ValueKind, context: Context, depth: int) -> ir.Expression:
    return ir.TimePart("date", draw(typed(K.MOMENT, context, depth)))


def _time_since(draw: st.DrawFn, kind: ValueKind, context: Context, depth: int) -> ir.Expression:
    if context.is_timeless:
        return constant(kind, HOUR_MS)
    return ir.TimeSince(_query(draw, context, depth))


def _negate(draw: st.DrawFn, kind: ValueKind, context: Context, depth: int) -> ir.Expression:
    return ir.Negate(draw(typed(kind, context, depth)))


def _two(
    draw: st.DrawFn,
    operators: str,
    kind: ir.ArithmeticKind,
    sides: tuple[ValueKind, ValueKind],
    context: Context,
    depth: int,
) -> ir.Expression:
    left, right = (draw(typed(side, context, depth)) for side in sides)
    return ir.Arithmetic(draw(st.sampled_from(operators)), kind, left, right)


def _sum_of_numbers(draw: st.DrawFn, kind: ValueKind, context: Context, depth: int) -> ir.Expression:
    return _two(draw, "+-*", ir.ArithmeticKind.NUMBERS, (kind, kind), context, depth)


def _quotient(draw: st.DrawFn, kind: ValueKind, context: Context, depth: int) -> ir.Expression:
    return _two(draw, "/", ir.ArithmeticKind.NUMBERS, (kind, K.INTEGER), context, depth)


def _ratio(draw: st.DrawFn, _: ValueKind, context: Context, depth: int) -> ir.Expression:
    side, kind = draw(
        st.sampled_from(
            (
                (K.MONEY, ir.ArithmeticKind.MONEY_BY_MONEY),
                (K.DURATION, ir.ArithmeticKind.DURATION_BY_DURATION),
            )
        )
    )
    return _two(draw, "/", kind, (side, side), context, depth)


def _sum_of_money(draw: st.DrawFn, kind: ValueKind, context: Context, depth: int) -> ir.Expression:
    return _two(draw, "+-", ir.ArithmeticKind.MONEY, (kind, kind), context, depth)


def _scaled_money(draw: st.DrawFn, kind: ValueKind, context: Context, depth: int) -> ir.Expression:
    number = draw(st.sampled_from((K.NUMBER, K.INTEGER)))
    if draw(st.booleans()):
        return _two(draw, "*/", ir.ArithmeticKind.MONEY_BY_NUMBER, (kind, number), context, depth)
    return _two(draw, "*", ir.ArithmeticKind.NUMBER_BY_MONEY, (number, kind), context, depth)


def _sum_of_durations(draw: st.DrawFn, kind: ValueKind, context: Context, depth: int) -> ir.Expression:
    return _two(draw, "+-", ir.ArithmeticKind.DURATIONS, (kind, kind), context, depth)


def _scaled_duration(draw: st.DrawFn, kind: ValueKind, context: Context, depth: int) -> ir.Expression:
    number = draw(st.sampled_from((K.NUMBER, K.INTEGER)))
    if draw(st.booleans()):
        return _two(draw, "*/", ir.ArithmeticKind.DURATION_BY_NUMBER, (kind, number), context, depth)
    return _two(draw, "*", ir.ArithmeticKind.NUMBER_BY_DURATION, (number, kind), context, depth)


def _difference(draw: st.DrawFn, _: ValueKind, context: Context, depth: int) -> ir.Expression:
    if draw(st.booleans()):
        return _two(draw, "-", ir.ArithmeticKind.MOMENTS, (K.MOMENT, K.MOMENT), context, depth)
    return _two(draw, "-", ir.ArithmeticKind.DATES, (K.DATE, K.DATE), context, depth)


def _moment_and_duration(draw: st.DrawFn, _: ValueKind, context: Context, depth: int) -> ir.Expression:
    kind = ir.ArithmeticKind.MOMENT_AND_DURATION
    return _two(draw, "+-", kind, (K.MOMENT, K.DURATION), context, depth)


def _date_and_duration(draw: st.DrawFn, _: ValueKind, context: Context, depth: int) -> ir.Expression:
    return _two(draw, "+-", ir.ArithmeticKind.DATE_AND_DURATION, (K.DATE, K.DURATION), context, depth)


def _shifted_date(draw: st.DrawFn, kind: ValueKind, context: Context, depth: int) -> ir.Expression:
    moved = draw(typed(kind, context, depth))
    months, days = draw(st.integers(-2, 2)), draw(st.integers(-3, 3))
    return ir.Shift(moved, kind is K.DATE, months, days, draw(st.sampled_from((0, 0, -HOUR_MS, HOUR_MS))))


_shifted_moment = _shifted_date


def _list_of(draw: st.DrawFn, _: ValueKind, context: Context, depth: int) -> ir.Expression:
    return ir.ListOf(tuple(draw(st.lists(typed(K.TEXT, context, depth), max_size=2))))


@dataclass(frozen=True)
class Step:
    """One thing that happens: time passes, then an event (by a number of its type) or a change."""

    passes: int
    event: str | None = None
    late: int = 0
    properties: tuple[tuple[str, Any], ...] = ()
    id: str | None = None
    attribute: tuple[str, Any] | None = None


@st.composite
def _events(draw: st.DrawFn) -> Step:
    passes = draw(
        st.sampled_from((0, 0, 1, HOUR_MS - 1, HOUR_MS, 7 * HOUR_MS, DAY_MS, 3 * DAY_MS, 40 * DAY_MS))
    )
    late = draw(st.sampled_from((0, 0, 0, 1, HOUR_MS, 26 * HOUR_MS)))
    kinds = draw(st.sets(st.sampled_from(KINDS)))
    properties = [(f"of_{kind}", draw(values(kind))) for kind in sorted(kinds)]
    name = draw(st.sampled_from(("view", "order")))
    if name == "order" and draw(st.booleans()):
        properties.append(("rank", draw(values(K.INTEGER))))
    return Step(passes, name, late, tuple(properties), draw(st.sampled_from((None, "a", "b"))))


@st.composite
def _changes(draw: st.DrawFn) -> Step:
    passes = draw(st.sampled_from((0, HOUR_MS, DAY_MS)))
    if draw(st.booleans()):
        return Step(passes, attribute=("timezone", draw(st.sampled_from(_ZONES))))
    kind = draw(st.sampled_from(KINDS))
    return Step(passes, attribute=(f"user_{kind}", draw(st.none() | values(kind))))


def histories() -> st.SearchStrategy[list[Step]]:
    """Return what happens to a user, in order."""
    return st.lists(st.one_of(_events(), _events(), _events(), _changes()), max_size=8)
