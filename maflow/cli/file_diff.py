"""What a change does to a file, as a unified diff."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from types import MappingProxyType

from maflow.dsl.source import SourceFile
from maflow.dsl.visible import visible

__all__ = ["diff_pieces"]

_COLORS = MappingProxyType({"+": "32", "-": "31", "@": "36"})
_NO_LINE_END = "\\ No newline at end of file\n"


def diff_pieces(before: SourceFile, after: str, *, color: bool) -> Iterator[str]:
    """Yield the lines of a unified diff, line ends included; nothing when the texts are the same.

    With colours it is for a person at a terminal, without them for `patch`.
    """
    lines = difflib.unified_diff(
        before.text.splitlines(keepends=True),
        after.splitlines(keepends=True),
        before.path,
        before.path,
    )
    for number, line in enumerate(lines):
        yield _painted(line, is_title=number < len(("---", "+++"))) if color else _whole(line)


def _whole(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n{_NO_LINE_END}"


def _painted(line: str, *, is_title: bool) -> str:
    shown = visible(line.rstrip("\n"))
    code = "1" if is_title else _COLORS.get(line[:1], "")
    return f"\x1b[{code}m{shown}\x1b[0m\n" if code else f"{shown}\n"
