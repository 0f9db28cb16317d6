"""Mappings whose values are made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TypeVar

__all__ = ["Computed"]

Value = TypeVar("Value")


class Computed(Mapping[str, Value]):
    """What `make` says of each name: a template asks for few of many.

    Example:
        >>> lengths = Computed({"wait": 1, "send": 2}, len)
        >>> lengths["wait"], list(lengths), lengths.get("stop")
        (4, ['wait', 'send'], None)
    """

    def __init__(self, names: Collection[str], make: Callable[[str], Value]) -> None:
        self._names = names
        self._make = make

    def __getitem__(self, name: str) -> Value:
        if name not in self._names:
            raise KeyError(name)
        return self._make(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
