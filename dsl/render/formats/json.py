"""The format for programs: one JSON object, `format_version` 1."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from maflow.dsl.render.records import DiagnosticRecord, diagnostic_records
from maflow.dsl.render.report import RenderOptions, Report
from maflow.dsl.visible import HIDDEN

__all__ = ["render"]


class _Document(msgspec.Struct, frozen=True):
    format_version: int
    diagnostics: list[DiagnosticRecord]
    summary: dict[str, int]


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yield the whole report as one JSON object, also when nothing was found."""
    summary = report.summary
    counts = {severity.value: count for severity, count in summary.counts.items()}
    document = _Document(
        format_version=1,
        diagnostics=list(diagnostic_records(report, options)),
        summary={**counts, "fixable": summary.fixable, "files": summary.files},
    )
    text = msgspec.json.format(msgspec.json.encode(document), indent=2).decode("utf-8")
    yield HIDDEN.sub(_escape, text) + "\n"


def _escape(match: re.Match[str]) -> str:
    """Return a hidden character as JSON writes it; a line end stands between values and stays."""
    if match[0] == "\n":
        return "\n"
    units = match[0].encode("utf-16-be")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))
