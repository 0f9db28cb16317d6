"""Builds the program of a project for a command, or tells why there is none."""

from __future__ import annotations

import datetime

from maflow.building import Built, build_program, errors_of
from maflow.cli.baseline import BASELINE_FILE, load_baseline, without_known
from maflow.cli.console import Console
from maflow.cli.found import Found, shown_path
from maflow.cli.reporting import report
from maflow.dsl.codes import CODES
from maflow.dsl.diagnostics import Diagnostic, Severity, Text
from maflow.project import Project

__all__ = ["blocking_errors", "build_or_report", "refuse"]


def build_or_report(project: Project, console: Console, *, with_tests: bool = False) -> Built | None:
    """Return the build of a project; without a program its errors are reported, and there is none.

    Raises: ConfigError when an installed plugin cannot be used.
    """
    built = build_program(
        project,
        datetime.date.today(),
        with_tests=with_tests,
        blocking=lambda found: blocking_errors(project, found),
    )
    if built.program is None:
        refuse(project, built.blocking, console)
        return None
    return built


def refuse(project: Project, blocking: tuple[Diagnostic, ...], console: Console) -> None:
    """Report the errors that keep a project from being built."""
    report([Found(project=project, diagnostics=blocking)], console, "text")
    console.note(Text("build.refused", {"path": shown_path(project.root)}))


def blocking_errors(project: Project, diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Return the errors that keep a project from being built.

    Those of the baseline do not, where they are errors only because `ma.yaml` says so.
    """
    found = Found(project=project, diagnostics=errors_of(diagnostics))
    told = set(map(id, without_known(found, load_baseline(project.root / BASELINE_FILE)).diagnostics))
    return tuple(each for each in found.diagnostics if id(each) in told or _is_error_by_itself(each))


def _is_error_by_itself(diagnostic: Diagnostic) -> bool:
    code = CODES.get(diagnostic.code)
    return code is not None and code.severity is Severity.ERROR
