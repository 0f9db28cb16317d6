"""The baseline: an old project starts clean, and can only get better."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.running import plant, run_ma

SETTINGS = "name: shop\ntimezone: UTC\ncurrency: CNY\n"


def unused(*names: str) -> str:
    """Return audiences that nothing uses: a warning each."""
    return "".join(f"audience {name} = now = now\n" for name in names)


def warned(root: Path, *names: str) -> Path:
    return plant(root, {"ma.yaml": SETTINGS, "main.ma": unused(*names)})


def listed(root: Path) -> list[str]:
    return list(json.loads((root / "ma-baseline.json").read_text())["findings"].values())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return warned(tmp_path / "here", "a", "b")


def test_an_old_project_starts_clean(root: Path) -> None:
    assert run_ma("check", "--fail-level", "warning").code == 1
    ended = run_ma("check", "--write-baseline", "--fail-level", "warning")
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == "`ma-baseline.json` lists 2 findings\n"
    assert run_ma("check", "--fail-level", "warning").code == 0
    assert listed(root) == ["MA110 main.ma", "MA110 main.ma"]


def test_a_new_finding_is_told(root: Path) -> None:
    run_ma("check", "--write-baseline")
    warned(root, "new", "a", "b")
    ended = run_ma("check", "--format", "concise", "--fail-level", "warning")
    assert ended.code == 1
    assert ended.out.startswith("main.ma:1:10: ")
    assert ended.out.count("\n") == 1


def test_what_the_baseline_hides_can_be_shown(root: Path) -> None:
    run_ma("check", "--write-baseline")
    assert run_ma("check", "--ignore-baseline", "--format", "concise").out.count("\n") == 2
    assert "2 findings of the baseline are not shown" in run_ma("check", is_terminal=True).err


def test_a_baseline_only_shrinks(root: Path) -> None:
    run_ma("check", "--write-baseline")
    warned(root, "b", "new")
    ended = run_ma("check", "--write-baseline", "--fail-level", "warning")
    assert ended.code == 1
    assert len(listed(root)) == 1
    warned(root, "a", "b")
    assert run_ma("check", "--format", "concise").out.startswith("main.ma:1:10: ")


def test_an_error_that_no_campaign_can_be_sent_with_is_never_hidden(tmp_path: Path) -> None:
    root = plant(tmp_path / "here", {"main.ma": "audience a = now == now\n"})
    ended = run_ma("check", "--write-baseline")
    assert ended.code == 1
    assert listed(root) == []


def test_what_the_baseline_hides_is_not_mended(root: Path) -> None:
    run_ma("check", "--write-baseline")
    before = (root / "main.ma").read_bytes()
    run_ma("check", "--unsafe-fixes")
    assert (root / "main.ma").read_bytes() == before


def test_a_baseline_may_lie_elsewhere(root: Path, tmp_path: Path) -> None:
    place = tmp_path / "old.json"
    run_ma("check", "--write-baseline", "--baseline", place)
    assert run_ma("check", "--baseline", place).out == ""
    assert run_ma("check").out != ""


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b'{"format_version": 1}'])
def test_a_file_that_is_no_baseline_is_not_taken_for_one(root: Path, content: bytes) -> None:
    (root / "ma-baseline.json").write_bytes(content)
    ended = run_ma("check")
    assert ended.code == 2
    assert "is not a baseline" in ended.err


def test_one_baseline_is_for_one_project(root: Path) -> None:
    warned(root / "inner", "a")
    (root / "old.json").write_text('{"format_version": 1, "findings": {}}')
    assert run_ma("check", ".", "inner", "--baseline", "old.json").code == 2
