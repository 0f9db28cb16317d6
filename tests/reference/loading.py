"""Projects and logs from files, for tests."""

from __future__ import annotations

import datetime
from pathlib import Path

from maflow.compiler.context import ResolvedProject
from maflow.compiler.driver import check_project
from maflow.compiler.files import MemoryFiles
from maflow.compiler.installed import load_installed
from maflow.dsl.diagnostics import Severity
from maflow.dsl.source import SourceFile
from maflow.project import find_project

__all__ = ["load_project", "project_of"]

_SETTINGS = "name: shop\ntimezone: UTC\ncurrency: CNY\nlint: {MA506: ignore}\n"
_TODAY = datetime.date(2026, 1, 1)


def load_project(folder: Path) -> ResolvedProject:
    """Return the checked project of a folder."""
    project = find_project(folder)
    channels, rules = load_installed(load_entry_points=False)
    checked = check_project(
        project.settings,
        project.sources,
        channels=channels,
        files=project.files,
        today=_TODAY,
        name=project.root.name,
        rules=rules,
    )
    _assert_sound([found.code for found in checked.diagnostics if found.severity is Severity.ERROR])
    return checked.project


def project_of(text: str, settings: str = _SETTINGS) -> ResolvedProject:
    """Return the checked project of one text."""
    channels, rules = load_installed(load_entry_points=False)
    checked = check_project(
        SourceFile("ma.yaml", settings),
        [SourceFile("main.ma", text)],
        channels=channels,
        files=MemoryFiles({}),
        today=_TODAY,
        rules=rules,
    )
    _assert_sound([f"{f.code} {f.message}" for f in checked.diagnostics if f.severity is Severity.ERROR])
    return checked.project


def _assert_sound(errors: list[str]) -> None:
    assert errors == [], f"the project has errors: {errors}"
