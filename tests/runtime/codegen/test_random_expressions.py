"""Generated code and the naive evaluation agree on random expressions and histories, unknowns included."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maflow.runtime.program import expressions as ir
from tests.runtime.codegen.machine import Machine, program_of
from tests.runtime.codegen.naive import evaluate, holds
from tests.runtime.codegen.strategies import Step, conditions, histories

MOST = settings(max_examples=60, suppress_health_check=list(HealthCheck))


def check(machine: Machine, expected: list[ir.Expression], now: int) -> None:
    for place, condition in enumerate(expected):
        value = evaluate(condition, machine.past(now))
        assert machine.ask(f"value_{place}", now) is value
        assert machine.ask(f"is_true_{place}", now) is (value is True)
        assert machine.ask(f"is_false_{place}", now) is (value is False)


@MOST
@given(st.lists(conditions(), min_size=1, max_size=3), histories(), st.booleans())
def test_conditions_are_what_the_whole_log_says(
    asked: list[ir.Expression], history: list[Step], is_tagged: bool
) -> None:
    machine = Machine(program_of(asked), conditions=asked)
    if is_tagged:
        machine.user.tags.add("x")
    for step in history:
        machine.take(step)
        check(machine, asked, machine.now)
        check(machine, asked, machine.now + 5_000_000)


@MOST
@given(st.lists(conditions(2), min_size=2, max_size=2), conditions(2, predicates=2), histories())
def test_audiences_are_facts(named: list[ir.Expression], asked: ir.Expression, history: list[Step]) -> None:
    machine = Machine(program_of([*named, asked]), conditions=[asked])
    for step in history:
        machine.take(step)
        for place, condition in enumerate(named):
            assert machine.ask(f"holds_{place}") is holds(condition, machine.past())
        check(machine, [asked], machine.now)


@MOST
@given(st.lists(conditions(has_run=True), min_size=1, max_size=2), histories(), histories(), st.data())
def test_conditions_in_a_run_are_what_the_whole_log_says(
    asked: list[ir.Expression], before: list[Step], after: list[Step], data: Any
) -> None:
    machine = Machine(program_of(in_run=asked), conditions=asked)
    for step in before:
        machine.take(step)
    entry = dict(data.draw(histories().map(lambda steps: steps[0].properties if steps else ())))
    values = {f"run_{name[3:]}": value for name, value in entry.items()}
    machine.enter(entry, values)
    check(machine, asked, machine.now)
    for step in after:
        machine.take(step)
        check(machine, asked, machine.now)
