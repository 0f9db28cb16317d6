"""A `}` too many ends a declaration early: the lines behind it are not mistakes of their own."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from maflow.dsl.ast import Declaration
from maflow.dsl.diagnostics import Diagnostic, Label, Sink, Text
from maflow.dsl.source import Span

__all__ = ["blame_early_end"]


def blame_early_end(found: Sink, declarations: Sequence[Declaration]) -> None:
    """Let the `}` that closes nothing speak for the unreadable lines before it.

    What lies between a declaration and such a brace was meant to stand inside that declaration, so
    only the brace is reported, with a label where the declaration ended.
    """
    strays = [d for d in found.diagnostics if d.message.key == "MA001.closes-nothing"]
    for stray in strays:
        before = [d.span for d in declarations if d.span.end <= stray.span.start]
        if before:
            _blame(found, stray, before[-1])


def _blame(found: Sink, stray: Diagnostic, last: Span) -> None:
    between = [
        d
        for d in found.diagnostics
        if d.message.key == "MA001.found" and last.end <= d.span.start < stray.span.start
    ]
    if not between:
        return
    end = Span(last.file, last.end - 1, last.end)
    label = Label(end, Text("MA001.ended-here-already"))
    told = msgspec.structs.replace(stray, labels=(label,))
    found.diagnostics[:] = [told if d is stray else d for d in found.diagnostics if d not in between]
