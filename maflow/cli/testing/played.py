"""Tests that were played, with everything that a report may tell of them."""

from __future__ import annotations

from dataclasses import dataclass

from maflow.compiler.scenarios.lower import LoweredTest
from maflow.dsl.source import SourceFile
from maflow.project import Project
from maflow.runtime.core.code import Code
from maflow.runtime.scenario.outcome import Outcome

__all__ = ["PlayedTest", "Prepared"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A project whose tests can be played; `tests` are those that were asked for."""

    project: Project
    code: Code
    tests: tuple[LoweredTest, ...]

    def source(self, path: str) -> SourceFile:
        """Return a file of the project."""
        return next(source for source in self.project.sources if source.path == path)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedTest:
    """A test and how it ended. Units: `took_s` in seconds of the wall clock."""

    prepared: Prepared
    test: LoweredTest
    outcome: Outcome
    took_s: float

    @property
    def line(self) -> int:
        """Return the line of the test's title, the first line being 1."""
        return self.prepared.source(self.test.title.file).line_number(self.test.title.start)
