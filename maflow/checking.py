"""Checks projects, and remembers what came of it."""

from __future__ import annotations

import datetime
import os
import sys
from typing import TYPE_CHECKING

from maflow.cache import Store, open_store
from maflow.cached_results import RecordingFiles, input_digest, keep_result, recall_result
from maflow.dsl.diagnostics import Diagnostic
from maflow.plugins.entry_points import has_entry_points
from maflow.project import Project

if TYPE_CHECKING:
    from maflow.cached_modules import ModuleCache

__all__ = ["Checker"]


class Checker:
    """Checks one project, as often as asked, on one day.

    Where plugins are installed beside maflow the findings may depend on their code, so that only trees
    are remembered.
    """

    def __init__(self, project: Project, today: datetime.date, *, is_remembering: bool = True) -> None:
        self._today = today
        self._store = open_store(project.root, os.environ) if is_remembering else Store(None)
        self._remembers_results = is_remembering and not has_entry_points(sys.path)
        self._modules: ModuleCache | None = None

    def check(self, project: Project) -> tuple[Diagnostic, ...]:
        """Return all findings of a project, in the order of files and places.

        Raises: ConfigError when an installed plugin cannot be used.
        """
        inputs = input_digest(project, self._today)
        if self._remembers_results:
            known = recall_result(self._store, inputs, project.files)
            if known is not None:
                return known
        files = RecordingFiles(project.files)
        diagnostics = self._check(project, files)
        if self._remembers_results:
            keep_result(self._store, inputs, files, diagnostics)
        return diagnostics

    def _check(self, project: Project, files: RecordingFiles) -> tuple[Diagnostic, ...]:
        # Imported here: where nothing has changed, no compiler is needed.
        from maflow.cached_modules import ModuleCache
        from maflow.compiler.driver import check_project
        from maflow.compiler.installed import load_installed

        if self._modules is None:
            self._modules = ModuleCache(self._store)
        channels, rules = load_installed()
        checked = check_project(
            project.settings,
            project.sources,
            channels=channels,
            files=files,
            today=self._today,
            name=project.root.name,
            rules=rules,
            read=self._modules.read,
        )
        self._modules.save()
        return checked.diagnostics
