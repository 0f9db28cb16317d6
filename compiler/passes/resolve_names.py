"""Checks every name that stands outside expressions."""

from __future__ import annotations

from maflow.compiler.context import CompileContext, ResolvedProject

__all__ = ["resolve_names"]


def resolve_names(project: ResolvedProject, context: CompileContext) -> None:
    """Check every name of a project that stands outside expressions."""
