"""Plays tests over the project of base.ma, and tells where they differ."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

from maflow.compiler.driver import Checked, check_project
from maflow.compiler.files import MemoryFiles
from maflow.compiler.installed import load_installed
from maflow.compiler.lower.lower import lower
from maflow.compiler.scenarios.lower import LoweredTest, lower_tests
from maflow.dsl.diagnostics import Severity
from maflow.dsl.source import SourceFile
from maflow.plugins.catalogue import ChannelCatalogue
from maflow.runtime.core.code import Code
from maflow.runtime.loader import load
from maflow.runtime.program.campaigns import Campaign
from maflow.runtime.scenario.outcome import Outcome
from maflow.runtime.scenario.runner import run_scenario

__all__ = ["checked", "flow", "line_of", "lowered", "play"]

HERE = Path(__file__).parent
SETTINGS = "name: shop\ntimezone: Asia/Shanghai\ncurrency: CNY\nlint: {MA303: ignore}\n"
TODAY = datetime.date(2026, 3, 1)


@cache
def channels() -> ChannelCatalogue:
    return load_installed()[0]


def checked(text: str) -> Checked:
    """Check base.ma together with some tests, which must be sound."""
    base = SourceFile("base.ma", (HERE / "base.ma").read_text(encoding="utf-8"))
    found = check_project(
        SourceFile("ma.yaml", SETTINGS),
        (base, SourceFile("t_test.ma", text)),
        channels=channels(),
        files=MemoryFiles({}),
        today=TODAY,
    )
    assert [each for each in found.diagnostics if each.severity is Severity.ERROR] == []
    return found


def lowered(text: str) -> LoweredTest:
    """Lower the one test of a text."""
    [test] = lower_tests(checked(text), channels())
    return test


@cache
def code() -> Code:
    return load(lower(checked(""), channels()))


def play(text: str) -> tuple[LoweredTest, Outcome]:
    """Play the one test of a text."""
    test = lowered(text)
    return test, run_scenario(code(), test.scenario)


def line_of(text: str, test: LoweredTest, line: int) -> int:
    """Return in which line of the text a line of the test stands."""
    return text.count("\n", 0, test.spans[line].start) + 1


def flow(statements: str) -> Campaign:
    """Return a campaign with a flow."""
    campaign = f"campaign tried {{\n  enter on ping\n  flow {{\n{statements}\n  }}\n}}\n"
    program = lower(checked(campaign), channels(), with_tests=True)
    return next(each for each in program.campaigns if each.name == "tried")
