"""What single expressions are worth, unknowns included, and how they are evaluated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest

from maflow.runtime.codegen.expressions import ExpressionCompiler
from maflow.runtime.codegen.patterns import InvalidPattern
from maflow.runtime.codegen.writer import Writer
from maflow.runtime.core.local_time import DAY_MS, HOUR_MS
from maflow.runtime.program import expressions as ir
from maflow.runtime.program.types import Constant, ValueKind
from tests.runtime.codegen.machine import Machine, program_of
from tests.runtime.codegen.strategies import ATTRIBUTES, BASE, constant

K = ValueKind
Kind = ir.ArithmeticKind
NOTHING = ir.UserValue("user_boolean")
TRUE, FALSE = constant(K.BOOLEAN, True), constant(K.BOOLEAN, False)
USER = {
    "user_text": "Mei Lin",
    "user_integer": 2,
    "user_number": 0.5,
    "user_money": Decimal("19.99"),
    "user_duration": 90_000,
    "user_date": 20_756,  # 2026-10-30
    "user_moment": BASE,
    "user_list": ("a", "b"),
}


def user(kind: ValueKind) -> ir.UserValue:
    return ir.UserValue(f"user_{kind}")


def number(value: float) -> Constant:
    return constant(K.NUMBER, value)


def money(amount: str) -> Constant:
    return constant(K.MONEY, Decimal(amount))


def text(value: str) -> Constant:
    return constant(K.TEXT, value)


def compare(left: ir.Expression, operator: str, right: ir.Expression) -> ir.Compare:
    return ir.Compare(ir.Comparison(operator), left, right)


def calculate(left: ir.Expression, operator: str, kind: Kind, right: ir.Expression) -> ir.Arithmetic:
    return ir.Arithmetic(operator, kind, left, right)


def machine_for(expression: ir.Expression, known: Mapping[str, Any] = USER) -> Machine:
    machine = Machine(program_of(in_run=[expression]), conditions=[expression])
    for name, value in known.items():
        machine._set(name, value)
    return machine


LOGIC = [
    (ir.And((TRUE, TRUE)), True),
    (ir.And((TRUE, NOTHING)), None),
    (ir.And((NOTHING, FALSE)), False),
    (ir.Or((FALSE, FALSE)), False),
    (ir.Or((FALSE, NOTHING)), None),
    (ir.Or((NOTHING, TRUE)), True),
    (ir.Not(NOTHING), None),
    (ir.Not(TRUE), False),
    (ir.IsKnown(NOTHING), False),
    (ir.Not(ir.IsKnown(NOTHING)), True),
    (ir.IsKnown(compare(NOTHING, "=", TRUE)), False),
    (compare(NOTHING, "=", TRUE), None),
    (compare(NOTHING, "!=", TRUE), None),
    (compare(ir.Default(NOTHING, FALSE), "=", FALSE), True),
    (ir.Default(NOTHING, NOTHING), None),
    (compare(NOTHING, "=", NOTHING), None),
]
TESTS = [
    (compare(user(K.TEXT), "=", text("Mei Lin")), True),
    (compare(user(K.INTEGER), ">=", number(2.0)), True),
    (compare(user(K.INTEGER), "<", number(2)), False),
    (compare(user(K.MONEY), "=", money("19.990")), True),
    (compare(user(K.LIST), "=", constant(K.LIST, ("a", "b"))), True),
    (ir.In(user(K.TEXT), (text("a"), text("Mei Lin"))), True),
    (ir.In(user(K.TEXT), (text("a"), text("b"))), False),
    (ir.In(NOTHING, (TRUE, FALSE)), None),
    (ir.In(user(K.MONEY), (money("1"), money("19.99"))), True),
    (ir.In(user(K.INTEGER), (ir.UserValue("limit"), NOTHING)), True),
    (ir.In(user(K.TEXT), (ir.UserValue("level"), ir.EntryValue("of_text"))), None),
    (ir.Between(user(K.INTEGER), number(2), number(3)), True),
    (ir.Between(user(K.INTEGER), number(3), number(3)), False),
    (ir.Between(user(K.NUMBER), ir.UserValue("limit"), ir.EntryValue("of_number")), False),
    (ir.Between(user(K.NUMBER), number(0), ir.EntryValue("of_number")), None),
    (ir.Contains(user(K.LIST), text("a")), True),
    (ir.Contains(user(K.LIST), text("c")), False),
    (ir.Contains(user(K.TEXT), text("i L")), True),
    (ir.Contains(user(K.TEXT), ir.EntryValue("of_text")), None),
    (ir.TextTest("starts with", user(K.TEXT), text("Mei")), True),
    (ir.TextTest("ends with", user(K.TEXT), text("Mei")), False),
    (ir.Matches(user(K.TEXT), "L.n"), True),
    (ir.Matches(user(K.TEXT), "^Lin"), False),
    (ir.Matches(ir.EntryValue("of_text"), "a"), None),
    (compare(ir.ListOf((text("a"), ir.EntryValue("of_text"))), "=", constant(K.LIST, ("a",))), True),
    (compare(ir.ListOf(()), "=", constant(K.LIST, ())), True),
]


@pytest.mark.parametrize(("condition", "expected"), LOGIC + TESTS)
def test_conditions_have_three_values(condition: ir.Expression, expected: bool | None) -> None:
    machine = machine_for(condition)
    machine.enter({}, {})
    assert machine.ask("value_0") is expected
    assert machine.ask("is_true_0") is (expected is True)
    assert machine.ask("is_false_0") is (expected is False)


@pytest.mark.parametrize("operator", ["=", "!=", "<", "<=", ">", ">="])
def test_comparisons_with_the_unknown_are_neither_true_nor_false(operator: str) -> None:
    for condition in (
        compare(ir.EntryValue("of_number"), operator, number(1)),
        compare(number(1), operator, ir.EntryValue("of_number")),
        compare(ir.EntryValue("of_number"), operator, ir.EntryValue("of_integer")),
    ):
        machine = machine_for(condition)
        machine.enter({}, {})
        assert machine.ask("value_0") is None
        assert machine.ask("is_true_0") is False
        assert machine.ask("is_false_0") is False


VALUES = [
    (calculate(user(K.INTEGER), "+", Kind.NUMBERS, number(0.5)), 2.5),
    (calculate(user(K.INTEGER), "*", Kind.NUMBERS, user(K.INTEGER)), 4),
    (calculate(user(K.INTEGER), "/", Kind.NUMBERS, number(4)), 0.5),
    (calculate(user(K.INTEGER), "/", Kind.NUMBERS, number(0)), None),
    (calculate(number(1), "/", Kind.NUMBERS, ir.EntryValue("of_integer")), None),
    (calculate(user(K.MONEY), "+", Kind.MONEY, money("0.01")), Decimal("20.00")),
    (calculate(money("0.1"), "*", Kind.MONEY_BY_NUMBER, number(0.1)), Decimal("0.01")),
    (calculate(user(K.MONEY), "/", Kind.MONEY_BY_NUMBER, number(0)), None),
    (calculate(user(K.MONEY), "/", Kind.MONEY_BY_NUMBER, number(2)), Decimal("9.995")),
    (calculate(number(3), "*", Kind.NUMBER_BY_MONEY, user(K.MONEY)), Decimal("59.97")),
    (calculate(user(K.MONEY), "/", Kind.MONEY_BY_MONEY, user(K.MONEY)), 1.0),
    (calculate(user(K.MONEY), "/", Kind.MONEY_BY_MONEY, money("0")), None),
    (calculate(user(K.DURATION), "-", Kind.DURATIONS, constant(K.DURATION, 100_000)), -10_000),
    (calculate(user(K.DURATION), "*", Kind.DURATION_BY_NUMBER, number(0.5)), 45_000),
    (calculate(number(0.33333), "*", Kind.NUMBER_BY_DURATION, user(K.DURATION)), 30_000),
    (calculate(user(K.DURATION), "/", Kind.DURATION_BY_NUMBER, number(7)), 12_857),
    (calculate(user(K.DURATION), "/", Kind.DURATION_BY_NUMBER, number(0)), None),
    (calculate(user(K.DURATION), "/", Kind.DURATION_BY_DURATION, constant(K.DURATION, 60_000)), 1.5),
    (calculate(user(K.DURATION), "/", Kind.DURATION_BY_DURATION, constant(K.DURATION, 0)), None),
    (calculate(user(K.MOMENT), "+", Kind.MOMENT_AND_DURATION, user(K.DURATION)), BASE + 90_000),
    (calculate(ir.Now(), "-", Kind.MOMENTS, user(K.MOMENT)), 0),
    (calculate(user(K.DATE), "-", Kind.DATES, constant(K.DATE, 20_750)), 6 * DAY_MS),
    (calculate(user(K.DATE), "-", Kind.DATE_AND_DURATION, constant(K.DURATION, 1)), 20_755),
    (calculate(user(K.DATE), "+", Kind.DATE_AND_DURATION, constant(K.DURATION, DAY_MS - 1)), 20_756),
    (ir.Negate(user(K.MONEY)), Decimal("-19.99")),
    (ir.Negate(ir.EntryValue("of_money")), None),
    (ir.Shift(user(K.DATE), True, months=4), 20_756 + 121),  # 28 February 2027
    (ir.Shift(user(K.DATE), True, days=-3), 20_753),
    (ir.Shift(user(K.MOMENT), False, elapsed_ms=HOUR_MS), BASE + HOUR_MS),
    # 30 October 23:40 in Berlin is after the clocks went back; half a year on they have gone forward.
    (ir.Shift(user(K.MOMENT), False, months=6), BASE + 182 * DAY_MS - HOUR_MS),
    (ir.TimePart("weekday", user(K.MOMENT)), "friday"),
    (ir.TimePart("hour", user(K.MOMENT)), 23),
    (ir.TimePart("date", user(K.MOMENT)), 20_756),
    (ir.TimePart("weekday", user(K.DATE), of_date=True), "friday"),
    (ir.TimePart("date", user(K.DATE), of_date=True), 20_756),
    (ir.TodayDate(), 20_756),
    (ir.Now(), BASE),
    (ir.Default(ir.EntryValue("of_money"), money("1")), Decimal(1)),
    (ir.Default(user(K.TEXT), text("friend")), "Mei Lin"),
    (ir.UserValue("level"), "a"),
    (ir.EntryValue("time"), BASE),
    (ir.RunValue("run_text"), "kept"),
]


@pytest.mark.parametrize(("expression", "expected"), VALUES)
def test_values_are_calculated_exactly(expression: ir.Expression, expected: object) -> None:
    machine = machine_for(expression)
    machine.enter({}, {"run_text": "kept"})
    value = machine.ask("value_0")
    assert value == expected
    assert type(value) is type(expected)


def test_tags_audiences_and_consents_are_facts() -> None:
    machine = machine_for(ir.And((ir.HasTag("x"), ir.Consents("sms", "promotional"))))
    assert machine.ask("is_true_0") is False
    assert machine.ask("is_false_0") is True
    machine.user.tags.add("x")
    assert machine.ask("is_true_0") is True


def test_an_audience_of_which_nothing_is_known_is_left_out_for_certain() -> None:
    program = program_of([compare(user(K.INTEGER), ">", number(1))])
    asked = [ir.Holds("audience_0"), ir.Not(ir.Holds("audience_0"))]
    machine = Machine(program, conditions=asked)
    assert [machine.ask(f"value_{place}") for place in range(2)] == [False, True]
    machine._set("user_integer", 2)
    assert [machine.ask(f"value_{place}") for place in range(2)] == [True, False]


class Counting(Mapping[str, Any]):
    """Properties that count how often they are looked at."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values_, self.reads = values, 0

    def __getitem__(self, name: str) -> Any:
        self.reads += 1
        return self.values_[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_)

    def __len__(self) -> int:
        return len(self.values_)


def condition_on_event(condition: ir.Expression, event: str = "order") -> Any:
    compiler, writer = ExpressionCompiler(program_of(in_run=[condition])), Writer()
    frame = compiler.frame(event=event)
    compiler.write_condition(writer, "def check(E, u, r, p, t, now):", condition, frame)
    names = dict(compiler.names.globals)
    exec(writer.source(), names)
    return names["check"]


@pytest.mark.parametrize(
    "condition",
    [
        ir.Between(ir.EventValue("of_number"), number(1), number(3)),
        ir.In(ir.EventValue("of_number"), (ir.UserValue("user_number"), number(2))),
        compare(ir.EventValue("of_number"), ">", number(1)),
        compare(ir.EventValue("of_number"), "!=", number(1)),
        compare(ir.Default(ir.EventValue("of_number"), number(1)), ">", number(1)),
        compare(ir.Negate(ir.EventValue("of_number")), "<", number(1)),
    ],
)
def test_nothing_is_evaluated_twice(condition: ir.Expression) -> None:
    properties = Counting({"of_number": 2})
    machine = machine_for(TRUE)
    assert condition_on_event(condition)(machine, machine.user, None, properties, 0, 0) is True
    assert properties.reads == 1


def test_what_is_decided_is_not_asked_further() -> None:
    condition = ir.And((FALSE, compare(ir.EventValue("of_number"), "=", number(2))))
    properties = Counting({"of_number": 2})
    machine = machine_for(TRUE)
    assert condition_on_event(condition)(machine, machine.user, None, properties, 0, 0) is False
    assert properties.reads == 0


def test_a_property_with_a_default_is_never_unknown() -> None:
    check = condition_on_event(compare(ir.EventValue("rank"), "=", number(1)))
    machine = machine_for(TRUE)
    for properties in ({}, {"rank": None}, {"rank": 1}):
        assert check(machine, machine.user, None, properties, 0, 0) is True
    assert check(machine, machine.user, None, {"rank": 2}, 0, 0) is False


@pytest.mark.parametrize("value", ["", "{}", "{0}", "'\"\\", "会员\n", "\u2028", "x" * 10_000, "%s"])
def test_every_text_can_be_compared_with(value: str) -> None:
    for condition in (
        compare(user(K.TEXT), "=", text(value)),
        ir.In(user(K.TEXT), (text(value), text("other"))),
        ir.Not(ir.In(user(K.TEXT), (text("other"),))),
        ir.Contains(user(K.TEXT), text(value)),
    ):
        machine = machine_for(condition, {"user_text": value})
        assert machine.ask("is_true_0") is True


def test_equal_constants_are_one_object() -> None:
    compiler = ExpressionCompiler(program_of())
    frame = compiler.frame()
    for _ in range(2):
        frame.true(compare(user(K.MONEY), ">", money("50.00")))
        frame.true(ir.Matches(user(K.TEXT), "a"))
    assert len(compiler.names.globals) == 2


def test_a_pattern_that_is_not_linear_is_refused() -> None:
    with pytest.raises(InvalidPattern, match=r"\(\?=a\)"):
        machine_for(ir.Matches(user(K.TEXT), "(?=a)"))


def test_a_line_of_source_tells_where_it_comes_from() -> None:
    program, writer = program_of([TRUE, FALSE]), Writer()
    ExpressionCompiler(program).write_predicates(writer)
    assert writer.source().count("\n") == len(writer.places)
    assert set(writer.places) == {program.predicates[0].place}


def test_every_attribute_stands_at_its_place() -> None:
    for place, attribute in enumerate(ATTRIBUTES):
        machine = machine_for(ir.UserValue(attribute.name))
        machine.user.a = list(range(len(ATTRIBUTES)))
        assert machine.ask("value_0") == place
