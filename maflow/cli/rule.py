"""`ma rule CODE`: the manual page of a rule."""

from __future__ import annotations

from collections.abc import Iterable

import click
from click.shell_completion import CompletionItem

from maflow.cli.console import Console, current_console
from maflow.cli.help import Command, Example
from maflow.cli.options import TextType, lang_option
from maflow.compiler.lint.engine import all_rules, manual
from maflow.dsl.codes import CODES
from maflow.dsl.diagnostics import Text
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.errors import ConfigError

__all__ = ["rule"]

_EXAMPLES: tuple[Example, ...] = (
    ("ma rule MA701", "cli.rule.example-code"),
    ("ma rule split-not-100 --lang zh-CN", "cli.rule.example-name"),
)


class _RuleName(TextType):
    """The code of a rule or its name, in any case."""

    name = "rule"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the codes that begin like what is typed so far."""
        begun = incomplete.upper()
        return [
            CompletionItem(row.code, help=row.name) for row in CODES.values() if row.code.startswith(begun)
        ]


@click.command("rule", cls=Command, examples=_EXAMPLES, help="cli.rule.about")
@click.argument("code", metavar="CODE", type=_RuleName())
@lang_option
def rule(code: str) -> None:
    """Show the manual page of a rule."""
    console = current_console()
    console.write(_page(_code_named(code), console).rstrip("\n") + "\n")


def _code_named(given: str) -> str:
    """Return the code that is meant.

    Raises: ConfigError for a rule that does not exist.
    """
    asked = given.casefold()
    for row in CODES.values():
        if asked in (row.code.casefold(), row.name):
            return row.code
    near = nearest(given, _names())
    if near is not None:
        raise ConfigError(Text("cli.rule.unknown-near", {"given": given, "name": near}))
    raise ConfigError(Text("cli.rule.unknown", {"given": given}))


def _names() -> Iterable[str]:
    return frozenset(name for row in CODES.values() for name in (row.code, row.name))


def _page(code: str, console: Console) -> str:
    if code in all_rules():
        return manual(code, console.lang)
    row = CODES[code]
    severity = console.say(Text(f"severity.{row.severity.value}"))
    return f"{row.code} {row.name} ({severity})"
