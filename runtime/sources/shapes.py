"""What the project declares of events and users, ready to read them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar, assert_never

from maflow.runtime.core.inputs import ConsentStatement, Value
from maflow.runtime.program.program import Program
from maflow.runtime.program.types import (
    BooleanData,
    Data,
    EventType,
    ListData,
    MoneyData,
    NumberData,
    Property,
    TextData,
    ValueType,
)
from maflow.runtime.sources.errors import Misfit
from maflow.runtime.sources.tally import Misfits
from maflow.runtime.sources.values import Convert, converter

__all__ = ["EventShape", "Field", "UserShape", "event_shapes", "user_shape"]

_Part = TypeVar("_Part")
_BUILT_IN = ("promotional", "transactional")


@dataclass(frozen=True, slots=True)
class Field:
    """A property or an attribute; `label` names it in counts (`order_paid.amount`)."""

    name: str
    label: str
    type: ValueType
    convert: Convert
    default: Value


@dataclass(frozen=True, slots=True)
class EventShape:
    """An event as it is declared."""

    type: EventType
    fields: tuple[Field, ...]

    def properties(self, given: Mapping[str, object], misfits: Misfits) -> dict[str, Value]:
        """Return every declared property: its default or None where the event does not have it.

        What does not fit is counted; what is not declared is left out.
        """
        read: dict[str, Value] = {}
        for field in self.fields:
            value = _read(field, given.get(field.name), misfits)
            read[field.name] = field.default if value is None else value
        return read


@dataclass(frozen=True, slots=True)
class UserShape:
    """Users as they are declared, and the names that consents can have."""

    fields: Mapping[str, Field]
    channels: frozenset[str]
    categories: frozenset[str]

    def attributes(self, given: Mapping[str, object], misfits: Misfits) -> dict[str, Value]:
        """Return the declared attributes that a record names; what does not fit is None and counted."""
        fields = self.fields
        return {name: _read(fields[name], value, misfits) for name, value in given.items() if name in fields}

    def consents(self, given: object, misfits: Misfits) -> tuple[ConsentStatement, ...]:
        """Return the consents that a text such as `push;sms:promotional` states."""
        return tuple(_each(given, self._consent, "user.consent", misfits))

    def tags(self, given: object, misfits: Misfits) -> tuple[str, ...]:
        """Return the tags that a text such as `a;b` names."""
        return tuple(_each(given, str, "user.tags", misfits))

    def _consent(self, text: str) -> ConsentStatement:
        channel, colon, category = (part.strip() for part in text.partition(":"))
        if channel not in self.channels or (colon and category not in self.categories):
            raise Misfit
        return ConsentStatement(True, channel, category or None)


def event_shapes(program: Program) -> dict[str, EventShape]:
    """Return the events that a project declares, by their names on the wire."""
    channels = _channels(program)
    shapes: dict[str, EventShape] = {}
    for type in program.events:
        fields = _fields(type.properties, f"{type.name}.", program.currency, channels)
        shapes.setdefault(type.wire_name, EventShape(type, tuple(fields)))
    return shapes


def user_shape(program: Program) -> UserShape:
    """Return what a project declares of users."""
    channels = _channels(program)
    fields = _fields(program.attributes, "user.", program.currency, channels)
    return UserShape(
        {field.name: field for field in fields},
        channels,
        frozenset((*_BUILT_IN, *(category.name for category in program.categories))),
    )


def _channels(program: Program) -> frozenset[str]:
    return frozenset(channel.name for channel in program.channels)


def _fields(
    declared: Iterable[Property], owner: str, home: str, channels: Collection[str]
) -> Iterable[Field]:
    for each in declared:
        default = None if each.default is None else _value(each.default)
        convert = converter(each.type, home, channels)
        yield Field(each.name, f"{owner}{each.name}", each.type, convert, default)


def _read(field: Field, given: object, misfits: Misfits) -> Value:
    try:
        return field.convert(given)
    except Misfit as misfit:
        misfits.add(field.label, misfit.why, given)
        return None


def _each(given: object, read: Callable[[str], _Part], label: str, misfits: Misfits) -> Iterable[_Part]:
    if isinstance(given, str):
        given = given.split(";")
    if not isinstance(given, list | tuple):
        if given is not None:
            misfits.add(label, "value", given)
        return
    for part in given:
        if not isinstance(part, str):
            misfits.add(label, "value", part)
        elif part.strip():
            try:
                yield read(part.strip())
            except Misfit:
                misfits.add(label, "value", part.strip())


def _value(data: Data) -> Value:
    match data:
        case TextData(value=text):
            return text
        case NumberData(value=number):
            return number
        case BooleanData(value=truth):
            return truth
        case MoneyData(value=digits):
            return Decimal(digits)
        case ListData(value=items):
            return tuple(_value(item) for item in items)
        case _ as never:
            assert_never(never)
