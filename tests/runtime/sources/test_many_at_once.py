"""Reading many lines or rows at once gives what reading them one by one gives."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from maflow.runtime.core.inputs import Event, Profile
from maflow.runtime.sources.errors import NotUnderstood
from maflow.runtime.sources.fast_lines import FastLines
from maflow.runtime.sources.files import read_users
from maflow.runtime.sources.lines import Block
from maflow.runtime.sources.profile_rows import ProfileRows
from maflow.runtime.sources.reader import RecordReader
from maflow.runtime.sources.rejects import Reject, RejectLog
from maflow.runtime.sources.share import Share
from tests.runtime.sources.declared import PROGRAM, TYPES

NOW = 1_772_445_600_000

moments = st.sampled_from(
    ["2026-03-02T10:00:00Z", "2026-03-02T10:00:00.5+08:00", "1969-12-31T23:59:59.999Z", "2026-03-02 10:00Z"]
)
declared = st.one_of(
    st.tuples(
        st.just("Cart Abandoned"), st.sampled_from([{}, {"value": 80.10}, {"value": "x"}, {"more": 1}])
    ),
    st.tuples(st.just("defaulted"), st.sampled_from([{}, {"count": 2}, {"level": None}, {"level": "tin"}])),
    st.tuples(st.just("Everything"), st.sampled_from([{"date": "2026-03-02"}, {"texts": ["a"]}])),
    st.tuples(st.just("odd names"), st.just({"order total": 5})),
)
foreign = st.tuples(st.sampled_from(["Home", "Search", "Something Else"]), st.just({}))
lines = st.builds(
    lambda user, what, time: {"user_id": user, "event": what[0], "time": time, "properties": what[1]},
    st.sampled_from(["u1", "u2", "u3"]),
    declared | foreign,
    moments,
)


SHARE = Share(0, 2)


def test_all_but_one_are_looked_after() -> None:
    assert [user_id for user_id in ("u1", "u2", "u3") if SHARE.has(user_id)] == ["u1", "u3"]


def one_by_one(reader: RecordReader, given: list[dict[str, object]]) -> list[Event]:
    taken = [reader.take_line(json.dumps(line)) for line in given]
    return [each for each in taken if isinstance(each, Event)]


@given(st.lists(st.lists(lines, max_size=4), min_size=1, max_size=3), st.booleans())
def test_blocks_of_lines_are_read_like_their_lines(
    blocks: list[list[dict[str, object]]], is_shared: bool
) -> None:
    share = SHARE if is_shared else None
    careful, reader = RecordReader(PROGRAM, share), RecordReader(PROGRAM, share)
    fast = FastLines(reader)
    for block in blocks:
        before = reader.tally.records
        events = fast.take_block(Block("\n".join(json.dumps(line) for line in block).encode(), 1))
        if events is None:
            assert reader.tally.records == before
            events = one_by_one(reader, block)
        expected = one_by_one(careful, block)
        assert [repr(event) for event in events] == [repr(event) for event in expected]
        assert reader.tally == careful.tally


def test_a_moment_far_away_among_others_is_left_to_the_careful_way() -> None:
    block = b"".join(
        b'{"user_id": "u1", "event": "Cart Abandoned", "time": "%b-03-02T10:00:00Z"}\n' % year
        for year in (b"2026", b"0026", b"2026")
    )
    assert FastLines(RecordReader(PROGRAM)).take_block(Block(block, 1)) is None


records = st.builds(
    lambda user, name: f'{{"user_id": "{user}",@"event": "{name}", "time": "2026-03-02T10:00:00Z"}}',
    st.sampled_from(["u1", "u2"]),
    st.sampled_from(["Cart Abandoned", "Home"]),
)
breaks = st.tuples(records, st.sampled_from(["", "\n"]), st.sampled_from(["\n", "\n", "\n\n", " "]))


@given(st.lists(breaks, max_size=8))
def test_no_event_is_lost_where_a_record_is_not_a_line(parts: list[tuple[str, str, str]]) -> None:
    block = "".join(record.replace("@", inside) + behind for record, inside, behind in parts)
    fast = FastLines(RecordReader(PROGRAM, SHARE))
    fast.take_block(Block(b'{"user_id": "u1", "event": "Home", "time": "2026-03-02T10:00:00Z"}', 1))
    events = fast.take_block(Block(block.encode(), 1))
    own = [record for record, _, _ in parts if '"u1"' in record and "Cart" in record]
    assert events is None or len(events) == len(own)


def test_lines_with_escapes_are_shared_many_at_a_time_as_well() -> None:
    line = '{"user_id": "%s", "event": "Cart Abandoned", "time": "2026-03-02T10:00:00Z"}'
    block = "\n".join(line % user_id for user_id in ("u1", "\\u00752", "\\u00753")).encode()
    events = FastLines(RecordReader(PROGRAM, SHARE)).take_block(Block(block, 1))
    assert events is not None
    assert [event.user_id for event in events] == ["u1", "u3"]


cells = st.sampled_from(
    [
        "",
        " ",
        "x",
        "1",
        "80.10",
        "5 USD",
        "2026-03-02",
        "10:00",
        "true",
        "gold",
        "a;b",
        "a@b.cd",
        "+8613800000000",
    ]
)
columns = st.lists(st.sampled_from([*TYPES, "consent", "tags", "more", "user_id"]), max_size=6)


@given(columns, st.data())
def test_a_row_gives_the_user_that_its_cells_give(names: list[str], data: st.DataObject) -> None:
    header = ["user_id", *names]
    reader, careful = RecordReader(PROGRAM), RecordReader(PROGRAM)
    take = ProfileRows(header, reader, NOW).take
    for _ in range(3):
        row = [data.draw(st.sampled_from(["", "u1"])), *(data.draw(cells) for _ in names)]
        filled = {name: cell for name, cell in zip(header, row, strict=True) if cell}
        try:
            expected = repr(careful.take_user(filled, NOW))
        except NotUnderstood as error:
            expected = error.reason
        try:
            found = repr(take(row))
        except NotUnderstood as error:
            found = error.reason
        assert found == expected
    assert reader.tally == careful.tally


def test_consents_that_misfit_are_counted_for_every_user() -> None:
    reader = RecordReader(PROGRAM)
    take = ProfileRows(["user_id", "consent"], reader, NOW).take
    for _ in range(3):
        take(["u1", "push;fax"])
    assert reader.tally.misfits.counts == {("user.consent", "value"): 3}


def test_rows_keep_their_lines_over_many_pieces(tmp_path: Path) -> None:
    path = tmp_path / "users.csv"
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(["user_id", "text"])
    for number in range(30_000):
        table.writerow([f"u{number}", f"caf\u00e9 {number}\nfirst floor" if number % 3 == 0 else "plain"])
        if number % 7_000 == 0:
            text.write(f"short{number}\r\n")
    path.write_text(text.getvalue(), "utf-8", newline="")
    found: list[Reject] = []
    users = list(read_users(str(path), NOW, RecordReader(PROGRAM), RejectLog(found.append)))
    assert users[3] == Profile("u3", NOW, {"text": "caf\u00e9 3\nfirst floor"})
    assert [user.user_id for user in users] == [f"u{number}" for number in range(30_000)]
    written = path.read_bytes().split(b"\n")
    assert [written[reject.line - 1].decode().rstrip() for reject in found] == [each.raw for each in found]
    assert [each.raw for each in found] == [f"short{number}" for number in range(0, 30_000, 7_000)]
