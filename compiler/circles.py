"""Circles in a graph: what leads back to where it began."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

__all__ = ["circles"]

Key = TypeVar("Key", bound=Hashable)
Edge = TypeVar("Edge")


def circles(edges: Mapping[Key, Sequence[tuple[Edge, Key]]]) -> Iterator[Sequence[Edge]]:
    """Yield a circle for each edge that leads back to a node it was reached from.

    Shape: `edges` are the ways out of each node, with where they lead; a circle is its edges in their order.
    Law: where there is a circle, there is one among those yielded that shares a node with it.
    Example:
        >>> list(circles({"a": [("a to b", "b")], "b": [("b to a", "a"), ("b to c", "c")]}))
        [['a to b', 'b to a']]
    """
    done: set[Key] = set()
    for start in edges:
        if start in done:
            continue
        # The nodes on the way from `start`, each with its edges not followed yet; the edges between.
        path = {start: iter(edges[start])}
        places = {start: 0}
        taken: list[Edge] = []
        while path:
            node = next(reversed(path))
            found = next(path[node], None)
            if found is None:
                done.add(node)
                del path[node], places[node]
                del taken[-1:]
                continue
            edge, target = found
            if target in path:
                yield [*taken[places[target] :], edge]
            elif target in edges and target not in done:
                places[target] = len(path)
                path[target] = iter(edges[target])
                taken.append(edge)
