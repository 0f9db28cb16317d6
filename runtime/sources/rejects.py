"""Records that cannot be understood: they go into a file, with where they stood and what was expected."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

import msgspec

from maflow.runtime.errors import SourceError, system_reason
from maflow.runtime.sources.errors import NotUnderstood, TooManyRejects
from maflow.runtime.sources.opening import path_text
from maflow.runtime.sources.reasons import Word, english
from maflow.runtime.sources.tally import Tally

__all__ = ["Reject", "RejectFile", "RejectLog"]

_DIGEST_BYTES = 16


class Reject(msgspec.Struct, frozen=True):
    """A record that was rejected; `line` counts lines of the file (rows in Parquet) from 1."""

    file: str
    line: int
    reason: str
    raw: str


class RejectLog:
    """Takes rejected records one by one, and stops when there are more than are allowed.

    `keep` is given each of them; `most` None allows any number; `word` puts reasons into words.
    """

    def __init__(
        self, keep: Callable[[Reject], object], most: int | None = None, word: Word = english
    ) -> None:
        self.count = 0
        self.first: Reject | None = None
        self._keep = keep
        self._most = most
        self._word = word

    def reject(self, path: str, line: int, error: NotUnderstood, raw: str, tally: Tally) -> None:
        """Take a record that could not be understood, and count it.

        Raises: TooManyRejects.
        """
        self.add(Reject(path, line, self._word(error.key, error.arguments), raw), tally)

    def add(self, reject: Reject, tally: Tally) -> None:
        """Take a record and count it.

        Raises: TooManyRejects.
        """
        self.count += 1
        tally.rejected += 1
        self.first = self.first or reject
        self._keep(reject)
        if self._most is not None and self.count > self._most:
            raise TooManyRejects(self.count, self._most, reject.file, reject.line)


class RejectFile:
    """Writes rejected records as JSON Lines. Where there is none, there is no file.

    `goes_on`: what an earlier process has written stays, because nobody may send it again; a file that is
    read once more gives the same records, and they are not written twice.
    """

    def __init__(self, path: Path, *, goes_on: bool = False) -> None:
        self._path = path
        self._goes_on = goes_on
        self._before: frozenset[bytes] = frozenset()
        self._file: BinaryIO | None = None
        self._encode = msgspec.json.Encoder().encode

    def write(self, reject: Reject) -> None:
        """Write a record at once.

        Raises: SourceError.
        """
        try:
            if self._file is None:
                self._file = self._opened()
            line = self._encode(msgspec.structs.replace(reject, file=path_text(reject.file))) + b"\n"
            if not self._before or _digest(line) not in self._before:
                self._file.write(line)
                self._file.flush()
        except OSError as error:
            told = {"path": str(self._path), "reason": system_reason(error)}
            raise SourceError("config.unwritable", told) from error

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _opened(self) -> BinaryIO:
        if not self._goes_on or not self._path.is_file():
            return self._path.open("wb")
        file = self._path.open("ab+")
        file.seek(0)
        self._before = frozenset(map(_digest, file))
        if self._before and not _ends_line(file):
            # The last process was killed while it wrote.
            file.write(b"\n")
        return file


def _digest(line: bytes) -> bytes:
    # Small: the file may hold millions.
    return blake2b(line, digest_size=_DIGEST_BYTES).digest()


def _ends_line(file: BinaryIO) -> bool:
    file.seek(-1, 2)
    return file.read(1) == b"\n"
