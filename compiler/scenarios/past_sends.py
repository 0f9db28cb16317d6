"""Which campaign `given sent` may have sent for: what limits count of it."""

from __future__ import annotations

from collections import defaultdict

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.messages.find_senders import find_senders
from maflow.compiler.symbols import BUILT_IN_CATEGORIES, SymbolKind
from maflow.dsl import ast

__all__ = ["PastSenders"]

_PROMOTIONAL = BUILT_IN_CATEGORIES[0]


class PastSenders:
    """The campaigns that send each message."""

    def __init__(self, project: ResolvedProject, context: CompileContext) -> None:
        self._project = project
        self._campaigns: defaultdict[str, set[str]] = defaultdict(set)
        for sending in find_senders(project, context).sendings:
            self._campaigns[sending.message.name.text].update(each.campaign for each in sending.senders)

    def campaign_of(self, message: str, tested: str | None) -> str | None:
        """Return the campaign that sent a message: the tested one if it can have, else the only one."""
        campaigns = self._campaigns[message]
        if tested in campaigns:
            return tested
        return next(iter(campaigns)) if len(campaigns) == 1 else None

    def category_of(self, message: str, campaign: str | None) -> str:
        """Return the category of a sent message: promotional unless its senders agree on another."""
        campaigns = self._campaigns[message] if campaign is None else {campaign}
        categories = {self._category(name) for name in campaigns}
        return categories.pop() if len(categories) == 1 else _PROMOTIONAL

    def _category(self, campaign: str) -> str:
        symbol = self._project.symbols.find(SymbolKind.CAMPAIGN, campaign)
        assert symbol is not None
        assert isinstance(symbol.node, ast.Campaign)
        clauses = (clause for clause in symbol.node.clauses if isinstance(clause, ast.CategoryClause))
        return next((clause.category.text for clause in clauses), _PROMOTIONAL)
