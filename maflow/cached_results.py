"""The result of a project's last check, for as long as nothing has changed that it depends on."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

import maflow
from maflow.cache import Store, digest
from maflow.compiler.files import FileProblem, FileReader
from maflow.dsl.diagnostics import Diagnostic
from maflow.dsl.source import SourceFile
from maflow.project import Project

__all__ = ["RecordingFiles", "code_digest", "input_digest", "keep_result", "recall_result", "source_digest"]

_NAME = "result"
_CODE_ENDINGS = (".json", ".lark", ".py", ".yaml")


class _Read(msgspec.Struct, frozen=True, array_like=True):
    """A file beside the sources that a check has read."""

    path: str
    digest: bytes


class _Result(msgspec.Struct, frozen=True, array_like=True):
    inputs: bytes
    reads: tuple[_Read, ...]
    diagnostics: tuple[Diagnostic, ...]


class RecordingFiles:
    """Reads files for the compiler, and remembers which ones and what was in them."""

    def __init__(self, files: FileReader) -> None:
        self._files = files
        self.digests: dict[str, bytes] = {}

    def read(self, path: str) -> bytes | FileProblem:
        """Return the content of a file, or why there is none."""
        found = self._files.read(path)
        self.digests[path] = _read_digest(found)
        return found


def recall_result(store: Store, inputs: bytes, files: FileReader) -> tuple[Diagnostic, ...] | None:
    """Return the findings of the last check if everything is still as it was then."""
    raw = store.read(_NAME)
    if raw is None:
        return None
    try:
        result = msgspec.msgpack.decode(raw, type=_Result)
    except msgspec.DecodeError:
        return None
    if result.inputs != inputs:
        return None
    is_same = all(_read_digest(files.read(read.path)) == read.digest for read in result.reads)
    return result.diagnostics if is_same else None


def keep_result(
    store: Store, inputs: bytes, files: RecordingFiles, diagnostics: tuple[Diagnostic, ...]
) -> None:
    """Keep the findings of a check."""
    reads = tuple(_Read(path, found) for path, found in sorted(files.digests.items()))
    try:
        store.write(_NAME, msgspec.msgpack.encode(_Result(inputs, reads, diagnostics)))
    except UnicodeEncodeError:
        # A finding quotes bytes that are not UTF-8; such a project is checked anew each time.
        return


def input_digest(project: Project, today: datetime.date) -> bytes:
    """Return a digest of all that the findings of a project depend on, but for the files beside it."""
    sources = map(source_digest, (project.settings, *project.sources))
    return digest(
        code_digest(), today.isoformat().encode(), project.root.name.encode(errors="replace"), *sources
    )


def source_digest(source: SourceFile) -> bytes:
    """Return a digest of a file: its path and its text."""
    mark = b"+" if source.has_bom else b"-"
    return digest(*(text.encode("utf-8", "surrogatepass") for text in (source.path, source.text)), mark)


@cache
def code_digest() -> bytes:
    """Return a digest of this installation: versions, and size and time of every file of the package."""
    parts = [maflow.__version__, sys.version, *_code_files(Path(maflow.__file__).parent)]
    return digest(*(part.encode(errors="replace") for part in parts))


def _code_files(top: Path) -> Iterator[str]:
    folders = [str(top)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name.endswith(_CODE_ENDINGS):
                    stat = entry.stat()
                    yield f"{entry.path} {stat.st_size} {stat.st_mtime_ns}"
                elif entry.is_dir() and entry.name != "__pycache__":
                    folders.append(entry.path)


def _read_digest(found: bytes | FileProblem) -> bytes:
    return digest(found) if isinstance(found, bytes) else digest(b"", msgspec.msgpack.encode(found))
