"""One line of source as a terminal shows it: tabs expanded, the invisible made visible, cut when too long."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from maflow.dsl.source import SourceFile, display_width
from maflow.dsl.visible import ELLIPSIS, visible

__all__ = ["ShownLine", "show_line"]

_TAB = " " * 4
# Of the room for a cut line, the part that goes to what stands before the place pointed at.
_LEAD = 3
# Marks without width take no room; there is an end to them too.
_CODE_POINTS_PER_COLUMN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """A line, or the window of it that is shown.

    Units: `first` and `last` are the offsets that are shown, end exclusive; `columns` are display columns
    in `text`, one for each offset of the window and one for its end.
    """

    text: str
    first: int
    last: int
    columns: tuple[int, ...]
    is_cut_after: bool

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the columns to mark for a span, at least one and none beyond the text.

        Law: one column behind the text may be marked, unless the line is cut there.
        """
        limit = self.columns[-1] + (len(ELLIPSIS) if self.is_cut_after else 1)
        stop = min(max(self._column(end), self._column(start) + 1), limit)
        return min(self._column(start), stop - 1), stop

    def _column(self, offset: int) -> int:
        if offset < self.first:
            return 0
        if offset > self.last:
            return self.columns[-1] + (len(ELLIPSIS) if self.is_cut_after else 0)
        return self.columns[offset - self.first]


def show_line(source: SourceFile, line: int, focus: int, width: int) -> ShownLine:
    """Return a line as shown in so many columns, cut around an offset if it is longer.

    Law: the cost depends on the width, not on the length of the line.
    """
    begin, end = source.line_bounds(line)
    if end - begin <= width * _CODE_POINTS_PER_COLUMN:
        whole = _shown(source.text, begin, end, (begin, end))
        if whole.columns[-1] <= width:
            return whole
    focus = min(max(focus, begin), end)
    room = max(width - 2 * len(ELLIPSIS), 1)
    first, used = _reach(source.text, focus, begin, room // _LEAD)
    last, more = _reach(source.text, focus, end, room - used)
    first, _ = _reach(source.text, first, begin, room - used - more)
    return _shown(source.text, first, last, (begin, end))


def _reach(text: str, start: int, stop: int, room: int) -> tuple[int, int]:
    """Go from an offset towards another as far as the room allows; return how far, and the columns used."""
    step = 1 if stop >= start else -1
    used = 0
    at = start
    most = room * _CODE_POINTS_PER_COLUMN
    while at != stop and abs(at - start) < most:
        width = display_width(_cell(text[at if step > 0 else at - 1]))
        if used + width > room:
            break
        used += width
        at += step
    return at, used


def _shown(text: str, first: int, last: int, bounds: tuple[int, int]) -> ShownLine:
    before = ELLIPSIS if first > bounds[0] else ""
    after = ELLIPSIS if last < bounds[1] else ""
    window = text[first:last]
    if window.isascii() and window.isprintable():
        cells, widths = [window], [1] * len(window)
    else:
        cells = [_cell(char) for char in window]
        widths = [display_width(cell) for cell in cells]
    return ShownLine(
        text="".join([before, *cells, after]),
        first=first,
        last=last,
        columns=tuple(accumulate(widths, initial=len(before))),
        is_cut_after=bool(after),
    )


def _cell(char: str) -> str:
    return _TAB if char == "\t" else visible(char)
