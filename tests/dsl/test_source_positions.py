"""Every way of counting columns agrees with counting from the start."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maflow.dsl.source import Position, SourceFile


@given(st.binary(max_size=40) | st.text(max_size=3000).map(str.encode), st.data())
def test_a_position_is_what_counting_says(raw: bytes, data: st.DataObject) -> None:
    source = SourceFile.from_bytes("a.ma", raw)
    offset = data.draw(st.integers(0, len(source.text)))
    before = source.text[:offset]
    in_line = before[before.rfind("\n") + 1 :]
    assert source.position(offset) == Position(
        line=before.count("\n") + 1,
        column=len(in_line) + 1,
        utf16=len(in_line.encode("utf-16-le", "surrogatepass")) // 2,
        byte=3 * source.has_bom + len(before.encode("utf-8", "surrogateescape")),
    )


@pytest.mark.parametrize("offset", [1023, 1024, 1025, 2048, 3000])
def test_a_position_deep_in_a_line_counts_every_unit(offset: int) -> None:
    source = SourceFile("a.ma", "😀" * 3000)
    position = source.position(offset)
    assert (position.column, position.utf16, position.byte) == (offset + 1, 2 * offset, 4 * offset)


def test_surrogates_that_stand_for_no_byte_are_counted_too() -> None:
    assert SourceFile("a.ma", "\ud800\udc80x").position(2).byte == 4


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("", [(0, 0)]),
        ("a\r\nb", [(0, 1), (3, 4)]),
        ("a\r\r\n", [(0, 2), (4, 4)]),
        ("\r\n\r", [(0, 0), (2, 3)]),
    ],
)
def test_a_line_ends_before_its_line_end(text: str, bounds: list[tuple[int, int]]) -> None:
    source = SourceFile("a.ma", text)
    assert [source.line_bounds(line) for line in range(1, len(source.line_starts) + 1)] == bounds
