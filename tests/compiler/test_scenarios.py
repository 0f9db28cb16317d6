"""What tests may say. The cases stand in `scenarios/*.yaml`, beside the project that they test."""

from __future__ import annotations

from pathlib import Path

import pytest

from maflow.compiler.reasons import BLOCKED_REASONS, REFUSED_REASONS, reason_in_dialect, reason_in_english
from maflow.dsl.diagnostics import Applicability
from maflow.dsl.fixes import apply_fixes
from maflow.dsl.source import SourceFile
from tests.compiler.inspected import cases, check, told

CASES = Path(__file__).parent / "scenarios"
BASE = (CASES / "base.ma").read_text(encoding="utf-8")
ALL_CASES = dict(cases(CASES))
REASONS = sorted({*BLOCKED_REASONS, *REFUSED_REASONS})


@pytest.mark.parametrize("name", ALL_CASES)
def test_each_mistake_is_told_once_where_it_is(name: str) -> None:
    case = ALL_CASES[name]
    assert told(check(case["ma"], base=BASE).diagnostics, case["ma"]) == case["says"]


def test_the_project_that_is_tested_is_sound() -> None:
    assert check(BASE).diagnostics == ()


def test_the_first_of_the_fixes_offered_mends_a_line_without_a_user() -> None:
    text = ALL_CASES["users: several users and lines that do not say whose they are"]["ma"]
    found = check(text, base=BASE).diagnostics
    fixed = apply_fixes(SourceFile("main.ma", text), found, [Applicability.SUGGEST])
    assert "event ping by ann { }" in fixed
    assert "set ann { vip true }" in fixed
    assert "expect finished for ann" in fixed
    assert check(fixed, base=BASE).diagnostics == ()


def test_a_test_of_which_a_part_could_not_be_read_lacks_no_users() -> None:
    text = 'test "t" { frob user ann { }; at 2026-03-02 10:00  expect in vips for ann; expect goal }\n'
    found = check(text, base=BASE).diagnostics
    assert {diagnostic.code for diagnostic in found} == {"MA001"}


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_has_a_word_in_chinese_that_means_it(reason: str) -> None:
    word = reason_in_dialect(reason, "zh-CN")
    assert word != reason
    assert reason_in_english(word, "zh-CN") == reason
    assert reason_in_english(word, "en") is None


def test_without_a_time_zone_instants_are_still_compared() -> None:
    lines = "at 2026-03-02 10:00  expect nothing; at 2026-03-01  expect nothing"
    text = f'test "t" for greet {{ given user {{ }}; {lines} }}'
    found = check(text, base=BASE, settings="name: demo\ncurrency: CNY\nlint: {MA110: ignore}\n").diagnostics
    assert [d.message.key for d in found if d.code == "MA001"] == ["MA001.test-goes-back"]
