"""The expressions of a campaign's clauses and of its flow, each in the scope of its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from maflow.compiler.typing.currency import check_own_currency
from maflow.compiler.typing.events import event_shape
from maflow.compiler.typing.families import is_number
from maflow.compiler.typing.flow import check_flow
from maflow.compiler.typing.history import check_duration, check_pattern
from maflow.compiler.typing.infer import check_condition, infer
from maflow.compiler.typing.scope import EntryScope, EventShape, Scope
from maflow.compiler.typing.types import Anything, Money, describe
from maflow.compiler.typing.variables import variables_of
from maflow.dsl import ast
from maflow.dsl.diagnostics import Text

__all__ = ["check_campaign", "entry_scope"]


def check_campaign(campaign: ast.Campaign, scope: Scope) -> None:
    """Check every expression of a campaign.

    Reports: MA101-MA108, MA112.
    """
    entry = entry_scope(campaign, scope)
    inside = replace(scope, entry=entry, run={})
    flows = [clause.block for clause in campaign.clauses if isinstance(clause, ast.Flow)]
    variables = {name: typed for block in flows for name, typed in variables_of(block, inside).items()}
    inside = replace(inside, run=variables)
    for clause in campaign.clauses:
        _check_clause(clause, scope, inside)


def entry_scope(campaign: ast.Campaign, scope: Scope) -> EntryScope:
    """Return what may have started a run of a campaign; reports nothing."""
    quiet = replace(scope, context=scope.context.quiet())
    events = tuple(event_shape(pattern.event, quiet) for pattern in _entry_patterns(campaign))
    others = (ast.EnterWhen, ast.EnterEvery, ast.EnterAt, ast.EnterByCall)
    has_others = any(isinstance(clause, others) for clause in campaign.clauses)
    return EntryScope(events, has_others)


def _entry_patterns(campaign: ast.Campaign) -> Iterator[ast.EventPattern]:
    for clause in campaign.clauses:
        if isinstance(clause, ast.EnterOn):
            yield clause.pattern


def _check_clause(clause: ast.CampaignClause, scope: Scope, inside: Scope) -> None:
    match clause:
        case ast.EnterOn(pattern=pattern):
            check_pattern(pattern, scope, check_condition)
        case ast.EnterWhen(condition=condition) | ast.AudienceClause(condition=condition):
            check_condition(condition, scope)
        case ast.EnterEvery(condition=condition) | ast.EnterAt(condition=condition):
            if condition is not None:
                check_condition(condition, scope)
        case ast.ParallelBy():
            _check_key(clause, scope, inside)
        case ast.ExpectedWorth(value=value):
            _check_worth(value, inside)
        case ast.BudgetClause(amount=amount):
            check_own_currency(amount, scope)
        case _:
            _check_inside(clause, inside)


def _check_key(clause: ast.ParallelBy, scope: Scope, inside: Scope) -> None:
    infer(clause.key, scope.with_event(_any_entry(inside)))
    if clause.key.scope is not ast.Scope.EVENT:
        scope.context.report("MA112", clause.key.span, "MA112.key-of-event")
    elif inside.entry is not None and inside.entry.events and inside.entry.has_other_entries:
        scope.context.report("MA112", clause.key.span, "MA112.key-without-event")


def _check_inside(clause: ast.CampaignClause, inside: Scope) -> None:
    match clause:
        case ast.ExitOn(pattern=pattern):
            check_pattern(pattern, inside, check_condition)
        case ast.ExitWhen(condition=condition):
            check_condition(condition, inside)
        case ast.ExitAfter(duration=duration) | ast.ReenterAfter(duration=duration):
            check_duration(duration, inside)
        case ast.Goal(pattern=pattern, within=within, worth=worth):
            shape = check_pattern(pattern, inside, check_condition)
            check_duration(within, inside)
            if worth is not None:
                _check_worth(worth, inside.with_event(shape))
        case ast.Flow(block=block):
            check_flow(block, inside)
        case _:
            return


def _any_entry(inside: Scope) -> EventShape | None:
    """Return the event of an entry: with several, what any of them has."""
    entry = inside.entry
    if entry is None or not entry.events:
        # Of a campaign whose entry could not be read nothing is known.
        is_lost = entry is not None and not entry.has_other_entries
        return EventShape("event", {}, is_known=False) if is_lost else None
    properties = {name: typed for shape in entry.events for name, typed in shape.properties.items()}
    is_known = all(shape.is_known for shape in entry.events)
    return EventShape("`, `".join(shape.name for shape in entry.events), properties, is_known)


def _check_worth(value: ast.Expression, scope: Scope) -> None:
    found = infer(value, scope)
    if isinstance(found.type, Anything | Money) or is_number(found.type):
        return
    note = Text("types.this-is", {"type": describe(found.type)})
    scope.context.report("MA105", value.span, "MA105.no-worth", note=note)
