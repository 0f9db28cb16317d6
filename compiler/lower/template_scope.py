"""What the variables of a template are: where their values come from, and of what type they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from maflow.compiler.templates.nodes import Path
from maflow.compiler.templates.scope import OBJECT_ROOTS, VALUE_ROOTS
from maflow.dsl.currencies import CURRENCIES
from maflow.runtime.program.templates import NOW, ZONE, Variable
from maflow.runtime.program.types import ValueKind, ValueType

__all__ = ["TemplateTypes", "Variables", "is_outside"]

_TEXT, _MOMENT = ValueType(ValueKind.TEXT), ValueType(ValueKind.MOMENT)
_VALUES = {root: ValueType(ValueKind(kind)) for root, kind in VALUE_ROOTS.items()}
_OF_EVERY_EVENT = {"time": _MOMENT, "id": _TEXT}
_OF_OFFERS = {"name": _TEXT, "code": _TEXT, "valid_until": _MOMENT}
_USUAL_DIGITS = 2


class TemplateTypes(msgspec.Struct, frozen=True, kw_only=True):
    """The types of what a message can read, by name.

    None stands for a value on whose type the senders of the message do not agree. `currency` is the
    project's: that of an offer's face value.
    """

    user: Mapping[str, ValueType | None] = {}
    entry: Mapping[str, ValueType | None] = {}
    run: Mapping[str, ValueType | None] = {}
    currency: str = ""

    def type_of(self, root: str, name: str) -> ValueType | None:
        """Return the type of an attribute, a property or a part."""
        match root:
            case "user":
                return self.user.get(name)
            case "entry":
                return self.entry.get(name) or _OF_EVERY_EVENT.get(name)
            case "run":
                return self.run.get(name)
            case "offer" if name == "face":
                return ValueType(ValueKind.MONEY, currency=self.currency)
            case "offer":
                return _OF_OFFERS.get(name, _TEXT)
            case _:
                return _TEXT


def is_outside(root: str) -> bool:
    """Tell whether a name is that of something outside the template."""
    return root in OBJECT_ROOTS or root in VALUE_ROOTS


class Variables:
    """The variables that a template reads, in the order in which they are first met."""

    def __init__(self, types: TemplateTypes) -> None:
        self._types = types
        self._found: dict[tuple[str, ...], Variable] = {}

    def add(self, path: Path) -> tuple[Variable, int, int] | None:
        """Add what a path begins with; return it, its place, and how many segments it takes.

        None for a path that is no value: `user` alone, or `user[entry.x]`.
        """
        root = path.root
        if root in VALUE_ROOTS:
            return self._add(Variable((root,), _VALUES[root]), 1)
        name = path.segments[1].key if len(path.segments) > 1 else None
        if root not in OBJECT_ROOTS or not isinstance(name, str):
            return None
        type = self._types.type_of(root, name)
        return self._add(Variable((root, name), type, _digits(type)), 2)

    def need_clock(self, *, now: bool) -> None:
        """Add the user's time zone and, if need be, the moment of sending."""
        for variable in (NOW, ZONE) if now else (ZONE,):
            self._found.setdefault(variable.path, variable)

    def all(self) -> tuple[Variable, ...]:
        """Return all of them, the time zone too where a moment is among them."""
        if any(_has_moments(variable.type) for variable in self._found.values()):
            self.need_clock(now=False)
        return tuple(self._found.values())

    def _add(self, variable: Variable, length: int) -> tuple[Variable, int, int]:
        self._found.setdefault(variable.path, variable)
        return variable, list(self._found).index(variable.path), length


def _kinds(type: ValueType | None) -> Iterator[ValueType]:
    while type is not None:
        yield type
        type = type.item


def _has_moments(type: ValueType | None) -> bool:
    return any(each.kind is ValueKind.MOMENT for each in _kinds(type))


def _digits(type: ValueType | None) -> int:
    currency = next((each.currency for each in _kinds(type) if each.currency), "")
    return CURRENCIES.get(currency or "", _USUAL_DIGITS)
