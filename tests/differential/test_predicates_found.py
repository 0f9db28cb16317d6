"""What random conditions have found wrong in SQL: small conditions, one a mistake."""

from __future__ import annotations

import time
from decimal import Decimal

import msgspec
import pytest

from maflow.runtime.program import expressions as ir
from maflow.runtime.program.program import Predicate, PredicateKind
from maflow.runtime.program.types import Constant, MoneyData, NumberData
from tests.differential.ir_values import BASE, DAY, HERE, MOMENT, MONEY, NUMBER
from tests.differential.naive_ir import Somebody
from tests.differential.test_predicates_sql import Question, check

NOW = 1_790_000_000_000
PRICES = ir.UserValue("prices")
SPENT = ir.UserValue("spent")
TWICE = ir.ListOf((ir.Arithmetic("+", ir.ArithmeticKind.MONEY, SPENT, SPENT),))
THRICE = ir.ListOf(
    (ir.Arithmetic("*", ir.ArithmeticKind.MONEY_BY_NUMBER, SPENT, Constant(NUMBER, NumberData(3))),)
)


def found(conditions: list[ir.Expression], *users: Somebody) -> dict[str, list[bool]]:
    """Return which conditions are true for each user; all who evaluate must agree."""
    predicates = tuple(
        Predicate(name=f"p{place}", kind=PredicateKind.AUDIENCE, place=HERE, condition=condition)
        for place, condition in enumerate(conditions)
    )
    return check(
        Question(msgspec.structs.replace(BASE, predicates=predicates), list(users), NOW, False, conditions)
    )


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        (THRICE, (True, True)),
        (ir.Default(THRICE, PRICES), (True, True)),
        (ir.Default(PRICES, THRICE), (False, True)),
        (ir.Default(ir.Default(PRICES, TWICE), THRICE), (False, False)),
        (ir.Default(PRICES, ir.Default(PRICES, THRICE)), (False, True)),
    ],
)
def test_calculated_amounts_may_be_listed_beside_a_default(
    whole: ir.Expression, expected: tuple[bool, bool]
) -> None:
    nine = Constant(MONEY, MoneyData("9"))
    users = (
        Somebody("known", {"prices": (Decimal(1),), "spent": Decimal(3)}),
        Somebody("unknown", {"spent": Decimal(3)}),
    )
    answers = found([ir.Contains(whole, nine)], *users)
    assert (answers["known"][0], answers["unknown"][0]) == expected


def test_many_dates_in_one_question_are_no_question_of_hours() -> None:
    """Joins of one statement took DuckDB a quarter longer each: eight moments that move took minutes."""
    due = ir.UserValue("due")
    conditions: list[ir.Expression] = [
        ir.Compare(ir.Comparison.GREATER, ir.Shift(due, False, days=days), Constant(MOMENT, NumberData(NOW)))
        for days in range(1, 13)
    ]
    started = time.monotonic()
    answers = found(conditions, Somebody("u", {"due": NOW - 6 * DAY}))
    assert answers["u"] == [days > 6 for days in range(1, 13)]
    assert time.monotonic() - started < 60
