"""`ma preview`: what a message looks like for one user."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import click

from maflow.cli.console import Console, current_console
from maflow.cli.exit_codes import ExitCode
from maflow.cli.help import Command, Example
from maflow.cli.names import unknown_message
from maflow.cli.options import option, output_options
from maflow.cli.preview_given import read_given
from maflow.cli.preview_values import Values
from maflow.cli.runnable import load_runnable
from maflow.compiler.installed import load_installed
from maflow.compiler.templates.segments import count_segments
from maflow.dsl.diagnostics import Text, items
from maflow.dsl.errors import ConfigError
from maflow.dsl.render.palette import Role, painted
from maflow.dsl.visible import visible
from maflow.plugins.spec import ChannelKind
from maflow.runtime.codegen.templates import compile_template
from maflow.runtime.errors import RenderError
from maflow.runtime.program.campaigns import Campaign
from maflow.runtime.program.flow import Send
from maflow.runtime.program.program import Content, Message, Program

__all__ = ["preview"]

_EXAMPLES: tuple[Example, ...] = (
    ("ma preview cart_reminder", "cli.preview.example-all"),
    ("ma preview cart_reminder sms shop --set user.name=Mei", "cli.preview.example-set"),
    ("ma preview cart_reminder --user mei.json --set entry.value=80", "cli.preview.example-user"),
)


@click.command("preview", cls=Command, examples=_EXAMPLES, help="cli.preview.about")
@click.argument("message", metavar="MESSAGE")
@click.argument("channel", metavar="[CHANNEL]", required=False)
@click.argument("project", metavar="[PROJECT]", required=False)
@option("--user", metavar="FILE|JSON", help="cli.preview.user")
@option("--set", "sets", metavar="NAME=VALUE", multiple=True, help="cli.preview.set")
@output_options
def preview(
    message: str, channel: str | None, project: str | None, user: str | None, sets: tuple[str, ...]
) -> ExitCode:
    """Render a message for one user."""
    console = current_console()
    if channel is not None and project is None and os.path.lexists(channel):
        channel, project = None, channel
    program = load_runnable(project or ".", console)
    if program is None:
        return ExitCode.USAGE
    found = _message(message, program)
    contents = _contents(found, channel)
    senders = _senders(message, program)
    values = Values(program, senders, read_given(user, sets, found, senders, program))
    has_failed = False
    for place, content in enumerate(contents):
        view = _View(content, _kind(content, program), values, console)
        console.write(("\n" if place else "") + "".join(f"{line}\n" for line in view.lines()))
        has_failed |= view.has_failed
    for name in sorted(values.missing):
        console.note(Text("cli.preview.unknown-value", {"name": name}))
    return ExitCode.FINDINGS if has_failed else ExitCode.CLEAN


def _message(name: str, program: Program) -> Message:
    known = {message.name: message for message in program.messages}
    if name in known:
        return known[name]
    raise unknown_message(name, known)


def _contents(message: Message, channel: str | None) -> tuple[Content, ...]:
    known = {content.channel: content for content in message.contents}
    if channel is None:
        return message.contents
    if channel in known:
        return (known[channel],)
    names = items(f"`{each}`" for each in known)
    told = {"message": message.name, "given": channel, "known": names}
    raise ConfigError(Text("cli.preview.no-such-channel", told))


def _senders(message: str, program: Program) -> list[Campaign]:
    """Return the campaigns that send a message."""
    return [
        campaign
        for campaign in program.campaigns
        if any(isinstance(node, Send) and node.message == message for node in campaign.nodes)
    ]


def _kind(content: Content, program: Program) -> ChannelKind | None:
    """Return the kind of a content's channel, None where this installation does not know it."""
    channels, _ = load_installed()
    kinds = {channel.name: channel.kind for channel in program.channels}
    return channels.kinds.get(kinds.get(content.channel, ""))


@dataclass(slots=True)
class _View:
    """One channel's block of a message."""

    content: Content
    kind: ChannelKind | None
    values: Values
    console: Console
    has_failed: bool = False

    def lines(self) -> Iterator[str]:
        """Yield the fields with their texts, and how many segments a text message takes."""
        yield painted([(self.content.channel, Role.TITLE)], color=self.console.has_color(sys.stdout))
        width = max((len(field.name) for field in self.content.fields), default=0)
        texts: dict[str, str] = {}
        for field in self.content.fields:
            try:
                render = compile_template(field.template)
                texts[field.name] = render(*self.values.arguments(field.template))
            except RenderError as error:
                self.has_failed = True
                told = {"name": field.name, "reason": self.console.say(Text(error.key, error.arguments))}
                yield f"  {self.console.say(Text('cli.preview.failed', told))}"
                continue
            first, *rest = texts[field.name].splitlines() or [""]
            yield f"  {field.name.ljust(width)}  {visible(first)}"
            yield from (f"  {' ' * width}  {visible(line)}".rstrip() for line in rest)
        yield from self._segments(texts)

    def _segments(self, texts: dict[str, str]) -> Iterator[str]:
        if self.kind is None or not self.kind.segments:
            return
        sent = "".join(texts[name] for name in ("signature", *self.kind.text_fields) if name in texts)
        if sent:
            count = count_segments(sent, self.kind.segments).count
            told = {"count": str(count), "length": str(len(sent))}
            yield f"  {self.console.say(Text('cli.preview.segments', told))}"
