"""Whoever kills a host while many send to it loses nothing that was answered, and repeats nothing."""

from __future__ import annotations

import gzip
import http.client
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.checkout import ROOT
from tests.runtime.hosts.running import KEY, KEYS, built, records_of

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no such signal here")

SETTINGS = """
name: storm
timezone: UTC
currency: EUR
lint: {MA110: ignore, MA506: ignore}
channels:
  push: {plugin: file, settings: {path: sent.jsonl}, retry: {attempts: 2, wait: 1 millisecond}}
"""
SOURCE = """
event said { what text }
channel push { consent none }
message note { push { title "note"; body "<{{ entry.what }}>" } }
campaign now {
  enter on said
  parallel by event.what
  reenter always
  flow { send note by push }
}
campaign later {
  enter on said
  parallel by event.what
  reenter always
  flow { wait 1 second; send note by push }
}
"""
SENDERS = 8
KILLS = 16
LIMIT_S = 60
WAIT_MS = 1_000
JSON = {"content-type": "application/json"}
"""What a body is without further words."""


class Place:
    """Where the host is to be found, as long as it lives."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._address = ""
        self._number = 0
        self.is_over = False

    def move(self, address: str) -> None:
        """Say where it is now."""
        with self._changed:
            self._address, self._number = address, self._number + 1
            self._changed.notify_all()

    def after(self, number: int) -> tuple[str, int]:
        """Wait for a host that came behind a number; return where it is, and its own number."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._number > number, LIMIT_S)
            return self._address, self._number


@dataclass
class Sender:
    """Says one thing after the other, in several dialects, each until it is answered."""

    name: str
    place: Place
    answered: list[str] = field(default_factory=list)
    # Without an id, so said once only: it has arrived or not.
    unanswered: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    trouble: list[object] = field(default_factory=list)

    def run(self) -> None:
        """Send until the storm is over."""
        chance, numbers, self._host = random.Random(self.name), itertools.count(), 0
        while not self.place.is_over:
            whats = [f"{self.name}-{next(numbers)}" for _ in range(chance.choice((1, 1, 3, 20)))]
            match chance.randrange(10):
                case 0:
                    self._refuse(whats)
                case 1:
                    self._say_once(whats)
                case _:
                    self._say(whats, chance)

    def _say(self, whats: list[str], chance: random.Random) -> None:
        path, headers, body = self._told(whats, chance)
        if chance.random() < 0.3:
            headers, body = {**headers, "content-encoding": "gzip"}, gzip.compress(body)
        while (status := self._post(path, headers, body)) is None:
            pass
        if status not in (HTTPStatus.OK, HTTPStatus.ACCEPTED):
            self.trouble.append((status, path, body))
        self.answered += whats

    def _told(self, whats: list[str], chance: random.Random) -> tuple[str, dict[str, str], bytes]:
        events: list[dict[str, Any]]
        match chance.choice(("list", "lines", "cloud", "segment")):
            case "cloud":
                events = [
                    {"specversion": "1.0", "type": "said", "source": "s", "id": what, "subject": self.name}
                    | {"data": {"what": what}}
                    for what in whats
                ]
                kind = "application/cloudevents-batch+json"
                return "/v1/events", {"content-type": kind}, json.dumps(events).encode()
            case "segment":
                events = [
                    {"type": "track", "messageId": what, "userId": self.name, "event": "said"}
                    | {"properties": {"what": what}}
                    for what in whats
                ]
                return "/v1/batch", JSON, json.dumps({"batch": events}).encode()
            case dialect:
                events = [{"id": what, **self._event(what)} for what in whats]
                # Twice in a request is once.
                events.append(chance.choice(events))
                if dialect == "list":
                    return "/v1/events", JSON, json.dumps(events).encode()
                return "/v1/events", {"content-type": "application/x-ndjson"}, _lines(events)

    def _event(self, what: str) -> dict[str, Any]:
        return {"user_id": self.name, "event": "said", "properties": {"what": what}}

    def _say_once(self, whats: list[str]) -> None:
        body = json.dumps([self._event(what) for what in whats]).encode()
        if self._post("/v1/events", JSON, body) == HTTPStatus.ACCEPTED:
            self.answered += whats
        else:
            self.unanswered.update(whats)

    def _refuse(self, whats: list[str]) -> None:
        events = [*(self._event(what) for what in whats), {"user_id": self.name}]
        status = self._post("/v1/events", {"content-type": "application/x-ndjson"}, _lines(events))
        if status not in (HTTPStatus.BAD_REQUEST, None):
            self.trouble.append((status, events))
        self.refused.update(whats)

    def _post(self, path: str, headers: dict[str, str], body: bytes) -> int | None:
        """Send a request; return the status, None where the host has gone meanwhile."""
        address, number = self.place.after(self._host)
        connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=LIMIT_S)
        try:
            connection.request("POST", path, body, {"authorization": f"Bearer {KEY}", **headers})
            answer = connection.getresponse()
            answer.read()
            return answer.status
        except (OSError, http.client.HTTPException):
            self._host = number
            return None
        finally:
            connection.close()


def _lines(events: list[dict[str, Any]]) -> bytes:
    return b"".join(json.dumps(event).encode() + b"\n" for event in events)


def begin(folder: Path, *how: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.crash.listening", str(folder), *how]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **KEYS}, stdout=subprocess.PIPE)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask a host to stop, and wait until it has."""
    process.terminate()
    process.communicate(timeout=LIMIT_S)
    assert process.returncode == 0


def storm(folder: Path, place: Place, kills: int, chance: random.Random) -> None:
    """Let hosts come and go: half of them end themselves at some step, the others are killed from outside."""
    for number in range(kills):
        is_own = number % 2 == 0
        process = begin(folder, *([str(chance.randrange(20, 900))] if is_own else []))
        assert process.stdout is not None
        address = process.stdout.readline().decode().strip()
        if address:
            place.move(address)
        if number % 8 == 7:
            end(process)
            continue
        try:
            process.wait(LIMIT_S if is_own else chance.uniform(0.05, 0.6))
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
        assert process.returncode == -signal.SIGKILL


@pytest.mark.slow
def test_what_was_answered_enters_once_in_order_and_leaves_once(tmp_path: Path) -> None:
    program = built({"ma.yaml": SETTINGS, "main.ma": SOURCE})
    (tmp_path / "program.json").write_bytes(msgspec.json.encode(program))
    place = Place()
    senders = [Sender(f"u{number}", place) for number in range(SENDERS)]
    threads = [threading.Thread(target=sender.run) for sender in senders]
    for thread in threads:
        thread.start()
    storm(tmp_path, place, KILLS, random.Random(20261122))
    last = begin(tmp_path)
    assert last.stdout is not None
    place.is_over = True
    place.move(last.stdout.readline().decode().strip())
    for thread in threads:
        thread.join(LIMIT_S)
    end(last)
    # What the last one had not done yet, and the waits that were under way.
    emptying = begin(tmp_path, "until", str(time.time_ns() // 1_000_000 + WAIT_MS))
    emptying.communicate(timeout=LIMIT_S)
    assert emptying.returncode == 0
    records = records_of((tmp_path / "journal.jsonl").read_bytes())
    for sender in senders:
        assert sender.trouble == []
        assert len(sender.answered) > SENDERS
        for campaign in ("now", "later"):
            _look_at_entries(sender, campaign, records)
    _look_at_messages(records, records_of((tmp_path / "sent.jsonl").read_bytes()))


def _look_at_entries(sender: Sender, campaign: str, records: list[dict[str, Any]]) -> None:
    entered = [
        record["run"].removeprefix(f"{campaign}/{sender.name}/")
        for record in records
        if (record["kind"], record["user_id"], record["campaign"]) == ("entered", sender.name, campaign)
    ]
    expected = [f"{what}/1" for what in sender.answered]
    doubtful = {f"{what}/1" for what in sender.unanswered}
    assert [run for run in entered if run not in doubtful] == expected
    assert max(Counter(entered).values()) == 1


def _look_at_messages(records: list[dict[str, Any]], delivered: list[dict[str, Any]]) -> None:
    sent = {record["key"]: record for record in records if record["kind"] == "sent"}
    runs = Counter(record["run"] for record in records if record["kind"] == "finished")
    assert runs == Counter(record["run"] for record in records if record["kind"] == "entered")
    assert Counter(message["key"] for message in delivered) == Counter(sent.keys())
    for message in delivered:
        what = sent[message["key"]]["run"].split("/")[2]
        assert f"<{what}>" in message["fields"]["body"]
