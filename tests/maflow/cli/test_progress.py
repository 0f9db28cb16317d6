"""Long work shows on a terminal how far it is, and wipes that away."""

from __future__ import annotations

from pathlib import Path

import pytest

from maflow.cli import progress
from tests.maflow.cli.viewing import PROJECT
from tests.running import plant, run_ma

COMMANDS = (("simulate",), ("run", "--clock", "events"))


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand beside a project and an event; whatever is done takes long enough to be shown."""
    plant(tmp_path / "here" / "shop", PROJECT)
    Path("events.jsonl").write_text('{"user_id": "ann", "event": "viewed", "time": "2026-03-02T10:00:00Z"}\n')
    monkeypatch.setattr(progress, "_BEGIN_AFTER_S", 0)
    monkeypatch.setattr(progress, "_EVERY_S", 0)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("workers", ["1", "2"])
def test_how_far_it_is_shows_on_a_terminal(command: tuple[str, ...], workers: str) -> None:
    name, *rest = command
    options = ("--events", "events.jsonl", "--workers", workers, *rest)
    ended = run_ma(name, "shop", *options, is_terminal=True)
    assert ended.code == 0
    shown = [line.strip() for line in ended.err.split("\r") if line.strip()]
    if workers == "1":
        assert shown[0] == "reading: 1 records"
        assert "running: 1 inputs, 2026-03-02T10:00:00Z" in shown
    else:
        assert any(line.startswith("merging: ") for line in shown)
    # Whatever else is said stands in a line of its own.
    after = ended.err.rpartition("\r")[2]
    assert "reading" not in after
    assert "running" not in after


@pytest.mark.parametrize("command", COMMANDS)
def test_elsewhere_nothing_shows(command: tuple[str, ...]) -> None:
    name, *rest = command
    assert "\r" not in run_ma(name, "shop", "--events", "events.jsonl", *rest).err
    quiet = run_ma(name, "shop", "--events", "events.jsonl", "--quiet", *rest, is_terminal=True)
    assert "\r" not in quiet.err
