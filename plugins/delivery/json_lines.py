"""Appends messages to a file as JSON Lines; what is accepted is on the disk."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Iterator
from hashlib import blake2b
from io import FileIO
from pathlib import Path

import msgspec

from maflow.plugins.delivery.foreign_json import ForeignJsonError, read_json
from maflow.plugins.delivery.record import as_json
from maflow.plugins.spec import Accepted, OpenRequest, SendRequest, SendResult, SettingFault, Unavailable

__all__ = ["FileChannel"]

_HASH_BYTES = 16
_BLOCK = 65_536


class _Keyed(msgspec.Struct):
    """What is read of a line that stands in the file already."""

    key: str


class FileChannel:
    """Writes all messages that are in hand with one call, forces them to the disk, then accepts them.

    Law: a key stands in the file at most once, over restarts too; a line that a crash tore is removed.
    """

    def __init__(self, request: OpenRequest) -> None:
        self._path = Path(request.settings.text("path"))
        try:
            self._file = _open_whole(self._path)
            self._keys = set(_keys_in(self._path))
        except OSError as error:
            raise SettingFault("path", f"the file cannot be opened: {error.strerror}") from error
        self._waiting: dict[str, tuple[bytes, asyncio.Future[SendResult]]] = {}

    async def deliver(self, request: SendRequest) -> SendResult:
        """Append a message, unless its key stands in the file."""
        if _compact(request.key) in self._keys:
            return Accepted(is_delivered=True)
        if self._file.closed:
            return Unavailable("the file has been closed")
        # Who gives up waiting takes nothing back: the line is written all the same.
        return await asyncio.shield(self._queued(request))

    async def close(self) -> None:
        """Write what waits and close the file."""
        self._flush()
        self._file.close()

    def _queued(self, request: SendRequest) -> asyncio.Future[SendResult]:
        if request.key not in self._waiting:
            loop = asyncio.get_running_loop()
            if not self._waiting:
                # After everything that is ready now: they all come to the disk together.
                loop.call_soon(self._flush)
            self._waiting[request.key] = (as_json(request) + b"\n", loop.create_future())
        return self._waiting[request.key][1]

    def _flush(self) -> None:
        batch, self._waiting = self._waiting, {}
        if not batch:
            return
        result: SendResult = Accepted(is_delivered=True)
        try:
            self._reopen_if_removed()
            _append(self._file, b"".join(line for line, _ in batch.values()))
            self._keys.update(map(_compact, batch))
        except OSError as error:
            result = Unavailable(f"{self._path.name} cannot be written: {error.strerror}")
        for _, outcome in batch.values():
            if not outcome.done():
                outcome.set_result(result)

    def _reopen_if_removed(self) -> None:
        if os.fstat(self._file.fileno()).st_nlink == 0:
            # First the new one: where it cannot be opened, the next message tries again.
            renewed = _open_whole(self._path)
            self._file.close()
            self._file = renewed


def _open_whole(path: Path) -> FileIO:
    """Open a file at its end, which a crash may have torn; folders are made where they are missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = FileIO(path, "a+")
    _mend_end(file)
    # Not every system lets a folder be forced to the disk.
    with contextlib.suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    return file


def _append(file: FileIO, data: bytes) -> None:
    """Append all of it, or leave the file as it was."""
    before = file.seek(0, os.SEEK_END)
    try:
        left = memoryview(data)
        while left:
            left = left[file.write(left) :]
        os.fsync(file.fileno())
    except OSError:
        file.truncate(before)
        raise


def _mend_end(file: FileIO) -> None:
    """Complete or remove a last line without an end."""
    size = file.seek(0, os.SEEK_END)
    last = _last_line(file, size)
    if not last:
        return
    if _key_of(last) is None:
        file.truncate(size - len(last))
    else:
        file.write(b"\n")


def _last_line(file: FileIO, size: int) -> bytes:
    """Return what stands behind the last end of a line."""
    found = b""
    for start in range(size - size % _BLOCK, -1, -_BLOCK):
        file.seek(start)
        found = file.read(_BLOCK) + found
        if b"\n" in found:
            break
    return found.rpartition(b"\n")[2]


def _keys_in(path: Path) -> Iterator[bytes]:
    with path.open("rb") as lines:
        for line in lines:
            key = _key_of(line)
            if key is not None:
                yield _compact(key)


def _key_of(line: bytes) -> str | None:
    try:
        return read_json(line, _Keyed).key
    except ForeignJsonError:
        return None


def _compact(key: str) -> bytes:
    """Return a hash of a key: the file may hold millions, and no two have the same."""
    return blake2b(key.encode(), digest_size=_HASH_BYTES).digest()
