"""Lines of source with marks under them.

Marks within a line stand under it; the label of the rightmost follows its carets, the others hang below on
a stem. A span over several lines is drawn as a bar in a margin at the left of the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from maflow.dsl.render.canvas import Canvas
from maflow.dsl.render.cells import ShownLine, show_line
from maflow.dsl.render.palette import Piece, Role
from maflow.dsl.source import SourceFile

__all__ = ["Mark", "draw_snippet"]

# Of a span over more lines than this, the beginning and the end are shown.
_MOST_LINES = 6
_MOST_BARS = 4
_SHORTEST_TEXT = 20
_LONGEST_INDENT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place to point at, what to say of it, and in which colour; the primary place has carets.

    Units: `start` and `end` are offsets in the file.
    """

    start: int
    end: int
    label: str
    role: Role
    is_primary: bool

    @property
    def sign(self) -> str:
        """The character that underlines it."""
        return "^" if self.is_primary else "-"


def draw_snippet(source: SourceFile, marks: Iterable[Mark], gutter: int, width: int) -> Iterator[list[Piece]]:
    """Yield the rows of a drawing of the marked lines.

    Units: `gutter` is the room for line numbers, `width` the whole terminal's, both in columns.
    """
    drawing = _Drawing(source, [_within(source, mark) for mark in marks], gutter, width)
    before = None
    for line in drawing.lines_to_show():
        if before is not None and line > before + 1 and drawing.open_bars:
            yield drawing.row("", drawing.margin(":"))
        yield from drawing.line_rows(line)
        before = line


@dataclass(frozen=True, slots=True)
class _Bar:
    """A mark over several lines. `place` is its column in the margin; it `hugs` a first word or not."""

    mark: Mark
    place: int
    first_line: int
    last_line: int
    hugs: bool


class _Drawing:
    def __init__(self, source: SourceFile, marks: list[Mark], gutter: int, width: int) -> None:
        self.source = source
        self.gutter = gutter
        self.marks_at: dict[int, list[Mark]] = defaultdict(list)
        self.bars: list[_Bar] = []
        self.open_bars: list[_Bar] = []
        for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
            self._place(mark)
        self.margin_width = len(self.bars) + 1 if self.bars else 0
        self.width = max(width - gutter - len(" | ") - self.margin_width, _SHORTEST_TEXT)

    def _place(self, mark: Mark) -> None:
        first = self.source.line_number(mark.start)
        last = self.source.line_number(max(mark.start, mark.end - 1))
        if first == last or len(self.bars) == _MOST_BARS:
            self.marks_at[first].append(mark)
            return
        begin = self.source.line_bounds(first)[0]
        indent = self.source.text[begin : mark.start] if mark.start - begin < _LONGEST_INDENT else "far"
        self.bars.append(_Bar(mark, len(self.bars), first, last, hugs=not indent.strip()))

    def lines_to_show(self) -> list[int]:
        """Return the marked lines, and a line that stands alone between two of them."""
        lines = set(self.marks_at)
        for bar in self.bars:
            is_short = bar.last_line - bar.first_line < _MOST_LINES
            lines.update(
                range(bar.first_line, bar.last_line) if is_short else (bar.first_line, bar.first_line + 1)
            )
            lines.add(bar.last_line)
        return sorted(lines | {line + 1 for line in lines if line + 2 in lines})

    def line_rows(self, line: int) -> Iterator[list[Piece]]:
        """Yield a line of source and what is drawn below it."""
        starting = [bar for bar in self.bars if bar.first_line == line]
        ending = [bar for bar in self.bars if bar.last_line == line]
        marks = self.marks_at.get(line, [])
        shown = show_line(self.source, line, self._focus(line, marks, starting, ending), self.width)
        canvas = self.margin()
        for bar in starting:
            if bar.hugs:
                canvas.put(bar.place, "/", bar.mark.role)
        canvas.put(self.margin_width, shown.text, Role.PLAIN)
        yield self.row(str(line), canvas)
        self.open_bars += [bar for bar in starting if bar.hugs]
        yield from self._mark_rows(shown, marks)
        for bar in starting:
            if not bar.hugs:
                yield self._start_row(shown, bar)
        for bar in ending:
            yield self._end_row(shown, bar)

    def _focus(self, line: int, marks: list[Mark], starting: list[_Bar], ending: list[_Bar]) -> int:
        """Return the offset that must be seen of a line: the primary mark's, if one is on it."""
        primary = [mark.start for mark in marks if mark.is_primary]
        others = [mark.start for mark in marks] + [bar.mark.start for bar in starting]
        offsets = [*primary, *others, *(bar.mark.end for bar in ending)]
        return offsets[0] if offsets else self.source.line_starts[line - 1]

    def _mark_rows(self, shown: ShownLine, marks: list[Mark]) -> Iterator[list[Piece]]:
        placed = sorted(
            ((*shown.place(mark.start, mark.end), mark) for mark in marks), key=lambda each: each[:2]
        )
        if not placed:
            return
        canvas = self.margin()
        for start, stop, mark in sorted(placed, key=lambda each: each[2].is_primary):
            canvas.put(self.margin_width + start, mark.sign * (stop - start), mark.role)
        hanging = [(start, mark) for start, _, mark in placed if mark.label]
        _, stop, last = placed[-1]
        if last.label and stop == max(stop for _, stop, _ in placed):
            hanging.pop()
            canvas.put(self.margin_width + stop + 1, last.label, last.role)
        yield self.row("", canvas)
        if hanging:
            yield self.row("", self._stems(hanging))
        while hanging:
            start, mark = hanging.pop()
            canvas = self._stems(hanging)
            canvas.put(self.margin_width + start, mark.label, mark.role)
            yield self.row("", canvas)

    def _stems(self, hanging: list[tuple[int, Mark]]) -> Canvas:
        canvas = self.margin()
        for start, mark in hanging:
            canvas.put(self.margin_width + start, "|", mark.role)
        return canvas

    def _start_row(self, shown: ShownLine, bar: _Bar) -> list[Piece]:
        start, _ = shown.place(bar.mark.start, bar.mark.start + 1)
        canvas = self._line_from_margin(bar, start)
        self.open_bars.append(bar)
        return self.row("", canvas)

    def _end_row(self, shown: ShownLine, bar: _Bar) -> list[Piece]:
        _, stop = shown.place(bar.mark.end - 1, bar.mark.end)
        canvas = self._line_from_margin(bar, stop - 1)
        self.open_bars.remove(bar)
        if bar.mark.label:
            canvas.put(self.margin_width + stop + 1, bar.mark.label, bar.mark.role)
        return self.row("", canvas)

    def _line_from_margin(self, bar: _Bar, column: int) -> Canvas:
        """Return a row that leads from a bar's place in the margin to a column of the text."""
        end = self.margin_width + column
        canvas = Canvas()
        canvas.put(bar.place + 1, "_" * (end - bar.place - 1) + bar.mark.sign, bar.mark.role)
        return self.margin(canvas=canvas)

    def margin(self, sign: str = "|", canvas: Canvas | None = None) -> Canvas:
        """Return a row with the bars that are open."""
        canvas = canvas or Canvas()
        for bar in self.open_bars:
            canvas.put(bar.place, sign, bar.mark.role)
        return canvas

    def row(self, number: str, canvas: Canvas) -> list[Piece]:
        """Return a row behind its gutter."""
        return [(f"{number:>{self.gutter}} | ", Role.GUTTER), *canvas.pieces()]


def _within(source: SourceFile, mark: Mark) -> Mark:
    """Return a mark that lies inside the file, whatever was asked for, and without the line end behind it."""
    start = min(max(mark.start, 0), len(source.text))
    end = min(max(mark.end, start), len(source.text))
    for line_end in ("\n", "\r"):
        if end - start > 1 and source.text[end - 1] == line_end:
            end -= 1
    return replace(mark, start=start, end=end)
