"""Workload A: which of many rules does an event meet? Generated Python against rule engines.

`make bench` runs this; peers are in the dependency group `bench`. Every claim is a ratio of medians, the
two sides measured turn about in one run. All engines must name the same rules, event by event.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from maflow.runtime.codegen.expressions import ExpressionCompiler
from maflow.runtime.codegen.fusing import write_eligible
from maflow.runtime.codegen.writer import Writer
from maflow.runtime.program.types import Place
from tests.bench.eligibility_rules import EVENT, make_events, make_program, make_rules, rule_text

pytest.importorskip("pytest_benchmark")

ROUNDS = 7
EVENTS = make_events(20_000)
CONTEXTS = [{"user": user, "event": event} for user, event in EVENTS]

# Any: pytest-benchmark's fixture has no types, nor have the peers.
Benchmark = Any
Found = list[list[int]]


@dataclass
class User:
    """As much of a user as the generated code looks at."""

    a: list[Any]


@dataclass
class Side:
    """One way to find the rules that events meet, with its events ready in its own form."""

    find: Callable[[int], Found]
    events: int
    spent: list[float]

    def measure(self) -> None:
        begin = time.process_time()
        self.find(self.events)
        self.spent.append((time.process_time() - begin) / self.events)


def ours(count: int, events: int = len(EVENTS)) -> Side:
    """Return the generated function for so many rules."""
    compiler, writer = ExpressionCompiler(make_program()), Writer()
    rules = [(rule, Place(0, place)) for place, rule in enumerate(make_rules(count), 1)]
    write_eligible(writer, compiler, "eligible", rules, EVENT)
    names = dict(compiler.names.globals)
    exec(writer.source(), names)
    eligible = names["eligible"]
    inputs = [(User(list(user.values())), event) for user, event in EVENTS]
    return Side(lambda n: [eligible(None, user, event, 0, 0) for user, event in inputs[:n]], events, [])


def zen_fused() -> Side:
    """Return zen-engine's best form: one expression that is the list of all rules."""
    zen = pytest.importorskip("zen")
    texts = ", ".join(rule_text(rule, "and") for rule in make_rules(50))
    expression = zen.compile_expression(f"[{texts}]")
    return Side(_found(lambda context: expression.evaluate(context)), 2_000, [])


def zen_each() -> Side:
    """Return zen-engine's ordinary form: one expression a rule."""
    zen = pytest.importorskip("zen")
    rules = [zen.compile_expression(rule_text(rule, "and")) for rule in make_rules(50)]
    return Side(_found(lambda context: [rule.evaluate(context) for rule in rules]), 300, [])


def cel_fused() -> Side:
    """Return the Rust implementation of CEL, all rules in one expression; its numbers are of one type."""
    cel = pytest.importorskip("cel")
    program = cel.compile(f"[{', '.join(rule_text(rule, '&&') for rule in make_rules(50))}]")
    return Side(_found(lambda context: program.execute(context)), 600, [])


def python_rules() -> Side:
    """Return rule-engine, a rule engine written in Python."""
    rule_engine = pytest.importorskip("rule_engine")
    rules = [rule_engine.Rule(rule_text(rule, "and", dot="_")) for rule in make_rules(50)]
    # Flat names are what it is quickest with.
    contexts = [
        {f"{owner}_{name}": value for owner, values in context.items() for name, value in values.items()}
        for context in CONTEXTS[:100]
    ]
    return Side(_found(lambda context: [rule.matches(context) for rule in rules], contexts), 40, [])


def _found(
    answer: Callable[[Any], Sequence[bool]], contexts: Sequence[dict[str, Any]] = CONTEXTS
) -> Callable[[int], Found]:

    def find(count: int) -> Found:
        return [
            [place for place, is_met in enumerate(answer(context)) if is_met] for context in contexts[:count]
        ]

    return find


def alternate(benchmark: Benchmark, *sides: Side) -> list[float]:
    """Measure all sides turn about, and return the median of each, in seconds an event."""

    def measure() -> None:
        for side in sides:
            side.measure()

    benchmark.pedantic(measure, rounds=ROUNDS, warmup_rounds=1)
    return [statistics.median(side.spent) for side in sides]


def holds_floor(
    benchmark: Benchmark, capsys: pytest.CaptureFixture[str], what: str, ratio: float, floor: float
) -> None:
    benchmark.extra_info["ratio"] = ratio
    with capsys.disabled():
        print(f"\n  {what}: {ratio:.1f} (floor {floor:g})", end=" ")
    assert ratio >= floor


@pytest.mark.parametrize(
    ("peer", "floor"), [(zen_fused, 8), (zen_each, 60), (cel_fused, 8), (python_rules, 150)]
)
def test_50_rules_against_a_peer(
    benchmark: Benchmark,
    capsys: pytest.CaptureFixture[str],
    peer: Callable[[], Side],
    floor: float,
) -> None:
    one, other = ours(50), peer()
    assert other.find(other.events) == one.find(other.events)
    mine, theirs = alternate(benchmark, one, other)
    holds_floor(benchmark, capsys, f"times the events of {peer.__name__}", theirs / mine, floor)


def test_1_000_rules_cost_little_more_than_50(
    benchmark: Benchmark, capsys: pytest.CaptureFixture[str]
) -> None:
    few, many = ours(50), ours(1_000, 5_000)
    cost_few, cost_many = alternate(benchmark, few, many)
    with capsys.disabled():
        print(f"\n  times the cost of 50 rules: {cost_many / cost_few:.1f} (at most 12)", end=" ")
    assert cost_many <= 12 * cost_few
