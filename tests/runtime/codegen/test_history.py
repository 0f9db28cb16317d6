"""The state that expressions need: as small as can be, shared, bounded, and storable."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maflow.runtime.codegen.history_plan import HistoryPlan, plan_history, runtime_type
from maflow.runtime.core.local_time import DAY_MS, HOUR_MS
from maflow.runtime.program import expressions as ir
from maflow.runtime.program.types import ValueKind
from tests.runtime.codegen.machine import Machine, program_of
from tests.runtime.codegen.naive import evaluate
from tests.runtime.codegen.strategies import EVENTS, Step, conditions, constant, histories

K = ValueKind
WEEK, MONTH = ir.LastPeriod(7 * DAY_MS), ir.LastPeriod(30 * DAY_MS)
TODAY, EVER, ENTRY = ir.TodayPeriod(), ir.Ever(), ir.SinceEntry()
SINCE = ir.SinceMoment(1_700_000_000_000)
TYPES = {each.name: each.type for each in EVENTS[0].properties}

ON_A = ir.Compare(ir.Comparison.EQUAL, ir.EventValue("of_text"), constant(K.TEXT, "a"))
BIG = ir.Compare(ir.Comparison.GREATER, ir.EventValue("of_integer"), constant(K.INTEGER, 1))
OF_USER = ir.Compare(ir.Comparison.EQUAL, ir.EventValue("of_integer"), ir.UserValue("user_integer"))
OF_ENTRY = ir.Compare(ir.Comparison.EQUAL, ir.EventValue("of_text"), ir.EntryValue("of_text"))


def view(where: ir.Expression | None = None) -> ir.EventQuery:
    return ir.EventQuery("view", where)


def count(operator: str, number: float, window: ir.Window, where: ir.Expression | None = None) -> ir.Compare:
    return ir.Compare(ir.Comparison(operator), ir.Count(view(where), window), constant(K.NUMBER, number))


def known(
    name: str, summary: ir.Summary, window: ir.Window, where: ir.Expression | None = None
) -> ir.IsKnown:
    return ir.IsKnown(ir.Aggregate(summary, name, TYPES[name], view(where), window))


def did(window: ir.Window, where: ir.Expression | None = None) -> ir.Did:
    return ir.Did(view(where), window)


def since(where: ir.Expression | None = None) -> ir.IsKnown:
    return ir.IsKnown(ir.TimeSince(view(where)))


def then(window: ir.Window, first: ir.Expression | None = None, within_ms: int = HOUR_MS) -> ir.DidThen:
    return ir.DidThen(view(first), ir.EventQuery("order"), within_ms, window)


def shape(plan: HistoryPlan) -> list[tuple[str, Any]]:
    return [(slot.initial, slot.type) for slot in plan.user_slots]


TIME, TIMES, COUNT = ("None", int | None), ("[]", list[int]), ("0", int)
NEEDS: list[tuple[list[ir.Expression], list[tuple[str, Any]]]] = [
    ([ir.HasTag("x")], []),
    ([did(WEEK)], [TIME]),
    ([did(WEEK), did(MONTH), did(TODAY), did(EVER), since(), ir.Not(did(SINCE))], [TIME, TIME]),
    ([count(">=", 1, WEEK), since()], [TIME]),
    ([count(">=", 3, WEEK)], [TIMES]),
    ([count(">=", 3, WEEK), count(">", 4, MONTH), did(TODAY), since()], [TIMES]),
    ([count(">=", 3, WEEK, ir.And((ON_A, BIG))), count("<", 2, WEEK, ir.And((BIG, ON_A)))], [TIMES]),
    ([count(">=", 3, WEEK, ON_A), count(">=", 3, WEEK)], [TIMES, TIMES]),
    ([count(">=", 3, EVER)], [COUNT]),
    ([count("=", 3, EVER), did(EVER)], [COUNT]),
    ([count(">", 0, EVER)], [TIME]),
    ([ir.Compare(ir.Comparison.LESS, ir.Count(view(), EVER), ir.UserValue("user_integer"))], [COUNT]),
    ([ir.Compare(ir.Comparison.LESS, ir.Count(view(), WEEK), ir.UserValue("user_integer"))], [TIMES]),
    ([known("of_money", ir.Summary.SUM, EVER)], [("ZERO", Decimal)]),
    ([known("of_number", ir.Summary.SUM, EVER)], [("ZERO", Decimal)]),
    ([known("of_number", ir.Summary.AVERAGE, EVER)], [("ZERO", Decimal), COUNT]),
    ([known("of_money", ir.Summary.MAXIMUM, EVER)], [("None", Decimal | None)]),
    ([known("of_money", ir.Summary.SUM, WEEK)], [TIMES, ("[]", list[Decimal | None])]),
    (
        [known("of_money", ir.Summary.SUM, WEEK), known("of_money", ir.Summary.MAXIMUM, MONTH)],
        [TIMES, ("[]", list[Decimal | None])],
    ),
    ([known("of_text", ir.Summary.LAST, WEEK)], [TIME, ("None", str | None)]),
    ([known("of_text", ir.Summary.FIRST, EVER), since()], [TIME, TIME, ("None", str | None)]),
    ([did(WEEK, OF_USER)], [TIMES, ("[]", list[int | None])]),
    ([did(WEEK, ir.And((ON_A, OF_USER))), count(">=", 2, WEEK, ON_A)], [TIMES, ("[]", list[int | None])]),
    ([then(WEEK)], [TIME, TIMES]),
    ([then(WEEK), then(MONTH)], [TIME, TIMES]),
    ([then(EVER)], [("[]", bool | list[int])]),
    ([then(WEEK), then(WEEK, within_ms=DAY_MS)], [TIME, TIMES, TIME, TIMES]),
]


@pytest.mark.parametrize(("asked", "expected"), NEEDS)
def test_the_smallest_state_is_kept(asked: list[ir.Expression], expected: list[tuple[str, Any]]) -> None:
    plan = plan_history(program_of(asked))
    assert sorted(map(str, shape(plan))) == sorted(map(str, expected))
    assert plan.new_slots("c")() == []


def test_what_lies_after_an_entry_is_kept_with_the_run() -> None:
    asked = [count(">=", 3, ENTRY), did(ENTRY, OF_ENTRY), since()]
    plan = plan_history(program_of(in_run=asked))
    assert plan.new_slots("c")() == [0, None]
    assert plan.new_slots()() == [None]


def test_new_slots_are_never_shared() -> None:
    plan = plan_history(program_of([count(">=", 3, WEEK)]))
    new = plan.new_slots()
    new()[0].append(1)
    assert new() == [[]]


DISTINCT = ir.Compare(
    ir.Comparison.GREATER, ir.CountDistinct("of_text", view(), MONTH), constant(K.INTEGER, 2)
)


@pytest.mark.parametrize(
    ("asked", "view_ms", "order_ms"),
    [
        ([ir.HasTag("x")], 0, 0),
        ([did(WEEK), since(), did(EVER)], 0, 0),
        ([known("of_money", ir.Summary.MAXIMUM, EVER), DISTINCT], 0, 0),
        ([count(">=", 3, WEEK)], 7 * DAY_MS, 0),
        ([count(">=", 3, WEEK), count(">=", 2, MONTH)], 30 * DAY_MS, 0),
        ([count(">=", 2, TODAY)], 50 * HOUR_MS, 0),
        ([known("of_money", ir.Summary.SUM, WEEK)], 7 * DAY_MS, 0),
        ([count(">=", 3, EVER)], None, 0),
        ([known("of_money", ir.Summary.SUM, EVER)], None, 0),
        ([did(WEEK, OF_USER)], 7 * DAY_MS, 0),
        ([then(WEEK)], 7 * DAY_MS, 7 * DAY_MS),
        ([then(EVER)], None, None),
        ([then(WEEK, OF_USER)], 7 * DAY_MS, 7 * DAY_MS),
    ],
)
def test_duplicates_matter_only_while_they_would_be_noticed(
    asked: list[ir.Expression], view_ms: int | None, order_ms: int | None
) -> None:
    plan = plan_history(program_of(asked))
    assert (plan.retention_ms("view"), plan.retention_ms("order")) == (view_ms, order_ms)


def test_what_comes_twice_after_an_entry_always_matters() -> None:
    assert plan_history(program_of(in_run=[did(ENTRY)])).retention_ms("view") is None


@pytest.mark.parametrize(
    ("asked", "longest"),
    [
        (count(">=", 3, MONTH), 3),
        (did(MONTH), 0),
        (DISTINCT, 31),
        (known("of_money", ir.Summary.SUM, WEEK), 9),
        (did(WEEK, OF_USER), 9),
        (then(WEEK), 9),
        (then(WEEK, OF_USER), 9),
        (known("of_number", ir.Summary.SUM, EVER), 4),
        (then(EVER, within_ms=2 * DAY_MS), 2),
    ],
)
def test_memory_is_bounded(asked: ir.Expression, longest: int) -> None:
    machine = Machine(program_of([asked]))
    for number in range(400):
        values = (("of_text", str(number)), ("of_money", Decimal(number)), ("of_number", number / 7))
        machine.take(Step(DAY_MS, "view", 0, values))
    kept = [len(slot) for slot in machine.user.h if isinstance(slot, list | dict)]
    assert max(kept, default=0) <= longest


def test_late_events_are_put_where_their_time_belongs() -> None:
    machine = Machine(program_of([count(">=", 3, WEEK)]))
    for passes, late in ((0, 0), (10, 5), (10, 25), (10, 8)):
        machine.take(Step(passes, "view", late))
    first = machine.log[0].time
    assert machine.user.h == [[first, first + 5, first + 22]]


ASKED = [condition for asked, _ in NEEDS for condition in asked]


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(st.lists(conditions(2), max_size=2), histories(), histories())
def test_slots_are_stored_and_loaded_without_loss(
    asked: list[ir.Expression], before: list[Step], after: list[Step]
) -> None:
    asked = [*asked, *ASKED, DISTINCT]
    machine = Machine(program_of(asked, in_run=[did(ENTRY)]), conditions=asked)
    plan = machine.compiler.plan
    for step in before:
        machine.take(step)
    slots = machine.user.h
    machine.user.h = plan.decode_slots(plan.encode_slots(slots))
    assert machine.user.h == slots
    for step in after:
        machine.take(step)
    for place, condition in enumerate(asked):
        assert machine.ask(f"is_true_{place}") is (evaluate(condition, machine.past()) is True)


def test_sums_too_large_for_a_number_of_the_store_are_kept() -> None:
    asked = ir.Compare(
        ir.Comparison.EQUAL,
        ir.Aggregate(ir.Summary.SUM, "of_integer", TYPES["of_integer"], view(), EVER),
        constant(K.INTEGER, 2**65),
    )
    machine = Machine(program_of([asked]))
    plan = machine.compiler.plan
    for _ in range(4):
        machine.take(Step(0, "view", 0, (("of_integer", 2**63),)))
        machine.user.h = plan.decode_slots(plan.encode_slots(machine.user.h))
    assert machine.user.h == [2**65]
    assert machine.ask("holds_0") is True


def test_slots_of_another_plan_are_refused() -> None:
    plan = plan_history(program_of([count(">=", 3, WEEK)]))
    with pytest.raises(msgspec.DecodeError):
        plan.decode_slots(msgspec.msgpack.encode(["text"]))


def test_lists_of_money_are_stored_as_such() -> None:
    what = msgspec.structs.replace(TYPES["of_list"], item=TYPES["of_money"])
    assert runtime_type(what) == tuple[Decimal, ...]


def test_a_zone_that_all_share_lets_local_time_be_asked_at_once() -> None:
    at_night = ir.Compare(
        ir.Comparison.GREATER, ir.TimePart("hour", ir.EventValue("time")), constant(K.INTEGER, 21)
    )
    travelling = plan_history(program_of([did(EVER, at_night)]))
    settled = plan_history(program_of([did(EVER, at_night)], attributes=()))
    assert shape(travelling) == [TIMES]
    assert shape(settled) == [TIME]
