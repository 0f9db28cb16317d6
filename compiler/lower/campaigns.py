"""Lowers campaigns: their clauses, and their flow by way of its graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from msgspec.structs import replace as with_fields

from maflow.compiler.graph import FlowGraph, flow_graph
from maflow.compiler.lower.durations import elapsed_ms
from maflow.compiler.lower.entries import EntryClause, lower_activity, lower_entry, lower_reentry
from maflow.compiler.lower.entry_values import entry_values
from maflow.compiler.lower.expressions import lower_expression
from maflow.compiler.lower.flow import LoweredFlow, TeamTemplate, lower_flow
from maflow.compiler.lower.history import is_receipt, lower_query, shape_of
from maflow.compiler.lower.rules import lower_holdout, lower_limit
from maflow.compiler.lower.site import DEFAULT_CATEGORY, Lowering, Site
from maflow.compiler.lower.value_types import value_type
from maflow.compiler.typing.campaigns import entry_scope
from maflow.compiler.typing.scope import EntryScope
from maflow.compiler.typing.types import Money, Type
from maflow.compiler.typing.variables import variables_of
from maflow.dsl import ast
from maflow.runtime.program import campaigns as ir
from maflow.runtime.program.types import Property

__all__ = ["CampaignLowering"]

_Clause = TypeVar("_Clause", bound=ast.Node)

_DEFAULT_PRIORITY = 50


class CampaignLowering:
    """One campaign on its way into a program.

    `inside` are the surroundings of an expression in a run, `outside` before there is one.
    """

    def __init__(self, campaign: ast.Campaign, lowering: Lowering) -> None:
        self.graph: FlowGraph = flow_graph(campaign)
        self._clauses = _Clauses(campaign)
        self.outside, self.inside = _sites(campaign, self._clauses, lowering)

    @property
    def messages(self) -> frozenset[str]:
        """Return the names of the messages that the campaign sends."""
        sending = (node.statement for node in self.graph.statements)
        return frozenset(
            statement.message.text
            for statement in sending
            if isinstance(statement, ast.Send | ast.CallWebhook)
        )

    def lowered(self, entry_names: Mapping[str, frozenset[str]], team_template: TeamTemplate) -> ir.Campaign:
        """Return the campaign.

        `entry_names` are the properties of entry events that each message of the project speaks of.
        """
        flow = lower_flow(self.graph, self.inside, team_template)
        campaign = _lowered(self.graph.campaign, self._clauses, self.outside, self.inside)
        campaign = with_fields(campaign, nodes=flow.nodes, run_values=tuple(_run_values(self.inside, flow)))
        names = entry_values(campaign).union(*(entry_names.get(name, ()) for name in self.messages))
        names |= {campaign.parallel_by} if campaign.parallel_by is not None else set()
        properties = tuple(_entry_properties(self.inside.scope.entry, names))
        return with_fields(campaign, entry_properties=properties)


class _Clauses:
    """The clauses of a campaign by their class."""

    def __init__(self, campaign: ast.Campaign) -> None:
        self._clauses = campaign.clauses

    def all(self, clause_class: type[_Clause]) -> Iterator[_Clause]:
        """Yield the clauses of a class in the order written."""
        for clause in self._clauses:
            if isinstance(clause, clause_class):
                yield clause

    def one(self, clause_class: type[_Clause]) -> _Clause | None:
        """Return the clause of a class that stands once at most."""
        return next(self.all(clause_class), None)


def _sites(campaign: ast.Campaign, clauses: _Clauses, lowering: Lowering) -> tuple[Site, Site]:
    """Return the surroundings of a campaign's expressions: before there is a run, and in one."""
    category = clauses.one(ast.CategoryClause)
    name = category.category.text if category else DEFAULT_CATEGORY
    outside = replace(lowering.site(), category=name)
    scope = replace(outside.scope, entry=entry_scope(campaign, outside.scope), run={})
    flow = clauses.one(ast.Flow)
    if flow is not None:
        scope = replace(scope, run=variables_of(flow.block, scope))
    return outside, replace(outside, scope=scope)


def _lowered(campaign: ast.Campaign, clauses: _Clauses, outside: Site, inside: Site) -> ir.Campaign:
    owner, priority = clauses.one(ast.Owner), clauses.one(ast.Priority)
    audience, active = clauses.one(ast.AudienceClause), clauses.one(ast.Active)
    reentry = clauses.one(ast.Reenter) or clauses.one(ast.ReenterAfter)
    key, holdout = clauses.one(ast.ParallelBy), clauses.one(ast.HoldoutClause)
    changed = clauses.one(ast.WhenChanged)
    lowering, name = outside.lowering, campaign.name.text
    return ir.Campaign(
        name=name,
        place=lowering.place(campaign.span),
        description=campaign.description.value if campaign.description else None,
        owner=owner.text.value if owner else None,
        category=outside.category,
        priority=int(priority.value.text) if priority else _DEFAULT_PRIORITY,
        entries=tuple(lower_entry(clause, outside) for clause in _entries(campaign)),
        audience=lower_expression(audience.condition, outside) if audience else None,
        active=lower_activity(active, lowering) if active else None,
        reentry=lower_reentry(reentry) if reentry else ir.Reentry(),
        parallel_by=key.key.name.text if key else None,
        exits_on=tuple(_exit_on(clause, inside) for clause in clauses.all(ast.ExitOn)),
        exits_when=tuple(lower_expression(each.condition, inside) for each in clauses.all(ast.ExitWhen)),
        exit_after_ms=min((elapsed_ms(each.duration) for each in clauses.all(ast.ExitAfter)), default=None),
        goals=tuple(_goal(clause, inside) for clause in clauses.all(ast.Goal)),
        holdout=lower_holdout(holdout, name, lowering) if holdout else None,
        limits=tuple(lower_limit(clause.rule, lowering) for clause in clauses.all(ast.LimitClause)),
        when_changed=changed.action.value if changed else ast.ChangeAction.FINISH.value,
    )


def _entries(campaign: ast.Campaign) -> Iterator[EntryClause]:
    for clause in campaign.clauses:
        if isinstance(clause, EntryClause):
            yield clause


def _exit_on(clause: ast.ExitOn, inside: Site) -> ir.ExitOn:
    query = lower_query(clause.pattern, inside, lower_expression)
    return ir.ExitOn(query, is_receipt(clause.pattern.event, inside))


def _goal(clause: ast.Goal, inside: Site) -> ir.Goal:
    site = inside.looking_at(shape_of(clause.pattern.event, inside))
    worth = site.type_of(clause.worth) if clause.worth else None
    return ir.Goal(
        query=lower_query(clause.pattern, inside, lower_expression),
        within_ms=elapsed_ms(clause.within),
        worth=lower_expression(clause.worth, site) if clause.worth else None,
        currency=worth.currency if isinstance(worth, Money) else None,
        stays=clause.stays,
        of_own_messages=is_receipt(clause.pattern.event, inside),
    )


def _run_values(inside: Site, flow: LoweredFlow) -> Iterator[Property]:
    """Yield what a run keeps, first the variables of the flow."""
    found: dict[str, Type] = {name: typed.type for name, typed in (inside.scope.run or {}).items()}
    for kept in flow.kept:
        found |= dict(kept.run_values.values())
    for name, what in found.items():
        yield Property(name, value_type(what))


def _entry_properties(entry: EntryScope | None, names: frozenset[str]) -> Iterator[Property]:
    """Yield those properties in the order in which the entry events declare them."""
    assert entry is not None
    found = {name: typed for shape in reversed(entry.events) for name, typed in shape.properties.items()}
    ordered = dict.fromkeys(name for shape in entry.events for name in shape.properties)
    for name in ordered:
        if name in names:
            yield Property(name, value_type(found[name].type))
