"""What the Python that is generated from a program makes of users and their histories."""

from __future__ import annotations

from typing import Any

from maflow.runtime.codegen.expressions import ExpressionCompiler
from maflow.runtime.codegen.names import value_of
from maflow.runtime.codegen.writer import Writer
from maflow.runtime.core.inputs import Event
from maflow.runtime.core.local_time import Zone, find_zone
from maflow.runtime.program import expressions as ir
from maflow.runtime.program.program import Program
from tests.differential.naive_ir import Somebody
from tests.differential.naive_ir import value_of as naive_value

__all__ = ["GeneratedPython"]


class _User:
    """A user as generated code sees one."""

    def __init__(self, attributes: list[Any], slots: list[Any], zone: Zone, tags: set[str]) -> None:
        self.a = attributes
        self.h = slots
        self.zone = zone
        self.tags = tags


class GeneratedPython:
    """The generated code of a program, and as much of an engine as it asks for."""

    def __init__(self, program: Program, *, consent_all: bool = False) -> None:
        self.program = program
        self.consent_all = consent_all
        self.compiler = ExpressionCompiler(program)
        self.event_id: str | None = None
        writer = Writer()
        self.compiler.write_predicates(writer)
        for place, event in enumerate(program.events):
            with writer.block(f"def update_{place}(E, u, p, t, now):"):
                self.compiler.write_update(writer, event.name)
                writer.line("return")
        self.names = dict(self.compiler.names.globals)
        exec(compile(writer.source(), "generated", "exec"), self.names)

    def holding(self, somebody: Somebody, now: int) -> list[bool]:
        """Return which predicates are true for a user at an instant, in their order."""
        self._somebody, self._now = somebody, now
        user = _User(
            self._attributes(somebody),
            self.compiler.plan.new_slots()(),
            self._zone(somebody),
            set(somebody.tags),
        )
        for event in somebody.history:
            if event.time <= now:
                self._take(event, user)
        places = range(len(self.program.predicates))
        return [self.names[f"holds_{place}"](self, user, now) for place in places]

    def consents(self, _: object, channel: str, category: str) -> bool:
        """Tell what the engine would: it is no matter of generated code."""
        node = ir.Consents(channel, category)
        return bool(naive_value(node, self.program, self._somebody, self._now, consent_all=self.consent_all))

    def _take(self, event: Event, user: _User) -> None:
        place = [each.name for each in self.program.events].index(event.name)
        self.event_id = event.id
        self.names[f"update_{place}"](self, user, event.properties, event.time, event.time)

    def _attributes(self, somebody: Somebody) -> list[Any]:
        known = somebody.attributes
        return [
            value_of(each.default)
            if known.get(each.name) is None and each.default is not None
            else known.get(each.name)
            for each in self.program.attributes
        ]

    def _zone(self, somebody: Somebody) -> Zone:
        zone = find_zone(somebody.attributes.get("timezone") or self.program.timezone)
        assert zone is not None
        return zone
