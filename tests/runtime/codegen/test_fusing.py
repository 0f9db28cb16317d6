"""Many conditions in one function: the same answers, each shared part asked once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maflow.runtime.codegen.expressions import ExpressionCompiler
from maflow.runtime.codegen.fusing import write_eligible
from maflow.runtime.codegen.writer import Writer
from maflow.runtime.core.inputs import Event
from maflow.runtime.program import expressions as ir
from maflow.runtime.program.types import Place, ValueKind
from tests.runtime.codegen.machine import Machine, program_of
from tests.runtime.codegen.naive import holds
from tests.runtime.codegen.strategies import (
    Context,
    Step,
    conditions,
    constant,
    histories,
    typed,
)

K = ValueKind


def fuse(machine: Machine, rules: Sequence[ir.Expression | None], event: str) -> Any:
    writer = Writer()
    placed = [(rule, Place(0, place + 1)) for place, rule in enumerate(rules)]
    write_eligible(writer, machine.compiler, "eligible", placed, event)
    names = {**machine.names, **machine.compiler.names.globals}
    exec(writer.source(), names)
    return names["eligible"]


def is_user(kind: ValueKind, value: Any) -> ir.Expression:
    return ir.Compare(ir.Comparison.EQUAL, ir.UserValue(f"user_{kind}"), constant(kind, value))


on_event = typed(K.BOOLEAN, Context(has_event=True, predicates=2), 2)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.data(), st.lists(conditions(2), min_size=2, max_size=2), histories())
def test_the_rules_that_an_event_meets_are_named_in_order(
    data: Any, named: list[ir.Expression], history: list[Step]
) -> None:
    parts = data.draw(st.lists(on_event, min_size=3, max_size=5))
    chosen = st.lists(st.sampled_from(parts), min_size=1, max_size=3)
    rules = data.draw(st.lists(st.none() | chosen.map(tuple).map(ir.And), min_size=1, max_size=6))
    machine = Machine(program_of(named, in_run=[rule for rule in rules if rule is not None]))
    eligible = {event.name: fuse(machine, rules, event.name) for event in machine.program.events}
    for step in history:
        machine.take(step)
        if step.event is None:
            continue
        event = machine.log[-1]
        found = eligible[event.name](machine, machine.user, event.properties, event.time, machine.now)
        assert list(found) == met(machine, rules, event)


def met(machine: Machine, rules: Sequence[ir.Expression | None], event: Event) -> list[int]:
    past = replace(machine.past(), event=event)
    return [place for place, rule in enumerate(rules) if holds(rule, past)]


def test_a_condition_that_many_share_is_asked_once() -> None:
    class Asked:
        count = 0

        def consents(self, *_: object) -> bool:
            self.count += 1
            return True

    shared = ir.Consents("sms", "promotional")
    rules = [ir.And((is_user(K.INTEGER, number), shared)) for number in range(50)]
    machine = Machine(program_of(in_run=rules))
    machine._set("user_integer", 7)
    engine = Asked()
    assert fuse(machine, rules, "view")(engine, machine.user, {}, 0, 0) == [7]
    assert engine.count == 1


def test_no_rules_find_nothing_and_no_condition_is_always_met() -> None:
    machine = Machine(program_of())
    assert fuse(machine, [], "view")(machine, machine.user, {}, 0, 0) == ()
    assert fuse(machine, [None, None], "view")(machine, machine.user, {}, 0, 0) == (0, 1)


def test_what_must_not_be_either_is_taken_apart() -> None:
    rule = ir.Not(ir.Or((is_user(K.INTEGER, 1), ir.Not(is_user(K.TEXT, "a")))))
    machine = Machine(program_of(in_run=[rule]))
    eligible = fuse(machine, [rule], "view")
    answers = []
    for number, text in ((1, "a"), (2, "a"), (2, "b"), (2, None)):
        machine._set("user_integer", number)
        machine._set("user_text", text)
        answers.append(eligible(machine, machine.user, {}, 0, 0))
    assert answers == [[], [0], [], []]


def test_hundreds_of_rules_that_each_add_a_condition_still_compile() -> None:
    parts = [ir.Not(is_user(K.INTEGER, number)) for number in range(150)]
    rules = [ir.And(tuple(parts[: number + 1])) for number in range(150)]
    machine = Machine(program_of(in_run=rules))
    eligible = fuse(machine, rules, "view")
    machine._set("user_integer", 120)
    assert eligible(machine, machine.user, {}, 0, 0) == list(range(120))


def test_the_same_rules_give_the_same_source() -> None:
    rules = [ir.And((is_user(K.INTEGER, number % 3), is_user(K.TEXT, "a"))) for number in range(9)]
    sources = []
    for _ in range(2):
        writer = Writer()
        placed = [(rule, Place(0, place + 1)) for place, rule in enumerate(rules)]
        write_eligible(writer, ExpressionCompiler(program_of(in_run=rules)), "eligible", placed, "view")
        sources.append(writer.source())
        for line, place in zip(writer.source().splitlines(), writer.places, strict=True):
            if "found.append" in line:
                assert place == Place(0, int(line.strip()[len("found.append(") : -1]) + 1)
    assert sources[0] == sources[1]
