"""Comments and the nodes they belong to.

A comment on its own line leads the node that follows; one at the end of a line trails the node before
it; where neither is, it belongs to what is around it. The braces of a node count from their opening
one on: what stands before that is its head.

Source: Prettier's rationale for comments (enclosing, preceding and following node).
"""

from __future__ import annotations

import enum
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
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
    starts = [declaration.span.start for declaration in declarations]
    return [_attach(text, declarations, starts, comment) for comment in comments]


def _attach(text: str, declarations: Sequence[Declaration], starts: list[int], comment: Comment) -> Attached:
    before = bisect_right(starts, comment.span.start) - 1
    if before >= 0 and comment.span.start < declarations[before].span.end:
        return _attach_inside(text, declarations[before], (before,), comment)
    if before >= 0 and not comment.is_own_line:
        return Attached(comment, declarations[before], Placement.BESIDE, (before,))
    if before + 1 < len(declarations):
        return Attached(comment, declarations[before + 1], Placement.ABOVE, (before + 1,))
    return Attached(comment, declarations[before], Placement.BELOW, (before,))


def _attach_inside(text: str, declaration: Declaration, path: tuple[int, ...], comment: Comment) -> Attached:
    """Go down to the innermost node around a comment."""
    node: Node = declaration
    while True:
        inner = sorted(children(node), key=lambda child: (child.span.start, -child.span.end))
        around = next((i for i, child in enumerate(inner) if _contains(child, comment)), None)
        if around is None:
            return _attach_among(text, node, inner, path, comment)
        node = inner[around]
        path = (*path, around)


def _contains(node: Node, comment: Comment) -> bool:
    return node.span.start <= comment.span.start and comment.span.end <= node.span.end


def _attach_among(
    text: str, node: Node, inner: list[Node], path: tuple[int, ...], comment: Comment
) -> Attached:
    """Choose between the children around a comment, or their parent."""
    at = comment.span.start
    before = [i for i, child in enumerate(inner) if child.span.end <= at]
    after = [i for i, child in enumerate(inner) if child.span.start >= at]
    if _is_in_braces(text, node, inner, at):
        entries = {id(entry) for entry in entries_of(node) or ()}
        before = [i for i in before if id(inner[i]) in entries]
        after = [i for i in after if id(inner[i]) in entries]
        if not before and not comment.is_own_line and text[:at].rstrip(" \t").endswith("{"):
            return Attached(comment, node, Placement.HEAD, path)
    if before and (not comment.is_own_line or not after):
        placement = Placement.BELOW if comment.is_own_line else Placement.BESIDE
        return Attached(comment, inner[before[-1]], placement, (*path, before[-1]))
    if after:
        return Attached(comment, inner[after[0]], Placement.ABOVE, (*path, after[0]))
    return Attached(comment, node, Placement.INSIDE, path)


def _is_in_braces(text: str, node: Node, inner: list[Node], at: int) -> bool:
    entries = entries_of(node)
    if entries is None:
        return False
    first = min((entry.span.start for entry in entries), default=at)
    head_end = max((c.span.end for c in inner if c.span.end <= min(first, at)), default=node.span.start)
    opening = text.find("{", head_end, max(first, at))
    return 0 <= opening < at
