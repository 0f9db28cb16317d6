"""What a campaign needs to be one: a way in, a flow, a goal where it learns, labels that exist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from maflow.compiler.inspection import Inspection
from maflow.compiler.structure.duplicates import labels_by_holder
from maflow.compiler.symbols import SymbolKind
from maflow.dsl import ast
from maflow.dsl.diagnostics import Label, Text
from maflow.dsl.source import Span

__all__ = ["check_campaigns"]

_ENTRIES = (ast.EnterOn, ast.EnterWhen, ast.EnterEvery, ast.EnterAt, ast.EnterByCall)


def check_campaigns(inspection: Inspection) -> None:
    """Report campaigns that nobody can enter or that do nothing, and clauses that contradict the rest.

    Reports: MA001, MA101.
    """
    labels = labels_by_holder(inspection)
    for campaign, _, _ in inspection.project.nodes.all(ast.Campaign):
        if not inspection.project.is_damaged(campaign):
            _check_parts(inspection, campaign)
        _check_holdout(inspection, campaign)
        for clause in campaign.clauses:
            if isinstance(clause, ast.WhenChanged):
                _check_moves(inspection, clause, campaign, labels)
    _check_learning(inspection)


def _check_parts(inspection: Inspection, campaign: ast.Campaign) -> None:
    args = {"name": campaign.name.text}
    if not any(isinstance(clause, _ENTRIES) for clause in campaign.clauses):
        help = (Text("MA001.enter-help"),)
        inspection.context.report(
            "MA001", campaign.name.span, "MA001.campaign-without-enter", args=args, help=help
        )
    if not any(isinstance(clause, ast.Flow) for clause in campaign.clauses):
        help = (Text("MA001.flow-help"),)
        inspection.context.report(
            "MA001", campaign.name.span, "MA001.campaign-without-flow", args=args, help=help
        )


def _check_holdout(inspection: Inspection, campaign: ast.Campaign) -> None:
    """Report a hold-out of a campaign whose category is exempt from all hold-outs."""
    category = next((c.category for c in campaign.clauses if isinstance(c, ast.CategoryClause)), None)
    holdout = next((c for c in campaign.clauses if isinstance(c, ast.HoldoutClause)), None)
    if category is None or holdout is None or not _is_exempt(inspection, category.text):
        return
    labels = (Label(category.span, Text("MA001.exempt-category", {"category": category.text})),)
    inspection.context.report(
        "MA001", holdout.span, "MA001.holdout-of-exempt", args={"category": category.text}, labels=labels
    )


def _is_exempt(inspection: Inspection, category: str) -> bool:
    symbol = inspection.project.symbols.find(SymbolKind.CATEGORY, category)
    if symbol is None:
        return category == "transactional"
    return isinstance(symbol.node, ast.Category) and ast.Exemption.HOLDOUT in symbol.node.exemptions


def _check_moves(
    inspection: Inspection,
    clause: ast.WhenChanged,
    campaign: ast.Campaign,
    labels: Mapping[Span, Sequence[ast.Name]],
) -> None:
    """Report moves to labels that the campaign does not have; those of its steps count as its own."""
    inspection.names_twice("@kind.label", [move.old for move in clause.moves], "MA109.moved-twice")
    steps = [step for step, _, _ in inspection.project.nodes.all(ast.Step)]
    known = {name.text for holder in (campaign, *steps) for name in labels.get(holder.span, ())}
    if inspection.project.is_damaged(campaign):
        return
    for move in clause.moves:
        if move.new.text not in known:
            inspection.unknown("MA101", "@kind.label", move.new, frozenset(known))


def _check_learning(inspection: Inspection) -> None:
    """Report splits that learn toward the goal of a campaign that has none."""
    for split, holder, _ in inspection.project.nodes.all(ast.SplitLearning):
        if not isinstance(holder, ast.Campaign) or inspection.project.is_damaged(holder):
            continue
        if not any(isinstance(clause, ast.Goal) for clause in holder.clauses):
            labels = (Label(holder.name.span, Text("MA001.no-goal-here")),)
            inspection.context.report(
                "MA001",
                split.name.span,
                "MA001.learning-without-goal",
                args={"name": split.name.text},
                labels=labels,
            )
