"""A host that follows what is still being written, and is stopped."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from maflow.runtime.hosts.following import Followed
from maflow.runtime.hosts.keys import KEYS_VARIABLE
from tests.runtime.hosts.running import KEYS, RunningHost

LINE = json.dumps({"user_id": "ann", "event": "Cart Abandoned", "properties": {"value": 80}}).encode()


def test_what_has_left_a_pipe_is_taken_though_the_host_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEYS_VARIABLE, KEYS[KEYS_VARIABLE])
    is_read, is_stopped = threading.Event(), threading.Event()

    def read(_: Followed) -> Sequence[tuple[int, bytes]] | None:
        """Be in the middle of reading when the host is stopped."""
        is_read.set()
        return [(1, LINE)] if is_stopped.wait(30) else None

    monkeypatch.setattr(Followed, "read", read)
    monkeypatch.setattr(Followed, "stop", lambda _: is_stopped.set())
    events = tmp_path / "events.jsonl"
    events.touch()
    with RunningHost(tmp_path, events=(str(events),), follow=True) as host:
        assert is_read.wait(30)
    assert [each["kind"] for each in host.journal] == ["entered", "sent", "finished"]
