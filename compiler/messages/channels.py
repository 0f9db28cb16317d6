"""The channels that a project declares, and what is installed for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.symbols import SymbolKind
from maflow.dsl import ast
from maflow.plugins.spec import ChannelKind

__all__ = ["DeclaredChannel", "declared_channels"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredChannel:
    """A channel. `kind` is None where none of that name is installed (MA114).

    `cost` is that of one message and its currency, None where there is none; `needs` is the attribute
    without which nobody is reached, and `signature` the one that `ma.yaml` gives to its messages.
    """

    node: ast.Channel
    kind_name: str
    kind: ChannelKind | None
    cost: tuple[Decimal, str] | None
    needs: ast.Attribute | None
    signature: str

    @property
    def name(self) -> str:
        """Return the name by which messages and flows speak of it."""
        return self.node.name.text


def declared_channels(project: ResolvedProject, context: CompileContext) -> Mapping[str, DeclaredChannel]:
    """Return the channels of a project by name; of those declared twice, the first."""
    return {
        symbol.name: _channel(symbol.node, project, context)
        for symbol in project.symbols.of(SymbolKind.CHANNEL)
        if isinstance(symbol.node, ast.Channel)
    }


def _channel(node: ast.Channel, project: ResolvedProject, context: CompileContext) -> DeclaredChannel:
    kind_name = node.name.text
    cost: tuple[Decimal, str] | None = None
    needs: ast.Attribute | None = None
    for clause in node.clauses:
        match clause:
            case ast.ChannelKindClause(kind=kind):
                kind_name = kind.text
            case ast.ChannelCost(amount=amount):
                cost = _money(amount)
            case ast.ChannelNeeds(attribute=attribute):
                needs = attribute
            case _:
                continue
    return DeclaredChannel(
        node=node,
        kind_name=kind_name,
        kind=context.channels.kinds.get(kind_name),
        cost=cost,
        needs=needs,
        signature=_signature(project, node.name.text),
    )


def _money(amount: ast.MoneyLiteral) -> tuple[Decimal, str] | None:
    value = Decimal(amount.amount.replace("_", ""))
    return (value, amount.currency) if value else None


def _signature(project: ResolvedProject, channel: str) -> str:
    setting = project.settings.channels.get(channel)
    value = setting.settings.get("signature") if setting is not None else None
    return value if isinstance(value, str) else ""
