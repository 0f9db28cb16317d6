"""Laws of the formatter: same program, same comments on the same nodes, and a second time nothing changes."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from maflow.dsl import ast
from maflow.dsl.diagnostics import Severity, Sink
from maflow.dsl.dialects import DIALECTS, dialect_of
from maflow.dsl.formatter import FormatResult, format_source
from maflow.dsl.formatter.comments import attach
from maflow.dsl.formatter.sameness import meaning
from maflow.dsl.parser import parse
from maflow.dsl.printer import print_module
from maflow.dsl.source import SourceFile
from tests.checkout import CONFORMANCE, ROOT
from tests.properties.strategies_ast import modules

pytestmark = pytest.mark.checkout

PROGRAMS = {
    str(path.relative_to(ROOT)): path.read_bytes().decode("utf-8")
    for folder in (CONFORMANCE, ROOT / "tests" / "golden" / "format")
    for path in sorted(folder.rglob("*.ma"))
}
MOST_REMARKS = 12

Places = list[tuple[str, str, tuple[int, ...]]]


@st.composite
def remarked(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> str:
    """A text with comments at the ends of some lines and blank lines and comments between some."""
    lines = draw(texts).split("\n")
    first = 1 if lines[0].startswith("# language") else 0
    for number in range(draw(st.integers(0, MOST_REMARKS))):
        at = draw(st.integers(first, len(lines) - 1))
        match draw(st.sampled_from(["own", "end", "blank"])):
            case "own":
                lines.insert(at, f"  # {number}")
            case "blank":
                lines.insert(at, " ")
            case _:
                lines[at] += f" # {number}"
    return "\n".join(lines)


@st.composite
def mutated(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> str:
    """A text from which pieces were cut, or into which others were put."""
    text = draw(texts)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        length = draw(st.integers(0, 20))
        text = text[:start] + draw(st.text('{}()"#;\n ,=x1`', max_size=3)) + text[start + length :]
    return text


programs = st.sampled_from(sorted(PROGRAMS)).map(PROGRAMS.__getitem__)
narrow_programs = st.builds(
    lambda module, width: print_module(module, width=width), modules, st.integers(1, 80)
)


def read(text: str) -> tuple[ast.Module, bool]:
    """Return a module and whether it is free of errors."""
    sink = Sink()
    module = parse(SourceFile("a.ma", text), sink)
    return module, not any(found.severity is Severity.ERROR for found in sink.diagnostics)


def formatted(text: str, dialect: str | None = None) -> FormatResult:
    return format_source(SourceFile("a.ma", text), dialect=dialect)


def remarks(text: str, module: ast.Module) -> list[ast.Comment]:
    """Return the comments of a file without the line that chooses its dialect."""
    return list(module.comments[1:] if dialect_of(text)[2] else module.comments)


def places(text: str, module: ast.Module) -> Places:
    """Return the comments of a file in order, each with the node it belongs to."""
    if not module.declarations:
        return [(comment.text, "", ()) for comment in remarks(text, module)]
    attached = attach(text, module.declarations, remarks(text, module))
    return [(one.comment.text, one.placement.value, one.path) for one in attached]


def check_laws(text: str) -> None:
    """Fail unless a text keeps its meaning and its comments, and is in its final form after one pass."""
    module, is_sound = read(text)
    result = formatted(text)
    again, _ = read(result.text)
    assert list(map(meaning, again.declarations)) == list(map(meaning, module.declarations))
    assert [c.text for c in remarks(result.text, again)] == [c.text for c in remarks(text, module)]
    if is_sound:
        assert places(result.text, again) == places(text, module)
    assert formatted(result.text).text == result.text
    assert result.changed == (result.text != text)


def check_translation(text: str) -> None:
    """Fail unless a sound file comes back from the other dialect as if it had been formatted only."""
    module, is_sound = read(text)
    if not is_sound:
        return
    (other,) = set(DIALECTS) - {module.dialect}
    there = formatted(text, other)
    plain = formatted(text)
    if there.is_left_alone or plain.skipped:
        return
    assert read(there.text)[0].dialect == other
    assert list(map(meaning, read(there.text)[0].declarations)) == list(map(meaning, module.declarations))
    assert formatted(there.text, module.dialect).text == plain.text


@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_a_program_keeps_its_meaning_and_its_comments(name: str) -> None:
    check_laws(PROGRAMS[name])


@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_a_program_comes_back_from_the_other_dialect(name: str) -> None:
    check_translation(PROGRAMS[name])


@given(remarked(programs))
def test_comments_stay_where_they_are_put(text: str) -> None:
    check_laws(text)


@given(remarked(narrow_programs))
def test_comments_inside_long_entries_are_kept(text: str) -> None:
    check_laws(text)
    check_translation(text)


@given(mutated(programs))
@example("user { a text };;1\n")
def test_a_file_with_mistakes_keeps_them_and_everything_else(text: str) -> None:
    check_laws(text)


@given(st.text(max_size=60))
def test_any_text_has_a_form(text: str) -> None:
    check_laws(text)
