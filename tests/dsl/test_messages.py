"""How the sentences of the catalogue are written, and that code and catalogue know the same keys."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import maflow
from maflow.dsl.catalogue import LANGUAGES, shipped_catalogue
from maflow.dsl.catalogue_files import PLACEHOLDER, Entry
from maflow.dsl.codes import CODES

ENTRIES = shipped_catalogue().entries
KEYS = sorted(ENTRIES)
# Pieces of sentences, with the blanks and stops that stand between others.
PIECES = {"label.colon", "list.and", "list.comma", "list.or"}
# A sentence may begin with a name that is written so: `SMS`, `UTC`, `Liquid`.
CAPITALS = ("[A-Z]{2}", "Liquid")
IN_CODE = re.compile(r"@?([A-Za-z0-9-]+)\.([A-Za-z0-9.-]+)")


def templates(entry: Entry, lang: str) -> list[str]:
    return list(entry.sentences[lang].values())


def quoted(template: str) -> set[str]:
    return {name for part in template.split("`")[1::2] for name in PLACEHOLDER.findall(part)}


@pytest.mark.parametrize("key", KEYS)
def test_both_languages_have_the_same_places_in_the_same_quotes(key: str) -> None:
    every = [template for lang in LANGUAGES for template in templates(ENTRIES[key], lang)]
    assert len({frozenset(PLACEHOLDER.findall(template)) for template in every}) == 1
    assert len({frozenset(quoted(template)) for template in every}) == 1
    assert all(template.count("`") % 2 == 0 for template in every)


@pytest.mark.parametrize("key", [key for key in KEYS if key not in PIECES])
def test_a_sentence_is_one_line_in_lower_case_without_a_final_stop(key: str) -> None:
    for template in templates(ENTRIES[key], "en"):
        assert template[0].islower() or not template[0].isalpha() or re.match("|".join(CAPITALS), template)
    for lang in LANGUAGES:
        for template in templates(ENTRIES[key], lang):
            assert template == " ".join(template.split())
            assert not template.endswith((".", "。", "!", "！"))


@pytest.mark.parametrize("key", KEYS)
def test_chinese_is_chinese(key: str) -> None:
    assert all(
        re.search("[\u3000-\u303f\u4e00-\u9fff\uff00-\uff60]", t) for t in templates(ENTRIES[key], "zh-CN")
    )


@pytest.mark.parametrize("key", [key for key in KEYS if key.startswith("MA")])
def test_a_sentence_of_a_rule_belongs_to_a_rule(key: str) -> None:
    assert key.partition(".")[0] in CODES


def test_every_sentence_is_said_somewhere() -> None:
    exact, patterns = keys_in_code()
    unused = [key for key in KEYS if key not in exact and not any(p.fullmatch(key) for p in patterns)]
    assert unused == []


def test_every_key_in_the_code_is_in_the_catalogue() -> None:
    exact, _ = keys_in_code()
    namespaces = {key.partition(".")[0] for key in KEYS}
    assert sorted(key for key in exact if key.partition(".")[0] in namespaces and key not in ENTRIES) == []


def keys_in_code() -> tuple[set[str], list[re.Pattern[str]]]:
    """Return the keys that stand in the code, and for keys put together there the form they have."""
    exact: set[str] = set()
    patterns: list[re.Pattern[str]] = []
    parts: set[int] = set()
    for node in nodes():
        match node:
            case ast.JoinedStr(values=[ast.Constant(value=str(value)) as first, *_]):
                parts.add(id(first))
                if IN_CODE.match(value + "x"):
                    prefix = re.escape(value.removeprefix("@"))
                    patterns.append(re.compile(prefix + r"[A-Za-z0-9.-]+"))
            case ast.Constant(value=str(value)) if IN_CODE.fullmatch(value) and id(node) not in parts:
                exact.add(value.removeprefix("@"))
    return exact, patterns


@cache
def nodes() -> tuple[ast.AST, ...]:
    """Return the syntax of the code, whatever holds a piece before the piece."""
    root = Path(maflow.__file__).parent
    folders = ("dsl", "compiler", "plugins", "runtime", "cli")
    paths = [*root.glob("*.py"), *(path for folder in folders for path in (root / folder).rglob("*.py"))]
    return tuple(node for path in sorted(paths) for node in ast.walk(ast.parse(path.read_text("utf-8"))))
