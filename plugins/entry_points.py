"""Whether anything is installed beside maflow that may be a plugin of it: a question asked at every start."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

__all__ = ["GROUP", "has_entry_points"]

GROUP = "maflow"
"""The group of entry points in which plugins announce themselves."""


def has_entry_points(path: Iterable[str]) -> bool:
    """Tell quickly whether any installed package may have an entry point for us.

    Law: never false when `importlib.metadata.entry_points` would find one.
    """
    if any(_finds_distributions(finder) for finder in sys.meta_path):
        return True
    return any(_folder_may_have(Path(entry or ".")) for entry in path)


def _finds_distributions(finder: object) -> bool:
    # The standard finder is the one that reads `sys.path`; any other has its own places.
    return hasattr(finder, "find_distributions") and getattr(finder, "__name__", "") != "PathFinder"


def _folder_may_have(folder: Path) -> bool:
    if folder.suffix == ".egg" or folder.is_file():
        return True
    try:
        names = [entry.name for entry in folder.iterdir()]
    except OSError:
        return False
    return any(_declares_us(folder / name / "entry_points.txt") for name in names if _is_metadata(name))


def _is_metadata(name: str) -> bool:
    return name.endswith((".dist-info", ".egg-info"))


def _declares_us(file: Path) -> bool:
    try:
        return f"[{GROUP}]".encode() in file.read_bytes()
    except OSError:
        return False
