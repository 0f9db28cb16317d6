"""A file put together again from its formatted declarations and what is left as it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from maflow.dsl.ast import Declaration
from maflow.dsl.dialects import dialect_of
from maflow.dsl.formatter.pieces import Run, Sliced, Verbatim
from maflow.dsl.formatter.trivia import SourceTrivia, is_apart
from maflow.dsl.printer import header, lay_out_row, make_printer
from maflow.dsl.printer.document import Row
from maflow.dsl.printer.tables import LaidRow, align
from maflow.dsl.source import SourceFile, Span

__all__ = ["Draft"]


class Draft:
    """The new text of a file in which the declarations with the numbers `kept` stay as they are.

    Shape: `texts` are those of the declarations alone.
    """

    def __init__(self, source: SourceFile, sliced: Sliced, dialect: str, kept: Collection[int]) -> None:
        self.source = source
        self.sliced = sliced
        self.dialect = dialect
        self.kept = {id(sliced.declarations[number]) for number in kept}
        self.printer = make_printer(dialect, SourceTrivia(source.text, sliced.attached))
        self.texts: list[str] = []
        self.text = self._header() + self._body()

    @property
    def skipped(self) -> tuple[Span, ...]:
        """Return the stretches that are left as they were."""
        unread = [piece.span for piece in self.sliced.pieces if isinstance(piece, Verbatim)]
        kept = [d.span for d in self.sliced.declarations if id(d) in self.kept]
        return tuple(sorted([*unread, *kept], key=lambda span: span.start))

    def _header(self) -> str:
        """Return the first line that chooses the dialect; what stands beside the choice is kept."""
        comment = self.sliced.header
        if comment is None:
            return header(self.dialect)
        _, start, end = dialect_of(comment.text)
        if not comment.text[end:].strip():
            return header(self.dialect)
        return f"{comment.text[:start]}{self.dialect}{comment.text[end:]}\n"

    def _body(self) -> str:
        if not self.sliced.pieces:
            return "".join(self._loose_comments())
        text = "".join(
            self._run(piece) if isinstance(piece, Run) else self._verbatim(piece)
            for piece in self.sliced.pieces
        )
        return text.lstrip("\n").rstrip() + "\n"

    def _loose_comments(self) -> Iterator[str]:
        for index, comment in enumerate(self.sliced.loose):
            if index and is_apart(self.source.text, comment.span.start):
                yield "\n"
            yield comment.text + "\n"

    def _verbatim(self, piece: Verbatim) -> str:
        return self._slice(piece.span).rstrip(" \t")

    def _run(self, run: Run) -> str:
        parts: list[str] = []
        before: LaidRow | None = None
        for laid in align([self._row(declaration) for declaration in run.declarations]):
            if before is not None:
                parts.append(
                    "\n\n" if laid.is_apart or not (before.is_one_line and laid.is_one_line) else "\n"
                )
            self.texts.append(lay_out_row(laid))
            parts.append(self.texts[-1])
            before = laid
        return "".join(parts)

    def _row(self, declaration: Declaration) -> Row:
        if id(declaration) not in self.kept:
            return self.printer.entry(declaration)
        return self.printer.dressed(declaration, Row((self._slice(declaration.span),)))

    def _slice(self, span: Span) -> str:
        return self.source.slice(span).replace("\r\n", "\n")
