"""Builds programs: a project is checked, what cannot run is refused, and the rest is lowered."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from dataclasses import dataclass

from maflow.cache import open_store
from maflow.cached_modules import ModuleCache
from maflow.compiler.context import CompileContext
from maflow.compiler.driver import Checked, check_project
from maflow.compiler.installed import load_installed
from maflow.compiler.lower.lower import lower
from maflow.compiler.unsupported import report_unsupported
from maflow.dsl.diagnostics import Diagnostic, Severity, Sink
from maflow.plugins.catalogue import ChannelCatalogue
from maflow.project import Project
from maflow.runtime.program.program import Program

__all__ = ["Blocking", "Built", "Compiled", "build_program", "compile_project", "errors_of"]

Blocking = Callable[[tuple[Diagnostic, ...]], tuple[Diagnostic, ...]]
"""Which findings of a check keep a project from being built."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A checked project, and the channels that it was checked with."""

    checked: Checked
    channels: ChannelCatalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What came of a build.

    Shape: `program` is None where `blocking` are findings that there must not be.
    """

    checked: Checked
    channels: ChannelCatalogue
    program: Program | None
    blocking: tuple[Diagnostic, ...] = ()


def errors_of(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Return the errors among some findings."""
    return tuple(diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR)


def compile_project(project: Project, today: datetime.date) -> Compiled:
    """Check a project with what is installed; `today` decides which suppressions have expired.

    Raises: ConfigError when an installed plugin cannot be used.
    """
    channels, rules = load_installed()
    modules = ModuleCache(open_store(project.root, os.environ))
    checked = check_project(
        project.settings,
        project.sources,
        channels=channels,
        files=project.files,
        today=today,
        name=project.root.name,
        rules=rules,
        read=modules.read,
    )
    modules.save()
    return Compiled(checked=checked, channels=channels)


def build_program(
    project: Project, today: datetime.date, *, with_tests: bool = False, blocking: Blocking = errors_of
) -> Built:
    """Build a project; what a check finds in it and what cannot run yet (MA905) may keep it from that.

    `with_tests`: what `*_test.ma` files declare for their tests is part of the program.
    Raises: ConfigError when an installed plugin cannot be used.
    """
    compiled = compile_project(project, today)
    checked, channels = compiled.checked, compiled.channels
    found = blocking(checked.diagnostics) or _refused(project, compiled, with_tests)
    program = None if found else lower(checked, channels, with_tests=with_tests)
    return Built(checked=checked, channels=channels, program=program, blocking=found)


def _refused(project: Project, compiled: Compiled, with_tests: bool) -> tuple[Diagnostic, ...]:
    context = CompileContext(
        sink=Sink(),
        channels=compiled.channels,
        files=project.files,
        sources=dict(compiled.checked.sources),
    )
    report_unsupported(compiled.checked.project, context, with_tests=with_tests)
    return tuple(context.sink.diagnostics)
