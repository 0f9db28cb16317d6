"""What the functions of all node families share: words, names, comments and braces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from maflow.dsl.ast import Block, Name, Node
from maflow.dsl.printer.document import (
    HARD,
    LINE,
    Braces,
    Choice,
    Doc,
    Group,
    Indent,
    Remark,
    Row,
    Rows,
    Suffix,
    Word,
    joined,
    spaced,
)
from maflow.dsl.printer.trivia import NO_REMARKS, NO_TRIVIA, Trivia
from maflow.dsl.printer.words import Site, Words

__all__ = ["PrintNode", "PrintRow", "Printer"]

# The second argument is of the node type under which the function stands in its table; a test calls
# each of them.
PrintNode = Callable[..., Doc]
PrintRow = Callable[..., Row]


class Printer:
    """Turns nodes into documents in one dialect.

    Shape: `nodes` and `rows` say by type how a node is printed, inside a line and as an entry.
    """

    def __init__(
        self,
        dialect: str,
        nodes: Mapping[type[Node], PrintNode],
        rows: Mapping[type[Node], PrintRow],
        trivia: Trivia = NO_TRIVIA,
    ) -> None:
        self.words = Words(dialect)
        self.nodes = nodes
        self.rows = rows
        self.trivia = trivia

    def word(self, row: str) -> Word:
        """Return the keywords of a row of the dialect table."""
        return self.words.phrase(row)

    def doc(self, node: Node) -> Doc:
        """Return a node with its comments."""
        return self.with_remarks(node, self.nodes[type(node)](self, node))

    def bare(self, node: Node) -> Doc:
        """Return a node without its comments, which the caller prints."""
        return self.nodes[type(node)](self, node)

    def name(self, name: Name, site: Site = Site.FREE) -> Doc:
        """Return a name with its comments."""
        return self.with_remarks(name, self.words.name(name.text, site))

    def names(self, names: Iterable[Name], site: Site = Site.FREE) -> Doc:
        """Return names with commas between, which may stand on lines of their own."""
        return self.listed(self.name(name, site) for name in names)

    def listed(self, docs: Iterable[Doc]) -> Doc:
        """Return documents with commas between, as many on a line as fit: a line goes on after a comma."""
        first, *others = docs
        return (first, Indent(tuple((",", Group((LINE, doc))) for doc in others)))

    def entry(self, node: Node) -> Row:
        """Return an entry of a block, or a declaration, with its comments."""
        find = self.rows.get(type(node))
        return self.dressed(node, find(self, node) if find else Row((self.bare(node),)))

    def dressed(self, node: Node, row: Row) -> Row:
        """Return the row of a node with its comments."""
        is_apart = bool(self.trivia.is_apart(node))
        remarks = self.trivia.remarks(node)
        if remarks is NO_REMARKS:
            return replace(row, is_apart=True) if is_apart else row
        return replace(
            row,
            is_apart=is_apart,
            above=remarks.above,
            beside=remarks.beside[0].text if remarks.beside else "",
            below=(*remarks.beside[1:], *remarks.below),
        )

    def headed(self, head: Doc, braces: Braces, tail: Doc = ()) -> Doc:
        """Return braces after a head; where both do not fit on one line, the braces open."""
        opened = spaced(head, braces.opened, tail)
        return opened if braces.closed is None else Choice(spaced(head, braces.closed, tail), (), opened)

    def block_row(self, kind: str, heads: Sequence[Doc], braces: Braces) -> Row:
        """Return the row of an entry that ends with braces; it is aligned while they stand on its line."""
        opened = spaced(*heads, braces.opened)
        return Row((*heads, braces.opened if braces.closed is None else braces.closed), kind, opened=opened)

    def braces(self, node: Node, entries: Sequence[Node], *, is_compact: bool = False) -> Braces:
        """Return the entries of a node in braces.

        They may stand on one line where the author had them so; without an author, only `is_compact`
        ones do.
        """
        was_one_line = self.trivia.is_block_one_line(node, entries)
        is_one_line = is_compact if was_one_line is None else was_one_line
        return self.rows_in_braces(node, tuple(map(self.entry, entries)), is_one_line=is_one_line)

    def block(self, block: Block) -> Braces:
        """Return statements in braces, with the comments around them."""
        braces = self.braces(block, block.statements)
        if self.trivia.remarks(block) is NO_REMARKS:
            return braces
        return Braces(self.with_remarks(block, braces.opened))

    def rows_in_braces(self, node: Node, rows: tuple[Row, ...], *, is_one_line: bool) -> Braces:
        """Return rows in braces, with the comments beside the opening brace and in an empty block."""
        remarks = self.trivia.remarks(node)
        head = tuple(Suffix(remark.text) for remark in remarks.head)
        content = list(_around(rows, remarks.inside))
        if not content:
            return Braces(("{", head, HARD, "}")) if head else Braces("{ }", "{ }")
        opened = ("{", head, Indent((HARD, joined(HARD, content))), HARD, "}")
        is_closed = is_one_line and not (head or remarks.inside)
        return Braces(opened, ("{ ", *content, " }") if is_closed else None)

    def with_remarks(self, node: Node, doc: Doc) -> Doc:
        """Return a document inside a line together with the comments of its node."""
        remarks = self.trivia.remarks(node)
        if remarks is NO_REMARKS:
            return doc
        return (self.above(node), doc, self.after(node))

    def led(self, keyword: Doc, node: Node, doc: Doc | None = None) -> Doc:
        """Return a keyword and what follows it; own-line comments of what follows stand before both."""
        return (self.above(node), keyword, " ", self.bare(node) if doc is None else doc, self.after(node))

    def above(self, node: Node) -> Doc:
        """Return the comments before a node, each on its own line."""
        remarks = self.trivia.remarks(node).above
        return (_own_lines(remarks), HARD) if remarks else ()

    def after(self, node: Node) -> Doc:
        """Return the comments after a node, beside and below."""
        remarks = self.trivia.remarks(node)
        beside = tuple(Suffix(remark.text) for remark in remarks.beside)
        return (beside, tuple((HARD, Suffix(remark.text)) for remark in remarks.below))


def _around(rows: tuple[Row, ...], inside: Sequence[Remark]) -> Iterator[Doc]:
    """Yield rows that are no nodes among the comments between their braces."""
    if not rows:
        if inside:
            yield _own_lines(inside)
        return
    # Comments up to the one at the end of a line stand before the rows.
    own = next((i for i, remark in enumerate(inside) if not remark.is_own_line), len(inside))
    if inside[:own]:
        yield _own_lines(inside[:own])
    yield (Rows(rows), tuple(Suffix(remark.text) for remark in inside[own : own + 1]))
    if inside[own + 1 :]:
        yield _own_lines(inside[own + 1 :])


def _own_lines(remarks: Sequence[Remark]) -> Doc:
    parts: list[Doc] = []
    for index, remark in enumerate(remarks):
        if index:
            parts.append((HARD, HARD) if remark.is_apart else HARD)
        parts.append(remark.text)
    return tuple(parts)
