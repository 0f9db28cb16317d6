"""Logs in files, as inputs (language reference, section 14): as much of it as the sample logs need."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from maflow.dsl import ast
from maflow.runtime.core.inputs import ConsentStatement, Event, Profile, Value
from tests.reference.declared import Declared

__all__ = ["read_events", "read_users"]


def read_events(path: Path, declared: Declared, wire_names: dict[str, str] | None = None) -> list[Event]:
    """Return the declared events of a JSON Lines file, in the order of time, ties as in the file."""
    found = (_event(record, declared, wire_names or {}) for record in _records(path))
    return sorted((event for event in found if event is not None), key=lambda event: event.time)


def read_users(path: Path, at: int) -> list[Profile]:
    """Return the users of a file; of their columns only the consents."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return [Profile(row["user_id"], at) for row in csv.DictReader(file)]
    return [
        Profile(each["user_id"], at, consents=_consents(each.get("consent", ""))) for each in _records(path)
    ]


# Any: JSON is what it is.
def _records(path: Path) -> Iterator[dict[str, Any]]:
    raw = path.read_bytes()
    text = gzip.decompress(raw) if path.suffix == ".gz" else raw
    yield from (json.loads(line) for line in text.decode("utf-8").splitlines() if line.strip())


def _event(record: dict[str, Any], declared: Declared, wire_names: dict[str, str]) -> Event | None:
    name = wire_names.get(record["event"], record["event"])
    properties = declared.events.get(name)
    if properties is None:
        return None
    time = round(datetime.fromisoformat(record["time"]).timestamp() * 1000)
    given = record.get("properties", {})
    values = {key: _value(given[key], properties[key].type) for key in properties if key in given}
    return Event(record["user_id"], name, time, time, values, record.get("id"))


def _value(value: Any, declared: ast.TypeExpression) -> Value:
    if isinstance(declared, ast.MoneyType) and value is not None:
        return Decimal(str(value))
    assert value is None or isinstance(value, str | int | float)
    return value


def _consents(written: str) -> tuple[ConsentStatement, ...]:
    pairs = (part.partition(":") for part in written.split(";") if part)
    return tuple(ConsentStatement(True, channel, category or None) for channel, _, category in pairs)
