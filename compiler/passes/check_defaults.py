"""The values that attributes and properties have when nothing is known: each of the declared type."""

from __future__ import annotations

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.literals import fits, report_misfit
from maflow.compiler.typing.types import type_of_declaration
from maflow.dsl import ast

__all__ = ["check_defaults"]


def check_defaults(project: ResolvedProject, context: CompileContext) -> None:
    """Check the defaults of attributes and properties.

    Reports: MA105, MA106, MA108.
    """
    for declared, _, _ in project.nodes.all(ast.Property):
        if declared.default is not None:
            expected = type_of_declaration(declared.type, project.settings.currency)
            misfit = fits(declared.default, expected, project)
            if misfit is not None:
                report_misfit(misfit, declared.type.span, context)
