"""What a flow graph is made of: nodes that are statements, and the typed ways between them."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from maflow.dsl import ast
from maflow.dsl.source import Span

__all__ = ["EdgeKind", "FlowEdge", "FlowNode", "NodeKind", "Opening"]


class NodeKind(enum.Enum):
    """What a node is; of a statement, the value is how its id begins."""

    ENTRY = "entry"
    END = "end"
    EXIT = "exit"
    CALL = "call"
    DAY = "day"
    ESCALATE = "escalate"
    GIVE = "give"
    HAND_OFF = "hand_off"
    IF = "if"
    NOTIFY = "notify"
    REPEAT = "repeat"
    SCORE = "score"
    SEND = "send"
    SEQUENCE = "sequence"
    SET = "set"
    SPLIT = "split"
    START = "start"
    STEP = "step"
    STOP = "stop"
    TAG = "tag"
    UNSET = "unset"
    WAIT = "wait"
    WAIT_FOR = "wait_for"
    WAIT_FOR_ANY = "wait_for_any"
    WAIT_UNTIL = "wait_until"


class EdgeKind(enum.Enum):
    """When a way is taken.

    `ANY_TIME` leads from the entry to the exit, for every clause that can end a run wherever it is.
    """

    NEXT = "next"
    THEN = "then"
    ELSE = "else"
    EVENT = "event"
    TIMEOUT = "timeout"
    ARM = "arm"
    SENT = "sent"
    BLOCKED = "blocked"
    FAILED = "failed"
    LOOP = "loop"
    DAY = "day"
    EXIT = "exit"
    ANY_TIME = "any time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The wait whose event is in scope, `event.X`, and which of its arms it was."""

    node: str
    arm: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowNode:
    """A statement, or where a run begins or ends.

    `text` is what the formatter prints as its head. `opened_by` is the wait whose event its expressions
    may speak of.
    """

    id: str
    kind: NodeKind
    span: Span
    text: str
    label: str | None = None
    statement: ast.Node | None = None
    opened_by: Opening | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowEdge:
    """A way from one node to another.

    Shape: `name` is the arm of a split; `text` says when the way is taken, where that is not said by its
    kind: a condition, an event, a share. `arm` counts the ways of one kind out of a node. `is_back`: the
    way leads back to the head of a loop.
    """

    source: str
    target: str
    kind: EdgeKind
    span: Span
    name: str | None = None
    text: str | None = None
    arm: int = 0
    is_back: bool = False
