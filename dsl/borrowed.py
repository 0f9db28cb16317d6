"""Keywords of another dialect: understood, and reported as a matter of style (MA005)."""

from __future__ import annotations

from itertools import pairwise

from maflow.dsl.automaton import Borrowed
from maflow.dsl.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Sink, Text
from maflow.dsl.dialects import Dialect
from maflow.dsl.source import SourceFile, Span
from maflow.dsl.syntax_errors import UNIT_WORDS

__all__ = ["foreign_keyword", "report_borrowed"]

# With so many of them, the file lacks its first line rather than a few translations.
_MANY = 5


def report_borrowed(source: SourceFile, dialect: Dialect, borrowed: list[Borrowed], sink: Sink) -> None:
    """Report the keywords of another dialect, neighbours together. Reports: MA005."""
    told = [diagnostic for diagnostic in sink.diagnostics if diagnostic.code == "MA005"]
    if dialect.name == "en" and len(borrowed) + len(told) >= _MANY:
        sink.diagnostics[:] = [diagnostic for diagnostic in sink.diagnostics if diagnostic not in told]
        spans = [Span(source.path, token.start, token.end) for token, _ in borrowed]
        sink.add(_missing_header(source, min((*spans, *(each.span for each in told)), key=_start)))
        return
    for group in _neighbours(source, borrowed):
        sink.add(foreign_keyword(source, dialect, group))


def _neighbours(source: SourceFile, borrowed: list[Borrowed]) -> list[list[Borrowed]]:
    groups = [[keyword] for keyword in borrowed[:1]]
    for (before, _), keyword in pairwise(borrowed):
        is_near = source.text[before.end : keyword[0].start].strip(" \t") == ""
        if is_near:
            groups[-1].append(keyword)
        else:
            groups.append([keyword])
    return groups


def foreign_keyword(source: SourceFile, dialect: Dialect, group: list[Borrowed]) -> Diagnostic:
    """Return the diagnostic of neighbouring keywords of another dialect."""
    span = Span(source.path, group[0][0].start, group[-1][0].end)
    english = " ".join(word for _, words in group for word in words)
    is_unit = english in UNIT_WORDS and source.text[: span.start].rstrip(" \t")[-1:].isdecimal()
    meant = dialect.write(f"{english.removesuffix('s')}s" if is_unit else english)
    fixes: tuple[Fix, ...] = ()
    if dialect.name == "en" or meant != english:
        title = Text("fix.write", {"text": meant})
        fixes = (Fix(title, Applicability.SAFE, (Edit(span, meant),)),)
    args = {"found": source.slice(span), "dialect": dialect.name}
    message = Text("MA005.foreign-keyword", args)
    return Diagnostic(code="MA005", severity=Severity.STYLE, message=message, span=span, fixes=fixes)


def _start(span: Span) -> int:
    return span.start


def _missing_header(source: SourceFile, span: Span) -> Diagnostic:
    edit = Edit(Span(source.path, 0, 0), "# language: zh-CN\n")
    fix = Fix(Text("fix.add-header"), Applicability.SAFE, (edit,))
    message = Text("MA005.missing-header", {"found": source.slice(span)})
    return Diagnostic(code="MA005", severity=Severity.STYLE, message=message, span=span, fixes=(fix,))
