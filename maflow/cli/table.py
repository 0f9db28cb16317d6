"""Tables for people: columns as wide as they need to be, numbers to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from maflow.dsl.render.palette import Piece, Role, painted
from maflow.dsl.source import display_width
from maflow.dsl.visible import visible

__all__ = ["Column", "table"]

_GAP = "  "


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and whether numbers stand in it."""

    heading: str
    is_number: bool = False


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], *, color: bool) -> str:
    """Return a table; columns in which nothing stands are left out.

    Example:
        >>> print(table([Column("name"), Column("count", True)], [("ann", "5"), ("bob", "12")], color=False))
        name  count
        ann       5
        bob      12
        <BLANKLINE>
    """
    kept = [place for place in range(len(columns)) if any(row[place] for row in rows)]
    shown = [[visible(row[place]) for place in kept] for row in rows]
    headings = [columns[place].heading for place in kept]
    widths = [max(map(display_width, cells)) for cells in zip(headings, *shown, strict=True)]
    sides = [columns[place].is_number for place in kept]
    lines = [_line(headings, widths, sides, Role.ASIDE)]
    lines += [_line(row, widths, sides, Role.PLAIN) for row in shown]
    return "".join(painted(line, color=color) + "\n" for line in lines)


def _line(cells: Sequence[str], widths: Sequence[int], sides: Sequence[bool], role: Role) -> list[Piece]:
    pieces: list[Piece] = []
    for cell, width, is_number in zip(cells, widths, sides, strict=True):
        blanks = " " * (width - display_width(cell))
        pieces.append((blanks + cell if is_number else cell + blanks, role))
        pieces.append((_GAP, Role.PLAIN))
    return pieces
