"""A scope of templates that looks every variable up once."""

from __future__ import annotations

from maflow.compiler.templates import Resolution, TemplateScope
from maflow.compiler.templates.guards import PathKeys
from maflow.compiler.templates.nodes import Path

__all__ = ["RememberingScope"]


class RememberingScope:
    """Another scope, and its answers: several checks of several fields ask the same of it."""

    def __init__(self, scope: TemplateScope) -> None:
        self._scope = scope
        self._answers: dict[PathKeys, Resolution] = {}

    def resolve(self, path: Path) -> Resolution:
        """Return what a path means."""
        keys = path.keys
        answer = self._answers.get(keys)
        if answer is None:
            answer = self._answers[keys] = self._scope.resolve(path)
        return answer
