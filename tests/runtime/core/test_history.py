"""Containers of the history: exact sums, spans of pairs, values that are forgotten."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maflow.runtime.core.history import (
    ZERO,
    average_of_durations,
    average_of_numbers,
    close_pair,
    count_values_after,
    entries_after,
    forget,
    insert,
    note_value,
    open_pair,
    sum_of_numbers,
)
from maflow.runtime.core.values import rounded, sum_exactly

numbers = st.floats(allow_nan=False, allow_infinity=False, width=64) | st.integers(-(2**70), 2**70)
times = st.integers(0, 60)


@given(st.lists(numbers, max_size=30))
def test_a_running_sum_is_that_of_all_numbers_as_they_are_written(values: list[float]) -> None:
    total = reduce(sum_exactly, values, ZERO)
    exact = sum((Fraction(repr(value)) for value in values), Fraction())
    assert Fraction(total) == exact
    assert sum_of_numbers(values) == sum_of_numbers(values[::-1]) == rounded(total)
    assert sum_of_numbers([*values, None]) == sum_of_numbers(values)


def test_sums_are_those_of_the_digits() -> None:
    assert sum_of_numbers([0.1, 0.2]) == 0.3
    assert sum_of_numbers([1000.1, -1000]) == 0.1
    assert average_of_numbers([0.1, 0.2]) == 0.15
    assert average_of_numbers([]) is None


@pytest.mark.parametrize("sign", [1, -1])
def test_a_sum_too_large_for_a_number_is_infinite(sign: int) -> None:
    assert sum_of_numbers([sign * 1.7e308] * 3) == sign * math.inf
    assert average_of_numbers([sign * 10**400]) is None


@given(st.lists(st.tuples(st.booleans(), times), max_size=20), st.integers(0, 10))
def test_spans_know_whether_a_pair_has_happened(log: list[tuple[bool, int]], within: int) -> None:
    slots = [[]]
    has_happened = False
    firsts: list[int] = []
    for is_first, time in log:
        if is_first:
            firsts.append(time)
            open_pair(slots[0], time, within)
        else:
            has_happened = has_happened or any(0 <= time - first <= within for first in firsts)
            close_pair(slots, 0, time)
        assert (slots[0] is True) is has_happened
        if not has_happened:
            edges = slots[0]
            assert edges == sorted(edges)
            assert len(edges) % 2 == 0
            assert all(start <= end for start, end in zip(edges[::2], edges[1::2], strict=True))


@given(st.lists(st.tuples(st.sampled_from("abc"), times, st.integers(0, 5)), max_size=20), st.integers(1, 30))
def test_values_are_counted_until_they_were_last_seen_too_long_ago(
    log: list[tuple[str, int, int]], window: int
) -> None:
    seen: dict[str, int] = {}
    latest: dict[str, int] = {}
    now = 0
    for value, passes, late in log:
        now += passes
        time = now - late
        note_value(seen, value, time, now - window)
        latest[value] = max(latest.get(value, time), time)
        expected = sum(time > now - window for time in latest.values())
        assert count_values_after(seen, now - window) == expected


@given(st.lists(times, max_size=20), times, st.integers(0, 3))
def test_a_series_keeps_its_order_and_its_latest(log: list[int], until: int, least: int) -> None:
    slots: list[list[int]] = [[], []]
    for place, time in enumerate(log):
        insert(slots, 0, time, place)
    in_order = sorted(range(len(log)), key=lambda place: (log[place], place))
    assert slots[1] == in_order
    forget(slots, 0, 2, until, least)
    kept = [place for place in in_order if log[place] > until]
    kept = in_order[min(len(in_order) - len(kept), max(len(in_order) - least, 0)) :]
    assert slots == [[log[place] for place in kept], kept]
    assert list(entries_after(slots, 0, 2, until)) == [(log[p], p) for p in kept if log[p] > until]


def test_averages_of_durations_are_whole_milliseconds() -> None:
    assert average_of_durations([1, 2, None]) == 2
    assert average_of_durations([None]) is None
