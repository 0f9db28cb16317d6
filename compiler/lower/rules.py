"""Lowers limits, quiet hours and hold-outs."""

from __future__ import annotations

from maflow.compiler.channel_words import channel_meant
from maflow.compiler.flow_graph.heads import written
from maflow.compiler.flow_graph.shares import buckets
from maflow.compiler.lower.durations import elapsed_ms
from maflow.compiler.lower.instants import DAY_MS, time_ms
from maflow.compiler.lower.site import Lowering
from maflow.compiler.lower.weekdays import weekday_numbers
from maflow.compiler.symbols import SymbolKind
from maflow.dsl import ast
from maflow.runtime.program.campaigns import Holdout
from maflow.runtime.program.rules import (
    Limit,
    LimitSubject,
    LimitWindow,
    PerPeriod,
    Period,
    QuietHours,
    Rolling,
)

__all__ = ["lower_holdout", "lower_limit", "lower_quiet_hours"]

_SUBJECTS = {
    None: LimitSubject.ALL,
    ast.LimitScope.ONE_CAMPAIGN: LimitSubject.CAMPAIGN,
    ast.LimitScope.ONE_MESSAGE: LimitSubject.MESSAGE,
}
_GLOBAL = "holdout"


def lower_limit(rule: ast.LimitRule, lowering: Lowering) -> Limit:
    """Return a limit; it drops unless it says how long to wait."""
    channels = lowering.project.symbols.names(SymbolKind.CHANNEL)
    return Limit(
        rule=written(rule),
        place=lowering.place(rule.span),
        count=int(rule.count.text.replace("_", "")),
        window=_window(rule.window),
        category=rule.category.text if rule.category else None,
        channels=tuple(channel_meant(name.text, channels) or name.text for name in rule.channels),
        subject=_SUBJECTS[rule.scope],
        in_total=rule.in_total,
        wait_ms=_wait_ms(rule.otherwise, default=None),
    )


def lower_quiet_hours(quiet: ast.QuietHours, lowering: Lowering) -> QuietHours:
    """Return quiet hours; a message waits up to a day unless they say otherwise."""
    return QuietHours(
        rule=written(quiet),
        place=lowering.place(quiet.span),
        start_ms=time_ms(quiet.hours.start),
        end_ms=time_ms(quiet.hours.end),
        weekdays=weekday_numbers(quiet.days),
        channels=tuple(name.text for name in quiet.channels),
        wait_ms=_wait_ms(quiet.otherwise, default=DAY_MS),
    )


def lower_holdout(
    holdout: ast.Holdout | ast.HoldoutClause, campaign: str | None, lowering: Lowering
) -> Holdout:
    """Return the hold-out of a campaign or, without one, that of the project."""
    (held_out,) = buckets((holdout.share,))
    return Holdout(
        name=f"{campaign}.{_GLOBAL}" if campaign else _GLOBAL,
        salt=holdout.salt.value if holdout.salt else lowering.project.settings.name,
        buckets=held_out,
    )


def _window(window: ast.LimitWindow) -> LimitWindow:
    match window:
        case ast.RollingWindow(duration=duration):
            return Rolling(elapsed_ms(duration))
        case ast.CalendarWindow(period=period):
            return PerPeriod(Period(period.value))
        case ast.BarePeriod():
            raise AssertionError("a bare period does not compile (MA008)")


def _wait_ms(otherwise: ast.OverLimitDrop | ast.OverLimitWait | None, *, default: int | None) -> int | None:
    match otherwise:
        case ast.OverLimitWait(up_to=up_to):
            return elapsed_ms(up_to)
        case ast.OverLimitDrop():
            return None
        case None:
            return default
