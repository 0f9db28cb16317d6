"""Printing limits and quiet hours."""

from __future__ import annotations

from maflow.dsl import ast
from maflow.dsl.ast import Node
from maflow.dsl.printer.base import print_days
from maflow.dsl.printer.context import PrintNode, Printer
from maflow.dsl.printer.document import LINE, Doc, Group, Indent, spaced
from maflow.dsl.printer.words import Site

__all__ = ["LIMITS", "print_window"]


def print_window(p: Printer, window: ast.LimitWindow) -> Doc:
    """Return a window and what stands before it: what begins with `in` may stand on the next line."""
    return (LINE if isinstance(window, ast.RollingWindow) else " ", p.doc(window))


def _rolling(p: Printer, window: ast.RollingWindow) -> Doc:
    return (p.word("in any"), " ", p.doc(window.duration))


def _calendar(p: Printer, window: ast.CalendarWindow) -> Doc:
    return p.word(f"per calendar {window.period.value}")


def _bare(p: Printer, window: ast.BarePeriod) -> Doc:
    return p.word(f"per {window.word}")


def _limits(p: Printer, limits: ast.Limits) -> Doc:
    return p.headed(p.word("limits"), p.braces(limits, limits.rules))


def _limit_rule(p: Printer, rule: ast.LimitRule) -> Doc:
    category = p.name(rule.category, Site.LIMIT) if rule.category else ""
    subject = p.names(rule.channels, Site.LIMIT) if rule.channels else _messages(p, rule)
    scope = p.word(rule.scope.value) if rule.scope else ""
    total = (LINE, p.word("in total")) if rule.in_total else ()
    otherwise = (LINE, p.doc(rule.otherwise)) if rule.otherwise else ()
    head = spaced(p.word("at most"), p.doc(rule.count), category, subject, scope)
    return Group((head, Indent((print_window(p, rule.window), total, otherwise))))


def _messages(p: Printer, rule: ast.LimitRule) -> Doc:
    return p.words.counted("messages", is_one=rule.count.text == "1")


def _drop(p: Printer, _: ast.OverLimitDrop) -> Doc:
    return (p.word("else"), " ", p.word("drop"))


def _wait(p: Printer, wait: ast.OverLimitWait) -> Doc:
    return spaced(p.word("else"), p.word("wait"), p.word("up to"), p.doc(wait.up_to))


def _time_range(p: Printer, hours: ast.TimeRange) -> Doc:
    return f"{hours.start}-{hours.end}"


def _quiet_hours(p: Printer, quiet: ast.QuietHours) -> Doc:
    days = spaced(p.word("on"), print_days(p, quiet.days)) if quiet.days else ""
    head = spaced(p.word("quiet hours"), p.doc(quiet.hours), days)
    first, *others = quiet.channels
    names = p.listed([(p.words.name(first.text, Site.FREE), p.after(first)), *map(p.name, others)])
    channels = (LINE, p.above(first), p.word("for"), " ", names)
    otherwise = (LINE, p.doc(quiet.otherwise)) if quiet.otherwise else ()
    return Group((head, Indent((channels, otherwise))))


LIMITS: dict[type[Node], PrintNode] = {
    ast.RollingWindow: _rolling,
    ast.CalendarWindow: _calendar,
    ast.BarePeriod: _bare,
    ast.Limits: _limits,
    ast.LimitRule: _limit_rule,
    ast.OverLimitDrop: _drop,
    ast.OverLimitWait: _wait,
    ast.TimeRange: _time_range,
    ast.QuietHours: _quiet_hours,
}
