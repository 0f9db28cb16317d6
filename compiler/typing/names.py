"""Names inside expressions: attributes, properties, variables, audiences."""

from __future__ import annotations

from collections.abc import Mapping

from maflow.compiler.inspection import Inspection
from maflow.compiler.symbols import Symbol, SymbolKind
from maflow.compiler.typing.scope import EntryScope, EventShape, Scope
from maflow.compiler.typing.types import (
    ANYTHING,
    Simple,
    SimpleType,
    Typed,
    describe,
    type_of_declaration,
)
from maflow.dsl import ast
from maflow.dsl.diagnostics import Applicability, Edit, Fix, Label, Text, items
from maflow.dsl.did_you_mean import nearest

__all__ = [
    "infer_attribute",
    "infer_audience",
    "infer_channel",
    "known_symbol",
    "report_no_context",
    "report_unknown",
]

_MOMENT = Typed(SimpleType(Simple.MOMENT))
_UNKNOWN = Typed(ANYTHING, may_be_unknown=True)


def infer_attribute(node: ast.Attribute, scope: Scope) -> Typed:
    """Return the type of `user.X`, `event.X`, `entry.X` or `run.X`.

    Reports: MA101, MA102, MA104, MA105, MA112.
    """
    match node.scope:
        case ast.Scope.USER:
            return _user_attribute(node, scope)
        case ast.Scope.EVENT:
            if scope.event is None:
                return report_no_context(node, "event", scope)
            return _property(node, scope.event, scope)
        case ast.Scope.ENTRY:
            return _entry_property(node, scope)
        case ast.Scope.RUN:
            return _variable(node, scope)


def infer_audience(name: ast.Name, scope: Scope) -> None:
    """Check the name of an audience. Reports: MA101."""
    known_symbol(SymbolKind.AUDIENCE, name, scope)


def infer_channel(name: ast.Name, scope: Scope) -> None:
    """Check the name of a channel. Reports: MA101."""
    known_symbol(SymbolKind.CHANNEL, name, scope)


def known_symbol(kind: SymbolKind, name: ast.Name, scope: Scope) -> Symbol | None:
    """Return a declaration by name. Reports: MA101."""
    symbols = scope.project.symbols
    symbol = symbols.find(kind, name.text)
    if symbol is None and not symbols.may_be_lost(kind, name.text):
        Inspection(scope.project, scope.context).unknown_symbol(name, kind)
    return symbol


def report_unknown(code: str, name: ast.Name, kind: str, candidates: frozenset[str], scope: Scope) -> None:
    """Report a name that nothing has, as names outside expressions are reported.

    Reports: MA101, MA102.
    """
    Inspection(scope.project, scope.context).unknown(code, kind, name, candidates)


def report_no_context(node: ast.Node, what: str, scope: Scope) -> Typed:
    """Report `event`, `entry`, `run` or `user` where there is none.

    Reports: MA112.
    """
    help = (Text("MA112.in-scope", {"known": items(scope.names())}),)
    scope.context.report("MA112", node.span, f"MA112.no-{what}", help=help)
    return _UNKNOWN


def _user_attribute(node: ast.Attribute, scope: Scope) -> Typed:
    if not scope.has_user:
        return report_no_context(node, "user", scope)
    symbols = scope.project.symbols
    symbol = symbols.find(SymbolKind.ATTRIBUTE, node.name.text)
    if symbol is None:
        if node.name.text not in symbols.lost_names:
            names = symbols.names(SymbolKind.ATTRIBUTE)
            report_unknown("MA102", node.name, "@kind.attribute", names, scope)
        return _UNKNOWN
    assert isinstance(symbol.node, ast.Property)
    declared = symbol.node
    found = type_of_declaration(declared.type, scope.project.settings.currency)
    return Typed(found, declared.default is None, symbol.span)


def _property(node: ast.Attribute, shape: EventShape, scope: Scope) -> Typed:
    found = shape.properties.get(node.name.text)
    if found is not None:
        return found
    if shape.is_known and node.name.text not in scope.project.symbols.lost_names:
        kind = Text("names.property-of", {"event": shape.name})
        _report_property(node, shape.properties, kind, scope)
    return _UNKNOWN


def _entry_property(node: ast.Attribute, scope: Scope) -> Typed:
    entry = scope.entry
    if entry is None:
        return report_no_context(node, "entry", scope)
    if node.name.text == "time":
        return _MOMENT
    if not entry.events:
        return report_no_context(node, "entry-event", scope) if entry.has_other_entries else _UNKNOWN
    found = [shape.properties.get(node.name.text) for shape in entry.events]
    known = [typed for typed in found if typed is not None]
    if not known:
        return _unknown_entry_property(node, entry, scope)
    if any(typed.type != known[0].type for typed in known[1:]):
        _report_disagreement(node, entry, known, scope)
        return _UNKNOWN
    is_everywhere = len(known) == len(found) and not entry.has_other_entries
    may_be_unknown = not is_everywhere or any(typed.may_be_unknown for typed in known)
    return Typed(known[0].type, may_be_unknown, known[0].declared)


def _unknown_entry_property(node: ast.Attribute, entry: EntryScope, scope: Scope) -> Typed:
    is_known = all(shape.is_known for shape in entry.events)
    if is_known and node.name.text not in scope.project.symbols.lost_names:
        properties = {name: typed for shape in entry.events for name, typed in shape.properties.items()}
        name = "`, `".join(shape.name for shape in entry.events)
        _report_property(node, properties, Text("names.property-of", {"event": name}), scope)
    return _UNKNOWN


def _report_property(node: ast.Attribute, properties: Mapping[str, Typed], owner: Text, scope: Scope) -> None:
    near = nearest(node.name.text, frozenset(properties))
    help: tuple[Text, ...]
    fixes: tuple[Fix, ...] = ()
    if near:
        help = (Text("help.did-you-mean", {"name": near}),)
        spelled = Inspection(scope.project, scope.context).spelled(near, node.span.file)
        title = Text("help.did-you-mean", {"name": near})
        fixes = (Fix(title, Applicability.SUGGEST, (Edit(node.name.span, spelled),)),)
    else:
        known = items(f"`{name}`" for name in sorted(properties))
        help = (Text("names.known-properties", {"event": owner.args["event"], "known": known}),)
    args = {"name": node.name.text, "event": owner.args["event"]}
    scope.context.report("MA104", node.name.span, "MA104.unknown-property", args=args, help=help, fixes=fixes)


def _report_disagreement(node: ast.Attribute, entry: EntryScope, known: list[Typed], scope: Scope) -> None:
    labels = [
        Label(typed.declared, Text("types.this-is", {"type": describe(typed.type)}))
        for typed in known
        if typed.declared is not None
    ]
    events = items(f"`{shape.name}`" for shape in entry.events)
    args = {"name": node.name.text, "events": events}
    scope.context.report("MA105", node.span, "MA105.entries-disagree", args=args, labels=labels)


def _variable(node: ast.Attribute, scope: Scope) -> Typed:
    if scope.run is None:
        return report_no_context(node, "run", scope)
    found = scope.run.get(node.name.text)
    if found is not None:
        return Typed(found.type, True, found.declared)
    if node.name.text not in scope.project.symbols.lost_names and not _is_unused_step(scope):
        report_unknown("MA101", node.name, "@kind.variable", frozenset(scope.run), scope)
    return _UNKNOWN


def _is_unused_step(scope: Scope) -> bool:
    return scope.entry is not None and not scope.entry.events and not scope.entry.has_other_entries
