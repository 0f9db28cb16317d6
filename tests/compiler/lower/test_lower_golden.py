"""Golden pairs of lowering: `tests/golden/lower/NAME.ma`, its program and its drawing."""

from __future__ import annotations

import json
from collections.abc import Callable

import msgspec
import pytest

from maflow.compiler.export.mermaid import draw_mermaid
from maflow.compiler.graph import project_graph
from maflow.compiler.lower.lower import lower
from maflow.dsl import ast
from tests.compiler.inspected import CATALOGUE
from tests.compiler.lowered import GOLDEN_NAMES, checked_golden

WIDTH = 110


@pytest.mark.parametrize("name", GOLDEN_NAMES)
def test_a_project_is_lowered_to_the_golden_program(name: str, golden: Callable[[str, str], None]) -> None:
    program = msgspec.to_builtins(lower(checked_golden(name), CATALOGUE))
    golden(f"lower/{name}.program.json", written(program) + "\n")


@pytest.mark.parametrize("name", GOLDEN_NAMES)
def test_a_project_is_drawn_as_the_golden_drawing(name: str, golden: Callable[[str, str], None]) -> None:
    project = checked_golden(name).project
    dialects = {module.path: module.dialect for _, _, module in project.nodes.all(ast.Campaign)}
    drawn = [
        draw_mermaid(flow, dialects[flow.campaign.span.file])
        for flow in project_graph(project).flows.values()
    ]
    golden(f"lower/{name}.mmd", "\n".join(drawn) or "nothing to draw\n")


def written(value: object, indent: str = "") -> str:
    """Return a value as JSON: on one line what fits there, else a part a line."""
    flat = json.dumps(value, ensure_ascii=False)
    deeper = indent + " "
    if len(indent) + len(flat) <= WIDTH:
        return flat
    if isinstance(value, dict):
        rows = [f"{deeper}{json.dumps(key)}: {written(part, deeper)}" for key, part in value.items()]
        return "{\n" + ",\n".join(rows) + f"\n{indent}}}"
    if isinstance(value, list | tuple):
        return "[\n" + ",\n".join(deeper + written(part, deeper) for part in value) + f"\n{indent}]"
    return flat
