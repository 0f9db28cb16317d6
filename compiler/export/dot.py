"""Draws flow graphs in DOT, the language of Graphviz."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from maflow.compiler.export.labels import node_label, way_label
from maflow.compiler.graph import EdgeKind, FlowGraph, NodeKind, ProjectGraph

__all__ = ["draw_dot", "draw_project_dot"]

_WIDTH = 32
_SHAPES: Mapping[NodeKind, str] = {
    NodeKind.ENTRY: "oval",
    NodeKind.END: "doublecircle",
    NodeKind.EXIT: "doublecircle",
    NodeKind.STOP: "oval",
    NodeKind.IF: "diamond",
    NodeKind.SPLIT: "hexagon",
    NodeKind.SEND: "note",
    NodeKind.ESCALATE: "note",
}
_SETTINGS = '  node [shape=box, style=rounded, fontname="sans-serif"]\n  edge [fontname="sans-serif"]'


def draw_dot(graph: FlowGraph, dialect: str = "en") -> str:
    """Return the drawing of one campaign; the ids of its nodes are those of the journal."""
    lines = [f"digraph {_quoted(graph.name)} {{", _SETTINGS, *_drawn(graph, "", dialect), "}"]
    return "".join(f"{line}\n" for line in lines)


def draw_project_dot(project: ProjectGraph, dialects: Mapping[str, str]) -> str:
    """Return the drawing of all campaigns, each in a frame, with a dotted line to whom it starts.

    `dialects` are the languages of the campaigns.
    """
    lines = ["digraph project {", _SETTINGS]
    for index, (name, graph) in enumerate(project.flows.items()):
        lines += (f"  subgraph cluster_{index} {{", f"    label={_quoted(name)}")
        lines += (f"  {line}" for line in _drawn(graph, f"{name}/", dialects[name]))
        lines.append("  }")
    for name, node, started in project.starts:
        entry = project.flows[started].nodes[0].id
        lines.append(f"  {_quoted(f'{name}/{node}')} -> {_quoted(f'{started}/{entry}')} [style=dotted]")
    return "".join(f"{line}\n" for line in [*lines, "}"])


def _drawn(graph: FlowGraph, prefix: str, dialect: str) -> Iterator[str]:
    unreachable = {node.id for node in graph.unreachable()}
    for node in graph.nodes:
        shape = _SHAPES.get(node.kind)
        settings = [f"label={_wrapped(node_label(node, graph, dialect))}"]
        settings += [f"shape={shape}"] if shape else []
        settings += ["style=dashed"] if node.id in unreachable else []
        yield f"  {_quoted(prefix + node.id)} [{', '.join(settings)}]"
    for way in graph.edges:
        label = way_label(way, graph, dialect)
        settings = [f"label={_wrapped(label)}"] if label else []
        settings += ["style=dotted"] if way.kind is EdgeKind.ANY_TIME else []
        said = f" [{', '.join(settings)}]" if settings else ""
        yield f"  {_quoted(prefix + way.source)} -> {_quoted(prefix + way.target)}{said}"


def _wrapped(label: str) -> str:
    lines = [part for line in label.split("\n") for part in textwrap.wrap(line, _WIDTH) or [""]]
    return _quoted("\n".join(lines))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
