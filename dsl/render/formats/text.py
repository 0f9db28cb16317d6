"""The format for people: each finding with the lines it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from maflow.dsl.codes import CODES
from maflow.dsl.diagnostics import Diagnostic, Fix, Label, Text, items
from maflow.dsl.render.palette import Piece, Role, painted, role_of
from maflow.dsl.render.report import RenderOptions, Report
from maflow.dsl.render.snippet import Mark, draw_snippet
from maflow.dsl.source import SourceFile, display_width
from maflow.dsl.visible import visible

__all__ = ["render", "render_diagnostic"]

# Findings below one another look calmer when their gutters are alike.
_NARROWEST_GUTTER = 2
_BEFORE_ADDRESS = " " * 3
_BEFORE_TAG = " " * 6
_NOTE_ROLES = {
    "label.note": Role.TITLE,
    "label.example": Role.TITLE,
    "label.help": Role.HELP,
    "label.docs": Role.ASIDE,
}
# A `/` inside backticks is part of a name.
_ADDRESS_PART = re.compile(r"(?:`[^`]*`|[^/`])+")


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yield the findings one by one, and a last line that counts them."""
    for diagnostic in report.diagnostics:
        yield render_diagnostic(diagnostic, report.sources, options) + "\n"
    if report.diagnostics:
        yield painted([(_summary(report, options), Role.TITLE)], color=options.color) + "\n"


def render_diagnostic(
    diagnostic: Diagnostic, sources: Mapping[str, SourceFile], options: RenderOptions
) -> str:
    """Return one finding as several lines, each with its line end."""
    page = _Page(diagnostic, sources, options)
    return "".join(painted(row, color=options.color) + "\n" for row in page.rows())


class _Page:
    """One finding on its way to becoming rows."""

    def __init__(
        self, diagnostic: Diagnostic, sources: Mapping[str, SourceFile], options: RenderOptions
    ) -> None:
        self.diagnostic = diagnostic
        self.options = options
        self._say = options.say
        self.colon = options.say(Text("label.colon"))
        self.sources = sources
        self.primary = Label(diagnostic.span, diagnostic.note)
        self.gutter = max(_NARROWEST_GUTTER, *(len(str(self._last_line(label))) for label in self._labels()))

    def rows(self) -> Iterator[list[Piece]]:
        """Yield the finding row by row."""
        yield self._header()
        by_file: dict[str, list[Label]] = {}
        for label in self._labels():
            by_file.setdefault(label.span.file, []).append(label)
        for file, labels in by_file.items():
            yield from self._place_rows(file, labels)
        yield from self._note_rows()

    def _labels(self) -> list[Label]:
        return [self.primary, *(label for label in self.diagnostic.labels if label != self.primary)]

    def _last_line(self, label: Label) -> int:
        source = self.sources.get(label.span.file)
        return source.line_number(max(label.span.start, label.span.end - 1)) if source else 0

    def _header(self) -> list[Piece]:
        severity, code = self.diagnostic.severity, self.diagnostic.code
        name = f" {CODES[code].name}" if code in CODES else ""
        word = self._say(Text(f"severity.{severity.value}"))
        message = self._say(self.diagnostic.message)
        return [(f"{word}[{code}]", role_of(severity)), (f"{name}{self.colon}{message}", Role.TITLE)]

    def _place_rows(self, file: str, labels: list[Label]) -> Iterator[list[Piece]]:
        """Yield where the finding is in one file, and the lines there if the file is at hand."""
        source = self.sources.get(file)
        is_primary = labels[0] is self.primary
        where = self._where(source, labels)
        address = self._address() if is_primary else ""
        if not where and not address:
            return
        arrow = " " * self.gutter + ("--> " if is_primary else "::: ")
        gap = _BEFORE_ADDRESS if where and address else ""
        yield [(arrow, Role.GUTTER), (where, Role.PLAIN), (gap + address, Role.ASIDE)]
        if source:
            yield [(" " * self.gutter + " |", Role.GUTTER)]
            yield from draw_snippet(source, map(self._mark, labels), self.gutter, self.options.width)

    def _where(self, source: SourceFile | None, labels: list[Label]) -> str:
        if source is not None:
            place = source.position(labels[0].span.start)
            return f"{visible(source.path)}:{place.line}:{place.column}"
        said = [self._say(label.text) for label in labels if label.text]
        return self.colon.join([visible(labels[0].span.file), *said] if labels[0].span.file else said)

    def _address(self) -> str:
        """Return `campaign winback/flow` as `in campaign winback > flow`, in the reader's language."""
        parts = _ADDRESS_PART.findall(self.diagnostic.address)
        if not parts:
            return ""
        return f"{self._say(Text('label.in'))} " + " > ".join(map(self._address_part, parts))

    def _address_part(self, part: str) -> str:
        kind, blank, name = part.partition(" ")
        return f"{self.options.sentences.kind_word(kind, self.options.lang)}{blank}{visible(name)}"

    def _mark(self, label: Label) -> Mark:
        is_primary = label is self.primary
        return Mark(
            start=label.span.start,
            end=label.span.end,
            label=self._say(label.text) if label.text else "",
            role=role_of(self.diagnostic.severity) if is_primary else Role.LABEL,
            is_primary=is_primary,
        )

    def _note_rows(self) -> Iterator[list[Piece]]:
        diagnostic = self.diagnostic
        titles = {(fix.title.key, *sorted(fix.title.args.items())) for fix in diagnostic.fixes}
        yield from (self._note("label.note", note) for note in diagnostic.notes)
        if diagnostic.witness:
            yield self._note("label.example", diagnostic.witness)
        for text in diagnostic.help:
            if (text.key, *sorted(text.args.items())) not in titles:
                yield self._note("label.help", text)
        yield from self._fix_rows(diagnostic.fixes)
        if diagnostic.code:
            yield self._row("label.docs", f"ma rule {diagnostic.code}")

    def _fix_rows(self, fixes: tuple[Fix, ...]) -> Iterator[list[Piece]]:
        titles = [self._say(fix.title) for fix in fixes]
        width = max(map(display_width, titles), default=0)
        for fix, title in zip(fixes, titles, strict=True):
            row = self._row("label.help", title)
            if fix.edits:
                row.append((" " * (width - display_width(title)) + _BEFORE_TAG, Role.PLAIN))
                row.append((self._tag(fix), Role.ASIDE))
            yield row

    def _tag(self, fix: Fix) -> str:
        args = {"applicability": f"@fix.{fix.applicability.value}", "edits": str(len(fix.edits))}
        return self._say(Text("fix.tag", args))

    def _note(self, label: str, text: Text) -> list[Piece]:
        return self._row(label, self._say(text))

    def _row(self, label: str, text: str) -> list[Piece]:
        sign = (" " * self.gutter + " = ", Role.GUTTER)
        return [sign, (self._say(Text(label)), _NOTE_ROLES[label]), (f"{self.colon}{text}", Role.PLAIN)]


def _summary(report: Report, options: RenderOptions) -> str:
    summary = report.summary
    counts = {severity.value: count for severity, count in summary.counts.items() if count}
    what = items(options.say(Text(f"summary.{name}", {"count": str(n)})) for name, n in counts.items())
    if not summary.fixable:
        return options.say(Text("summary.found", {"what": what}))
    return options.say(Text("summary.found-fixable", {"what": what, "count": str(summary.fixable)}))
