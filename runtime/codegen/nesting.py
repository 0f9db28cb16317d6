"""Puts conditions that several things share around all of them: nested tests instead of a test for each."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from maflow.runtime.codegen.frame import Tables
from maflow.runtime.program.expressions import (
    Between,
    Compare,
    Comparison,
    Expression,
    In,
    IsKnown,
    Not,
    UserValue,
)
from maflow.runtime.program.types import BooleanData, Constant

__all__ = ["Nest", "likelihood", "nest", "reaches"]

Item = TypeVar("Item")

# Python takes no more than a hundred levels of indentation.
_DEEPEST = 60
# How likely one of several texts is where nothing says how many there are.
_ONE_OF_MANY = 0.2
_MOST = 0.8
_EVEN = 0.5


@dataclass(frozen=True, slots=True)
class Nest(Generic[Item]):
    """Items without a further condition, and nests behind conditions that must all be true.

    Shape: `inner` has pairs of conditions, the least likely first, and nest.
    """

    items: tuple[Item, ...]
    inner: tuple[tuple[tuple[Expression, ...], Nest[Item]], ...]


def nest(guarded: Iterable[tuple[frozenset[Expression], Item]], tables: Tables) -> Nest[Item]:
    """Nest items, each behind all of its conditions, so that most tests are spared.

    A condition comes first that many share and that is seldom true. Law: every item stands behind exactly
    its conditions, once; items behind the same conditions keep their order.
    """
    rest = list(guarded)
    # Sets have no order: the text decides, so that the source is always the same.
    conditions = sorted({each for several, _ in rest for each in several}, key=repr)
    numbers = {condition: number for number, condition in enumerate(conditions)}
    weights = [1 - likelihood(condition, tables) for condition in conditions]
    numbered = [(frozenset(numbers[each] for each in several), item) for several, item in rest]
    return _Nesting[Item](conditions, weights).nest(numbered, 0)


def reaches(nested: Nest[Item], tables: Tables) -> dict[Expression, float]:
    """Return how often each condition of a nest is expected to be asked in one pass."""
    found: Counter[Expression] = Counter()
    waiting = [(nested, 1.0)]
    while waiting:
        place, reach = waiting.pop()
        for conditions, inner in place.inner:
            inside = reach
            for condition in conditions:
                found[condition] += inside  # type: ignore[assignment]
                inside *= likelihood(condition, tables)
            waiting.append((inner, inside))
    return dict(found)


def likelihood(condition: Expression, tables: Tables) -> float:
    """Return a guess of how often a condition is true, by its form and by how many values there are."""
    match condition:
        case Compare(operator=Comparison.EQUAL, left=left, right=Constant(data=data)):
            return _EVEN if isinstance(data, BooleanData) else _share(left, tables)
        case Compare(operator=Comparison.NOT_EQUAL, left=left):
            return 1 - _share(left, tables)
        case In(operand=operand, items=items):
            return min(len(items) * _share(operand, tables), _MOST)
        case Not(operand=In() | Between() | Compare() as operand):
            return 1 - likelihood(operand, tables)
        case IsKnown():
            return _MOST
        case _:
            return _EVEN


def _share(node: Expression, tables: Tables) -> float:
    if isinstance(node, UserValue):
        choices = tables.attributes[node.name][1].type.choices
        return 1 / len(choices) if choices else _ONE_OF_MANY
    return _ONE_OF_MANY


class _Nesting(Generic[Item]):
    """Nests items whose conditions are numbers, because they are compared very often."""

    def __init__(self, conditions: Sequence[Expression], weights: Sequence[float]) -> None:
        self._conditions = conditions
        self._weights = weights

    def nest(self, guarded: Sequence[tuple[frozenset[int], Item]], depth: int) -> Nest[Item]:
        """Return the nest of items; where it becomes too deep, each stands behind all that is left."""
        items = tuple(item for numbers, item in guarded if not numbers)
        rest = [(numbers, item) for numbers, item in guarded if numbers]
        if depth >= _DEEPEST:
            flat = tuple((self._in_order(numbers), Nest((item,), ())) for numbers, item in rest)
            return Nest(items, flat)
        return Nest(items, tuple(self._group(inside, shared, depth) for shared, inside in self._split(rest)))

    def _group(
        self, guarded: Sequence[tuple[frozenset[int], Item]], shared: int, depth: int
    ) -> tuple[tuple[Expression, ...], Nest[Item]]:
        common = frozenset.intersection(*(numbers for numbers, _ in guarded))
        assert shared in common
        inside = [(numbers - common, item) for numbers, item in guarded]
        return self._in_order(common), self.nest(inside, depth + 1)

    def _in_order(self, numbers: Iterable[int]) -> tuple[Expression, ...]:
        ordered = sorted(numbers, key=lambda number: (-self._weights[number], number))
        return tuple(self._conditions[number] for number in ordered)

    def _split(
        self, guarded: Sequence[tuple[frozenset[int], Item]]
    ) -> Iterator[tuple[int, list[tuple[frozenset[int], Item]]]]:
        """Yield groups that share a condition, that with the most to spare first."""
        holders: dict[int, list[int]] = {}
        for place, (numbers, _) in enumerate(guarded):
            for number in numbers:
                holders.setdefault(number, []).append(place)
        counts = {number: len(places) for number, places in holders.items()}
        heap = [(-count * self._weights[number], number) for number, count in counts.items()]
        heapq.heapify(heap)
        is_left = [True] * len(guarded)
        while heap:
            score, number = heapq.heappop(heap)
            now = -counts[number] * self._weights[number]
            if not counts[number]:
                continue
            if now != score:
                heapq.heappush(heap, (now, number))
                continue
            places = [place for place in holders[number] if is_left[place]]
            for place in places:
                is_left[place] = False
                for each in guarded[place][0]:
                    counts[each] -= 1
            yield number, [guarded[place] for place in places]
