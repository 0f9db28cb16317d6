"""A host that takes events over HTTP by the clock of the wall, in a process of its own.

`python -m tests.crash.listening FOLDER [STEP]` says where it listens and goes on until it is stopped. With a
number it ends itself, as the kernel would, before that statement of SQL, or in the midst of that writing of
the journal. `python -m tests.crash.listening FOLDER until MILLISECONDS` ends by itself then.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec

from maflow.runtime.hosts.by_wall import WallHost
from maflow.runtime.hosts.live_journal import LiveJournal
from maflow.runtime.hosts.machinery import opened_lanes
from maflow.runtime.hosts.request import Request
from maflow.runtime.loader import load
from maflow.runtime.program.program import Program
from maflow.runtime.stores.sqlite_store import open_store
from tests.crash.driver import BreakingFile, CountDown

__all__ = ["main"]

_SAFE_EVERY_BYTES = 20_000


def main(folder: Path, step: int | None, until: int | None) -> None:
    """Go on in a folder until the process is stopped, or up to a step or an instant."""
    program = msgspec.json.decode((folder / "program.json").read_bytes(), type=Program)
    request = Request(rejects=folder / "rejects.jsonl", folder=folder, http="127.0.0.1:0", until=until)
    code = load(program)
    # Few users stay in memory, and the store lets go of the journal's lines now and then.
    store = open_store(folder / "state.db", code, resident=4)
    steps = CountDown(step)
    if step is not None:
        store._database._connection.set_trace_callback(steps.count)
    file = BreakingFile(folder / "journal.jsonl", steps)
    journal = LiveJournal(store, file, safe_every=_SAFE_EVERY_BYTES)
    with opened_lanes(program, request) as lanes:
        WallHost(request, code, store, lanes, _say_where).run()
    journal.end()
    store.close()


def _say_where(key: str, told: Mapping[str, str]) -> None:
    if key == "host.listening":
        print(told["address"], flush=True)


if __name__ == "__main__":
    place, *rest = sys.argv[1:]
    match rest:
        case ["until", moment]:
            main(Path(place), None, int(moment))
        case [number]:
            main(Path(place), int(number), None)
        case _:
            main(Path(place), None, None)
