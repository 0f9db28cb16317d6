"""The name that is offered in an expression can be put there as it stands."""

from __future__ import annotations

import datetime

import pytest

from maflow.compiler.driver import check_project
from maflow.compiler.files import MemoryFiles
from maflow.compiler.installed import load_installed
from maflow.dsl.diagnostics import Applicability
from maflow.dsl.fixes import apply_fixes
from maflow.dsl.source import SourceFile

DECLARED = "user { `full name` text }\nevent `Order Paid` { `net amount` number }\n"


@pytest.mark.parametrize(
    ("condition", "code", "mended"),
    [
        ("user.full_name is known", "MA102", "user.`full name` is known"),
        ("did(order_paid, ever)", "MA103", "did(`Order Paid`, ever)"),
        ("sum(`Order Paid`.net_amount, ever) > 1", "MA104", "sum(`Order Paid`.`net amount`, ever) > 1"),
    ],
)
def test_a_name_that_needs_backticks_is_offered_with_them(condition: str, code: str, mended: str) -> None:
    source = SourceFile("a.ma", f'{DECLARED}audience a "all" = {condition}\n')
    settings = SourceFile("ma.yaml", "name: a\ntimezone: UTC\ncurrency: CNY\n")
    channels, _ = load_installed()
    found = check_project(
        settings,
        [source],
        channels=channels,
        files=MemoryFiles({}),
        today=datetime.date(2026, 11, 22),
    ).diagnostics
    assert [d.code for d in found] == [code]
    assert apply_fixes(source, found, {Applicability.SUGGEST}).endswith(f"= {mended}\n")
