"""The generated module of a program: conditions, values, updates of histories, texts and steps of flows.

Functions are named for what they stand for: `c3_audience` is a condition of the fourth campaign in its
turn, `c3_n5` what its node 5 does when a run reaches it. Every line knows the place in the project that
it came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maflow.runtime.codegen.changes import ChangeCompiler
from maflow.runtime.codegen.expressions import ExpressionCompiler
from maflow.runtime.codegen.template_names import TEMPLATE_NAMES
from maflow.runtime.codegen.templates import generate_template
from maflow.runtime.codegen.tracebacks import placed, show_in_tracebacks
from maflow.runtime.codegen.writer import Writer
from maflow.runtime.core.history import ZERO
from maflow.runtime.program.campaigns import Campaign
from maflow.runtime.program.expressions import Expression
from maflow.runtime.program.program import Program
from maflow.runtime.program.templates import Template
from maflow.runtime.program.types import Place

__all__ = ["ModuleWriter"]

_ARGUMENTS = "(E, u, r, p, t, now)"


class ModuleWriter:
    """Gathers the functions of one program's module, and compiles it.

    Each method writes a function and returns its name, under which `compiled()` has it.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self.writer = Writer()
        self.compiler = ExpressionCompiler(program)
        self.changes = ChangeCompiler(self.compiler)
        self.compiler.write_predicates(self.writer)
        self.changes.write_predicates(self.writer)
        self._templates: dict[Template, tuple[str, tuple[tuple[str, ...], ...]]] = {}
        # Any: functions and constants that generated code calls and reads.
        self._known: dict[str, Any] = {"NOTHING": {}, "ZERO": ZERO}
        self._count = 0

    def know(self, name: str, value: object) -> str:
        """Let generated code find a value by a name."""
        self._known[name] = value
        return name

    def condition(
        self,
        name: str,
        place: Place,
        condition: Expression,
        campaign: Campaign | None,
        event: str | None = None,
    ) -> str:
        """Write a condition as a function of (E, u, r, p, t, now)."""
        frame = self.compiler.frame(campaign, event)
        text = frame.true(condition)
        self._function(f"def {name}{_ARGUMENTS}:", place, frame.hoists(), text)
        return name

    def value(
        self,
        name: str,
        place: Place,
        expression: Expression,
        campaign: Campaign | None,
        event: str | None = None,
    ) -> str:
        """Write the value of an expression as a function of (E, u, r, p, t, now)."""
        frame = self.compiler.frame(campaign, event)
        text = self.compiler.kept_value(expression, frame)
        self._function(f"def {name}{_ARGUMENTS}:", place, frame.hoists(), text)
        return name

    def update(self, name: str, event: str, campaign: Campaign | None = None) -> str | None:
        """Write what an event changes in the history of a user, or of a run; None if nothing."""
        body = Writer()
        if campaign is None:
            is_written = self.compiler.write_update(body, event)
            head = f"def {name}(E, u, p, t, now):"
        else:
            is_written = self.compiler.write_run_update(body, campaign, event)
            head = f"def {name}{_ARGUMENTS}:"
        if not is_written:
            return None
        with self.writer.block(head):
            self.writer.include(body)
        return name

    def look(self, name: str, place: Place, condition: Expression) -> None:
        """Write whether a condition is true, and when time can turn it, as a function of (E, u, now)."""
        self.changes.write_look(self.writer, name, condition, place)

    def template(self, template: Template) -> tuple[str, tuple[tuple[str, ...], ...]]:
        """Write a text as a function of its variables; equal texts are one function."""
        known = self._templates.get(template)
        if known is None:
            generated = generate_template(template, f"text_{len(self._templates)}")
            known = self._templates[template] = generated.name, generated.variables
            self.writer.lines(list(generated.source_lines))
        return known

    def source(self) -> str:
        """Return the source of the module."""
        return self.writer.source()

    def compiled(self, source: str) -> Mapping[str, Any]:
        """Compile the module, whose source is given, and return its names."""
        names: dict[str, Any] = {**TEMPLATE_NAMES, **self.compiler.names.globals, **self._known}
        file = f"<maflow {self.program.project}>"
        show_in_tracebacks(source, file, self.writer.places, self.program.files)
        exec(placed(source, file, self.writer.places, self.program.files), names)
        return names

    def _function(self, head: str, place: Place, hoists: list[str], result: str) -> None:
        with self.writer.block(head, place):
            self.writer.lines(hoists)
            self.writer.line(f"return {result}")
