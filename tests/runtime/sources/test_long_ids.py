"""Ids of users and events, and names of events: as long as is allowed they are taken, longer never."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from maflow.runtime.core.inputs import Event, Profile
from maflow.runtime.sources.errors import NotUnderstood
from maflow.runtime.sources.files import read_events, read_users
from maflow.runtime.sources.reader import RecordReader
from maflow.runtime.sources.records import LONGEST_ID
from maflow.runtime.sources.rejects import Reject, RejectLog
from tests.runtime.sources.declared import PROGRAM

# Beyond the first 65,536 characters: four bytes each.
JUST, LONG = "\U0001f6d2" * LONGEST_ID, "\U0001f6d2" * (LONGEST_ID + 1)
SHORT = {"user_id": "u1", "event": "Cart Abandoned", "time": "2026-03-02T10:00:00Z", "id": "e1"}
FOREIGN = {**SHORT, "event": "viewed", "properties": {"value": 1}}


def lines(*records: dict[str, object]) -> str:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records)


def table(*records: dict[str, object]) -> str:
    return "".join(",".join(map(str, row)) + "\n" for row in (SHORT, *(each.values() for each in records)))


Taken = list[Event | Profile]


def read(path: Path, *, users: bool = False) -> tuple[Taken, list[Reject]]:
    rejected: list[Reject] = []
    reader, rejects = RecordReader(PROGRAM), RejectLog(rejected.append)
    if users:
        return list(read_users(str(path), 0, reader, rejects)), rejected
    return [each for piece in read_events(str(path), reader, rejects) for each in piece], rejected


@pytest.mark.parametrize("key", ["user_id", "id", "event"])
@pytest.mark.parametrize(
    ("name", "written", "first"),
    [
        ("events.jsonl", lines, 1),
        # Among lines of other kinds, which are read in another way.
        ("events.jsonl", lambda *records: lines(FOREIGN, *records), 2),
        ("events.csv", table, 2),
    ],
)
def test_files_of_events_keep_to_the_bound(
    key: str, name: str, written: Callable[..., str], first: int, tmp_path: Path
) -> None:
    just, long = {**SHORT, key: JUST}, {**SHORT, key: LONG}
    (tmp_path / name).write_text(written(just, SHORT, long), encoding="utf-8")
    taken, (rejected,) = read(tmp_path / name)
    assert len(taken) == (1 if key == "event" else 2)
    assert rejected.line == first + 2
    assert rejected.reason.startswith(f"`{key}` is `")
    assert rejected.reason.endswith("513 characters long: expected at most 512")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("users.csv", f"user_id,text\n{JUST},a\n{LONG},b\n"),
        ("users.jsonl", lines({"user_id": JUST}, {"user_id": LONG})),
    ],
)
def test_files_of_users_keep_to_the_bound(name: str, content: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    taken, (rejected,) = read(tmp_path / name, users=True)
    assert [each.user_id for each in taken] == [JUST]
    assert rejected.reason.endswith("513 characters long: expected at most 512")


CALL = {"type": "track", "userId": "u1", "event": "Cart Abandoned", "timestamp": "2026-03-02T10:00:00Z"}
CLOUD = {"specversion": "1.0", "id": "7", "source": "/shop", "type": "Cart Abandoned", "subject": "u1"}


@pytest.mark.parametrize(
    ("record", "key"),
    [
        (CALL, "userId"),
        (CALL, "messageId"),
        (CALL, "event"),
        ({**CALL, "type": "page"}, "userId"),
        (CLOUD, "subject"),
        (CLOUD, "id"),
        (CLOUD, "source"),
        (CLOUD, "type"),
    ],
)
def test_other_dialects_keep_to_the_bound(record: dict[str, object], key: str) -> None:
    reader = RecordReader(PROGRAM)
    reader.take({**record, key: JUST}, at=0)
    with pytest.raises(NotUnderstood, match="513 characters long"):
        reader.take({**record, key: LONG}, at=0)


def test_a_number_as_an_id_keeps_to_the_bound() -> None:
    reader = RecordReader(PROGRAM)
    assert isinstance(reader.take({**SHORT, "user_id": 10**511}), Event)
    with pytest.raises(NotUnderstood, match="513 characters long"):
        reader.take({**SHORT, "user_id": 10**512})


def test_a_number_that_is_immense_is_said_to_be_too_large() -> None:
    with pytest.raises(NotUnderstood, match="expected at most 4300 digits"):
        RecordReader(PROGRAM).take_line('{"user_id": %s}' % ("1" * 5_000))
