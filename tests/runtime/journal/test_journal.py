"""The journal: what a line looks like, in which order lines come, and how they are read back."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maflow.runtime.core.journal import Decision, DecisionKind
from maflow.runtime.journal.reader import JournalError, read_journal
from maflow.runtime.journal.writer import journal_lines, journal_writer

NOON = 1_762_776_000_000
SENT = Decision(
    NOON + 500,
    "u1",
    "sent",
    "cart",
    "cart/u1/1",
    "send.note",
    "sms",
    "note",
    arm="ten",
    rule="at most 1 sms per calendar day",
    reason="limits",
    until=NOON + 3_600_000,
    value="80.00 CNY",
    cost="0.03 CNY",
    key="ab12",
)


def written(decisions: list[Decision]) -> bytes:
    pieces: list[bytes] = []
    writer = journal_writer(pieces.append)
    for decision in decisions:
        writer.add([decision])
    writer.close()
    return b"".join(pieces)


def test_a_line_has_its_fields_in_the_order_of_the_format() -> None:
    assert written([SENT]).decode() == (
        '{"time":"2025-11-10T12:00:00.500Z","user_id":"u1","campaign":"cart","run":"cart/u1/1",'
        '"node":"send.note","kind":"sent","channel":"sms","message":"note","arm":"ten",'
        '"rule":"at most 1 sms per calendar day","reason":"limits","until":"2025-11-10T13:00:00Z",'
        '"value":"80.00 CNY","cost":"0.03 CNY","key":"ab12"}\n'
    )


def test_fields_that_do_not_apply_are_left_out() -> None:
    late = Decision(NOON, "会员", "late", reason="lateness", value="order_paid")
    assert written([late]).decode() == (
        '{"time":"2025-11-10T12:00:00Z","user_id":"会员","kind":"late","reason":"lateness","value":"order_paid"}\n'
    )


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (False, "false"), (0.4, "0.4"), ("", '""')])
def test_a_value_that_is_nothing_much_is_still_there(value: object, text: str) -> None:
    line = written([Decision(0, "u1", "set", value=value)]).decode()
    assert f'"value":{text}' in line


def test_records_come_by_time_then_user_then_sequence() -> None:
    made = [(0, "b", "1"), (0, "a", "2"), (0, "b", "3"), (5, "b", "4"), (5, "a", "5"), (9, "c", "6")]
    lines = written([Decision(time, user, "tagged", value=value) for time, user, value in made])
    order = [line.rpartition(b'"value":')[2] for line in lines.splitlines()]
    assert order == [b'"2"}', b'"1"}', b'"3"}', b'"5"}', b'"4"}', b'"6"}']


def test_order_holds_over_many_pieces() -> None:
    made = [Decision(time, f"u{9 - user}", "entered") for time in range(2000) for user in range(5)]
    ordered = sorted(made, key=lambda each: (each.time, each.user_id))
    assert written(made) == journal_lines(ordered)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
instants = st.integers(-10_000_000_000_000, 10_000_000_000_000)
optional = st.none() | texts
decisions = st.builds(
    Decision,
    instants,
    texts,
    st.sampled_from(DecisionKind).map(str),
    *[optional] * 8,
    st.none() | instants,
    optional
    | st.integers(-(2**53), 2**53)
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False),
    optional,
    optional,
)


@given(st.lists(decisions, max_size=5))
def test_what_was_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, made: list[Decision]
) -> None:
    made = sorted(made, key=lambda each: (each.time, each.user_id))
    path = tmp_path_factory.mktemp("journal") / "journal.jsonl"
    path.write_bytes(written(made))
    assert list(read_journal(str(path))) == made


def test_a_packed_journal_is_read(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl.gz"
    path.write_bytes(gzip.compress(written([SENT])))
    assert list(read_journal(str(path))) == [SENT]


@pytest.mark.parametrize(
    ("line", "key", "told"),
    [
        ("{", "sources.record-cut", None),
        ("user_id,event,time", "sources.record-cut", None),
        ("[]", "sources.record-cut", None),
        ("[" * 100_000, "sources.record-cut", None),
        ('{"time": "2026-03-02T10:00:00Z"}', "sources.record-lacks", "user_id"),
        ('{"time": "2026-03-02T10:00:00Z", "user_id": "u1"}', "sources.record-lacks", "kind"),
        ('{"time": "noon", "user_id": "u1", "kind": "sent"}', "sources.record-value", "time"),
        (
            '{"time": "2026-03-02T10:00:00Z", "user_id": "u1", "kind": "sent", "until": "x"}',
            "sources.record-value",
            "until",
        ),
        (
            '{"time": "2026-03-02T10:00:00Z", "user_id": "u1", "kind": "sent", "node": 7}',
            "sources.record-value",
            "node",
        ),
        (
            '{"time": "2026-03-02T10:00:00Z", "user_id": "u1", "kind": "sent", "more": 1}',
            "sources.record-unknown",
            "more",
        ),
        (
            '{"user_id": "u1", "event": "Cart Abandoned", "time": "2026-03-02T10:00:00Z"}',
            "sources.not-a-record",
            "@sources.an-event",
        ),
        (
            '{"type": "track", "userId": "u1", "event": "x"}',
            "sources.not-a-record",
            "@sources.an-event",
        ),
        (
            '{"specversion": "1.0", "id": "7", "source": "s", "type": "x"}',
            "sources.not-a-record",
            "@sources.an-event",
        ),
        ('{"user_id": "u1", "level": "gold"}', "sources.not-a-record", "@sources.a-user"),
        (
            '{"file": "a.jsonl", "line": 1, "reason": "…", "raw": "…"}',
            "sources.not-a-record",
            "@sources.a-reject",
        ),
        ("SQLite format 3\0", "sources.not-a-record", "@sources.a-store"),
    ],
)
def test_a_line_that_is_no_record_is_an_error_that_says_what_it_is(
    line: str, key: str, told: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_bytes(written([SENT]) + b"\n" + line.encode() + b"\n")
    with pytest.raises(JournalError) as error:
        list(read_journal(str(path)))
    assert (error.value.key, error.value.arguments["line"]) == (key, "3")
    arguments = error.value.arguments
    assert arguments.get("field", arguments.get("found")) == told
