"""Projects on disk: the folder with `ma.yaml`, its `.ma` files, and the files beside them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from maflow.compiler.files import SETTINGS_FILE
from maflow.disk import DiskFiles, list_sources, unreadable
from maflow.dsl.diagnostics import Text, items
from maflow.dsl.errors import ConfigError
from maflow.dsl.source import SourceFile

__all__ = ["BUNDLE_SUFFIX", "Project", "find_project", "find_projects", "find_root"]

BUNDLE_SUFFIX = ".mab"
"""How the name of a file ends that `ma build` makes."""

_LARGEST_SOURCE = 64 * 1024 * 1024
_LIKELY_NAMES = ("ma.yml", "MA.yaml", "MA.YAML", "Ma.yaml", "maflow.yaml", "maflow.yml")
_MOST_PROJECTS_SHOWN = 3
_DEEPEST_LOOK = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project with the text of all its files.

    Shape: `sources` are sorted by path. `selected` are the paths that the arguments named; None when
    they named the whole project.
    """

    root: Path
    settings: SourceFile
    sources: tuple[SourceFile, ...]
    selected: frozenset[str] | None = None

    @property
    def files(self) -> DiskFiles:
        """Return the reader of the project's other files."""
        return DiskFiles(self.root)

    def is_selected(self, path: str) -> bool:
        """Tell whether the arguments ask about a file of the project."""
        return self.selected is None or path in self.selected


def find_project(path: str | Path) -> Project:
    """Return the project that a path lies in.

    Raises: ConfigError when there is none, or when a file of it cannot be read.
    """
    return find_projects([path])[0]


def find_projects(paths: Iterable[str | Path]) -> tuple[Project, ...]:
    """Return the projects that some paths lie in, each once, in the order they are first named.

    Raises: ConfigError for a path that does not exist, lies in no project or is no part of its project.
    """
    asked: dict[Path, list[Path]] = {}
    for path in paths:
        place = Path(os.path.abspath(path))
        asked.setdefault(find_root(place), []).append(place)
    return tuple(_load(root, places) for root, places in asked.items())


def find_root(path: str | Path) -> Path:
    """Return the nearest folder at or above a path that has a `ma.yaml`.

    Raises: ConfigError when the path does not exist or there is no such folder.
    """
    place = Path(os.path.abspath(path))
    if not os.path.lexists(place):
        raise ConfigError(Text("config.no-such-path", {"path": str(path)}))
    folder = place if place.is_dir() else place.parent
    for candidate in (folder, *folder.parents):
        if (candidate / SETTINGS_FILE).is_file():
            return candidate
    raise _no_project(str(path), folder)


def _no_project(path: str, folder: Path) -> ConfigError:
    for name in _LIKELY_NAMES:
        if (folder / name).is_file():
            return ConfigError(Text("config.settings-misnamed", {"path": path, "name": name}))
    below = _projects_below(folder)
    if below:
        return ConfigError(Text("config.projects-below", {"path": path, "projects": items(below)}))
    return ConfigError(Text("config.no-project", {"path": path}))


def _projects_below(folder: Path) -> list[str]:
    found: list[str] = []
    for depth in range(1, _DEEPEST_LOOK + 1):
        pattern = "/".join(["[!.]*"] * depth)
        found += sorted(f"`{place.parent}`" for place in folder.glob(f"{pattern}/{SETTINGS_FILE}"))
    return found[:_MOST_PROJECTS_SHOWN]


def _load(root: Path, places: list[Path]) -> Project:
    names = list_sources(root)
    selected = _selection(root, places, names)
    return Project(
        root=root,
        settings=_read(root, SETTINGS_FILE),
        sources=tuple(_read(root, name) for name in names),
        selected=selected,
    )


def _selection(root: Path, places: list[Path], names: tuple[str, ...]) -> frozenset[str] | None:
    if any(place in (root, root / SETTINGS_FILE) for place in places):
        return None
    selected: set[str] = set()
    for place in places:
        named = place.relative_to(root).as_posix()
        inside = {name for name in names if name == named or name.startswith(f"{named}/")}
        if not inside:
            raise ConfigError(Text(_unselectable(place), {"path": str(place)}))
        selected |= inside
    return frozenset(selected)


def _unselectable(place: Path) -> str:
    """Return the key of why a path is no part of its project."""
    if place.is_dir():
        return "config.no-sources-below"
    return "config.is-a-bundle" if place.suffix == BUNDLE_SUFFIX else "config.not-a-source"


def _read(root: Path, name: str) -> SourceFile:
    place = root / name
    try:
        with place.open("rb") as file:
            raw = file.read(_LARGEST_SOURCE + 1)
    except OSError as error:
        raise unreadable(place, error) from error
    if len(raw) > _LARGEST_SOURCE:
        limit = str(_LARGEST_SOURCE // (1024 * 1024))
        raise ConfigError(Text("config.too-large", {"path": str(place), "limit": limit}))
    return SourceFile.from_bytes(_readable_name(name), raw)


def _readable_name(name: str) -> str:
    """Return a path that can be written out, for names whose bytes are not UTF-8."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
