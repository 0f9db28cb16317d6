"""Files of events and users: their kinds, their order, and what is rejected with its line."""

from __future__ import annotations

import codecs
import gzip
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from decimal import Decimal
from io import BytesIO, TextIOWrapper
from pathlib import Path

import msgspec
import pytest

from maflow.dsl.catalogue import LANGUAGES, sentence
from maflow.dsl.diagnostics import Text
from maflow.runtime.core.inputs import ConsentStatement, Event, Profile
from maflow.runtime.errors import SourceError
from maflow.runtime.sources.errors import TooManyRejects
from maflow.runtime.sources.files import read_events, read_users
from maflow.runtime.sources.order import ordered
from maflow.runtime.sources.reader import RecordReader
from maflow.runtime.sources.rejects import Reject, RejectFile, RejectLog
from maflow.runtime.sources.tally import Misfits, Sample
from tests.runtime.sources.declared import PROGRAM

NOW = 1_772_445_600_000
GOOD = (
    '{"user_id": "u%d", "event": "Cart Abandoned", "time": "2026-03-02T10:00:00Z", '
    '"properties": {"value": 80}}'
)


class Files:
    """Files in a folder, read with one reader."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reader = RecordReader(PROGRAM)
        self.file = RejectFile(folder / "rejects.jsonl")
        self.rejects = RejectLog(self.file.write)

    def plant(self, name: str, content: bytes | str) -> str:
        place = self.folder / name
        place.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(place)

    def events(self, name: str, content: bytes | str) -> list[Event | Profile]:
        path = self.plant(name, content)
        found = [event for piece in read_events(path, self.reader, self.rejects) for event in piece]
        self.file.close()
        return found

    def users(self, name: str, content: bytes | str) -> list[Profile]:
        found = list(read_users(self.plant(name, content), NOW, self.reader, self.rejects))
        self.file.close()
        return found

    def rejected(self) -> list[tuple[int, str]]:
        """Return what was rejected; that was counted, too."""
        lines = (self.folder / "rejects.jsonl").read_bytes().splitlines()
        rejects = (msgspec.json.decode(line, type=Reject) for line in lines)
        found = [(each.line, each.reason) for each in rejects]
        assert len(found) == self.reader.tally.rejected == self.rejects.count
        return found


@pytest.fixture
def files(tmp_path: Path) -> Iterator[Files]:
    found = Files(tmp_path)
    yield found
    found.file.close()


def ids(events: list[Event | Profile]) -> list[str]:
    return [event.user_id for event in events]


LINES = "".join(f"{GOOD % number}\n" for number in range(3))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("events.jsonl", LINES.encode()),
        ("events.ndjson", LINES.rstrip().encode()),
        ("events.jsonl", codecs.BOM_UTF8 + LINES.replace("\n", "\r\n\r\n").encode()),
        ("events.jsonl.gz", gzip.compress(LINES.encode())),
        ("events.jsonl", gzip.compress(LINES[:120].encode()) + gzip.compress(LINES[120:].encode())),
        ("events.log", LINES.encode()),
    ],
    ids=["plain", "no-last-end", "mark-and-crlf", "packed", "packed-twice", "told-by-content"],
)
def test_json_lines_are_read(name: str, content: bytes, files: Files) -> None:
    events = files.events(name, content)
    assert ids(events) == ["u0", "u1", "u2"]
    assert events[0] == Event("u0", "cart_abandoned", NOW, NOW, {"cart_id": None, "value": Decimal(80)}, None)
    assert not (files.folder / "rejects.jsonl").exists()


def test_a_line_that_cannot_be_understood_costs_no_other(files: Files) -> None:
    lines = [GOOD % 0, "", '{"user_id": "u1"', GOOD % 2, '{"user_id": "ü", "event": "x"}', GOOD % 4]
    assert ids(files.events("events.jsonl", "\n".join(lines))) == ["u0", "u2", "u4"]
    assert [line for line, _ in files.rejected()] == [3]
    assert files.reader.tally.skipped == {"x": 1}
    reject = msgspec.json.decode((files.folder / "rejects.jsonl").read_bytes(), type=Reject)
    assert (reject.raw, reject.file) == (lines[2], str(files.folder / "events.jsonl"))


@pytest.mark.parametrize("between", [b" ", b"", b"\t", b"\r"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_line_is_a_record_however_many_records_stand_in_as_many_lines(
    between: bytes, end: bytes, files: Files
) -> None:
    good = GOOD.encode()
    begin, middle, rest = (good % 3).partition(b'"time"')
    lines = [good % 1 + between + good % 2, begin, middle + rest, good % 4]
    assert ids(files.events("e.jsonl", end.join([*lines, b""]))) == ["u4"]
    assert [line for line, _ in files.rejected()] == [1, 2, 3]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b" \n", b"\n "])
def test_ends_of_lines_and_blanks_around_them_change_nothing(end: bytes, files: Files) -> None:
    lines = [GOOD.encode() % number for number in range(3)]
    assert ids(files.events("e.jsonl", end.join([*lines, b""]))) == ["u0", "u1", "u2"]
    assert files.reader.tally.records == 3


def test_numbers_of_lines_go_on_over_blocks(files: Files) -> None:
    lines = [GOOD % number for number in range(9000)]
    lines[7000] = "nonsense"
    lines[8999] = '{"user_id": "caf\udce9"}'
    content = "\n".join(lines).encode("utf-8", "surrogateescape")
    assert len(content) > 3 * (1 << 18)
    assert len(files.events("events.jsonl", content)) == 8998
    assert [line for line, _ in files.rejected()] == [7001, 9000]
    assert "caf\\xe9" in (files.folder / "rejects.jsonl").read_bytes().decode("unicode-escape")


def test_profiles_stand_among_the_events(files: Files) -> None:
    identify = '{"type": "identify", "userId": "u9", "timestamp": "2026-03-02T10:00:00Z", "traits": {}}'
    events = files.events("events.jsonl", f"{GOOD % 0}\n{identify}\n{GOOD % 1}\n")
    assert [type(event) for event in events] == [Event, Profile, Event]


def test_too_many_rejects_stop(files: Files) -> None:
    files.rejects = RejectLog(files.file.write, most=1)
    with pytest.raises(TooManyRejects) as error:
        files.events("events.jsonl", "a\nb\nc\n")
    assert (error.value.count, error.value.most, error.value.line) == (2, 1, 2)
    files.file.close()
    assert [line for line, _ in files.rejected()] == [1, 2]


@pytest.mark.parametrize("content", [b"", b"PAR1 and no more", b"PAR1" + b"x" * 100 + b"PAR1"])
def test_what_is_no_parquet_is_said_in_both_languages(content: bytes, files: Files) -> None:
    pytest.importorskip("duckdb")
    with pytest.raises(SourceError) as raised:
        files.users("users.parquet", content)
    said = [sentence(Text(raised.value.key, raised.value.arguments), lang) for lang in LANGUAGES]
    path = files.folder / "users.parquet"
    assert said == [
        f"`{path}` is damaged or cut off: it is no Parquet, or its end is missing",
        f"`{path}` 已损坏或不完整：它不是 Parquet，或缺少结尾",
    ]


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("events.jsonl", None, "config.no-such-path"),
        ("events.jsonl.gz", gzip.compress(LINES.encode())[:-9], "sources.damaged"),
        ("events.jsonl.gz", gzip.compress(LINES.encode())[:-4] + b"abcd", "sources.damaged"),
        ("events.json", json.dumps([json.loads(GOOD % 0)], indent=1).encode(), "sources.json-list"),
        ("events.txt", b"user u1 did something", "sources.unknown-kind"),
        ("events.csv", b"", "sources.no-header"),
        ("events.csv", b"user_id,when\n", "sources.no-column"),
        ("events.csv", b"user_id,event,time,value,note, value\n", "sources.column-twice"),
        ("events.parquet", b"PAR1 and no more", "sources.damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_an_error_that_says_so(
    name: str, content: bytes | None, key: str, files: Files
) -> None:
    if key == "sources.damaged" and name.endswith("parquet"):
        pytest.importorskip("duckdb")
    path = files.plant(name, content or b"")
    if content is None:
        Path(path).unlink()
    with pytest.raises(SourceError) as error:
        list(read_events(path, files.reader, files.rejects))
    assert error.value.key == key
    assert error.value.arguments["path"] == path


def test_a_folder_is_no_file(files: Files) -> None:
    with pytest.raises(SourceError, match=r"config\.unreadable"):
        list(read_events(str(files.folder), files.reader, files.rejects))


def test_events_come_through_stdin(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = TextIOWrapper(BytesIO(LINES.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    found = [event for piece in read_events("-", files.reader, files.rejects) for event in piece]
    assert ids(found) == ["u0", "u1", "u2"]
    assert not stdin.buffer.closed


def test_a_pipe_is_read_as_far_as_it_goes(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    with open(reading, "rb") as stdin, open(writing, "wb", buffering=0) as pipe:
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(stdin))
        pieces = read_events("-", files.reader, files.rejects)
        pipe.write(f"{GOOD % 1}\n".encode())
        assert ids(next(pieces)) == ["u1"]
        pipe.write(f"{GOOD % 2}\n{GOOD % 3}".encode())
        assert ids(next(pieces)) == ["u2"]
        pipe.close()
        assert ids(next(pieces)) == ["u3"]
        assert list(pieces) == []


CSV = '''user_id,event,time,id,cart_id,value,colour
u0,Cart Abandoned,2026-03-02T10:00:00Z,e1,c1,80.10,red
17,Cart Abandoned,2026-03-02 18:00+08:00,,,,
u2,Something Else,2026-03-02T10:00:00Z,,"a, ""b""",5 USD,
u2,Cart Abandoned,2026-03-02T10:00:00Z,,"a, ""b""
c",5 USD,
'''


@pytest.mark.parametrize(
    "content",
    [
        CSV.encode(),
        codecs.BOM_UTF8 + CSV.encode(),
        CSV.encode("utf-16"),
        ("sep=,\n" + CSV).encode(),
        CSV.replace("a, ", "a; ").replace(",", ";").replace("a; ", "a, ").encode(),
        gzip.compress(CSV.encode()),
    ],
    ids=["plain", "mark", "utf-16", "sep", "semicolons", "packed"],
)
def test_csv_is_read(content: bytes, files: Files) -> None:
    assert files.events("events.csv", content) == [
        Event("u0", "cart_abandoned", NOW, NOW, {"cart_id": "c1", "value": Decimal("80.10")}, "e1"),
        Event("17", "cart_abandoned", NOW, NOW, {"cart_id": None, "value": None}),
        Event("u2", "cart_abandoned", NOW, NOW, {"cart_id": 'a, "b"\nc', "value": None}),
    ]
    assert files.reader.tally.skipped == {"Something Else": 1}
    assert files.reader.tally.misfits.counts == {("cart_abandoned.value", "currency"): 1}


def test_a_row_that_cannot_be_understood_costs_no_other(files: Files) -> None:
    rows = [
        "user_id,event,time",
        "u0,Cart Abandoned,2026-03-02T10:00:00Z",
        "",
        "u1,Cart Abandoned",
        'u2,"Cart"Abandoned,2026-03-02T10:00:00Z',
        "u3,Cart Abandoned,yesterday",
        "caf\udce9,Cart Abandoned,2026-03-02T10:00:00Z",
        "u4,Cart Abandoned,2026-03-02T10:00:00Z",
        'u5,"Cart Abandoned,2026-03-02T10:00:00Z',
    ]
    content = "\n".join(rows).encode("utf-8", "surrogateescape")
    assert ids(files.events("events.csv", content)) == ["u0", "u4"]
    assert files.rejected() == [
        (4, "this row has 2 cells: expected 3, as in the header"),
        (
            5,
            "this is no row of CSV: something stands behind a closing quotation mark; "
            "inside of a cell it is written twice",
        ),
        (6, '`time` is `"yesterday"`: expected a moment such as `2026-11-10T12:30:00Z`'),
        (7, "this is not UTF-8: save the file in that encoding"),
        (9, "this is no row of CSV: a quotation mark is opened and never closed"),
    ]


USERS = [
    Profile(
        "u0",
        NOW,
        {"phone": "+8613800000000", "integer": 5, "date": 1},
        (ConsentStatement(True, "push"), ConsentStatement(True, "sms", "promotional")),
        ("a", "b"),
    ),
    Profile("u1", NOW, {"phone": None}),
]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "users.csv",
            "user_id,phone,integer,date,consent,tags,more\n"
            "u0,+8613800000000,5,1970-01-02,push;sms:promotional,a;b,x\nu1,138,,,,,\n",
        ),
        (
            "users.jsonl",
            '{"user_id": "u0", "phone": "+8613800000000", "integer": 5, "date": "1970-01-02", "more": "x",'
            ' "consent": "push;sms:promotional", "tags": "a;b"}\n{"user_id": "u1", "phone": "138"}\n',
        ),
    ],
)
def test_users_are_read(name: str, content: str, files: Files) -> None:
    assert files.users(name, content) == USERS
    assert files.reader.tally.misfits.counts == {("user.phone", "value"): 1}


MISFITS = {
    "events.jsonl": (
        f"{GOOD % 0}\n\n{(GOOD % 1).replace('80', '[80]')}\n{(GOOD % 2).replace('80', '[81]')}\n",
        (3, [80]),
    ),
    "events.csv": (
        'user_id,event,time,cart_id,value\nu0,Cart Abandoned,2026-03-02T10:00:00Z,"a\nb",80\n'
        'u1,Cart Abandoned,2026-03-02T10:00:00Z,,"80,00 €"\nu2,Cart Abandoned,2026-03-02T10:00:00Z,,x\n',
        (4, "80,00 €"),
    ),
}


@pytest.mark.parametrize("name", MISFITS)
def test_the_first_value_that_does_not_fit_is_known_with_its_line(name: str, files: Files) -> None:
    content, (line, value) = MISFITS[name]
    files.events("a.jsonl", f"{GOOD % 0}\n")
    assert len(files.events(name, content)) == 3
    misfits = files.reader.tally.misfits
    assert misfits.counts == {("cart_abandoned.value", "value"): 2}
    place = str(files.folder / name)
    assert misfits.samples == {("cart_abandoned.value", "value"): Sample(2, line, place, value)}


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("users.csv", "user_id,phone,consent\nu0,,push\n\nu1,138,push;fax\nu2,139,fax\n", 4),
        (
            "users.jsonl",
            '{"user_id": "u0"}\n{"user_id": "u1", "phone": "138", "consent": ["push", "fax"]}\n'
            '{"user_id": "u2", "phone": "139", "consent": "fax"}\n',
            2,
        ),
    ],
)
def test_the_first_value_of_a_user_that_does_not_fit_is_known_with_its_line(
    name: str, content: str, line: int, files: Files
) -> None:
    files.users(name, content)
    place = str(files.folder / name)
    assert files.reader.tally.misfits.samples == {
        ("user.phone", "value"): Sample(1, line, place, "138"),
        ("user.consent", "value"): Sample(1, line, place, "fax"),
    }


def test_of_two_parts_the_sample_that_stands_first_is_kept() -> None:
    kind = ("user.phone", "value")
    samples = [Sample(2, 1, "b", "x"), Sample(1, 9, "a", "y"), Sample(1, 30, "a", "z")]
    whole = Misfits()
    for sample in samples:
        whole.join(Misfits(Counter([kind]), {kind: sample}))
    assert (whole.counts, whole.samples) == ({kind: 3}, {kind: samples[1]})


def test_a_user_that_cannot_be_understood_costs_no_other(files: Files) -> None:
    users = files.users("users.jsonl", '{"user_id": "u0"}\n{"id": 5}\n{"user_id": "u1"}')
    assert [user.user_id for user in users] == ["u0", "u1"]
    assert [line for line, _ in files.rejected()] == [2]


def parquet(files: Files, name: str, query: str) -> str:
    duckdb = pytest.importorskip("duckdb")
    path = str(files.folder / name)
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return path


def test_parquet_is_read(files: Files) -> None:
    rows = """
        SELECT * FROM (VALUES
            (17, 'Everything', TIMESTAMPTZ '2026-03-02 18:00:00+08', 11.77::DOUBLE, DATE '1970-01-02', ['a']),
            (18, 'Something Else', TIMESTAMPTZ '2026-03-02 18:00:00+08', NULL, NULL, NULL),
            (19, NULL, TIMESTAMPTZ '2026-03-02 18:00:00+08', NULL, NULL, NULL)
        ) AS t(user_id, event, time, money, date, texts)"""
    path = parquet(files, "events.parquet", rows)
    pieces = read_events(path, files.reader, files.rejects)
    (event,) = [event for piece in pieces for event in piece]
    assert isinstance(event, Event)
    assert (event.user_id, event.time) == ("17", NOW)
    known = {name: value for name, value in event.properties.items() if value is not None}
    assert known == {"money": Decimal("11.77"), "date": 1, "texts": ("a",)}
    assert files.reader.tally.skipped == {"Something Else": 1}
    assert files.rejected() == [(3, "there is no `event`: expected the name of an event")]


def test_timestamps_without_a_zone_are_utc(files: Files) -> None:
    row = "SELECT 'u1' AS user_id, 'Everything' AS event, TIMESTAMP '2026-03-02 10:00:00' AS time"
    pieces = read_events(parquet(files, "events.pq", row), files.reader, files.rejects)
    assert [event.at for piece in pieces for event in piece] == [NOW]


def test_users_are_read_from_parquet(files: Files) -> None:
    rows = """SELECT 'u0' AS user_id, '+8613800000000' AS phone, 5 AS integer, DATE '1970-01-02' AS date,
        'push;sms:promotional' AS consent, ['a', 'b'] AS tags
        UNION ALL SELECT 'u1', '138', NULL, NULL, NULL, NULL"""
    path = parquet(files, "users.parquet", rows)
    assert list(read_users(path, NOW, files.reader, files.rejects)) == USERS
    misfits = files.reader.tally.misfits
    assert misfits.samples == {("user.phone", "value"): Sample(1, 2, path, "138")}


def test_without_duckdb_parquet_says_what_to_install(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(SourceError) as error:
        list(read_events(files.plant("events.parquet", b"PAR1"), files.reader, files.rejects))
    assert (error.value.key, error.value.arguments["extra"]) == ("sources.missing-extra", "analytics")


def event(number: int, at: int) -> Event:
    return Event(f"u{number}", "cart_abandoned", at, at, {"value": Decimal("1.10")})


@pytest.mark.parametrize("room", [1, 2, 3, 100])
def test_a_history_is_sorted_by_time_and_ties_keep_their_order(room: int) -> None:
    times = [5, 3, 5, 1, 3, 5, 1]
    inputs = [event(number, at) for number, at in enumerate(times)]
    with ExitStack() as stack:
        history = ordered(([each] for each in inputs), stack, room)
        assert (history.first, history.last) == (1, 5)
        assert list(history.inputs) == sorted(inputs, key=lambda each: each.at)


def test_a_history_of_nothing_has_no_time() -> None:
    with ExitStack() as stack:
        history = ordered([[], []], stack)
        assert (history.first, history.last, list(history.inputs)) == (None, None, [])


def test_what_was_rejected_before_stays_where_a_host_goes_on_and_stands_there_once(tmp_path: Path) -> None:
    path = tmp_path / "rejects.jsonl"
    first, second, third = (Reject("-", line, "no JSON", "{") for line in (1, 2, 3))
    for process in ([first, second], [first], [second, third, third]):
        file = RejectFile(path, goes_on=True)
        for each in process:
            file.write(each)
        file.close()
    lines = path.read_bytes().splitlines()
    assert [msgspec.json.decode(line, type=Reject) for line in lines] == [first, second, third, third]


def test_a_record_does_not_stand_behind_one_that_was_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "rejects.jsonl"
    path.write_bytes(b'{"file":"-","li')
    file = RejectFile(path, goes_on=True)
    file.write(Reject("-", 1, "no JSON", "{"))
    file.close()
    assert msgspec.json.decode(path.read_bytes().splitlines()[1], type=Reject).line == 1


def test_a_file_of_rejects_that_does_not_go_on_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "rejects.jsonl"
    path.write_bytes(b"old\n")
    file = RejectFile(path)
    file.write(Reject("-", 1, "no JSON", "{"))
    file.close()
    assert len(path.read_bytes().splitlines()) == 1


def test_a_cell_that_is_immense_is_said_to_be_too_long(files: Files) -> None:
    rows = f"user_id,event,time\nu1,{'x' * 140_000},2026-03-02T10:00:00Z\n"
    assert files.events("events.csv", rows) == []
    ((line, reason),) = files.rejected()
    assert (line, "a cell is longer than 131072 characters" in reason) == (2, True)
