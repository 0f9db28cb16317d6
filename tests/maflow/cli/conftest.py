"""Every test of the command line runs in its own folder, with its own cache."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.running import use_own_environment


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)
    use_own_environment(monkeypatch, tmp_path / "cache")
