"""Every rule has a manual page in both languages, and what the pages show is true."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from maflow.compiler.lint import rules
from maflow.compiler.lint.engine import all_rules, manual
from maflow.compiler.symbols import declared_name
from maflow.dsl.ast import Declaration, Module, Name
from maflow.dsl.codes import CODES, Code
from maflow.dsl.diagnostics import Sink
from maflow.dsl.parser import parse
from maflow.dsl.source import SourceFile
from tests.rules.rule_cases import (
    HERE,
    Found,
    also,
    check,
    default_settings,
    errors,
    folder_of,
    named,
    read,
)

LANGUAGES = ("en", "zh-CN")
BLOCK = re.compile(r"(?ms)^```(ma|yaml)\n(.*?)^```$")
FENCE = re.compile(r"(?m)^```")
STANDARD = HERE / "standard.ma"
COLON = {"en": ": ", "zh-CN": "："}
PAGES = [(code, lang) for code in CODES.values() for lang in LANGUAGES]

on_every_page = pytest.mark.parametrize(("code", "lang"), PAGES, ids=lambda each: getattr(each, "code", each))


@pytest.mark.parametrize("code", CODES.values(), ids=CODES)
def test_every_code_has_a_module_that_is_named_after_it(code: Code) -> None:
    name = f"{code.code.lower()}_{code.name.replace('-', '_')}.py"
    assert (Path(rules.__path__[0]) / name).exists()


def test_every_module_has_a_code() -> None:
    assert set(all_rules()) <= set(CODES)


@pytest.mark.parametrize("code", CODES.values(), ids=CODES)
def test_a_rule_checks_something_or_says_what_reports_it(code: Code) -> None:
    rule = all_rules()[code.code]
    assert (rule.check is None) == bool(rule.reported_by)
    assert [name for name in rule.reported_by if find_spec(name) is None] == []


@on_every_page
def test_a_page_begins_with_the_code_and_one_sentence(code: Code, lang: str) -> None:
    first, second, *_ = manual(code.code, lang).split("\n")
    assert first.startswith(f"{code.code} {code.name}{COLON[lang]}")
    assert first[-1] in ".。"
    assert len(first) <= 110
    assert second == ""


@on_every_page
def test_a_page_shows_what_gets_the_code_and_how_to_mend_it(code: Code, lang: str) -> None:
    page = manual(code.code, lang)
    assert len(BLOCK.findall(page)) >= 2
    assert len(FENCE.findall(page)) == 2 * len(BLOCK.findall(page))
    assert max(map(len, page.split("\n"))) <= 110


@on_every_page
def test_the_first_example_of_a_page_gets_the_code(code: Code, lang: str) -> None:
    found = checked(code, *blocks(code, lang)[0])
    assert named(found, code.code)
    assert set(errors(found)) - {code.code} <= also(folder_of(code))


@on_every_page
def test_the_last_example_of_a_page_is_sound(code: Code, lang: str) -> None:
    found = checked(code, *blocks(code, lang)[-1])
    assert named(found, code.code) == []
    assert errors(found) == []


def blocks(code: Code, lang: str) -> list[tuple[str, str]]:
    """Return the examples of a page: their language and their text."""
    return [(match[1], match[2]) for match in BLOCK.finditer(manual(code.code, lang))]


def checked(code: Code, language: str, text: str) -> Found:
    """Check an example with the settings of the code's folder, and only what is said of the example."""
    folder = folder_of(code)
    if language == "yaml":
        found = check({"ma.yaml": text, "standard.ma": read(STANDARD)}, folder)
        return said_of("ma.yaml", found)
    texts = {"ma.yaml": default_settings(folder), "example.ma": text, "standard.ma": standard(text)}
    return said_of("example.ma", check(texts, folder))


def said_of(path: str, found: Found) -> Found:
    return Found(tuple(d for d in found.diagnostics if d.span.file == path), found.sources)


def standard(text: str) -> str:
    """Return the declarations of `standard.ma` that an example uses and does not make itself."""
    source = SourceFile("standard.ma", read(STANDARD))
    own = {key(declaration) for declaration in module(SourceFile("example.ma", text)).declarations}
    words = set(re.findall(r"\w+", text)) | ({"user"} if "用户." in text else set())
    return "\n".join(
        source.slice(declaration.span)
        for declaration in module(source).declarations
        if key(declaration) not in own and key(declaration)[1] in words
    )


def key(declaration: Declaration) -> tuple[str, str]:
    name = declared_name(declaration)
    kind = type(declaration).__name__
    return kind, name.text if isinstance(name, Name) else kind.lower()


def module(source: SourceFile) -> Module:
    return parse(source, Sink())
