"""What is printed is read back as the same tree, in every dialect."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maflow.dsl import ast
from maflow.dsl.diagnostics import Sink
from maflow.dsl.dialects import DIALECTS
from maflow.dsl.formatter.sameness import meaning
from maflow.dsl.parser import parse
from maflow.dsl.printer import header, print_node
from maflow.dsl.source import SourceFile
from tests.properties.strategies_ast import DECLARATIONS


def read(text: str) -> tuple[ast.Module, list[str]]:
    sink = Sink()
    module = parse(SourceFile("a.ma", text), sink)
    return module, [f"{d.code} {text[d.span.start : d.span.end]!r}" for d in sink.diagnostics]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("number", range(len(DECLARATIONS)))
@given(data=st.data())
def test_a_declaration_is_read_back_as_it_was(number: int, dialect: str, data: st.DataObject) -> None:
    declaration = data.draw(DECLARATIONS[number])
    text = header(dialect) + print_node(declaration, dialect) + "\n"
    module, problems = read(text)
    assert (problems, list(map(meaning, module.declarations))) == ([], [meaning(declaration)]), text
