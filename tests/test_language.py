"""The whole language: the tour of its reference, and a project with every construct once."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from maflow.compiler.driver import Checked, check_project
from maflow.compiler.installed import load_installed
from maflow.dsl import ast
from maflow.dsl.automaton import Automaton
from maflow.dsl.builder import BUILDERS
from maflow.dsl.diagnostics import Severity, Sink
from maflow.dsl.dialects import ENGLISH
from maflow.dsl.grammar_table import load_table
from maflow.dsl.layout import lay_out
from maflow.dsl.lexer import lex
from maflow.dsl.source import SourceFile
from maflow.dsl.visitor import walk
from maflow.project import find_project
from tests.checkout import CONFORMANCE, ROOT

pytestmark = pytest.mark.checkout

LANGUAGE = Path(__file__).parent / "language"
REFERENCE = ROOT.parent / "shared" / "design" / "language.md"


def checked(folder: Path) -> Checked:
    project = find_project(folder)
    channels, rules = load_installed()
    return check_project(
        project.settings,
        project.sources,
        channels=channels,
        files=project.files,
        today=datetime.date(2026, 11, 22),
        rules=rules,
    )


@pytest.mark.parametrize("name", ["tour", "everything"])
def test_a_project_of_the_language_has_no_error(name: str) -> None:
    found = checked(LANGUAGE / name).diagnostics
    assert [d for d in found if d.severity is Severity.ERROR] == []


def test_the_tour_is_that_of_the_reference() -> None:
    if not REFERENCE.exists():
        pytest.skip("the language reference is not beside this checkout")
    block = re.search(r"## 1\. A tour\n\n```ma\n(.*?)```", REFERENCE.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    assert block[1] == (LANGUAGE / "tour" / "tour.ma").read_text(encoding="utf-8")


def test_every_rule_of_the_grammar_is_exercised(monkeypatch: pytest.MonkeyPatch) -> None:
    """A construct that no project of the tests has would be unproved in every later stage."""
    used: set[str] = set()

    def watched(name: str):  # the builder's own type: see maflow.dsl.builder.Build
        build = BUILDERS[name]

        def call(span, children):
            used.add(name)
            return build(span, children)

        return call

    for name in BUILDERS:
        monkeypatch.setitem(BUILDERS, name, watched(name))
    automaton = Automaton(ENGLISH)
    for path in [*sorted(LANGUAGE.rglob("*.ma")), CONFORMANCE / "f01_limit_per_day" / "bad.ma"]:
        source, sink = SourceFile(path.name, path.read_text(encoding="utf-8")), Sink()
        for chunk in lay_out(lex(source, sink), ENGLISH, source, sink):
            automaton.parse(path.name, chunk)
    reduced = {p.builder for p in load_table().productions if p.builder and not p.passes_one}
    # Only Chinese has a name for the hold-outs that is no keyword: tests/conformance_own/chinese_holdout.
    assert reduced - used - {"unitless", "arm_in"} == set()


def test_every_class_of_node_is_exercised() -> None:
    modules = [
        module for name in ("tour", "everything") for module in checked(LANGUAGE / name).project.modules
    ]
    met = {
        type(node) for module in modules for declaration in module.declarations for node in walk(declaration)
    }
    classes = {
        value for value in vars(ast).values() if isinstance(value, type) and issubclass(value, ast.Node)
    }
    assert classes - met - {ast.Node, ast.BarePeriod} == set()
