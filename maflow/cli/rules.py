"""`ma rules`: every rule there is."""

from __future__ import annotations

from collections.abc import Sequence

import click
import msgspec

from maflow.cli.console import Console, current_console
from maflow.cli.help import Command, Example
from maflow.cli.known_rules import KnownRule, known_rules
from maflow.cli.options import Choice, lang_option, option
from maflow.dsl.diagnostics import Text
from maflow.dsl.source import display_width

__all__ = ["rules"]

_FORMATS = Choice(lambda: ("text", "json"))
_GAP = "  "
_EXAMPLES: tuple[Example, ...] = (
    ("ma rules", "cli.rules.example-all"),
    ("ma rules --format json", "cli.rules.example-json"),
)


@click.command("rules", cls=Command, examples=_EXAMPLES, help="cli.rules.about")
@option(
    "--format", "format_name", metavar="text|json", type=_FORMATS, default="text", help="cli.rules.format"
)
@lang_option
def rules(format_name: str) -> None:
    """List the rules."""
    console = current_console()
    known = known_rules(console.lang)
    console.write(_json(known) if format_name == "json" else _table(known, console))


def _json(known: Sequence[KnownRule]) -> str:
    records = [
        {
            "code": rule.code,
            "name": rule.name,
            "severity": rule.severity,
            "fix": rule.fix,
            "summary": rule.summary,
        }
        for rule in known
    ]
    document = msgspec.json.encode({"format_version": 1, "rules": records})
    return msgspec.json.format(document, indent=2).decode("utf-8") + "\n"


def _table(known: Sequence[KnownRule], console: Console) -> str:
    rows = [
        (
            rule.code,
            rule.name,
            console.say(Text(f"severity.{rule.severity}")),
            console.say(Text(f"fix.{rule.fix}")) if rule.fix else "-",
            rule.summary,
        )
        for rule in known
    ]
    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
    return "".join(_line(row, widths) for row in rows)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (cell + " " * (width - display_width(cell)) for cell, width in zip(row, widths, strict=True))
    return _GAP.join(cells).rstrip() + "\n"
