"""The file: each key once, over restarts and crashes, and nothing half-written."""

from __future__ import annotations

import asyncio
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from maflow.plugins.errors import ConfigError
from maflow.plugins.spec import Accepted, SendRequest, SendResult, Unavailable
from maflow.plugins.testing import sample_request
from tests.plugins.delivery.opened import opened

KEYS = [f"{number:032x}" for number in range(100)]


def message(key: str, body: str = "Hello") -> SendRequest:
    return sample_request(key, "push", {"body": body})


def delivered(path: Path, *requests: SendRequest) -> list[SendResult]:
    async def scenario() -> list[SendResult]:
        channel = opened("file", {"path": str(path)})
        results = await asyncio.gather(*map(channel.deliver, requests))
        await channel.close()
        return list(results)

    return asyncio.run(scenario())


def keys_in(path: Path) -> list[str]:
    return [msgspec.json.decode(line)["key"] for line in path.read_bytes().splitlines()]


def test_a_line_holds_the_whole_message(tmp_path: Path) -> None:
    path = tmp_path / "push.jsonl"
    assert delivered(path, message("k1")) == [Accepted(is_delivered=True)]
    assert msgspec.json.decode(path.read_bytes()) == {
        "key": "k1",
        "project": "shop",
        "campaign": "cart_recovery",
        "run": "cart_recovery/u1/1",
        "node": "send.cart_reminder",
        "message": "cart_reminder",
        "channel": "push",
        "kind": "push",
        "category": "promotional",
        "user_id": "u1",
        "at": 1_794_398_400_000,
        "fields": {"body": "Hello"},
    }


def test_a_key_that_stands_there_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "push.jsonl"
    for _ in range(3):
        results = delivered(path, *map(message, [*KEYS, KEYS[0]]))
        assert set(results) == {Accepted(is_delivered=True)}
    assert keys_in(path) == KEYS


def test_keys_of_any_form_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "push.jsonl"
    keys = ["ab" * 16, "AB" * 16, " ".join(["ab"] * 11), "x"]
    for _ in range(2):
        delivered(path, *map(message, keys))
    assert keys_in(path) == keys


@pytest.mark.parametrize("torn", [b'{"key":"k9","fields":{"bo', b"{", '{"key": "好'.encode()[:-1], b"\x00"])
def test_a_line_that_a_crash_tore_is_removed_and_written_anew(tmp_path: Path, torn: bytes) -> None:
    path = tmp_path / "push.jsonl"
    delivered(path, message("k1"))
    whole = path.read_bytes()
    path.write_bytes(whole + torn)
    delivered(path, message("k9"))
    assert keys_in(path) == ["k1", "k9"]
    assert path.read_bytes().startswith(whole)


def test_a_torn_line_of_any_length_is_found(tmp_path: Path) -> None:
    path = tmp_path / "push.jsonl"
    delivered(path, message("k1"))
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"key":"k2","body":"' + b"x" * 200_000)
    delivered(path)
    assert path.read_bytes() == whole


def test_a_whole_last_line_without_an_end_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "push.jsonl"
    path.write_bytes(b'{"key":"k1","fields":{"body":"by hand"}}')
    delivered(path, message("k1"), message("k2"))
    assert keys_in(path) == ["k1", "k2"]


def test_lines_that_are_no_messages_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "push.jsonl"
    by_hand = b'# by hand\n\n[1]\n{"key": "\xff"}\n{"x":' + b"[" * 50_000 + b"\n"
    path.write_bytes(by_hand)
    delivered(path, message("k1"))
    assert path.read_bytes().startswith(by_hand + b"{")


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_is_full_costs_no_message_and_leaves_no_torn_line(tmp_path: Path) -> None:
    async def scenario() -> list[SendResult]:
        channel = opened("file", {"path": str(path)})
        await channel.deliver(message("k1"))
        with no_file_larger_than(path.stat().st_size + 50):
            full = await channel.deliver(message("k2"))
        between = keys_in(path)
        again = await channel.deliver(message("k2"))
        await channel.close()
        assert between == ["k1"]
        return [full, again]

    path = tmp_path / "push.jsonl"
    full, again = asyncio.run(scenario())
    assert full == Unavailable("push.jsonl cannot be written: File too large")
    assert again == Accepted(is_delivered=True)
    assert keys_in(path) == ["k1", "k2"]


def test_a_file_that_was_removed_is_made_anew(tmp_path: Path) -> None:
    async def scenario() -> None:
        channel = opened("file", {"path": str(path)})
        await channel.deliver(message("k1"))
        path.unlink()
        await channel.deliver(message("k2"))
        await channel.close()

    path = tmp_path / "push.jsonl"
    asyncio.run(scenario())
    assert keys_in(path) == ["k2"]


def test_a_file_that_cannot_be_made_anew_is_made_when_it_can_be(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    path = folder / "push.jsonl"

    async def scenario() -> None:
        channel = opened("file", {"path": str(path)})
        await channel.deliver(message("k1"))
        path.unlink()
        folder.rmdir()
        folder.write_bytes(b"in the way")
        for _ in range(2):
            assert isinstance(await channel.deliver(message("k2")), Unavailable)
        folder.unlink()
        assert await channel.deliver(message("k2")) == Accepted(is_delivered=True)
        await channel.close()

    asyncio.run(scenario())
    assert keys_in(path) == ["k2"]


def test_who_gives_up_waiting_takes_nothing_back(tmp_path: Path) -> None:
    async def scenario() -> SendResult:
        channel = opened("file", {"path": str(path)})
        first = asyncio.ensure_future(channel.deliver(message("k1")))
        second = asyncio.ensure_future(channel.deliver(message("k1")))
        asyncio.get_running_loop().call_soon(first.cancel)
        result = await second
        await channel.close()
        return result

    path = tmp_path / "push.jsonl"
    assert asyncio.run(scenario()) == Accepted(is_delivered=True)
    assert keys_in(path) == ["k1"]


def test_a_path_that_cannot_be_written_is_told_when_the_channel_is_opened(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(ConfigError) as raised:
        opened("file", {"path": str(tmp_path / "taken" / "push.jsonl")})
    assert raised.value.arguments["reason"].startswith("the file cannot be opened: ")


def test_folders_are_made(tmp_path: Path) -> None:
    delivered(tmp_path / "a" / "b" / "push.jsonl", message("k1"))
    assert keys_in(tmp_path / "a" / "b" / "push.jsonl") == ["k1"]
