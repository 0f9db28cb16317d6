"""Gives each expectation a record of its own, so that as many as possible are met."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["assign"]


def assign(choices: Sequence[Sequence[int]]) -> list[int | None]:
    """Give each taker one of the things it could take, no thing twice; None to who gets nothing.

    Law: as many as possible get something, and who gets something keeps it when more takers follow.
    Source: Kuhn's algorithm for maximum bipartite matching.
    Example:
        >>> assign([[0, 1], [0], [1]])
        [1, 0, None]
    """
    taker_of: dict[int, int] = {}
    for taker in range(len(choices)):
        _place(taker, choices, taker_of, set())
    taken = {taker: thing for thing, taker in taker_of.items()}
    return [taken.get(taker) for taker in range(len(choices))]


def _place(taker: int, choices: Sequence[Sequence[int]], taker_of: dict[int, int], tried: set[int]) -> bool:
    for thing in choices[taker]:
        if thing in tried:
            continue
        tried.add(thing)
        if thing not in taker_of or _place(taker_of[thing], choices, taker_of, tried):
            taker_of[thing] = taker
            return True
    return False
