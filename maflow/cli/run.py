"""`ma run`: run a project on real input; messages really leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from maflow.cli.console import Console, current_console
from maflow.cli.exit_codes import ExitCode
from maflow.cli.file_options import file_options, public_key_option, reading_options, rejects_option
from maflow.cli.found import shown_path
from maflow.cli.given_files import check_files, rejected, too_many_rejects, word_of
from maflow.cli.help import Command, Example
from maflow.cli.ignored_columns import ignored_columns
from maflow.cli.journal_file import open_journal
from maflow.cli.moments import local_times, moment_given
from maflow.cli.options import Choice, Number, option, output_options
from maflow.cli.progress import progress_line
from maflow.cli.runnable import as_config_errors, load_runnable
from maflow.cli.unused_input import unused_input
from maflow.cli.written_files import check_rejects, check_written
from maflow.dsl.diagnostics import Text
from maflow.runtime.hosts.local import refuse_nonsense, run_host
from maflow.runtime.hosts.request import ClockKind, Outcome, Request
from maflow.runtime.program.program import Program
from maflow.runtime.sources.errors import TooManyRejects
from maflow.runtime.sources.reasons import Word

__all__ = ["run"]

_CLOCKS = Choice(lambda: tuple(clock.value for clock in ClockKind))
_REQUESTS = "requests.jsonl"
_EXAMPLES: tuple[Example, ...] = (
    ("ma run shop --users users.csv --events - --follow", "cli.run.example-follow"),
    ("ma run shop --http 127.0.0.1:8080 --store shop.db", "cli.run.example-http"),
    ("ma run shop --events events.jsonl --clock events --journal journal.jsonl", "cli.run.example-events"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the options ask for."""

    users: tuple[str, ...]
    events: tuple[str, ...]
    follow: bool
    http: str | None
    store: str | None
    clock: str
    until: str | None
    journal: str | None
    consent: str | None
    max_rejects: int | None
    rejects: str
    requests: str
    workers: int
    public_key: str | None

    def request(self, program: Program, project: str, word: Word) -> Request:
        """Return what is to be run."""
        place = Path(project)
        clock = ClockKind(self.clock)
        until = None if self.until is None else moment_given(self.until, "--until", program.timezone)
        return Request(
            rejects=Path(self.rejects),
            folder=place if place.is_dir() else place.parent,
            clock=clock,
            users=self.users,
            events=self.events,
            follow=self.follow,
            http=self.http,
            store=self._store(program, clock),
            until=until,
            consent_all=self.consent == "all",
            most_rejects=self.max_rejects,
            workers=self.workers,
            word=word,
            requests=self.requests,
        )

    def _store(self, program: Program, clock: ClockKind) -> Path | None:
        if self.store is not None:
            return Path(self.store)
        # Real customers must not get a message twice because a process was started again.
        return Path(f"{program.project}.db") if clock is ClockKind.WALL else None


@click.command("run", cls=Command, examples=_EXAMPLES, help="cli.run.about")
@click.argument("project", default=".", metavar="[PROJECT]", type=click.Path(path_type=str))
@file_options
@option("--follow", is_flag=True, help="cli.run.follow")
@option("--http", metavar="HOST:PORT", help="cli.run.http")
@option("--store", metavar="FILE", help="cli.run.store")
@option("--clock", metavar="NAME", type=_CLOCKS, default=ClockKind.WALL.value, help="cli.run.clock")
@option("--until", metavar="MOMENT", help="cli.run.until")
@option("--journal", metavar="FILE", help="cli.run.journal")
@reading_options
@rejects_option
@option("--requests", metavar="PLACE", default=_REQUESTS, help="cli.run.requests")
@option("--workers", metavar="NUMBER", type=Number(1, 64), default=1, help="cli.run.workers")
@public_key_option
@output_options
def run(project: str, **chosen: Any) -> ExitCode:
    """Run a project. Any: click hands over what the options declare, and `_Asked` names it."""
    asked = _Asked(**chosen)
    console = current_console()
    program = load_runnable(project, console, asked.public_key)
    if program is None:
        return ExitCode.USAGE
    request = asked.request(program, project, word_of(console))
    check_files(request.users, request.events)
    _check_written(request, asked.journal)
    with as_config_errors():
        refuse_nonsense(request)
    for text in ignored_columns(request.users, program):
        console.note(text)
    if asked.store is None and request.store is not None:
        console.note(Text("cli.run.store-chosen", {"path": shown_path(request.store)}))
    if request.clock is ClockKind.WALL and request.until is None:
        console.hint(Text("cli.run.until-stopped"))
    if not (request.users or request.events or request.http):
        console.note(Text("cli.run.no-input"))
    try:
        outcome = _run(program, request, asked.journal, console)
    except TooManyRejects as error:
        console.fail(*too_many_rejects(error, request.rejects))
        return ExitCode.FINDINGS
    _tell_end(outcome, request, program.timezone, console)
    for text in unused_input(outcome, program, console):
        console.note(text)
    return ExitCode.FINDINGS if outcome.rejected else ExitCode.CLEAN


def _check_written(request: Request, journal: str | None) -> None:
    written = {
        "--store": None if request.store is None else str(request.store),
        "--journal": journal,
        "--rejects": str(request.rejects),
        "--requests": request.requests,
    }
    check_written((*request.users, *request.events), written)
    check_rejects(str(request.rejects))


def _run(program: Program, request: Request, journal: str | None, console: Console) -> Outcome:
    def tell(key: str, arguments: Mapping[str, str]) -> None:
        """Write a remark of the host where the line of progress stood."""
        line.clear()
        console.note(Text(key, dict(arguments)))

    with progress_line(console) as line, as_config_errors():
        if journal is None:
            return run_host(program, request, None, tell, line.show)
        if request.store is not None and request.workers == 1:
            # The next run goes on in it.
            return run_host(program, replace(request, journal=Path(journal)), None, tell, line.show)
        with open_journal(journal) as write:
            return run_host(program, request, write, tell, line.show)


def _tell_end(outcome: Outcome, request: Request, zone: str, console: Console) -> None:
    told = {
        "taken": f"{outcome.taken:,}",
        "accepted": f"{outcome.accepted:,}",
        "failed": f"{outcome.failed:,}",
        "unknown": f"{outcome.unknown:,}",
    }
    if outcome.clock is None:
        console.note(Text("cli.run.nothing"))
    else:
        how = "stopped" if outcome.is_stopped else "ended"
        if outcome.is_stopped and request.store is None:
            how = "dropped"
        told |= {"time": local_times(zone)(outcome.clock), "zone": zone}
        console.note(Text(f"cli.run.{how}-{request.clock.value}", told))
    if outcome.first_reject is not None:
        console.note(rejected(outcome.rejected, outcome.first_reject, request.rejects))
