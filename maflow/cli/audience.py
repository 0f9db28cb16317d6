"""`ma audience`: how many users an audience has, and which."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from maflow.cli.audience_text import Look, Shown, answer_csv, answer_json, answer_text
from maflow.cli.console import Console, current_console
from maflow.cli.exit_codes import ExitCode
from maflow.cli.file_options import file_options, reading_options, rejects_option
from maflow.cli.given_files import check_files, rejected, too_many_rejects, word_of
from maflow.cli.help import Command, Example
from maflow.cli.ignored_columns import ignored_columns
from maflow.cli.moments import moment_given
from maflow.cli.names import check_attribute
from maflow.cli.options import Choice, Number, option, output_options
from maflow.cli.runnable import as_config_errors, load_runnable
from maflow.cli.written_files import check_rejects, check_written
from maflow.dsl.diagnostics import Text, items
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.errors import ConfigError
from maflow.runtime.program.program import Predicate, Program
from maflow.runtime.sources.errors import TooManyRejects
from maflow.runtime.sources.rejects import RejectFile, RejectLog
from maflow.runtime.sql.answers import ask_files
from maflow.runtime.sql.loading import Sources

__all__ = ["audience"]

_FORMATS = Choice(lambda: ("text", "json", "csv"))
_MOST_SHOWN = 12
_EXAMPLES: tuple[Example, ...] = (
    ("ma audience vip shop --users users.csv --events events.jsonl", "cli.audience.example-count"),
    ("ma audience vip shop --users users.csv --by country", "cli.audience.example-by"),
    ("ma audience vip shop --users users.csv --list --limit 100", "cli.audience.example-list"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the options ask for."""

    users: tuple[str, ...]
    events: tuple[str, ...]
    at: str | None
    list: bool
    limit: int | None
    by: str | None
    format: str
    consent: str | None
    max_rejects: int | None
    rejects: str

    def sources(self, program: Program) -> Sources:
        """Return which files are asked, and about which instant.

        Raises: ConfigError when there are no files, or stdin is asked for twice.
        """
        if not self.users and not self.events:
            raise ConfigError(Text("cli.audience.no-files"))
        check_files(self.users, self.events)
        check_written((*self.users, *self.events), {"--rejects": self.rejects})
        check_rejects(self.rejects)
        at = None if self.at is None else moment_given(self.at, "--at", program.timezone)
        return Sources(users=self.users, events=self.events, at_ms=at, now_ms=time.time_ns() // 1_000_000)


@click.command("audience", cls=Command, examples=_EXAMPLES, help="cli.audience.about")
@click.argument("name", metavar="NAME")
@click.argument("project", default=".", metavar="[PROJECT]", type=click.Path(path_type=str))
@file_options
@option("--at", metavar="MOMENT", help="cli.audience.at")
@option("--list", is_flag=True, help="cli.audience.list")
@option("--by", metavar="ATTRIBUTE", help="cli.audience.by")
@option("--limit", metavar="NUMBER", type=Number(0), help="cli.audience.limit")
@option("--format", metavar="NAME", type=_FORMATS, default="text", help="cli.audience.format")
@reading_options
@rejects_option
@output_options
def audience(name: str, project: str, **chosen: Any) -> ExitCode:
    """Ask files. Any: click hands over what the options declare, and `_Asked` names it."""
    asked = _Asked(**chosen)
    console = current_console()
    program = load_runnable(project, console)
    if program is None:
        return ExitCode.USAGE
    predicate = _named(name, program)
    if asked.by is not None:
        check_attribute(asked.by, program)
    if asked.format == "csv" and asked.list and asked.by is not None:
        raise ConfigError(Text("cli.audience.one-table"))
    with closing(RejectFile(Path(asked.rejects))) as file:
        rejects = RejectLog(file.write, asked.max_rejects, word_of(console))
        try:
            _show(program, predicate, asked, rejects, console)
            for text in ignored_columns(asked.users, program):
                console.note(text)
        except TooManyRejects as error:
            console.fail(*too_many_rejects(error, Path(asked.rejects)))
            return ExitCode.FINDINGS
    if rejects.first is not None:
        console.note(rejected(rejects.count, rejects.first, Path(asked.rejects)))
        return ExitCode.FINDINGS
    return ExitCode.CLEAN


def _named(name: str, program: Program) -> Predicate:
    """Return the audience of a name; the rule of a tag is named `tag "x"`.

    Raises: ConfigError for a name that the project does not declare.
    """
    known = {predicate.name: predicate for predicate in program.predicates}
    if name in known:
        return known[name]
    near = nearest(name, known)
    if near is not None:
        raise ConfigError(Text("cli.audience.unknown-near", {"given": name, "name": near}))
    if not known:
        raise ConfigError(Text("cli.audience.none", {"given": name}))
    shown = items(f"`{each}`" for each in sorted(known)[:_MOST_SHOWN])
    raise ConfigError(Text("cli.audience.unknown", {"given": name, "known": shown}))


def _show(
    program: Program, predicate: Predicate, asked: _Asked, rejects: RejectLog, console: Console
) -> None:
    also = () if asked.by is None else (asked.by,)
    consent_all = asked.consent == "all"
    sources = asked.sources(program)
    with (
        as_config_errors(),
        ask_files(
            program, predicate.condition, sources, rejects, also=also, consent_all=consent_all
        ) as answer,
    ):
        shown = Shown(predicate=predicate, answer=answer, by=asked.by, is_listed=asked.list, most=asked.limit)
        match asked.format:
            case "json":
                pieces = answer_json(shown)
            case "csv":
                pieces = answer_csv(shown)
            case _:
                color = console.has_color(sys.stdout)
                pieces = answer_text(shown, Look(say=console.say, color=color, zone=program.timezone))
        for piece in pieces:
            console.write(piece)
        if asked.list and asked.limit is not None and answer.members > asked.limit:
            told = {"shown": f"{asked.limit:,}", "members": f"{answer.members:,}"}
            console.note(Text("cli.audience.cut", told))
