"""What campaigns ask of people and of other systems: where it goes, and that it goes there once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest

from maflow.plugins.catalogue import build_catalogue
from maflow.plugins.delivery import standard_webhooks
from maflow.plugins.manager import build_manager
from maflow.plugins.spec import Failed, Unavailable, Unknown
from maflow.plugins.testing import HttpCall, HttpProvider, HttpReply
from maflow.runtime.core.effects import TeamRequest
from maflow.runtime.core.engine import Engine
from maflow.runtime.core.inputs import Event
from maflow.runtime.core.options import Options
from maflow.runtime.dispatch.dispatcher import Dispatcher
from maflow.runtime.dispatch.memory_outbox import MemoryOutbox
from maflow.runtime.dispatch.opening import REQUESTS_SECRET, open_lanes, requests_delivery
from maflow.runtime.dispatch.outbox import OutboxRow
from maflow.runtime.dispatch.team import REQUESTS, TeamDesk
from maflow.runtime.errors import HostError
from maflow.runtime.loader import load
from maflow.runtime.program.program import Program
from maflow.runtime.stores.memory_store import MemoryStore
from maflow.runtime.stores.sqlite_store import open_store
from maflow.runtime.stores.store import Batch, Store
from tests.compiler.inspected import SETTINGS
from tests.compiler.lowered import lowered
from tests.runtime.dispatch.provider import ALL_RECEIPTS, Provider, World, message, plugin
from tests.runtime.dispatch.virtual_time import run

CATALOGUE = build_catalogue(build_manager(load_entry_points=False))
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
SOURCE = """
event ping { source text }
channel hook { kind webhook }
channel ops { kind wecom }
message ticket { hook { body "{{ entry.source | default: 'nowhere' }}" } }
campaign c {
  enter on ping
  flow {
    hand off to "sales" with "please call"
    notify "ops" with "look at this"
    notify "hook" with "a system listens"
    call webhook ticket
  }
}
"""
DELIVERED = """
channels:
  hook: {plugin: webhook, settings: {url: "${URL}/hook", secret: "${SECRET}"}}
  ops: {plugin: wecom_bot, settings: {url: "${URL}/robot", key: "${SECRET}"}}
"""
ASKED = 4


def program() -> Program:
    return lowered(SOURCE, SETTINGS + DELIVERED)


def asked(store: Store, made: Program) -> None:
    """Let a run ask everything, and write it down."""
    engine = Engine(load(made), Options(holdout=False), state=store.state)
    effects = engine.take(Event("u", "ping", 1_000, 1_000, {"source": "shop"}))
    assert sum(isinstance(each, TeamRequest) for each in effects) == ASKED
    store.commit(Batch(users=engine.touched, effects=effects))


def world_of(call: HttpCall) -> HttpReply:
    """Answer as a robot does, or as any system."""
    return HttpReply(200, b'{"errcode":0}')


@asynccontextmanager
async def provider() -> AsyncIterator[HttpProvider]:
    async with HttpProvider(world_of, key_of=lambda call: call.headers.get("webhook-id", call.path)) as given:
        yield given


async def delivered(
    store: Store, made: Program, url: str, requests: str, lost: list[OutboxRow] | None = None
) -> None:
    """Deliver everything, as a host does."""
    environment = {"URL": url, "SECRET": SECRET, REQUESTS_SECRET: SECRET}
    lanes = open_lanes(made, CATALOGUE, environment, Path(), requests_delivery(requests, environment))
    TeamDesk(store, made, lanes).move()
    told = [] if lost is None else lost
    dispatcher = Dispatcher(store.outbox, lanes, on_fault=lambda *_: None, on_given_up=told.append)
    serving = asyncio.create_task(dispatcher.run())
    await dispatcher.drained()
    dispatcher.stop()
    await serving


def test_each_request_goes_where_it_belongs_and_is_signed(tmp_path: Path) -> None:
    async def scenario() -> list[HttpCall]:
        made = program()
        store = MemoryStore(load(made))
        asked(store, made)
        async with provider() as there:
            await delivered(store, made, there.url, str(tmp_path / "requests.jsonl"))
            assert (store.team_requests(9), store.logged(0, 9)) == ([], [])
            return there.calls

    calls = {call.headers.get("webhook-id", "robot"): call for call in asyncio.run(scenario())}
    (line,) = (tmp_path / "requests.jsonl").read_bytes().splitlines()
    request = json.loads(line)
    assert (request["asks"], request["user_id"], request["run"]) == ("hand_off", "u", "c/u/1")
    assert request["fields"] == {"to": "sales", "text": "please call"}
    robot = json.loads(calls.pop("robot").body)
    assert robot["text"]["content"] == "look at this\nu (c)"
    bodies = sorted(call.body for call in calls.values())
    assert bodies[0] == b"shop"
    assert json.loads(bodies[1])["fields"] == {"to": "hook", "text": "a system listens"}
    secret = standard_webhooks.read_secret("secret", SECRET)
    for call in calls.values():
        now = int(call.headers["webhook-timestamp"])
        assert standard_webhooks.is_signed(secret, call.headers, call.body, now)


@pytest.mark.parametrize("place", ["{url}/asked", "-", "plugin:console"])
def test_requests_go_to_the_place_that_the_operator_names(
    place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async def scenario() -> dict[str, HttpCall]:
        made = program()
        store = MemoryStore(load(made))
        asked(store, made)
        async with provider() as there:
            await delivered(store, made, there.url, place.format(url=there.url))
            return {call.path: call for call in there.calls}

    calls = asyncio.run(scenario())
    if "/asked" not in calls:
        assert capsys.readouterr().out == (
            "hand off to sales, about u (c)\n  to    sales\n  text  please call\n"
        )
        return
    call = calls["/asked"]
    assert json.loads(call.body)["fields"]["to"] == "sales"
    assert call.headers["webhook-signature"].startswith("v1,")


def test_a_restart_loses_no_request_and_repeats_none(tmp_path: Path) -> None:
    """Killed before anything was moved, after that, and after everything was delivered."""
    made, path, place = program(), tmp_path / "shop.db", str(tmp_path / "requests.jsonl")
    code = load(made)

    async def scenario() -> tuple[int, int]:
        store = open_store(path, code)
        asked(store, made)
        store.close()
        store = open_store(path, code)
        TeamDesk(store, made, ()).move()
        store.close()
        async with provider() as there:
            for _ in range(2):
                store = open_store(path, code)
                await delivered(store, made, there.url, place)
                store.close()
            return len(there.calls), len(there.deliveries())

    # Without its channels open nothing says that `ops` and `hook` take texts: those two wait in the file too.
    assert asyncio.run(scenario()) == (1, 1)
    keys = [json.loads(line)["key"] for line in Path(place).read_bytes().splitlines()]
    assert (len(keys), len(set(keys))) == (3, 3)


def test_moving_twice_moves_once() -> None:
    made = program()
    store = MemoryStore(load(made))
    asked(store, made)
    desk = TeamDesk(store, made, ())
    desk.move()
    before = list(store.outbox.rows.values())
    desk.move()
    assert list(store.outbox.rows.values()) == before
    assert {row.request.channel for row in before} == {REQUESTS, "hook"}


def test_a_program_that_asks_nobody_opens_no_place_for_it(tmp_path: Path) -> None:
    made = lowered("event ping { }\ncampaign c { enter on ping; flow { wait 1 hour } }")
    delivery = requests_delivery(str(tmp_path / "requests.jsonl"), {})
    assert open_lanes(made, CATALOGUE, {}, tmp_path, delivery) == ()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("place", "key", "arguments"),
    [
        ("plugin:smtp", "host.takes-no-requests", {"plugin": "smtp"}),
        ("plugin:webhook", "host.requests-setting", {"plugin": "webhook", "setting": "url"}),
        (
            "plugin:pigeon",
            "host.requests-plugin",
            {"plugin": "pigeon", "installed": "\n".join(CATALOGUE.plugins)},
        ),
        (
            "/dev/null/requests.jsonl",
            "host.requests-closed",
            {"reason": "the file cannot be opened: File exists"},
        ),
    ],
)
def test_a_place_that_takes_no_requests_is_refused_before_anything_is_sent(
    place: str, key: str, arguments: dict[str, str]
) -> None:
    environment = {"URL": "https://x.example", "SECRET": SECRET}
    with pytest.raises(HostError) as raised:
        open_lanes(program(), CATALOGUE, environment, Path(), requests_delivery(place, {}))
    assert (raised.value.key, raised.value.arguments) == (key, arguments)


@pytest.mark.parametrize(
    ("answers", "state", "is_told"),
    [
        ([Failed("unknown team", "404")], "failed", True),
        ([Unknown("time-out")], "unknown", True),
        ([Unavailable("down")] * 9, "accepted", False),
        ([Failed("busy", is_permanent=False)], "accepted", False),
    ],
)
def test_a_request_that_nobody_gets_is_told_to_the_operator_and_is_no_event(
    answers: list[Failed | Unknown | Unavailable], state: str, is_told: bool
) -> None:
    world, lost = World(Provider(answers={"a": list(answers)}), plugin()), []
    world.outbox.add(msgspec.structs.replace(message("a"), asks="notify"))

    async def scenario() -> None:
        dispatcher = world.dispatcher(lost.append)
        serving = asyncio.create_task(dispatcher.run())
        await dispatcher.drained()
        dispatcher.stop()
        await serving

    run(scenario())
    assert (world.states(), world.outbox.receipts) == ({"a": state}, [])
    assert [row.request.key for row in lost] == ["a"] * is_told


def test_no_receipt_of_what_was_asked_becomes_an_event() -> None:
    outbox = MemoryOutbox()
    outbox.add(msgspec.structs.replace(message("a"), asks="call"))
    world = World(Provider(), plugin(can_query=True), outbox=outbox, receipts=ALL_RECEIPTS)
    run(world.until_drained())
    assert (world.states(), outbox.receipts) == ({"a": "accepted"}, [])
    assert run(outbox.agenda("sms")).asks_at is None


@pytest.mark.parametrize(
    "place", ["ftp://x.example", "http://", "https:///asked", "http://[x", "file:///asked"]
)
def test_an_address_that_nobody_can_call_is_refused(place: str) -> None:
    with pytest.raises(HostError) as raised:
        requests_delivery(place, {})
    assert (raised.value.key, raised.value.arguments) == ("host.requests-address", {"place": place})


def test_a_secret_that_cannot_sign_is_named_by_its_variable() -> None:
    environment = {"URL": "https://x.example", "SECRET": SECRET, REQUESTS_SECRET: "x"}
    with pytest.raises(HostError) as raised:
        open_lanes(
            program(), CATALOGUE, environment, Path(), requests_delivery("https://x.example", environment)
        )
    assert (raised.value.key, raised.value.arguments["name"]) == ("host.requests-secret", REQUESTS_SECRET)


def test_what_a_place_means() -> None:
    def meant(place: str, environment: Mapping[str, str] | None = None) -> tuple[str, Mapping[str, object]]:
        delivery = requests_delivery(place, environment or {})
        return delivery.plugin, delivery.settings

    url = "https://crm.example/asked"
    secret = f"${{{REQUESTS_SECRET}}}"
    assert meant("-") == ("console", {})
    assert meant("plugin:crm") == ("crm", {})
    assert meant(url) == ("webhook", {"url": url})
    assert meant(url, {REQUESTS_SECRET: "x"}) == ("webhook", {"url": url, "secret": secret})
    assert meant("asked.jsonl") == ("file", {"path": str(Path.cwd() / "asked.jsonl")})
