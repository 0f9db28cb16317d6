"""Codes of currencies, and money that must be of the project's own."""

from __future__ import annotations

from maflow.compiler.typing.scope import Scope
from maflow.dsl import ast
from maflow.dsl.currencies import CURRENCIES, currency_meant
from maflow.dsl.diagnostics import Applicability, Edit, Fix, Text

__all__ = ["check_currency", "check_own_currency"]


def check_currency(node: ast.MoneyLiteral, scope: Scope) -> bool:
    """Check the code of a currency.

    Reports: MA106.
    """
    if node.currency in CURRENCIES:
        return True
    near = currency_meant(node.currency)
    help = (Text("help.did-you-mean", {"name": near}),) if near else ()
    fixes: tuple[Fix, ...] = ()
    if near:
        title = Text("help.did-you-mean", {"name": near})
        fixes = (Fix(title, Applicability.SUGGEST, (Edit(node.span, f"{node.amount} {near}"),)),)
    args = {"code": node.currency}
    scope.context.report("MA106", node.span, "MA106.no-such-currency", args=args, help=help, fixes=fixes)
    return False


def check_own_currency(node: ast.MoneyLiteral, scope: Scope) -> None:
    """Check that money is of the project's currency: budgets add up only so.

    Reports: MA106.
    """
    own = scope.project.settings.currency
    if check_currency(node, scope) and own is not None and node.currency != own:
        args = {"found": node.currency, "own": own}
        scope.context.report("MA106", node.span, "MA106.not-own-currency", args=args)
