"""Regular expressions: what compiles can be run, and what cannot is told in words."""

from __future__ import annotations

import pytest

from maflow.compiler.lower.lower import lower
from maflow.dsl.catalogue import sentence
from maflow.dsl.diagnostics import Diagnostic
from maflow.dsl.source import SourceFile
from maflow.runtime.loader import load
from tests.compiler.inspected import CATALOGUE, check
from tests.compiler.lowered import sound

TOO_SLOW = "look-around and back-references are not possible: they can take for ever"


def project(pattern: str) -> str:
    written = pattern.replace("\\", "\\\\")
    return f'user {{ name text }}\naudience some "Some" = user.name matches "{written}"\n'


def found(pattern: str) -> list[Diagnostic]:
    return list(check(project(pattern)).diagnostics)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "^M.*i$",
        r"\d+",
        "[一-龥]{2,4}",
        "x(?i)y",
        r"\\1",
        "(a|b)*c",
        "(?P<a>x)",
        "(" * 2_000 + "a" + ")" * 2_000,
    ],
    ids=lambda pattern: pattern[:12] or "nothing",
)
def test_what_the_engine_understands_can_be_loaded(pattern: str) -> None:
    assert found(pattern) == []
    load(lower(sound(project(pattern)), CATALOGUE))


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("a(b", "a `)` is missing in `a(b`"),
        ("a[b", "a `]` is missing in `[b`"),
        ("ab)", "a `)` closes nothing in `ab)`"),
        ("[z-a]", "a set of characters is wrong in `z-a`"),
        ("[[:foo:]]", "a set of characters is wrong in `[:foo:]`"),
        ("*a", "nothing is there to be repeated in `*`"),
        ("a++", "what is repeated is repeated again in `++`"),
        ("a{2000}", "the number of repetitions is too large or reversed in `{2000}`"),
        ("((a{100}){100}){100}", "the number of repetitions is too large or reversed in `{100}`"),
        ("(?>a)", "what follows a `(?` is not known in `(?>`"),
        (r"a\Z", r"what follows a `\` is not known in `\Z`"),
        ("a\\", "nothing follows the last `\\` in `a\\`"),
    ],
)
def test_what_the_engine_does_not_understand_is_told_in_words(pattern: str, said: str) -> None:
    [told] = found(pattern)
    assert sentence(told.message, "en") == f"this regular expression cannot be used: {said}"
    assert "is" not in sentence(told.message, "zh-CN").split()
    assert (told.code, told.span.file) == ("MA105", "main.ma")


@pytest.mark.parametrize(
    "pattern", ["a(?=b)", "a(?!b)", "(?<=a)b", r"(a)\1", "(?P<x>a)(?P=x)", "(a)(?(1)b|c)"]
)
def test_what_could_take_for_ever_is_told_as_that(pattern: str) -> None:
    [told] = found(pattern)
    assert sentence(told.message, "en") == TOO_SLOW


def test_a_pattern_with_a_byte_that_is_no_letter_is_no_fault_of_ours() -> None:
    raw = project("a@(").encode().replace(b"@", b"\xff")
    text = SourceFile.from_bytes("main.ma", raw).text
    assert [told.code for told in check(text).diagnostics] == ["MA105"]
