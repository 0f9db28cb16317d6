"""Files in columns are the same users and events as those that Python's readers read, value by value."""

from __future__ import annotations

import codecs
import gzip
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from maflow.runtime.core.inputs import Event, Profile
from maflow.runtime.errors import SourceError
from maflow.runtime.sources.files import read_events, read_users
from maflow.runtime.sources.reader import RecordReader
from maflow.runtime.sources.records import LONGEST_ID
from maflow.runtime.sources.rejects import Reject, RejectLog
from maflow.runtime.sources.tally import Tally
from maflow.runtime.sql.database import open_database
from maflow.runtime.sql.loading import Sources, load
from maflow.runtime.sql.tables import Tables
from tests.checkout import ROOT
from tests.runtime.sources.declared import PROGRAM, TYPES

CASES = ROOT / "tests" / "runtime" / "sources"
VALUES = yaml.safe_load((CASES / "values.yaml").read_text("utf-8"))
RECORDS = yaml.safe_load((CASES / "records.yaml").read_text("utf-8"))
TABLES = Tables(PROGRAM)
DAY = 86_400_000
HEAD = '"user_id": "u1", "event": "Everything", "time": "2026-03-02T10:00:00Z"'


@dataclass
class Read:
    """What was read, in the order of the log, and what became of every record."""

    events: list[tuple[Any, ...]]
    users: dict[str, Any]
    tally: Tally
    rejected: list[Reject]
    careful: int = 0


def plant(folder: Path, name: str, content: bytes | str) -> str:
    place = folder / name
    place.write_bytes(content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content)
    return str(place)


def same(value: Any) -> Any:
    """Return a value in the form in which both ways have it: numbers as floats, lists as tuples."""
    if isinstance(value, list | tuple):
        return tuple(map(same, value))
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def of_event(event: Event) -> tuple[Any, ...]:
    declared = {each.name: each for each in TABLES.event_types[event.name].properties}
    # Defaults are no matter of files.
    values = {name: same(value) for name, value in event.properties.items() if declared[name].default is None}
    return event.user_id, event.name, event.time, event.id, values


def in_python(users: Iterable[str], events: Iterable[str]) -> Read:
    rejected: list[Reject] = []
    rejects, reader = RejectLog(rejected.append), RecordReader(PROGRAM)
    read = [each for path in events for piece in read_events(path, reader, rejects) for each in piece]
    log = sorted(read, key=lambda each: each.at)
    seen: set[tuple[str, str]] = set()
    kept = []
    for event in log:
        if isinstance(event, Event) and (event.id is None or (event.user_id, event.id) not in seen):
            seen.add((event.user_id, event.id or ""))
            kept.append(of_event(event))
    profiles = [profile for path in users for profile in read_users(path, 0, reader, rejects)]
    people: dict[str, dict[str, Any]] = {}
    for profile in [*profiles, *(each for each in log if isinstance(each, Profile))]:
        person = people.setdefault(profile.user_id, {"tags": (), "consents": ()})
        person.update({name: same(value) for name, value in profile.attributes.items()})
        person["tags"] += tuple(tag for tag in profile.tags if tag not in person["tags"])
        person["consents"] += tuple((each.channel, each.category) for each in profile.consents)
    for each in log:
        people.setdefault(each.user_id, {"tags": (), "consents": ()})
    return Read(kept, people, reader.tally, sorted(rejected, key=lambda reject: reject.line))


def in_columns(users: Iterable[str], events: Iterable[str]) -> Read:
    rejected: list[Reject] = []
    sources = Sources(users=list(users), events=list(events), now_ms=0)
    with open_database() as connection:
        found = load(connection, TABLES, sources, RejectLog(rejected.append))
        log = [of_row(row) for row in rows(connection, "SELECT * FROM events ORDER BY position")]
        people = {row["user_id"]: of_person(row) for row in rows(connection, "SELECT * FROM users")}
    return Read(log, people, found.tally, sorted(rejected, key=lambda reject: reject.line), found.careful)


def rows(connection: Any, sql: str) -> list[dict[str, Any]]:
    result = connection.execute(sql)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def of_row(row: Mapping[str, Any]) -> tuple[Any, ...]:
    event = PROGRAM.events[row["event"]]
    values = {
        each.name: same(row[TABLES.properties[event.name, each.name].name])
        for each in event.properties
        if each.default is None
    }
    return row["user_id"], event.name, row["time"], row["id"], values


def of_person(row: Mapping[str, Any]) -> dict[str, Any]:
    consents = tuple((each["channel"], each["category"]) for each in row["consents"] or ())
    known = {
        name: same(row[column.name])
        for name, column in TABLES.attributes.items()
        if row[column.name] is not None
    }
    return {"tags": tuple(row["tags"] or ()), "consents": consents, **known}


def check(users: Iterable[str] = (), events: Iterable[str] = ()) -> Read:
    expected, found = in_python(users, events), in_columns(users, events)
    assert found.events == expected.events
    for person in expected.users.values():
        for name in [name for name, value in person.items() if value is None]:
            del person[name]
    assert found.users == expected.users
    assert found.rejected == expected.rejected
    assert found.tally == expected.tally
    return found


def test_every_value_of_an_event_is_the_same(tmp_path: Path) -> None:
    lines = [f'{{{HEAD}, "properties": {{{json.dumps(name)}: {given}}}}}' for name, given, _ in VALUES]
    check(events=[plant(tmp_path, "events.jsonl", "\n".join(lines))])


def test_every_value_of_a_user_is_the_same(tmp_path: Path) -> None:
    lines = [
        f'{{"user_id": "u{place}", {json.dumps(name)}: {given}}}'
        for place, (name, given, _) in enumerate(VALUES)
    ]
    check(users=[plant(tmp_path, "users.jsonl", "\n".join(lines))])


def test_every_text_is_the_same_in_a_table(tmp_path: Path) -> None:
    texts = [(name, json.loads(given)) for name, given, _ in VALUES if given.startswith('"')]
    texts += [(name, given) for name, given, _ in VALUES if given[:1].isdigit()]
    lines = ["user_id,event,time," + ",".join(TYPES)]
    for place, (name, text) in enumerate(texts):
        cells = [quoted(text) if other == name else "" for other in TYPES]
        lines.append(f"u{place},Everything,2026-03-02T10:00:00Z,{','.join(cells)}")
    # One row a file: a row that needs care makes its whole file need it.
    files = [plant(tmp_path, f"{place}.csv", f"{lines[0]}\n{line}\n") for place, line in enumerate(lines[1:])]
    assert 0 < check(events=files).careful < len(files)
    check(events=[plant(tmp_path, "events.csv", "\n".join(lines))])


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def test_every_record_is_the_same(tmp_path: Path) -> None:
    lines = [each["line"] for each in RECORDS["same"]] + [each["same_as"] for each in RECORDS["same"]]
    lines += [line for line, *_ in RECORDS["skipped"]] + [line for line, *_ in RECORDS["rejected"]]
    found = check(events=[plant(tmp_path, "events.jsonl", "\n\n".join(lines) + "\n \n")])
    assert found.tally.rejected == len(RECORDS["rejected"])


GOOD = '{"user_id": "u%d", "id": "%s", "event": "Cart Abandoned", "time": "%s", "properties": {"value": %s}}'
LOG = [
    GOOD % (1, "a", "2026-03-02T10:00:00Z", "80"),
    GOOD % (2, "a", "2026-03-02T09:00:00Z", "80.5"),
    GOOD % (1, "b", "2026-03-02T09:00:00.001Z", '"7"'),
    GOOD % (1, "a", "2026-03-02T11:00:00Z", "81"),
    GOOD % (2, "a", "2026-03-02T08:59:59.999Z", "81"),
    '{"type": "identify", "userId": "u1", "timestamp": "2026-03-02T09:30:00Z", "traits": {"text": "x"}}',
    "nonsense",
    '{"user_id": "caf\udce9", "event": "x", "time": "2026-03-02T10:00:00Z"}',
]


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("events.jsonl", lambda text: text),
        ("events.jsonl", lambda text: codecs.BOM_UTF8 + text.replace(b"\n", b"\r\n\r\n")),
        ("events.jsonl.gz", gzip.compress),
        ("events[1].jsonl", lambda text: text),
        ("events.log", lambda text: text),
    ],
)
def test_order_duplicates_profiles_and_rejects_are_the_same(
    name: str, pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    content = pack("\n".join(LOG).encode("utf-8", "surrogateescape"))
    found = check(events=[plant(tmp_path, name, content)])
    assert [event[2] % DAY for event in found.events] == [32_399_999, 32_400_001, 36_000_000]
    assert [reject.line % 2 for reject in found.rejected]


def test_several_files_are_one_log(tmp_path: Path) -> None:
    first, second = "\n".join(LOG[:2]), "\n".join(reversed(LOG[:6]))
    check(events=[plant(tmp_path, "1.jsonl", first), plant(tmp_path, "2.jsonl", second)])


@pytest.mark.parametrize(
    "content",
    [
        "user_id,text,money,tags,consent\nu1,a,80.00,a; b,push;sms:promotional\nu2,,,,\n",
        '\ufeffuser_id;text;money\r\nu1;"a;""b\r\nc";-5\r\n',
        "user_id\ttext\nu1\tü\nu1\tb\n",
        "user_id,text\nu1,a,b\nu2\nu3,c\n",
        "user_id,text\nu1,caf\udce9\nu2,b\n",
        "sep=;\nuser_id;text\nu1;a\n",
        "user_id,consent\nu1,fax\nu2,push:nothing\n",
        'user_id,text\nu1,a"b\nu2,"c\n',
        "user_id,text,,\nu1,a,b,c\n",
        " user_id , text \nu1,a\n\n,\n,b\n",
    ],
)
def test_tables_of_users_are_the_same(content: str, tmp_path: Path) -> None:
    check(users=[plant(tmp_path, "users.csv", content)])


@pytest.mark.parametrize("read", [in_python, in_columns])
def test_a_column_that_stands_twice_is_refused(
    read: Callable[[Iterable[str], Iterable[str]], Read], tmp_path: Path
) -> None:
    path = plant(tmp_path, "users.csv", "user_id,text,text\nu1,a,b\n")
    with pytest.raises(SourceError) as raised:
        read([path], [])
    assert (raised.value.key, raised.value.arguments["columns"]) == ("sources.column-twice", "`text`")


@pytest.mark.parametrize("key", ["user_id", "id", "event"])
def test_ids_keep_to_the_same_bound(key: str, tmp_path: Path) -> None:
    record = {"user_id": "u1", "event": "Everything", "time": "2026-03-02T10:00:00Z", "id": "e1"}
    records = [{**record, key: "\U0001f6d2" * length} for length in (LONGEST_ID, LONGEST_ID + 1)]
    rows = [record, *(each.values() for each in records)]
    path = plant(tmp_path, "events.csv", "".join(",".join(row) + "\n" for row in rows))
    assert [each.line for each in check(events=[path]).rejected] == [3]
    path = plant(tmp_path, "events.jsonl", "".join(json.dumps(each) + "\n" for each in records))
    assert [each.line for each in check(events=[path]).rejected] == [2]
    if key == "user_id":
        path = plant(
            tmp_path,
            "users.csv",
            "".join(f"{row}\n" for row in ("user_id", *(each[key] for each in records))),
        )
        assert [each.line for each in check(users=[path]).rejected] == [3]


@pytest.mark.parametrize("content", ["", "\n \n", "\ufeff"])
def test_an_empty_file_has_no_events(content: str, tmp_path: Path) -> None:
    found = check(events=[plant(tmp_path, "events.jsonl", content)])
    assert (found.events, found.users) == ([], {})


def test_a_table_may_be_all_header(tmp_path: Path) -> None:
    found = check(
        users=[plant(tmp_path, "users.csv", "user_id,text\n")],
        events=[plant(tmp_path, "events.csv", "user_id,event,time,value")],
    )
    assert (found.events, found.users) == ([], {})


def test_users_of_several_files_are_joined(tmp_path: Path) -> None:
    lines = '{"user_id": "u1", "text": null, "consent": ["sms"]}\n{"user_id": "u2", "number": 1}\n'
    table = "user_id,text,number,consent,tags\nu1,a,5,push,x\nu3,b,,,\n"
    check(users=[plant(tmp_path, "a.csv", table), plant(tmp_path, "b.jsonl", lines)])


PARQUET = """
COPY (SELECT * FROM (VALUES
  ('u1', TIMESTAMP '2026-03-02 10:00:00.1239', 'a', 1.5::DECIMAL(9, 2), 2.0::DOUBLE, 3::BIGINT, TRUE),
  ('u2', TIMESTAMP '1969-12-31 23:59:59.9995', '', 80.1::DECIMAL(9, 2), 0.1::DOUBLE, NULL, FALSE)
) v(user_id, moment, text, money, number, integer, boolean)) TO {} (FORMAT parquet)
"""
ODD_PARQUET = """
COPY (SELECT 'u1' AS user_id, 2.0::DOUBLE AS text, DATE '2026-03-02' AS date, TIME '10:00' AS time_of_day,
  ['a', 'b'] AS texts, {{'amount': '5', 'currency': 'CNY'}} AS money, 0.1::FLOAT AS number,
  TIMESTAMPTZ '2026-03-02 10:00:00+08' AS moment, 1 AS boolean
) TO {} (FORMAT parquet)
"""


@pytest.mark.parametrize("sql", [PARQUET, ODD_PARQUET])
def test_users_in_parquet_are_the_same(sql: str, tmp_path: Path) -> None:
    path = tmp_path / "users.parquet"
    with open_database() as connection:
        connection.execute(sql.format(f"'{path}'"))
    check(users=[str(path)])


def test_events_in_parquet_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "events.parquet"
    with open_database() as connection:
        connection.execute(
            "COPY (SELECT 'u' || (range % 3) AS user_id, 'Cart Abandoned' AS event, range / 8 AS value, "
            "TIMESTAMP '2026-03-02 10:00' - INTERVAL (range % 7) HOUR AS time FROM range(50)) "
            f"TO '{path}' (FORMAT parquet)"
        )
    assert len(check(events=[str(path)]).events) == 50


PLAIN = {
    "text": '"a \\"quoted\\" \\u00e9"',
    "number": "3.5",
    "integer": "-12",
    "boolean": "false",
    "money": "80.10",
    "dollars": '{"amount": "5.00", "currency": "USD"}',
    "date": '"2026-03-02"',
    "time_of_day": '"09:30"',
    "moment": '"2026-03-02T10:00:00.125Z"',
    "zone": '"Asia/Shanghai"',
    "phone": '"+8613800000000"',
    "email": '"ann@shop.example"',
    "url": '"https://shop.example/?a=1"',
    "channel": '"push"',
    "level": '"gold"',
    "percent": "0.4",
    "texts": '"a; b"',
}


def test_what_is_written_plainly_is_read_in_columns(tmp_path: Path) -> None:
    # Otherwise the comparisons above could compare Python with itself.
    assert TYPES.keys() - PLAIN.keys() == {"duration", "amounts"}
    body = ", ".join(f'"{name}": {given}' for name, given in PLAIN.items())
    cells = {name: json.loads(given) for name, given in PLAIN.items() if name != "dollars"}
    row = ",".join(quoted(str(cell)) for cell in cells.values())
    events = plant(tmp_path, "events.jsonl", f'{{{HEAD}, "id": "7", "properties": {{{body}}}}}\n')
    users = plant(tmp_path, "users.jsonl", f'{{"user_id": "u1", {body}, "consent": "push", "tags": "a;b"}}\n')
    table = plant(tmp_path, "users.csv", f"user_id,{','.join(cells)}\nu2,{row}\n")
    assert check(users=[users, table], events=[events]).careful == 0


def test_only_the_lines_that_need_care_are_read_in_python(tmp_path: Path) -> None:
    assert check(events=[plant(tmp_path, "events.jsonl", "\n".join(LOG))]).careful == 1


@pytest.mark.slow
def test_lines_are_numbered_over_all_parts_of_a_large_file(tmp_path: Path) -> None:
    lines = [GOOD % (number, number, "2026-03-02T10:00:00Z", number) for number in range(400_000)]
    for place in (0, 123_456, 399_999):
        lines[place] = "nonsense"
    lines[200_000] += "\n\n"
    found = check(events=[plant(tmp_path, "events.jsonl", "\n".join(lines))])
    assert [reject.line for reject in found.rejected] == [1, 123_457, 400_002]
