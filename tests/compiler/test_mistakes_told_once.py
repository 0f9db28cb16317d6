"""What is wrong at one place is told once: what depends on it is not found fault with as well."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from maflow.compiler.driver import check_project
from maflow.compiler.files import MemoryFiles
from maflow.compiler.installed import load_installed
from maflow.dsl.diagnostics import Applicability, Diagnostic, Severity
from maflow.dsl.fixes import apply_fixes
from maflow.dsl.source import SourceFile

SETTINGS = SourceFile("ma.yaml", "name: a\ntimezone: UTC\ncurrency: CNY\nlint: {MA110: ignore}\n")
DECLARED = """user { age integer; name text; vip boolean; spent money }
event seen { page text }
channel push { }
"""


HELLO = """channel sms { }
message hello { push { title "a"; body "b" }; sms { text "a" } }
"""
CASES = yaml.safe_load(Path(__file__).with_name("told_once.yaml").read_text(encoding="utf-8"))
CASES_BESIDE = yaml.safe_load(Path(__file__).with_name("told_beside.yaml").read_text(encoding="utf-8"))


def found(*texts: str) -> tuple[Diagnostic, ...]:
    channels, _ = load_installed()
    checked = check_project(
        SETTINGS,
        [SourceFile(f"{n}.ma", text) for n, text in enumerate(texts)],
        channels=channels,
        files=MemoryFiles({}),
        today=datetime.date(2026, 11, 22),
    )
    return checked.diagnostics


def codes(text: str) -> list[str]:
    return sorted(d.code for d in found(DECLARED + text))


def errors(*texts: str) -> list[Diagnostic]:
    return [d for d in found(*texts) if d.severity is Severity.ERROR]


def place(diagnostic: Diagnostic, text: str) -> str:
    position = SourceFile("1.ma", text).position(diagnostic.span.start)
    return f"{diagnostic.code} {position.line}:{position.column}"


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_mistake_is_told_once_at_its_place(case: dict[str, Any]) -> None:
    assert [place(d, case["text"]) for d in errors(DECLARED + HELLO, case["text"])] == case["finds"]


@pytest.mark.parametrize("case", CASES_BESIDE.values(), ids=CASES_BESIDE.keys())
def test_what_could_not_be_read_hides_no_mistake_beside_it(case: dict[str, Any]) -> None:
    told = errors(DECLARED + HELLO, case["text"])
    assert [place(d, case["text"]) for d in sorted(told, key=lambda d: d.span.start)] == case["finds"]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_what_is_offered_first_mends_it(case: dict[str, Any]) -> None:
    (told,) = errors(DECLARED + HELLO, case["text"])
    text = apply_fixes(SourceFile("1.ma", case["text"]), [told], frozenset(Applicability))
    left = errors(DECLARED + HELLO, text) if told.fixes else []
    assert (bool(told.fixes), {d.code for d in left}) == (text != case["text"], set(case.get("leaves", ())))


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
