"""Every sound project of the conformance cases either lowers or says what it waits for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import pytest

from maflow.compiler.driver import Checked
from maflow.compiler.graph import project_graph
from maflow.compiler.lower.lower import lower
from maflow.compiler.unsupported import unsupported
from maflow.runtime.program.program import Program
from maflow.runtime.program.soundness import find_fault
from tests.compiler.inspected import CATALOGUE, check_folder

FOLDERS = Path(__file__).parents[2] / "conformance"
SOUND = sorted(
    settings.parent.name
    for settings in FOLDERS.glob("*/ma.yaml")
    if not (settings.parent / "expected.json").exists()
)


@cache
def checked(name: str) -> Checked:
    return check_folder(FOLDERS / name)


@pytest.mark.parametrize("name", SOUND)
def test_a_project_lowers_or_something_in_it_is_named(name: str) -> None:
    if unsupported(checked(name).project):
        return
    program = lower(checked(name), CATALOGUE, with_tests=True)
    assert find_fault(program) is None
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(program), type=Program) == program
    assert msgspec.json.decode(msgspec.json.encode(program), type=Program) == program


@pytest.mark.parametrize("name", SOUND)
def test_every_statement_of_a_campaign_is_a_node_of_the_program(name: str) -> None:
    flows = project_graph(checked(name).project).flows
    assert all(flow.unreachable() == () for flow in flows.values())
    if not unsupported(checked(name).project):
        nodes = {
            each.name: [node.id for node in each.nodes] for each in lower(checked(name), CATALOGUE).campaigns
        }
        assert nodes == {each: [node.id for node in flow.statements] for each, flow in flows.items()}


def test_most_projects_lower() -> None:
    waiting = {name for name in SOUND if unsupported(checked(name).project)}
    assert len(waiting) < len(SOUND) / 3
