"""What `lint:` in ma.yaml makes of the findings."""

from __future__ import annotations

import datetime

import pytest

from maflow.compiler.driver import check_project
from maflow.compiler.files import MemoryFiles
from maflow.compiler.installed import load_installed
from maflow.dsl.source import SourceFile

UNUSED = 'event ping { }  # ma: ignore[MA108] reason="hides nothing"\n'
NEGATIVE = 'user { age integer }\naudience a "all" = not (user.age > 18)\n'


def told(lint: str, text: str) -> list[tuple[str, str]]:
    settings = SourceFile("ma.yaml", f"name: a\ntimezone: UTC\ncurrency: CNY\nlint: {{{lint}}}\n")
    channels, _ = load_installed()
    checked = check_project(
        settings,
        [SourceFile("a.ma", text)],
        channels=channels,
        files=MemoryFiles({}),
        today=datetime.date(2026, 11, 22),
    )
    return [(d.code, d.severity.value) for d in checked.diagnostics]


@pytest.mark.parametrize(
    ("lint", "text", "expected"),
    [
        ("", NEGATIVE, [("MA107", "warning")]),
        ("MA107: error", NEGATIVE, [("MA107", "error")]),
        ("MA107: info", NEGATIVE, [("MA107", "info")]),
        ("MA107: ignore", NEGATIVE, []),
        ("", UNUSED, [("MA009", "warning")]),
        ("MA009: error", UNUSED, [("MA009", "error")]),
        ("MA009: ignore", UNUSED, []),
    ],
)
def test_severity_is_configuration(lint: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert told(lint, text) == expected
