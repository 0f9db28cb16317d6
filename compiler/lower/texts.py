"""The texts of messages and of notes to the team: templates, and what those may speak of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from maflow.compiler.lower.site import Site
from maflow.compiler.lower.templates import TemplateTypes
from maflow.compiler.lower.value_types import value_type
from maflow.runtime.program.templates import Template
from maflow.runtime.program.types import Property, ValueType

__all__ = ["joined_types", "plain_text", "template_types", "user_types"]

_Types = Mapping[str, ValueType | None]


def plain_text(value: str) -> Template:
    """Return a text that is taken as written."""
    return Template((), (value,) if value else ())


def user_types(attributes: Iterable[Property]) -> _Types:
    """Return the types of the attributes of users."""
    return {attribute.name: attribute.type for attribute in attributes}


def template_types(inside: Site, user: _Types, currency: str) -> TemplateTypes:
    """Return what the texts of one campaign may speak of."""
    entry, run = inside.scope.entry, inside.scope.run
    shapes = [shape.properties for shape in entry.events] if entry is not None else []
    return TemplateTypes(
        user=user,
        entry=_joined({name: value_type(typed.type) for name, typed in each.items()} for each in shapes),
        run={name: value_type(typed.type) for name, typed in (run or {}).items()},
        currency=currency,
    )


def joined_types(senders: Iterable[TemplateTypes], user: _Types, currency: str) -> TemplateTypes:
    """Return what the texts of a message may speak of, wherever it is sent from."""
    found = list(senders)
    return TemplateTypes(
        user=user,
        entry=_joined(types.entry for types in found),
        run=_joined(types.run for types in found),
        currency=currency,
    )


def _joined(found: Iterable[_Types]) -> _Types:
    """Return types by name; None for a name whose types do not agree."""
    joined: dict[str, ValueType | None] = {}
    for types in found:
        for name, what in types.items():
            joined[name] = what if joined.get(name, what) == what else None
    return joined
