"""What a check found in one project, and which part of it is asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import msgspec

from maflow.dsl.diagnostics import Diagnostic, Edit, Fix, Label, Severity
from maflow.dsl.source import SourceFile, Span
from maflow.project import Project

__all__ = ["Found", "from_level", "named_from", "reaches", "shown_path"]

_SEVERITIES = tuple(Severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A project and what was found in it."""

    project: Project
    diagnostics: tuple[Diagnostic, ...]

    @property
    def sources(self) -> dict[str, SourceFile]:
        """Return the project's files by path, and those beside them that something was found in."""
        found = {source.path: source for source in (self.project.settings, *self.project.sources)}
        for path in sorted({diagnostic.span.file for diagnostic in self.diagnostics} - found.keys()):
            content = self.project.files.read(path) if path else None
            if isinstance(content, bytes):
                found[path] = SourceFile.from_bytes(path, content)
        return found

    def narrowed(self, is_kept: Callable[[Diagnostic], bool]) -> Found:
        """Return a part of the findings."""
        return replace(self, diagnostics=tuple(filter(is_kept, self.diagnostics)))

    def selected(self) -> Found:
        """Return the findings in the files that were asked for, and in the texts that messages read."""
        others = {source.path for source in self.project.sources if not self.project.is_selected(source.path)}
        if not self.project.is_selected(self.project.settings.path):
            others.add(self.project.settings.path)
        return self.narrowed(lambda diagnostic: diagnostic.span.file not in others)

    def moved(self, name: Callable[[str], str]) -> tuple[Iterator[Diagnostic], Mapping[str, SourceFile]]:
        """Return the findings and the files with every path replaced by what `name` makes of it."""
        sources = {name(path): replace(source, path=name(path)) for path, source in self.sources.items()}
        return (_moved(diagnostic, name) for diagnostic in self.diagnostics), sources


def reaches(diagnostic: Diagnostic, level: Severity) -> bool:
    """Tell whether a finding is at least as bad as a level.

    Example:
        >>> from maflow.dsl.diagnostics import Text
        >>> from maflow.dsl.source import NO_SPAN
        >>> found = Diagnostic(code="MA110", severity=Severity.WARNING, message=Text("x"), span=NO_SPAN)
        >>> reaches(found, Severity.WARNING), reaches(found, Severity.ERROR)
        (True, False)
    """
    return _SEVERITIES.index(diagnostic.severity) <= _SEVERITIES.index(level)


def from_level(diagnostics: Iterable[Diagnostic], level: Severity) -> tuple[Diagnostic, ...]:
    """Return the findings that are at least as bad as a level."""
    return tuple(diagnostic for diagnostic in diagnostics if reaches(diagnostic, level))


def named_from(root: Path) -> Callable[[str], str]:
    """Return what turns a path of a project into one that can be opened from the current folder."""
    return cache(lambda path: shown_path(root / path))


def shown_path(place: Path) -> str:
    """Return a place as it can be opened from the current folder, in the shorter of two ways.

    Example:
        >>> shown_path(Path("shop", "main.ma"))
        'shop/main.ma'
    """
    there = os.path.abspath(place)
    try:
        shown = min(os.path.relpath(there), there, key=len)
    except ValueError:  # on another drive
        shown = there
    return shown.replace(os.sep, "/")


def _moved(diagnostic: Diagnostic, name: Callable[[str], str]) -> Diagnostic:
    def move(span: Span) -> Span:
        """Return a span under the name its file is shown by; one without a file stays."""
        return Span(name(span.file), span.start, span.end) if span.file else span

    def move_fix(fix: Fix) -> Fix:
        """Return a fix whose edits are moved."""
        edits = tuple(Edit(move(edit.span), edit.replacement) for edit in fix.edits)
        return msgspec.structs.replace(fix, edits=edits)

    return msgspec.structs.replace(
        diagnostic,
        span=move(diagnostic.span),
        labels=tuple(Label(move(label.span), label.text) for label in diagnostic.labels),
        fixes=tuple(map(move_fix, diagnostic.fixes)),
    )
