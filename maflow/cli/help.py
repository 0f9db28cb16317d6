"""Commands and options that explain themselves in the reader's language.

`help` of a command or an option is a key of `grammar/messages/cli.yaml`, looked up when help is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import click

from maflow.cli.console import current_console
from maflow.dsl.diagnostics import Text, items
from maflow.dsl.errors import ConfigError
from maflow.dsl.source import display_width

__all__ = ["PAGE", "Command", "Example", "Option", "help_option", "write_page"]

# A command line, and the key of what it does.
Example = tuple[str, str]

PAGE = MappingProxyType({"max_content_width": 100})
"""The settings of click that make a page as wide as this."""

_WIDEST_COLUMN = 60
_WIDEST_EXAMPLE = 34


class Option(click.Option):
    """An option whose help is a key of the catalogue."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option as it is written and what it does, in the reader's language."""
        record = super().get_help_record(ctx)
        if record is None or self.help is None:
            return record
        told = {"choices": items(f"`{each}`" for each in self.choices())} if self.choices() else {}
        return record[0], current_console().say(Text(self.help, told))

    def choices(self) -> Sequence[str]:
        """Return what can be chosen, where the option is a choice."""
        return tuple(getattr(self.type, "choices", ()))


class Command(click.Command):
    """A command whose help is a key of the catalogue, with examples that can be typed."""

    # Any: whatever `click.Command` takes.
    def __init__(self, *args: Any, examples: Sequence[Example] = (), **rest: Any) -> None:
        super().__init__(*args, **{**rest, "add_help_option": False, "context_settings": dict(PAGE)})
        self.params.append(help_option())
        self.examples = tuple(examples)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments.

        Raises: ConfigError for one more than the command takes, such as half a path with a blank in it, and
        for one that is empty, as a variable of the shell is that is not set.
        """
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise ConfigError(Text("cli.too-many", {"given": rest[0], "command": ctx.command_path}))
        for each in self.params:
            if each.name is not None and _is_empty(ctx.params.get(each.name)):
                raise ConfigError(Text("cli.empty-value", {"name": _shown_name(each)}))
        return rest

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, purpose, examples and options."""
        write_page(self, ctx, formatter, self.examples)


def help_option() -> click.Option:
    """Return the option that shows help and ends. It is read after `--lang`, wherever that stands."""

    def show(ctx: click.Context, _: click.Parameter, is_asked: bool) -> None:
        """Write the page of the command that was asked, and end."""
        if is_asked and not ctx.resilient_parsing:
            current_console().write(ctx.get_help() + "\n")
            ctx.exit()

    return Option(["--help", "-h"], is_flag=True, expose_value=False, callback=show, help="cli.option.help")


def write_page(
    command: click.Command,
    ctx: click.Context,
    formatter: click.HelpFormatter,
    examples: Sequence[Example],
    commands: Mapping[str, str] | None = None,
) -> None:
    """Write a page of help: usage, purpose, examples, commands, options."""
    say = current_console().say
    usage = " ".join([ctx.command_path, *_usage_pieces(command)])
    formatter.write(f"{say(Text('cli.help.usage', {'usage': usage}))}\n\n")
    formatter.write(f"{say(Text(command.help or ''))}\n")
    _write_examples(formatter, [(line, say(Text(key))) for line, key in examples])
    if commands:
        _write_rows(
            formatter, "cli.help.commands", [(name, say(Text(key))) for name, key in commands.items()]
        )
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    records = [parameter.get_help_record(ctx) for parameter in options]
    _write_rows(formatter, "cli.help.options", [record for record in records if record])


def _is_empty(given: object) -> bool:
    return given == "" or (isinstance(given, tuple) and "" in given)


def _shown_name(parameter: click.Parameter) -> str:
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return parameter.human_readable_name.strip("[].")


def _usage_pieces(command: click.Command) -> list[str]:
    arguments = [each.metavar or "" for each in command.params if isinstance(each, click.Argument)]
    return ["COMMAND" if isinstance(command, click.Group) else "[OPTION]...", *arguments]


def _write_examples(formatter: click.HelpFormatter, examples: list[tuple[str, str]]) -> None:
    """Write examples beside what they do, or above it where one is too long for that."""
    if all(display_width(line) <= _WIDEST_EXAMPLE for line, _ in examples):
        _write_rows(formatter, "cli.help.examples", examples)
        return
    formatter.write(f"\n{current_console().say(Text('cli.help.examples'))}\n")
    for line, purpose in examples:
        formatter.write(f"  {line}\n      {purpose}\n")


def _write_rows(formatter: click.HelpFormatter, title: str, rows: list[tuple[str, str]]) -> None:
    if rows:
        formatter.write(f"\n{current_console().say(Text(title))}\n")
        with formatter.indentation():
            formatter.write_dl(rows, col_max=_WIDEST_COLUMN)
