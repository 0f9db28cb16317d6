"""Blocks whose `{` is missing: found by their closing brace, and by indentation."""

from __future__ import annotations

from dataclasses import dataclass

from maflow.dsl.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Sink, Text
from maflow.dsl.dialects import Dialect
from maflow.dsl.source import SourceFile, Span
from maflow.dsl.tokens import OPERATORS, Token

__all__ = ["restore_openings"]

_OPENING = frozenset("{([")
_CLOSING = frozenset("})]")


@dataclass(frozen=True, slots=True)
class _Line:
    """The tokens from `start` to `stop`, which stand on one line."""

    start: int
    stop: int
    indentation: int


def restore_openings(
    tokens: list[Token], missing: int, dialect: Dialect, source: SourceFile, sink: Sink
) -> list[Token]:
    """Return the tokens with as many `{` put in as are missing and can be placed.

    A block that has lost its `{` is a line, deeper lines below it, and then a `}` right under that line.
    Reports: MA001.
    """
    lines = _lines(tokens, source)
    restored: list[Token] = []
    copied = 0
    for number, line in enumerate(lines):
        if not missing:
            break
        if not _has_lost_opening(tokens, lines, number, dialect):
            continue
        last = tokens[line.stop - 1]
        is_bracket = last.kind == "("
        restored += tokens[copied : line.stop - is_bracket]
        restored.append(Token("{", "{", last.start if is_bracket else last.end, last.end))
        copied = line.stop
        missing -= 1
        _report(last, source, sink)
    return restored + tokens[copied:]


def _lines(tokens: list[Token], source: SourceFile) -> list[_Line]:
    lines = []
    start = 0
    for place, token in enumerate(tokens):
        if token.kind == "NEWLINE":
            if place > start:
                lines.append(_Line(start, place, _indentation(source, tokens[start])))
            start = place + 1
    if start < len(tokens):
        lines.append(_Line(start, len(tokens), _indentation(source, tokens[start])))
    return lines


def _indentation(source: SourceFile, token: Token) -> int:
    return source.position(token.start).column


def _has_lost_opening(tokens: list[Token], lines: list[_Line], number: int, dialect: Dialect) -> bool:
    """Tell whether deeper lines follow a line that opens nothing, and a `}` below closes them."""
    if number + 1 >= len(lines):
        return False
    line, below = lines[number], lines[number + 1]
    last, following = tokens[line.stop - 1], tokens[below.start]
    if below.indentation <= line.indentation or _goes_on(last, following, dialect):
        return False
    is_open = sum(_sign(token.kind) for token in tokens[line.start : line.stop])
    if is_open != (1 if last.kind == "(" else 0) or tokens[line.start].kind == "}":
        return False
    closing = next((each for each in lines[number + 2 :] if each.indentation <= line.indentation), None)
    return closing is not None and (
        closing.indentation == line.indentation and tokens[closing.start].kind == "}"
    )


def _goes_on(last: Token, following: Token, dialect: Dialect) -> bool:
    """Tell whether a line goes on in the next one, so that its being deeper says nothing."""
    if last.kind in ("{", "[", ",", ";") or last.kind in OPERATORS or following.kind in OPERATORS:
        return True
    return last.text in dialect.continues_line or following.text in dialect.opens_line


def _sign(kind: str) -> int:
    return 1 if kind in _OPENING else -1 if kind in _CLOSING else 0


def _report(last: Token, source: SourceFile, sink: Sink) -> None:
    """Report at the end of a line that a `{` is missing, or that there is a `(` in its place."""
    is_bracket = last.kind == "("
    span = Span(source.path, last.start, last.end)
    place = span if is_bracket else Span(source.path, last.end, last.end)
    title = Text("fix.write" if is_bracket else "fix.insert", {"text": "{"})
    fix = Fix(title, Applicability.SUGGEST, (Edit(place, "{" if is_bracket else " {"),))
    found = {"found": "`(`", "expected": "`{`"}
    missing = {"missing": "{", "found": "@token.end-of-line"}
    message = Text("MA001.found", found) if is_bracket else Text("MA001.missing", missing)
    sink.add(Diagnostic(code="MA001", severity=Severity.ERROR, message=message, span=span, fixes=(fix,)))
