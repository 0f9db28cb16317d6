"""Flow graphs: what lowering, drawing, lint, comparison and coverage look at.

Nothing else knows networkx.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import networkx

from maflow.compiler.context import ResolvedProject
from maflow.compiler.flow_graph.draft import draft_flow
from maflow.compiler.flow_graph.model import EdgeKind, FlowEdge, FlowNode, NodeKind, Opening
from maflow.compiler.flow_graph.statement_ids import END_ID, ENTRY_ID, EXIT_ID
from maflow.compiler.symbols import SymbolKind
from maflow.dsl import ast

__all__ = [
    "END_ID",
    "ENTRY_ID",
    "EXIT_ID",
    "EdgeKind",
    "FlowEdge",
    "FlowGraph",
    "FlowNode",
    "NodeKind",
    "Opening",
    "ProjectGraph",
    "flow_graph",
    "project_graph",
]


class FlowGraph:
    """The flow of one campaign.

    Shape: `nodes` in reading order, the entry first, the ends last; the ways out of a node in the order
    written. Two nodes may be joined by several ways.
    """

    def __init__(
        self, campaign: ast.Campaign, nodes: tuple[FlowNode, ...], edges: tuple[FlowEdge, ...]
    ) -> None:
        self.campaign = campaign
        self.nodes = nodes
        self.edges = edges
        # Any: networkx has no types; nothing of it leaves this class untyped.
        self._graph: networkx.MultiDiGraph = networkx.MultiDiGraph()
        self._order = {id(edge): index for index, edge in enumerate(edges)}
        for node in nodes:
            self._graph.add_node(node.id, node=node)
        for edge in edges:
            self._graph.add_edge(edge.source, edge.target, edge=edge)

    @property
    def name(self) -> str:
        """Return the name of the campaign."""
        return self.campaign.name.text

    @property
    def statements(self) -> tuple[FlowNode, ...]:
        """Return the nodes that are statements, in reading order."""
        return tuple(node for node in self.nodes if node.statement is not None)

    def node(self, node_id: str) -> FlowNode:
        """Return a node by its id.

        Raises: KeyError when there is none.
        """
        found: FlowNode = self._graph.nodes[node_id]["node"]
        return found

    def ways_out(self, node_id: str) -> tuple[FlowEdge, ...]:
        """Return the ways out of a node, in the order written."""
        return self._sorted(edge for _, _, edge in self._graph.out_edges(node_id, data="edge"))

    def ways_in(self, node_id: str) -> tuple[FlowEdge, ...]:
        """Return the ways into a node, in the order written."""
        return self._sorted(edge for _, _, edge in self._graph.in_edges(node_id, data="edge"))

    def unreachable(self) -> tuple[FlowNode, ...]:
        """Return the statements that no run ever comes to, in reading order."""
        reached = {ENTRY_ID, *networkx.descendants(self._graph, ENTRY_ID)}
        return tuple(node for node in self.statements if node.id not in reached)

    def _sorted(self, edges: Iterator[FlowEdge]) -> tuple[FlowEdge, ...]:
        return tuple(sorted(edges, key=lambda edge: self._order[id(edge)]))


@dataclass(frozen=True, slots=True)
class ProjectGraph:
    """All campaigns of a project by name, and who starts whom.

    Shape: `starts` are (campaign, id of its node, campaign that it starts), in reading order.
    """

    flows: Mapping[str, FlowGraph]
    starts: tuple[tuple[str, str, str], ...]


def flow_graph(campaign: ast.Campaign, dialect: str = "en") -> FlowGraph:
    """Return the graph of a campaign; its texts are written in a dialect.

    Law: the same campaign gives the same graph, whatever the layout of its source.
    """
    draft = draft_flow(campaign, dialect)
    return FlowGraph(campaign, tuple(draft.nodes), tuple(draft.edges))


def project_graph(project: ResolvedProject, dialect: str | None = None) -> ProjectGraph:
    """Return the graphs of all campaigns, in reading order; those of tests are left out.

    Without a dialect each is written in that of its file.
    """
    flows = {
        campaign.name.text: flow_graph(campaign, dialect or module.dialect)
        for campaign, _, module in project.nodes.all(ast.Campaign)
        if not module.path.endswith("_test.ma")
    }
    return ProjectGraph(flows, tuple(_starts(flows, project)))


def _starts(flows: Mapping[str, FlowGraph], project: ResolvedProject) -> Iterator[tuple[str, str, str]]:
    for name, flow in flows.items():
        for node in flow.statements:
            match node.statement:
                case ast.Start(campaign=started) if project.symbols.find(SymbolKind.CAMPAIGN, started.text):
                    yield name, node.id, started.text
                case _:
                    continue
