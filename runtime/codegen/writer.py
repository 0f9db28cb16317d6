"""Builds Python source line by line, and remembers which line came from which place of the project."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from maflow.runtime.program.types import Place

__all__ = ["Writer"]

_INDENT = "    "


class Writer:
    """Lines of Python source.

    Law: line n of `source()`, from 1, came from `places[n - 1]`.
    Example:
        >>> writer = Writer()
        >>> with writer.block("def f(x):", Place(0, 7)):
        ...     writer.line("return x")
        >>> print(writer.source(), end="")
        def f(x):
            return x
        >>> writer.places
        [Place(file=0, line=7), Place(file=0, line=7)]
    """

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._depth = 0
        self._place: Place | None = None
        self.places: list[Place | None] = []

    def line(self, text: str = "", place: Place | None = None) -> None:
        """Add a line; without a place of its own it has that of the block around it."""
        self._lines.append(_INDENT * self._depth + text if text else "")
        self.places.append(self._place if place is None else place)

    def lines(self, texts: list[str]) -> None:
        """Add several lines; they may be indented among themselves."""
        for text in texts:
            self.line(text)

    @contextmanager
    def block(self, head: str, place: Place | None = None) -> Iterator[None]:
        """Add a line and indent what is added inside the `with` statement."""
        outer = self._place
        if place is not None:
            self._place = place
        self.line(head)
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            self._place = outer

    def include(self, other: Writer) -> None:
        """Add the lines of another writer at this depth; they keep their places."""
        for text, place in zip(other._lines, other.places, strict=True):
            self.line(text, place)

    def source(self) -> str:
        """Return all lines as one text."""
        return "".join(f"{line}\n" for line in self._lines)
