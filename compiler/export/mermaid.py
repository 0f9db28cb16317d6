"""Draws flow graphs for Mermaid. Every label is quoted, and what would mean something in it is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from maflow.compiler.export.labels import node_label, way_label
from maflow.compiler.graph import EdgeKind, FlowGraph, NodeKind, ProjectGraph

__all__ = ["draw_mermaid", "draw_project_mermaid"]

_SPECIAL = re.compile(r"""["'#&<>`\\|{}\[\]]""")
_BOX = ("[", "]")
_SHAPES: Mapping[NodeKind, tuple[str, str]] = {
    NodeKind.ENTRY: ("([", "])"),
    NodeKind.END: ("((", "))"),
    NodeKind.EXIT: ("((", "))"),
    NodeKind.STOP: ("([", "])"),
    NodeKind.IF: ("{", "}"),
    NodeKind.SPLIT: ("{{", "}}"),
    NodeKind.WAIT: ("(", ")"),
    NodeKind.WAIT_FOR: ("(", ")"),
    NodeKind.WAIT_FOR_ANY: ("(", ")"),
    NodeKind.WAIT_UNTIL: ("(", ")"),
    NodeKind.SEND: ("[[", "]]"),
    NodeKind.ESCALATE: ("[[", "]]"),
}
_UNREACHABLE = "unreachable"
_HEAD = "flowchart TD"
_UNREACHABLE_CLASS = f"  classDef {_UNREACHABLE} stroke-dasharray: 4 4"


def draw_mermaid(graph: FlowGraph, dialect: str = "en") -> str:
    """Return the drawing of one campaign.

    Shape: one statement a line; nodes are `n0`, `n1` … in reading order. What no run reaches is dashed.
    """
    return _joined([_HEAD, *_drawn(graph, "n", dialect), *_classes([graph])])


def draw_project_mermaid(project: ProjectGraph, dialects: Mapping[str, str]) -> str:
    """Return the drawing of all campaigns, each in a frame, with a dotted line to whom it starts.

    `dialects` are the languages of the campaigns.
    """
    lines = [_HEAD]
    prefixes = {name: f"c{index}n" for index, name in enumerate(project.flows)}
    for name, graph in project.flows.items():
        lines.append(f"  subgraph {prefixes[name]}{_quoted('[', name, ']')}")
        lines += (f"  {line}" for line in _drawn(graph, prefixes[name], dialects[name]))
        lines.append("  end")
    for name, node, started in project.starts:
        source = _ids(project.flows[name], prefixes[name])[node]
        lines.append(f"  {source} -.-> {prefixes[started]}0")
    return _joined([*lines, *_classes(project.flows.values())])


def _drawn(graph: FlowGraph, prefix: str, dialect: str) -> Iterator[str]:
    ids = _ids(graph, prefix)
    unreachable = {node.id for node in graph.unreachable()}
    for node in graph.nodes:
        opening, closing = _SHAPES.get(node.kind, _BOX)
        mark = f":::{_UNREACHABLE}" if node.id in unreachable else ""
        yield f"  {ids[node.id]}{_quoted(opening, node_label(node, graph, dialect), closing)}{mark}"
    for way in graph.edges:
        label = way_label(way, graph, dialect)
        arrow = "-.->" if way.kind is EdgeKind.ANY_TIME else "-->"
        said = _quoted("|", label, "|") if label else ""
        yield f"  {ids[way.source]} {arrow}{said} {ids[way.target]}"


def _ids(graph: FlowGraph, prefix: str) -> dict[str, str]:
    return {node.id: f"{prefix}{index}" for index, node in enumerate(graph.nodes)}


def _classes(graphs: Iterable[FlowGraph]) -> Iterator[str]:
    if any(graph.unreachable() for graph in graphs):
        yield _UNREACHABLE_CLASS


def _quoted(opening: str, label: str, closing: str) -> str:
    escaped = _SPECIAL.sub(lambda found: f"#{ord(found[0])};", label)
    return f'{opening}"{escaped.replace(chr(10), "<br/>")}"{closing}'


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
