"""A local host that runs inside the test's process, in a thread of its own."""

from __future__ import annotations

import datetime
import http.client
import json
import queue
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from maflow.building import build_program
from maflow.project import find_project
from maflow.runtime.hosts.by_wall import WallHost
from maflow.runtime.hosts.keys import KEYS_VARIABLE
from maflow.runtime.hosts.machinery import opened_lanes, opened_store
from maflow.runtime.hosts.request import Outcome, Request
from maflow.runtime.loader import load
from maflow.runtime.program.program import Program
from tests.running import plant

__all__ = ["KEY", "SHOP", "Reply", "RunningHost", "built", "journal_of", "records_of", "request_of"]

KEY = "a-key-for-tests-0123"
KEYS = {KEYS_VARIABLE: f"another-key-0123456,{KEY}"}
_PATIENCE_S = 60.0

SHOP = {
    "ma.yaml": (
        "name: shop\ntimezone: UTC\ncurrency: CNY\nlint: {MA110: ignore, MA506: ignore}\n"
        "channels: {push: {plugin: file, settings: {path: sent.jsonl}}}\n"
    ),
    "main.ma": """
user { level text }
event cart_abandoned from "Cart Abandoned" { value money }
event viewed { }
channel push { consent none }
message note { push { title "note"; body "note for {{ user.level | default: 'all' }}" } }
campaign cart {
  enter on cart_abandoned where event.value >= 50 CNY
  reenter always
  flow { send note by push }
}
campaign look {
  enter on viewed
  reenter always
  flow { wait 30 minutes; send note by push }
}
""",
}


@dataclass(frozen=True)
class Reply:
    """What a host answered."""

    status: int
    told: Any
    headers: Mapping[str, str]


def built(files: dict[str, str]) -> Program:
    """Build a project; the same one is built once."""
    return _built(tuple(files.items()))


@cache
def _built(files: tuple[tuple[str, str], ...]) -> Program:
    with tempfile.TemporaryDirectory() as folder:
        project = find_project(str(plant(Path(folder), dict(files))))
        found = build_program(project, datetime.date(2026, 1, 1))
    assert found.program is not None, found.blocking
    return found.program


def request_of(folder: Path, **chosen: Any) -> Request:
    """Return a request over a folder."""
    return replace(Request(rejects=folder / "rejects.jsonl", folder=folder), **chosen)


def journal_of(store: Any) -> list[dict[str, Any]]:
    """Return the journal of a store."""
    return records_of(b"".join(store.journal()))


def records_of(lines: bytes) -> list[dict[str, Any]]:
    """Return the records of a journal."""
    return [msgspec.json.decode(line) for line in lines.splitlines()]


class RunningHost:
    """Runs by the clock of the wall while the block lasts.

    `journal`, `outcome` and `told`, what the operator was told, are there afterwards.
    """

    def __init__(self, folder: Path, files: dict[str, str] = SHOP, **chosen: Any) -> None:
        self._program = built(files)
        self._request = request_of(folder, http="127.0.0.1:0", **chosen)
        self._told: queue.Queue[tuple[str, Mapping[str, str]] | BaseException] = queue.Queue()
        self._thread = threading.Thread(target=self._run)
        self._host: WallHost | None = None
        self.journal: list[dict[str, Any]] = []
        self.told: list[tuple[str, Mapping[str, str]]] = []
        self.outcome = Outcome()

    def __enter__(self) -> RunningHost:
        self._thread.start()
        told = self._told.get(timeout=_PATIENCE_S)
        if isinstance(told, BaseException):
            raise told
        assert told[0] == "host.listening"
        self._address = told[1]["address"].removeprefix("http://")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._host is not None
        self._host.stop()
        self._thread.join(_PATIENCE_S)
        assert not self._thread.is_alive()
        while not self._told.empty():
            told = self._told.get()
            if not isinstance(told, BaseException):
                self.told.append(told)
            elif kind is None:
                raise told

    @property
    def place(self) -> tuple[str, int]:
        """Where the host listens."""
        host, _, port = self._address.rpartition(":")
        return host, int(port)

    def post(self, path: str, body: bytes | object, **headers: str) -> Reply:
        """Send a request with a key; a name of a header has `_` for `-`."""
        given = {
            "authorization": f"Bearer {KEY}",
            **{name.replace("_", "-"): h for name, h in headers.items()},
        }
        return self.ask("POST", path, body if isinstance(body, bytes) else json.dumps(body).encode(), given)

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Reply:
        """Send a request."""
        connection = http.client.HTTPConnection(self._address, timeout=_PATIENCE_S)
        try:
            connection.request(method, path, body, dict(headers or {}))
            reply = connection.getresponse()
            content = reply.read()
            told = json.loads(content) if content else None
            return Reply(reply.status, told, {name.lower(): value for name, value in reply.getheaders()})
        finally:
            connection.close()

    def _run(self) -> None:
        try:
            code = load(self._program)
            lanes_of = opened_lanes(self._program, self._request)
            with opened_store(self._request, code) as store, lanes_of as lanes:
                self._host = WallHost(
                    self._request, code, store, lanes, lambda key, told: self._told.put((key, told))
                )
                self.outcome = self._host.run()
                self.journal = journal_of(store)
        except BaseException as error:
            self._told.put(error)
