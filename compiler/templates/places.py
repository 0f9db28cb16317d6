"""Where a template stands: between quotes in an `.ma` file, or as a file of its own."""

from __future__ import annotations

from maflow.compiler.templates.findings import Place
from maflow.dsl.ast import TextLiteral
from maflow.dsl.source import SourceFile, Span
from maflow.dsl.strings import source_offsets

__all__ = ["file_place", "literal_place", "template_span"]


def template_span(literal: TextLiteral, source: SourceFile, start: int, end: int) -> Span:
    """Return where a part of a text's value stands in its file, escapes and indentation accounted for.

    Law: begins with what the first character is written as, and ends with the last.
    """
    return literal_place(literal, source)(start, end)


def literal_place(literal: TextLiteral, source: SourceFile) -> Place:
    """Return the place of every part of a text's value; the way there is found out once."""
    begin = literal.span.start
    raw = source.slice(literal.span)
    if len(raw) == len(literal.value) + 2 and not literal.is_block:  # nothing but its quotes is left out
        return lambda start, end: Span(source.path, begin + 1 + start, begin + 1 + end)
    offsets = source_offsets(raw)
    last = len(offsets) - 1

    def place(start: int, end: int) -> Span:
        """Return what is written for a part of the value; an empty part is a place between letters."""
        first = offsets[min(start, last)]
        if end <= start:
            return Span(source.path, begin + first, begin + first)
        return Span(source.path, begin + first, begin + _end(raw, offsets, min(end, last)))

    return place


def file_place(path: str) -> Place:
    """Return the place of every part of a file that is a template as a whole."""
    return lambda start, end: Span(path, start, end)


def _end(raw: str, offsets: list[int], end: int) -> int:
    """Return where the character before `end` ends: what lies between it and the next is not its own."""
    at = offsets[end - 1]
    if raw.startswith("\r\n", at):
        return at + 2
    is_escape = raw[at] == "\\" and offsets[end] - at > 1
    return offsets[end] if is_escape else at + 1
