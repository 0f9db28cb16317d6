"""The project that the benchmarks are run on is one that a marketer could have written: sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.make_project import large_file, make_project, project_files
from tests.running import run_ma, use_own_environment


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use_own_environment(monkeypatch, tmp_path / "cache")


def test_it_is_sound_and_can_be_formatted(tmp_path: Path) -> None:
    make_project(tmp_path / "large", campaigns=40)
    checked = run_ma("check", tmp_path / "large", "--level", "style", "--fail-level", "style")
    assert (checked.code, checked.out) == (0, "")
    formatted = run_ma("fmt", tmp_path / "large")
    assert (formatted.code, formatted.err) == (0, "")


def test_one_large_file_can_be_formatted() -> None:
    ended = run_ma("fmt", "-", stdin=large_file(500).encode())
    assert (ended.code, ended.err) == (0, "")


def test_it_has_500_campaigns_and_20_000_lines() -> None:
    texts = [text for path, text in project_files() if path.startswith("campaigns/")]
    assert len(texts) == 500
    assert sum(text.count("\n") for text in texts) >= 20_000
