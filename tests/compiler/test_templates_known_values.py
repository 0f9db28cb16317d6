"""A condition that holds tells which attributes are known."""

from __future__ import annotations

import pytest

from maflow.compiler.templates.known_values import known_when_false, known_when_true
from maflow.dsl import ast
from maflow.dsl.diagnostics import Sink
from maflow.dsl.parser import parse
from maflow.dsl.source import SourceFile


def condition(text: str) -> ast.Expression:
    sink = Sink()
    [audience] = parse(SourceFile("a.ma", f"audience a = {text}\n"), sink).declarations
    assert isinstance(audience, ast.Audience)
    assert sink.diagnostics == []
    return audience.condition


def names(known: frozenset[tuple[ast.Scope, str]]) -> str:
    return " ".join(sorted(name for _, name in known))


@pytest.mark.parametrize(
    ("text", "when_true", "when_false"),
    [
        ("user.a = 1", "a", "a"),
        ("user.a >= user.b", "a b", "a b"),
        ("user.a + user.b * 2 > 1", "a b", "a b"),
        ("user.a = 1 and user.b = 2", "a b", ""),
        ("user.a = 1 or user.b = 2", "", "a b"),
        ("user.a = 1 or user.a = 2 and user.b = 3", "a", "a"),
        ("not (user.a = 1)", "a", "a"),
        ("not (user.a = 1 or user.b = 2)", "a b", ""),
        ("user.a is known", "a", ""),
        ("user.a is unknown", "", "a"),
        ("not (user.a is unknown)", "a", ""),
        ("user.a in (1, 2)", "a", "a"),
        ("user.a not in (1, 2)", "a", "a"),
        ("user.a between 1 and user.b", "a b", "a"),
        ('user.a matches "x"', "a", "a"),
        ("user.a default 1 > 0", "", ""),
        ("user.a", "a", "a"),
        ("hour(user.a) > 3", "a", "a"),
        ("user in vip and user.a > 1", "a", ""),
        ("count(e where event.x = 1, ever) > 1", "", ""),
    ],
)
def test_what_is_known_when_a_condition_holds(text: str, when_true: str, when_false: str) -> None:
    assert names(known_when_true(condition(text))) == when_true
    assert names(known_when_false(condition(text))) == when_false


def test_the_scope_of_an_attribute_is_kept() -> None:
    assert known_when_true(condition("event.value > 1")) == {(ast.Scope.EVENT, "value")}
