"""The values of a preview: what those that are given are for the variables of a text."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from maflow.cli.preview_given import Given, Name, converted, entry_events
from maflow.plugins.spec import UNSUBSCRIBE_LINK
from maflow.runtime.codegen.template_values import wrapped
from maflow.runtime.core.inputs import Value
from maflow.runtime.core.local_time import find_zone
from maflow.runtime.program.campaigns import Campaign
from maflow.runtime.program.program import Program
from maflow.runtime.program.templates import Template, Variable
from maflow.runtime.program.types import Property, ValueType
from maflow.runtime.sources.shapes import EventShape, event_shapes, user_shape

__all__ = ["Values"]

_TIMEZONE = ("user", "timezone")


@dataclass(slots=True)
class Values:
    """The values of the variables of texts, for one user.

    Shape: `missing` are the variables that were asked for and are unknown. Units: `now` in UTC milliseconds.
    """

    program: Program
    campaigns: Sequence[Campaign]
    given: Given
    now: int = field(default_factory=lambda: time.time_ns() // 1_000_000)
    missing: set[str] = field(default_factory=set)

    @property
    def zone(self) -> str:
        """Return the user's time zone."""
        given = self.given.get(_TIMEZONE)
        return given if isinstance(given, str) and find_zone(given) else self.program.timezone

    def arguments(self, template: Template) -> list[object]:
        """Return the values that a template takes, in its order."""
        return [self._value(variable) for variable in template.variables]

    def _value(self, variable: Variable) -> object:
        match variable.path:
            case ("now",):
                return self.now
            case ("today",):
                zone = find_zone(self.zone)
                return None if zone is None else zone.date(self.now)
            case ("zone",):
                return self.zone
            case ("unsubscribe_link",):
                return UNSUBSCRIBE_LINK
            case ("campaign", part) if self.campaigns:
                first = self.campaigns[0]
                return first.description if part == "description" else first.name
            case (owner, name):
                return self._given((owner, name), variable)
            case _:
                return None

    def _given(self, path: Name, variable: Variable) -> object:
        declared = variable.type or self._declared(path)
        given = self.given.get(path)
        value = None if declared is None or given is None else converted(path, declared, given, self.program)
        if value is None:
            value = self._default(path)
        if value is None and path == ("entry", "time"):
            value = self.now
        if value is None:
            self.missing.add(".".join(path))
        if variable.type is not None or declared is None:
            return value
        return wrapped(value, declared, self.zone, variable.digits)

    def _default(self, path: Name) -> Value:
        """Return the declared default, None also where the entry events differ in it."""
        match path:
            case ("user", name):
                return user_shape(self.program).fields[name].default
            case ("entry", name):
                names = set(entry_events(self.campaigns))
                shapes = (each for each in event_shapes(self.program).values() if each.type.name in names)
                defaults = {_default_of(name, shape) for shape in shapes}
                return defaults.pop() if len(defaults) == 1 else None
            case _:
                return None

    def _declared(self, path: Name) -> ValueType | None:
        known: list[Property] = []
        for campaign in self.campaigns:
            known += campaign.entry_properties if path[0] == "entry" else campaign.run_values
        return next((each.type for each in known if each.name == path[1]), None)


def _default_of(name: str, shape: EventShape) -> Value:
    return next((field.default for field in shape.fields if field.name == name), None)
