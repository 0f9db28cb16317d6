"""The search for the instant at which something becomes what it was not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maflow.runtime.core.flips import FAR, UNSURE, contained, crossing, is_equal, is_less, quotients, search

small = st.integers(-50, 50)


@given(small, st.integers(-5, 5).filter(bool), small, small)
def test_a_crossing_is_the_first_instant_with_the_other_answer(
    value: int, slope: int, bound: int, now: int
) -> None:
    def is_met(instant: int) -> bool:
        return value + slope * (instant - now) >= bound

    found = crossing(value, slope, bound, now)
    expected = next((at for at in range(now + 1, now + 200) if is_met(at) is not is_met(now)), FAR)
    assert found == expected


@given(st.integers(1, 400), st.integers(1, 500))
def test_a_search_finds_the_first_change(change: int, end: int) -> None:
    def look(start: int, stop: int) -> Any:
        if stop < change:
            return False
        return True if start >= change else UNSURE

    assert search(look, 0, end) == min(change, end)


def test_a_search_among_what_is_never_sure_is_early() -> None:
    assert search(lambda start, end: UNSURE if end > start else start % 2, 0, 100) == 1


@pytest.mark.parametrize("change", [5, 90_000, 10_000_000])
def test_a_search_among_what_is_sure_at_single_instants_finds_the_first_change(change: int) -> None:
    def look(start: int, stop: int) -> Any:
        return start >= change if start == stop else UNSURE

    assert search(look, 0, FAR) == change


def test_a_search_among_what_is_sure_at_single_instants_does_not_crawl() -> None:
    assert search(lambda start, end: UNSURE if end > start else True, 0, FAR) > 3_600_000


def test_a_search_without_end_stops_after_a_century() -> None:
    assert search(lambda *_: True, 0, FAR) == 36_525 * 86_400_000


@pytest.mark.parametrize(
    ("left", "right", "less", "equal"),
    [
        ((1, 2), (3, 4), True, False),
        ((3, 4), (1, 3), False, UNSURE),
        ((1, 3), (3, 4), UNSURE, UNSURE),
        ((2, 2), (2, 2), False, True),
        (None, (1, 1), None, None),
        (UNSURE, None, None, None),
        (UNSURE, (1, 1), UNSURE, UNSURE),
    ],
)
def test_intervals_are_compared_throughout(left: Any, right: Any, less: Any, equal: Any) -> None:
    assert is_less(left, right) is less
    assert is_equal(left, right) is equal


def test_what_may_be_divided_by_zero_is_anything() -> None:
    def divide(one: float, other: float) -> float:
        return one / other

    assert quotients(divide, (1, 2), (-1, 1)) is UNSURE
    assert quotients(divide, (1, 2), (0, 0)) is None
    assert quotients(divide, (-1, 2), (2, 4)) == (-0.5, 1.0)


def test_a_list_contains_a_value_for_certain_only_at_one_point() -> None:
    assert contained((1, 5), (1, 1)) is True
    assert contained((1, 5), (2, 4)) is False
    assert contained((1, 5), (2, 5)) is UNSURE
    assert contained(None, (2, 5)) is None
