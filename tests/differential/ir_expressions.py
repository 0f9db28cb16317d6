"""Random expressions, typed by construction: a leaf, or something of the type over smaller expressions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from hypothesis import strategies as st

from maflow.runtime.program import expressions as ir
from maflow.runtime.program.types import Constant, EventType, NumberData, ValueKind, ValueType
from tests.differential.ir_values import (
    AMOUNTS,
    ATTRIBUTES,
    BOOLEAN,
    CATEGORIES,
    CHANNELS,
    DATE,
    DAY,
    DURATION,
    EVENTS,
    HOUR,
    INTEGER,
    INTEGERS,
    MOMENT,
    MONEY,
    NUMBER,
    PATTERNS,
    TEXT,
    TEXTS,
    TIME,
    constants,
    instants,
)

__all__ = ["conditions", "expressions"]


# What stands around an expression: the event in sight, the predicates it may name, how deep it may go.
class _Site(msgspec.Struct, frozen=True):
    event: EventType | None = None
    predicates: tuple[str, ...] = ()
    depth: int = 3

    def deeper(self) -> _Site:
        return msgspec.structs.replace(self, depth=self.depth - 1)

    def looking_at(self, event: EventType) -> _Site:
        return msgspec.structs.replace(self, event=event, depth=self.depth - 1)


class _Maker:
    """Makes one expression from what is drawn."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    # Any: one of several things of any kind.
    def _one(self, *choices: Any) -> Any:
        return self._draw(st.sampled_from(choices))

    def make(self, type: ValueType, site: _Site) -> ir.Expression:
        """Return an expression of a type."""
        makers = (_listed(type.item),) if type.item is not None else _MAKERS.get(type.kind, ())
        if site.depth <= 0 or not makers or self._draw(st.integers(0, 3)) == 0:
            return self._leaf(type, site)
        if self._draw(st.integers(0, 9)) == 0:
            return ir.Default(self.make(type, site.deeper()), self.make(type, site.deeper()))
        return self._one(*makers)(self, site.deeper())

    def _leaf(self, type: ValueType, site: _Site) -> ir.Expression:
        """Choices and zones are texts."""
        leaves: list[ir.Expression] = [
            ir.UserValue(each.name) for each in ATTRIBUTES if _kin(each.type) == type
        ]
        if site.event is not None:
            own = [each.name for each in site.event.properties if _kin(each.type) == type]
            own += ["time"] * (type == MOMENT) + ["id"] * (type == TEXT)
            leaves += 2 * [ir.EventValue(name) for name in own]
        leaves += [ir.Now()] * (type == MOMENT) + [ir.TodayDate()] * (type == DATE)
        if leaves and self._draw(st.integers(0, 2)):
            return self._one(*leaves)
        return self._draw(constants(type))

    def _two(self, type: ValueType, site: _Site) -> tuple[ir.Expression, ir.Expression]:
        return self.make(type, site), self.make(type, site)

    def _number(self, site: _Site) -> ir.Expression:
        return self.make(self._one(NUMBER, INTEGER), site)

    def _calculated(
        self, operators: str, kind: ir.ArithmeticKind, left: ir.Expression, right: ir.Expression
    ) -> ir.Expression:
        return ir.Arithmetic(self._one(*operators), kind, left, right)

    def weekday(self, site: _Site) -> ir.Expression:
        of_date = self._draw(st.booleans())
        return ir.TimePart("weekday", self.make(DATE if of_date else MOMENT, site), of_date)

    def hour(self, site: _Site) -> ir.Expression:
        return ir.TimePart("hour", self.make(MOMENT, site))

    def date(self, site: _Site) -> ir.Expression:
        return ir.TimePart("date", self.make(MOMENT, site))

    def count(self, site: _Site) -> ir.Expression:
        return ir.Count(self._query(self._one(*_LOOKED_AT), site), self._draw(_windows()))

    def distinct(self, site: _Site) -> ir.Expression:
        event = self._one(*_LOOKED_AT)
        return ir.CountDistinct(
            self._one(*event.properties).name, self._query(event, site), self._draw(_windows())
        )

    def whole(self, site: _Site) -> ir.Expression:
        return self._calculated("+-*", ir.ArithmeticKind.NUMBERS, *self._two(INTEGER, site))

    def fraction(self, site: _Site) -> ir.Expression:
        return self._calculated("+-*/", ir.ArithmeticKind.NUMBERS, self._number(site), self._number(site))

    def share(self, site: _Site) -> ir.Expression:
        return ir.Arithmetic("/", ir.ArithmeticKind.MONEY_BY_MONEY, *self._two(MONEY, site))

    def span_share(self, site: _Site) -> ir.Expression:
        return ir.Arithmetic("/", ir.ArithmeticKind.DURATION_BY_DURATION, *self._two(DURATION, site))

    def money(self, site: _Site) -> ir.Expression:
        return self._calculated("+-", ir.ArithmeticKind.MONEY, *self._two(MONEY, site))

    def scaled_money(self, site: _Site) -> ir.Expression:
        amount, number = self.make(MONEY, site), self._number(site)
        if self._draw(st.booleans()):
            return ir.Arithmetic("*", ir.ArithmeticKind.NUMBER_BY_MONEY, number, amount)
        return self._calculated("*/", ir.ArithmeticKind.MONEY_BY_NUMBER, amount, number)

    def spans(self, site: _Site) -> ir.Expression:
        return self._calculated("+-", ir.ArithmeticKind.DURATIONS, *self._two(DURATION, site))

    def scaled_span(self, site: _Site) -> ir.Expression:
        span = self.make(DURATION, site)
        number = Constant(NUMBER, NumberData(self._draw(st.floats(-3, 3) | st.integers(-3, 3))))
        if self._draw(st.booleans()):
            return ir.Arithmetic("*", ir.ArithmeticKind.NUMBER_BY_DURATION, number, span)
        return self._calculated("*/", ir.ArithmeticKind.DURATION_BY_NUMBER, span, number)

    def between_moments(self, site: _Site) -> ir.Expression:
        return ir.Arithmetic("-", ir.ArithmeticKind.MOMENTS, *self._two(MOMENT, site))

    def between_dates(self, site: _Site) -> ir.Expression:
        return ir.Arithmetic("-", ir.ArithmeticKind.DATES, *self._two(DATE, site))

    def time_since(self, site: _Site) -> ir.Expression:
        return ir.TimeSince(self._query(self._one(*_LOOKED_AT), site))

    def moved_date(self, site: _Site) -> ir.Expression:
        kind = ir.ArithmeticKind.DATE_AND_DURATION
        return self._calculated("+-", kind, self.make(DATE, site), self.make(DURATION, site))

    def moved_moment(self, site: _Site) -> ir.Expression:
        kind = ir.ArithmeticKind.MOMENT_AND_DURATION
        return self._calculated("+-", kind, self.make(MOMENT, site), self.make(DURATION, site))

    def shifted_date(self, site: _Site) -> ir.Expression:
        return ir.Shift(self.make(DATE, site), True, *self._shift())

    def shifted_moment(self, site: _Site) -> ir.Expression:
        return ir.Shift(self.make(MOMENT, site), False, *self._shift())

    def _shift(self) -> tuple[int, int, int]:
        months, days, elapsed = st.integers(-14, 14), st.integers(-40, 40), st.integers(-DAY, DAY)
        zero = st.just(0)
        return self._draw(
            st.tuples(months, zero, zero) | st.tuples(zero, days, zero) | st.tuples(zero, zero, elapsed)
        )

    def condition(self, site: _Site) -> ir.Expression:
        return self.make(BOOLEAN, site)

    def several(self, site: _Site) -> ir.Expression:
        operands = tuple(self.condition(site) for _ in range(self._draw(st.integers(1, 3))))
        return self._one(ir.And, ir.Or)(operands)

    def opposite(self, site: _Site) -> ir.Expression:
        return ir.Not(self.condition(site))

    def compared(self, site: _Site) -> ir.Expression:
        return ir.Compare(self._one(*ir.Comparison), *self._two(self._one(*_ORDERED), site))

    def compared_numbers(self, site: _Site) -> ir.Expression:
        return ir.Compare(self._one(*ir.Comparison), self._number(site), self._number(site))

    def equal(self, site: _Site) -> ir.Expression:
        operator = self._one(ir.Comparison.EQUAL, ir.Comparison.NOT_EQUAL)
        return ir.Compare(operator, *self._two(self._one(TEXT, BOOLEAN, TEXTS, INTEGERS), site))

    def between(self, site: _Site) -> ir.Expression:
        type = self._one(*_ORDERED)
        return ir.Between(self.make(type, site), *self._two(type, site))

    def listed(self, site: _Site) -> ir.Expression:
        type = self._one(TEXT, INTEGER, NUMBER, MONEY, DATE)
        items = (self.make(type, site) for _ in range(self._draw(st.integers(1, 3))))
        return ir.In(self.make(type, site), tuple(items))

    def contains(self, site: _Site) -> ir.Expression:
        type = self._one(TEXTS, INTEGERS, AMOUNTS)
        assert type.item is not None
        return ir.Contains(self.make(type, site), self.make(type.item, site))

    def text_test(self, site: _Site) -> ir.Expression:
        whole, part = self._two(TEXT, site)
        test = self._one("contains", "starts with", "ends with")
        return ir.Contains(whole, part) if test == "contains" else ir.TextTest(test, whole, part)

    def matches(self, site: _Site) -> ir.Expression:
        return ir.Matches(self.make(TEXT, site), self._draw(PATTERNS))

    def is_known(self, site: _Site) -> ir.Expression:
        return ir.IsKnown(
            self.make(self._one(TEXT, INTEGER, NUMBER, MONEY, DATE, MOMENT, DURATION, BOOLEAN), site)
        )

    def fact(self, site: _Site) -> ir.Expression:
        if site.predicates and self._draw(st.booleans()):
            return ir.Holds(self._one(*site.predicates))
        if self._draw(st.booleans()):
            return ir.HasTag(self._one("x", "y"))
        channel, category = self._one(*CHANNELS), self._one(*CATEGORIES)
        return ir.Consents(channel.name, category.name)

    def did(self, site: _Site) -> ir.Expression:
        return ir.Did(self._query(self._one(*_LOOKED_AT), site), self._draw(_windows()))

    def did_then(self, site: _Site) -> ir.Expression:
        first, second = (self._query(self._one(*_LOOKED_AT), site) for _ in range(2))
        return ir.DidThen(
            first, second, self._draw(st.sampled_from([0, HOUR, 2 * DAY])), self._draw(_windows())
        )

    def list_of(self, item: ValueType, site: _Site) -> ir.Expression:
        return ir.ListOf(tuple(self.make(item, site) for _ in range(self._draw(st.integers(1, 3)))))

    def summary(self, type: ValueType, site: _Site, summaries: tuple[ir.Summary, ...]) -> ir.Expression:
        """A constant where no event has a property of the type."""
        owned = [(event, each) for event in _LOOKED_AT for each in event.properties if each.type == type]
        if not owned:
            return self._draw(constants(type))
        event, found = self._one(*owned)
        query = self._query(event, site)
        return ir.Aggregate(self._one(*summaries), found.name, found.type, query, self._draw(_windows()))

    def _query(self, event: EventType, site: _Site) -> ir.EventQuery:
        if self._draw(st.booleans()):
            return ir.EventQuery(event.name)
        return ir.EventQuery(event.name, self.condition(site.looking_at(event)))


def _kin(type: ValueType) -> ValueType:
    return TEXT if type.kind in (ValueKind.CHOICE, ValueKind.TIMEZONE) else type


def _windows() -> st.SearchStrategy[Any]:
    return st.one_of(
        st.sampled_from([HOUR, DAY, 7 * DAY, 1]).map(ir.LastPeriod),
        st.just(ir.TodayPeriod()),
        instants().map(ir.SinceMoment),
        st.just(ir.Ever()),
    )


_Make = Callable[[_Maker, _Site], ir.Expression]
_LOOKED_AT = EVENTS[:2]
_ORDERED = (INTEGER, NUMBER, MONEY, DURATION, DATE, TIME, MOMENT)
_ENDS = (ir.Summary.FIRST, ir.Summary.LAST)
_EXTREMES = (ir.Summary.MINIMUM, ir.Summary.MAXIMUM)


def _summarised(type: ValueType, *summaries: ir.Summary) -> _Make:
    return lambda maker, site: maker.summary(type, site, summaries)


def _negated(type: ValueType) -> _Make:
    return lambda maker, site: ir.Negate(maker.make(type, site))


def _listed(item: ValueType) -> _Make:
    return lambda maker, site: maker.list_of(item, site)


_SUM, _AVERAGE = ir.Summary.SUM, ir.Summary.AVERAGE
_MAKERS: Mapping[ValueKind, tuple[_Make, ...]] = {
    ValueKind.TEXT: (_Maker.weekday, _summarised(TEXT, *_ENDS)),
    ValueKind.INTEGER: (
        _Maker.hour,
        _Maker.count,
        _Maker.distinct,
        _Maker.whole,
        _negated(INTEGER),
        _summarised(INTEGER, _SUM, *_EXTREMES, *_ENDS),
    ),
    ValueKind.NUMBER: (
        _Maker.fraction,
        _Maker.share,
        _Maker.span_share,
        _negated(NUMBER),
        _summarised(NUMBER, _SUM, _SUM, _AVERAGE, *_EXTREMES, *_ENDS),
        # That of whole numbers is a number.
        _summarised(INTEGER, _AVERAGE),
    ),
    ValueKind.MONEY: (
        _Maker.money,
        _Maker.scaled_money,
        _negated(MONEY),
        _summarised(MONEY, _SUM, _AVERAGE, *_EXTREMES, *_ENDS),
    ),
    ValueKind.DURATION: (
        _Maker.spans,
        _Maker.scaled_span,
        _Maker.between_moments,
        _Maker.between_dates,
        _Maker.time_since,
        _negated(DURATION),
        _summarised(DURATION, _SUM, _AVERAGE, *_EXTREMES, *_ENDS),
    ),
    ValueKind.DATE: (
        _Maker.date,
        _Maker.moved_date,
        _Maker.shifted_date,
        _summarised(DATE, *_EXTREMES, *_ENDS),
    ),
    ValueKind.MOMENT: (
        _Maker.moved_moment,
        _Maker.shifted_moment,
        _Maker.shifted_moment,
        _summarised(MOMENT, *_EXTREMES, *_ENDS),
    ),
    ValueKind.BOOLEAN: (
        _Maker.several,
        _Maker.several,
        _Maker.opposite,
        _Maker.compared,
        _Maker.compared,
        _Maker.compared_numbers,
        _Maker.equal,
        _Maker.between,
        _Maker.listed,
        _Maker.contains,
        _Maker.text_test,
        _Maker.matches,
        _Maker.is_known,
        _Maker.fact,
        _Maker.did,
        _Maker.did_then,
        _summarised(BOOLEAN, *_ENDS),
    ),
}


@st.composite
def conditions(draw: st.DrawFn, predicates: tuple[str, ...] = (), depth: int = 4) -> ir.Expression:
    """Give conditions over one user; `predicates` are those that they may name."""
    maker = _Maker(draw)
    make = draw(st.sampled_from(_MAKERS[ValueKind.BOOLEAN]))
    return make(maker, _Site(predicates=predicates, depth=depth - 1))


@st.composite
def expressions(
    draw: st.DrawFn, type: ValueType, predicates: tuple[str, ...] = (), depth: int = 4
) -> ir.Expression:
    """Give expressions of a type over one user."""
    return _Maker(draw).make(type, _Site(predicates=predicates, depth=depth))
