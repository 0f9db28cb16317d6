"""Checks projects, and remembers what came of it."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable

from maflow.cache import Store, open_store
from maflow.cached_results import RecordingFiles, input_digest, keep_result, recall_result
from maflow.dsl.diagnostics import Diagnostic
from maflow.plugins.entry_points import has_entry_points
from maflow.project import Project

__all__ = ["Checker"]

_Check = Callable[[Project, RecordingFiles], tuple[Diagnostic, ...]]


class Checker:
    """Checks one project, as often as asked, on one day.

    Where plugins are installed beside maflow the findings may depend on their code, so that only trees
    are remembered.
    """

    def __init__(self, project: Project, today: datetime.date, *, is_remembering: bool = True) -> None:
        self._today = today
        self._store = open_store(project.root, os.environ) if is_remembering else Store(None)
        self._remembers_results = is_remembering and not has_entry_points(sys.path)
        self._compile: _Check | None = None

    def check(self, project: Project) -> tuple[Diagnostic, ...]:
        """Return all findings of a project, in the order of files and places.

        Raises: ConfigError when an installed plugin cannot be used.
        """
        files = RecordingFiles(project.files)
        if not self._remembers_results:
            return self._compiled(project, files)
        inputs = input_digest(project, self._today)
        known = recall_result(self._store, inputs, project.files)
        if known is not None:
            return known
        diagnostics = self._compiled(project, files)
        keep_result(self._store, inputs, files, diagnostics)
        return diagnostics

    def _compiled(self, project: Project, files: RecordingFiles) -> tuple[Diagnostic, ...]:
        if self._compile is None:
            self._compile = _compiler(self._store, self._today)
        return self._compile(project, files)


def _compiler(store: Store, today: datetime.date) -> _Check:
    # Imported here: where nothing has changed, no compiler is needed.
    from maflow.cached_modules import ModuleCache
    from maflow.compiler.driver import check_project
    from maflow.compiler.installed import load_installed

    modules = ModuleCache(store)
    channels, rules = load_installed()

    def compile_project(project: Project, files: RecordingFiles) -> tuple[Diagnostic, ...]:
        """Check a project from its files, and remember their trees."""
        checked = check_project(
            project.settings,
            project.sources,
            channels=channels,
            files=files,
            today=today,
            name=project.root.name,
            rules=rules,
            read=modules.read,
        )
        modules.save()
        return checked.diagnostics

    return compile_project
