"""The files of a project's folder: which ones are sources, and reading any of them without leaving it."""

from __future__ import annotations

import os
from collections import deque
from pathlib import Path, PurePosixPath, PureWindowsPath

from maflow.compiler.files import SETTINGS_FILE, FileProblem, FileTrouble
from maflow.dsl.diagnostics import Text
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.errors import ConfigError
from maflow.runtime.errors import system_reason

__all__ = ["DiskFiles", "list_sources", "unreadable"]

_SUFFIX = ".ma"
_SKIPPED = frozenset({"target", "node_modules", "__pycache__"})
_LARGEST_FILE = 512 * 1024 * 1024
_MOST_NAMES = 2000


def list_sources(root: Path) -> tuple[str, ...]:
    """Return the paths of all `.ma` files of a project, relative to its folder and sorted.

    Hidden files and folders, `target`, `node_modules`, `__pycache__` and folders with a `ma.yaml` of
    their own are left out. Links are followed only to what lies in the project and is not listed by itself.
    Raises: ConfigError for a folder that cannot be read.
    """
    walk = _Walk(root)
    walk.visit(root)
    walk.visit_links()
    return tuple(sorted(walk.found.values()))


def unreadable(place: Path, error: OSError) -> ConfigError:
    """Return the error of a file or folder that the operator must make readable."""
    reason = system_reason(error)
    return ConfigError(Text("config.unreadable", {"path": str(place), "reason": reason}))


class DiskFiles:
    """Reads files below one folder. Nothing outside it is read, not through links either."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def read(self, path: str) -> bytes | FileProblem:
        """Return the content of a file, or why there is none."""
        if _leaves(path):
            return FileProblem(path, FileTrouble.OUTSIDE)
        try:
            place = (self._root / path).resolve()
            if not place.is_relative_to(self._root.resolve()):
                return FileProblem(path, FileTrouble.OUTSIDE)
            return self._read(place, path)
        # ValueError: a NUL in the path; RuntimeError: links that lead to one another.
        except (ValueError, RuntimeError):
            return FileProblem(path, FileTrouble.MISSING)
        except OSError:
            return FileProblem(path, FileTrouble.UNREADABLE)

    def _read(self, place: Path, path: str) -> bytes | FileProblem:
        if not place.exists():
            return FileProblem(path, FileTrouble.MISSING, self._near(path))
        if not place.is_file():
            return FileProblem(path, FileTrouble.NOT_A_FILE)
        if place.stat().st_size > _LARGEST_FILE:
            return FileProblem(path, FileTrouble.TOO_LARGE)
        return place.read_bytes()

    def _near(self, path: str) -> str | None:
        """Return the file of the project that was probably meant: of the same folder, else of any."""
        folder = PurePosixPath(path.replace("\\", "/")).parent
        beside = {(folder / name).as_posix() for name in _file_names(self._root / folder)}
        # A link to itself is listed, but is not what was meant.
        near = nearest(path, beside - {path})
        if near is not None:
            return near
        anywhere = [name for name in _all_files(self._root) if name != path]
        by_name = [name for name in anywhere if PurePosixPath(name).name == PurePosixPath(path).name]
        return by_name[0] if by_name else nearest(path, anywhere)


class _Walk:
    """Collects sources by their real path; links wait until everything real is known."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._real_root = os.path.realpath(root)
        self._seen: set[str] = set()
        self._links: deque[Path] = deque()
        self.found: dict[str, str] = {}

    def visit(self, top: Path) -> None:
        """Collect the sources below a folder; depth cannot exhaust the stack."""
        folders = [top]
        while folders:
            folder = folders.pop()
            real = os.path.realpath(folder)
            if real in self._seen:
                continue
            self._seen.add(real)
            folders += self._take_entries(folder)

    def visit_links(self) -> None:
        """Collect what links lead to, when it lies in the project and is not known yet."""
        while self._links:
            link = self._links.popleft()
            real = os.path.realpath(link)
            if not (real == self._real_root or real.startswith(self._real_root + os.sep)):
                continue
            if link.is_dir():
                if not _is_left_out(link):
                    self.visit(link)
            elif link.is_file() and _is_source(link):
                self._take(link)

    def _take_entries(self, folder: Path) -> list[Path]:
        folders = []
        for entry in self._entries(folder):
            place = folder / entry.name
            if entry.is_symlink():
                self._links.append(place)
            elif entry.is_dir(follow_symlinks=False):
                if not _is_left_out(place):
                    folders.append(place)
            elif entry.is_file(follow_symlinks=False) and _is_source(place):
                self._take(place)
        return folders

    def _entries(self, folder: Path) -> list[os.DirEntry[str]]:
        try:
            return _entries(folder)
        except OSError as error:
            raise unreadable(folder, error) from error

    def _take(self, place: Path) -> None:
        self.found.setdefault(os.path.realpath(place), place.relative_to(self._root).as_posix())


def _is_source(place: Path) -> bool:
    return place.suffix == _SUFFIX and not place.name.startswith(".")


def _is_left_out(folder: Path) -> bool:
    name = folder.name
    return name.startswith(".") or name in _SKIPPED or (folder / SETTINGS_FILE).is_file()


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def _file_names(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in _entries(folder)[:_MOST_NAMES] if entry.is_file()]
    except OSError:
        return []


def _all_files(root: Path) -> list[str]:
    names: list[str] = []
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _SKIPPED)
        names += (Path(folder, name).relative_to(root).as_posix() for name in sorted(files))
        if len(names) > _MOST_NAMES:
            break
    return names[:_MOST_NAMES]


def _leaves(path: str) -> bool:
    """Tell whether a path names a place outside the folder it is relative to."""
    if PurePosixPath(path).is_absolute() or PureWindowsPath(path).drive or PureWindowsPath(path).root:
        return True
    depth = 0
    for part in path.replace("\\", "/").split("/"):
        depth += -1 if part == ".." else part not in ("", ".")
        if depth < 0:
            return True
    return False
