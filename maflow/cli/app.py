"""`ma` itself: the table of its commands. A command's file is loaded when the command is used."""

from __future__ import annotations

import importlib
import os
from types import MappingProxyType
from typing import Any, NoReturn

import click

from maflow import __version__
from maflow.cli.console import Console, current_console
from maflow.cli.exit_codes import ExitCode
from maflow.cli.help import PAGE, Example, help_option, write_page
from maflow.cli.options import lang_option, option
from maflow.cli.outermost import drop_output, run_guarded
from maflow.dsl.diagnostics import Text
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.errors import ConfigError

__all__ = ["COMMANDS", "Application", "ma"]

# Each command is the function of its name in the module of its name; the value is what it is for.
COMMANDS = MappingProxyType(
    {
        "init": "cli.init.about",
        "check": "cli.check.about",
        "test": "cli.test.about",
        "build": "cli.build.about",
        "simulate": "cli.simulate.about",
        "run": "cli.run.about",
        "explain": "cli.explain.about",
        "preview": "cli.preview.about",
        "audience": "cli.audience.about",
        "graph": "cli.graph.about",
        "fmt": "cli.fmt.about",
        "rule": "cli.rule.about",
        "rules": "cli.rules.about",
        "completion": "cli.completion.about",
    }
)

_EXAMPLES: tuple[Example, ...] = (
    ("ma init my-shop", "cli.example.init"),
    ("ma check my-shop", "cli.example.check"),
    ("ma test my-shop", "cli.example.test"),
    ("ma fmt my-shop", "cli.example.fmt"),
    ("ma rule MA008", "cli.example.rule"),
)

# What other tools call it.
_OTHER_NAMES = MappingProxyType(
    {
        "format": "fmt",
        "lint": "check",
        "new": "init",
        "create": "init",
        "validate": "check",
    }
)


class Application(click.Group):
    """The group of all commands. Whatever happens in one of them ends in an exit code here."""

    # Any: this is the shape of `click.Command.main`.
    def main(self, *args: Any, **rest: Any) -> NoReturn:
        """Run a command and end the process with its exit code."""
        console = Console(os.environ)
        console.be_lenient()
        quiet = {**rest, "obj": console, "standalone_mode": False}
        run_guarded(lambda: super(Application, self).main(*args, **quiet), console)

    # Any: whatever the command returns.
    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader that has gone away (`ma check | head`) is no fault."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            drop_output()
            ctx.exit(ExitCode.BROKEN_PIPE)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(f"maflow.cli.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first argument names.

        Raises: ConfigError when there is none of that name.
        """
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            near = _OTHER_NAMES.get(name) or nearest(name, COMMANDS)
            if near:
                raise ConfigError(Text("cli.no-such-command-near", {"given": name, "name": near}))
            raise ConfigError(Text("cli.no-such-command", {"given": name}))
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what `ma` is for, how to begin, and its commands."""
        write_page(self, ctx, formatter, _EXAMPLES, COMMANDS)


def _show_version(ctx: click.Context, _: click.Parameter, is_asked: bool) -> None:
    if is_asked and not ctx.resilient_parsing:
        current_console().write(f"ma {__version__}\n")
        ctx.exit()


@click.command(
    "ma",
    cls=Application,
    add_help_option=False,
    context_settings=dict(PAGE),
    help="cli.ma.about",
    invoke_without_command=True,
)
@lang_option
@option("--version", is_flag=True, expose_value=False, callback=_show_version, help="cli.option.version")
@click.pass_context
def ma(ctx: click.Context) -> None:
    """Show the help when no command is named."""
    if ctx.invoked_subcommand is None:
        current_console().write(ctx.get_help() + "\n")


ma.params.append(help_option())
