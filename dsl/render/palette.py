"""The colours of a terminal, and lines made of coloured pieces."""

from __future__ import annotations

import enum
from collections.abc import Iterable

from maflow.dsl.diagnostics import Severity

__all__ = ["Piece", "Role", "painted", "role_of"]


class Role(enum.Enum):
    """What a piece of text is; the value is its colour in the numbers of ANSI terminals."""

    ERROR = "1;31"
    WARNING = "1;33"
    INFO = "1;36"
    STYLE = "1;35"
    TITLE = "1"
    GUTTER = "1;34"
    LABEL = "34"
    HELP = "1;32"
    ASIDE = "2"
    PLAIN = ""


Piece = tuple[str, Role]


def role_of(severity: Severity) -> Role:
    """Return what a severity is shown as."""
    return Role[severity.name]


def painted(pieces: Iterable[Piece], *, color: bool) -> str:
    """Return pieces as one line without blanks at its end, coloured if asked."""
    kept = _without_trailing_blanks(list(pieces))
    if not color:
        return "".join(text for text, _ in kept)
    return "".join(f"\x1b[{role.value}m{text}\x1b[0m" if role.value else text for text, role in kept)


def _without_trailing_blanks(pieces: list[Piece]) -> list[Piece]:
    while pieces:
        text, role = pieces.pop()
        text = text.rstrip(" ")
        if text:
            return [*pieces, (text, role)]
    return []
