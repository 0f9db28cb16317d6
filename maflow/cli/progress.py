"""Long work shows how far it is, on a terminal and only there: one line, which is wiped away in the end."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from maflow.cli.console import Console
from maflow.dsl.source import display_width

__all__ = ["ProgressLine"]

_BEGIN_AFTER_S = 0.5
_EVERY_S = 0.2


class ProgressLine:
    """One line on stderr; nothing is written before the work has taken a while."""

    def __init__(self, console: Console) -> None:
        self._is_shown = sys.stderr.isatty() and not console.is_quiet
        self._due = time.monotonic() + _BEGIN_AFTER_S
        self._width = 0

    def show(self, text: Callable[[], str]) -> None:
        """Show how far the work is, when it is time again."""
        if not self._is_shown or time.monotonic() < self._due:
            return
        self._due = time.monotonic() + _EVERY_S
        said = text()
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
