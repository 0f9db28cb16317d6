"""Checks every expression: types, units, names of attributes, events and audiences, and scopes."""

from __future__ import annotations

from maflow.compiler.context import CompileContext, ResolvedProject

__all__ = ["check_types"]


def check_types(project: ResolvedProject, context: CompileContext) -> None:
    """Check every expression of a project."""
