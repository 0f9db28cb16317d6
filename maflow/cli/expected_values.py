"""What a value of a file should look like, for whoever has to mend one that does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from maflow.dsl.diagnostics import items
from maflow.runtime.program.program import Program
from maflow.runtime.program.types import Property, ValueKind, ValueType
from maflow.runtime.sources.records import EXAMPLE_MOMENT

__all__ = ["expected_of_type", "expected_values"]

_MOST_CHOICES = 8
_LIST_MARK = ";"
_EXAMPLES = MappingProxyType(
    {
        ValueKind.TEXT: ("text",),
        ValueKind.NUMBER: ("80", "80.5"),
        ValueKind.INTEGER: ("80",),
        ValueKind.PERCENT: ("0.4", "40%"),
        ValueKind.BOOLEAN: ("true", "false"),
        ValueKind.DURATION: ("90 minutes", "PT1H30M"),
        ValueKind.DATE: ("2026-11-10",),
        ValueKind.TIME: ("09:30",),
        ValueKind.MOMENT: (EXAMPLE_MOMENT,),
        ValueKind.TIMEZONE: ("Europe/Berlin",),
        ValueKind.PHONE: ("+8613800000000",),
        ValueKind.EMAIL: ("mei@shop.example",),
        ValueKind.URL: ("https://shop.example/cart",),
    }
)
# Other types have two examples, or one that may stand twice.
_ITEMS: Mapping[ValueKind, tuple[str, str]] = MappingProxyType(
    {ValueKind.TEXT: ("one", "two"), ValueKind.INTEGER: ("80", "120")}
)


def expected_values(label: str, why: str, program: Program) -> str:
    """Return examples of what a property (`order_paid.amount`) or an attribute (`user.phone`) takes.

    Shape: `items`; `why` is that of a misfit, which for another currency narrows the answer to that.
    """
    owner, _, name = label.partition(".")
    found = next((each for each in _declared(owner, program) if each.name == name), None)
    if found is not None:
        values = _values(found.type, why, program)
    elif name == "consent":
        values = _consents(program)
    else:
        values = [_LIST_MARK.join(_ITEMS[ValueKind.TEXT])]
    return items(f"`{value}`" for value in values)


def expected_of_type(type: ValueType, program: Program) -> str:
    """Return examples of what a type takes.

    Shape: `items`.
    """
    return items(f"`{value}`" for value in _values(type, "value", program))


def _declared(owner: str, program: Program) -> Iterator[Property]:
    if owner == "user":
        yield from program.attributes
    for event in program.events:
        if event.name == owner:
            yield from event.properties


def _values(type: ValueType, why: str, program: Program) -> list[str]:
    match type.kind:
        case ValueKind.MONEY:
            currency = type.currency or program.currency
            in_full = f"80.00 {currency}"
            return ["80.00", in_full] if why == "value" and currency == program.currency else [in_full]
        case ValueKind.CHANNEL:
            return _channels(program)
        case ValueKind.CHOICE:
            return list(type.choices[:_MOST_CHOICES])
        case ValueKind.LIST:
            assert type.item is not None, "a list has a type of its items"
            return [_LIST_MARK.join(_items(type.item, why, program))]
        case kind:
            return list(_EXAMPLES[kind])


def _items(type: ValueType, why: str, program: Program) -> Sequence[str]:
    """Return two items of a list."""
    return _ITEMS.get(type.kind) or (_values(type, why, program) * 2)[:2]


def _consents(program: Program) -> list[str]:
    """Return what a consent can be: a channel, several, and one for a category only."""
    channels = _channels(program)
    several = [_LIST_MARK.join(channels[:2])] if len(channels) > 1 else []
    return [*channels, *several, *(f"{channel}:promotional" for channel in channels[:1])]


def _channels(program: Program) -> list[str]:
    return [channel.name for channel in program.channels[:_MOST_CHOICES]]
