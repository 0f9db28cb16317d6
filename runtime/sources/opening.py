"""Opens files of events and users: what kind they are, unpacked where they are packed."""

from __future__ import annotations

import enum
import errno
import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import PurePath
from types import MappingProxyType
from typing import TypeAlias, cast

from maflow.runtime.errors import SourceError, system_reason

__all__ = [
    "STDIN",
    "ByteStream",
    "FileKind",
    "file_kind",
    "is_pipe",
    "open_source",
    "path_text",
    "unreadable",
]

ByteStream: TypeAlias = "io.BufferedReader[io.RawIOBase] | gzip.GzipFile"
"""Bytes that can be read, and looked at before."""

STDIN = "-"
"""The name that stands for the standard input."""

_PACKED = ".gz"
_PACKED_MARK = b"\x1f\x8b"
_PARQUET_MARK = b"PAR1"
_MARK_LENGTH = 4096


class FileKind(enum.Enum):
    """The kinds of files that hold events and users."""

    JSON_LINES = "JSON Lines"
    CSV = "CSV"
    PARQUET = "Parquet"


_KINDS = MappingProxyType(
    {
        ".jsonl": FileKind.JSON_LINES,
        ".ndjson": FileKind.JSON_LINES,
        ".json": FileKind.JSON_LINES,
        ".csv": FileKind.CSV,
        ".tsv": FileKind.CSV,
        ".parquet": FileKind.PARQUET,
        ".pq": FileKind.PARQUET,
    }
)


def file_kind(path: str) -> FileKind:
    """Return of which kind a file is: by its name, else by its first bytes.

    Raises: SourceError when it cannot be read or told.
    """
    names = PurePath(path.lower().removesuffix(_PACKED))
    if names.suffix in _KINDS:
        return _KINDS[names.suffix]
    if is_pipe(path):
        return FileKind.JSON_LINES
    with open_source(path) as stream:
        begins = stream.read(_MARK_LENGTH)
    if begins.startswith(_PARQUET_MARK):
        return FileKind.PARQUET
    if begins.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return FileKind.JSON_LINES
    raise SourceError("sources.unknown-kind", {"path": path})


def is_pipe(path: str) -> bool:
    """Tell whether a path can be read only once: the standard input, and what `<(…)` of a shell is."""
    if path == STDIN:
        return True
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


@contextmanager
def open_source(path: str) -> Iterator[ByteStream]:
    """Open a file, or the standard input, to read its bytes; a packed one is unpacked.

    Raises: SourceError when it cannot be read, at any time while it is open.
    """
    try:
        with ExitStack() as stack:
            yield _opened(path, stack)
    except EOFError as error:
        raise SourceError("sources.damaged", {"path": path, "reason": "@sources.ends-early"}) from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise SourceError("sources.damaged", {"path": path, "reason": "@sources.packed-badly"}) from error
    except OSError as error:
        raise unreadable(path, error) from error


def path_text(path: str) -> str:
    """Return a path as it can be written down: what is no UTF-8 in a name stands as escapes.

    Example:
        >>> path_text("caf\\udce9.jsonl")
        'caf\\\\xe9.jsonl'
    """
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def unreadable(path: str, error: OSError) -> SourceError:
    """Return the error of a file that cannot be read."""
    if isinstance(error, FileNotFoundError):
        return SourceError("config.no-such-path", {"path": path})
    return SourceError("config.unreadable", {"path": path, "reason": system_reason(error)})


def _opened(path: str, stack: ExitStack) -> ByteStream:
    if path == STDIN and sys.stdin is None:
        # Whoever started the process has closed it.
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    raw = sys.stdin.buffer if path == STDIN else stack.enter_context(io.FileIO(path))
    if isinstance(raw, io.BufferedReader):
        stream = raw
    else:
        # cast: whatever stands for the standard input reads bytes.
        stream = io.BufferedReader(cast(io.RawIOBase, raw))
        # Whoever opened it closes it.
        stack.callback(stream.detach)
    if not stream.peek(len(_PACKED_MARK)).startswith(_PACKED_MARK):
        return stream
    return stack.enter_context(gzip.GzipFile(fileobj=stream))
