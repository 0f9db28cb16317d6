"""Texts of messages: generated Python against python-liquid, which renders a template parsed once.

The peer gets plain values in a nested dictionary, as it likes them best, and no escaping.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from liquid import Environment

from maflow.compiler.lower.templates import TemplateTypes, lower_template
from maflow.runtime.codegen.templates import compile_template
from maflow.runtime.program.types import ValueKind, ValueType

pytest.importorskip("pytest_benchmark")

# Any: pytest-benchmark's fixture has no types, and values are of many.
Benchmark = Any
Values = dict[str, dict[str, Any]]

TEXTS = {
    "name": "{{ user.name | default: 'Hello' }}, your cart is waiting.",
    "cart": "{{ user.name | default: 'Hello' }}, your cart of {{ entry.value | money }} is waiting.",
    "level": "{% if user.points >= 100 %}Dear {{ user.name | default: 'member' }}{% else %}Hi{% endif %}, "
    "{{ user.level | upcase }}",
    "loop": "{% for tag in user.tags %}{{ forloop.index }}. {{ tag }}"
    "{% unless forloop.last %}, {% endunless %}{% endfor %}",
}
TYPES = TemplateTypes(
    user={
        "name": ValueType(ValueKind.TEXT),
        "points": ValueType(ValueKind.INTEGER),
        "level": ValueType(ValueKind.TEXT),
        "tags": ValueType(ValueKind.LIST, item=ValueType(ValueKind.TEXT)),
    },
    entry={"value": ValueType(ValueKind.MONEY, currency="CNY")},
)
VALUES: Values = {
    "user": {"name": "Mei", "points": 120, "level": "gold", "tags": ("wealth", "travel", "books")},
    "entry": {"value": Decimal("80.00")},
}
# How many times faster generated Python is at least. Amounts are printed by `Decimal`, on both sides.
FLOORS = {"name": 40, "cart": 20, "level": 40, "loop": 10}
ROUNDS, TIMES = 15, 300


def by_python(text: str) -> Callable[[], str]:
    """Return a call of the generated function."""
    template = lower_template(text, TYPES)
    assert not template.needs_liquid
    render = compile_template(template)
    values = tuple(VALUES[variable.path[0]][variable.path[1]] for variable in template.variables)
    return lambda: render(*values)


def by_liquid(text: str) -> Callable[[], str]:
    """Return a call of python-liquid."""
    environment = Environment()
    environment.add_filter("money", lambda amount: f"{amount} CNY")
    render = environment.from_string(text).render
    return lambda: render(VALUES)


@pytest.mark.parametrize("maker", [by_python, by_liquid], ids=["python", "liquid"])
@pytest.mark.parametrize("name", TEXTS)
def test_render(benchmark: Benchmark, name: str, maker: Callable[[str], Callable[[], str]]) -> None:
    benchmark.group = name
    benchmark(maker(TEXTS[name]))


@pytest.mark.parametrize("name", TEXTS)
def test_generated_python_is_many_times_faster(capsys: pytest.CaptureFixture[str], name: str) -> None:
    """Both take turns; the medians are compared."""
    ours, theirs = by_python(TEXTS[name]), by_liquid(TEXTS[name])
    assert ours() == theirs()
    rounds = [(duration(ours), duration(theirs)) for _ in range(ROUNDS)]
    ratio = statistics.median(theirs for _, theirs in rounds) / statistics.median(ours for ours, _ in rounds)
    with capsys.disabled():
        print(f"\n  times as fast as python-liquid, {name}: {ratio:.1f} (floor {FLOORS[name]})", end=" ")
    assert ratio >= FLOORS[name]


def duration(call: Callable[[], str]) -> float:
    start = time.perf_counter()
    for _ in range(TIMES):
        call()
    return time.perf_counter() - start
