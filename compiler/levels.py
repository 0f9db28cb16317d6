"""From what was found to what is told: configured severities, suppressions, order."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from maflow.compiler.address import address_of
from maflow.compiler.context import ResolvedProject
from maflow.dsl import ast
from maflow.dsl.codes import CODES
from maflow.dsl.diagnostics import Diagnostic
from maflow.dsl.source import SourceFile
from maflow.dsl.suppressions import apply_suppressions

__all__ = ["apply_levels"]

_OPEN_TEXT = "MA001.open-text"


def apply_levels(
    project: ResolvedProject,
    sources: Mapping[str, SourceFile],
    diagnostics: Sequence[Diagnostic],
    today: datetime.date,
) -> tuple[Diagnostic, ...]:
    """Return the findings as `ma.yaml` and the comments want them, by file and place, each once.

    What had to be read as it may have been meant is not judged before it is mended.
    Reports: MA009.
    """
    levels = _configured(project)
    configured = [found for found in map(levels, _judged(diagnostics, sources)) if found is not None]
    comments = {module.path: module.comments for module in project.modules}
    told = []
    texts = (text.span for text, _, _ in project.nodes.all(ast.TextLiteral))
    for found in apply_suppressions(configured, comments, sources, today, CODES, texts=texts):
        # What is said of the comments themselves is found only here, and has its level too.
        leveled = levels(found) if found.code == "MA009" else found
        told += [leveled] if leveled is not None else []
    unique = {(found.code, found.span, tuple(found.message.args.items())): found for found in reversed(told)}
    declarations = {module.path: module.declarations for module in project.modules}
    return tuple(_addressed(found, declarations) for found in sorted(unique.values(), key=_place))


def _judged(diagnostics: Sequence[Diagnostic], sources: Mapping[str, SourceFile]) -> Iterator[Diagnostic]:
    """Yield what is found in what could be read; behind a lost quote all texts of a line begin elsewhere."""
    misread = {found.span for found in diagnostics if found.code == "MA001"}
    unclosed = {_line(found, sources) for found in diagnostics if found.message.key == _OPEN_TEXT}
    for found in diagnostics:
        if found.code.startswith("MA0") or (
            found.span not in misread and not (unclosed and _line(found, sources) in unclosed)
        ):
            yield found


def _line(found: Diagnostic, sources: Mapping[str, SourceFile]) -> tuple[str, int]:
    source = sources.get(found.span.file)
    return found.span.file, source.line_number(found.span.start) if source else 0


def _addressed(found: Diagnostic, declarations: Mapping[str, Sequence[ast.Declaration]]) -> Diagnostic:
    address = found.address or address_of(found.span, declarations.get(found.span.file, ()))
    return msgspec.structs.replace(found, address=address)


def _configured(project: ResolvedProject) -> Callable[[Diagnostic], Diagnostic | None]:
    levels = project.settings.lint

    def configure(found: Diagnostic) -> Diagnostic | None:
        """Return a finding at the level that the project gives it, None where it is ignored."""
        setting = levels.get(found.code)
        if setting is None:
            return found
        if setting.is_ignored:
            return None
        if setting.severity is None:
            return found
        return msgspec.structs.replace(found, severity=setting.severity)

    return configure


def _place(found: Diagnostic) -> tuple[str, int, int, str]:
    return (found.span.file, found.span.start, found.span.end, found.code)
