"""A file that comes through stdin, as editors send it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from maflow.compiler.files import SETTINGS_FILE
from maflow.dsl.diagnostics import Text
from maflow.dsl.errors import ConfigError
from maflow.dsl.source import SourceFile
from maflow.project import Project, find_project, find_root

__all__ = ["STDIN", "project_with", "read_stdin"]

STDIN = "-"
"""The path that means stdin."""

_LARGEST = 64 * 1024 * 1024


def read_stdin(stdin: BinaryIO) -> bytes:
    """Return what comes through stdin.

    Raises: ConfigError when it is too much.
    """
    raw = stdin.read(_LARGEST + 1)
    if len(raw) > _LARGEST:
        told = {"path": STDIN, "limit": str(_LARGEST // (1024 * 1024))}
        raise ConfigError(Text("config.too-large", told))
    return raw


def project_with(filename: str, raw: bytes) -> Project:
    """Return the project that a file lies in, the file having this content; only the file is selected.

    The file need not exist, its folder must.
    Raises: ConfigError when the folder lies in no project.
    """
    place = Path(os.path.abspath(filename))
    root = find_root(place.parent)
    path = place.relative_to(root).as_posix()
    source = SourceFile.from_bytes(path, raw)
    project = replace(find_project(root), selected=frozenset({path}))
    if path == SETTINGS_FILE:
        return replace(project, settings=source)
    others = [other for other in project.sources if other.path != path]
    return replace(project, sources=tuple(sorted([*others, source], key=lambda each: each.path)))
