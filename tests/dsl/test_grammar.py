"""The grammar: free of conflicts, its table shipped and fresh, and read alike by Lark itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from lark import Lark
from lark import Token as LarkToken
from lark.exceptions import UnexpectedToken

from maflow.dsl import ast
from maflow.dsl.automaton import Automaton, Failure, Reading
from maflow.dsl.builder import BUILDERS
from maflow.dsl.diagnostics import Sink
from maflow.dsl.dialects import ENGLISH, load_dialect
from maflow.dsl.grammar_table import build_table, grammar_text, lark_parser, load_table
from maflow.dsl.layout import lay_out
from maflow.dsl.lexer import lex
from maflow.dsl.parser import parse
from maflow.dsl.source import SourceFile
from maflow.dsl.tokens import Token
from maflow.dsl.visitor import walk
from tests.checkout import CONFORMANCE

pytestmark = pytest.mark.checkout

ENGLISH_FILES = sorted(
    path for path in CONFORMANCE.rglob("*.ma") if "language: zh" not in path.read_text(encoding="utf-8")
)


def test_grammar_has_no_conflict_under_strict_checking() -> None:
    lark_parser(grammar_text())


def test_shipped_table_is_that_of_the_grammar() -> None:
    shipped = load_table()
    assert msgspec.json.encode(build_table(grammar_text())) == msgspec.json.encode(shipped)


def test_every_rule_that_is_reduced_has_a_builder() -> None:
    reduced = {p.builder for p in load_table().productions if p.builder and not p.passes_one}
    assert reduced - BUILDERS.keys() == set()
    assert BUILDERS.keys() - reduced == set()


def test_every_node_class_is_built_by_some_rule() -> None:
    """A node that no syntax can make would be dead weight in every pass."""
    built: set[str] = set()
    for path in sorted(CONFORMANCE.rglob("*.ma")):
        source = SourceFile(path.name, path.read_text(encoding="utf-8"))
        built |= {type(node).__name__ for node in _all_nodes(source)}
    assert "Campaign" in built
    assert len(built) > 100


@pytest.mark.parametrize("path", ENGLISH_FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_lark_reads_what_the_automaton_reads(path: Path, lark: Lark) -> None:
    """The automaton drives Lark's table in its own loop; Lark's own driver must take the same terminals."""
    source = SourceFile(path.name, path.read_text(encoding="utf-8"))
    automaton = Automaton(ENGLISH)
    for chunk in lay_out(lex(source, Sink()), ENGLISH, source, Sink()):
        is_read = not isinstance(automaton.parse(path.name, chunk), Failure)
        assert is_read == _lark_reads(lark, automaton, chunk)


@pytest.fixture(scope="module")
def lark() -> Lark:
    return lark_parser(grammar_text())


def _lark_reads(lark: Lark, automaton: Automaton, chunk: list[Token]) -> bool:
    names = {str(term.pattern.value): term.name for term in lark.terminals}
    interactive = lark.parse_interactive("")
    states = [0]
    index = 0
    try:
        while index < len(chunk):
            token = chunk[index]
            reading = Reading((token.text if token.kind == "FOREIGN" else token.kind,))
            if token.kind == "WORD":
                found = automaton.read_word(chunk, index, states)
                if found is None:
                    return False
                reading = found
            for kind in reading.kinds:
                interactive.feed_token(LarkToken(names.get(kind, kind), token.text))
            states = automaton.after(states, reading.kinds) or states
            index += reading.length
        interactive.feed_eof()
    except UnexpectedToken:
        return False
    return True


def _all_nodes(source: SourceFile) -> Iterator[ast.Node]:
    for declaration in parse(source, Sink()).declarations:
        yield from walk(declaration)


def test_dialects_know_only_english_words_of_the_grammar() -> None:
    """A row that names a word the grammar does not have could never be read."""
    words = {kind for row in load_table().actions for kind in row}
    dialect = load_dialect("zh-CN")
    spoken = {word for phrases in dialect.phrases.values() for phrase in phrases for word in phrase.english}
    # Reasons of `blocked by` and `refused by` are names in the grammar.
    reasons = {"suppressed", "address", "quiet_hours", "budget", "offer", "render", "approval", "paused"}
    reasons |= {"running", "reenter", "inactive", "key", "late", "step"}
    assert spoken - words - reasons == set()
