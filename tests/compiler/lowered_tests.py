"""Lowers one test of the language over a project."""

from __future__ import annotations

import datetime

from maflow.compiler.driver import check_project
from maflow.compiler.files import MemoryFiles
from maflow.compiler.installed import load_installed
from maflow.compiler.scenarios.lower import LoweredTest, lower_tests
from maflow.dsl.diagnostics import Severity
from maflow.dsl.source import SourceFile

__all__ = ["lowered_test"]

SETTINGS = "name: shop\ntimezone: Europe/Berlin\ncurrency: EUR\n"


def lowered_test(base: str, test: str) -> LoweredTest:
    """Return the one test of a text; the project and the test must be sound."""
    channels, _ = load_installed()
    checked = check_project(
        SourceFile("ma.yaml", SETTINGS),
        (SourceFile("base.ma", base), SourceFile("t_test.ma", test)),
        channels=channels,
        files=MemoryFiles({}),
        today=datetime.date(2026, 3, 1),
    )
    assert [each for each in checked.diagnostics if each.severity is Severity.ERROR] == []
    [found] = lower_tests(checked, channels)
    return found
