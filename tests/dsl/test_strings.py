"""Literals stand for what the language reference says, and every character is found again."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from maflow.dsl.strings import decode_text, encode_text, problems, source_offsets

Q = '"""'
TEXTS = st.text(alphabet=st.one_of(st.sampled_from('"\\nut{}4dD8\n\r\t “”您x '), st.characters()))
BODIES = st.text(alphabet='\\nut{}4dD8\n\r\t 您x"')

CASES = [
    ('""', ""),
    ('"hello"', "hello"),
    ('"您好，{{ user.姓名 }}"', "您好，{{ user.姓名 }}"),
    (r'"say \"hi\""', 'say "hi"'),
    (r'"a\\b\n\tc"', "a\\b\n\tc"),
    (r'"\u{41}\u{1F600}\u{10FFFF}"', "A😀\U0010ffff"),
    (r'"\\n"', "\\n"),
    (r'"\q \u{D800} \u{110000} \u{} \u41"', r"\q \u{D800} \u{110000} \u{} \u41"),
    (f"{Q}{Q}", ""),
    (f"{Q}one line{Q}", "one line"),
    (f"{Q}\n  a\n    b\n  {Q}", "a\n  b"),
    (f"{Q}   \n  a\n  b{Q}", "a\nb"),
    (f"{Q}first\n    second\n      third\n    {Q}", "first\nsecond\n  third"),
    (f"{Q}\n  a\n\n \t \n  b\n{Q}", "a\n\n\nb"),
    (f"{Q}\n\ta\n  b\n{Q}", "\ta\n  b"),
    (f"{Q}\r\n  a\r\n  b\r\n  {Q}", "a\nb"),
    (f"{Q}\n  \\tindented\n  \\u{{20}}blank\n  {Q}", "\tindented\n blank"),
    (f'{Q}\n  say "hi"\n  {Q}', 'say "hi"'),
    (f"{Q}\n{Q}", ""),
    (f"{Q}\n\n\n{Q}", "\n"),
    (f"{Q}\n  您\n    好\n  {Q}", "您\n  好"),
]


@pytest.mark.parametrize(("raw", "value"), CASES)
def test_a_literal_stands_for_its_value(raw: str, value: str) -> None:
    assert decode_text(raw) == value


@pytest.mark.parametrize(
    ("raw", "value"),
    [('"open', "open"), ('"', ""), ("", ""), (r'"a\"', 'a"'), (f"{Q}open", "open"), ("“全角”", "全角")],
)
def test_a_literal_without_its_closing_quotes_has_a_value_too(raw: str, value: str) -> None:
    assert decode_text(raw) == value


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (r'"fine \n"', []),
        (r'"a\qb"', [(r"\q", "MA001.unknown-escape")]),
        (r'"\x41"', [(r"\x", "MA001.unknown-escape")]),
        (r'"\u41"', [(r"\u", "MA001.escape-digits")]),
        (r'"\u{}"', [(r"\u{}", "MA001.escape-digits")]),
        (r'"\u{12345678}"', [(r"\u{12345678}", "MA001.escape-digits")]),
        (r'"\u{xyz}"', [(r"\u{xyz}", "MA001.escape-digits")]),
        (r'"\u{D800}"', [(r"\u{D800}", "MA001.escape-code-point")]),
        (r'"\u{110000}"', [(r"\u{110000}", "MA001.escape-code-point")]),
        (f"{Q}\n  a\\\n  b\\w\n{Q}", [("\\", "MA001.unknown-escape"), ("\\w", "MA001.unknown-escape")]),
    ],
)
def test_a_wrong_escape_is_found_at_its_place(raw: str, found: list[tuple[str, str]]) -> None:
    assert [(raw[at : at + length], key) for at, length, key in problems(raw)] == found


@given(TEXTS)
@example("\r\n")
@example("\ud800")
def test_a_value_survives_being_written_and_read(value: str) -> None:
    raw = encode_text(value)
    assert decode_text(raw) == value
    assert problems(raw) == []
    assert "\n" not in raw


@given(BODIES, st.sampled_from(['"', Q, ""]))
def test_every_character_is_found_where_it_is_written(body: str, quotes: str) -> None:
    raw = quotes + body + quotes
    value, offsets = decode_text(raw), source_offsets(raw)
    assert len(offsets) == len(value) + 1
    assert offsets == sorted(offsets)
    assert 0 <= offsets[0] <= offsets[-1] <= len(raw)
    for char, at in zip(value, offsets, strict=False):
        assert raw[at] in (char, "\\") or (char == "\n" and raw[at] == "\r")


@given(st.text(alphabet="ab 您{}|", max_size=20), st.integers(0, 8), st.sampled_from(["\n", "\r\n"]))
def test_indentation_and_line_ends_do_not_change_a_block(line: str, width: int, end: str) -> None:
    lines = [line, "", line + "x"]
    body = "".join(f"{' ' * width}{line}{end}" if line.strip() else end for line in lines)
    value = decode_text(f"{Q}{end}{body}{' ' * width}{Q}")
    assert value == decode_text(f"{Q}\n" + "".join(f"{line}\n" for line in lines) + Q)


@given(BODIES)
def test_a_wrong_escape_stands_for_itself(body: str) -> None:
    raw = f'"{body}x"'.replace("\n", "").replace("\r", "")
    value = decode_text(raw)
    for at, length, _ in problems(raw):
        assert raw[at : at + length] in value
