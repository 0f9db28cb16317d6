"""Static audiences: each list is there and has the column that is named."""

from __future__ import annotations

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.static_lists import read_static_list
from maflow.dsl import ast
from maflow.dsl.diagnostics import Diagnostic

__all__ = ["check_lists"]


def check_lists(project: ResolvedProject, context: CompileContext) -> None:
    """Check the lists that audiences are read from.

    Reports: MA101
    """
    for audience, _, _ in project.nodes.all(ast.AudienceList):
        path, column = audience.path, audience.column
        found = read_static_list(context.files, path.value, column.text, path.span, column.span)
        if isinstance(found, Diagnostic):
            context.sink.add(found)
