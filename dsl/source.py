"""Source files, spans, and every way of counting columns.

A `Span` counts code points of the decoded text. Bytes, UTF-16 units and display columns are derived
from it here and nowhere else.
"""

from __future__ import annotations

import codecs
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

import msgspec

__all__ = ["NO_SPAN", "Position", "SourceFile", "Span", "display_width"]

_BLOCK = 1024


class Span(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A piece of one file.

    Units: code points of the decoded text, end exclusive; a byte-order mark is not counted.
    """

    file: str
    start: int
    end: int

    def to(self, other: Span) -> Span:
        """Return the span from the start of this one to the end of the other."""
        return Span(self.file, self.start, other.end)

    def contains(self, other: Span) -> bool:
        """Tell whether the other span lies inside this one."""
        return self.file == other.file and self.start <= other.start and other.end <= self.end


NO_SPAN = Span("", 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One place in a file, in every unit that a reader of diagnostics may count in.

    Units: `line` and `column` start at 1, `column` in code points; `utf16` is the column in UTF-16
    units from 0 (as editors count); `byte` is the offset in the file, its byte-order mark included.
    """

    line: int
    column: int
    utf16: int
    byte: int


@dataclass(frozen=True)
class SourceFile:
    """The text of one file. `path` is relative to the project's folder, with forward slashes."""

    path: str
    text: str
    has_bom: bool = False
    invalid_bytes: tuple[int, ...] = field(default=(), repr=False)

    @classmethod
    def from_bytes(cls, path: str, raw: bytes) -> SourceFile:
        """Decode a file; bytes that are not UTF-8 become lone surrogates; the parser tells of them.

        Shape: `invalid_bytes` are the code-point offsets of those surrogates.
        """
        has_bom = raw.startswith(codecs.BOM_UTF8)
        body = raw[len(codecs.BOM_UTF8) :] if has_bom else raw
        try:
            return cls(path, body.decode("utf-8"), has_bom)
        except UnicodeDecodeError:
            text = body.decode("utf-8", errors="surrogateescape")
        bad = tuple(i for i, c in enumerate(text) if "\udc80" <= c <= "\udcff")
        return cls(path, text, has_bom, bad)

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Offsets at which lines begin. Only LF ends a line; the CR of a CRLF belongs to its line."""
        starts = [0]
        find = self.text.find
        at = find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = find("\n", at + 1)
        return tuple(starts)

    def line_number(self, offset: int) -> int:
        """Return the line of an offset, the first line being 1."""
        return bisect_right(self.line_starts, offset)

    def line_bounds(self, line: int) -> tuple[int, int]:
        """Return where a line begins and where it ends, its line end (LF or CRLF) left out."""
        starts = self.line_starts
        begin = starts[line - 1]
        if line == len(starts):
            return begin, len(self.text)
        end = starts[line] - 1
        return begin, end - (end > begin and self.text[end - 1] == "\r")

    def line_text(self, line: int) -> str:
        """Return one line without its line end."""
        begin, end = self.line_bounds(line)
        return self.text[begin:end]

    def position(self, offset: int) -> Position:
        """Return line, column, UTF-16 column and byte of an offset."""
        offset = min(max(offset, 0), len(self.text))
        line = self.line_number(offset)
        start = self.line_starts[line - 1]
        utf16_start, _ = self._units_before(start)
        utf16, byte = self._units_before(offset)
        return Position(
            line=line,
            column=offset - start + 1,
            utf16=utf16 - utf16_start,
            byte=byte + (len(codecs.BOM_UTF8) if self.has_bom else 0),
        )

    def slice(self, span: Span) -> str:
        """Return the text of a span."""
        return self.text[span.start : span.end]

    @cached_property
    def _blocks(self) -> tuple[tuple[int, int], ...]:
        """UTF-16 units and bytes before each block: a place deep in a line costs no more than another."""
        before = [(0, 0)]
        for begin in range(0, len(self.text), _BLOCK):
            utf16, size = _units(self.text[begin : begin + _BLOCK])
            before.append((before[-1][0] + utf16, before[-1][1] + size))
        return tuple(before)

    def _units_before(self, offset: int) -> tuple[int, int]:
        block = offset // _BLOCK
        utf16, size = self._blocks[block]
        more_utf16, more_size = _units(self.text[block * _BLOCK : offset])
        return utf16 + more_utf16, size + more_size


def display_width(text: str) -> int:
    """Return how many terminal columns a text takes; East Asian wide characters take two.

    Example:
        >>> display_width("会员 a")
        6
    """
    if text.isascii():
        return len(text)
    return sum(_char_width(c) for c in text)


def _char_width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def _units(text: str) -> tuple[int, int]:
    """Return the UTF-16 units and the bytes of a text; a surrogate that stands for a bad byte is one byte."""
    if text.isascii():
        return len(text), len(text)
    utf16 = len(text.encode("utf-16-le", errors="surrogatepass")) // 2
    try:
        return utf16, len(text.encode("utf-8", errors="surrogateescape"))
    except UnicodeEncodeError:  # a surrogate of other origin: an editor's, not a bad byte's
        bad_bytes = sum(1 for c in text if "\udc80" <= c <= "\udcff")
        return utf16, len(text.encode("utf-8", errors="surrogatepass")) - 2 * bad_bytes
