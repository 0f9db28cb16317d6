"""Events: those a project declares, and those that channels, offers, stages and runs raise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from maflow.compiler.inspection import Inspection
from maflow.compiler.references import EVENT_SOURCES
from maflow.compiler.symbols import Symbol, SymbolKind
from maflow.compiler.typing.scope import EventShape, Scope
from maflow.compiler.typing.types import NameType, OneOf, Simple, SimpleType, Typed, type_of_declaration
from maflow.dsl import ast
from maflow.dsl.diagnostics import Applicability, Edit, Fix, Text, items
from maflow.dsl.did_you_mean import nearest
from maflow.plugins.spec import ChannelKind

__all__ = [
    "ESCALATION_RECEIPTS",
    "OFFER_EVENTS",
    "channel_kind",
    "consent_shapes",
    "declared_shape",
    "event_shape",
    "reported_shapes",
]

OFFER_EVENTS = ("given", "redeemed", "expired")
ESCALATION_RECEIPTS = ("opened", "clicked")

_TEXT = Typed(SimpleType(Simple.TEXT))
_MAYBE_TEXT = Typed(SimpleType(Simple.TEXT), may_be_unknown=True)
_OF_EVERY_EVENT = {"id": _TEXT, "time": Typed(SimpleType(Simple.MOMENT))}
_CHANNEL = Typed(NameType(SymbolKind.CHANNEL))
_CATEGORY = Typed(NameType(SymbolKind.CATEGORY))
_CAMPAIGN = Typed(NameType(SymbolKind.CAMPAIGN))
_RECEIPT = {
    "message": Typed(NameType(SymbolKind.MESSAGE)),
    "campaign": _CAMPAIGN,
    "run": _TEXT,
    "arm": _MAYBE_TEXT,
    "channel": _CHANNEL,
    "category": _CATEGORY,
}
_BUILT_IN: Mapping[tuple[str, str], Mapping[str, Typed]] = {
    ("goal", "reached"): {"campaign": _CAMPAIGN, "run": _TEXT},
    ("consent", "given"): {"channel": _CHANNEL, "category": _CATEGORY},
    ("consent", "withdrawn"): {"channel": _CHANNEL, "category": _CATEGORY},
}
_BUILT_IN_SOURCES = {
    source: frozenset(name for other, name in _BUILT_IN if other == source) for source, _ in _BUILT_IN
}
_OFFER = {"campaign": _CAMPAIGN, "run": _TEXT, "code": _MAYBE_TEXT}


def event_shape(event: ast.EventRef, scope: Scope) -> EventShape:
    """Return the properties of an event; an unknown one is reported and has any.

    Reports: MA103.
    """
    if event.source is None:
        return _declared_event(event, scope)
    source, name = event.source.text, event.name.text
    built_in = _BUILT_IN.get((source, name))
    if built_in is not None:
        return EventShape(f"{source}.{name}", {**_OF_EVERY_EVENT, **built_in})
    if source in _BUILT_IN_SOURCES:
        _report(event, event.name, _BUILT_IN_SOURCES[source], scope, of=source)
        return EventShape(f"{source}.{name}", {}, is_known=False)
    for kind in EVENT_SOURCES:
        symbol = scope.project.symbols.find(kind, source)
        if symbol is not None:
            return _raised_event(event, symbol, scope)
    if not any(scope.project.symbols.may_be_lost(kind, source) for kind in EVENT_SOURCES):
        _report_source(event, scope)
    return EventShape(f"{source}.{name}", {}, is_known=False)


def declared_shape(node: ast.Event, currency: str | None) -> EventShape:
    """Return the properties of a declared event."""
    properties = dict(_OF_EVERY_EVENT)
    for declared in node.properties:
        properties[declared.name.text] = Typed(
            type_of_declaration(declared.type, currency), declared.default is None, declared.name.span
        )
    return EventShape(node.name.text, properties)


def reported_shapes(channel: str, receipts: Iterable[str]) -> Iterator[EventShape]:
    """Yield the events that a channel reports, with their properties."""
    for name in receipts:
        yield EventShape(f"{channel}.{name}", {**_OF_EVERY_EVENT, **_receipt_properties(name)})


def consent_shapes() -> Iterator[EventShape]:
    """Yield the events by which users give and withdraw their consent."""
    for (source, name), properties in _BUILT_IN.items():
        if source == "consent":
            yield EventShape(f"{source}.{name}", {**_OF_EVERY_EVENT, **properties})


def channel_kind(symbol: Symbol, scope: Scope) -> ChannelKind | None:
    """Return the kind of a channel, None where it is not installed (MA114)."""
    assert isinstance(symbol.node, ast.Channel)
    named = [clause.kind.text for clause in symbol.node.clauses if isinstance(clause, ast.ChannelKindClause)]
    return scope.context.channels.kinds.get(named[0] if named else symbol.name)


def _declared_event(event: ast.EventRef, scope: Scope) -> EventShape:
    symbols = scope.project.symbols
    symbol = symbols.find(SymbolKind.EVENT, event.name.text)
    if symbol is not None:
        assert isinstance(symbol.node, ast.Event)
        shape = declared_shape(symbol.node, scope.project.settings.currency)
        is_known = not scope.project.is_damaged(symbol.node)
        return EventShape(shape.name, shape.properties, is_known)
    if not symbols.may_be_lost(SymbolKind.EVENT, event.name.text):
        _report(event, event.name, symbols.names(SymbolKind.EVENT), scope)
    return EventShape(event.name.text, {}, is_known=False)


def _raised_event(event: ast.EventRef, symbol: Symbol, scope: Scope) -> EventShape:
    name = event.name.text
    full_name = f"{symbol.name}.{name}"
    match symbol.node:
        case ast.Channel():
            kind = channel_kind(symbol, scope)
            allowed = frozenset(r.value for r in kind.receipts) if kind else frozenset((name,))
            properties = _receipt_properties(name)
        case ast.Offer():
            allowed, properties = frozenset(OFFER_EVENTS), dict(_OFFER)
        case ast.Stages(stages=stages):
            names = Typed(OneOf(tuple(stage.name.text for stage in stages)))
            allowed = frozenset(("entered",))
            properties = {"stage": names, "from": Typed(names.type, may_be_unknown=True)}
        case _:
            raise AssertionError(symbol.kind)
    if name not in allowed:
        _report(event, event.name, allowed, scope, of=symbol.name)
        return EventShape(full_name, {}, is_known=False)
    return EventShape(full_name, {**_OF_EVERY_EVENT, **properties})


def _receipt_properties(name: str) -> dict[str, Typed]:
    properties = dict(_RECEIPT)
    if name == "clicked":
        properties["link"] = Typed(SimpleType(Simple.URL), may_be_unknown=True)
    elif name == "bounced":
        properties["hard"] = Typed(SimpleType(Simple.BOOLEAN))
    return properties


def _report_source(event: ast.EventRef, scope: Scope) -> None:
    assert event.source is not None
    symbols = scope.project.symbols
    kinds = (SymbolKind.CHANNEL, SymbolKind.OFFER, SymbolKind.STAGES)
    sources = frozenset().union(*(symbols.names(kind) for kind in kinds), {"goal", "consent"})
    write = Inspection(scope.project, scope.context).dialect(event.span.file).write
    is_value = event.source.text in {write(word.value) for word in ast.Scope}
    _report(event, event.source, sources, scope, help=(Text("MA103.no-condition"),) if is_value else ())


def _report(
    event: ast.EventRef,
    name: ast.Name,
    candidates: frozenset[str],
    scope: Scope,
    of: str = "",
    help: tuple[Text, ...] = (),
) -> None:
    key = "MA103.unknown-receipt" if of else "MA103.unknown-event"
    args = {"name": name.text, "of": of} if of else {"name": name.text}
    inspection = Inspection(scope.project, scope.context)
    labels = () if of else inspection.of_other_kind(name.text, SymbolKind.EVENT)
    near = nearest(name.text, candidates) if not help else None
    help = (Text("help.did-you-mean", {"name": near}),) if near else help
    if of and not near:
        help = (
            Text("MA103.known-receipts", {"of": of, "known": items(f"`{c}`" for c in sorted(candidates))}),
        )
    fixes: tuple[Fix, ...] = ()
    if near:
        spelled = inspection.spelled(near, name.span.file)
        title = Text("help.did-you-mean", {"name": near})
        fixes = (Fix(title, Applicability.SUGGEST, (Edit(name.span, spelled),)),)
    scope.context.report("MA103", name.span, key, args=args, labels=labels, help=help, fixes=fixes)
