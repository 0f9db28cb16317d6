"""A small document algebra: what a text consists of, and where its lines may break.

A document is a plain string, a tuple of documents, or one of the records below. `maflow.dsl.printer.layout`
decides which lines break. Widths are in terminal columns; a keyword is as wide as in its widest
dialect, so that a translation breaks its lines at the same places.

Source: Wadler, "A prettier printer"; comments at line ends as in Prettier's `lineSuffix`.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from maflow.dsl.source import display_width

__all__ = [
    "HARD",
    "LINE",
    "SOFT",
    "Braces",
    "Choice",
    "Doc",
    "Group",
    "Indent",
    "Line",
    "Remark",
    "Row",
    "Rows",
    "Suffix",
    "Word",
    "flatten",
    "joined",
    "spaced",
    "text_width",
]


class Word(msgspec.Struct, frozen=True, gc=False):
    """A text whose width is not its own: a keyword, as wide as in its widest dialect."""

    text: str
    width: int


class Line(msgspec.Struct, frozen=True, gc=False):
    """A place where a line may break; `flat` stands there when it does not, None when it must break."""

    flat: str | None


class Suffix(msgspec.Struct, frozen=True, gc=False):
    """A comment for the end of the line; the line breaks at the next place where it may."""

    text: str


class Indent(msgspec.Struct, frozen=True):
    """A document whose lines, but for the first, stand further to the right."""

    doc: Doc
    by: int = 2


class Group(msgspec.Struct, frozen=True):
    """A document that stays on one line if it can, and otherwise breaks at its own lines."""

    doc: Doc


class Choice(msgspec.Struct, frozen=True):
    """The first layout that fits: all on one line, a ladder with every rung on one line, or broken.

    Shape: each rung with what stands above it and, at the end of its line and below, after it.
    """

    flat: Doc | None
    rungs: tuple[tuple[Doc, Doc, Doc], ...]
    broken: Doc


class Braces(msgspec.Struct, frozen=True):
    """Entries in braces: on a line each, and all on one line if they may stand so."""

    opened: Doc
    closed: Doc | None = None


class Remark(msgspec.Struct, frozen=True, gc=False):
    """A comment as it is written down; `is_apart` when a blank line stands before it."""

    text: str
    is_own_line: bool = True
    is_apart: bool = False


class Row(msgspec.Struct, frozen=True):
    """One entry of a block, or one declaration.

    Shape: `cells` are aligned with those of adjacent rows of the same `kind`, `gap` columns apart; an
    empty `kind` is never aligned. `opened` is the row on several lines, where that is not its cells
    one after the other; an `is_open_ended` one is aligned also when its last cell takes several lines.
    An `is_sequel` row, `else`, needs no `;` before it. `above` are comments before the entry, `beside`
    the one at its end, `below` those after it.
    """

    cells: tuple[Doc, ...]
    kind: str = ""
    gap: int = 1
    opened: Doc = ()
    is_open_ended: bool = False
    is_sequel: bool = False
    is_apart: bool = False
    above: tuple[Remark, ...] = ()
    beside: str = ""
    below: tuple[Remark, ...] = ()


class Rows(msgspec.Struct, frozen=True):
    """The entries of a block: one a line, or all on one line with `;` between."""

    rows: tuple[Row, ...]


Doc = str | tuple["Doc", ...] | Word | Line | Suffix | Indent | Group | Choice | Rows

LINE = Line(" ")
SOFT = Line("")
HARD = Line(None)


def spaced(*docs: Doc) -> Doc:
    """Return documents with a space between each two; empty ones are left out."""
    return joined(" ", (doc for doc in docs if doc not in ("", ())))


def joined(separator: Doc, docs: Iterable[Doc]) -> Doc:
    """Return documents with a separator between each two."""
    parts: list[Doc] = []
    for doc in docs:
        if parts:
            parts.append(separator)
        parts.append(doc)
    return tuple(parts)


def flatten(doc: Doc, out: list[str]) -> int:
    """Append the text of a document on one line and return its width, or -1 where it must break.

    No recursion here: documents are nested more deeply than the trees they come from.
    """
    total = 0
    stack: list[Doc] = [doc]
    while stack:
        part = stack.pop()
        match part:
            case str():
                out.append(part)
                total += text_width(part)
            case tuple():
                stack.extend(part[::-1])
            case Word():
                out.append(part.text)
                total += part.width
            case Group() | Indent():
                stack.append(part.doc)
            case Line(flat=str(flat)):
                out.append(flat)
                total += len(flat)
            case Rows() | Choice() if (inner := _on_one_line(part)) is not None:
                stack.append(inner)
            case _:
                return -1
    return total


def text_width(text: str) -> int:
    """Return how many columns a text takes; most texts are ASCII."""
    return len(text) if text.isascii() else display_width(text)


def _on_one_line(doc: Rows | Choice) -> Doc | None:
    if isinstance(doc, Choice):
        return doc.flat
    parts: list[Doc] = []
    for index, row in enumerate(doc.rows):
        if row.above or row.beside or row.below:
            return None
        if index:
            parts.append(" " if row.is_sequel else "; ")
        parts.append(spaced(*row.cells))
    return tuple(parts)
