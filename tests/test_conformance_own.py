"""Conformance cases of our own, written from the text of the language: engine and reference agree with it.

Each folder of tests/conformance_own is a project as tests/conformance/README.md describes them; the first
line of its `main.ma` says what it is about.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reference.loading import load_project
from tests.reference.scenario_runner import run_scenario, scenarios_of
from tests.running import run_ma, use_own_environment

FOLDER = Path(__file__).resolve().parent / "conformance_own"
CASES = sorted(path.parent for path in FOLDER.glob("*/ma.yaml"))


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use_own_environment(monkeypatch, tmp_path)


def of(case: Path) -> str:
    """Name a case in the list of tests."""
    return case.name


@pytest.mark.parametrize("case", CASES, ids=of)
def test_every_test_of_a_project_passes(case: Path) -> None:
    ended = run_ma("test", case)
    assert ended.code == 0, ended.out + ended.err
    assert "passed" in ended.out


@pytest.mark.parametrize("case", CASES, ids=of)
def test_the_reference_decides_alike(case: Path) -> None:
    project = load_project(case)
    scenarios = scenarios_of(project)
    assert scenarios
    assert [run_scenario(project, scenario) for scenario in scenarios] == [[] for _ in scenarios]


@pytest.mark.parametrize("case", CASES, ids=of)
def test_a_project_says_what_it_is_about(case: Path) -> None:
    lines = (case / "main.ma").read_text(encoding="utf-8").splitlines()
    first = next(line for line in lines if not line.startswith("# language:"))
    assert first.startswith("# ")


def test_there_are_cases() -> None:
    assert CASES
