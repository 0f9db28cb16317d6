"""Values of the journal as people write them: it has moments in UTC, and durations in milliseconds."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from maflow.runtime.core.journal import Decision
from maflow.runtime.program.program import Program
from maflow.runtime.program.types import Property, ValueKind, ValueType
from maflow.runtime.sources.moments import instant_ms

__all__ = ["set_type", "value_text"]

_PER_CENT = 100
# The largest first. Months have no length of their own.
_UNITS = (
    (604_800_000, "week"),
    (86_400_000, "day"),
    (3_600_000, "hour"),
    (60_000, "minute"),
    (1_000, "second"),
)
_BETWEEN_ITEMS = ", "


def set_type(decision: Decision, program: Program | None) -> ValueType | None:
    """Return the type of what a record `set` has set, None where nothing tells."""
    if program is None:
        return None
    owner, _, name = (decision.reason or "").partition(".")
    declared: tuple[Property, ...] = program.attributes
    if owner == "run":
        declared = next((each.run_values for each in program.campaigns if each.name == decision.campaign), ())
    return next((each.type for each in declared if each.name == name), None)


def value_text(value: object, type: ValueType | None, tell_time: Callable[[int], str]) -> str:
    """Return a value of the journal as a person writes it; `tell_time` words an instant.

    Example:
        >>> value_text("2026-03-02T10:00:00Z", ValueType(ValueKind.MOMENT), str)
        '1772445600000'
        >>> value_text(7_200_000, ValueType(ValueKind.DURATION), str)
        '2 hours'
        >>> value_text(True, None, str)
        'true'
    """
    if isinstance(value, bool):
        return str(value).lower()
    match None if type is None else type.kind:
        case ValueKind.LIST if type is not None and type.item is not None and isinstance(value, str):
            return _BETWEEN_ITEMS.join(
                value_text(_item(part, type.item), type.item, tell_time)
                for part in value.split(_BETWEEN_ITEMS)
            )
        case ValueKind.MOMENT if isinstance(value, str) and value.endswith("Z"):
            return tell_time(instant_ms(datetime.datetime.fromisoformat(value)))
        case ValueKind.DURATION if isinstance(value, int | float):
            return _duration_text(value)
        case ValueKind.PERCENT if isinstance(value, int | float):
            return f"{round(value * _PER_CENT, 10):g}%"
        case _:
            return str(value)


def _item(text: str, type: ValueType) -> str | int:
    """Return an item of a list, which the journal has as one text."""
    is_number = type.kind is ValueKind.DURATION and text.lstrip("-").isdecimal()
    return int(text) if is_number else text


def _duration_text(ms: float) -> str:
    """Return a duration in the largest unit of which it is a whole number.

    Example:
        >>> _duration_text(5_400_000), _duration_text(1_500), _duration_text(0)
        ('90 minutes', '1.5 seconds', '0 seconds')
    """
    length, word = next((unit for unit in _UNITS if ms and ms % unit[0] == 0), _UNITS[-1])
    count = ms / length
    text = f"{int(count)}" if count == int(count) else f"{count:g}"
    return f"{text} {word if count == 1 else f'{word}s'}"
