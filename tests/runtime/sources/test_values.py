"""What the values of a file become, by the type that is declared for them."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from maflow.runtime.core.inputs import Event
from maflow.runtime.sources.errors import Misfit, NotUnderstood
from maflow.runtime.sources.fast_lines import FastLines
from maflow.runtime.sources.lines import Block
from maflow.runtime.sources.moments import moment_ms, moment_text
from maflow.runtime.sources.reader import RecordReader
from maflow.runtime.sources.values import converter
from tests.runtime.sources.declared import PROGRAM, TYPES

CASES = yaml.safe_load((Path(__file__).parent / "values.yaml").read_text("utf-8"))
DECIMAL = "Decimal"


def line_with(name: str, value: str) -> bytes:
    head = '"user_id": "u1", "event": "Everything", "time": "2026-03-02T10:00:00Z"'
    return f'{{{head}, "properties": {{{json.dumps(name)}: {value}}}}}'.encode()


def expected_value(text: str) -> object:
    return eval(text, {"__builtins__": {}, DECIMAL: Decimal})


def both_ways(line: bytes) -> tuple[Event, RecordReader]:
    """Read a line the fast way and the careful way, which must agree; the fast way must take it.

    What does not fit is left to the careful way where it comes up for the first time.
    """
    careful, fast, once = RecordReader(PROGRAM), RecordReader(PROGRAM), RecordReader(PROGRAM)
    event = once.take_line(line)
    assert isinstance(event, Event)
    assert careful.take_line(line) == fast.take_line(line) == event
    assert FastLines(fast).take_block(Block(line, 1)) == [careful.take_line(line)]
    assert fast.tally == careful.tally
    return event, once


def taught() -> RecordReader:
    """Return a reader for whom no kind of value that does not fit is new."""
    reader = RecordReader(PROGRAM)
    kinds = [(f"everything.{name}", why) for name in TYPES for why in ("value", "currency")]
    reader.tally.misfits.counts.update(kinds)
    return reader


@pytest.mark.parametrize(("name", "given", "expected"), CASES, ids=[f"{c[0]}-{c[1]}" for c in CASES])
def test_a_value_becomes_what_the_table_says(name: str, given: str, expected: str) -> None:
    event, reader = both_ways(line_with(name, given))
    if expected.startswith("misfit"):
        assert event.properties[name] is None
        assert reader.tally.misfits.counts == {(f"everything.{name}", expected.split()[1]): 1}
    else:
        value = expected_value(expected)
        assert event.properties[name] == value
        assert type(event.properties[name]) is type(value)
        assert repr(event.properties[name]) == repr(value)
        assert not reader.tally.misfits.counts


def test_the_table_has_every_type() -> None:
    assert {case[0] for case in CASES} == set(TYPES)


def test_every_declared_property_is_there_and_no_other() -> None:
    event, reader = both_ways(line_with("colour", '"red"'))
    assert event.properties == dict.fromkeys(TYPES)
    assert not reader.tally.misfits.counts


@pytest.mark.parametrize(
    "given", ["{}", '{"count": null, "level": null}', '{"count": "x", "level": "diamond"}']
)
def test_a_default_stands_in_for_what_is_unknown(given: str) -> None:
    line = b'{"user_id": "u1", "event": "defaulted", "time": "2026-03-02T10:00:00Z", "properties": %s}'
    event, reader = both_ways(line % given.encode())
    assert event.properties == {"count": 1, "level": "regular"}
    assert reader.tally.misfits.counts.total() == (2 if "x" in given else 0)


def test_a_property_may_have_a_name_that_python_has_not() -> None:
    line = b'{"user_id": "u1", "event": "odd names", "time": "2026-03-02T10:00:00Z", "properties": '
    event, _ = both_ways(line + b'{"order total": 5.10}}')
    assert event.properties == {"order total": Decimal("5.10")}


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("money", 11.77, Decimal("11.77")),
        ("money", Decimal("5.00"), Decimal("5.00")),
        ("text", 1001.0, "1001"),
        ("number", float("nan"), None),
        ("integer", 5.0, 5),
        ("date", datetime.date(1970, 1, 2), 1),
        ("date", datetime.datetime(1970, 1, 2), 1),
        ("date", datetime.datetime(1970, 1, 2, 1), None),
        ("time_of_day", datetime.time(10, 0, 0, 500_000), 36_000_500),
        ("moment", datetime.datetime(1970, 1, 1, 0, 0, 1), 1_000),
        ("duration", datetime.timedelta(days=1), 86_400_000),
    ],
)
def test_a_value_of_parquet_becomes_the_same(name: str, given: object, expected: object) -> None:
    convert = converter(TYPES[name], "CNY", ())
    if expected is None:
        with pytest.raises(Misfit):
            convert(given)
    else:
        assert convert(given) == expected


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.sampled_from(
        ["80", "1E5", "NaN", "+8613800000000", "gold", "2026-03-02", "10:00", "a@b.cd", "1_0", "5 CNY"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["amount", "currency"]), inner)
    ),
    max_leaves=3,
)
OWN = {"user_id": "u1", "event": "Everything", "time": "2026-03-02T10:00:00Z"}


@given(
    st.dictionaries(st.sampled_from(sorted(TYPES)), JSON_VALUES, max_size=4),
    st.dictionaries(st.sampled_from([*OWN, "id", "type", "userId", "specversion"]), JSON_VALUES, max_size=2),
)
def test_what_the_fast_way_takes_the_careful_way_takes_alike(
    properties: dict[str, object], others: dict[str, object]
) -> None:
    line = json.dumps({**OWN, "properties": properties, **others}).encode()
    fast, careful = taught(), taught()
    events = FastLines(fast).take_block(Block(line, 1))
    if events is None:
        assert fast.tally == taught().tally
        return
    try:
        taken = careful.take_line(line)
    except NotUnderstood as error:
        pytest.fail(f"the careful way rejects it: {error.reason}")
    assert events == ([taken] if isinstance(taken, Event) else [])
    assert [repr(event) for event in events] == ([repr(taken)] if isinstance(taken, Event) else [])
    assert fast.tally == careful.tally


@given(st.integers(-62_135_596_800_000, 253_402_300_799_999))
def test_an_instant_is_read_as_it_was_written(ms: int) -> None:
    assert moment_ms(moment_text(ms)) == ms
