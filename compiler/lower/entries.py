"""Lowers how runs of a campaign begin: entries, the days on which it is active, and re-entry."""

from __future__ import annotations

from maflow.compiler.lower.durations import elapsed_ms
from maflow.compiler.lower.expressions import lower_expression
from maflow.compiler.lower.history import lower_query
from maflow.compiler.lower.instants import days_of, first_instant, moment_ms, time_ms
from maflow.compiler.lower.site import Lowering, Site
from maflow.compiler.lower.weekdays import weekday_numbers
from maflow.dsl import ast
from maflow.runtime.program import campaigns as ir
from maflow.runtime.program.expressions import Expression

__all__ = ["EntryClause", "lower_activity", "lower_entry", "lower_reentry"]

EntryClause = ast.EnterOn | ast.EnterWhen | ast.EnterEvery | ast.EnterAt | ast.EnterByCall

_LAST_DATE = "9999-12-31"
_FOR_EVER = 2**53

_REENTRIES = {
    ast.ReenterWord.NEVER: ir.ReentryKind.NEVER,
    ast.ReenterWord.ALWAYS: ir.ReentryKind.ALWAYS,
    ast.ReenterWord.RESTART: ir.ReentryKind.RESTART,
    ast.ReenterAnchor.START: ir.ReentryKind.AFTER_START,
    ast.ReenterAnchor.END: ir.ReentryKind.AFTER_END,
}


def lower_entry(clause: EntryClause, site: Site) -> ir.Entry:
    """Return an entry; what it asks is asked before there is a run."""
    match clause:
        case ast.EnterOn(pattern=pattern):
            return ir.EnterOn(lower_query(pattern, site, lower_expression))
        case ast.EnterWhen(condition=condition):
            return ir.EnterWhen(lower_expression(condition, site))
        case ast.EnterEvery():
            return _schedule(clause, site)
        case ast.EnterAt(moment=moment, condition=asked):
            return ir.EnterAt(moment_ms(moment, site.lowering.zone), _condition(asked, site))
        case ast.EnterByCall():
            return ir.EnterByCall()


def lower_activity(active: ast.Active, lowering: Lowering) -> ir.Activity:
    """Return the days of a campaign, both included, as the instants from and until which it is active."""
    first, last = days_of(active.first), days_of(active.last)
    # `9999-12-31` is how people write "for ever", and no date comes after it.
    after = first_instant(last + 1, lowering.zone) if active.last.text != _LAST_DATE else _FOR_EVER
    return ir.Activity(first_instant(first, lowering.zone), after)


def lower_reentry(clause: ast.Reenter | ast.ReenterAfter) -> ir.Reentry:
    """Return when a user may enter again."""
    match clause:
        case ast.Reenter(word=word):
            return ir.Reentry(_REENTRIES[word])
        case ast.ReenterAfter(duration=duration, anchor=anchor):
            return ir.Reentry(_REENTRIES[anchor], elapsed_ms(duration))


def _schedule(clause: ast.EnterEvery, site: Site) -> ir.EnterEvery:
    every, day = ir.Every.DAY, 0
    weekdays: tuple[int, ...] = ()
    match clause.schedule:
        case ast.OnDays(days=days):
            every, weekdays = ir.Every.WEEKDAYS, weekday_numbers(days)
        case ast.EveryMonth(day=number):
            every, day = ir.Every.MONTH, int(number.text.replace("_", ""))
        case ast.EveryDay():
            pass
    return ir.EnterEvery(
        every=every,
        weekdays=weekdays,
        day=day,
        time_ms=time_ms(clause.time.text),
        in_project_time=clause.in_project_time,
        condition=_condition(clause.condition, site),
    )


def _condition(condition: ast.Expression | None, site: Site) -> Expression | None:
    return lower_expression(condition, site) if condition is not None else None
