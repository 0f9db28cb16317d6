"""The values that a test gives to attributes and properties, as data."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.literals import as_given, fits
from maflow.compiler.lower.constants import data_of
from maflow.compiler.scenarios.instants import instant_of
from maflow.compiler.symbols import SymbolKind
from maflow.compiler.typing.events import event_shape
from maflow.compiler.typing.scope import Scope
from maflow.compiler.typing.types import Type, type_of_declaration
from maflow.dsl import ast
from maflow.dsl.diagnostics import Sink
from maflow.runtime.program.scenarios import Assignment
from maflow.runtime.program.time_zones import zone_named

__all__ = ["Assignments", "GivenEvent", "event_name"]

_ID, _TIME = "id", "time"


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenEvent:
    """What stands between the braces of an event: its own time and id apart."""

    time_ms: int | None
    id: str | None
    properties: tuple[Assignment, ...]


class Assignments:
    """Turns written values into data of the declared types.

    A value that would arrive as unknown is unknown: an address of a wrong form, money of an event in
    another currency.
    """

    def __init__(self, project: ResolvedProject, context: CompileContext) -> None:
        assert project.settings.timezone is not None, "a project without a zone is not run (MA115)"
        self.zone: zoneinfo.ZoneInfo = zone_named(project.settings.timezone)
        self._project = project
        self._scope = Scope(project, replace(context, sink=Sink()))

    def of_user(self, values: Iterable[ast.GivenAttribute | ast.PropertyValue]) -> tuple[Assignment, ...]:
        """Return the values of attributes."""
        return tuple(self._assignment(each, self._attribute_type(each.name.text)) for each in values)

    def of_event(self, event: ast.EventRef, values: Iterable[ast.PropertyValue]) -> GivenEvent:
        """Return the values of an event's properties."""
        types = {name: typed.type for name, typed in event_shape(event, self._scope).properties.items()}
        given = {value.name.text: value for value in values}
        return GivenEvent(
            time_ms=self._own_time(given),
            id=self._own_id(given),
            properties=tuple(
                self._assignment(value, types[name])
                for name, value in given.items()
                if name not in (_ID, _TIME)
            ),
        )

    def _attribute_type(self, name: str) -> Type:
        symbol = self._project.symbols.find(SymbolKind.ATTRIBUTE, name)
        assert symbol is not None
        assert isinstance(symbol.node, ast.Property), "attributes are properties of users"
        return type_of_declaration(symbol.node.type, self._project.settings.currency)

    def _assignment(self, given: ast.GivenAttribute | ast.PropertyValue, expected: Type) -> Assignment:
        value = as_given(given.value, expected)
        if fits(value, expected, self._project) is not None:
            return Assignment(given.name.text, None)
        return Assignment(given.name.text, data_of(value, expected, self.zone))

    def _own_time(self, given: Mapping[str, ast.PropertyValue]) -> int | None:
        value = given[_TIME].value if _TIME in given else None
        assert value is None or isinstance(value, ast.MomentLiteral | ast.DateLiteral)
        return None if value is None else instant_of(value, self.zone)

    def _own_id(self, given: Mapping[str, ast.PropertyValue]) -> str | None:
        value = given[_ID].value if _ID in given else None
        assert value is None or isinstance(value, ast.TextLiteral)
        return None if value is None else value.value


def event_name(event: ast.EventRef) -> str:
    """Return the name of an event in the program: `order_paid`, `push.opened`."""
    return event.name.text if event.source is None else f"{event.source.text}.{event.name.text}"
