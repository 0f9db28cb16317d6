"""What several processes cannot share is refused before anything is taken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from maflow.runtime.errors import HostError
from maflow.runtime.hosts.local import run_host
from maflow.runtime.hosts.request import ClockKind
from maflow.runtime.sources.opening import STDIN
from tests.runtime.hosts.running import SHOP, built, request_of

TOGETHER = {**SHOP, "main.ma": SHOP["main.ma"] + "limits { at most 9 push in any 1 day in total }\n"}


def refusal(folder: Path, files: dict[str, str], **chosen: Any) -> HostError:
    """Return why two processes may not do what is asked of them."""
    with pytest.raises(HostError) as refused:
        run_host(built(files), request_of(folder, workers=2, **chosen), None, print)
    return refused.value


def test_the_wall_clock_is_for_one_process_whatever_the_store_was_made_with(tmp_path: Path) -> None:
    store = tmp_path / "shop.db"
    store.touch()
    assert refusal(tmp_path, SHOP, store=store, clock=ClockKind.WALL).key == "host.one-worker-wall"


def test_standard_input_cannot_be_read_twice(tmp_path: Path) -> None:
    error = refusal(tmp_path, SHOP, clock=ClockKind.EVENTS, events=(STDIN,))
    assert error.key == "host.one-worker-stdin"


def test_a_limit_over_all_users_is_counted_by_one_process(tmp_path: Path) -> None:
    error = refusal(tmp_path, TOGETHER, clock=ClockKind.EVENTS, events=("events.jsonl",))
    assert error.key == "host.one-worker-limit"


def test_a_store_is_shared_by_as_many_as_made_it(tmp_path: Path) -> None:
    store = tmp_path / "shop.db"
    store.touch()
    error = refusal(tmp_path, SHOP, store=store, clock=ClockKind.EVENTS, events=("events.jsonl",))
    assert (error.key, error.arguments["before"]) == ("host.other-workers", "1")
