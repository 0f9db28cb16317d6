"""The diagnostics of files that stand beside the sources and cannot be used."""

from __future__ import annotations

from maflow.compiler.files import FileProblem
from maflow.compiler.setting_report import did_you_mean, mistake, replace_fix, shown
from maflow.dsl.diagnostics import Diagnostic, Text
from maflow.dsl.source import Span

__all__ = ["file_problem"]


def file_problem(problem: FileProblem, span: Span) -> Diagnostic:
    """Return the diagnostic of a file that cannot be read; `span` is the text that names it.

    Reports: MA101
    Example:
        >>> from maflow.compiler.files import FileTrouble
        >>> missing = FileProblem("lists/vp.csv", FileTrouble.MISSING, "lists/vip.csv")
        >>> file_problem(missing, Span("main.ma", 0, 14)).help[0].args["name"]
        'lists/vip.csv'
    """
    message = Text(f"MA101.file-{problem.trouble.value}", {"path": shown(problem.path)})
    fixes = replace_fix(span, f'"{problem.near}"' if problem.near else None)
    return mistake(message, span, help=did_you_mean(problem.near), fixes=fixes)
