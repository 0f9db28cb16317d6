"""MA113: messages that are sent by a channel for which they have no block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.messages.channels import DeclaredChannel
from maflow.compiler.messages.senders import Senders, Sending
from maflow.compiler.messages.surroundings import Given
from maflow.compiler.symbols import Symbol, SymbolKind
from maflow.dsl import ast
from maflow.dsl.diagnostics import Label, Text, items
from maflow.dsl.source import Span

__all__ = ["report_missing_blocks"]


def report_missing_blocks(
    project: ResolvedProject,
    context: CompileContext,
    channels: Mapping[str, DeclaredChannel],
    senders: Senders,
) -> None:
    """Report messages without a block for the channel that they are sent by.

    Where an attribute of the user names the channel, who has another one is not reached: that is no mistake.
    Reports: MA113
    """
    for sending in senders.sendings:
        symbol = project.symbols.find(SymbolKind.MESSAGE, sending.message.name.text)
        if symbol is None or not isinstance(symbol.node, ast.Message) or project.is_damaged(symbol.node):
            continue
        blocks = [entry.channel.text for entry in symbol.node.entries if isinstance(entry, ast.MessageBlock)]
        if any(project.symbols.find(SymbolKind.CHANNEL, name) is None for name in blocks):
            continue  # a block of a channel that is not there may be meant for this one
        for channel in sending.channels or ():
            if channel.name.text in channels and channel.name.text not in blocks:
                _report(sending.message, channel, symbol, blocks, context)
        if sending.kind is not None and sending.kind not in _kinds(blocks, channels):
            _report_kind(sending, sending.kind, symbol, context)


def _kinds(blocks: list[str], channels: Mapping[str, DeclaredChannel]) -> Iterator[str]:
    return (channels[name].kind_name for name in blocks if name in channels)


def _report(
    message: Given, channel: Given, symbol: Symbol, blocks: list[str], context: CompileContext
) -> None:
    args = {"message": symbol.name, "channel": channel.name.text}
    # What is given to a step is where the mistake is made; the step may be right for other messages.
    span = message.name.span if message.is_passed else channel.name.span
    labels = [Label(symbol.span, Text("MA113.declared-here"))]
    if message.is_passed:
        key = "MA113.channel-here" if channel.is_passed else "MA113.sent-here"
        labels.insert(0, Label(channel.name.span, Text(key)))
    help = [Text("MA113.add-block", {"channel": channel.name.text})]
    if blocks:
        help.insert(0, Text("MA113.blocks", {"channels": items(f"`{name}`" for name in blocks)}))
    context.report("MA113", span, "MA113.no-block", args=args, labels=labels, help=help)


def _report_kind(sending: Sending, kind: str, symbol: Symbol, context: CompileContext) -> None:
    span: Span = sending.message.name.span
    args = {"message": symbol.name, "kind": kind}
    labels = [Label(symbol.span, Text("MA113.declared-here"))]
    context.report("MA113", span, "MA113.no-block-of-kind", args=args, labels=labels)
