"""The JSON Schema of `ma.yaml`, for editors: it completes keys and marks the coarse mistakes.

`grammar/ma.schema.json` holds what `settings_schema` returns; a test keeps the two alike. What decides
is `parse_settings`: it knows the plugins, the zones and what belongs together.
"""

from __future__ import annotations

import json

from maflow.compiler.settings.lint_levels import LEVELS
from maflow.compiler.settings.model import Approval, History
from maflow.compiler.settings.parse import KEYS, REQUIRED_KEYS
from maflow.dsl.ast import Weekday
from maflow.dsl.currencies import CURRENCIES

__all__ = ["schema_text", "settings_schema"]

_Schema = dict[str, object]

_DURATION: _Schema = {
    "type": "string",
    "pattern": r"^[0-9][0-9_]*(\.[0-9]+)? +(millisecond|second|minute|hour|day|week)s?$",
    "examples": ["10 minutes", "24 hours"],
}
_NAMED_VALUES: _Schema = {"type": "object"}


def settings_schema() -> _Schema:
    """Return the schema as data."""
    properties: dict[str, _Schema] = {
        "name": _text("the project's name", ["shop"]),
        "timezone": _text("the IANA time zone of the project", ["Asia/Shanghai", "Europe/Berlin", "UTC"]),
        "currency": _choice("the ISO 4217 code of the project's currency", sorted(CURRENCIES)),
        "week_starts": _choice("the first day of a calendar week", _weekdays()),
        "lateness": _described(_DURATION, "how late an event may come and still start something"),
        "max_age": _described(_DURATION, "older events only become history"),
        "offer_ceiling": _ceiling(),
        "approval": _choice("whether messages need an approval", [member.value for member in Approval]),
        "history": _choice("where the past of a new rule comes from", [member.value for member in History]),
        "lint": _described(_lint(), "how severe each rule is"),
        "channels": _described(_channels(), "which plugin delivers each channel"),
        "targets": _described({"type": "object", "additionalProperties": _NAMED_VALUES}, "where it runs"),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "maflow project (ma.yaml)",
        "type": "object",
        "required": list(REQUIRED_KEYS),
        "properties": {key: properties[key] for key in KEYS},
        "additionalProperties": False,
    }


def schema_text() -> str:
    """Return the schema as the text of its file."""
    return json.dumps(settings_schema(), indent=2, ensure_ascii=False) + "\n"


def _text(description: str, examples: list[str]) -> _Schema:
    return {"description": description, "type": ["string", "number"], "examples": examples}


def _choice(description: str, choices: list[str]) -> _Schema:
    return {"description": description, "enum": choices}


def _described(schema: _Schema, description: str) -> _Schema:
    return {"description": description, **schema}


def _weekdays() -> list[str]:
    return [day.value for day in Weekday if day is not Weekday.WEEKDAYS]


def _ceiling() -> _Schema:
    return {
        "description": "the highest face value that an offer may have",
        "type": "string",
        "pattern": r"^[0-9][0-9_]*(\.[0-9]+)? +[A-Z]{3}$",
        "examples": ["50 CNY"],
    }


def _lint() -> _Schema:
    level: _Schema = {"enum": list(LEVELS)}
    long_form: _Schema = {"type": "object", "properties": {"severity": level}}
    return {"type": "object", "additionalProperties": {"anyOf": [level, long_form]}}


def _channels() -> _Schema:
    long_form: _Schema = {
        "type": "object",
        "properties": {
            "plugin": {"type": "string"},
            "settings": _NAMED_VALUES,
            "throttle": {
                "type": "string",
                "pattern": "^[0-9][0-9_]* per (second|minute|hour|day|week)$",
                "examples": ["100 per second"],
            },
            "retry": {"anyOf": [{"const": "never"}, _retry()]},
        },
        "additionalProperties": False,
    }
    return {"type": "object", "additionalProperties": {"anyOf": [{"type": "string"}, long_form]}}


def _retry() -> _Schema:
    return {
        "type": "object",
        "properties": {
            "attempts": {"type": "integer", "minimum": 1},
            "wait": _DURATION,
            "longest": _DURATION,
        },
        "additionalProperties": False,
    }
