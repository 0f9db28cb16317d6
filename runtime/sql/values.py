"""Lowers what is at hand: constants, attributes, properties, the clock, tags and facts."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from maflow.runtime.program.expressions import (
    Aggregate,
    Consents,
    Count,
    CountDistinct,
    Did,
    DidThen,
    EntryValue,
    EventValue,
    HasTag,
    Holds,
    ListOf,
    Now,
    RunValue,
    TimeSince,
    TodayDate,
    UserValue,
)
from maflow.runtime.program.types import Constant, Property
from maflow.runtime.sql.errors import NotInSqlError
from maflow.runtime.sql.fragments import Amount, Form, Fragment, Plain, form_of, text_literal
from maflow.runtime.sql.frame import Frame, Lower
from maflow.runtime.sql.literals import constant
from maflow.runtime.sql.numbers import as_number

__all__ = ["VALUES"]


def _constant(node: Constant, _: Frame) -> Fragment:
    return constant(node.data, node.type)


def _user_value(node: UserValue, frame: Frame) -> Fragment:
    column = frame.question.tables.attributes[node.name]
    return _with_default(frame.of_user(column.name), column.property)


def _event_value(node: EventValue, frame: Frame) -> Fragment:
    if frame.event is None:
        raise NotInSqlError(f"event.{node.name}")
    if node.name == "time":
        return Plain("e.time", Form.TIME)
    if node.name == "id":
        return Plain("e.id", Form.TEXT)
    column = frame.question.tables.properties[frame.event.name, node.name]
    return _with_default(f"e.{column.name}", column.property)


def _with_default(sql: str, declared: Property) -> Plain:
    item = declared.type.item
    if declared.default is not None:
        sql = f"coalesce({sql}, {constant(declared.default, declared.type).sql})"
    return Plain(sql, form_of(declared.type), None if item is None else form_of(item))


# Any: an entry or a run, which no user has outside a campaign.
def _of_run(node: Any, _: Frame) -> Fragment:
    scope = "entry" if isinstance(node, EntryValue) else "run"
    raise NotInSqlError(f"{scope}.{node.name}")


def _now(_: Now, frame: Frame) -> Fragment:
    return Plain(f"({frame.question.at_ms})", Form.TIME)


def _today(_: TodayDate, frame: Frame) -> Fragment:
    return Plain(frame.of_zone("today"), Form.TIME)


def _has_tag(node: HasTag, frame: Frame) -> Fragment:
    tags = frame.of_user("tags")
    return Plain(f"coalesce(list_contains({tags}, {text_literal(node.tag)}), FALSE)", Form.BOOLEAN)


# Any: what an earlier step of the question has computed.
def _known(node: Any, frame: Frame) -> Fragment:
    frame.looks_at_user = True
    return frame.question.known(node)


def _list_of(node: ListOf, frame: Frame) -> Fragment:
    items = [frame.lower(item) for item in node.items]
    if not items:
        return Plain("CAST([] AS VARCHAR[])", Form.LIST, Form.TEXT)
    plain = [item for item in items if isinstance(item, Plain)]
    if any(isinstance(item, Amount) for item in items):
        raise NotInSqlError("[… * …]")
    form = Form.NUMBER if any(item.form is Form.NUMBER for item in plain) else plain[0].form
    listed = ", ".join(as_number(item) if form is Form.NUMBER else item.sql for item in plain)
    return Plain(f"list_filter([{listed}], lambda item: item IS NOT NULL)", Form.LIST, form)


VALUES: MappingProxyType[type, Lower] = MappingProxyType(
    {
        Constant: _constant,
        UserValue: _user_value,
        EventValue: _event_value,
        EntryValue: _of_run,
        RunValue: _of_run,
        Now: _now,
        TodayDate: _today,
        HasTag: _has_tag,
        ListOf: _list_of,
        **dict.fromkeys((Holds, Consents, Count, CountDistinct, Aggregate, Did, DidThen, TimeSince), _known),
    }
)
