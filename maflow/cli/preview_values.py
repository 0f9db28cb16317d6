"""The values of a preview: those that are given, and what they are for the variables of a text."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from maflow.cli.console import current_console
from maflow.cli.names import check_attribute
from maflow.disk import unreadable
from maflow.dsl.diagnostics import Text
from maflow.dsl.errors import ConfigError
from maflow.plugins.spec import UNSUBSCRIBE_LINK
from maflow.runtime.codegen.template_values import wrapped
from maflow.runtime.core.local_time import find_zone
from maflow.runtime.program.campaigns import Campaign
from maflow.runtime.program.program import Program
from maflow.runtime.program.templates import Template, Variable
from maflow.runtime.program.types import Property, ValueKind, ValueType
from maflow.runtime.sources.errors import Misfit, NotUnderstood
from maflow.runtime.sources.reader import decode_json
from maflow.runtime.sources.shapes import user_shape
from maflow.runtime.sources.values import converter

__all__ = ["Given", "Values", "read_given"]

_OWNERS = ("user", "entry", "run")
_TIMEZONE = ("user", "timezone")
_EXAMPLE_USER = '{"name": "Mei"}'

Name = tuple[str, str]
Given = Mapping[Name, object]
"""What the options give, by its place: `("user", "name")`."""


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
        value = None if declared is None or given is None else self._converted(path, declared, given)
        if value is None and path[0] == "user":
            value = user_shape(self.program).fields[path[1]].default
        if value is None and path == ("entry", "time"):
            value = self.now
        if value is None:
            self.missing.add(".".join(path))
        if variable.type is not None or declared is None:
            return value
        return wrapped(value, declared, self.zone, variable.digits)

    def _converted(self, path: Name, declared: ValueType, given: object) -> object:
        channels = {channel.name for channel in self.program.channels}
        try:
            return converter(declared, self.program.currency, channels)(given)
        except Misfit:
            told = {"name": ".".join(path), "given": str(given), "kind": _written(declared)}
            raise ConfigError(Text("cli.preview.misfit", told)) from None

    def _declared(self, path: Name) -> ValueType | None:
        known: list[Property] = []
        for campaign in self.campaigns:
            known += campaign.entry_properties if path[0] == "entry" else campaign.run_values
        return next((each.type for each in known if each.name == path[1]), None)


def read_given(user: str | None, sets: Sequence[str], program: Program) -> dict[Name, object]:
    """Return what `--user` and `--set` give; a later one replaces an earlier one.

    Raises: ConfigError for what cannot be read, and for what the project does not declare.
    """
    found: dict[Name, object] = {} if user is None else _user(user, program)
    for each in sets:
        name, equals, value = each.partition("=")
        owner, dot, last = name.strip().partition(".")
        if not equals or not dot or owner not in _OWNERS:
            raise ConfigError(Text("cli.preview.not-a-setting", {"given": each}))
        if owner == "user":
            check_attribute(last, program)
        found[owner, last] = value
    return found


def _written(type: ValueType) -> str:
    """Return a type as the language writes it.

    Example:
        >>> _written(ValueType(ValueKind.CHOICE, choices=("gold", "silver")))
        'one of "gold", "silver"'
    """
    match type.kind:
        case ValueKind.CHOICE:
            return "one of " + ", ".join(f'"{each}"' for each in type.choices)
        case ValueKind.MONEY:
            return f"money {type.currency}" if type.currency else "money"
        case kind:
            return kind.value


def _user(given: str, program: Program) -> dict[Name, object]:
    text = given if given.lstrip().startswith("{") else _read(given)
    try:
        record = decode_json(text)
    except NotUnderstood as error:
        reason = current_console().say(Text(error.key, error.arguments))
        raise ConfigError(Text("cli.preview.not-a-user", {"reason": reason})) from error
    if not isinstance(record, dict):
        raise ConfigError(Text("cli.preview.not-an-object", {"example": _EXAMPLE_USER}))
    declared = user_shape(program).fields
    return {("user", name): value for name, value in record.items() if name in declared}


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise unreadable(Path(path), error) from error
    except UnicodeDecodeError as error:
        raise ConfigError(Text("cli.preview.not-a-user", {"reason": "@reject.not-utf8"})) from error
