"""What `ma audience` writes, in pieces: sentences for people, JSON and CSV for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import msgspec

from maflow.cli.table import Column, table
from maflow.dsl.diagnostics import Text
from maflow.dsl.render.palette import Role, painted
from maflow.runtime.codegen.template_values import day_text, moment_text, number_text, span_text, time_text
from maflow.runtime.program.program import Predicate
from maflow.runtime.program.types import ValueKind, ValueType
from maflow.runtime.sources.moments import moment_text as utc_text
from maflow.runtime.sql.answers import Answer, Part

__all__ = ["Look", "Shown", "answer_csv", "answer_json", "answer_text"]

_MOST_PARTS = 20
_AT_ONCE = 1000
_SMALLEST = 0.0001


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is to be shown of an audience: by an attribute, and with a list of its users, or not.

    Shape: `most` is how many users, or values of the attribute, are shown.
    """

    predicate: Predicate
    answer: Answer
    by: str | None
    is_listed: bool
    most: int | None

    def parts(self) -> Sequence[Part]:
        """Return how the users spread over the values of the attribute."""
        assert self.by is not None, "an attribute was asked for"
        return self.answer.parts(self.by)

    def text(self, part: Part) -> str | None:
        """Return the attribute's value as a text, None where it is unknown."""
        assert self.by is not None, "an attribute was asked for"
        return _text(part.value, self.answer.tables.attributes[self.by].property.type)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How an answer is worded and painted for people; moments are those of a zone."""

    say: Callable[[Text], str]
    color: bool
    zone: str


def answer_text(shown: Shown, look: Look) -> Iterator[str]:
    """Yield an answer for people: one sentence, and what else was asked for."""
    answer = shown.answer
    if not shown.is_listed:
        told = {
            "name": shown.predicate.name,
            "members": f"{answer.members:,}",
            "users": f"{answer.users:,}",
            "share": _percent(answer.members, answer.users),
            "at": moment_text(answer.at_ms, look.zone),
            "zone": look.zone,
        }
        sentence = look.say(Text("cli.audience.found", told))
        yield painted([(sentence, Role.TITLE)], color=look.color) + "\n"
    if shown.by is not None:
        yield "\n" * (not shown.is_listed) + _table(shown, look)
    if shown.is_listed:
        yield from _joined(f"{user_id}\n" for user_id in answer.ids(shown.most))


def answer_json(shown: Shown) -> Iterator[str]:
    """Yield an answer as an object for programs."""
    answer = shown.answer
    # Any: JSON.
    document: dict[str, Any] = {
        "format_version": 1,
        "audience": shown.predicate.name,
        "description": shown.predicate.description,
        "at": utc_text(answer.at_ms),
        "users": answer.users,
        "members": answer.members,
        "share": answer.members / answer.users if answer.users else None,
    }
    if shown.by is not None:
        parts = [
            {"value": shown.text(part), "users": part.users, "members": part.members}
            for part in shown.parts()[: shown.most]
        ]
        document["by"] = {"attribute": shown.by, "values": parts}
    if shown.is_listed:
        document["list"] = list(answer.ids(shown.most))
    yield msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def answer_csv(shown: Shown) -> Iterator[str]:
    """Yield an answer as a table: of users, of the values of an attribute, or of one row."""
    answer = shown.answer
    if shown.is_listed:
        yield from _joined(map(_row, [["user_id"], *([id] for id in answer.ids(shown.most))]))
    elif shown.by is not None:
        yield _row([shown.by, "users", "members"])
        for part in shown.parts()[: shown.most]:
            yield _row([shown.text(part) or "", part.users, part.members])
    else:
        yield _row(["audience", "at", "users", "members"])
        yield _row([shown.predicate.name, utc_text(answer.at_ms), answer.users, answer.members])


def _table(shown: Shown, look: Look) -> str:
    parts = shown.parts()
    most = _MOST_PARTS if shown.most is None else shown.most
    rows = [
        (shown.text(part) or look.say(Text("cli.audience.unknown-value")), part.users, part.members)
        for part in parts[:most]
    ]
    rest = parts[most:]
    if rest:
        named = look.say(Text("cli.audience.other-values", {"count": str(len(rest))}))
        rows.append((named, sum(part.users for part in rest), sum(part.members for part in rest)))
    columns = [
        Column(shown.by or ""),
        *(
            Column(look.say(Text(f"cli.audience.column.{name}")), True)
            for name in ("members", "users", "share")
        ),
    ]
    cells = [
        (value, f"{members:,}", f"{users:,}", _percent(members, users)) for value, users, members in rows
    ]
    return table(columns, cells, color=look.color)


def _percent(part: int, whole: int) -> str:
    if not whole:
        return "-"
    share = part / whole
    return "<0.01%" if 0 < share < _SMALLEST else f"{share:.2%}"


# Any: a value of the type; None is unknown.
def _text(value: Any, type: ValueType) -> str | None:
    if value is None:
        return None
    match type.kind:
        case ValueKind.LIST:
            assert type.item is not None, "a list says what its items are"
            item = type.item
            return "; ".join(_text(each, item) or "" for each in value)
        case ValueKind.MONEY:
            return f"{value.normalize():f} {type.currency or ''}".rstrip()
        case ValueKind.MOMENT:
            return utc_text(value)
        case ValueKind.BOOLEAN:
            return "true" if value else "false"
        case kind if kind in _PRINTERS:
            return _PRINTERS[kind](value)
        case _:
            return str(value)


# Any: as above.
_PRINTERS: dict[ValueKind, Callable[[Any], str]] = {
    ValueKind.DATE: day_text,
    ValueKind.TIME: time_text,
    ValueKind.DURATION: span_text,
    ValueKind.NUMBER: number_text,
    ValueKind.PERCENT: number_text,
}


def _row(cells: Sequence[object]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _joined(lines: Iterator[str]) -> Iterator[str]:
    """Yield many lines at a time."""
    while piece := "".join(islice(lines, _AT_ONCE)):
        yield piece
