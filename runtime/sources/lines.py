"""Lines of a file: in blocks of whole lines, or one by one with their numbers."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress, count

from maflow.runtime.errors import SourceError
from maflow.runtime.sources.opening import ByteStream

__all__ = ["BYTE_ORDER_MARK", "Block", "line_blocks", "numbered_lines", "raw_text"]

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""What some programs put before the first line."""

_BLOCK = 1 << 18
_LONGEST_LINE = 1 << 26


@dataclass(slots=True)
class Block:
    """Some whole lines; `first_line` is the number of the first one, from 1."""

    content: bytes
    first_line: int
    _count: int | None = None

    @property
    def count(self) -> int:
        """Return how many lines there are."""
        if self._count is None:
            self._count = self.content.count(b"\n") + (not self.content.endswith(b"\n"))
        return self._count

    def holds_lines_of_objects(self) -> bool:
        """Tell whether every line ends as an object of JSON does, and the next one begins as one.

        Law: where that is so, and as many records are in the block as lines, each line is a record.
        """
        ends = self.content.count(b"}\n{")
        return ends + 1 == self.count or ends + self.content.count(b"}\r\n{") + 1 == self.count

    def lines(self) -> list[bytes]:
        """Return the lines without their ends."""
        lines = self.content.removesuffix(b"\n").split(b"\n")
        # Counting them anew would cost a tenth of handing them out (test_two_workers).
        self._count = len(lines)
        return lines


def line_blocks(stream: ByteStream, path: str) -> Iterator[Block]:
    """Yield the lines of a file in blocks; a byte-order mark at its start is left out.

    Raises: SourceError for a line without an end.
    """
    first_line, rest = 1, b""
    # From a pipe as much as is there: whoever follows one shall not wait for a whole block.
    read = stream.read1 if isinstance(stream, io.BufferedReader) else stream.read
    while chunk := read(_BLOCK):
        if first_line == 1 and not rest:
            chunk = chunk.removeprefix(BYTE_ORDER_MARK)
        end = chunk.rfind(b"\n") + 1
        if end:
            block = Block(rest + chunk[:end], first_line)
            yield block
            first_line += block.count
            rest = chunk[end:]
        else:
            rest += chunk
        if len(rest) > _LONGEST_LINE:
            told = {"path": path, "line": str(first_line), "limit": str(_LONGEST_LINE >> 20)}
            raise SourceError("sources.endless-line", told)
    if rest:
        yield Block(rest, first_line)


def numbered_lines(block: Block, places: bytes | None = None) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a block that hold anything, without their ends.

    Shape: where lines are left out, `places` has 0 for each of them, and 1 for each that is in the block.
    """
    numbers: Iterator[int] = count(block.first_line)
    if places is not None:
        numbers = compress(numbers, places)
    for number, line in zip(numbers, block.lines(), strict=False):
        bare = line.rstrip(b"\r")
        if bare.strip():
            yield number, bare


def raw_text(line: bytes) -> str:
    """Return a line as it can be written out; bytes that are no UTF-8 stand as escapes.

    Example:
        >>> raw_text(b"caf\\xe9")
        'caf\\\\xe9'
    """
    return line.decode("utf-8", "backslashreplace")
