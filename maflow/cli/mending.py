"""Applies fixes to a project until none is left, and takes back what would make it worse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from maflow.cli.found import Found
from maflow.cli.writing import replace_file, source_bytes
from maflow.dsl.diagnostics import Applicability, Diagnostic, Fix, Severity
from maflow.dsl.fixes import apply_edits, choose_fixes
from maflow.dsl.source import SourceFile
from maflow.project import Project

__all__ = ["Mended", "mend", "write_mended"]

_MOST_ROUNDS = 10
# Errors of reading a file; other ones may well come to light once it can be read.
_SYNTAX = "MA0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A project after its fixes, what is found in it now, and how many fixes that took."""

    found: Found
    applied: int


def mend(
    found: Found,
    applicabilities: Collection[Applicability],
    check: Callable[[Project], Found],
    pick: Callable[[Found], Found],
) -> Mended:
    """Apply fixes of the findings that `pick` keeps, and check again, until there are none.

    Law: no file has more errors of syntax afterwards, and only selected files differ.
    """
    applied = 0
    for _ in range(_MOST_ROUNDS):
        fixes = _wanted(found, pick(found).diagnostics, applicabilities)
        better = _try(found, fixes, check)
        if better is None:
            break
        found = better.found
        applied += better.applied
    return Mended(found=found, applied=applied)


def write_mended(before: Project, after: Project) -> tuple[str, ...]:
    """Write the files that differ; return their paths.

    Raises: ConfigError when one of them has changed on disk meanwhile, or cannot be written.
    """
    written = []
    pairs = zip((before.settings, *before.sources), (after.settings, *after.sources), strict=True)
    for old, new in pairs:
        if old.text != new.text:
            replace_file(before.root / old.path, source_bytes(old), source_bytes(new))
            written.append(old.path)
    return tuple(written)


def _wanted(
    found: Found, diagnostics: Iterable[Diagnostic], applicabilities: Collection[Applicability]
) -> tuple[Fix, ...]:
    project = found.project
    inside = [
        diagnostic
        for diagnostic in diagnostics
        if all(project.is_selected(edit.span.file) for fix in diagnostic.fixes for edit in fix.edits)
    ]
    return choose_fixes(inside, applicabilities)


def _try(found: Found, fixes: tuple[Fix, ...], check: Callable[[Project], Found]) -> Mended | None:
    """Apply as many fixes as make nothing worse; None when that is none at all."""
    while fixes:
        after = check(_edited(found.project, fixes))
        worse = _worse_files(found.diagnostics, after.diagnostics)
        if not worse:
            return Mended(found=after, applied=len(fixes))
        kept = tuple(fix for fix in fixes if worse.isdisjoint(edit.span.file for edit in fix.edits))
        if len(kept) == len(fixes):
            return None
        fixes = kept
    return None


def _edited(project: Project, fixes: tuple[Fix, ...]) -> Project:
    edits = [edit for fix in fixes for edit in fix.edits]
    touched = {edit.span.file for edit in edits}

    def edit_file(source: SourceFile) -> SourceFile:
        """Return a file with its edits made, read anew as the next check would read it."""
        if source.path not in touched:
            return source
        text = apply_edits(source, edits)
        return SourceFile.from_bytes(source.path, source_bytes(replace(source, text=text)))

    return replace(
        project, settings=edit_file(project.settings), sources=tuple(map(edit_file, project.sources))
    )


def _worse_files(before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> set[str]:
    earlier, later = _syntax_errors(before), _syntax_errors(after)
    return {file for file, count in later.items() if count > earlier[file]}


def _syntax_errors(diagnostics: Iterable[Diagnostic]) -> Counter[str]:
    return Counter(
        found.span.file
        for found in diagnostics
        if found.severity is Severity.ERROR and found.code.startswith(_SYNTAX)
    )
