"""Shows what was found, in the format that was asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from maflow.cli.console import Console
from maflow.cli.found import Found, named_from
from maflow.dsl.diagnostics import Diagnostic
from maflow.dsl.source import SourceFile

__all__ = ["report"]

# These show paths as they can be opened from the current folder; all others, relative to the project.
_FOR_PEOPLE = ("text", "concise")


def report(results: Sequence[Found], console: Console, format_name: str) -> None:
    """Write what was found in some projects to stdout.

    Raises: ConfigError for a format that does not exist.
    """
    is_for_people = format_name in _FOR_PEOPLE
    if is_for_people and not any(found.diagnostics for found in results):
        return
    # Imported here: where nothing was found, nothing is rendered.
    from maflow.dsl.render import RenderOptions, Report, renderer_named

    is_moved = is_for_people or len(results) > 1
    diagnostics: list[Diagnostic] = []
    sources: dict[str, SourceFile] = {}
    for found in results:
        moved = found.moved(named_from(found.project.root) if is_moved else str)
        diagnostics += moved[0]
        sources.update(moved[1])
    options = RenderOptions(lang=console.lang, color=console.has_color(sys.stdout), width=console.width)
    for piece in renderer_named(format_name)(Report.of(diagnostics, sources), options):
        console.write(piece)
