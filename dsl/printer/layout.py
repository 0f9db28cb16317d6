"""From a document to a text: which lines break."""

from __future__ import annotations

from collections.abc import Iterator

from maflow.dsl.printer.document import (
    HARD,
    Choice,
    Doc,
    Group,
    Indent,
    Line,
    Remark,
    Rows,
    Suffix,
    Word,
    flatten,
    text_width,
)
from maflow.dsl.printer.tables import WIDTH, LaidRow, align

__all__ = ["lay_out", "lay_out_row"]

_BEFORE_COMMENT = "  "


def lay_out(doc: Doc, width: int = WIDTH) -> str:
    """Return the text of a document, without a line end after it.

    Example:
        >>> from maflow.dsl.printer.document import LINE, Group
        >>> lay_out(Group(("a", LINE, "b")))
        'a b'
    """
    return _Layout(doc, width).run()


def lay_out_row(row: LaidRow, width: int = WIDTH) -> str:
    """Return the text of one row at the left margin, with its comments."""
    return lay_out(tuple(_row_docs(row)), width)


class _Layout:
    """The state of one pass: what has been written, and what is still to come (the last first)."""

    def __init__(self, doc: Doc, width: int) -> None:
        self.width = width
        self.out: list[str] = []
        self.column = 0
        self.indent = 0
        self.at_line_start = True
        self.comment = ""
        self.stack: list[tuple[int, Doc]] = [(0, doc)]

    def run(self) -> str:
        """Write everything."""
        stack = self.stack
        while stack:
            indent, doc = stack.pop()
            kind = type(doc)
            if kind is str:
                self.write(doc, -1)  # type: ignore[arg-type]  # narrowed by its type, for speed
            elif kind is tuple:
                stack.extend([(indent, part) for part in reversed(doc)])  # type: ignore[arg-type]
            else:
                self.record(indent, doc)
        self.end_comment()
        return "".join(self.out)

    def record(self, indent: int, doc: Doc) -> None:
        """Write one record, or put what it consists of on the stack."""
        match doc:
            case Word():
                self.write(doc.text, doc.width)
            case Line():
                self.end_line(indent)
            case Group():
                self.group(indent, doc)
            case Indent():
                self.stack.append((indent + doc.by, doc.doc))
            case Rows():
                self.rows(indent, doc)
            case Choice():
                self.choice(indent, doc)
            case Suffix():
                self.suffix(doc.text, indent)
            case _:
                raise TypeError(f"not a document: {doc!r}")

    def write(self, text: str, width: int) -> None:
        """Write a text; the indentation of a line comes with its first one."""
        if not text:
            return
        if self.at_line_start:
            self.out.append(" " * self.indent)
            self.column = self.indent
            self.at_line_start = False
        self.out.append(text)
        self.column += width if width >= 0 else text_width(text)

    def end_line(self, indent: int) -> None:
        """Break the line; a comment that waits for its end goes before."""
        self.end_comment()
        self.out.append("\n")
        self.column = self.indent = indent
        self.at_line_start = True

    def end_comment(self) -> None:
        """Write the comment that waits for the end of the line."""
        if self.comment:
            self.out.append(" " * self.indent if self.at_line_start else _BEFORE_COMMENT)
            self.out.append(self.comment)
            self.comment = ""

    def suffix(self, text: str, indent: int) -> None:
        """Keep a comment for the end of the line; a second one gets a line of its own."""
        if self.comment:
            self.end_line(indent)
        self.comment = text

    def group(self, indent: int, group: Group) -> None:
        """Write a group on one line if it fits, else open it."""
        if not self.fits_flat(group.doc):
            self.stack.append((indent, group.doc))

    def choice(self, indent: int, choice: Choice) -> None:
        """Write the first layout that fits."""
        if choice.flat is not None and self.fits_flat(choice.flat):
            return
        self.stack.append((indent, self.ladder(indent, choice.rungs) or choice.broken))

    def ladder(self, indent: int, rungs: tuple[tuple[Doc, Doc, Doc], ...]) -> Doc:
        """Return rungs on a line each if every one fits, else nothing."""
        parts: list[Doc] = []
        start = self.column
        for above, rung, after in rungs:
            texts: list[str] = []
            width = flatten(rung, texts)
            if width < 0 or start + width > self.width:
                return ()
            parts += [HARD if parts else (), above, Word("".join(texts), width), after]
            start = indent
        return tuple(parts)

    def fits_flat(self, doc: Doc) -> bool:
        """Write a document on one line if it fits there with what must follow; tell whether it did."""
        if self.comment:
            return False  # the line ends as soon as it can
        texts: list[str] = []
        width = flatten(doc, texts)
        end = self.column + width
        if width < 0 or end > self.width or end + self.following_width() > self.width:
            return False
        self.write("".join(texts), width)
        return True

    def following_width(self) -> int:
        """Return how wide the rest is up to where a line may break."""
        total = 0
        for _, doc in reversed(self.stack):
            width, breaks = _lead(doc)
            total += width
            if breaks or total > self.width:
                break
        return total

    def rows(self, indent: int, rows: Rows) -> None:
        """Put the rows of a table on the stack, each on its line."""
        docs: list[Doc] = []
        for index, row in enumerate(align(rows.rows, self.width - indent)):
            if index:
                docs.append(HARD)
            if index and row.is_apart:
                docs.append(HARD)
            docs += _row_docs(row)
        self.stack.extend((indent, doc) for doc in reversed(docs))


def _row_docs(laid: LaidRow) -> Iterator[Doc]:
    row = laid.row
    for index, remark in enumerate(row.above):
        yield from _remark(remark, is_first=index == 0)
        yield HARD
    if row.above and row.is_apart:
        yield HARD
    yield laid.doc
    if row.beside:
        yield Suffix(row.beside)
    for remark in row.below:
        yield HARD
        yield from _remark(remark, is_first=False)


def _remark(remark: Remark, *, is_first: bool) -> Iterator[Doc]:
    # The blank line before the first comment is the one before its row.
    if remark.is_apart and not is_first:
        yield HARD
    yield remark.text


def _lead(doc: Doc) -> tuple[int, bool]:
    """Return how wide a document is up to its first line break, and whether it has one."""
    total = 0
    stack: list[Doc] = [doc]
    while stack:
        part = stack.pop()
        match part:
            case str():
                total += text_width(part)
            case tuple():
                stack.extend(part[::-1])
            case Word():
                total += part.width
            case Group() | Indent():
                stack.append(part.doc)
            case Choice():
                stack.append(part.broken)
            case Line() | Rows():
                return total, True
            case _:
                pass
    return total, False
