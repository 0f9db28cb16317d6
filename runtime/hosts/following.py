"""Reads JSON Lines that are still being written: a file that grows, or a pipe that somebody writes into."""

from __future__ import annotations

import errno
import os
import select
import stat
import sys
import threading
from collections.abc import Iterator

from maflow.runtime.errors import SourceError
from maflow.runtime.sources.json_lines import refuse_others
from maflow.runtime.sources.lines import BYTE_ORDER_MARK, Block
from maflow.runtime.sources.opening import STDIN, FileKind, file_kind, unreadable

__all__ = ["Followed"]

_PIECE = 1 << 18
_LONGEST_LINE = 1 << 26
_WAIT_S = 0.2


class Followed:
    """A source that grows. `read` is called in a thread of its own, everything else anywhere.

    `ends`: a file is over where it ends now; a pipe is over when nobody writes into it any more.
    Law: while it grows, a line without its end is not handed out; who goes on later finds it whole.
    """

    def __init__(self, path: str, *, ends: bool = False) -> None:
        if file_kind(path) is not FileKind.JSON_LINES or path.endswith(".gz"):
            raise SourceError("host.cannot-follow", {"path": path})
        self.path = path
        self._ends = ends
        self._stopping = threading.Event()
        # What has come of the last line so far, in the pieces in which it came.
        self._rest: list[bytes] = []
        self._rest_length = 0
        self._line = 0
        self._length = 0
        try:
            self._descriptor = _stdin() if path == STDIN else _opened(path)
            self._is_file = stat.S_ISREG(os.fstat(self._descriptor).st_mode)
        except OSError as error:
            raise unreadable(path, error) from error

    def read(self) -> list[tuple[int, bytes]] | None:
        """Return the lines that have come, with their numbers; none after a while; None at the end.

        Raises: SourceError.
        """
        try:
            chunk = self._from_file() if self._is_file else self._from_pipe()
        except OSError as error:
            raise unreadable(self.path, error) from error
        if chunk is not None:
            return list(self._lines(chunk))
        return list(self._lines(b"\n")) if self._rest else None

    def stop(self) -> None:
        """Let `read` return soon."""
        self._stopping.set()

    def close(self) -> None:
        """Let go of the file. Whoever opened the standard input closes it."""
        if self.path != STDIN:
            os.close(self._descriptor)

    def _from_file(self) -> bytes | None:
        chunk = os.read(self._descriptor, _PIECE)
        self._length += len(chunk)
        if not chunk:
            if self._ends:
                return None
            if os.fstat(self._descriptor).st_size < self._length:
                raise SourceError("host.file-cut", {"path": self.path})
            self._stopping.wait(_WAIT_S)
        return chunk

    def _from_pipe(self) -> bytes | None:
        ready, _, _ = select.select([self._descriptor], [], [], _WAIT_S)
        return (os.read(self._descriptor, _PIECE) or None) if ready else b""

    def _lines(self, chunk: bytes) -> Iterator[tuple[int, bytes]]:
        *ends, rest = chunk.split(b"\n")
        for end in ends:
            line = b"".join((*self._rest, end))
            self._rest.clear()
            self._rest_length = 0
            self._line += 1
            if self._line == 1:
                line = line.removeprefix(BYTE_ORDER_MARK)
                refuse_others(Block(line + b"\n", 1), self.path)
            if line.strip():
                yield self._line, line.rstrip(b"\r")
        if rest:
            self._rest.append(rest)
            self._rest_length += len(rest)
        if self._rest_length > _LONGEST_LINE:
            told = {"path": self.path, "line": str(self._line + 1), "limit": str(_LONGEST_LINE >> 20)}
            raise SourceError("sources.endless-line", told)


def _opened(path: str) -> int:
    """Open a file, or a pipe that nobody may write into yet: nobody waits for that here."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    os.set_blocking(descriptor, True)
    return descriptor


def _stdin() -> int:
    if sys.stdin is None:
        # Whoever started the process has closed it.
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return sys.stdin.fileno()
