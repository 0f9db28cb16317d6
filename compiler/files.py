"""How the compiler asks for files beside the sources: static lists and the texts of messages.

Passes do no I/O: a driver hands them a `FileReader`.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Protocol

import msgspec

from maflow.dsl.diagnostics import Text
from maflow.dsl.did_you_mean import nearest

__all__ = ["SETTINGS_FILE", "ContentProblem", "FileProblem", "FileReader", "FileTrouble", "MemoryFiles"]

SETTINGS_FILE = "ma.yaml"
"""The file that makes a folder a project."""


class FileTrouble(enum.Enum):
    """Why a file cannot be read."""

    MISSING = "missing"
    OUTSIDE = "outside"
    NOT_A_FILE = "not-a-file"
    TOO_LARGE = "too-large"
    UNREADABLE = "unreadable"


class FileProblem(msgspec.Struct, frozen=True):
    """A file that cannot be read: why, and the file that was probably meant."""

    path: str
    trouble: FileTrouble
    near: str | None = None


class ContentProblem(msgspec.Struct, frozen=True):
    """A file that is there but whose content cannot be used."""

    message: Text
    help: tuple[Text, ...] = ()


class FileReader(Protocol):
    """Reads files of one project. Paths are relative to its folder, with forward slashes."""

    def read(self, path: str) -> bytes | FileProblem:
        """Return the content of a file, or why there is none. Nothing outside the folder is ever read."""
        ...


class MemoryFiles:
    """Files that stand in memory: for an editor, and for a compiler that has no disk.

    Example:
        >>> files = MemoryFiles({"lists/vip.csv": b"user_id"})
        >>> files.read("lists/vip.csv"), files.read("lists/vips.csv").near
        (b'user_id', 'lists/vip.csv')
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = dict(files)

    def read(self, path: str) -> bytes | FileProblem:
        """Return the content of a file, or why there is none."""
        if path in self._files:
            return self._files[path]
        if path.startswith("/") or ".." in path.split("/"):
            return FileProblem(path, FileTrouble.OUTSIDE)
        return FileProblem(path, FileTrouble.MISSING, nearest(path, self._files))
