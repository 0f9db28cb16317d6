"""Why records are rejected: English in the code, the same English and Chinese in the catalogue."""

from __future__ import annotations

import ast
from pathlib import Path

import maflow
from maflow.dsl.catalogue import shipped_catalogue
from maflow.dsl.catalogue_files import PLACEHOLDER
from maflow.runtime.sources.reasons import ENGLISH, english

ENTRIES = {key: entry for key, entry in shipped_catalogue().entries.items() if key.startswith("reject.")}


def test_the_catalogue_says_in_english_what_the_code_says() -> None:
    said = {key: entry.sentences["en"]["other"] for key, entry in ENTRIES.items()}
    assert said == {key: text for key, text in ENGLISH.items() if key.startswith("reject.")}


def test_every_reason_is_given_somewhere_and_every_one_given_has_words() -> None:
    root = Path(maflow.__file__).parent / "runtime"
    nodes = [node for path in root.rglob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    given = {
        node.args[0].value
        for node in nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "NotUnderstood"
        if isinstance(node.args[0], ast.Constant)
    }
    parts = {
        node.value.removeprefix("@")
        for node in nodes
        if isinstance(node, ast.Constant) and str(node.value).startswith("@reject.")
    }
    assert given | parts == ENGLISH.keys()


def test_what_somebody_wrote_is_put_in_as_it_is() -> None:
    for key, text in ENGLISH.items():
        names = PLACEHOLDER.findall(text)
        said = english(key, dict.fromkeys(names, "{found} `x`"))
        assert said.count("{found} `x`") == len(names)
