"""Tables: adjacent one-line entries of one kind stand in columns, as gofmt and tabwriters do it.

Law: alignment never decides what breaks. Where it would push a line over the margin, the rows around
it are not aligned.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from maflow.dsl.printer.document import Choice, Doc, Group, Indent, Line, Row, Rows, Word, flatten, spaced
from maflow.dsl.source import display_width

__all__ = ["WIDTH", "LaidRow", "align"]

# Units: terminal columns.
WIDTH = 100


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A row as it is to be written; `is_apart` when a blank line stands before it."""

    row: Row
    doc: Doc
    is_apart: bool
    is_one_line: bool


@dataclass(frozen=True, slots=True)
class _Cells:
    """A row with the texts of its cells and their widths; `tail` is a last cell that takes several lines."""

    row: Row
    texts: tuple[str, ...]
    widths: tuple[int, ...]
    tail: Doc | None = None

    @property
    def width(self) -> int:
        """Return the width of the row without alignment."""
        return sum(self.widths) + len(self.widths) - 1


def align(rows: Sequence[Row], room: int = WIDTH) -> list[LaidRow]:
    """Decide which rows stand on one line and line up their cells, section by section.

    Units: `room` in terminal columns.
    """
    laid: list[LaidRow] = []
    for section in _sections(rows, room):
        if isinstance(section, Row):
            laid.append(LaidRow(section, section.opened or spaced(*section.cells), _is_apart(section), False))
        else:
            laid += _aligned(section, room)
    return laid


def _is_apart(row: Row) -> bool:
    return row.above[0].is_apart if row.above else row.is_apart


def _sections(rows: Sequence[Row], room: int) -> Iterator[Row | list[_Cells]]:
    """Cut rows into sections of adjacent rows of one kind; a row that opens braces stands alone."""
    section: list[_Cells] = []
    for row in rows:
        cells = _cells(row, room)
        if section and (cells is None or not _continues(section[-1].row, row)):
            yield section
            section = []
        if cells is None:
            yield row
        else:
            section.append(cells)
    if section:
        yield section


def _continues(before: Row, row: Row) -> bool:
    is_together = not (row.is_apart or before.below or any(remark.is_apart for remark in row.above))
    return row.kind != "" and row.kind == before.kind and is_together


def _cells(row: Row, room: int) -> _Cells | None:
    texts: list[str] = []
    widths: list[int] = []
    for cell in row.cells:
        parts: list[str] = []
        width = flatten(cell, parts)
        if width < 0:
            break
        texts.append("".join(parts))
        widths.append(width)
    cells = _Cells(row, tuple(texts), tuple(widths))
    if len(texts) == len(row.cells) and not (cells.width > room and any(map(_can_break, row.cells))):
        return cells
    if row.is_open_ended and len(texts) >= len(row.cells) - 1 > 0:
        heads = len(row.cells) - 1
        return _Cells(row, (*texts[:heads], ""), (*widths[:heads], 0), row.cells[-1])
    return None


def _can_break(doc: Doc) -> bool:
    stack: list[Doc] = [doc]
    while stack:
        part = stack.pop()
        match part:
            case tuple():
                stack.extend(part)
            case Group() | Indent():
                stack.append(part.doc)
            case Line() | Rows() | Choice():
                return True
            case _:
                pass
    return False


def _aligned(section: list[_Cells], room: int) -> list[LaidRow]:
    # Planned by the widths that decide on line breaks, written by those of the text itself.
    planned = _padding(section, [cells.widths for cells in section])
    actual = _padding(section, [tuple(map(display_width, cells.texts)) for cells in section])
    if any(
        cells.width <= room < sum(cells.widths) + sum(pads)
        for cells, pads in zip(section, planned, strict=True)
    ):
        planned = actual = [(1,) * (len(cells.texts) - 1) + (0,) for cells in section]
    return [_laid(*row) for row in zip(section, planned, actual, strict=True)]


def _padding(section: list[_Cells], widths: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Return how many blanks stand after each cell; the last cell of a row belongs to no column."""
    pads = [[0] * len(row) for row in widths]
    for column in range(max(map(len, widths)) - 1):
        reaching = [index for index, row in enumerate(widths) if len(row) > column + 1]
        widest = max(widths[index][column] for index in reaching)
        for index in reaching:
            pads[index][column] = widest - widths[index][column] + section[index].row.gap
    return [tuple(row) for row in pads]


def _laid(cells: _Cells, planned: tuple[int, ...], actual: tuple[int, ...]) -> LaidRow:
    text = "".join(text + " " * pad for text, pad in zip(cells.texts, actual, strict=True))
    word = Word(text, sum(cells.widths) + sum(planned))
    is_one_line = cells.tail is None and "\n" not in text
    return LaidRow(
        cells.row, word if cells.tail is None else (word, cells.tail), _is_apart(cells.row), is_one_line
    )
