"""Laws of the front end: whatever the text, there is an answer, and its places are real."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maflow.dsl.diagnostics import Sink
from maflow.dsl.parser import parse
from maflow.dsl.source import SourceFile
from maflow.dsl.visitor import children, walk
from tests.checkout import CONFORMANCE

pytestmark = pytest.mark.checkout

PROGRAMS = [path.read_text(encoding="utf-8") for path in sorted(CONFORMANCE.rglob("*.ma"))]
WORDS = sorted({word for text in PROGRAMS for word in text.split()})

fragments = st.lists(
    st.one_of(st.sampled_from(WORDS), st.sampled_from(list("{}()[];,.=\n\"'`#")), st.text(max_size=5)),
    max_size=60,
).map(" ".join)


@st.composite
def mutated_programs(draw: st.DrawFn) -> str:
    """A real program from which pieces were cut, doubled, swapped or replaced."""
    text = draw(st.sampled_from(PROGRAMS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, max(0, len(text) - 1)))
        length = draw(st.integers(0, 12))
        piece = draw(
            st.one_of(
                st.just(""),
                st.sampled_from(WORDS),
                st.text(max_size=3),
                st.just(text[start : start + length] * 2),
            )
        )
        text = text[:start] + piece + text[start + length :]
    return text


def check(text: str) -> None:
    source, sink = SourceFile("a.ma", text), Sink()
    module = parse(source, sink)
    for diagnostic in sink.diagnostics:
        spans = [diagnostic.span, *(label.span for label in diagnostic.labels)]
        spans += [edit.span for fix in diagnostic.fixes for edit in fix.edits]
        for span in spans:
            assert 0 <= span.start <= span.end <= len(text)
    for declaration in module.declarations:
        for node in walk(declaration):
            assert 0 <= node.span.start <= node.span.end <= len(text)
            for child in children(node):
                assert node.span.contains(child.span), (node, child)


@given(st.text(max_size=300))
def test_arbitrary_text_never_raises(text: str) -> None:
    check(text)


@given(fragments)
def test_words_of_the_language_in_any_order_never_raise(text: str) -> None:
    check(text)


@given(mutated_programs())
@settings(max_examples=200, deadline=None)
def test_mutated_programs_never_raise(text: str) -> None:
    check(text)


@given(mutated_programs())
@settings(max_examples=50, deadline=None)
def test_reading_twice_finds_the_same(text: str) -> None:
    one, two = Sink(), Sink()
    assert parse(SourceFile("a.ma", text), one) == parse(SourceFile("a.ma", text), two)
    assert one.diagnostics == two.diagnostics


@pytest.mark.parametrize("text", PROGRAMS, ids=range(len(PROGRAMS)))
def test_inner_places_lie_inside_outer_ones(text: str) -> None:
    check(text)
