"""Checked projects from folders and texts, for tests."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from maflow.compiler.context import ResolvedProject
from maflow.compiler.driver import Checked, check_project
from maflow.compiler.files import FileReader, MemoryFiles
from maflow.compiler.installed import load_installed
from maflow.dsl.diagnostics import Severity
from maflow.dsl.source import SourceFile
from maflow.project import find_project

__all__ = ["SETTINGS", "check_folder", "check_text", "load_project", "project_of"]

SETTINGS = "name: shop\ntimezone: UTC\ncurrency: CNY\nlint: {MA506: ignore}\n"
_TODAY = datetime.date(2026, 1, 1)


def load_project(folder: Path) -> ResolvedProject:
    """Return the checked project of a folder."""
    return check_folder(folder).project


def project_of(text: str, settings: str = SETTINGS) -> ResolvedProject:
    """Return the checked project of one text."""
    return check_text(text, settings).project


def check_folder(folder: Path) -> Checked:
    """Return what the check makes of a folder without errors."""
    project = find_project(folder)
    return _checked(project.settings, project.sources, project.files, project.root.name)


def check_text(text: str, settings: str = SETTINGS) -> Checked:
    """Return what the check makes of one text without errors."""
    return _checked(SourceFile("ma.yaml", settings), (SourceFile("main.ma", text),), MemoryFiles({}))


def _checked(
    settings: SourceFile, sources: Sequence[SourceFile], files: FileReader, name: str = ""
) -> Checked:
    channels, rules = load_installed(load_entry_points=False)
    checked = check_project(
        settings, sources, channels=channels, files=files, today=_TODAY, name=name, rules=rules
    )
    errors = [
        f"{found.code} {found.message}" for found in checked.diagnostics if found.severity is Severity.ERROR
    ]
    assert errors == [], f"the project has errors: {errors}"
    return checked
