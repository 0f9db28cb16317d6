"""What the printer needs to know of a source: comments by node, blank lines, the author's lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from maflow.dsl.ast import Node, TextLiteral
from maflow.dsl.formatter.comments import Attached, Placement
from maflow.dsl.printer.document import Remark
from maflow.dsl.printer.trivia import NO_REMARKS, Remarks

__all__ = ["SourceTrivia", "is_apart"]

_QUOTES = '"""'


class SourceTrivia:
    """The trivia of one file. Law: nodes are told apart by identity, so the tree must be kept."""

    def __init__(self, text: str, attached: Iterable[Attached]) -> None:
        self.text = text
        self.by_node: dict[int, Remarks] = {}
        grouped: dict[int, dict[Placement, list[Remark]]] = {}
        for one in attached:
            remark = Remark(one.comment.text, one.comment.is_own_line, is_apart(text, one.comment.span.start))
            grouped.setdefault(id(one.node), {}).setdefault(one.placement, []).append(remark)
        for node, placed in grouped.items():
            self.by_node[node] = Remarks(
                above=tuple(placed.get(Placement.ABOVE, ())),
                beside=tuple(placed.get(Placement.BESIDE, ())),
                below=tuple(placed.get(Placement.BELOW, ())),
                head=tuple(placed.get(Placement.HEAD, ())),
                inside=tuple(placed.get(Placement.INSIDE, ())),
            )

    def remarks(self, node: Node) -> Remarks:
        """Return the comments that belong to a node."""
        return self.by_node.get(id(node), NO_REMARKS)

    def is_one_line(self, node: Node) -> bool:
        """Tell whether the author wrote a node on one line."""
        return self.text.find("\n", node.span.start, node.span.end) < 0

    def is_block_one_line(self, node: Node, entries: Sequence[Node]) -> bool:
        """Tell whether the braces around entries of a node stood on one line."""
        if not entries:
            return self.is_one_line(node)
        # A brace inside a comment may be found instead: then there is a line end on the way as well.
        opening = self.text.rfind("{", node.span.start, entries[0].span.start)
        closing = self.text.find("}", entries[-1].span.end)
        return self.text.find("\n", opening, closing) < 0

    def is_apart(self, node: Node) -> bool:
        """Tell whether a blank line stood before a node."""
        return is_apart(self.text, node.span.start)

    def written(self, text: TextLiteral) -> str | None:
        """Return a text as its author spelled it, unless its quotes are not the language's own."""
        raw = self.text[text.span.start : text.span.end]
        quotes = _QUOTES if text.is_block else '"'
        is_sound = len(raw) >= 2 * len(quotes) and raw.startswith(quotes) and raw.endswith(quotes)
        return raw if is_sound else None


def is_apart(text: str, start: int) -> bool:
    """Tell whether a blank line stands before an offset.

    Example:
        >>> is_apart("a\\n\\n  b", 5), is_apart("a\\n  b", 4)
        (True, False)
    """
    at = start
    line_ends = 0
    while at > 0 and text[at - 1].isspace():
        at -= 1
        line_ends += text[at] == "\n"
    return line_ends > 1
