"""The loader: what is generated, in which order campaigns take their turn, and what tracebacks say."""

from __future__ import annotations

import subprocess
import sys
import traceback
from decimal import InvalidOperation

import pytest

from maflow.runtime.core.engine import Engine, advance
from maflow.runtime.core.inputs import Event
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.state import State
from maflow.runtime.loader import load
from tests.compiler.lowered import lowered

SETTINGS = "name: demo\ntimezone: UTC\ncurrency: CNY\nlint: {MA506: ignore}\n"
SOURCE = """
event paid { amount number; plan text }
channel push { consent none }
message thanks { push { title "Thanks"; body "Thanks" } }
campaign low {
  priority 10
  enter on paid where event.plan = "gold"
  flow { send thanks by push }
}
campaign high {
  priority 90
  enter on paid where event.plan = "gold" and event.amount > 5
  flow { if entry.amount / 2 > 1 { send thanks by push } }
}
"""


def paid(at: int = 1_000, **properties: str | int | float) -> Event:
    return Event("u", "paid", at, at, properties)


def test_campaigns_take_their_turn_by_priority() -> None:
    engine = Engine(load(lowered(SOURCE, SETTINGS)))
    effects = engine.take(paid(plan="gold", amount=6))
    entered = [each.campaign for each in effects if isinstance(each, Decision) and each.kind == "entered"]
    assert entered == ["high", "low"]


def test_a_condition_that_campaigns_share_is_asked_once() -> None:
    source = load(lowered(SOURCE, SETTINGS)).source
    eligible = source[source.index("_eligible(") :]
    assert eligible[: eligible.index("return found")].count("'gold'") == 1


def test_a_traceback_names_the_line_of_the_project() -> None:
    program = lowered(SOURCE, SETTINGS)
    engine = Engine(load(program))
    # A text where the program was promised a number: only a host's mistake can bring it here.
    with pytest.raises(TypeError) as caught:
        engine.take(paid(plan="gold", amount="six"))
    shown = "".join(traceback.format_exception(caught.value))
    assert "<maflow demo>" in shown
    assert f"# {program.files[0]}:" in shown


def test_a_traceback_of_a_step_is_in_the_file_of_the_project() -> None:
    source = SOURCE.replace("amount number", "amount number; parts number").replace("> 5", "> 5 or true")
    program = lowered(source.replace("entry.amount / 2", "entry.amount / entry.parts"), SETTINGS)
    engine = Engine(load(program))
    with pytest.raises(InvalidOperation) as caught:
        engine.take(paid(plan="gold", amount=6, parts="two"))
    frames = traceback.extract_tb(caught.value.__traceback__)
    (line,) = [number for number, text in enumerate(source.splitlines(), 1) if "entry.amount" in text]
    assert (program.files[0], line) in [(frame.filename, frame.lineno) for frame in frames]


def test_one_input_after_the_other_is_what_the_engine_does() -> None:
    code = load(lowered(SOURCE, SETTINGS))
    engine, state = Engine(code), State()
    found = []
    for event in (paid(plan="gold", amount=6), paid(2_000, plan="free", amount=1)):
        state, effects = advance(code, state, event)
        found += effects
    assert found == [
        *engine.take(paid(plan="gold", amount=6)),
        *engine.take(paid(2_000, plan="free", amount=1)),
    ]


def test_a_host_needs_neither_the_compiler_nor_its_libraries() -> None:
    lines = (
        "import sys, maflow.runtime.loader, maflow.runtime.bundle, maflow.runtime.core.engine",
        "parts = ('maflow.dsl', 'maflow.compiler', 'lark', 'networkx', 'liquid', 'duckdb')",
        "print([name for name in sys.modules if name.startswith(parts)])",
    )
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
