"""Lines and records: as many as possible find one another."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from maflow.runtime.scenario.assignment import assign

CHOICES = st.lists(st.lists(st.integers(0, 3), unique=True, max_size=4), max_size=5)


def most(choices: list[list[int]]) -> int:
    """Return by trying everything out how many can get something at once."""
    things = [*range(4), *[None] * len(choices)]
    return max(
        sum(thing in wanted for thing, wanted in zip(order, choices, strict=True))
        for order in set(permutations(things, len(choices)))
    )


@given(CHOICES)
def test_nobody_gets_what_is_not_wanted_or_taken(choices: list[list[int]]) -> None:
    given_out = assign(choices)
    taken = [thing for thing in given_out if thing is not None]
    assert len(set(taken)) == len(taken)
    assert all(thing is None or thing in wanted for thing, wanted in zip(given_out, choices, strict=True))


@given(CHOICES)
def test_as_many_as_possible_get_something(choices: list[list[int]]) -> None:
    assert sum(thing is not None for thing in assign(choices)) == most(choices)


@given(CHOICES, st.lists(st.integers(0, 3), unique=True))
def test_who_gets_something_keeps_it_when_another_comes(choices: list[list[int]], more: list[int]) -> None:
    before, after = assign(choices), assign([*choices, more])
    assert all(then is not None for now, then in zip(before, after, strict=False) if now is not None)
