"""What the formatter does to a whole file."""

from __future__ import annotations

import pytest

from maflow.dsl.formatter import FormatResult, format_source
from maflow.dsl.source import SourceFile

ODD_PLACE = 'tag "x" when user.a = -( # why\n    user.b # how\n  # more\n  )\n'


def formatted(text: str | bytes, dialect: str | None = None) -> FormatResult:
    raw = text.encode("utf-8") if isinstance(text, str) else text
    return format_source(SourceFile.from_bytes("a.ma", raw), dialect=dialect)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("\n \n\t\n", ""),
        ("event   a{}", "event a { }\n"),
        ("\n\nevent a { }\n\n\n", "event a { }\n"),
        ("event a { }\r\n\r\nevent b { }\r\n", "event a { }\n\nevent b { }\n"),
        ("\ufeffevent a { }\n", "event a { }\n"),
        ("# one  \n\n\n# two", "# one\n\n# two\n"),
        ("event a { }; event b { }", "event a { }\nevent b { }\n"),
        ("event a { x money\n}", "event a {\n  x  money\n}\n"),
    ],
)
def test_a_file_gets_its_final_form(text: str, expected: str) -> None:
    assert formatted(text).text == expected


@pytest.mark.parametrize("text", ["event a { }\n", "# only a comment\n", ""])
def test_a_file_in_its_final_form_is_not_changed(text: str) -> None:
    result = formatted(text)
    assert (result.text, result.changed, result.skipped, result.is_left_alone) == (text, False, (), False)


def test_a_byte_order_mark_alone_is_a_change() -> None:
    assert formatted("\ufeffevent a { }\n").changed


@pytest.mark.parametrize(
    ("text", "dialect", "expected"),
    [
        ("event a { }\n", "zh-CN", "# language: zh-CN\n事件 a { }\n"),
        ("# language: zh-CN\n事件 a { }\n", "en", "event a { }\n"),
        ("# language: zh-CN\n\n\n事件 a { }\n", None, "# language: zh-CN\n事件 a { }\n"),
        ("#language:zh-CN\n事件 a { }\n", None, "# language: zh-CN\n事件 a { }\n"),
        ("# language: en\nevent a { }\n", None, "event a { }\n"),
        ("# language: en (for now)\nevent a { }\n", "zh-CN", "# language: zh-CN (for now)\n事件 a { }\n"),
        ("# language: zh-CN (for now)\n事件 a { }\n", "en", "# language: en (for now)\nevent a { }\n"),
        ("# of mine\nevent a { }\n", "zh-CN", "# language: zh-CN\n# of mine\n事件 a { }\n"),
    ],
)
def test_the_first_line_chooses_the_dialect(text: str, dialect: str | None, expected: str) -> None:
    assert formatted(text, dialect).text == expected


def test_an_unknown_dialect_is_refused() -> None:
    with pytest.raises(ValueError, match="no dialect 'fr'; there are en, zh-CN"):
        formatted("event a { }\n", "fr")


@pytest.mark.parametrize(
    "text",
    [
        "# language: fr\nevent   a { }\n",
        b"event   a { }\n# \xff\n",
        "wiat 3 days",
        "event   a {",
    ],
    ids=["unknown dialect", "not UTF-8", "nothing sound", "unclosed"],
)
def test_a_file_that_cannot_be_formatted_is_left_alone(text: str | bytes) -> None:
    raw = text if isinstance(text, bytes) else text.encode("utf-8")
    source = SourceFile.from_bytes("a.ma", raw)
    result = format_source(source)
    assert (result.text, result.changed, result.is_left_alone) == (source.text, False, True)
    assert [source.slice(span) for span in result.skipped] == [source.text]


def test_a_declaration_with_a_mistake_stays_as_it_was_written() -> None:
    source = SourceFile("a.ma", "event   a{}\nevent   b { x   txet }  # why\nevent   c{}\n")
    result = format_source(source)
    assert result.text == "event a { }\nevent   b { x   txet }  # why\nevent c { }\n"
    assert [source.slice(span) for span in result.skipped] == ["\nevent   b { x   txet }  # why\n"]
    assert [found.code for found in result.diagnostics] == ["MA001"]


def test_a_file_with_a_mistake_is_not_translated() -> None:
    text = "event   a{}\nevent b { x txet }\n"
    result = formatted(text, "zh-CN")
    assert (result.text, result.is_left_alone) == (text, True)


def test_a_comment_that_would_lose_its_place_keeps_its_declaration_as_it_was_written() -> None:
    source = SourceFile("a.ma", f"event   a{{}}\n{ODD_PLACE}")
    result = format_source(source)
    assert result.text == f"event a {{ }}\n\n{ODD_PLACE}"
    assert [source.slice(span) for span in result.skipped] == [ODD_PLACE.strip()]
    assert formatted(ODD_PLACE, "zh-CN").is_left_alone


def test_a_text_keeps_the_spelling_of_its_author() -> None:
    text = 'message m { sms { text "caf\\u{e9} \\"x\\" 您好" } }\n'
    assert formatted(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "audience a = " + "did(a where " * 39 + "user.x" + ", ever)" * 39,
        "audience a = " + "not (user.x or " * 29 + "user.y" + ")" * 29,
        "audience a = " + " + ".join(["user.a_rather_long_name"] * 60) + " > 1",
        "step a() { " + "if user.x { " * 38 + "stop" + " }" * 38 + " }",
    ],
)
def test_the_deepest_nesting_that_can_be_read_can_be_formatted(text: str) -> None:
    result = formatted(text + "\n")
    assert (result.diagnostics, result.skipped) == ((), ())
