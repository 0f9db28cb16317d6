"""A finding as plain data in one language: what programs read. The formats for programs are made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import assert_never

import msgspec

from maflow.dsl.catalogue import Argument
from maflow.dsl.codes import CODES
from maflow.dsl.diagnostics import Diagnostic, Fix, Label
from maflow.dsl.fingerprint import fingerprints
from maflow.dsl.render.report import RenderOptions, Report
from maflow.dsl.source import SourceFile, Span
from maflow.dsl.visible import clip, visible

__all__ = [
    "DiagnosticRecord",
    "EditRecord",
    "FixRecord",
    "PlaceRecord",
    "SpanRecord",
    "WitnessRecord",
    "diagnostic_records",
    "rule_url",
]

_LONGEST_ARGUMENT = 1000
_SURROGATE = re.compile("[\ud800-\udfff]")


class PlaceRecord(msgspec.Struct, frozen=True):
    """A place in a file.

    Units: `line` and `column` start at 1, columns are code points; `utf16` is the column in UTF-16 units
    from 0; `byte` is the offset in the file.
    """

    line: int
    column: int
    utf16: int
    byte: int


class SpanRecord(msgspec.Struct, frozen=True):
    """A piece of a file, end exclusive. `start` and `end` are null when the file is not at hand."""

    file: str
    start: PlaceRecord | None
    end: PlaceRecord | None
    label: str | None
    primary: bool


class EditRecord(msgspec.Struct, frozen=True):
    """Replace a piece of a file by a text."""

    file: str
    start: PlaceRecord | None
    end: PlaceRecord | None
    replacement: str


class FixRecord(msgspec.Struct, frozen=True):
    """A way to mend a finding; `applicability` is `safe`, `unsafe` or `suggest`."""

    title: str
    applicability: str
    edits: list[EditRecord]


class WitnessRecord(msgspec.Struct, frozen=True):
    """An example that shows a finding."""

    text: str


class DiagnosticRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A finding. `file`, `line` and `column` are those of the primary span, null where there are none."""

    code: str
    name: str | None
    severity: str
    message: str
    args: dict[str, Argument]
    file: str | None
    line: int | None
    column: int | None
    spans: list[SpanRecord]
    notes: list[str]
    witness: WitnessRecord | msgspec.UnsetType = msgspec.UNSET
    help: list[str]
    fixes: list[FixRecord]
    address: str
    url: str
    fingerprint: str


def diagnostic_records(report: Report, options: RenderOptions) -> Iterator[DiagnosticRecord]:
    """Yield the findings of a report as plain data, every string of it valid Unicode."""
    identities = fingerprints(report.diagnostics, report.sources)
    for diagnostic, identity in zip(report.diagnostics, identities, strict=True):
        yield _record(diagnostic, report.sources, options, identity)


def rule_url(code: str) -> str:
    """Return the name of a rule's manual page, as a URL."""
    return f"urn:maflow:rule:{code}"


def _record(
    diagnostic: Diagnostic, sources: Mapping[str, SourceFile], options: RenderOptions, identity: str
) -> DiagnosticRecord:
    labels = [Label(diagnostic.span, diagnostic.note), *diagnostic.labels]
    spans = [
        _span(label, sources, options, is_primary=not i) for i, label in enumerate(labels) if label.span.file
    ]
    place = spans[0].start if diagnostic.span.file else None
    witness = diagnostic.witness
    return DiagnosticRecord(
        code=diagnostic.code,
        name=CODES[diagnostic.code].name if diagnostic.code in CODES else None,
        severity=diagnostic.severity.value,
        message=options.say(diagnostic.message),
        args={
            name: _argument(value) for name, value in options.sentences.arguments(diagnostic.message).items()
        },
        file=spans[0].file if diagnostic.span.file else None,
        line=place.line if place else None,
        column=place.column if place else None,
        spans=spans,
        notes=[options.say(note) for note in diagnostic.notes],
        witness=WitnessRecord(options.say(witness)) if witness else msgspec.UNSET,
        help=[options.say(text) for text in diagnostic.help],
        fixes=[_fix(fix, sources, options) for fix in diagnostic.fixes],
        address=_valid(diagnostic.address),
        url=rule_url(diagnostic.code),
        fingerprint=identity,
    )


def _span(
    label: Label, sources: Mapping[str, SourceFile], options: RenderOptions, *, is_primary: bool
) -> SpanRecord:
    start, end = _ends(label.span, sources)
    said = options.say(label.text) if label.text else None
    return SpanRecord(_valid(label.span.file), start, end, said, is_primary)


def _fix(fix: Fix, sources: Mapping[str, SourceFile], options: RenderOptions) -> FixRecord:
    edits = [
        EditRecord(_valid(edit.span.file), *_ends(edit.span, sources), _valid(edit.replacement))
        for edit in fix.edits
    ]
    return FixRecord(options.say(fix.title), fix.applicability.value, edits)


def _ends(span: Span, sources: Mapping[str, SourceFile]) -> tuple[PlaceRecord | None, PlaceRecord | None]:
    source = sources.get(span.file)
    return (_place(source, span.start), _place(source, span.end)) if source else (None, None)


def _place(source: SourceFile, offset: int) -> PlaceRecord:
    place = source.position(offset)
    return PlaceRecord(place.line, place.column, place.utf16, place.byte)


def _argument(value: Argument) -> Argument:
    match value:
        case str():
            return clip(_valid(value[: _LONGEST_ARGUMENT + 1]), _LONGEST_ARGUMENT)
        case list():
            return [clip(_valid(part[: _LONGEST_ARGUMENT + 1]), _LONGEST_ARGUMENT) for part in value]
        case int():
            return value
        case _ as never:
            assert_never(never)


def _valid(text: str) -> str:
    """Return a text in which lone surrogates, which no encoding has, are written as escapes."""
    return _SURROGATE.sub(lambda match: visible(match[0]), text)
