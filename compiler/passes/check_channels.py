"""Channels: kinds that are installed, attributes that fit them, and what `ma.yaml` says of each."""

from __future__ import annotations

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.delivery import check_delivery
from maflow.compiler.installed import unknown_kind
from maflow.compiler.messages.channels import DeclaredChannel, declared_channels
from maflow.compiler.symbols import SymbolKind
from maflow.compiler.typing.types import Simple, SimpleType, describe, type_of_declaration
from maflow.dsl import ast
from maflow.dsl.diagnostics import Label, Text, items
from maflow.plugins.spec import AddressType

__all__ = ["check_channels"]

_ADDRESSES = {AddressType.PHONE: Simple.PHONE, AddressType.EMAIL: Simple.EMAIL}


def check_channels(project: ResolvedProject, context: CompileContext) -> None:
    """Check the channels of a project, and the settings that deliver them.

    Reports: MA105, MA114, MA115
    """
    channels = declared_channels(project, context)
    for channel in channels.values():
        if channel.kind is None:
            _report_kind(channel, project, context)
        _check_needs(channel, project, context)
    # What stands in a file that could not be read may declare the channel, of whatever kind.
    kinds = dict.fromkeys(project.symbols.lost_names, "")
    kinds.update((name, channel.kind_name) for name, channel in channels.items())
    check_delivery(project.settings, kinds, context.channels, context.sink)


def _report_kind(channel: DeclaredChannel, project: ResolvedProject, context: CompileContext) -> None:
    clauses = channel.node.clauses
    written = [clause.kind for clause in clauses if isinstance(clause, ast.ChannelKindClause)]
    if written:
        context.sink.add(unknown_kind(written[0].text, written[0].span, context.channels))
    elif not project.is_damaged(channel.node):
        args = {"channel": channel.name}
        known = items(f"`{name}`" for name in context.channels.kinds)
        help = (Text("MA114.say-kind", {"kinds": known}), Text("MA114.install"))
        context.report("MA114", channel.node.name.span, "MA114.no-kind", args=args, help=help)


def _check_needs(channel: DeclaredChannel, project: ResolvedProject, context: CompileContext) -> None:
    expected = _ADDRESSES.get(channel.kind.address_type) if channel.kind is not None else None
    if expected is None or channel.needs is None or channel.needs.scope is not ast.Scope.USER:
        return
    name = channel.needs.name.text
    symbol = project.symbols.find(SymbolKind.ATTRIBUTE, name)
    if symbol is None or not isinstance(symbol.node, ast.Property):
        return
    found = type_of_declaration(symbol.node.type, project.settings.currency)
    if found != SimpleType(expected):
        args = {"kind": channel.kind_name, "expected": f"@type.{expected.value}", "found": describe(found)}
        labels = [Label(symbol.node.type.span, Text("types.this-is", {"type": describe(found)}))]
        context.report("MA105", channel.needs.span, "MA105.needs-address", args=args, labels=labels)
