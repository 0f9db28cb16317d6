"""What the printer may know of the source beside the tree: comments, blank lines, the author's lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec

from maflow.dsl.ast import Node, TextLiteral
from maflow.dsl.printer.document import Remark

__all__ = ["NO_REMARKS", "NO_TRIVIA", "Remarks", "Trivia"]


class Remarks(msgspec.Struct, frozen=True):
    """The comments of one node.

    Shape: `above` stand on their own lines before it, `beside` at the end of its line, `below` on
    their own lines after it; `head` beside its opening brace, `inside` between its braces when
    nothing else is there.
    """

    above: tuple[Remark, ...] = ()
    beside: tuple[Remark, ...] = ()
    below: tuple[Remark, ...] = ()
    head: tuple[Remark, ...] = ()
    inside: tuple[Remark, ...] = ()


NO_REMARKS = Remarks()


class Trivia(Protocol):
    """What is not in the tree."""

    def remarks(self, node: Node) -> Remarks:
        """Return the comments that belong to a node."""
        ...

    def is_one_line(self, node: Node) -> bool | None:
        """Tell whether the author wrote a node on one line; None where there is no author."""
        ...

    def is_block_one_line(self, node: Node, entries: Sequence[Node]) -> bool | None:
        """Tell whether the braces around entries of a node stood on one line; None without an author."""
        ...

    def is_apart(self, node: Node) -> bool | None:
        """Tell whether a blank line stood before a node; None where there is no author."""
        ...

    def written(self, text: TextLiteral) -> str | None:
        """Return a text as its author spelled it, quotes included."""
        ...


class _NoTrivia:
    """A tree without a source."""

    def remarks(self, node: Node) -> Remarks:
        """Return no remarks."""
        return NO_REMARKS

    def is_one_line(self, node: Node) -> bool | None:
        """Return None: how it was written is not known."""
        return None

    def is_block_one_line(self, node: Node, entries: Sequence[Node]) -> bool | None:
        """Return None: how it was written is not known."""
        return None

    def is_apart(self, node: Node) -> bool | None:
        """Return None: how it was written is not known."""
        return None

    def written(self, text: TextLiteral) -> str | None:
        """Return None: how it was written is not known."""
        return None


NO_TRIVIA: Trivia = _NoTrivia()
