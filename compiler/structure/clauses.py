"""Clauses that a campaign, a channel, an offer, a block of a message or a project has once (MA109)."""

from __future__ import annotations

from collections.abc import Iterable

from maflow.compiler.inspection import Inspection, repeated
from maflow.dsl import ast
from maflow.dsl.source import Span

__all__ = ["check_clauses"]

# Clauses under one key exclude each other. `enter`, `exit`, `limit` and `note` may stand several times.
_OF_CAMPAIGN: dict[type[ast.Node], str] = {
    ast.Active: "active",
    ast.AudienceClause: "audience",
    ast.CategoryClause: "category",
    ast.ExpectedWorth: "expected worth",
    ast.Flow: "flow",
    ast.Goal: "goal",
    ast.GroupClause: "group",
    ast.HoldoutClause: "holdout",
    ast.Owner: "owner",
    ast.ParallelBy: "parallel",
    ast.Priority: "priority",
    ast.Reenter: "reenter",
    ast.ReenterAfter: "reenter",
    ast.WhenChanged: "when changed",
}
_OF_CHANNEL: dict[type[ast.Node], str] = {
    ast.ChannelConsent: "consent",
    ast.ChannelCost: "cost",
    ast.ChannelKindClause: "kind",
    ast.ChannelNeeds: "needs",
}
_OF_OFFER: dict[type[ast.Node], str] = {
    ast.OfferBudget: "budget",
    ast.OfferFace: "face",
    ast.OfferValid: "valid",
}
_OF_BLOCK: dict[type[ast.Node], str] = {ast.Valid: "valid"}
_OF_PROJECT: tuple[type[ast.Node], ...] = (ast.Arbitrate, ast.Holdout)


def check_clauses(inspection: Inspection) -> None:
    """Report clauses that stand twice where one of them must be meant.

    Reports: MA109.
    """
    nodes = inspection.project.nodes
    for campaign, _, _ in nodes.all(ast.Campaign):
        _check(inspection, "campaign", campaign.clauses, _OF_CAMPAIGN)
    for channel, _, _ in nodes.all(ast.Channel):
        _check(inspection, "channel", channel.clauses, _OF_CHANNEL)
    for offer, _, _ in nodes.all(ast.Offer):
        _check(inspection, "offer", offer.clauses, _OF_OFFER)
    for block, _, _ in nodes.all(ast.MessageBlock):
        _check(inspection, "message", block.entries, _OF_BLOCK)
    for declaration_class in _OF_PROJECT:
        heads = [inspection.first_word(node) for node, _, _ in nodes.all(declaration_class)]
        _report(inspection, "project", ((declaration_class, head) for head in heads))


def _check(
    inspection: Inspection, owner: str, clauses: Iterable[ast.Node], keys: dict[type[ast.Node], str]
) -> None:
    named = ((_key(clause, keys), clause) for clause in clauses)
    _report(inspection, owner, ((key, inspection.first_word(clause)) for key, clause in named if key))


def _key(clause: ast.Node, keys: dict[type[ast.Node], str]) -> str | None:
    if isinstance(clause, ast.BudgetClause):
        # One for the whole campaign and one for each day go together.
        return "budget per day" if clause.is_per_day else "budget"
    return keys.get(type(clause))


def _report(inspection: Inspection, owner: str, clauses: Iterable[tuple[object, Span]]) -> None:
    for _, span, first in repeated(clauses):
        args = {"word": inspection.written(span)}
        inspection.twice(f"MA109.twice-in-{owner}", args, span, first)
