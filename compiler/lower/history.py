"""Lowers what is asked of the user's history: events, conditions and windows."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from maflow.compiler.flow_graph.statement_ids import event_name
from maflow.compiler.lower.durations import elapsed_ms
from maflow.compiler.lower.instants import days_of, first_instant, moment_ms
from maflow.compiler.lower.site import Site
from maflow.compiler.lower.value_types import value_type
from maflow.compiler.symbols import SymbolKind
from maflow.compiler.typing.events import event_shape
from maflow.compiler.typing.scope import EventShape
from maflow.compiler.typing.types import Type
from maflow.dsl import ast
from maflow.runtime.program import expressions as ir

__all__ = ["Lower", "is_receipt", "lower_history", "lower_query", "shape_of"]

Lower = Callable[[ast.Expression, Site, Type | None], ir.Expression]
History = ast.Count | ast.CountDistinct | ast.Aggregate | ast.Did | ast.DidThen | ast.TimeSince


def lower_history(node: History, site: Site, lower: Lower) -> ir.Expression:
    """Return an aggregate over the user's history; `never` is the opposite of `did`."""
    match node:
        case ast.Count(pattern=pattern, window=window):
            return ir.Count(lower_query(pattern, site, lower), _window(window, site))
        case ast.CountDistinct(property=name, pattern=pattern, window=window):
            return ir.CountDistinct(name.text, lower_query(pattern, site, lower), _window(window, site))
        case ast.Aggregate():
            return _aggregate(node, site, lower)
        case ast.Did(pattern=pattern, window=window):
            did = ir.Did(lower_query(pattern, site, lower), _window(window, site))
            return ir.Not(did) if node.is_negated else did
        case ast.DidThen():
            return ir.DidThen(
                lower_query(node.first, site, lower),
                lower_query(node.second, site, lower),
                elapsed_ms(node.within),
                _window(node.window, site),
            )
        case ast.TimeSince(pattern=pattern):
            return ir.TimeSince(lower_query(pattern, site, lower))
        case _:
            assert_never(node)


def lower_query(pattern: ast.EventPattern, site: Site, lower: Lower) -> ir.EventQuery:
    """Return which events are meant; inside its condition `event.X` is the event that is looked at."""
    shape = shape_of(pattern.event, site)
    if pattern.where is None:
        return ir.EventQuery(shape.name)
    return ir.EventQuery(shape.name, lower(pattern.where, site.looking_at(shape), None))


def shape_of(event: ast.EventRef, site: Site) -> EventShape:
    """Return an event with its properties; one that is raised is kept among those spoken of."""
    shape = event_shape(event, site.scope)
    assert shape.name == event_name(event)
    if event.source is not None:
        site.lowering.raised.setdefault(shape.name, shape)
    return shape


def is_receipt(event: ast.EventRef, site: Site) -> bool:
    """Tell whether an event is a receipt of a channel's messages."""
    symbols = site.lowering.project.symbols
    return event.source is not None and symbols.find(SymbolKind.CHANNEL, event.source.text) is not None


def _aggregate(node: ast.Aggregate, site: Site, lower: Lower) -> ir.Expression:
    query = lower_query(node.pattern, site, lower)
    what = shape_of(node.pattern.event, site).properties[node.property.text].type
    window = _window(node.window, site)
    summary = ir.Summary(node.function.value)
    return ir.Aggregate(summary, node.property.text, value_type(what), query, window)


def _window(window: ast.Window, site: Site) -> ir.Window:
    zone = site.lowering.zone
    match window:
        case ast.LastWindow(duration=duration):
            return ir.LastPeriod(elapsed_ms(duration))
        case ast.TodayWindow():
            return ir.TodayPeriod()
        case ast.SinceEntry():
            return ir.SinceEntry()
        case ast.SinceDate(date=ast.DateLiteral() as date):
            return ir.SinceMoment(first_instant(days_of(date), zone))
        case ast.SinceDate(date=ast.MomentLiteral() as moment):
            return ir.SinceMoment(moment_ms(moment, zone))
        case ast.Ever():
            return ir.Ever()
        case _:
            raise AssertionError(window)
