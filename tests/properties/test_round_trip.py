"""What is printed is read back as the same tree, in every dialect and at every width."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from maflow.dsl import ast
from maflow.dsl.diagnostics import Sink
from maflow.dsl.dialects import DIALECTS
from maflow.dsl.formatter.sameness import meaning
from maflow.dsl.parser import parse
from maflow.dsl.printer import header, print_module, print_node
from maflow.dsl.source import SourceFile
from tests.properties.strategies_ast import DECLARATIONS, modules
from tests.properties.strategies_expressions import expressions

# A time less a time reads as the hours between them; it has no meaning in a condition.
_HOURS = re.compile(r"\d\d:\d\d\s*-\s*\d\d:\d\d")


def read(text: str) -> tuple[list[bytes], list[str]]:
    """Return what a text says, and what is wrong with it."""
    sink = Sink()
    module = parse(SourceFile("a.ma", text), sink)
    problems = [f"{found.code} {text[found.span.start : found.span.end]!r}" for found in sink.diagnostics]
    return list(map(meaning, module.declarations)), problems


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("node", DECLARATIONS, ids=lambda node: node.__name__)
@given(data=st.data())
def test_a_declaration_is_read_back_as_it_was(
    node: type[ast.Node], dialect: str, data: st.DataObject
) -> None:
    declaration = data.draw(DECLARATIONS[node])
    text = header(dialect) + print_node(declaration, dialect) + "\n"
    assume(isinstance(declaration, ast.QuietHours) or not _HOURS.search(text))
    assert read(text) == ([meaning(declaration)], []), text


@given(modules, st.integers(1, 120))
def test_a_module_is_read_back_as_it_was_however_narrow(module: ast.Module, width: int) -> None:
    text = print_module(module, width=width)
    assume(not any(_HOURS.search(line) for line in text.splitlines() if not line.startswith("quiet hours")))
    assert read(text) == (list(map(meaning, module.declarations)), []), text


@given(expressions, st.sampled_from(DIALECTS))
def test_an_expression_keeps_its_brackets(expression: ast.Expression, dialect: str) -> None:
    text = f"{header(dialect)}audience x =\n{print_node(expression, dialect)}\n"
    if dialect != "en":
        text = text.replace("audience", "人群", 1)
    module = parse(SourceFile("a.ma", text), Sink())
    (audience,) = module.declarations
    assert isinstance(audience, ast.Audience)
    assert meaning(audience.condition) == meaning(expression), text
