"""MA113: messages that are sent, or expected, by a channel for which they have no block."""

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
    """Report messages without a block for the channel that they are sent by, or that a test expects.

    Where an attribute of the user names the channel, who has another one is not reached: that is no mistake.
    Reports: MA113
    """
    for sending in senders.sendings:
        symbol = project.symbols.find(SymbolKind.MESSAGE, sending.message.name.text)
        blocks = _blocks(symbol, project)
        if symbol is None or blocks is None:
            continue
        for channel in sending.channels or ():
            if channel.name.text in channels and channel.name.text not in blocks:
                _report(sending.message, channel, symbol, blocks, context)
        if sending.kind is not None and sending.kind not in _kinds(blocks, channels):
            _report_kind(sending, sending.kind, symbol, context)
    for expected in _expected(project):
        symbol = project.symbols.find(SymbolKind.MESSAGE, expected.message.text)
        blocks = _blocks(symbol, project)
        name = expected.channel.text
        if symbol is not None and blocks is not None and name in channels and name not in blocks:
            _report_expected(expected, symbol, blocks, context)


def _blocks(symbol: Symbol | None, project: ResolvedProject) -> list[str] | None:
    """Return the channels that a message has blocks for, None where it may have more than can be seen."""
    if symbol is None or not isinstance(symbol.node, ast.Message) or project.is_damaged(symbol.node):
        return None
    blocks = [entry.channel.text for entry in symbol.node.entries if isinstance(entry, ast.MessageBlock)]
    # A block of a channel that is not there may be meant for the one that is asked for.
    return blocks if all(project.symbols.find(SymbolKind.CHANNEL, name) for name in blocks) else None


def _expected(project: ResolvedProject) -> Iterator[ast.ExpectSend]:
    """Yield what tests expect to be sent."""
    for test, _, _ in project.nodes.all(ast.Test):
        for line in test.lines:
            if isinstance(line, ast.TimedAction) and isinstance(line.action, ast.ExpectSend):
                yield line.action


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
    help = tuple(_help("MA113.add-block", channel.name, blocks))
    context.report("MA113", span, "MA113.no-block", args=args, labels=labels, help=help)


def _report_expected(
    expected: ast.ExpectSend, symbol: Symbol, blocks: list[str], context: CompileContext
) -> None:
    channel = expected.channel
    args = {"message": symbol.name, "channel": channel.text}
    labels = [Label(symbol.span, Text("MA113.declared-here"))]
    help = tuple(_help("MA113.expect-other", channel, blocks))
    context.report("MA113", channel.span, "MA113.no-block", args=args, labels=labels, help=help)


def _help(key: str, channel: ast.Name, blocks: list[str]) -> Iterator[Text]:
    if blocks:
        yield Text("MA113.blocks", {"channels": items(f"`{name}`" for name in blocks)})
    yield Text(key, {"channel": channel.text})


def _report_kind(sending: Sending, kind: str, symbol: Symbol, context: CompileContext) -> None:
    span: Span = sending.message.name.span
    args = {"message": symbol.name, "kind": kind}
    labels = [Label(symbol.span, Text("MA113.declared-here"))]
    context.report("MA113", span, "MA113.no-block-of-kind", args=args, labels=labels)
