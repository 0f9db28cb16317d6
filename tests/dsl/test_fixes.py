"""Fixes: which of them go together, and the text they make."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maflow.dsl.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity
from maflow.dsl.fixes import apply_edits, apply_fixes, choose_fixes
from maflow.dsl.source import NO_SPAN, SourceFile, Span
from tests.dsl.rendering import text

SAFE, UNSAFE, SUGGEST = Applicability.SAFE, Applicability.UNSAFE, Applicability.SUGGEST
SOURCE = SourceFile("a.ma", "0123456789")


def finding(*fixes: Fix) -> Diagnostic:
    return Diagnostic(
        code="MA003", severity=Severity.ERROR, message=text("implied"), span=NO_SPAN, fixes=fixes
    )


def fix(*edits: tuple[int, int, str], file: str = "a.ma", how: Applicability = SAFE) -> Fix:
    return Fix(text("implied"), how, tuple(Edit(Span(file, start, end), to) for start, end, to in edits))


def test_fixes_that_are_apart_are_all_applied() -> None:
    found = [finding(fix((7, 8, "x"))), finding(fix((0, 2, ""), (4, 4, "yy")))]
    assert apply_fixes(SOURCE, found, {SAFE}) == "23yy456x89"


def test_only_what_is_asked_for_is_applied() -> None:
    found = [finding(fix((0, 1, "a"), how=SUGGEST), fix((0, 1, "b"), how=UNSAFE)), finding(fix((5, 6, "c")))]
    assert apply_fixes(SOURCE, found, {SAFE}) == "01234c6789"
    assert apply_fixes(SOURCE, found, {SAFE, UNSAFE}) == "b1234c6789"
    assert apply_fixes(SOURCE, found, set()) == SOURCE.text


def test_of_two_that_overlap_the_first_is_applied_and_the_other_not_at_all() -> None:
    found = [finding(fix((3, 6, "x"), (9, 10, "x"))), finding(fix((2, 4, "y")))]
    assert apply_fixes(SOURCE, found, {SAFE}) == "01y456789"


def test_neighbours_do_not_overlap() -> None:
    found = [finding(fix((2, 4, "x"))), finding(fix((4, 6, "y"))), finding(fix((2, 2, "<")))]
    assert apply_fixes(SOURCE, found, {SAFE}) == "01<xy6789"


def test_two_texts_for_one_place_collide_and_one_text_twice_is_put_there_once() -> None:
    assert (
        apply_fixes(SOURCE, [finding(fix((5, 5, "x"))), finding(fix((5, 5, "y")))], {SAFE}) == "01234x56789"
    )
    assert (
        apply_fixes(SOURCE, [finding(fix((5, 5, "x"))), finding(fix((5, 5, "x")))], {SAFE}) == "01234x56789"
    )


def test_a_fix_over_two_files_is_applied_in_both_or_in_neither() -> None:
    both = Fix(text("implied"), SAFE, (Edit(Span("a.ma", 5, 6), "x"), Edit(Span("b.ma", 5, 6), "x")))
    other = SourceFile("b.ma", SOURCE.text)
    earlier = finding(fix((4, 6, "y"), file="a.ma"))
    assert apply_fixes(SOURCE, [finding(both)], {SAFE}) == "01234x6789"
    assert apply_fixes(other, [finding(both)], {SAFE}) == "01234x6789"
    assert apply_fixes(SOURCE, [finding(both), earlier], {SAFE}) == "0123y6789"
    assert apply_fixes(other, [finding(both), earlier], {SAFE}) == other.text


def test_a_fix_that_collides_with_itself_is_left_out() -> None:
    assert apply_fixes(SOURCE, [finding(fix((1, 3, "x"), (2, 4, "y")))], {SAFE}) == SOURCE.text


@pytest.mark.parametrize("edits", [[(3, 2, "")], [(9, 11, "")], [(-1, 2, "")], [(1, 5, ""), (4, 6, "")]])
def test_edits_that_do_not_fit_are_a_programmers_mistake(edits: list[tuple[int, int, str]]) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        apply_edits(SOURCE, fix(*edits).edits)


bounds = st.tuples(st.integers(0, 10), st.integers(0, 10)).map(sorted)
edits = st.builds(lambda ends, to: (ends[0], ends[1], to), bounds, st.sampled_from(["", "x", "yy"]))
findings = st.lists(
    st.lists(edits, min_size=1, max_size=3).map(lambda drawn: finding(fix(*drawn))), max_size=8
)


@given(findings, st.randoms(use_true_random=False))
def test_the_order_of_the_findings_does_not_matter(found: list[Diagnostic], shuffler: random.Random) -> None:
    expected = apply_fixes(SOURCE, found, {SAFE})
    shuffler.shuffle(found)
    assert apply_fixes(SOURCE, found, {SAFE}) == expected


@given(findings)
def test_chosen_fixes_go_together_and_the_first_is_always_chosen(found: list[Diagnostic]) -> None:
    chosen = choose_fixes(found, {SAFE})
    places = {(e.span.start, e.span.end, e.replacement) for each in chosen for e in each.edits}
    for one in places:
        for other in places - {one}:
            assert one[1] <= other[0] or other[1] <= one[0]
    kept = len(SOURCE.text) - sum(end - start for start, end, _ in places)
    assert len(apply_fixes(SOURCE, found, {SAFE})) == kept + sum(len(to) for _, _, to in places)
    alone = [choose_fixes([each], {SAFE}) for each in found]
    assert bool(chosen) == any(alone)
