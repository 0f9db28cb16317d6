"""What every syntax node has, and the small nodes that all families share."""

from __future__ import annotations

import msgspec

from maflow.dsl.ast.words import Unit
from maflow.dsl.source import Span

__all__ = [
    "Duration",
    "DurationParameter",
    "Name",
    "Node",
    "TextLiteral",
]


class Node(msgspec.Struct, frozen=True, tag=True, tag_field="node", gc=False):
    """A piece of syntax and where it stands.

    Law: nodes are immutable trees, so they need no garbage collector (benchmark: bench_front_end).
    """

    span: Span


class Name(Node, frozen=True):
    """A name as it is meant, without backticks."""

    text: str


class TextLiteral(Node, frozen=True):
    """A text. `value` has its escapes resolved and, in a block text, its common indentation removed."""

    value: str
    is_block: bool = False


class Duration(Node, frozen=True):
    """A number and a unit. `amount` is as written (`1_000`); `unit` is None where it is missing (MA008)."""

    amount: str
    unit: Unit | None


class DurationParameter(Node, frozen=True):
    """A step's parameter where a duration is expected."""

    name: Name
