"""One record that came in, whatever its dialect, before its values are looked at."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from maflow.runtime.sources.errors import NotUnderstood
from maflow.runtime.sources.moments import moment_ms
from maflow.runtime.sources.times import moment_value

__all__ = [
    "EXAMPLE_MOMENT",
    "LONGEST_ID",
    "EventRecord",
    "ForeignRecord",
    "ProfileRecord",
    "Record",
    "checked_length",
    "id_of",
    "is_likely_time",
    "json_text",
    "mapping_of",
    "name_of",
    "shown",
    "time_of",
    "user_id_of",
]

EXAMPLE_MOMENT = "2026-11-10T12:30:00Z"

LONGEST_ID = 512
"""How many characters the id of a user or an event may have, and the name of an event."""

_LONGEST_SHOWN = 60
# The years from 1900 to 2199: a clock that a wrong date pushes beyond them would never come back.
_FIRST, _LAST = -2_208_988_800_000, 7_258_118_400_000


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRecord:
    """An event under its name on the wire; Units: `time` in UTC milliseconds."""

    user_id: str
    name: str
    time: int
    id: str | None
    properties: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileRecord:
    """What is said of a user: attributes, consents and tags by column; Units: `time` in UTC milliseconds."""

    user_id: str
    time: int
    traits: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ForeignRecord:
    """A record of a kind that has no place here, such as the page views of Segment."""

    user_id: str
    name: str


Record: TypeAlias = EventRecord | ProfileRecord | ForeignRecord


def user_id_of(record: Mapping[str, object], *keys: str) -> str:
    """Return the id of a user under the first of one or two keys that has one: a text, or a whole number.

    Raises: NotUnderstood.
    """
    for key in keys:
        text = _id_text(record.get(key), key)
        if text is not None:
            return text
    if len(keys) == 1:
        raise NotUnderstood("reject.no-user", {"key": keys[0]})
    raise NotUnderstood("reject.no-user-either", {"key": keys[0], "other": keys[1]})


def id_of(record: Mapping[str, object], key: str) -> str | None:
    """Return the id of an event, None where it has none.

    Raises: NotUnderstood.
    """
    return _id_text(record.get(key), key)


def name_of(record: Mapping[str, object], key: str) -> str:
    """Return the name of an event.

    Raises: NotUnderstood.
    """
    name = record.get(key)
    if isinstance(name, str) and name:
        return checked_length(name, key)
    if name is None or name == "":
        raise NotUnderstood("reject.no-event", {"key": key})
    raise NotUnderstood("reject.event", {"key": key, "found": shown(name)})


def checked_length(text: str, key: str) -> str:
    """Return an id or a name as it is.

    Raises: NotUnderstood for one that is too long.
    """
    if len(text) <= LONGEST_ID:
        return text
    told = {"key": key, "found": shown(text), "length": str(len(text)), "most": str(LONGEST_ID)}
    raise NotUnderstood("reject.long", told)


def time_of(given: object, key: str, at: int | None) -> int:
    """Return when something happened; where nothing says it, when it arrived.

    Units: UTC milliseconds. Raises: NotUnderstood.
    """
    if given is None or given == "":
        if at is not None:
            return at
        raise NotUnderstood("reject.no-time", {"key": key, "example": EXAMPLE_MOMENT})
    try:
        ms = moment_value(given)
    except ValueError:
        raise _about_time(given, key) from None
    if not is_likely_time(ms):
        raise NotUnderstood("reject.time-range", {"key": key, "found": shown(given)})
    return ms


def is_likely_time(ms: int) -> bool:
    """Tell whether something may have happened at an instant, or its date is a slip."""
    return _FIRST <= ms < _LAST


def mapping_of(record: Mapping[str, object], key: str) -> Mapping[str, object]:
    """Return an object inside a record, empty where there is none.

    Raises: NotUnderstood.
    """
    given = record.get(key)
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise NotUnderstood("reject.properties", {"key": key, "found": shown(given)})
    return given


def json_text(given: object) -> str:
    """Return a value as JSON, whatever a table had in it."""
    return json.dumps(given, ensure_ascii=False, default=_plain)


def shown(given: object) -> str:
    """Return a value as it is quoted in a reason: as JSON, shortened.

    Example:
        >>> shown("yesterday"), shown([1, 2])
        ('"yesterday"', '[1, 2]')
    """
    text = json_text(given)
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else str(value)


def _id_text(given: object, key: str) -> str | None:
    match given:
        case None | "":
            return None
        case str():
            return checked_length(given, key)
        case int() if not isinstance(given, bool):
            return checked_length(str(given), key)
        case _:
            raise NotUnderstood("reject.id", {"key": key, "found": shown(given)})


def _about_time(given: object, key: str) -> NotUnderstood:
    told = {"key": key, "found": shown(given), "example": EXAMPLE_MOMENT}
    if isinstance(given, str) and moment_ms(f"{given.strip()}Z") is not None:
        return NotUnderstood("reject.time-offset", told)
    return NotUnderstood("reject.time", told)
