"""What is wrong at one place is told once: what depends on it is not found fault with as well."""

from __future__ import annotations

import datetime

import pytest

from maflow.compiler.driver import check_project
from maflow.compiler.files import MemoryFiles
from maflow.compiler.installed import load_installed
from maflow.dsl.source import SourceFile

SETTINGS = SourceFile("ma.yaml", "name: a\ntimezone: UTC\ncurrency: CNY\nlint: {MA110: ignore}\n")
DECLARED = """user { age integer; name text; vip boolean; spent money }
event seen { page text }
channel push { }
"""


def codes(text: str) -> list[str]:
    channels, _ = load_installed()
    checked = check_project(
        SETTINGS,
        [SourceFile("a.ma", DECLARED + text)],
        channels=channels,
        files=MemoryFiles({}),
        today=datetime.date(2026, 11, 22),
    )
    return sorted(d.code for d in checked.diagnostics)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("user.age", ["MA105"]),
        ("not user.age", ["MA105"]),
        ("not (user.name or user.vip)", ["MA105", "MA107"]),
        ("not (user.name and true)", ["MA105"]),
        ("not user.vip", ["MA107"]),
        ("sum(seen.page, ever) > 3", ["MA105"]),
        ("minimum(seen.page, ever) > 3", ["MA105"]),
        ("user.spent > 50 RMB", ["MA106"]),
        ("user.spent + 5 RMB > 50 CNY", ["MA106"]),
        ("user.spent > 50 USD", ["MA106"]),
    ],
)
def test_in_a_condition(condition: str, expected: list[str]) -> None:
    assert codes(f'audience a "all" = {condition}\n') == expected


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ('puhs { title "a"; body "b" }', ["MA101"]),
        ('push { title "a"; body "{{ user.name | defualt: 1 }}" }', ["MA606"]),
        ('push { title "a"; body "{{ user.name | upcas }}" }', ["MA601", "MA606"]),
    ],
)
def test_in_a_message(block: str, expected: list[str]) -> None:
    sending = "campaign c { enter on seen; reenter never; flow { send m by push } }\n"
    assert codes(f"message m {{ {block} }}\n{sending}") == expected
