"""Rules that say nothing until `ma.yaml` mentions them."""

from __future__ import annotations

from maflow.compiler.context import ResolvedProject

__all__ = ["is_asked_for"]


def is_asked_for(project: ResolvedProject, code: str) -> bool:
    """Tell whether `lint` gives a rule a severity or options; an ignored rule is not asked for."""
    setting = project.settings.lint.get(code)
    return setting is not None and not setting.is_ignored
