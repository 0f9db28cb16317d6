"""Long work shows how far it is, on a terminal and only there: one line, which is wiped away in the end."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from maflow.cli.console import Console
from maflow.dsl.diagnostics import Text
from maflow.dsl.source import display_width
from maflow.runtime.report.progress import Stage
from maflow.runtime.sources.moments import moment_text

__all__ = ["ProgressLine", "progress_line"]

_BEGIN_AFTER_S = 0.5
_EVERY_S = 0.2


class ProgressLine:
    """One line on stderr; nothing is written before the work has taken a while."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._is_shown = sys.stderr.isatty() and not console.is_quiet
        self._due = time.monotonic() + _BEGIN_AFTER_S
        self._width = 0

    def show(self, stage: Stage, count: int, clock: int | None) -> None:
        """Show how far the work is, when it is time again; Units: `clock` in UTC milliseconds."""
        if not self._is_shown or time.monotonic() < self._due:
            return
        self._due = time.monotonic() + _EVERY_S
        said = self._console.say(_stage_text(stage, count, clock))
        width = display_width(said)
        sys.stderr.write(f"\r{said}{' ' * (self._width - width)}")
        sys.stderr.flush()
        self._width = width

    def clear(self) -> None:
        """Wipe the line away."""
        if self._width:
            sys.stderr.write(f"\r{' ' * self._width}\r")
            sys.stderr.flush()
            self._width = 0


@contextmanager
def progress_line(console: Console) -> Iterator[ProgressLine]:
    """Have a line inside the block; it is wiped away in the end."""
    line = ProgressLine(console)
    try:
        yield line
    finally:
        line.clear()


def _stage_text(stage: Stage, count: int, clock: int | None) -> Text:
    told = {"count": f"{count:,}"}
    match stage:
        case "run":
            return Text("cli.simulate.running", {**told, "time": moment_text(clock or 0)})
        case "merge":
            return Text("cli.simulate.merging", told)
        case _:
            return Text("cli.simulate.reading", told)
