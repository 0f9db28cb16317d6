"""Questions over tables: large conditions, many names, and what a database without its extras says."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from typing import Any

import pytest

from maflow.runtime.core.inputs import Event
from maflow.runtime.program import expressions as ir
from maflow.runtime.program.program import Program
from maflow.runtime.program.types import Constant, NumberData, TextData, ValueKind, ValueType
from maflow.runtime.sql.database import open_database
from maflow.runtime.sql.errors import ColumnsError
from maflow.runtime.sql.filling import UserRow, insert_events, insert_users, make_tables
from maflow.runtime.sql.questions import matching_users, prepare
from maflow.runtime.sql.tables import Tables
from tests.compiler.lowered import lowered

TEXT, NUMBER = ValueType(ValueKind.TEXT), ValueType(ValueKind.NUMBER)
DAY = 86_400_000
PEOPLE = [UserRow(id=f"u{place}", attributes={"name": f"n{place}", "age": place}) for place in range(10)]
EVENTS = [Event("u1", "order", DAY, DAY, {"amount": 5}), Event("u2", "order", 2 * DAY, 2 * DAY)]


def asked(program: Program, *conditions: ir.Expression, at: int = 3 * DAY) -> list[list[str]]:
    tables = Tables(program)
    with open_database() as connection:
        make_tables(connection, tables)
        insert_users(connection, tables, PEOPLE)
        insert_events(connection, tables, enumerate(EVENTS))
        statement = prepare(connection, conditions, tables, at)
        return [sorted(found) for found in matching_users(connection, statement).values()]


def shop(audiences: Sequence[str] = ()) -> Program:
    head = "user { name text; age integer }\nevent order { amount integer }\n"
    return lowered(head + "".join(f"audience a{place} = {each}\n" for place, each in enumerate(audiences)))


def test_audiences_that_name_others_that_name_others_take_no_longer_and_longer() -> None:
    chain = [f"user in a{place - 1} and user in a{place - 2}" for place in range(2, 30)]
    program = shop(["user.age > 3", "user.age > 7 or did(order, ever)", *chain])
    assert asked(program, ir.Holds("a29")) == [["u8", "u9"]]


def test_thousands_of_values_can_be_listed() -> None:
    names = tuple(Constant(TEXT, TextData(f"n{place}")) for place in range(5, 20_000))
    assert asked(shop(), ir.In(ir.UserValue("name"), names)) == [["u5", "u6", "u7", "u8", "u9"]]


def test_a_hundred_conditions_can_be_asked_at_once() -> None:
    more = ir.Comparison.GREATER
    limits = [ir.Compare(more, ir.UserValue("age"), Constant(NUMBER, NumberData(n / 10))) for n in range(100)]
    found = asked(shop(), *limits)
    assert [len(members) for members in found[::10]] == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]


def test_a_question_can_be_asked_again_of_the_same_tables() -> None:
    program = lowered("event order { amount money }\naudience a = average(order.amount, ever) / 3 > 1 CNY\n")
    tables = Tables(program)
    with open_database() as connection:
        make_tables(connection, tables)
        for _ in range(2):
            prepare(connection, [program.predicates[0].condition], tables, 0)


def test_events_after_the_moment_are_not_seen() -> None:
    did = ir.Did(ir.EventQuery("order"), ir.Ever())
    assert asked(shop(), did, at=2 * DAY - 1) == [["u1"]]
    assert asked(shop(), did, at=2 * DAY) == [["u1", "u2"]]


@pytest.mark.parametrize("package", ["duckdb", "numpy"])
def test_a_package_that_is_missing_is_named(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plainly = builtins.__import__

    # Any: this is the shape of `__import__`.
    def without(name: str, *rest: Any) -> Any:
        if name == package:
            raise ImportError(name)
        return plainly(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    money = ir.Aggregate(
        ir.Summary.AVERAGE,
        "amount",
        ValueType(ValueKind.MONEY, currency="CNY"),
        ir.EventQuery("order"),
        ir.Ever(),
    )
    program = lowered("event order { amount money }\n")
    with pytest.raises(ColumnsError) as caught:
        asked(program, ir.Compare(ir.Comparison.GREATER, money, money))
    assert (caught.value.key, caught.value.arguments) == ("sql.not-installed", {"package": package})
