"""What a line of a file is that is no record of a journal: something else, or a record with a fault."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

from maflow.runtime.errors import HostError
from maflow.runtime.journal.record import JournalRecord
from maflow.runtime.sources.errors import NotUnderstood
from maflow.runtime.sources.moments import moment_ms
from maflow.runtime.sources.reader import decode_json
from maflow.runtime.sources.records import shown

__all__ = ["JournalError", "journal_error"]

_STORE = b"SQLite format 3"
_NEEDED = ("time", "user_id", "kind")
_MOMENTS = ("time", "until")
_FIELDS = frozenset(JournalRecord.__struct_fields__)
# The first of them that a line has tells what it is.
_MARKS = MappingProxyType(
    {
        "raw": "@sources.a-reject",
        "event": "@sources.an-event",
        "specversion": "@sources.an-event",
        "userId": "@sources.an-event",
        "anonymousId": "@sources.an-event",
    }
)

# A sentence of the catalogue, but for the path and the line.
_Sentence: TypeAlias = tuple[str, dict[str, str]]


class JournalError(HostError):
    """A file that is not a journal, or not a whole one."""


def journal_error(path: str, number: int, line: bytes) -> JournalError:
    """Return what is wrong with a line that is no record."""
    key, told = _mistake(line)
    return JournalError(key, {"path": path, "line": str(number), **told})


def _mistake(line: bytes) -> _Sentence:
    if line.startswith(_STORE):
        return "sources.not-a-record", {"found": "@sources.a-store"}
    try:
        given = decode_json(line)
    except NotUnderstood:
        return "sources.record-cut", {}
    if not isinstance(given, dict):
        return "sources.record-cut", {}
    found = next((looks for mark, looks in _MARKS.items() if mark in given), None)
    if found is None and "user_id" in given and given.keys().isdisjoint(_NEEDED[::2]):
        found = "@sources.a-user"
    return _fault(given) if found is None else ("sources.not-a-record", {"found": found})


def _fault(given: Mapping[str, object]) -> _Sentence:
    """Return what is wrong with something that may be a record."""
    for name in _NEEDED:
        if not given.get(name):
            return "sources.record-lacks", {"field": name}
    for name in given:
        if name not in _FIELDS:
            return "sources.record-unknown", {"field": name}
    name = next((each for each, value in given.items() if not _is_sound(each, value)), "value")
    return "sources.record-value", {"field": name, "found": shown(given.get(name))}


def _is_sound(name: str, value: object) -> bool:
    if name in _MOMENTS:
        return isinstance(value, str) and moment_ms(value) is not None
    return name == "value" or value is None or isinstance(value, str)
