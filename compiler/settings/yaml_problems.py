"""Tells in the author's words what the YAML reader stumbled over."""

from __future__ import annotations

import re

import yaml

from maflow.compiler.setting_report import report, shown
from maflow.dsl.diagnostics import Applicability, Edit, Fix, Sink, Text
from maflow.dsl.source import SourceFile, Span

__all__ = ["report_yaml_error"]

# A piece of PyYAML's sentence, our sentence, and whether the opening place tells more than the end.
_PROBLEMS: tuple[tuple[str, str, bool], ...] = (
    ("could not find expected ':'", "MA115.yaml-no-colon", True),
    ("found unexpected end of stream", "MA115.yaml-open-quote", True),
    ("found unexpected document separator", "MA115.yaml-open-quote", True),
    ("unknown escape character", "MA115.yaml-escape", False),
    ("expected escape sequence", "MA115.yaml-escape", False),
    ("expected ',' or", "MA115.yaml-open-bracket", True),
    ("expected the node content", "MA115.yaml-value", False),
    ("but found '<scalar>'", "MA115.yaml-after-value", False),
    ("expected <block end>", "MA115.yaml-indent", False),
    ("expected '<document start>'", "MA115.yaml-indent", False),
    ("sequence entries are not allowed", "MA115.yaml-list", False),
)
_REFERENCE = re.compile(r"\$\{[^{}\n]*\}?")
_COLON_OF_KEY = re.compile(r":(\s|$)")
_KEY_ALONE = re.compile(r"^(\s*)[^\s:]+$")


def report_yaml_error(error: Exception, source: SourceFile, index: int, sink: Sink) -> None:
    """Report why the text is no YAML. `index` is where the reader stands, for errors without a mark.

    Reports: MA115
    """
    marked = error if isinstance(error, yaml.MarkedYAMLError) else None
    problem = (marked.problem if marked else None) or ""
    start = min(marked.problem_mark.index if marked and marked.problem_mark else index, len(source.text))
    opening = marked.context_mark.index if marked and marked.context_mark else start
    if "mapping values are not allowed" in problem:
        _report_colon(source, start, sink)
        return
    if source.text[max(start - 1, 0) : start + 1] == "${":
        reference = _REFERENCE.match(source.text, start - 1)
        end = reference.end() if reference else start + 1
        report(sink, Text("MA115.yaml-reference"), Span(source.path, start - 1, end))
        return
    for piece, key, is_told_at_opening in _PROBLEMS:
        if piece in problem:
            report(sink, Text(key), _line_from(source, opening if is_told_at_opening else start))
            return
    _report_character(source, start, sink, can_start="cannot start" not in problem)


def _report_colon(source: SourceFile, start: int, sink: Sink) -> None:
    """Report a `:` where no key can stand: a colon is missing above, the line is indented, or it is text."""
    line = source.line_number(start)
    before = source.text[source.line_starts[line - 1] : start]
    key_alone = _KEY_ALONE.match(before)
    above = source.line_text(line - 1) if line > 1 else ""
    if key_alone is None:
        report(sink, Text("MA115.yaml-colon"), _one(source, start))
    elif above.strip() and not _COLON_OF_KEY.search(above):
        first = source.line_starts[line - 2] + len(above) - len(above.lstrip())
        report(sink, Text("MA115.yaml-no-colon"), _line_from(source, first))
    else:
        report(sink, Text("MA115.yaml-indent"), _line_from(source, start - len(before.lstrip())))


def _report_character(source: SourceFile, start: int, sink: Sink, *, can_start: bool) -> None:
    character = source.text[start : start + 1]
    if character == "\t":
        _report_tab(source, start, sink)
    elif not can_start:
        report(sink, Text("MA115.yaml-start", {"character": shown(character)}), _line_from(source, start))
    else:
        report(sink, Text("MA115.yaml"), _line_from(source, start))


def _report_tab(source: SourceFile, start: int, sink: Sink) -> None:
    end = start
    while source.text[end : end + 1] == "\t":
        end += 1
    span = Span(source.path, start, end)
    fix = Fix(Text("MA115.fix-tab"), Applicability.SUGGEST, (Edit(span, "  " * (end - start)),))
    report(sink, Text("MA115.yaml-tab"), span, fixes=(fix,))


def _one(source: SourceFile, start: int) -> Span:
    return Span(source.path, start, min(start + 1, len(source.text)))


def _line_from(source: SourceFile, start: int) -> Span:
    """Return the span from a place to the end of its line."""
    line_end = source.text.find("\n", start)
    body = source.text[start : line_end if line_end >= 0 else None].rstrip()
    return Span(source.path, start, start + len(body)) if body else _one(source, start)
