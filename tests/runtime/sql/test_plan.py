"""How a question is put together: passes over the events, steps, and what cannot be asked."""

from __future__ import annotations

import pickle
from typing import get_args

import pytest

from maflow.runtime.errors import HostError
from maflow.runtime.program import expressions as ir
from maflow.runtime.program.types import Constant, MoneyData, NumberData, ValueKind, ValueType
from maflow.runtime.sql.errors import NotInSqlError
from maflow.runtime.sql.plan import LOWERINGS, plan
from maflow.runtime.sql.tables import Tables
from tests.compiler.lowered import lowered

SHOP = """
user { name text; age integer; spent money; timezone timezone }
event order_paid { amount money; page text; seconds number }
event page_view { page text }
audience adults = user.age >= 18
audience rich = sum(order_paid.amount, ever) > 100 CNY and user in adults
"""
DAY = 86_400_000


def conditions_of(*audiences: str) -> tuple[Tables, list[ir.Expression]]:
    text = SHOP + "".join(f"audience a{place} = {each}\n" for place, each in enumerate(audiences))
    program = lowered(text)
    named = {predicate.name: predicate.condition for predicate in program.predicates}
    return Tables(program), [named[f"a{place}"] for place in range(len(audiences))]


def sql_of(*audiences: str) -> str:
    tables, conditions = conditions_of(*audiences)
    return plan(conditions, tables, 100 * DAY).sql


def test_every_class_of_expressions_is_lowered() -> None:
    assert set(LOWERINGS) == set(get_args(ir.Expression))


def test_all_aggregates_of_all_conditions_take_one_pass() -> None:
    sql = sql_of(
        "count(order_paid, last 7 days) >= 2 and did(page_view, ever)",
        'sum(order_paid.amount where event.page = "a", last 30 days) > 5 CNY',
        "time since page_view > 3 days or count(order_paid, last 7 days) >= 2",
        'average(order_paid.seconds, since 2026-01-01) > 2 and last(order_paid.page, ever) = "b"',
    )
    assert sql.count("FROM events") == 1
    assert "JOIN s0 u" not in sql


def test_equal_aggregates_are_measured_once() -> None:
    sql = sql_of("count(order_paid, ever) >= 2", "count(order_paid, ever) < 5 or user.age > 3")
    assert sql.count("count(*) FILTER") == 1


def test_only_conditions_that_look_at_the_user_have_users_beside_the_events() -> None:
    sql = sql_of("count(order_paid where event.page = user.name, ever) > 1 and did(page_view, ever)")
    assert sql.count("FROM events") == 2
    assert sql.count("JOIN s0 u ON u.user_id = e.user_id") == 1


def test_aggregates_inside_conditions_of_events_come_a_step_earlier() -> None:
    sql = sql_of("count(order_paid where event.seconds > average(order_paid.seconds, ever), ever) > 1")
    assert "JOIN s1 u ON u.user_id = e.user_id" in sql


def test_an_audience_that_others_name_is_asked_once() -> None:
    sql = sql_of("user in adults or user in rich", 'user not in adults and user.name = "x"')
    assert sql.count("u.a1 >= (18)") == 1


def test_users_without_a_question_about_events_need_no_events() -> None:
    assert "events" not in sql_of("user.age > 3")


def test_users_without_zones_of_their_own_share_that_of_the_project() -> None:
    text = "event order_paid { }\naudience a = did(order_paid, today) and hour(now) < 12\n"
    program = lowered(text)
    sql = plan([program.predicates[0].condition], Tables(program), 100 * DAY).sql
    assert "zones" not in sql
    assert "JOIN" not in sql.replace("LEFT JOIN h1", "")


def test_zones_are_only_looked_up_where_clocks_matter() -> None:
    assert "zones" not in sql_of("user.age > 3 and count(order_paid, last 7 days) > 1")
    assert "zone_instants" not in sql_of("hour(now) < 12 and did(order_paid, today)")
    assert "zone_instants" in sql_of("count(order_paid where hour(event.time) < 6, ever) > 1")


YUAN = ValueType(ValueKind.MONEY, currency="CNY")


@pytest.mark.parametrize(
    ("condition", "construct"),
    [
        (ir.IsKnown(ir.EventValue("page")), "event.page"),
        (ir.IsKnown(ir.EntryValue("page")), "entry.page"),
        (ir.IsKnown(ir.RunValue("x")), "run.x"),
        (ir.Did(ir.EventQuery("page_view"), ir.SinceEntry()), "since entry"),
        (ir.IsKnown(Constant(YUAN, MoneyData("1e20"))), "1e20"),
        (ir.IsKnown(Constant(ValueType(ValueKind.INTEGER), NumberData(2**127))), str(2**127)),
    ],
)
def test_what_no_user_has_is_refused_by_its_name(condition: ir.Expression, construct: str) -> None:
    tables, _ = conditions_of()
    with pytest.raises(NotInSqlError) as caught:
        plan([condition], tables, 0)
    assert caught.value.construct == construct
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), again.construct) == (NotInSqlError, construct)
    assert isinstance(again, HostError)
