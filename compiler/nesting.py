"""How deep definitions are nested through one another: passes and hosts follow them with a stack.

Circles count as deep as they can lead, but it is MA111 that tells of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.symbols import Symbol, SymbolKind, Symbols
from maflow.dsl import ast
from maflow.dsl.diagnostics import Text
from maflow.dsl.visitor import children

__all__ = ["MAX_NESTING", "without_deep_definitions"]

MAX_NESTING = 100
"""A definition that is nested more deeply, what it is defined by included, is refused."""

_KINDS = (SymbolKind.AUDIENCE, SymbolKind.TAG, SymbolKind.SCORE, SymbolKind.STAGES, SymbolKind.STEP)

_NAMING: tuple[type[ast.Node], ...] = (
    ast.EventRef,
    ast.Grade,
    ast.HasTag,
    ast.InAudience,
    ast.ScoreValue,
    ast.StageValue,
    ast.UseStep,
)

# What a definition is found by; the definitions that each one names, with the greatest depth of such a place.
_Key = tuple[SymbolKind, str]
_Graph = Mapping[_Key, Mapping[_Key, int]]


def without_deep_definitions(project: ResolvedProject, context: CompileContext) -> ResolvedProject:
    """Return a project in which no chain of definitions is too deep to be followed.

    Of a chain the first definition that is too deep is reported; it and what rests on it count as lost, so
    that nothing follows the chain any further.
    Reports: MA001.
    """
    definitions = {(kind, symbol.name): symbol for kind in _KINDS for symbol in project.symbols.of(kind)}
    graph = _graph(project, definitions)
    depths: dict[_Key, int] = {}
    deep: set[_Key] = set()
    for component in _components(graph):
        depth = _depth(component, graph, depths)
        depths |= dict.fromkeys(component, depth)
        if depth > MAX_NESTING:
            named = {target for key in component for target in graph[key]}
            if named.isdisjoint(deep) and named.isdisjoint(component):
                (alone,) = component
                _report(definitions[alone], context)
            deep |= component
    return replace(project, symbols=_without(project.symbols, deep)) if deep else project


def _depth(component: frozenset[_Key], graph: _Graph, depths: Mapping[_Key, int]) -> int:
    """Return how deep definitions lead that lead to one another: round their circle, and out of it."""
    around, out = 0, 0
    for key in component:
        inside = [depth for target, depth in graph[key].items() if target in component]
        outside = [depth + depths[target] for target, depth in graph[key].items() if target not in component]
        around += max(inside, default=0)
        out = max(out, *outside, 0)
    return around + out


def _graph(project: ResolvedProject, definitions: Mapping[_Key, Symbol]) -> _Graph:
    """Return the definitions that each one names, with the greatest depth at which it does."""
    graph: dict[_Key, dict[_Key, int]] = {key: {} for key in definitions}
    keys = {symbol.node.span: key for key, symbol in definitions.items()}
    for node_class in _NAMING:
        for node, declaration, _ in project.nodes.all(node_class):
            target, key = _named_by(node), keys.get(declaration.span)
            if key is not None and target is not None and target in definitions:
                graph[key][target] = max(_depth_in(declaration, node), graph[key].get(target, 0))
    return graph


def _depth_in(declaration: ast.Node, node: ast.Node) -> int:
    """Return how deep a node stands in a declaration."""
    depth, around = 0, declaration
    while around is not node:
        inner = (child for child in children(around) if child.span.contains(node.span))
        around = next(inner, node)
        depth += 1
    return depth


def _named_by(node: ast.Node) -> _Key | None:
    match node:
        case ast.InAudience(audience=audience):
            return SymbolKind.AUDIENCE, audience.text
        case ast.HasTag(tag=tag):
            return SymbolKind.TAG, tag.value
        case ast.ScoreValue(score=score) | ast.Grade(score=score):
            return SymbolKind.SCORE, score.text
        case ast.StageValue(stages=stages) | ast.EventRef(source=ast.Name() as stages):
            return SymbolKind.STAGES, stages.text
        case ast.UseStep(step=step):
            return SymbolKind.STEP, step.text
        case _:
            return None


def _components(graph: _Graph) -> Iterator[frozenset[_Key]]:
    """Yield the definitions, those together that lead to one another; what they name comes before them.

    Source: Gabow, path-based depth-first search for strong and biconnected components (2000).
    """
    order: dict[_Key, int] = {}
    done: set[_Key] = set()
    # Definitions that are in no component yet, and which of them may begin one.
    seen: list[_Key] = []
    bounds: list[_Key] = []
    for root in graph:
        path = [] if root in order else [(root, iter(graph[root]))]
        while path:
            key, targets = path[-1]
            if key not in order:
                order[key] = len(order)
                seen.append(key)
                bounds.append(key)
            target = next(targets, None)
            if target is None:
                path.pop()
                if bounds[-1] == key:
                    bounds.pop()
                    component = frozenset(iter(seen.pop, key)) | {key}
                    done |= component
                    yield component
            elif target not in order:
                path.append((target, iter(graph[target])))
            elif target not in done:
                while order[bounds[-1]] > order[target]:
                    bounds.pop()


def _without(symbols: Symbols, deep: set[_Key]) -> Symbols:
    tables = {kind: dict(table) for kind, table in symbols.tables.items()}
    for kind, name in deep:
        del tables[kind][name]
    lost = symbols.lost_names.union(name for _, name in deep)
    return replace(symbols, tables=tables, lost_names=lost, whole=symbols)


def _report(symbol: Symbol, context: CompileContext) -> None:
    args = {"name": symbol.name, "limit": str(MAX_NESTING)}
    help = (Text("MA001.shorten-definition"),)
    context.report("MA001", symbol.span, "MA001.deep-definition", args=args, help=help)
