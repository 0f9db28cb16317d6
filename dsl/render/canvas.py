"""A row of a drawing: characters put at columns."""

from __future__ import annotations

from itertools import groupby

from maflow.dsl.render.palette import Piece, Role

__all__ = ["Canvas"]

_BLANK = (" ", Role.PLAIN)


class Canvas:
    """One row. Columns that nothing was put at are blank."""

    def __init__(self) -> None:
        self._cells: list[Piece] = []

    def put(self, column: int, text: str, role: Role) -> None:
        """Put text, one character a column, over what was there."""
        end = column + len(text)
        self._cells += [_BLANK] * (end - len(self._cells))
        self._cells[column:end] = [(char, role) for char in text]

    def pieces(self) -> list[Piece]:
        """Return the row, neighbours of one colour together."""
        return [
            ("".join(char for char, _ in run), role)
            for role, run in groupby(self._cells, key=lambda cell: cell[1])
        ]
