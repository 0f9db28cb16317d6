"""Files that nobody would write: always diagnostics, never an exception, never a hang."""

from __future__ import annotations

import random

import pytest

from maflow.dsl.diagnostics import Severity, Sink
from maflow.dsl.lexer import MAX_FILE_LENGTH
from maflow.dsl.parser import MOST_DIAGNOSTICS, parse
from maflow.dsl.source import SourceFile

_RANDOM = random.Random(7)

FAULTY = {
    "a line of ten megabytes": b"x" * 10_000_000,
    "brackets nested ten thousand deep": b"audience a = " + b"(" * 10_000 + b"user.x" + b")" * 10_000,
    "blocks nested ten thousand deep": b"campaign a " + b"{" * 10_000 + b"}" * 10_000,
    "blocks opened and never closed": b"campaign a {\n" * 10_000,
    "ten thousand braces that close nothing": b"}\n" * 10_000,
    "ten thousand times not": b"audience a = " + b"not " * 10_000 + b"user.x",
    "ten thousand additions": b"audience a = 1" + b" + 1" * 10_000 + b" > 2",
    "a type of ten thousand lists": b"user { x " + b"list of " * 10_000 + b"text }",
    "NUL bytes": b"event x { }\n" + b"\0" * 10_000 + b"\nevent y { }",
    "bytes that are not UTF-8": bytes(_RANDOM.randrange(256) for _ in range(20_000)),
    "UTF-16": "event ping { }".encode("utf-16"),
    "ten thousand open quotes": b'"\n' * 10_000,
    "an open block text": b'audience a = """\n' + b"x\n" * 10_000,
    "ten thousand lines of one word": b"x\n" * 10_000,
    "ten thousand words in a line": b"x " * 10_000,
    "ten thousand dots": b"a." * 10_000,
    "a hundred thousand wrong statements of four words": b"campaign a { flow { "
    + b"frob bla bli blub\n" * 100_000
    + b" } }",
    "ten thousand wrong statements": b"campaign a { flow { " + b"stpo\n" * 10_000 + b" } }",
    "full-width commas": "，".encode() * 10_000,
    "a lone backtick": b"`",
    "a lone quote": b'"',
    "bidirectional controls": "event \u202eping\u202c { }".encode(),
}

SOUND = {
    "nothing": b"",
    "only blanks": b" \t\r\n\xe3\x80\x80\n",
    "a byte-order mark": b"\xef\xbb\xbfevent ping { }",
    "CRLF": b"event ping {\r\n  a text\r\n}\r\n",
    "tabs": b"event\tping\t{\n\ta\ttext\n}\n",
    "ten thousand statements": b"campaign a { flow { " + b"stop\n" * 10_000 + b" } }",
    "ten thousand conditions": b"audience a = user.x" + b" and user.x" * 10_000,
    "ten thousand else ifs": b"campaign a { flow { if user.x { } " + b"else if user.x { } " * 10_000 + b"} }",
    "a text of a megabyte": b'audience a = user.x = "' + b"x" * 1_000_000 + b'"',
}


@pytest.mark.parametrize("raw", FAULTY.values(), ids=FAULTY)
def test_a_faulty_file_gets_a_bounded_number_of_diagnostics(raw: bytes) -> None:
    sink = Sink()
    parse(SourceFile.from_bytes("a.ma", raw), sink)
    assert any(d.severity is Severity.ERROR for d in sink.diagnostics)
    assert len(sink.diagnostics) <= MOST_DIAGNOSTICS + 1


@pytest.mark.parametrize("raw", SOUND.values(), ids=SOUND)
def test_a_strange_but_sound_file_gets_none(raw: bytes) -> None:
    sink = Sink()
    parse(SourceFile.from_bytes("a.ma", raw), sink)
    assert sink.diagnostics == []


@pytest.mark.parametrize(
    "text",
    [
        'message m { push { body "Gr@@e"; title "@" } }',
        "# f@r alle",
        "event ping { } # @",
        "event @pfel { }",
        "event `@` { }",
        "event ping { @ }",
        'tag "@" when user.x\nevent @ { @ }',
    ],
)
def test_bytes_that_are_not_utf_8_are_told_once_wherever_they_stand(text: str) -> None:
    sink = Sink()
    parse(SourceFile.from_bytes("a.ma", text.encode().replace(b"@", b"\xfc")), sink)
    assert [found.message.key for found in sink.diagnostics] == ["MA001.not-utf-8"]
    [found] = sink.diagnostics
    assert (found.span.start, found.span.end) == (text.index("@"), text.index("@") + 1)


def test_sound_declarations_around_garbage_are_read() -> None:
    source = SourceFile.from_bytes("a.ma", FAULTY["NUL bytes"])
    assert [d.name.text for d in parse(source, Sink()).declarations] == ["x", "y"]


def test_a_file_at_the_limit_is_read() -> None:
    line = "event ping { }\n"
    text = "#" * (MAX_FILE_LENGTH - len(line) - 1) + "\n" + line
    sink = Sink()
    assert len(parse(SourceFile("a.ma", text), sink).declarations) == 1
    assert len(text) == MAX_FILE_LENGTH


def test_spans_of_a_file_with_a_mark_and_wide_characters_are_exact_bytes() -> None:
    raw = b"\xef\xbb\xbf" + "event 加购 { 价值 money }\nevent ping { }".encode()
    source = SourceFile.from_bytes("a.ma", raw)
    event = parse(source, Sink()).declarations[1]
    start, end = (source.position(at).byte for at in (event.span.start, event.span.end))
    assert raw[start:end] == b"event ping { }"
