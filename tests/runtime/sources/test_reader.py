"""Single records: what they stand for, which are skipped, and why others are rejected."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from maflow.runtime.core.inputs import ConsentStatement, Event, Profile
from maflow.runtime.sources.errors import NotUnderstood
from maflow.runtime.sources.fast_lines import FastLines
from maflow.runtime.sources.lines import Block
from maflow.runtime.sources.reader import RecordReader, Skipped, decode_json
from tests.runtime.sources.declared import PROGRAM

RECORDS = yaml.safe_load((Path(__file__).parent / "records.yaml").read_text("utf-8"))
NOW = 1_772_445_600_000


@pytest.fixture
def reader() -> RecordReader:
    return RecordReader(PROGRAM)


@pytest.mark.parametrize("case", RECORDS["same"], ids=[case["what"] for case in RECORDS["same"]])
def test_a_record_of_another_dialect_is_an_event_like_our_own(
    case: dict[str, str], reader: RecordReader
) -> None:
    event = reader.take_line(case["line"])
    assert isinstance(event, Event)
    assert event == reader.take_line(case["same_as"])
    assert event.time == event.at == NOW


@pytest.mark.parametrize(("line", "name"), RECORDS["skipped"])
def test_what_the_project_does_not_declare_is_skipped(line: str, name: str, reader: RecordReader) -> None:
    assert reader.take_line(line) == Skipped(name)
    assert (reader.tally.skipped, reader.tally.records) == ({name: 1}, 1)


@pytest.mark.parametrize(("line", "reason"), RECORDS["rejected"])
def test_what_cannot_be_understood_is_rejected(line: str, reason: str, reader: RecordReader) -> None:
    with pytest.raises(NotUnderstood) as error:
        reader.take_line(line)
    assert error.value.reason == reason
    assert reader.tally.records == 0
    assert FastLines(RecordReader(PROGRAM)).take_block(Block(line.encode(), 1)) is None


def test_bytes_that_are_no_text_are_rejected(reader: RecordReader) -> None:
    with pytest.raises(NotUnderstood, match="this is not"):
        reader.take_line(b'{"user_id": "caf\xe9"}')


def test_a_record_without_end_is_rejected(reader: RecordReader) -> None:
    with pytest.raises(NotUnderstood, match="nested too deeply"):
        reader.take_line("[" * 100_000)


def test_an_event_that_arrives_keeps_its_own_time(reader: RecordReader) -> None:
    line = '{"user_id": "u1", "event": "Cart Abandoned", "time": "2026-03-02T10:00:00Z"}'
    event = reader.take_line(line, NOW + 5_000)
    assert isinstance(event, Event)
    assert (event.time, event.at) == (NOW, NOW + 5_000)


@pytest.mark.parametrize(
    "line",
    [
        '{"user_id": "u1", "event": "Cart Abandoned"}',
        '{"type": "track", "userId": "u1", "event": "Cart Abandoned"}',
        '{"specversion": "1.0", "id": "7", "source": "s", "type": "Cart Abandoned", "subject": "u1"}',
    ],
)
def test_an_event_that_arrives_without_a_time_happens_then(line: str, reader: RecordReader) -> None:
    event = reader.take(decode_json(line), NOW)
    assert isinstance(event, Event)
    assert (event.time, event.at) == (NOW, NOW)


def test_identify_makes_a_profile(reader: RecordReader) -> None:
    traits = '{"phone": "+8613800000000", "money": 80.10, "level": "diamond", "colour": "red", "tags": ["a"]}'
    line = f'{{"type": "identify", "userId": "u1", "timestamp": "2026-03-02T10:00:00Z", "traits": {traits}}}'
    assert reader.take_line(line) == Profile(
        "u1", NOW, {"phone": "+8613800000000", "money": Decimal("80.10"), "level": None}, (), ("a",)
    )
    assert reader.tally.misfits.counts == {("user.level", "value"): 1}


def test_a_user_is_read_with_consents_and_tags(reader: RecordReader) -> None:
    line = (
        '{"user_id": "u1", "consent": "push; sms:promotional;sms:service", "tags": "a; b;", "number": null}'
    )
    assert reader.take_user_line(line, NOW) == Profile(
        "u1",
        NOW,
        {"number": None},
        (
            ConsentStatement(True, "push", None),
            ConsentStatement(True, "sms", "promotional"),
            ConsentStatement(True, "sms", "service"),
        ),
        ("a", "b"),
    )


@pytest.mark.parametrize("given", ['"pigeon"', '"push:unheard_of"', '"push:"', "5", '[["push"]]'])
def test_a_consent_that_does_not_fit_is_counted(given: str, reader: RecordReader) -> None:
    profile = reader.take_user_line(f'{{"user_id": "u1", "consent": {given}}}', NOW)
    assert profile == Profile("u1", NOW)
    assert reader.tally.misfits.counts == {("user.consent", "value"): 1}


def test_a_user_without_an_id_is_rejected(reader: RecordReader) -> None:
    with pytest.raises(NotUnderstood, match="there is no `user_id`"):
        reader.take_user_line('{"level": "gold"}', NOW)
    assert reader.tally.records == 0
