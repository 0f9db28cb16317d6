"""What a flow sets a variable to is what it is of, wherever that stands."""

from __future__ import annotations

import pytest

from maflow.dsl.diagnostics import Severity
from tests.compiler.inspected import check

HEAD = """
event ping { page text }
event pong { n number; page text }
channel push { }
message note { push { title "T"; body "B" } }
step keep(what text) { set run.kept = what }
"""


def errors(body: str) -> list[str]:
    """Return the codes of what is wrong with a flow."""
    found = check(f"{HEAD} campaign c {{ enter on ping; flow {{ {body} }} }}").diagnostics
    return [each.code for each in found if each.severity is Severity.ERROR]


@pytest.mark.parametrize(
    "body",
    [
        "wait for pong up to 1 day { set run.n = event.n }; if run.n > 1 { stop }",
        "wait up to 1 day { on pong { set run.n = event.n } }; if run.n > 1 { stop }",
        "set run.n = run.n default 0 + 1; if run.n > 1 { stop }",
        "if run.late > now { stop }; set run.late = run.early; set run.early = now",
        'keep("x"); if run.kept = "x" { stop }',
        "set run.n = 0; wait for pong up to 1 day { set run.n = run.n + event.n }; set run.n = run.n / 2",
        "set run.n = 0; set run.m = run.n; set run.n = 1.5; set run.m = 2.5; if run.m > 1.5 { stop }",
        "set run.a = run.b; set run.b = run.a; if run.a > 1 { stop }",
    ],
)
def test_a_variable_can_be_used_as_what_it_was_set_to(body: str) -> None:
    assert errors(body) == []


@pytest.mark.parametrize(
    "body",
    [
        'wait for pong up to 1 day { set run.n = event.n }; if run.n = "x" { stop }',
        "wait for pong up to 1 day { set run.n = event.page }; if run.n > 1 { stop }",
        'set run.n = run.n default 0 + 1; set run.n = "x"',
        "set run.late = run.early; set run.early = now; set run.late = 1",
        'set run.n = 0; set run.n = 1.5; set run.n = "x"',
        'keep("x"); if run.kept > 1 { stop }',
    ],
)
def test_a_variable_cannot_be_used_as_something_else(body: str) -> None:
    assert errors(body) == ["MA105"]
