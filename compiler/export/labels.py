"""What a drawing says on its nodes and ways, in words that a marketer reads."""

from __future__ import annotations

from maflow.compiler.graph import EdgeKind, FlowEdge, FlowGraph, FlowNode, NodeKind
from maflow.compiler.wording import write_phrase
from maflow.dsl import ast
from maflow.dsl.catalogue import sentence
from maflow.dsl.diagnostics import Text

__all__ = ["node_label", "way_label"]

_KEYWORDS = {
    EdgeKind.TIMEOUT: "timeout",
    EdgeKind.ELSE: "else",
    EdgeKind.SENT: "sent",
    EdgeKind.BLOCKED: "blocked",
    EdgeKind.FAILED: "failed",
    EdgeKind.EXIT: "exit",
}


def node_label(node: FlowNode, graph: FlowGraph, dialect: str) -> str:
    """Return what stands on a node: the head of its statement, with its label."""
    match node.kind:
        case NodeKind.ENTRY:
            title = graph.campaign.description
            name = title.value if title is not None else graph.name
            return "\n".join((name, *node.text.split("\n"))) if node.text else name
        case NodeKind.END:
            return sentence(Text("graph.end"), dialect)
        case NodeKind.EXIT:
            return sentence(Text("graph.exit"), dialect)
        case NodeKind.IF if _is_yes_or_no(node):
            return f"{node.text}?"
        case NodeKind.IF:
            return write_phrase("if", dialect)
        case _:
            return node.text


def way_label(way: FlowEdge, graph: FlowGraph, dialect: str) -> str:
    """Return what stands on a way, empty where nothing needs to be said."""
    if _is_yes_or_no(graph.node(way.source)):
        return sentence(Text("graph.yes" if way.kind is EdgeKind.THEN else "graph.no"), dialect)
    match way.kind:
        case EdgeKind.NEXT if graph.node(way.source).kind is NodeKind.REPEAT:
            return sentence(Text("graph.afterwards"), dialect)
        case EdgeKind.NEXT | EdgeKind.DAY:
            return ""
        case EdgeKind.LOOP:
            return sentence(Text("graph.each-time"), dialect)
        case EdgeKind.ARM | EdgeKind.ELSE if way.name is not None:
            return " ".join(filter(None, (way.name, way.text and f"({way.text})")))
        case EdgeKind.ARM | EdgeKind.THEN | EdgeKind.EVENT | EdgeKind.ANY_TIME:
            return way.text or ""
        case _:
            return write_phrase(_KEYWORDS[way.kind], dialect)


def _is_yes_or_no(node: FlowNode) -> bool:
    return isinstance(node.statement, ast.If) and len(node.statement.arms) == 1
