"""Why records are rejected, in English: what rejects and answers over HTTP say where nobody translates them.

The message catalogue has the same sentences under the same keys, in every language; those of `body` are
said over HTTP only, where English is spoken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

__all__ = ["ENGLISH", "Word", "english"]

Word: TypeAlias = Callable[[str, Mapping[str, str]], str]
"""Words a reason: of its key and its arguments it makes a sentence in somebody's language."""

ENGLISH = MappingProxyType(
    {
        "reject.not-json": "this is not JSON ({why})",
        "reject.not-json-at": "this is not JSON, near its character {at}: {why}",
        "reject.json-cut": "this is not JSON: it ends in the middle",
        "reject.json-half": (
            "a text holds half of a character, such as `\\ud83d`: it was cut in the middle of an emoji"
        ),
        "reject.json-large": "a whole number is too large: expected at most 4300 digits",
        "reject.why.character": "something that JSON does not have",
        "reject.why.colon": "expected `:` between a name and its value",
        "reject.why.comma": "expected a comma, or an end",
        "reject.why.escape": "no such character can be written with `\\` in a text",
        "reject.why.last-comma": "a comma stands behind the last value",
        "reject.why.more": "something stands behind its end",
        "reject.why.name": "expected a name in double quotation marks",
        "reject.why.number": "this is no number",
        "reject.not-utf8": "this is not UTF-8: save the file in that encoding",
        "reject.nested": "this is nested too deeply: expected an object such as `{example}`",
        "reject.list": "this is a list: expected one object such as `{example}`",
        "reject.no-object": "this is `{found}`: expected an object such as `{example}`",
        "reject.no-user": "there is no `{key}`: expected the id of a user as a text",
        "reject.no-user-either": "there is no `{key}` or `{other}`: expected the id of a user as a text",
        "reject.id": "`{key}` is `{found}`: expected an id as a text",
        "reject.long": "`{key}` is `{found}`, {length} characters long: expected at most {most}",
        "reject.no-event": "there is no `{key}`: expected the name of an event",
        "reject.event": "`{key}` is `{found}`: expected the name of an event as a text",
        "reject.no-time": "there is no `{key}`: expected a moment such as `{example}`",
        "reject.time": "`{key}` is `{found}`: expected a moment such as `{example}`",
        "reject.time-offset": (
            "`{key}` is `{found}`, without an offset from UTC: expected for example `{example}`"
        ),
        "reject.time-range": "`{key}` is `{found}`: expected a moment between the years 1900 and 2199",
        "reject.properties": '`{key}` is `{found}`: expected an object such as `{"value": 80}`',
        "reject.specversion": "`specversion` is `{found}`: expected `1.0`",
        "reject.data-base64": "the event carries `data_base64`: expected `data` as a JSON object",
        "reject.cloud-event": "there is no `{key}`: every CloudEvent has one",
        "reject.alias": (
            "`alias` is not supported yet: users cannot be joined; send what happens under one `userId`"
        ),
        "reject.call": "`type` is `{found}`: expected `track` or `identify`",
        "reject.csv": "this is no row of CSV ({why})",
        "reject.csv-long": (
            "this is no row of CSV: a cell is longer than 131072 characters; "
            "is a quotation mark opened and never closed?"
        ),
        "reject.csv-open": "this is no row of CSV: a quotation mark is opened and never closed",
        "reject.csv-quote": (
            "this is no row of CSV: something stands behind a closing quotation mark; "
            "inside of a cell it is written twice"
        ),
        "reject.csv-cells": "this row has {found} cells: expected {expected}, as in the header",
        "body.not-utf8": "this is not UTF-8: send it in that encoding",
        "body.header-not-utf8": "the header `{name}` is not UTF-8 in percent codes: write `ü` as `%C3%BC`",
        "body.csv": "the body is CSV: expected JSON, or JSON Lines as `application/x-ndjson`",
        "body.empty": 'the body is empty: expected for example `{"user_id": "u1", "event": "…"}`',
        "body.packed-otherwise": "`Content-Encoding` is `{found}`: expected `gzip`, or none",
        "body.not-gzip": "the body is not packed as `gzip`: {why}",
        "body.gzip-cut": "the body ends before what is packed as `gzip` ends",
        "body.lines": (
            "the body is JSON Lines, one event a line: send it with "
            "`Content-Type: application/x-ndjson`, or make it a list"
        ),
        "body.lines-elsewhere": (
            "the body is JSON Lines, one object a line, and `{path}` takes one: `/v1/batch` takes "
            "several calls, and `/v1/events` takes lines with `Content-Type: application/x-ndjson`"
        ),
        "body.line": "line {line}: {reason}",
        "body.no-batch": 'there is no `batch`: expected `{"batch": [{"type": "track", "userId": "u1"}]}`',
        "body.no-object": 'the body is no object: expected for example `{"userId": "u1", "event": "…"}`',
    }
)

_REFERENCE = "@"

# Braces that are not around one name are text, as in the catalogue.
_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")


def english(key: str, arguments: Mapping[str, str]) -> str:
    """Return a reason in English.

    Example:
        >>> english("reject.no-event", {"key": "event"})
        'there is no `event`: expected the name of an event'
    """
    return _PLACEHOLDER.sub(lambda match: _said(match[1], arguments[match[1]]), ENGLISH[key])


def _said(name: str, argument: str) -> str:
    """Return an argument; `why` may be another sentence, by its key behind `@`."""
    return ENGLISH.get(argument.removeprefix(_REFERENCE), argument) if name == "why" else argument
