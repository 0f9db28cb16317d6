"""Checks every expression: types, units, names of attributes, events and audiences, and scopes."""

from __future__ import annotations

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.typing.campaigns import check_campaign
from maflow.compiler.typing.currency import check_declared_currency, check_own_currency
from maflow.compiler.typing.flow import check_flow, parameters_of
from maflow.compiler.typing.history import check_pattern
from maflow.compiler.typing.infer import check_condition, infer
from maflow.compiler.typing.scope import EntryScope, Scope
from maflow.dsl import ast

__all__ = ["check_types"]


def check_types(project: ResolvedProject, context: CompileContext) -> None:
    """Check every expression of a project.

    Reports: MA101-MA108, MA112.
    """
    scope = Scope(project, context)
    for declared, _, _ in project.nodes.all(ast.MoneyType):
        check_declared_currency(declared, context)
    used = {use.step.text for use, _, _ in project.nodes.all(ast.UseStep)}
    for module in project.modules:
        for declaration in module.declarations:
            if isinstance(declaration, ast.Step):
                if declaration.name.text not in used:
                    _check_unused_step(declaration, scope)
            else:
                _check_declaration(declaration, scope)


def _check_declaration(declaration: ast.Declaration, scope: Scope) -> None:
    match declaration:
        case ast.Campaign():
            check_campaign(declaration, scope)
        case ast.Audience(condition=condition) | ast.TagRule(condition=condition):
            check_condition(condition, scope)
        case ast.Stages():
            _check_stages(declaration, scope)
        case ast.Score():
            _check_score(declaration, scope)
        case ast.Alert(condition=condition):
            check_condition(condition, Scope(scope.project, scope.context, has_user=False))
        case ast.Channel(clauses=clauses):
            _check_channel(clauses, scope)
        case ast.Offer(clauses=clauses):
            _check_offer(clauses, scope)
        case _:
            return


def _check_stages(declaration: ast.Stages, scope: Scope) -> None:
    for stage in declaration.stages:
        check_condition(stage.condition, scope)


def _check_score(declaration: ast.Score, scope: Scope) -> None:
    for entry in declaration.entries:
        if isinstance(entry, ast.ScoreGives):
            check_pattern(entry.pattern, scope, check_condition)


def _check_channel(clauses: tuple[ast.ChannelClause, ...], scope: Scope) -> None:
    for clause in clauses:
        match clause:
            case ast.ChannelCost(amount=amount):
                check_own_currency(amount, scope)
            case ast.ChannelNeeds(attribute=attribute):
                infer(attribute, scope)
            case _:
                continue


def _check_offer(clauses: tuple[ast.OfferClause, ...], scope: Scope) -> None:
    for clause in clauses:
        if isinstance(clause, ast.OfferFace | ast.OfferBudget):
            check_own_currency(clause.amount, scope)


def _check_unused_step(step: ast.Step, scope: Scope) -> None:
    # Nobody says what starts a run here, so `entry` and `run` may hold anything.
    parameters = parameters_of(step, scope.project.settings.currency)
    inside = Scope(scope.project, scope.context, entry=EntryScope(), run={}, parameters=parameters)
    check_flow(step.block, inside, {(step.name.text, "")})
