"""From a project on disk to tests that can be played."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from maflow.building import build_program
from maflow.cli.building import blocking_errors
from maflow.cli.found import Found
from maflow.cli.testing.played import Prepared
from maflow.compiler.scenarios.lower import LoweredTest, lower_tests
from maflow.project import Project
from maflow.runtime.loader import load

__all__ = ["prepare"]


def prepare(
    project: Project, today: datetime.date, is_asked: Callable[[LoweredTest], bool]
) -> Prepared | Found:
    """Return the tests of a project that are asked for, or the errors that keep them from being run.

    Raises: ConfigError when an installed plugin cannot be used.
    """
    built = build_program(
        project, today, with_tests=True, blocking=lambda found: blocking_errors(project, found)
    )
    if built.program is None:
        return Found(project=project, diagnostics=built.blocking)
    tests = lower_tests(built.checked, built.channels)
    return Prepared(
        project=project,
        code=load(built.program),
        tests=tuple(test for test in tests if project.is_selected(test.title.file) and is_asked(test)),
    )
