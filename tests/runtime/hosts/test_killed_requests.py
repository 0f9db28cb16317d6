"""A host that is killed at any point: no request to a team is lost, and none arrives twice."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.running import plant
from tests.runtime.hosts.test_leftovers import ASKING

USERS = 400
KILLS = 25
MA = [sys.executable, "-m", "maflow"]


@pytest.mark.slow
def test_a_host_that_is_killed_loses_no_request_and_repeats_none(tmp_path: Path) -> None:
    chance, project = random.Random(20261122), plant(tmp_path / "shop", ASKING)
    event = '{"user_id": "u%d", "event": "Cart Abandoned", "time": "2026-03-02T10:00:00Z", '
    lines = [event % number + '"properties": {"value": 80}}\n' for number in range(USERS)]
    (tmp_path / "events.jsonl").write_text("".join(lines))
    command = [*MA, "run", str(project), "--events", "events.jsonl", "--clock", "events"]
    command += ["--store", "shop.db", "--requests", "requests.jsonl", "--journal", "journal.jsonl"]

    def begun() -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    started = time.monotonic()
    assert begun().wait() == 0
    lasts_s = time.monotonic() - started
    expected = keys_in(tmp_path / "requests.jsonl")
    for left in tmp_path.glob("*.*"):
        if left.name != "events.jsonl":
            left.unlink()
    for _ in range(KILLS):
        host = begun()
        try:
            host.wait(chance.uniform(0.4, 1) * lasts_s)
        except subprocess.TimeoutExpired:
            host.kill()
            host.wait()
    assert begun().wait() == 0
    keys = keys_in(tmp_path / "requests.jsonl")
    assert (len(expected), len(keys), set(keys)) == (USERS, USERS, set(expected))


def keys_in(path: Path) -> list[str]:
    """Return the keys of a file of requests, in their order."""
    return [json.loads(line)["key"] for line in path.read_bytes().splitlines()]
