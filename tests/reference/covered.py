"""What the reference does not speak of: such a project is refused, by the name of the construct."""

from __future__ import annotations

from collections.abc import Iterator

from maflow.compiler.context import ResolvedProject
from maflow.dsl import ast

__all__ = ["not_covered", "refuse_what_is_not_covered"]

_CONSTRUCTS: dict[type[ast.Node], str] = {
    ast.Alert: "alert",
    ast.Arbitrate: "arbitrate",
    ast.AudienceList: "static list",
    ast.BudgetClause: "budget",
    ast.CallWebhook: "call webhook",
    ast.Escalate: "escalate",
    ast.Give: "give",
    ast.Grade: "score",
    ast.Group: "group",
    ast.HandOff: "hand off",
    ast.Notify: "notify",
    ast.Offer: "offer",
    ast.Score: "score",
    ast.ScoreAdd: "score",
    ast.ScoreValue: "score",
    ast.Sequence: "sequence",
    ast.SplitLearning: "learning split",
    ast.Stages: "stages",
    ast.StageValue: "stages",
    ast.Step: "step",
    ast.UseStep: "step",
}


def not_covered(project: ResolvedProject) -> tuple[str, ...]:
    """Return the constructs of a project that the reference does not have, sorted."""
    return tuple(sorted(set(_found(project))))


def refuse_what_is_not_covered(project: ResolvedProject) -> None:
    """Refuse a project with other constructs.

    Raises: NotImplementedError, with their names.
    """
    found = not_covered(project)
    if found:
        raise NotImplementedError(f"the reference does not have: {', '.join(found)}")


def _found(project: ResolvedProject) -> Iterator[str]:
    for node_class, construct in _CONSTRUCTS.items():
        for _, _, module in project.nodes.all(node_class):
            if not module.path.endswith("_test.ma"):
                yield construct
    for clause, _, _ in project.nodes.all(ast.WhenChanged):
        if clause.action is ast.ChangeAction.MOVE:
            yield "move"
