"""`ma rules`: every rule there is."""

from __future__ import annotations

from collections.abc import Sequence

import click
import msgspec

from maflow.cli.console import Console, current_console
from maflow.cli.help import Command, Example
from maflow.cli.options import Choice, lang_option, option
from maflow.compiler.lint.engine import all_rules, manual
from maflow.dsl.codes import CODES, Code
from maflow.dsl.diagnostics import Text
from maflow.dsl.source import display_width

__all__ = ["rules"]

_FORMATS = Choice(lambda: ("text", "json"))
_GAP = "  "
_COLONS = (": ", "：")
_EXAMPLES: tuple[Example, ...] = (
    ("ma rules", "cli.rules.example-all"),
    ("ma rules --format json", "cli.rules.example-json"),
)


class _RuleRecord(msgspec.Struct, frozen=True):
    """A rule for programs; `fix` is null where nothing can be offered."""

    code: str
    name: str
    severity: str
    fix: str | None
    summary: str


@click.command("rules", cls=Command, examples=_EXAMPLES, help="cli.rules.about")
@option(
    "--format", "format_name", metavar="text|json", type=_FORMATS, default="text", help="cli.rules.format"
)
@lang_option
def rules(format_name: str) -> None:
    """List the rules."""
    console = current_console()
    records = [_record(row, console.lang) for row in CODES.values()]
    console.write(_json(records) if format_name == "json" else _table(records, console))


def _record(row: Code, lang: str) -> _RuleRecord:
    return _RuleRecord(
        code=row.code,
        name=row.name,
        severity=row.severity.value,
        fix=row.fix.value if row.fix else None,
        summary=_summary(row.code, lang),
    )


def _summary(code: str, lang: str) -> str:
    """Return what the first line of the manual page says behind code and name."""
    if code not in all_rules():
        return ""
    first = manual(code, lang).partition("\n")[0]
    for colon in _COLONS:
        if colon in first:
            return first.partition(colon)[2]
    return first


def _json(records: Sequence[_RuleRecord]) -> str:
    document = {"format_version": 1, "rules": records}
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode("utf-8") + "\n"


def _table(records: Sequence[_RuleRecord], console: Console) -> str:
    rows = [
        (
            record.code,
            record.name,
            console.say(Text(f"severity.{record.severity}")),
            console.say(Text(f"fix.{record.fix}")) if record.fix else "-",
            record.summary,
        )
        for record in records
    ]
    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
    return "".join(_line(row, widths) for row in rows)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (cell + " " * (width - display_width(cell)) for cell, width in zip(row, widths, strict=True))
    return _GAP.join(cells).rstrip() + "\n"
