"""`ma rule CODE`: the manual page of a rule."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from maflow.cli.console import current_console
from maflow.cli.help import Command, Example
from maflow.cli.known_rules import KnownRule, known_rules
from maflow.cli.options import TextType, lang_option
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
    console.write(_rule_named(code, known_rules(console.lang)).page.rstrip("\n") + "\n")


def _rule_named(given: str, known: tuple[KnownRule, ...]) -> KnownRule:
    """Return the rule that is meant.

    Raises: ConfigError for a rule that does not exist.
    """
    asked = given.casefold()
    for each in known:
        if asked in (each.code.casefold(), each.name):
            return each
    near = nearest(given, frozenset(name for each in known for name in (each.code, each.name)))
    if near is not None:
        raise ConfigError(Text("cli.rule.unknown-near", {"given": given, "name": near}))
    raise ConfigError(Text("cli.rule.unknown", {"given": given}))
