"""Printing what the user did: events, conditions on them, windows, and the functions over both."""

from __future__ import annotations

from maflow.dsl import ast
from maflow.dsl.ast import Node
from maflow.dsl.printer.context import PrintNode, Printer
from maflow.dsl.printer.document import LINE, Doc, Group, Indent, spaced
from maflow.dsl.printer.expressions import called, hanging
from maflow.dsl.printer.words import Site

__all__ = ["HISTORY", "print_event", "print_pattern"]


def print_event(p: Printer, event: ast.EventRef, site: Site = Site.FREE) -> Doc:
    """Return an event's name, with its source if it has one."""
    return p.with_remarks(event, _event(p, event, site))


def print_pattern(p: Printer, pattern: ast.EventPattern, site: Site = Site.FREE) -> Doc:
    """Return an event and what must hold of it."""
    return p.with_remarks(pattern, _pattern(p, pattern, site))


def _event(p: Printer, event: ast.EventRef, site: Site = Site.FREE) -> Doc:
    if event.source is None:
        return p.name(event.name, site)
    return (p.name(event.source, site), ".", p.name(event.name, Site.AFTER_DOT))


def _pattern(p: Printer, pattern: ast.EventPattern, site: Site = Site.FREE) -> Doc:
    return _where(p, print_event(p, pattern.event, site), pattern)


def _where(p: Printer, event: Doc, pattern: ast.EventPattern) -> Doc:
    if pattern.where is None:
        return event
    condition = p.led(p.word("where"), pattern.where, hanging(p, pattern.where))
    return Group((event, Indent((LINE, condition))))


def _last(p: Printer, window: ast.LastWindow) -> Doc:
    return (p.word("last (window)"), " ", p.doc(window.duration))


def _today(p: Printer, _: ast.TodayWindow) -> Doc:
    return p.word("today")


def _since_entry(p: Printer, _: ast.SinceEntry) -> Doc:
    return p.word("since entry")


def _since_date(p: Printer, window: ast.SinceDate) -> Doc:
    return (p.word("since"), " ", p.doc(window.date))


def _ever(p: Printer, _: ast.Ever) -> Doc:
    return p.word("ever")


def _count(p: Printer, count: ast.Count) -> Doc:
    return called(p.word("count"), p.doc(count.pattern), p.doc(count.window))


def _count_distinct(p: Printer, count: ast.CountDistinct) -> Doc:
    of_property = (p.word("event"), ".", p.name(count.property, Site.AFTER_DOT))
    counted = spaced(p.word("distinct"), of_property, p.word("of"), p.doc(count.pattern))
    return called(p.word("count"), counted, p.doc(count.window))


def _aggregate(p: Printer, aggregate: ast.Aggregate) -> Doc:
    pattern = aggregate.pattern
    value = (print_event(p, pattern.event), ".", p.name(aggregate.property, Site.AFTER_DOT))
    values = p.with_remarks(pattern, _where(p, value, pattern))
    return called(p.word(aggregate.function.value), values, p.doc(aggregate.window))


def _did(p: Printer, did: ast.Did) -> Doc:
    return called(p.word("never" if did.is_negated else "did"), p.doc(did.pattern), p.doc(did.window))


def _did_then(p: Printer, did: ast.DidThen) -> Doc:
    then = (LINE, p.led(p.word("then"), did.second))
    within = (LINE, p.led(p.word("within"), did.within))
    return called(p.word("did"), Group((p.doc(did.first), Indent((then, within)))), p.doc(did.window))


def _time_since(p: Printer, since: ast.TimeSince) -> Doc:
    if since.pattern.where is None:
        return (p.word("time since"), " ", p.doc(since.pattern))
    return called((p.word("time since"), " "), p.doc(since.pattern))


def _share(p: Printer, share: ast.Share) -> Doc:
    part = Group((p.doc(share.part), Indent((LINE, p.led(p.word("of"), share.whole)))))
    return called(p.word("share"), part, p.doc(share.window))


HISTORY: dict[type[Node], PrintNode] = {
    ast.EventRef: _event,
    ast.EventPattern: _pattern,
    ast.LastWindow: _last,
    ast.TodayWindow: _today,
    ast.SinceEntry: _since_entry,
    ast.SinceDate: _since_date,
    ast.Ever: _ever,
    ast.Count: _count,
    ast.CountDistinct: _count_distinct,
    ast.Aggregate: _aggregate,
    ast.Did: _did,
    ast.DidThen: _did_then,
    ast.TimeSince: _time_since,
    ast.Share: _share,
}
