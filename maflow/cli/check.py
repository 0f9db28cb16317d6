"""`ma check`: look for mistakes in projects."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from maflow.checking import Checker
from maflow.cli.baseline import BASELINE_FILE, Baseline, load_baseline, without_known, written_baseline
from maflow.cli.console import Console, current_console
from maflow.cli.exit_codes import ExitCode
from maflow.cli.found import Found, from_level, reaches, shown_path
from maflow.cli.from_stdin import STDIN, project_with, read_stdin
from maflow.cli.help import Command, Example
from maflow.cli.mending import mend, write_mended
from maflow.cli.options import FORMATS, LEVELS, Choice, option, output_options
from maflow.cli.reporting import report
from maflow.dsl.diagnostics import Applicability, Severity, Text
from maflow.dsl.errors import ConfigError
from maflow.project import Project, find_projects

__all__ = ["check"]

_NEVER = "never"
_FAIL_LEVELS = Choice(lambda: (*LEVELS.choices, _NEVER))
_EXAMPLES: tuple[Example, ...] = (
    ("ma check", "cli.check.example-here"),
    ("ma check campaigns/winback.ma", "cli.check.example-file"),
    ("ma check --fix", "cli.check.example-fix"),
    ("ma check --format json", "cli.check.example-json"),
    ("ma check --lang zh-CN", "cli.check.example-lang"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    """What the options ask for."""

    paths: tuple[str, ...]
    stdin_filename: str | None
    format: str | None
    level: str | None
    fail_level: str
    fix: bool
    unsafe_fixes: bool
    baseline: str | None
    ignore_baseline: bool
    write_baseline: bool
    no_cache: bool

    @property
    def is_stdin(self) -> bool:
        """Return whether a file is to be read from standard input."""
        return STDIN in self.paths

    @property
    def applicabilities(self) -> frozenset[Applicability]:
        """Return which fixes are to be made."""
        if self.unsafe_fixes:
            return frozenset({Applicability.SAFE, Applicability.UNSAFE})
        return frozenset({Applicability.SAFE} if self.fix else ())


@click.command("check", cls=Command, examples=_EXAMPLES, help="cli.check.about")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=str))
@option("--format", metavar="NAME", type=FORMATS, help="cli.check.format")
@option("--level", metavar="LEVEL", type=LEVELS, help="cli.check.level")
@option("--fail-level", metavar="LEVEL", type=_FAIL_LEVELS, default="error", help="cli.check.fail-level")
@option("--fix", is_flag=True, help="cli.check.fix")
@option("--unsafe-fixes", is_flag=True, help="cli.check.unsafe-fixes")
@option("--baseline", metavar="FILE", help="cli.check.baseline")
@option("--ignore-baseline", is_flag=True, help="cli.check.ignore-baseline")
@option("--write-baseline", is_flag=True, help="cli.check.write-baseline")
@option("--stdin-filename", metavar="FILE", help="cli.check.stdin-filename")
@option("--no-cache", is_flag=True, help="cli.check.no-cache")
@output_options
def check(paths: tuple[str, ...], **chosen: Any) -> ExitCode:
    """Check projects. Any: click hands over what the options declare, and `_Request` names it."""
    request = _Request(paths=paths or (".",), **chosen)
    console = current_console()
    today = datetime.date.today()
    results = [_Run(project, request, console, today).result() for project in _projects(request, console)]
    level = _shown_level(request)
    shown = [found.narrowed(lambda diagnostic: reaches(diagnostic, level)) for found in results]
    report(shown, console, request.format or "text")
    _hint_at_hidden(results, shown, console)
    return _exit_code(results, request)


def _projects(request: _Request, console: Console) -> Sequence[Project]:
    if not request.is_stdin:
        if request.stdin_filename is not None:
            raise ConfigError(Text("cli.stdin-filename-alone"))
        projects = find_projects(request.paths)
        if request.baseline is not None and len(projects) > 1:
            raise ConfigError(Text("config.one-baseline"))
        return projects
    if len(request.paths) > 1:
        raise ConfigError(Text("cli.stdin-with-paths"))
    if request.stdin_filename is None:
        raise ConfigError(Text("cli.stdin-needs-filename"))
    if request.applicabilities or request.write_baseline:
        raise ConfigError(Text("cli.stdin-not-written"))
    return [project_with(request.stdin_filename, read_stdin(console.stdin()))]


class _Run:
    """The check of one project, with its baseline, and with fixes if asked for."""

    def __init__(self, project: Project, request: _Request, console: Console, today: datetime.date) -> None:
        self._project = project
        self._request = request
        self._console = console
        self._checker = Checker(project, today, is_remembering=not request.no_cache)
        self._baseline_file = Path(request.baseline or project.root / BASELINE_FILE)

    def result(self) -> Found:
        """Return what is to be told of the project."""
        found = self._check(self._project)
        baseline = self._baseline()
        if self._request.applicabilities:
            found = self._mended(found, baseline)
        if self._request.write_baseline:
            baseline = written_baseline(found, baseline, self._baseline_file)
            told = {"count": str(len(baseline.findings)), "path": shown_path(self._baseline_file)}
            self._console.note(Text("cli.check.baseline-written", told))
        told_of = found if self._request.ignore_baseline else without_known(found, baseline)
        selected = told_of.selected()
        self._note("cli.check.known", len(found.diagnostics) - len(told_of.diagnostics), is_hint=True)
        self._note("cli.check.elsewhere", len(told_of.diagnostics) - len(selected.diagnostics))
        return selected

    def _check(self, project: Project) -> Found:
        return Found(project=project, diagnostics=self._checker.check(project))

    def _baseline(self) -> Baseline | None:
        baseline = load_baseline(self._baseline_file)
        if baseline is None and self._request.baseline and not self._request.write_baseline:
            raise ConfigError(Text("config.no-such-path", {"path": self._request.baseline}))
        return baseline

    def _mended(self, found: Found, baseline: Baseline | None) -> Found:
        mended = mend(
            found,
            self._request.applicabilities,
            self._check,
            lambda each: without_known(each, baseline).selected(),
        )
        files = write_mended(self._project, mended.found.project)
        if files:
            told = {"fixes": str(mended.applied), "files": str(len(files))}
            self._console.note(Text("cli.check.mended", told))
        else:
            self._console.hint(Text("cli.check.nothing-to-mend"))
        return mended.found

    def _note(self, key: str, count: int, *, is_hint: bool = False) -> None:
        if count:
            tell = self._console.hint if is_hint else self._console.note
            tell(Text(key, {"count": str(count)}))


def _shown_level(request: _Request) -> Severity:
    """Return from which level on findings are shown: programs get all, people no matters of style."""
    if request.level is not None:
        return Severity(request.level)
    is_style = request.format not in (None, "text", "concise") or request.fail_level == Severity.STYLE.value
    return Severity.STYLE if is_style else Severity.INFO


def _hint_at_hidden(results: Sequence[Found], shown: Sequence[Found], console: Console) -> None:
    hidden = sum(len(found.diagnostics) for found in results) - sum(len(found.diagnostics) for found in shown)
    if hidden:
        console.hint(Text("cli.check.hidden", {"count": str(hidden)}))
    elif not any(found.diagnostics for found in shown):
        files = sum(len(found.project.sources) for found in shown)
        console.hint(Text("cli.check.clean", {"count": str(files)}))


def _exit_code(results: Sequence[Found], request: _Request) -> ExitCode:
    if request.fail_level == _NEVER:
        return ExitCode.CLEAN
    level = Severity(request.fail_level)
    is_failed = any(from_level(found.diagnostics, level) for found in results)
    return ExitCode.FINDINGS if is_failed else ExitCode.CLEAN
