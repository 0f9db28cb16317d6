"""Generated code and the naive evaluation agree on random values of every type."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maflow.runtime.program import expressions as ir
from tests.runtime.codegen.machine import Machine, program_of
from tests.runtime.codegen.naive import evaluate
from tests.runtime.codegen.strategies import KINDS, Context, Step, histories, typed

MOST = settings(max_examples=60, suppress_health_check=list(HealthCheck))
EXPRESSIONS = st.sampled_from(KINDS).flatmap(lambda kind: typed(kind, Context(has_run=True), 3))


@MOST
@given(st.lists(EXPRESSIONS, min_size=1, max_size=3), histories(), histories(), st.data())
def test_values_are_what_the_whole_log_says(
    asked: list[ir.Expression], before: list[Step], after: list[Step], data: Any
) -> None:
    machine = Machine(program_of(in_run=asked), conditions=asked)
    for step in before:
        machine.take(step)
    entry = dict(data.draw(histories().map(lambda steps: steps[0].properties if steps else ())))
    machine.enter(entry, {f"run_{name[3:]}": value for name, value in entry.items()})
    for step in after:
        machine.take(step)
        for place, expression in enumerate(asked):
            value = machine.ask(f"value_{place}")
            expected = evaluate(expression, machine.past())
            assert value == expected
            assert isinstance(value, bool) is isinstance(expected, bool)
