"""Lines: what ends an entry and what goes on (language reference, section 3)."""

from __future__ import annotations

import pytest

from maflow.dsl.diagnostics import Sink
from maflow.dsl.dialects import load_dialect
from maflow.dsl.layout import lay_out
from maflow.dsl.lexer import lex
from maflow.dsl.source import SourceFile

# Text, and its tokens with `/` for the end of an entry and `//` for the end of a declaration.
CASES = {
    "one entry a line": ("a b\nc d", "a b / // c d / //"),
    "semicolons put several on one": ("x { a; b ; c }", "x { a / b / c / } / //"),
    "a semicolon after the last entry is fine": ("x { a; }", "x { a / } / //"),
    "blank lines and comments end nothing twice": ("a # why\n\n\n# alone\nb", "a / // b / //"),
    "a brace ends its entry": ("x { a } y { b }", "x { a / } / // y { b / } / //"),
    "else goes on after a brace": ("x { if a { b } else { c } }", "x { if a { b / } else { c / } / } / //"),
    "else goes on from the next line": (
        "x { if a { b }\n else { c } }",
        "x { if a { b / } else { c / } / } / //",
    ),
    "a semicolon before else ends nothing": (
        "x { if a { b };\n # why\n else { c }; d }",
        "x { if a { b / } else { c / } / d / } / //",
    ),
    "at goes on after a brace on its line": ("x { did e { } at m }", "x { did e { } at m / } / //"),
    "at on a line of its own begins an entry": ("x { e { }\n at m }", "x { e { } / at m / } / //"),
    "at most begins an entry after a brace": ("x { y { } at most 1 }", "x { y { } / at most 1 / } / //"),
    "brackets hold a line open": ("a = ( b\n c\n)", "a = ( b c ) / //"),
    "square brackets do too": ("a [ b\n, c ]", "a [ b , c ] / //"),
    "after an equals sign": ("a =\n b", "a = b / //"),
    "after a comma": ("a b,\n c", "a b , c / //"),
    "after an operator": ("a >\n b", "a > b / //"),
    "before an operator": ("a\n >= b", "a >= b / //"),
    "after a reserved word": ("a and\n b", "a and b / //"),
    "not after in": ("a in\nb", "a in / // b / //"),
    "not after is": ("a is\nb", "a is / // b / //"),
    "not after up": ("a up\nb", "a up / // b / //"),
    "not after else": ("x { a else\nb }", "x { a else / b / } / //"),
    "before a reserved word": ("a\n where b\n within c\n for d", "a where b within c for d / //"),
    "a reserved word after a dot is a name": ("a.where\nb", "a . where / // b / //"),
    "a comment between does not matter": ("a =  # why\n b", "a = b / //"),
    "CRLF is a line end": ("a b\r\nc\r\n", "a b / // c / //"),
    "a lone CR is a blank": ("a\rb", "a b / //"),
    "an empty block has no entries": ("x {\n\n}", "x { } / //"),
    "a foreign operator goes on": ("a &&\n b", "a and b / //"),
    "the end of the file ends the last entry": ("a", "a / //"),
    "nothing at all": ("\n # only a comment \n", ""),
}

CHINESE = {
    "after 且": ("人群 a = b 且\n c", "人群 a = b 且 c / //"),
    "before 其中": ("进入 于 a\n 其中 b", "进入 于 a 其中 b / //"),
    "not after 属于": ("a 属于\nb", "a 属于 / // b / //"),
    "after 等到": ("等到\n 09:00", "等到 09:00 / //"),
    "否则 goes on after a brace": (
        "x { 如果 a { b }\n 否则 { c } }",
        "x { 如果 a { b / } 否则 { c / } / } / //",
    ),
    "a semicolon before 否则 ends nothing": (
        "x { 如果 a { b }; 否则 { c } }",
        "x { 如果 a { b / } 否则 { c / } / } / //",
    ),
    "在 goes on after a brace on its line": ("x { 做过 e { } 在 m }", "x { 做过 e { } 在 m / } / //"),
    "至多 goes on, 最多 begins": ("x { a\n至多 b\n最多 c }", "x { a 至多 b / 最多 c / } / //"),
}


def shown(text: str, dialect: str) -> str:
    source, sink = SourceFile("a.ma", text), Sink()
    chunks = lay_out(lex(source, sink), load_dialect(dialect), source, sink)
    return " // ".join(" ".join("/" if t.kind == "_NL" else t.text for t in chunk) for chunk in chunks) + (
        " //" if chunks else ""
    )


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_lines(text: str, expected: str) -> None:
    assert shown(text, "en") == expected


@pytest.mark.parametrize(("text", "expected"), CHINESE.values(), ids=CHINESE)
def test_chinese_lines(text: str, expected: str) -> None:
    assert shown(text, "zh-CN") == expected


def test_indentation_carries_no_meaning() -> None:
    text = "campaign c {\n  flow {\n    stop\n  }\n}\n"
    flat = "\n".join(line.strip() for line in text.splitlines())
    assert shown(text, "en") == shown(flat, "en")
