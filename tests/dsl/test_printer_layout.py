"""The document algebra: what breaks, what lines up, and where comments go."""

from __future__ import annotations

import pytest

from maflow.dsl.printer.document import (
    HARD,
    LINE,
    SOFT,
    Choice,
    Doc,
    Group,
    Indent,
    Remark,
    Row,
    Rows,
    Suffix,
    Word,
    flatten,
)
from maflow.dsl.printer.layout import lay_out

CALL = Group(("f(", Indent((SOFT, "one,", LINE, "two")), SOFT, ")"))
ROWS = Rows((Row(("a", "{ }"), "k"), Row(("bbb", "x", "{ }"), "k"), Row(("cc", "yyy", "{ }"), "k")))


def block(*rows: Row) -> Doc:
    return ("{", Indent((HARD, Rows(rows))), HARD, "}")


@pytest.mark.parametrize(
    ("doc", "width", "expected"),
    [
        (CALL, 11, "f(one, two)"),
        (CALL, 10, "f(\n  one,\n  two\n)"),
        ((CALL, " ", CALL), 14, "f(one, two) f(\n  one,\n  two\n)"),
        ((CALL, " tail"), 15, "f(\n  one,\n  two\n) tail"),
        (Group(("a", HARD, "b", LINE, "c")), 99, "a\nb\nc"),
        (Group(("会员", LINE, "b")), 6, "会员 b"),
        (Group(("会员", LINE, "b")), 5, "会员\nb"),
        (Group((Word("in", 4), LINE, "b")), 5, "in\nb"),
    ],
)
def test_a_group_breaks_just_when_it_does_not_fit_with_what_follows(
    doc: Doc, width: int, expected: str
) -> None:
    assert lay_out(doc, width) == expected


@pytest.mark.parametrize(
    ("doc", "expected"),
    [
        (("a", Suffix("# x")), "a  # x"),
        (Group(("a", Suffix("# x"), ",", LINE, "b")), "a,  # x\nb"),
        (("a", Suffix("# x"), Group((LINE, "b"))), "a  # x\nb"),
        (Indent((HARD, Suffix("# x"))), "\n  # x"),
        (("a", Suffix("# x"), Suffix("# y")), "a  # x\n# y"),
    ],
)
def test_a_comment_ends_its_line(doc: Doc, expected: str) -> None:
    assert lay_out(doc) == expected


def test_adjacent_rows_of_one_kind_line_up() -> None:
    assert lay_out(ROWS) == "a   { }\nbbb x   { }\ncc  yyy { }"


@pytest.mark.parametrize(
    "apart",
    [
        Row(("bbb", "y"), "other"),
        Row(("bbb", "y"), "k", is_apart=True),
        Row(("bbb", block(Row(("y",)))), "k"),
        Row(("bbb", "y"), "k", above=(Remark("# x", is_apart=True),)),
    ],
    ids=["another kind", "a blank line", "several lines", "a blank line before its comment"],
)
def test_a_row_apart_does_not_line_up(apart: Row) -> None:
    assert lay_out(Rows((Row(("a", "x"), "k"), apart))).startswith("a x\n")


def test_a_row_that_would_be_pushed_over_the_margin_keeps_its_neighbours_unaligned() -> None:
    rows = Rows((Row(("a", "x" * 8), "k"), Row(("bbb", "y"), "k")))
    assert lay_out(rows, 12) == "a   xxxxxxxx\nbbb y"
    assert lay_out(rows, 11) == "a xxxxxxxx\nbbb y"


def test_an_open_ended_row_lines_up_though_it_takes_several_lines() -> None:
    rows = Rows((Row(("a", ("x", HARD, "y")), "k", is_open_ended=True), Row(("bbb", "z"), "k")))
    assert lay_out(rows) == "a   x\ny\nbbb z"


def test_rows_on_one_line_are_parted_by_semicolons_except_before_a_sequel() -> None:
    rows = Rows((Row(("a",)), Row(("b", "c")), Row(("else",), is_sequel=True)))
    texts: list[str] = []
    flatten(rows, texts)
    assert "".join(texts) == "a; b c else"


def test_the_comments_of_a_row_stand_around_it() -> None:
    row = Row(
        ("b",),
        is_apart=True,
        above=(Remark("# above", is_apart=True), Remark("# more")),
        beside="# beside",
        below=(Remark("# below", is_apart=True),),
    )
    assert lay_out(block(Row(("a",)), row)) == (
        "{\n  a\n\n  # above\n  # more\n\n  b  # beside\n\n  # below\n}"
    )


@pytest.mark.parametrize(
    ("width", "expected"),
    [(9, "aaa b ccc"), (8, "aaa b\nccc"), (4, "a\nb\nc")],
    ids=["flat", "ladder", "broken"],
)
def test_a_choice_takes_the_first_layout_that_fits(width: int, expected: str) -> None:
    rungs = (((), "aaa b", ()), ((), "ccc", ()))
    assert lay_out(Choice("aaa b ccc", rungs, ("a", HARD, "b", HARD, "c")), width) == expected


def test_what_is_no_document_is_refused() -> None:
    with pytest.raises(TypeError, match="not a document"):
        lay_out(Remark("# x"))  # type: ignore[arg-type]
