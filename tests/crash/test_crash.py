"""Whoever kills a host at any point changes nothing: the same decisions, the same messages, each once."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.checkout import ROOT
from tests.crash.history import plant

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no such signal here")

_LIMIT_S = 120


@dataclass(frozen=True)
class Outcome:
    """What a host leaves behind."""

    journal: bytes
    delivered: dict[str, str]


def begin(folder: Path, step: int | None = None) -> subprocess.Popen[bytes]:
    numbers = [] if step is None else [str(step)]
    command = [sys.executable, "-m", "tests.crash.driver", str(folder), *numbers]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def is_done(process: subprocess.Popen[bytes]) -> bool:
    """Wait for the end of a process; tell whether it came to its end and was not killed."""
    _, trouble = process.communicate(timeout=_LIMIT_S)
    assert process.returncode in (0, -signal.SIGKILL), trouble.decode()
    return process.returncode == 0


def outcome(folder: Path) -> Outcome:
    delivered = {path.name: path.read_text(encoding="utf-8") for path in (folder / "delivered").iterdir()}
    return Outcome((folder / "journal.jsonl").read_bytes(), delivered)


def undisturbed(tmp_path: Path, seed: int, events: int) -> tuple[Path, Outcome]:
    """Play a log to its end; return a folder with the same log, not begun, and what came of it."""
    plant(tmp_path / "whole", seed, events)
    shutil.copytree(tmp_path / "whole", tmp_path / "killed")
    assert is_done(begin(tmp_path / "whole"))
    expected = outcome(tmp_path / "whole")
    for kind in (b"sent", b"failed", b"deferred", b"exited", b"goal", b"blocked", b"finished"):
        assert b'"kind":"%s"' % kind in expected.journal
    return tmp_path / "killed", expected


def test_a_host_that_is_killed_now_and_then_decides_and_sends_the_same(tmp_path: Path) -> None:
    folder, expected = undisturbed(tmp_path, seed=1, events=60)
    chance = random.Random(1)
    kills = 0
    while not is_done(begin(folder, chance.randrange(1, 900) if kills < 4 else None)):
        kills += 1
    assert kills == 4
    assert outcome(folder) == expected


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, 3])
def test_a_host_that_is_killed_at_any_step_does_so_too(tmp_path: Path, seed: int) -> None:
    folder, expected = undisturbed(tmp_path, seed, events=120)
    chance = random.Random(seed)
    kills = 0
    while not is_done(begin(folder, chance.randrange(1, 180))):
        kills += 1
    assert kills >= 60
    assert outcome(folder) == expected


@pytest.mark.slow
@pytest.mark.parametrize("seed", [4, 5])
def test_a_host_that_is_killed_from_outside_does_so_too(tmp_path: Path, seed: int) -> None:
    folder, expected = undisturbed(tmp_path, seed, events=120)
    chance = random.Random(seed)
    kills = 0
    while kills < 60:
        process = begin(folder)
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        try:
            process.wait(timeout=chance.uniform(0, 0.05))
        except subprocess.TimeoutExpired:
            process.kill()
            kills += 1
        if is_done(process):
            break
    else:
        assert is_done(begin(folder))
    assert outcome(folder) == expected
