"""Printing what all families share: texts, durations, lists of days, labels."""

from __future__ import annotations

from collections.abc import Iterable

from maflow.dsl.ast import Duration, DurationParameter, Name, Node, TextLiteral, Weekday
from maflow.dsl.printer.context import PrintNode, Printer
from maflow.dsl.printer.document import HARD, Doc, Indent, joined
from maflow.dsl.printer.texts import block_lines, written_block_lines
from maflow.dsl.printer.words import Site
from maflow.dsl.strings import encode_text

__all__ = ["BASE", "print_days", "print_label"]

_QUOTES = '"""'


def print_days(p: Printer, days: Iterable[Weekday]) -> Doc:
    """Return days of the week with commas between."""
    return p.listed(p.word(day.value) for day in days)


def print_label(p: Printer, label: Name | None) -> Doc:
    """Return `as NAME`, or nothing."""
    return (p.word("as"), " ", p.name(label)) if label else ()


def _name(p: Printer, name: Name) -> Doc:
    return p.words.name(name.text, Site.FREE)


def _text(p: Printer, text: TextLiteral) -> Doc:
    written = p.trivia.written(text)
    if not text.is_block:
        return written if written is not None else encode_text(text.value)
    lines = block_lines(text.value) if written is None else written_block_lines(written)
    return (_QUOTES, Indent((HARD, joined(HARD, lines))), HARD, _QUOTES)


def _duration(p: Printer, duration: Duration) -> Doc:
    if duration.unit is None:
        return duration.amount
    return (duration.amount, " ", p.words.counted(duration.unit.value, is_one=duration.amount == "1"))


def _duration_parameter(p: Printer, duration: DurationParameter) -> Doc:
    return p.name(duration.name)


BASE: dict[type[Node], PrintNode] = {
    Name: _name,
    TextLiteral: _text,
    Duration: _duration,
    DurationParameter: _duration_parameter,
}
