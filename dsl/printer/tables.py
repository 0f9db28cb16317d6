"""Tables: adjacent one-line entries of one kind stand in columns, as gofmt and tabwriters do it.

Law: alignment never decides what breaks. Where it would push a line over the margin, the rows around
it are not aligned.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from maflow.dsl.printer.document import Choice, Doc, Group, Indent, Line, Row, Rows, Word, flatten
from maflow.dsl.source import display_width

__all__ = ["WIDTH", "LaidRow", "align"]

# Units: terminal columns.
WIDTH = 100


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A row and, if it stands on one line, its text; `is_apart` when a blank line stands before it."""

    row: Row
    text: Word | None
    is_apart: bool

    @property
    def is_one_line(self) -> bool:
        """Tell whether the row, without its comments, stands on one line."""
        return self.text is not None and "\n" not in self.text.text


@dataclass(frozen=True, slots=True)
class _Cells:
    """A row on one line: the texts of its cells and their widths."""

    row: Row
    texts: tuple[str, ...]
    widths: tuple[int, ...]


def align(rows: Sequence[Row], indent: int) -> list[LaidRow]:
    """Decide which rows stand on one line and line up their cells, section by section."""
    laid: list[LaidRow] = []
    for section in _sections(rows, indent):
        if isinstance(section, Row):
            laid.append(LaidRow(section, None, _is_apart(section)))
        else:
            texts = _aligned(section, indent)
            laid += [
                LaidRow(cells.row, text, _is_apart(cells.row))
                for cells, text in zip(section, texts, strict=True)
            ]
    return laid


def _is_apart(row: Row) -> bool:
    return row.above[0].is_apart if row.above else row.is_apart


def _sections(rows: Sequence[Row], indent: int) -> Iterator[Row | list[_Cells]]:
    """Cut rows into sections of adjacent one-line rows of one kind; a row of several lines stands alone."""
    section: list[_Cells] = []
    for row in rows:
        cells = _one_line(row, indent)
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


def _one_line(row: Row, indent: int) -> _Cells | None:
    texts: list[str] = []
    widths: list[int] = []
    for cell in row.cells:
        parts: list[str] = []
        width = flatten(cell, parts)
        if width < 0:
            return None
        texts.append("".join(parts))
        widths.append(width)
    total = indent + sum(widths) + len(widths) - 1
    if total > WIDTH and any(map(_can_break, row.cells)):
        return None
    return _Cells(row, tuple(texts), tuple(widths))


def _can_break(doc: Doc) -> bool:
    match doc:
        case str() | Word():
            return False
        case tuple():
            return any(map(_can_break, doc))
        case Group() | Indent():
            return _can_break(doc.doc)
        case Line() | Rows() | Choice():
            return True
        case _:
            return False


def _aligned(section: list[_Cells], indent: int) -> list[Word]:
    room = WIDTH - indent
    # Planned by the widths that decide on line breaks, written by those of the text itself.
    planned = _padding(section, [cells.widths for cells in section])
    for cells, pads in zip(section, planned, strict=True):
        bare = sum(cells.widths) + len(cells.widths) - 1
        if bare <= room < sum(cells.widths) + sum(pads):
            return [_row_text(cells, (1,) * len(cells.texts)) for cells in section]
    actual = _padding(section, [tuple(map(display_width, cells.texts)) for cells in section])
    return [_row_text(cells, pads) for cells, pads in zip(section, actual, strict=True)]


def _padding(section: list[_Cells], widths: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Return how many blanks stand after each cell; the last cell of a row belongs to no column."""
    pads = [[0] * len(row) for row in widths]
    for column in range(max(map(len, widths)) - 1):
        reaching = [index for index, row in enumerate(widths) if len(row) > column + 1]
        widest = max(widths[index][column] for index in reaching)
        for index in reaching:
            pads[index][column] = widest - widths[index][column] + section[index].row.gap
    return [tuple(row) for row in pads]


def _row_text(cells: _Cells, pads: tuple[int, ...]) -> Word:
    texts = [text + " " * pad for text, pad in zip(cells.texts, pads, strict=True)]
    return Word("".join(texts).rstrip(" "), sum(cells.widths) + sum(pads[:-1]))
