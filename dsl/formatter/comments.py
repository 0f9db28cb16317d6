"""Comments and the nodes they belong to.

A comment on its own line leads the node that follows; one at the end of a line trails the node before
it; where neither is, it belongs to what is around it. The braces of a node count from their opening
one on: what stands before that is its head.

Source: Prettier's rationale for comments (enclosing, preceding and following node).
"""

from __future__ import annotations

import enum
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from maflow.dsl import ast
from maflow.dsl.ast import Comment, Declaration, Node
from maflow.dsl.visitor import children

__all__ = ["Attached", "Placement", "attach", "entries_of"]


class Placement(enum.Enum):
    """Where a comment stands, seen from its node."""

    ABOVE = "on its own line before"
    BESIDE = "at the end of its line"
    BELOW = "on its own line after"
    HEAD = "beside its opening brace"
    INSIDE = "between its braces or brackets, where nothing else is"


@dataclass(frozen=True, slots=True)
class Attached:
    """A comment and its node.

    Shape: `path` leads from the module to the node: the number of the declaration, then that of the
    child in the order of the text, and so on.
    """

    comment: Comment
    node: Node
    placement: Placement
    path: tuple[int, ...]


# A closing bracket, after any blanks and comments.
_CLOSING = re.compile(r"(?:[^\S\n]|\n|#[^\n]*)*[)\]]")

_Entries = Callable[[Any], Sequence[Node]]  # Any: of the node type under which it stands
_ENTRIES: dict[type[Node], _Entries] = {
    ast.User: lambda node: node.attributes,
    ast.Event: lambda node: node.properties,
    ast.Score: lambda node: node.entries,
    ast.Stages: lambda node: node.stages,
    ast.Channel: lambda node: node.clauses,
    ast.Category: lambda node: (),
    ast.Message: lambda node: node.entries,
    ast.MessageBlock: lambda node: node.entries,
    ast.Offer: lambda node: node.clauses,
    ast.Limits: lambda node: node.rules,
    ast.Group: lambda node: (),
    ast.Alert: lambda node: node.actions,
    ast.Campaign: lambda node: node.clauses,
    ast.Block: lambda node: node.statements,
    ast.WaitForAny: lambda node: node.arms,
    ast.Split: lambda node: node.arms,
    ast.SplitBy: lambda node: node.arms if node.otherwise is None else (*node.arms, node.otherwise),
    ast.SplitLearning: lambda node: node.arms,
    ast.Send: lambda node: node.outcomes,
    ast.Escalate: lambda node: node.steps,
    ast.Sequence: lambda node: node.days,
    ast.Test: lambda node: node.lines,
    ast.GivenUser: lambda node: node.entries,
    ast.GivenDid: lambda node: node.properties,
    ast.EventAction: lambda node: node.properties,
    ast.SetAction: lambda node: node.values,
}


def entries_of(node: Node) -> Sequence[Node] | None:
    """Return the entries between the braces of a node; None where it has no braces of its own."""
    find = _ENTRIES.get(type(node))
    return None if find is None else find(node)


def attach(text: str, declarations: Sequence[Declaration], comments: Iterable[Comment]) -> list[Attached]:
    """Return every comment with its node, in the order written; there is at least one declaration."""
    top = _Inner(declarations)
    inside: dict[int, _Inner] = {}
    return [_attach(text, top, inside, comment) for comment in comments]


class _Inner:
    """The nodes directly inside another one, in the order of the text."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes = sorted(nodes, key=lambda node: (node.span.start, -node.span.end))
        self.starts = [node.span.start for node in self.nodes]

    def last_before(self, comment: Comment) -> int:
        """Return the number of the last node that begins before a comment, or -1."""
        return bisect_right(self.starts, comment.span.start) - 1

    def around(self, comment: Comment) -> int:
        """Return the number of the node that a comment stands in, or -1."""
        # What is inside another node (the property of an aggregate in its pattern) follows right after it.
        last = self.last_before(comment)
        return next((i for i in (last, last - 1) if i >= 0 and _contains(self.nodes[i], comment)), -1)


def _contains(node: Node, comment: Comment) -> bool:
    return node.span.start <= comment.span.start and comment.span.end <= node.span.end


def _attach(text: str, top: _Inner, inside: dict[int, _Inner], comment: Comment) -> Attached:
    number = top.around(comment)
    if number < 0:
        return _attach_outside(top, comment)
    path: tuple[int, ...] = (number,)
    node = top.nodes[number]
    while True:
        inner = inside.get(id(node))
        if inner is None:
            inner = inside[id(node)] = _Inner(children(node))
        number = inner.around(comment)
        if number < 0:
            return _attach_among(text, node, inner, path, comment)
        node = inner.nodes[number]
        path = (*path, number)


def _attach_outside(top: _Inner, comment: Comment) -> Attached:
    before = top.last_before(comment)
    if before >= 0 and not comment.is_own_line:
        return Attached(comment, top.nodes[before], Placement.BESIDE, (before,))
    if before + 1 < len(top.nodes):
        return Attached(comment, top.nodes[before + 1], Placement.ABOVE, (before + 1,))
    return Attached(comment, top.nodes[before], Placement.BELOW, (before,))


def _attach_among(text: str, node: Node, inner: _Inner, path: tuple[int, ...], comment: Comment) -> Attached:
    """Choose between the nodes before and after a comment, or the one around it."""
    last = inner.last_before(comment)
    numbers = {number for number in (last, last + 1) if 0 <= number < len(inner.nodes)}
    if _is_in_braces(text, node, inner, comment.span.start):
        numbers = {number for number in numbers if _is_entry(node, inner.nodes[number])}
        if last not in numbers and _is_after_brace(text, comment):
            return Attached(comment, node, Placement.HEAD, path)
    if last in numbers:
        before = inner.nodes[last]
        if last + 1 not in numbers or not _leads(text, before, comment, inner.nodes[last + 1]):
            placement = Placement.BELOW if comment.is_own_line else Placement.BESIDE
            return Attached(comment, before, placement, (*path, last))
    if last + 1 in numbers:
        return Attached(comment, inner.nodes[last + 1], Placement.ABOVE, (*path, last + 1))
    return Attached(comment, node, Placement.INSIDE, path)


def _leads(text: str, before: Node, comment: Comment, after: Node) -> bool:
    """Tell whether a comment between two nodes belongs to the second one."""
    if not comment.is_own_line:
        # What stands before it on its line may be no node, but `and (`.
        return "\n" in text[before.span.end : comment.span.start]
    return not _CLOSING.match(text, comment.span.end, after.span.start)


def _is_in_braces(text: str, node: Node, inner: _Inner, at: int) -> bool:
    entries = entries_of(node)
    if entries is None:
        return False
    first = min(entries[0].span.start, at) if entries else at
    head = takewhile(lambda child: child.span.end <= first, inner.nodes)
    head_end = max((child.span.end for child in head), default=node.span.start)
    return 0 <= text.find("{", head_end, at) < at


def _is_after_brace(text: str, comment: Comment) -> bool:
    line_start = text.rfind("\n", 0, comment.span.start) + 1
    return text[line_start : comment.span.start].rstrip().endswith("{")


def _is_entry(node: Node, child: Node) -> bool:
    entries = entries_of(node)
    if not entries:
        return False
    return entries[0].span.start <= child.span.start and child.span.end <= entries[-1].span.end
