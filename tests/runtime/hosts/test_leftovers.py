"""What a host leaves behind: nothing if it can, and nothing that is not told and kept."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from maflow.dsl.catalogue import sentence
from maflow.dsl.diagnostics import Text
from maflow.plugins.testing import sample_request
from maflow.runtime.dispatch.team import REQUESTS
from maflow.runtime.errors import HostError
from maflow.runtime.hosts.keys import KEYS_VARIABLE
from maflow.runtime.hosts.local import run_host
from maflow.runtime.hosts.request import ClockKind, Outcome
from maflow.runtime.loader import load
from maflow.runtime.stores.sqlite_store import open_store
from tests.running import plant, run_ma
from tests.runtime.hosts.running import KEY, KEYS, SHOP, RunningHost, built, request_of

Told = list[tuple[str, Mapping[str, str]]]
HOOKED = {
    **SHOP,
    "ma.yaml": SHOP["ma.yaml"].replace(
        "{plugin: file, settings: {path: sent.jsonl}}",
        '{plugin: webhook, settings: {url: "${HOOK}"}, retry: {attempts: 5, wait: 1 millisecond}}',
    ),
}
ASKING = {
    **SHOP,
    "main.ma": SHOP["main.ma"].replace(
        "flow { send note by push }", 'flow { send note by push; notify "team" with "a cart" }'
    ),
}
LEAVING = {
    "host.waiting": ("pending", "seconds"),
    "host.stopping": ("count", "seconds"),
    "host.left": ("channel", "pending", "unknown"),
    "host.left-nowhere": ("channel", "pending", "unknown"),
    "host.left-trouble": ("channel", "reason"),
    "host.stranded": ("channel", "pending"),
    "host.request-lost": ("asks", "to", "user", "key", "reason"),
    "host.passed-over": ("path", "reason", "file"),
    "host.takes-no-requests": ("plugin",),
    "host.requests-closed": ("reason",),
    "host.requests-setting": ("plugin", "setting"),
    "host.requests-plugin": ("plugin", "installed"),
    "host.requests-address": ("place",),
    "host.requests-secret": ("name", "reason"),
}
PIGEON = """
from pathlib import Path
from maflow.plugins.spec import Accepted, ChannelPlugin, SettingSpec, Unavailable, Words, hookimpl

class Pigeon:
    def __init__(self, request):
        self._loft = Path(request.settings.text("loft"))
    async def deliver(self, request):
        if not self._loft.is_dir():
            return Unavailable("the loft is closed")
        (self._loft / request.key).touch(exist_ok=False)
        return Accepted(is_delivered=True)
    async def close(self):
        pass

LOFT = SettingSpec(name="loft", doc=Words("the loft", "鸽舍"), required=True)

@hookimpl
def maflow_channel_plugins(register):
    register(ChannelPlugin(
        name="pigeon", doc=Words("pigeons", "信鸽"), kinds=("*",), settings=(LOFT,), open=Pigeon
    ))
"""


def events(folder: Path, year: int = 2026) -> tuple[str, ...]:
    path = folder / "events.jsonl"
    lines = (
        {"user_id": f"u{n}", "event": "Cart Abandoned", "time": f"{year}-03-02T10:{n:02d}:00Z"}
        for n in range(3)
    )
    path.write_text("".join(json.dumps({**line, "properties": {"value": 80}}) + "\n" for line in lines))
    return (str(path),)


def run(folder: Path, files: dict[str, str], **chosen: Any) -> tuple[Outcome, Told]:
    """Run by the clock of the events; return what the operator was told, but of troubles on the way."""
    told: Told = []
    given = {"clock": ClockKind.EVENTS, "events": events(folder), "patience_ms": 200, **chosen}
    outcome = run_host(
        built(files), request_of(folder, **given), lambda _: None, lambda *each: told.append(each)
    )
    return outcome, in_the_end(told)


def in_the_end(told: Told) -> Told:
    """Return what was told without what was told of channels while the host ran."""
    on_the_way = ("host.channel-", "host.stopping")
    return [(key, arguments) for key, arguments in told if not key.startswith(on_the_way)]


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """Listen for what is posted, in a thread."""
    keys: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            keys.append(self.headers["webhook-id"])
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        serving = threading.Thread(target=server.serve_forever, args=(0.01,))
        serving.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", keys
        finally:
            server.shutdown()
            serving.join()


def closed_port() -> str:
    """Return an address at which nobody listens any more."""
    with listening() as (url, _):
        return url


def test_a_channel_that_is_down_is_waited_for_a_while_and_its_messages_leave_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "shop.db"
    monkeypatch.setenv("HOOK", closed_port())
    outcome, told = run(tmp_path, HOOKED, store=store)
    assert (outcome.taken, outcome.accepted) == (3, 0)
    assert [key for key, _ in told] == ["host.waiting", "host.left", "host.left-trouble"]
    assert told[0][1] == {"pending": "3", "seconds": "0.2"}
    assert told[1][1] == {"channel": "push", "pending": "3", "unknown": "0"}
    assert "no connection to 127.0.0.1" in told[2][1]["reason"]
    with listening() as (url, keys):
        monkeypatch.setenv("HOOK", url)
        outcome, told = run(tmp_path, HOOKED, store=store, patience_ms=30_000)
    assert (outcome.taken, outcome.accepted, told) == (0, 3, [])
    assert (len(keys), len(set(keys))) == (3, 3)


def test_without_a_store_it_is_told_that_nothing_keeps_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOOK", closed_port())
    _, told = run(tmp_path, HOOKED)
    assert [key for key, _ in told] == ["host.waiting", "host.left-nowhere", "host.left-trouble"]


def test_a_plugin_that_is_no_longer_installed_is_named_and_costs_no_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, store, loft = tmp_path / "site", tmp_path / "shop.db", tmp_path / "loft"
    (site / "pigeon-1.dist-info").mkdir(parents=True)
    (site / "pigeon_for_tests.py").write_text(PIGEON, encoding="utf-8")
    (site / "pigeon-1.dist-info" / "METADATA").write_text("Name: pigeon\nVersion: 1\n")
    (site / "pigeon-1.dist-info" / "entry_points.txt").write_text("[maflow]\npigeon = pigeon_for_tests\n")
    settings = SHOP["ma.yaml"].replace(
        "{plugin: file, settings: {path: sent.jsonl}}",
        f"{{plugin: pigeon, settings: {{loft: {loft}}}, retry: {{attempts: 5, wait: 1 millisecond}}}}",
    )
    files = {**SHOP, "ma.yaml": settings}
    with monkeypatch.context() as installed:
        installed.syspath_prepend(site)
        _, told = run(tmp_path, files, store=store)
        assert told[1] == ("host.left", {"channel": "push", "pending": "3", "unknown": "0"})
    with pytest.raises(HostError) as raised:
        run(tmp_path, files, store=store)
    assert raised.value.key == "delivery.unknown-plugin"
    assert (raised.value.arguments["plugin"], raised.value.arguments["channel"]) == ("pigeon", "push")
    loft.mkdir()
    with monkeypatch.context() as installed:
        installed.syspath_prepend(site)
        outcome, told = run(tmp_path, files, store=store, patience_ms=30_000)
    assert (outcome.accepted, told, len(list(loft.iterdir()))) == (3, [], 3)


def test_a_setting_that_is_no_longer_set_is_named_and_costs_no_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "shop.db"
    monkeypatch.setenv("HOOK", closed_port())
    run(tmp_path, HOOKED, store=store)
    monkeypatch.delenv("HOOK")
    with pytest.raises(HostError) as raised:
        run(tmp_path, HOOKED, store=store)
    assert (raised.value.key, raised.value.arguments) == ("delivery.unset-variables", {"names": "HOOK"})
    with listening() as (url, keys):
        monkeypatch.setenv("HOOK", url)
        run(tmp_path, HOOKED, store=store, patience_ms=30_000)
    assert (len(keys), len(set(keys))) == (3, 3)


def test_messages_for_a_channel_that_the_project_no_longer_has_are_told_of_and_kept(tmp_path: Path) -> None:
    store = tmp_path / "shop.db"
    opened = open_store(store, load(built(SHOP)))
    opened.outbox.add(sample_request("k", "pager", {"text": "hello"}))
    opened.close()
    for _ in range(2):
        _, told = run(tmp_path, SHOP, store=store)
        assert told == [("host.stranded", {"channel": "pager", "pending": "1"})]


def test_a_history_that_lies_in_the_future_leaves_at_once_all_the_same(tmp_path: Path) -> None:
    outcome, told = run(tmp_path, SHOP, events=events(tmp_path, 2198), patience_ms=30_000)
    assert (outcome.accepted, told) == (3, [])


@pytest.mark.parametrize("workers", [1, 2])
def test_where_requests_go_is_told_once_and_a_second_run_repeats_none(workers: int, tmp_path: Path) -> None:
    place = str(tmp_path / "requests.jsonl")
    chosen: dict[str, Any] = {"store": tmp_path / "shop.db", "requests": place, "workers": workers}
    for taken in (3, 0):
        outcome, told = run(tmp_path, ASKING, **chosen, patience_ms=30_000)
        assert (outcome.taken, told) == (taken, [("host.requests", {"place": place})])
    assert outcome.accepted == 0
    requests = [json.loads(line) for line in Path(place).read_bytes().splitlines()]
    assert sorted(each["user_id"] for each in requests) == ["u0", "u1", "u2"]
    assert {each["fields"]["text"] for each in requests} == {"a cart"}


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEYS_VARIABLE, KEYS[KEYS_VARIABLE])


@pytest.mark.usefixtures("key")
def test_a_host_that_is_stopped_says_what_is_left_and_the_next_one_delivers_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "shop.db"
    event = {"user_id": "ann", "event": "Cart Abandoned", "properties": {"value": 80}}
    monkeypatch.setenv("HOOK", closed_port())
    with RunningHost(tmp_path, HOOKED, store=store) as host:
        host.post("/v1/events", event)
        wait_until(host, "again")
    assert ("host.channel-rests", "push") in [(name, said.get("channel")) for name, said in host.told]
    told = in_the_end(host.told)
    assert told[0] == ("host.left", {"channel": "push", "pending": "1", "unknown": "0"})
    assert [name for name, _ in told] == ["host.left", "host.left-trouble"]
    with listening() as (url, keys):
        monkeypatch.setenv("HOOK", url)
        with RunningHost(tmp_path, HOOKED, store=store) as host:
            wait_until(host, "accepted")
    assert (len(keys), host.told) == (1, [])


@pytest.mark.usefixtures("key")
def test_a_host_that_is_stopped_says_what_it_still_waits_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = {"user_id": "ann", "event": "Cart Abandoned", "properties": {"value": 80}}
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("HOOK", f"http://127.0.0.1:{silent.getsockname()[1]}")
        with RunningHost(tmp_path, HOOKED, grace_ms=100) as host:
            host.post("/v1/events", event)
            wait_until(host, "in_hand")
    assert ("host.stopping", {"count": "1", "seconds": "0.1"}) in host.told


@pytest.mark.usefixtures("key")
def test_a_request_leaves_while_the_host_runs(tmp_path: Path) -> None:
    place = tmp_path / "requests.jsonl"
    event = {"user_id": "ann", "event": "Cart Abandoned", "properties": {"value": 80}}
    with RunningHost(tmp_path, ASKING, requests=str(place)) as host:
        host.post("/v1/events", event)
        wait_until(host, "accepted", REQUESTS)
        (request,) = place.read_bytes().splitlines()
    assert json.loads(request)["asks"] == "notify"
    assert host.outcome.accepted == 1


def wait_until(host: RunningHost, count: str, channel: str = "push") -> None:
    """Ask a host how it is doing until a channel has counted something."""
    for _ in range(20_000):
        told = host.ask("GET", "/v1/status", headers={"authorization": f"Bearer {KEY}"}).told
        if told["channels"][channel][count]:
            return
    raise AssertionError(told)


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "what campaigns ask of people"), ("zh-CN", "活动向人员提出的请求")]
)
def test_the_command_says_where_requests_go(
    lang: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    project = plant(tmp_path / "shop", ASKING)
    given = ("--events", *events(tmp_path), "--clock", "events", "--lang", lang)
    ended = run_ma("run", project, *given)
    assert (ended.code, said in ended.err, "`requests.jsonl`" in ended.err) == (0, True, True)
    assert len((tmp_path / "requests.jsonl").read_bytes().splitlines()) == 3


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
@pytest.mark.parametrize("key", LEAVING)
def test_what_is_told_reads_well_in_both_languages(key: str, lang: str) -> None:
    arguments = {name: f"<{name}>" for name in LEAVING[key]}
    said = sentence(Text(key, arguments), lang)
    assert all(value in said for value in arguments.values())
