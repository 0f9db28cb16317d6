"""The sample projects are what they recommend: sound, tidy, explained and tested."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

import pytest

from tests.running import run_ma, use_own_environment

NAMES = ("shop_cart", "winback", "zh_member")


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use_own_environment(monkeypatch, tmp_path)


@pytest.fixture(params=NAMES)
def sample(request: pytest.FixtureRequest) -> Path:
    """Return the folder of a sample as it is installed."""
    with as_file(files("maflow.samples") / request.param) as folder:
        return folder


def test_a_sample_is_sound(sample: Path) -> None:
    ended = run_ma("check", sample, "--level", "style", "--fail-level", "style")
    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_a_sample_is_tidy(sample: Path) -> None:
    ended = run_ma("fmt", sample, "--check")
    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_the_tests_of_a_sample_pass(sample: Path) -> None:
    ended = run_ma("test", sample)
    assert (ended.code, ended.err) == (0, ""), ended.out


def test_a_sample_can_be_built(sample: Path, tmp_path: Path) -> None:
    ended = run_ma("build", sample, "--output", tmp_path / "sample.mab", "--quiet")
    assert (ended.code, ended.err) == (0, "")


def test_a_sample_is_explained_and_tested(sample: Path) -> None:
    assert (sample / "README.md").read_text(encoding="utf-8").startswith(f"# {sample.name}")
    assert list(sample.rglob("*_test.ma"))


def test_every_sample_is_looked_at() -> None:
    folders = [entry.name for entry in (files("maflow.samples")).iterdir() if (entry / "ma.yaml").is_file()]
    assert sorted(folders) == sorted(NAMES)
