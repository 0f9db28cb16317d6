"""What is rendered, and how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from maflow.dsl.catalogue import Catalogue, shipped_catalogue
from maflow.dsl.diagnostics import Applicability, Diagnostic, Severity, Text
from maflow.dsl.source import SourceFile

__all__ = ["RenderOptions", "Report", "Summary"]

_SEVERITIES = tuple(Severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderOptions:
    """How to show a report. `color` is decided by who knows the terminal and `NO_COLOR`.

    Units: `width` in terminal columns; longer source lines are cut around what is pointed at.
    Shape: `catalogue` has the sentences; by default, those that are shipped.
    """

    lang: str = "en"
    color: bool = False
    width: int = 120
    catalogue: Catalogue | None = None

    def say(self, text: Text) -> str:
        """Return a text as a sentence in the reader's language."""
        return self.sentences.sentence(text, self.lang)

    @property
    def sentences(self) -> Catalogue:
        """The catalogue that is in use."""
        return self.catalogue or shipped_catalogue()


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How much was found. `counts` holds every severity, the worst first."""

    counts: Mapping[Severity, int]
    fixable: int
    files: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The findings of one check and the files they were found in, by path."""

    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, SourceFile]

    @classmethod
    def of(cls, diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceFile]) -> Report:
        """Return a report of findings in the order of files and lines, each one once.

        Law: the report does not depend on the order in which things were found.
        """
        unique: list[Diagnostic] = []
        for diagnostic in sorted(diagnostics, key=_order):
            if not unique or diagnostic != unique[-1]:
                unique.append(diagnostic)
        return cls(diagnostics=tuple(unique), sources=sources)

    @property
    def summary(self) -> Summary:
        """Count the findings, and those of them that have a safe fix."""
        found = Counter(diagnostic.severity for diagnostic in self.diagnostics)
        return Summary(
            counts={severity: found[severity] for severity in _SEVERITIES},
            fixable=sum(map(_is_fixable, self.diagnostics)),
            files=len(self.sources),
        )


def _order(diagnostic: Diagnostic) -> tuple[str, int, int, int, str, str, list[tuple[str, str]]]:
    span = diagnostic.span
    return (
        span.file,
        span.start,
        _SEVERITIES.index(diagnostic.severity),
        span.end,
        diagnostic.code,
        diagnostic.message.key,
        sorted(diagnostic.message.args.items()),
    )


def _is_fixable(diagnostic: Diagnostic) -> bool:
    return any(fix.edits and fix.applicability is Applicability.SAFE for fix in diagnostic.fixes)
