"""`ma simulate`: run a project over a history in virtual time."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, assert_never

import click
import msgspec

from maflow.cli.console import Console, current_console
from maflow.cli.exit_codes import ExitCode
from maflow.cli.file_options import REJECTS, file_options, public_key_option, reading_options
from maflow.cli.given_files import check_files, naming_files, rejected, too_many_rejects, word_of
from maflow.cli.help import Command, Example
from maflow.cli.hindsight import suggestions
from maflow.cli.ignored_columns import ignored_columns
from maflow.cli.journal_file import open_journal
from maflow.cli.moments import moment_given
from maflow.cli.options import Choice, Number, option, output_options
from maflow.cli.progress import progress_line
from maflow.cli.runnable import as_config_errors, load_runnable
from maflow.cli.summary_text import summary_text
from maflow.cli.written_files import check_rejects, check_written
from maflow.dsl.diagnostics import Text
from maflow.runtime.program.program import Program
from maflow.runtime.simulate.request import Outcome, Request
from maflow.runtime.simulate.simulate import simulate as run_simulation
from maflow.runtime.sources.errors import TooManyRejects
from maflow.runtime.sources.reasons import Word
from maflow.runtime.sources.share import OneWorker, reason_for_one_worker

__all__ = ["simulate"]

_FORMATS = Choice(lambda: ("text", "json"))
_EXAMPLES: tuple[Example, ...] = (
    ("ma simulate shop --users users.csv --events events.jsonl", "cli.simulate.example-plain"),
    ("ma simulate shop --events events.jsonl --journal journal.jsonl", "cli.simulate.example-journal"),
    ("ma simulate shop --events events.jsonl --format json", "cli.simulate.example-json"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the options ask for."""

    users: tuple[str, ...]
    events: tuple[str, ...]
    until: str | None
    seed: int | None
    journal: str | None
    format: str
    consent: str | None
    max_rejects: int | None
    rejects: str | None
    workers: int
    public_key: str | None

    @property
    def rejects_path(self) -> Path:
        """Return the file of rejects: the one asked for, else one beside the journal or in this folder."""
        if self.rejects is not None:
            return Path(self.rejects)
        if self.journal is None:
            return Path(REJECTS)
        journal = Path(self.journal)
        return journal.parent / f"{journal.name.partition('.')[0]}.{REJECTS}"

    def request(self, program: Program, word: Word) -> Request:
        """Return what is to be simulated."""
        until = None if self.until is None else moment_given(self.until, "--until", program.timezone)
        return Request(
            users=self.users,
            events=self.events,
            until=until,
            seed=self.seed,
            consent_all=self.consent == "all",
            rejects=self.rejects_path,
            most_rejects=self.max_rejects,
            word=word,
            workers=self.workers,
        )


@click.command("simulate", cls=Command, examples=_EXAMPLES, help="cli.simulate.about")
@click.argument("project", default=".", metavar="[PROJECT]", type=click.Path(path_type=str))
@file_options
@option("--until", metavar="MOMENT", help="cli.simulate.until")
@option("--seed", metavar="NUMBER", type=Number(), help="cli.simulate.seed")
@option("--journal", metavar="FILE", help="cli.simulate.journal")
@option("--format", metavar="NAME", type=_FORMATS, default="text", help="cli.simulate.format")
@reading_options
@option("--rejects", metavar="FILE", help="cli.simulate.rejects")
@option("--workers", metavar="NUMBER", type=Number(1, 64), default=1, help="cli.simulate.workers")
@public_key_option
@output_options
def simulate(project: str, **chosen: Any) -> ExitCode:
    """Simulate a project. Any: click hands over what the options declare, and `_Asked` names it."""
    asked = _Asked(**chosen)
    console = current_console()
    program = load_runnable(project, console, asked.public_key)
    if program is None:
        return ExitCode.USAGE
    request = asked.request(program, word_of(console))
    check_files(request.users, request.events)
    rejects = str(request.rejects)
    check_written((*request.users, *request.events), {"--journal": asked.journal, "--rejects": rejects})
    check_rejects(rejects)
    _tell_of_one_worker(program, request, console)
    try:
        outcome = _run(program, request, asked.journal, console)
    except TooManyRejects as error:
        console.fail(*too_many_rejects(error, request.rejects))
        return ExitCode.FINDINGS
    _show(outcome, program, asked.format, console)
    for text in ignored_columns(request.users, program):
        console.note(text)
    for text in suggestions(outcome.summary, program, consent_all=request.consent_all):
        console.note(text)
    if outcome.first_reject is not None:
        console.note(rejected(outcome.rejected, outcome.first_reject, request.rejects))
    return ExitCode.FINDINGS if outcome.rejected else ExitCode.CLEAN


def _tell_of_one_worker(program: Program, request: Request, console: Console) -> None:
    if request.workers == 1:
        return
    match reason_for_one_worker(program, (*request.users, *request.events)):
        case OneWorker.LIMIT_IN_TOTAL:
            console.note(Text("cli.simulate.one-worker"))
        case OneWorker.PIPE:
            console.note(Text("cli.simulate.one-worker-stdin"))
        case None:
            pass
        case _ as never:
            assert_never(never)


def _run(program: Program, request: Request, journal: str | None, console: Console) -> Outcome:
    with (
        progress_line(console) as line,
        naming_files(request.events),
        as_config_errors(),
        open_journal(journal) as write,
    ):
        return run_simulation(program, request, write, line.show)


def _show(outcome: Outcome, program: Program, format_name: str, console: Console) -> None:
    if format_name == "json":
        document = msgspec.json.encode(outcome.summary)
        console.write(msgspec.json.format(document, indent=2).decode() + "\n")
    else:
        color = console.has_color(sys.stdout)
        console.write(summary_text(outcome.summary, program, console.say, color=color))
