"""A finding about a template, before it is known where in a file the template stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import msgspec

from maflow.compiler.templates.problems import TemplateEdit
from maflow.dsl.codes import CODES
from maflow.dsl.diagnostics import Applicability, Diagnostic, Edit, Fix, Label, Text
from maflow.dsl.source import Span

__all__ = ["Finding", "Place", "TemplateFix", "TemplateLabel", "to_diagnostic"]

Place: TypeAlias = Callable[[int, int], Span]
"""Where a part of a template's text, from start to end, stands in its file."""


class TemplateFix(msgspec.Struct, frozen=True):
    """A choice that a person may take: nothing that changes a text is safe."""

    title: Text
    edits: tuple[TemplateEdit, ...]


class TemplateLabel(msgspec.Struct, frozen=True):
    """Another place in the same template."""

    start: int
    end: int
    text: Text


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A finding. `start` and `end` count inside the template's text; `labels` stand elsewhere."""

    code: str
    start: int
    end: int
    message: Text
    note: Text | None = None
    inner_labels: tuple[TemplateLabel, ...] = ()
    labels: tuple[Label, ...] = ()
    notes: tuple[Text, ...] = ()
    help: tuple[Text, ...] = ()
    fixes: tuple[TemplateFix, ...] = ()


def to_diagnostic(finding: Finding, place: Place) -> Diagnostic:
    """Return a finding as it is told to the author."""
    inner = tuple(Label(place(label.start, label.end), label.text) for label in finding.inner_labels)
    return Diagnostic(
        code=finding.code,
        severity=CODES[finding.code].severity,
        message=finding.message,
        span=place(finding.start, finding.end),
        note=finding.note,
        labels=(*inner, *finding.labels),
        notes=finding.notes,
        help=finding.help,
        fixes=tuple(_placed(fix, place) for fix in finding.fixes),
    )


def _placed(fix: TemplateFix, place: Place) -> Fix:
    edits = tuple(Edit(place(edit.start, edit.end), edit.replacement) for edit in fix.edits)
    return Fix(fix.title, Applicability.SUGGEST, edits)
