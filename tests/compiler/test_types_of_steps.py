"""Steps that use steps: each is looked at once, however many ways lead to it."""

from __future__ import annotations

import datetime
import time

from maflow.compiler.driver import check_project
from maflow.compiler.files import MemoryFiles
from maflow.compiler.installed import load_installed
from maflow.dsl.source import SourceFile

SETTINGS = SourceFile("ma.yaml", "name: a\ntimezone: UTC\ncurrency: CNY\n")


def codes(text: str) -> list[tuple[str, int]]:
    channels, _ = load_installed()
    source = SourceFile("a.ma", text)
    checked = check_project(
        SETTINGS, [source], channels=channels, files=MemoryFiles({}), today=datetime.date(2026, 11, 22)
    )
    return [(d.code, source.line_number(d.span.start)) for d in checked.diagnostics]


def test_a_ladder_of_steps_is_checked_in_no_time() -> None:
    ladder = "\n".join(f"step s{n}() {{ s{n + 1}(); s{n + 1}() }}" for n in range(30))
    last = "step s30() { wait 1 hour }\ncampaign c { enter on e; flow { s0() } }\n"
    text = f"event e {{ }}\n{ladder}\n{last}"
    began = time.process_time()
    assert codes(text) == []
    assert time.process_time() - began < 20, "2 ** 30 ways were walked"


def test_a_mistake_in_a_step_is_told_once() -> None:
    text = """event e { a text }
step twice() { if entry.b = "x" { stop } }
campaign c { enter on e; flow { twice(); twice() } }
campaign d { enter on e; flow { twice() } }
"""
    assert codes(text) == [("MA104", 2)]


def test_a_step_sees_the_event_of_the_block_that_uses_it() -> None:
    text = """event e { }
event paid { plan text }
step look() { if event.plan = "year" { stop } }
campaign c { enter on e; flow { wait for paid up to 1 day { look() } } }
campaign d { enter on e; flow { look() } }
"""
    assert codes(text) == [("MA112", 3)]
