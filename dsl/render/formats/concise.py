"""One line a finding: `file:line:column: error[MA203] message`."""

from __future__ import annotations

from collections.abc import Iterator

from maflow.dsl.diagnostics import Diagnostic, Text
from maflow.dsl.render.palette import Role, painted, role_of
from maflow.dsl.render.report import RenderOptions, Report
from maflow.dsl.visible import visible

__all__ = ["render"]


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yield one line for each finding. What has no line, or no file, leaves that part out."""
    for diagnostic in report.diagnostics:
        severity = diagnostic.severity
        word = options.say(Text(f"severity.{severity.value}"))
        pieces = [
            (_where(diagnostic, report), Role.TITLE),
            (f"{word}[{diagnostic.code}]", role_of(severity)),
            (f" {options.say(diagnostic.message)}", Role.PLAIN),
        ]
        yield painted(pieces, color=options.color) + "\n"


def _where(diagnostic: Diagnostic, report: Report) -> str:
    source = report.sources.get(diagnostic.span.file)
    if source is None:
        return f"{visible(diagnostic.span.file)}: " if diagnostic.span.file else ""
    place = source.position(diagnostic.span.start)
    return f"{visible(source.path)}:{place.line}:{place.column}: "
