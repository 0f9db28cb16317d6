"""Where an expression stands while it is lowered, and what the whole project shares."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.symbols import SymbolKind
from maflow.compiler.typing.infer import infer
from maflow.compiler.typing.scope import EventShape, Scope
from maflow.compiler.typing.types import Type
from maflow.dsl import ast
from maflow.dsl.diagnostics import Sink
from maflow.dsl.source import SourceFile, Span
from maflow.runtime.program.time_zones import zone_named
from maflow.runtime.program.types import Place

__all__ = ["DEFAULT_CATEGORY", "KeptEvent", "Lowering", "Site"]

DEFAULT_CATEGORY = "promotional"
"""The category of a campaign that names none."""


@dataclass(slots=True)
class KeptEvent:
    """The event of a wait's arm: which of its properties the block of the arm speaks of, and as what."""

    prefix: str
    taken: frozenset[str]
    run_values: dict[str, tuple[str, Type]] = field(default_factory=dict)

    def keep(self, property_name: str, what: Type) -> str:
        """Return the run value that a property is kept as.

        No variable of the flow is called so: a name in the language never holds a backtick.
        """
        name = f"{self.prefix}.{property_name}"
        if name in self.taken:
            name += "`"
        return self.run_values.setdefault(property_name, (name, what))[0]


class Lowering:
    """What is shared by all parts of a project while it is lowered.

    `raised` are the events that channels and the engine raise and something speaks of.
    """

    def __init__(
        self, project: ResolvedProject, context: CompileContext, files: Mapping[str, SourceFile]
    ) -> None:
        assert project.settings.timezone is not None, "a project without a zone does not compile (MA115)"
        self.project = project
        self.context = replace(context, sink=Sink())
        self.zone: zoneinfo.ZoneInfo = zone_named(project.settings.timezone)
        self.raised: dict[str, EventShape] = {}
        self._files = files
        self._indices = {path: index for index, path in enumerate(files)}

    def place(self, span: Span) -> Place:
        """Return the place of a span in the program's files."""
        return Place(self._indices[span.file], self._files[span.file].line_number(span.start))

    def site(self) -> Site:
        """Return a place outside any campaign."""
        return Site(self, Scope(self.project, self.context))

    def is_computed_tag(self, tag: str) -> bool:
        """Tell whether a rule says who has a tag."""
        return self.project.symbols.find(SymbolKind.TAG, tag) is not None


@dataclass(frozen=True, slots=True)
class Site:
    """The surroundings of an expression: its types, its campaign's category, and what `event` means.

    With `kept`, `event.X` is what a wait has kept in the run; else it is the event that is looked at.
    """

    lowering: Lowering
    scope: Scope
    category: str = DEFAULT_CATEGORY
    kept: KeptEvent | None = None

    def looking_at(self, event: EventShape | None) -> Site:
        """Return this place inside a clause that looks at an event."""
        return replace(self, scope=self.scope.with_event(event), kept=None)

    def opened_by(self, event: EventShape, kept: KeptEvent) -> Site:
        """Return this place inside the block that an event has opened."""
        return replace(self, scope=self.scope.with_event(event), kept=kept)

    def type_of(self, node: ast.Expression) -> Type:
        """Return the type of an expression."""
        return infer(node, self.scope).type
