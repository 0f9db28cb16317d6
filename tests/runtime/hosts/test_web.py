"""Events over HTTP: what is taken, what is refused and why, and that what was taken is not lost."""

from __future__ import annotations

import base64
import gzip
import json
import socket
from pathlib import Path

import pytest

from maflow.dsl.catalogue import LANGUAGES, sentence
from maflow.dsl.diagnostics import Text
from maflow.runtime.errors import HostError
from maflow.runtime.hosts.by_wall import WallHost
from maflow.runtime.hosts.keys import KEYS_VARIABLE, keys_of
from maflow.runtime.hosts.web import MOST_BYTES
from maflow.runtime.sources.errors import TooManyRejects
from tests.runtime.hosts.running import KEY, KEYS, SHOP, RunningHost

EVENT = {"user_id": "ann", "event": "Cart Abandoned", "properties": {"value": 80}}
TRACK = {"userId": "ann", "event": "Cart Abandoned", "properties": {"value": 80}, "messageId": "m1"}
CLOUD = {
    "specversion": "1.0",
    "id": "1",
    "source": "/shop",
    "type": "Cart Abandoned",
    "subject": "ann",
    "data": {"value": 80},
}
BINARY = {f"ce_{name}": str(value) for name, value in CLOUD.items() if name != "data"}

TAKEN = {
    "one event": ("/v1/events", EVENT, {}),
    "a list": ("/v1/events", [EVENT], {}),
    "lines": ("/v1/events", json.dumps(EVENT).encode() + b"\n\n", {"content_type": "application/x-ndjson"}),
    "with a byte-order mark": ("/v1/events", "\ufeff".encode() + json.dumps(EVENT).encode(), {}),
    "lines with a byte-order mark": (
        "/v1/events",
        "\ufeff".encode() + json.dumps(EVENT).encode() + b"\n",
        {"content_type": "application/x-ndjson"},
    ),
    "packed": ("/v1/events", gzip.compress(json.dumps(EVENT).encode()), {"content_encoding": "gzip"}),
    "packed in pieces": (
        "/v1/events",
        gzip.compress(b"[") + gzip.compress(json.dumps(EVENT).encode()) + gzip.compress(b"]"),
        {"content_encoding": "gzip"},
    ),
    "a CloudEvent": ("/v1/events", CLOUD, {"content_type": "application/cloudevents+json"}),
    "CloudEvents": ("/v1/events", [CLOUD], {"content_type": "application/cloudevents-batch+json"}),
    "a binary CloudEvent": ("/v1/events", {"value": 80}, {"content_type": "application/json", **BINARY}),
    "a CloudEvent that stands in headers too": (
        "/v1/events",
        CLOUD,
        {"content_type": "application/cloudevents+json; charset=utf-8", **BINARY},
    ),
    "CloudEvents, and headers of one": (
        "/v1/events",
        [CLOUD],
        {"content_type": "Application/CloudEvents-Batch+JSON", **BINARY},
    ),
    "a binary CloudEvent in percent codes": (
        "/v1/events",
        {"value": 80},
        {**BINARY, "ce_type": "Cart%20Abandoned", "ce_subject": "%61nn"},
    ),
    "a binary CloudEvent in quotation marks": (
        "/v1/events",
        {"value": 80},
        {**BINARY, "ce_type": '"Cart Abandoned"', "ce_subject": r'"a\nn"'},
    ),
    "track": ("/v1/track", TRACK, {}),
    "track in a batch": ("/v1/batch", {"batch": [{**TRACK, "type": "track"}]}, {}),
    "Segment's key": (
        "/v1/track",
        TRACK,
        {"authorization": f"Basic {base64.b64encode(f'{KEY}:'.encode()).decode()}"},
    ),
}

SQUARING = {
    "ma.yaml": SHOP["ma.yaml"],
    "main.ma": """
user { score number }
event rated { score number }
channel push { consent none }
campaign square {
  enter on rated
  reenter always
  flow { set user.score = entry.score * entry.score }
}
""",
}

REFUSED = {
    "no JSON": ("/v1/events", b"{", {}, "this is not JSON"),
    "nothing": ("/v1/events", b" \n", {}, "the body is empty"),
    "no lines": ("/v1/events", b"", {"content_type": "application/x-ndjson"}, "the body is empty"),
    "a table": (
        "/v1/events",
        b"user_id,event\nu1,viewed\n",
        {"content_type": "text/csv; charset=utf-8"},
        "is CSV",
    ),
    "no lines of JSON": ("/v1/events", b"{}\n{", {"content_type": "application/jsonl"}, "line 2"),
    "no UTF-8": (
        "/v1/events",
        b'{"user_id": "caf\xe9"}',
        {},
        "this is not UTF-8: send it in that encoding",
    ),
    "UTF-16": (
        "/v1/events",
        json.dumps(EVENT).encode("utf-16"),
        {"content_type": "application/json; charset=utf-16"},
        "this is not UTF-8: send it in that encoding",
    ),
    "a line of no UTF-8": (
        "/v1/events",
        b'{"user_id": "caf\xe9"}',
        {"content_type": "application/x-ndjson"},
        "line 1: this is not UTF-8: send it in that encoding",
    ),
    "nothing but a byte-order mark": ("/v1/events", "\ufeff".encode(), {}, "the body is empty"),
    "no user": ("/v1/events", {"event": "viewed"}, {}, "there is no `user_id`"),
    "a user of 513 characters": (
        "/v1/track",
        {**TRACK, "userId": "u" * 513},
        {},
        "513 characters long: expected at most 512",
    ),
    "not packed": ("/v1/events", b"{}", {"content_encoding": "gzip"}, "not packed"),
    "packed, and not to the end": (
        "/v1/events",
        gzip.compress(json.dumps([EVENT]).encode()) + b"and more",
        {"content_encoding": "gzip"},
        "not packed",
    ),
    "packed, and nothing in it": ("/v1/events", gzip.compress(b""), {"content_encoding": "gzip"}, "is empty"),
    "a header of no UTF-8": (
        "/v1/events",
        {"value": 80},
        {**BINARY, "ce_subject": "J%FCrgen"},
        "the header `ce-subject` is not UTF-8",
    ),
    "packed otherwise": ("/v1/events", b"{}", {"content_encoding": "br"}, "expected `gzip`"),
    "lines, called one JSON": (
        "/v1/events",
        b"".join(json.dumps(EVENT).encode() + b"\r\n" for _ in range(2)),
        {"content_type": "application/json"},
        "`Content-Type: application/x-ndjson`",
    ),
    "lines, called nothing": ("/v1/events", b"{}\n{", {}, "`Content-Type: application/x-ndjson`"),
    "one event over several lines": ("/v1/events", b'{\n"user_id":\n', {}, "this is not JSON"),
    "lines of calls": ("/v1/track", b"{}\n{}\n", {}, "`/v1/batch` takes several"),
    "lines of batches": ("/v1/batch", b"{}\n{}\n", {}, "`/v1/batch` takes one"),
    "no batch": ("/v1/batch", {"events": []}, {}, "there is no `batch`"),
    "no object": ("/v1/track", [], {}, "the body is no object"),
}


AUTHORIZED = {"authorization": f"Bearer {KEY}"}


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEYS_VARIABLE, KEYS[KEYS_VARIABLE])


@pytest.mark.parametrize("way", TAKEN)
def test_an_event_in_every_dialect_is_taken_and_its_message_leaves(way: str, tmp_path: Path) -> None:
    path, body, headers = TAKEN[way]
    with RunningHost(tmp_path) as host:
        reply = host.post(path, body, **headers)
    assert (reply.status // 100, reply.told["accepted"]) == (2, 1), reply
    assert [(each["user_id"], each["kind"]) for each in host.journal][:2] == [
        ("ann", "entered"),
        ("ann", "sent"),
    ]
    sent = [json.loads(line) for line in (tmp_path / "sent.jsonl").read_bytes().splitlines()]
    assert [each["user_id"] for each in sent] == ["ann"]


ALIAS = {"type": "alias", "userId": "ann", "previousId": "bob", "messageId": "m2"}
BATCH = {"batch": [{**TRACK, "type": "track"}, ALIAS]}


@pytest.mark.parametrize(
    ("path", "body", "accepted", "item"),
    [("/v1/alias", {"userId": "ann", "previousId": "bob"}, 0, 0), ("/v1/batch", BATCH, 1, 1)],
)
def test_an_alias_costs_no_other_call_and_is_kept_among_the_rejects(
    path: str, body: object, accepted: int, item: int, tmp_path: Path
) -> None:
    with RunningHost(tmp_path) as host:
        reply = host.post(path, body)
        status = host.ask("GET", "/v1/status", headers=AUTHORIZED)
    (unsupported,) = reply.told["unsupported"]
    assert (reply.status, reply.told["success"], reply.told["accepted"]) == (200, True, accepted)
    assert (unsupported["item"], "`alias` is not supported" in unsupported["reason"]) == (item, True)
    assert (status.told["unsupported"], status.told["rejected"]) == (1, 1)
    (reject,) = (tmp_path / "rejects.jsonl").read_bytes().splitlines()
    assert (json.loads(reject)["file"], json.loads(reject)["line"]) == (path, item + 1)
    assert json.loads(json.loads(reject)["raw"])["previousId"] == "bob"
    assert (host.outcome.rejected, [key for key, _ in host.told]) == (1, ["host.passed-over"])


def test_the_operator_is_told_once_of_aliases_however_many_come(tmp_path: Path) -> None:
    with RunningHost(tmp_path) as host:
        for _ in range(3):
            host.post("/v1/batch", {"batch": [ALIAS, ALIAS]})
    assert (host.outcome.rejected, len(host.told)) == (6, 1)


def test_more_aliases_than_rejects_are_allowed_end_the_host(tmp_path: Path) -> None:
    with pytest.raises(TooManyRejects), RunningHost(tmp_path, most_rejects=1) as host:
        host.post("/v1/batch", {"batch": [ALIAS, ALIAS, ALIAS]})


@pytest.mark.parametrize("way", REFUSED)
def test_what_is_not_understood_is_refused_with_the_reason(way: str, tmp_path: Path) -> None:
    path, body, headers, reason = REFUSED[way]
    with RunningHost(tmp_path) as host:
        reply = host.post(path, body, **headers)
    assert reply.status == 400
    assert reason in json.dumps(reply.told, ensure_ascii=False)
    assert host.journal == []


def test_a_batch_is_taken_whole_or_not_at_all_and_the_faulty_item_is_named(tmp_path: Path) -> None:
    with RunningHost(tmp_path) as host:
        reply = host.post("/v1/events", [EVENT, {"user_id": "bob"}, EVENT])
    assert reply.status == 400
    assert reply.told["items"] == [
        {"item": 1, "reason": "there is no `event`: expected the name of an event"}
    ]
    assert host.journal == []


def test_what_a_project_does_not_declare_is_skipped_and_counted(tmp_path: Path) -> None:
    with RunningHost(tmp_path) as host:
        reply = host.post("/v1/events", [EVENT, {"user_id": "bob", "event": "yawned"}])
    assert (reply.status, reply.told) == (202, {"accepted": 1, "skipped": {"yawned": 1}})


def test_what_identify_tells_is_known_in_the_next_message(tmp_path: Path) -> None:
    with RunningHost(tmp_path) as host:
        host.post("/v1/identify", {"userId": "ann", "traits": {"level": "gold"}})
        host.post("/v1/track", TRACK)
    sent = json.loads((tmp_path / "sent.jsonl").read_bytes())
    assert sent["fields"]["body"] == "note for gold"


@pytest.mark.parametrize("given", ["", "Bearer wrong", "Basic !", "Bearer", f"Digest {KEY}"])
def test_without_a_key_nothing_is_taken(given: str, tmp_path: Path) -> None:
    with RunningHost(tmp_path) as host:
        reply = host.ask("POST", "/v1/events", json.dumps(EVENT).encode(), {"authorization": given})
        status = host.ask("GET", "/v1/status", headers={"authorization": given})
    assert (reply.status, status.status) == (401, 401)
    assert host.journal == []


@pytest.mark.parametrize(
    "body",
    [
        b" " * (MOST_BYTES + 1),
        b" " * (MOST_BYTES * 20),
        gzip.compress(b" " * (MOST_BYTES + 1)),
        gzip.compress(b" " * MOST_BYTES) + gzip.compress(b" "),
        gzip.compress(b"") * 2_000,
    ],
    ids=["by one", "by far", "packed", "packed in pieces", "in too many pieces"],
)
def test_a_body_that_is_too_large_is_refused_packed_or_not(body: bytes, tmp_path: Path) -> None:
    packed = {"content_encoding": "gzip"} if body.startswith(b"\x1f") else {}
    with RunningHost(tmp_path) as host:
        reply = host.post("/v1/events", body, **packed)
    assert reply.status == 413
    assert "at most 1048576 bytes" in reply.told["error"]


def test_anybody_may_ask_whether_the_host_lives_and_an_operator_how_it_is_doing(tmp_path: Path) -> None:
    with RunningHost(tmp_path) as host:
        health = host.ask("GET", "/health")
        status = host.ask("GET", "/v1/status", headers=AUTHORIZED)
    assert (health.status, health.told) == (200, {"status": "ok"})
    assert status.told["project"] == "shop"
    assert status.told["channels"]["push"]["circuit"] == "closed"


def test_an_operator_sees_what_the_host_has_no_use_for(tmp_path: Path) -> None:
    with RunningHost(tmp_path) as host:
        host.post("/v1/events", [{**EVENT, "event": "carted"}, {**EVENT, "properties": {"value": "dear"}}])
        status = host.ask("GET", "/v1/status", headers=AUTHORIZED)
    assert status.told["skipped"] == {"carted": 1}
    assert status.told["unknown_values"] == {"cart_abandoned.value": 1}
    assert host.outcome.skipped == {"carted": 1}


def test_an_operator_sees_how_many_events_had_come_before(tmp_path: Path) -> None:
    with RunningHost(tmp_path) as host:
        for user in ("ann", "ann", "bob"):
            assert host.post("/v1/events", {**EVENT, "user_id": user, "id": "e1"}).status == 202
        told = (host.ask("GET", "/v1/status", headers=AUTHORIZED).told for _ in range(1_000))
        assert next(each["duplicates"] for each in told if each["duplicates"]) == 1
    assert [each["user_id"] for each in host.journal if each["kind"] == "entered"] == ["ann", "bob"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/events", 405),
        ("POST", "/health", 405),
        ("POST", "/v2/events", 404),
        ("POST", "/v1/callbacks/push", 404),
        ("POST", "/v1/callbacks/letter", 404),
    ],
)
def test_what_is_not_there_is_said(method: str, path: str, status: int, tmp_path: Path) -> None:
    with RunningHost(tmp_path) as host:
        assert host.ask(method, path).status == status


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/v1/events", "POST"),
        ("DELETE", "/v1/batch", "POST"),
        ("POST", "/health", "GET, HEAD"),
        ("PUT", "/v1/status", "GET, HEAD"),
    ],
)
def test_a_wrong_method_is_told_the_right_ones(method: str, path: str, allowed: str, tmp_path: Path) -> None:
    with RunningHost(tmp_path) as host:
        reply = host.ask(method, path)
    assert (reply.status, reply.headers["allow"]) == (405, allowed)


def test_a_connection_that_says_nothing_is_closed_and_others_are_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("maflow.runtime.hosts.impatience.ImpatientProtocol.head_s", 0.2)
    with RunningHost(tmp_path) as host:
        for begin in (b"", b"POST /v1/ev"):
            with socket.create_connection(host.place, timeout=20) as idle:
                idle.sendall(begin)
                assert idle.recv(1) == b""
        assert host.post("/v1/events", EVENT).status == 202


# The beginning of TLS, what is cut short, and a body whose pieces are no pieces, before and after its answer.
HEAD = b"POST /v1/%s HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n"
NO_HTTP = {
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", b" 400 "),
    "another language": (b"HELO shop.example\r\n\r\n", b" 400 "),
    "a body that is broken": (HEAD % b"events" + b"zz\r\n", b" 40"),
    "a body that is broken, and not asked for": (HEAD % b"nothing" + b"zz\r\n", b" 40"),
    "two requests, and then none": (b"GET /health HTTP/1.1\r\nhost: a\r\n\r\n" * 2 + b"\0\r\n\r\n", b" 200 "),
}


@pytest.mark.parametrize("sent", NO_HTTP)
def test_what_is_no_http_is_answered_and_told_once_in_words_of_ours(
    sent: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    begin, expected = NO_HTTP[sent]
    with RunningHost(tmp_path) as host:
        for _ in range(2):
            with socket.create_connection(host.place, timeout=20) as connection:
                connection.sendall(begin)
                answer = b"".join(iter(lambda: connection.recv(1 << 16), b""))
            assert expected in answer.partition(b"\r\n")[0]
        assert host.post("/v1/events", EVENT).status == 202
    assert host.told == [("host.not-http", {})]
    assert (capfd.readouterr().err, caplog.records) == ("", [])


def test_an_upgrade_that_is_not_had_is_a_request_like_any(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with RunningHost(tmp_path) as host:
        for name in ("websocket", "h2c"):
            reply = host.ask("GET", "/health", headers={"connection": "upgrade", "upgrade": name})
            assert reply.status == 200
    assert (host.told, capfd.readouterr().err) == ([], "")


def test_a_fault_of_ours_is_told_with_its_place_and_the_host_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(host: WallHost) -> dict[str, object]:
        raise KeyError("lane")

    monkeypatch.setattr(WallHost, "status", broken)
    with RunningHost(tmp_path) as host:
        for _ in range(2):
            with socket.create_connection(host.place, timeout=20) as connection:
                head = f"GET /v1/status HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {KEY}\r\n\r\n"
                connection.sendall(head.encode())
                assert b" 500 " in connection.recv(1 << 16)
        assert host.post("/v1/events", EVENT).status == 202
    ((key, told),) = host.told
    assert (key, told["fault"], told["reason"]) == ("host.request-fault", "KeyError", "'lane'")
    assert told["place"].startswith("test_web.py:")
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("host.not-http", ()),
        ("host.too-many-requests", ()),
        ("host.requests-cut", ("count",)),
        ("host.request-fault", ("fault", "reason", "place")),
        ("host.http-says", ("words",)),
    ],
)
def test_what_is_told_of_http_has_words_in_both_languages(key: str, names: tuple[str, ...]) -> None:
    for lang in LANGUAGES:
        assert all(name in sentence(Text(key, {name: name for name in names}), lang) for name in names)


def test_nothing_is_taken_while_the_store_is_away_and_the_operator_is_told_once(tmp_path: Path) -> None:
    store = tmp_path / "shop.db"
    with RunningHost(tmp_path, store=store) as host:
        host.post("/v1/events", {"user_id": "bob", "event": "viewed"})
        looks = (host.ask("GET", "/v1/status", headers=AUTHORIZED).told["taken"] for _ in range(1_000))
        assert any(looks), "it would be written when the file is away"
        store.rename(tmp_path / "away.db")
        replies = [host.post("/v1/events", {"user_id": "ann", "event": "viewed"}) for _ in range(2)]
        (tmp_path / "away.db").rename(store)
        again = host.post("/v1/events", {"user_id": "eve", "event": "viewed"})
    assert [(reply.status, reply.headers.get("retry-after")) for reply in replies] == [(503, "5")] * 2
    assert again.status == 202
    assert host.told == [("store.gone", {"path": str(store)})]
    assert [each["user_id"] for each in host.journal if each["kind"] == "entered"] == ["bob", "eve"]


def test_what_was_taken_stays_when_the_host_starts_again(tmp_path: Path) -> None:
    store = tmp_path / "shop.db"
    with RunningHost(tmp_path, store=store) as first:
        first.post("/v1/events", EVENT)
        first.post("/v1/events", {"user_id": "bob", "event": "viewed"})
    with RunningHost(tmp_path, store=store) as second:
        second.post("/v1/events", {**EVENT, "user_id": "eve"})
    kinds = [
        (each["user_id"], each["kind"]) for each in second.journal if each["kind"] in ("entered", "sent")
    ]
    assert sorted(kinds) == [
        ("ann", "entered"),
        ("ann", "sent"),
        ("bob", "entered"),
        ("eve", "entered"),
        ("eve", "sent"),
    ]
    sent = [json.loads(line)["user_id"] for line in (tmp_path / "sent.jsonl").read_bytes().splitlines()]
    assert sent == ["ann", "eve"]


def test_what_a_flow_makes_of_large_numbers_ends_no_host(tmp_path: Path) -> None:
    store = tmp_path / "shop.db"
    for user in ("ann", "bob"):
        with RunningHost(tmp_path, SQUARING, store=store) as host:
            event = {"user_id": user, "event": "rated", "properties": {"score": 9 * 10**18}}
            assert host.post("/v1/events", event).status == 202
    values = [each["value"] for each in host.journal if each["kind"] == "set"]
    # Beyond 64 bits it is no whole number any more.
    assert values == [8.1e37] * 2


@pytest.mark.parametrize(
    ("given", "key"), [("", "host.no-keys"), (" , ", "host.no-keys"), ("abc", "host.short-key")]
)
def test_a_host_without_a_safe_key_does_not_listen(given: str, key: str) -> None:
    with pytest.raises(HostError) as raised:
        keys_of({KEYS_VARIABLE: given})
    assert raised.value.key == key


def test_a_report_for_a_channel_that_takes_none_is_refused_with_the_reason(tmp_path: Path) -> None:
    with RunningHost(tmp_path) as host:
        replies = [host.post(f"/v1/callbacks/{channel}", {"status": "ok"}) for channel in ("push", "nobody")]
    assert [reply.status for reply in replies] == [404, 404]
    assert "no channel `push` takes reports" in str(replies[0].told)
