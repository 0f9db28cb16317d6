"""Codes of currencies, and money that must be of the project's own."""

from __future__ import annotations

from maflow.compiler.context import CompileContext
from maflow.compiler.typing.scope import Scope
from maflow.dsl import ast
from maflow.dsl.currencies import CURRENCIES, currency_meant
from maflow.dsl.diagnostics import Applicability, Edit, Fix, Text
from maflow.dsl.source import Span

__all__ = ["check_currency", "check_declared_currency", "check_own_currency"]


def check_currency(node: ast.MoneyLiteral, scope: Scope) -> bool:
    """Check the code of a currency.

    Reports: MA106.
    """
    if node.currency in CURRENCIES:
        return True
    _report(node, node.currency, scope.context)
    return False


def check_declared_currency(node: ast.MoneyType, context: CompileContext) -> None:
    """Check the code of the currency that money is declared in.

    Reports: MA106.
    """
    if node.currency is not None and node.currency not in CURRENCIES:
        _report(node, node.currency, context)


def check_own_currency(node: ast.MoneyLiteral, scope: Scope) -> None:
    """Check that money is of the project's currency: budgets add up only so.

    Reports: MA106.
    """
    own = scope.project.settings.currency
    if check_currency(node, scope) and own is not None and node.currency != own:
        args = {"found": node.currency, "own": own}
        scope.context.report("MA106", node.span, "MA106.not-own-currency", args=args)


def _report(node: ast.MoneyLiteral | ast.MoneyType, code: str, context: CompileContext) -> None:
    near = currency_meant(code)
    help = (Text("help.did-you-mean", {"name": near}),) if near else ()
    fixes: tuple[Fix, ...] = ()
    if near:
        title = Text("help.did-you-mean", {"name": near})
        place = Span(node.span.file, node.span.end - len(code), node.span.end)
        fixes = (Fix(title, Applicability.SUGGEST, (Edit(place, near),)),)
    context.report("MA106", node.span, "MA106.no-such-currency", args={"code": code}, help=help, fixes=fixes)
