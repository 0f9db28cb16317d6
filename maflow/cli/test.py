"""`ma test`: run the tests of projects in virtual time."""

from __future__ import annotations

import datetime
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import click

from maflow.cli.console import Console, current_console
from maflow.cli.exit_codes import ExitCode
from maflow.cli.found import Found, named_from, shown_path
from maflow.cli.help import Command, Example
from maflow.cli.options import Choice, option, output_options
from maflow.cli.reporting import report
from maflow.cli.runnable import as_config_errors
from maflow.cli.testing.coverage_report import CoverageRecord, coverage_records, coverage_text
from maflow.cli.testing.json_report import json_report
from maflow.cli.testing.junit_report import junit_report
from maflow.cli.testing.played import PlayedTest, Prepared
from maflow.cli.testing.preparing import prepare
from maflow.cli.testing.text_report import failure_block, progress_sign, summary_line, verbose_line
from maflow.compiler.scenarios.lower import LoweredTest
from maflow.dsl.diagnostics import Text, items
from maflow.dsl.errors import ConfigError
from maflow.dsl.render import RenderOptions
from maflow.project import find_projects
from maflow.runtime.scenario.runner import run_scenario

__all__ = ["test"]

_FORMATS = Choice(lambda: ("text", "json", "junit"))
_SIGNS_A_ROW = 80
_EXAMPLES: tuple[Example, ...] = (
    ("ma test", "cli.test.example-here"),
    ("ma test -v campaigns/cart_test.ma", "cli.test.example-file"),
    ("ma test -k night", "cli.test.example-filter"),
    ("ma test --coverage", "cli.test.example-coverage"),
    ("ma test --format junit", "cli.test.example-junit"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    """What the options ask for."""

    paths: tuple[str, ...]
    filters: tuple[str, ...]
    format: str
    verbose: bool
    coverage: bool

    def is_asked(self, test: LoweredTest) -> bool:
        """Tell whether a test is among those that the filters ask for."""
        spoken = f"{test.scenario.title}\n{test.scenario.campaign or ''}".casefold()
        return not self.filters or any(each.casefold() in spoken for each in self.filters)


@click.command("test", cls=Command, examples=_EXAMPLES, help="cli.test.about")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=str))
@option("--filter", "-k", "filters", metavar="TEXT", multiple=True, help="cli.test.filter")
@option("--format", metavar="NAME", type=_FORMATS, default="text", help="cli.test.format")
@option("--verbose", "-v", is_flag=True, help="cli.test.verbose")
@option("--coverage", is_flag=True, help="cli.test.coverage")
@output_options
def test(paths: tuple[str, ...], **chosen: Any) -> ExitCode:
    """Run the tests of projects. Any: click hands over what the options declare, and `_Request` names it."""
    request = _Request(paths=paths or (".",), **chosen)
    console = current_console()
    today = datetime.date.today()
    ready = [prepare(project, today, request.is_asked) for project in find_projects(request.paths)]
    unsound = [each for each in ready if isinstance(each, Found)]
    if unsound:
        _refuse(unsound, request, console)
        return ExitCode.USAGE
    projects = [each for each in ready if isinstance(each, Prepared)]
    _check_selection(projects, request, console)
    played = _Telling(request, console).all(projects)
    return ExitCode.CLEAN if all(each.outcome.is_passed for each in played) else ExitCode.FINDINGS


def _refuse(unsound: Sequence[Found], request: _Request, console: Console) -> None:
    """Show the errors that keep tests from being run, as `ma check` does; nothing is run then."""
    report(unsound, console, "json" if request.format == "json" else "text")
    for found in unsound:
        console.note(Text("cli.test.not-run", {"path": shown_path(found.project.root)}))


def _check_selection(projects: Sequence[Prepared], request: _Request, console: Console) -> None:
    if any(prepared.tests for prepared in projects):
        return
    if request.filters:
        given = items(f"`{each}`" for each in request.filters)
        raise ConfigError(Text("cli.test.no-match", {"given": given}))
    console.note(Text("cli.test.none"))


class _Telling:
    """Plays tests and tells of them, while they run where people look on."""

    def __init__(self, request: _Request, console: Console) -> None:
        self._request = request
        self._console = console
        self._options = RenderOptions(
            lang=console.lang, color=console.has_color(sys.stdout), width=console.width
        )

    def all(self, projects: Sequence[Prepared]) -> list[PlayedTest]:
        """Play all tests and tell of them."""
        played: list[PlayedTest] = []
        for each in _play(projects):
            played.append(each)
            self._tell_of(each, len(played))
        covered = projects if self._request.coverage else ()
        coverage = [(each, coverage_records(each, _of(each, played))) for each in covered]
        match self._request.format:
            case "json":
                records = [record for _, found in coverage for record in found]
                told = records if self._request.coverage else None
                self._console.write(json_report(played, told, self._options.say))
            case "junit":
                self._console.write(junit_report(played, self._options))
            case _:
                self._tell_end(played, coverage)
        return played

    def _tell_of(self, played: PlayedTest, count: int) -> None:
        """Tell of one test as soon as it has been played."""
        if self._request.format != "text":
            return
        if self._request.verbose:
            self._console.write(verbose_line(played, self._options))
        elif not self._console.is_quiet:
            end = "" if count % _SIGNS_A_ROW else "\n"
            self._console.write(progress_sign(played, self._options) + end)

    def _tell_end(
        self, played: Sequence[PlayedTest], coverage: Sequence[tuple[Prepared, list[CoverageRecord]]]
    ) -> None:
        """Tell what failed, what was walked through, and how many tests there were."""
        if played and not self._request.verbose and not self._console.is_quiet and len(played) % _SIGNS_A_ROW:
            self._console.write("\n")
        for each in played:
            if not each.outcome.is_passed:
                self._console.write("\n" + failure_block(each, self._options))
        for prepared, records in coverage:
            name = named_from(prepared.project.root)
            self._console.write("\n" + "".join(coverage_text(records, name, self._options)))
        if played:
            failed = any(not each.outcome.is_passed for each in played)
            gap = "\n" if failed or self._request.coverage else ""
            self._console.write(gap + summary_line(played, self._options))


def _play(projects: Sequence[Prepared]) -> Iterator[PlayedTest]:
    for prepared in projects:
        for each in prepared.tests:
            begin = time.perf_counter()
            with as_config_errors():
                outcome = run_scenario(prepared.code, each.scenario)
            took_s = time.perf_counter() - begin
            yield PlayedTest(prepared=prepared, test=each, outcome=outcome, took_s=took_s)


def _of(prepared: Prepared, played: Sequence[PlayedTest]) -> Iterator[PlayedTest]:
    return (each for each in played if each.prepared is prepared)
