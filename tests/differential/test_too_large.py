"""What is too large for the engine is unknown, to all who evaluate alike: dirty data must not stop a host."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from maflow.runtime.core.inputs import Event, Profile
from maflow.runtime.core.values import LONGEST_MS
from maflow.runtime.program import expressions as ir
from maflow.runtime.program.program import Predicate, PredicateKind
from maflow.runtime.program.types import Constant, NumberData, TextData, ValueType
from tests.differential.both_engines import Both
from tests.differential.ir_values import BASE, HERE, INTEGER, NUMBER, TEXT
from tests.differential.naive_ir import Somebody
from tests.differential.test_predicates_sql import Question, check

NOW = 1_790_000_000_000
KINDS = ir.ArithmeticKind
WEIGHT, AGE, SPENT, PATIENCE = (ir.UserValue(name) for name in ("weight", "age", "spent", "patience"))
DUE, BIRTHDAY = ir.UserValue("due"), ir.UserValue("birthday")


def number(value: float, type: ValueType = NUMBER) -> ir.Expression:
    return Constant(type, NumberData(value))


def times(one: ir.Expression, other: ir.Expression, kind: KINDS = KINDS.NUMBERS) -> ir.Expression:
    return ir.Arithmetic("*", kind, one, other)


def by(one: ir.Expression, other: ir.Expression, kind: KINDS = KINDS.NUMBERS) -> ir.Expression:
    return ir.Arithmetic("/", kind, one, other)


def minus(one: ir.Expression, other: ir.Expression) -> ir.Expression:
    return ir.Arithmetic("-", KINDS.NUMBERS, one, other)


def both_ways(one: ir.Expression, other: ir.Expression) -> list[ir.Expression]:
    """Return all comparisons of two values, and their opposites."""
    found: list[ir.Expression] = [ir.Compare(operator, one, other) for operator in ir.Comparison]
    return [*found, *map(ir.Not, found), ir.IsKnown(one)]


SQUARE = times(WEIGHT, WEIGHT)
FAR_DUE = ir.Arithmetic("+", KINDS.MOMENT_AND_DURATION, DUE, PATIENCE)
FAR_DAY = ir.Arithmetic("+", KINDS.DATE_AND_DURATION, BIRTHDAY, PATIENCE)
SOME = {"age": 2**62, "weight": 1e300, "spent": Decimal(3), "patience": 10**9, "due": 0, "birthday": 0}
LARGE = {
    "a product of whole numbers": (times(times(AGE, AGE), AGE), number(3, INTEGER)),
    "a sum of whole numbers": (ir.Arithmetic("+", KINDS.NUMBERS, AGE, AGE), number(3, INTEGER)),
    "a product": (SQUARE, number(3.0)),
    "a difference": (minus(SQUARE, SQUARE), number(3.0)),
    "a quotient": (by(WEIGHT, number(1e-10)), WEIGHT),
    "much money": (times(SPENT, SQUARE, KINDS.MONEY_BY_NUMBER), SPENT),
    "a part of a duration": (by(PATIENCE, number(5e-324), KINDS.DURATION_BY_NUMBER), PATIENCE),
    "a multiple of a duration": (times(PATIENCE, AGE, KINDS.DURATION_BY_NUMBER), PATIENCE),
}


def asked(conditions: list[ir.Expression], attributes: dict[str, Any]) -> Question:
    predicates = tuple(
        Predicate(name=f"p{place}", kind=PredicateKind.AUDIENCE, place=HERE, condition=condition)
        for place, condition in enumerate(conditions)
    )
    program = msgspec.structs.replace(BASE, predicates=predicates)
    return Question(program, [Somebody("u", attributes)], NOW, False, conditions)


@pytest.mark.parametrize("name", LARGE)
def test_what_is_calculated_and_too_large_is_unknown(name: str) -> None:
    question = asked(both_ways(*LARGE[name]), SOME)
    assert check(question) == {"u": [False] * len(question.conditions)}


CALENDAR = {
    "weekday of a moment": (ir.TimePart("weekday", FAR_DUE), Constant(TEXT, TextData("monday"))),
    "weekday of a date": (ir.TimePart("weekday", FAR_DAY, of_date=True), Constant(TEXT, TextData("sunday"))),
    "hour": (ir.TimePart("hour", FAR_DUE), number(3, INTEGER)),
    "date": (ir.TimePart("date", FAR_DUE), FAR_DAY),
    "moved over months": (ir.Shift(FAR_DUE, False, months=1), FAR_DUE),
    "moved over days": (ir.Shift(FAR_DUE, False, days=-3), FAR_DUE),
    "a date moved over months": (ir.Shift(FAR_DAY, True, months=-1), FAR_DAY),
}


@pytest.mark.parametrize("name", CALENDAR)
def test_local_time_goes_on_beyond_the_calendar(name: str) -> None:
    far = (2 * 10**14, 10**15, LONGEST_MS)
    users = [Somebody(f"u{ms}", {**SOME, "patience": ms}) for each in far for ms in (each, -each)]
    one, other = CALENDAR[name]
    conditions: list[ir.Expression] = [
        ir.Compare(ir.Comparison.EQUAL, one, other),
        ir.Compare(ir.Comparison.LESS, one, other),
    ]
    check(replace(asked(conditions, {}), users=users))


LOOP = Both.of("""
user { points integer; weight number; spent money }
event a { n integer }
campaign c { enter on a; goal a within 1 day worth sum(a.n, ever)
  flow {
    set run.big = user.points default 10
    repeat up to 9 times { set run.big = run.big * run.big }
    set run.small = run.big - run.big
    set run.square = user.weight * user.weight
    set run.price = user.spent * sum(a.n, ever) * (user.weight * user.weight)
    set user.points = sum(a.n, ever)
  } }
""")


def test_no_value_that_is_kept_is_too_large_for_a_store() -> None:
    """Numbers that no store can write down would stop a host for ever."""
    at = 1_772_438_400_000
    inputs = [
        Profile("u", at, {"weight": 1e300, "spent": Decimal(0)}),
        *(Event("u", "a", at, at, {"n": 2**62}, f"e{place}") for place in range(3)),
    ]
    values = {each.reason: each.value for each in LOOP.engine(inputs) if each.kind in ("set", "goal")}
    assert values == {
        "run.big": None,
        "run.small": None,
        "run.square": None,
        "run.price": None,
        "user.points": 2**62,
        None: None,
    }
