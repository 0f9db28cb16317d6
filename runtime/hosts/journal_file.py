"""The file of a journal that grows while a host runs, and goes on where an earlier process stopped."""

from __future__ import annotations

import enum
import gzip
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from maflow.runtime.errors import HostError, system_reason

__all__ = ["Fate", "JournalFile"]

_PACKED = ".gz"
_PIECE = 1 << 20


class Fate(enum.Enum):
    """What has become of a file at its place while it was open."""

    THERE = "there"
    MOVED = "moved"
    LOST = "lost"


class JournalFile:
    """Appends lines to a file; where its name ends in `.gz`, each piece is packed for itself.

    A pipe or a device takes what is written, and nothing of it is known again. `written` is where the next
    line will stand. Units: bytes.
    Raises: HostError from every method.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._is_packed = path.suffix == _PACKED
        # What stands behind the place where it goes on, not yet written again.
        self._known = b""
        self.written = 0
        with self._as_host_errors():
            self._is_regular = not path.exists() or path.is_file()
            self._handle = self._opened()

    @property
    def length(self) -> int:
        """How long the file is, as far as it is known; Units: bytes."""
        with self._as_host_errors():
            return os.fstat(self._handle).st_size if self._is_regular else 0

    @property
    def fate(self) -> Fate:
        """Tell whether somebody has moved the file away, or removed or emptied it."""
        if not self._is_regular:
            return Fate.THERE
        with self._as_host_errors():
            own = os.fstat(self._handle)
            if not own.st_nlink or own.st_size < self.written:
                return Fate.LOST
            try:
                there = os.stat(self.path)
            except FileNotFoundError:
                return Fate.MOVED
        return Fate.THERE if os.path.samestat(own, there) else Fate.MOVED

    def renew(self) -> None:
        """Let go of the file as it is, and open the one that is at its place, or a new one there."""
        self.close()
        with self._as_host_errors():
            self._handle = self._opened()
        self.written, self._known = 0, b""

    def go_on(self, at: int) -> None:
        """Go on behind a length: what stands there is kept as far as it is written again.

        So whoever reads the file while it grows sees no line vanish.
        """
        self.written = at
        if self._is_regular:
            with self._as_host_errors():
                os.lseek(self._handle, at, os.SEEK_SET)
                pieces = iter(lambda: os.read(self._handle, _PIECE), b"")
                self._known = b"".join(pieces)
                os.lseek(self._handle, at, os.SEEK_SET)

    def write(self, lines: bytes) -> None:
        """Append whole lines."""
        piece = gzip.compress(lines, mtime=0) if self._is_packed else lines
        with self._as_host_errors():
            if self._known.startswith(piece):
                self._known = self._known[len(piece) :]
                os.lseek(self._handle, len(piece), os.SEEK_CUR)
            else:
                self._write(piece)
        self.written += len(piece)

    def sync(self) -> int:
        """Have everything on the disk that was written; return how long the file is."""
        with self._as_host_errors():
            if self._is_regular:
                self._forget_known(0)
                os.fsync(self._handle)
        return self.written

    def close(self) -> None:
        """Let go of the file."""
        with self._as_host_errors():
            os.close(self._handle)

    def _opened(self) -> int:
        kind = os.O_RDWR | os.O_CREAT if self._is_regular else os.O_WRONLY
        handle = os.open(self.path, kind | getattr(os, "O_BINARY", 0), 0o666)
        if self._is_regular:
            _sync_folder(self.path)
        return handle

    def _write(self, piece: bytes) -> None:
        common = len(self._known) if piece.startswith(self._known) else 0
        if self._known:
            self._forget_known(common)
        rest = memoryview(piece)[common:]
        while rest:
            rest = rest[os.write(self._handle, rest) :]

    def _forget_known(self, common: int) -> None:
        """Cut off what stands in the file and is not what comes next."""
        if self._known:
            place = os.lseek(self._handle, common, os.SEEK_CUR)
            os.ftruncate(self._handle, place)
            self._known = b""

    @contextmanager
    def _as_host_errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            told = {"path": str(self.path), "reason": system_reason(error)}
            raise HostError("config.unwritable", told) from error


def _sync_folder(path: Path) -> None:
    """Have the name of a file on the disk: its lines are of no use without."""
    # Not every system lets a folder be forced to the disk.
    with suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
