"""How values are compiled: what is named, calculated, and taken of time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from maflow.runtime.codegen.frame import Frame, Source
from maflow.runtime.codegen.strict import strict_value
from maflow.runtime.core import values
from maflow.runtime.core.local_time import DAY_MS, WEEKDAYS, shift_date
from maflow.runtime.program.expressions import (
    Aggregate,
    Arithmetic,
    ArithmeticKind,
    Count,
    CountDistinct,
    Default,
    EntryValue,
    EventValue,
    Expression,
    ListOf,
    Negate,
    Now,
    RunValue,
    Shift,
    Summary,
    TimePart,
    TodayDate,
    UserValue,
)
from maflow.runtime.program.types import Constant, Data, NumberData, Property, ValueKind

__all__ = ["CALCULATIONS", "Operand"]

# How many days 1970-01-01, a thursday, comes after a monday.
_THURSDAY = 3


class Operand(msgspec.Struct, frozen=True):
    """A known value that stands in a local of the generated code: no expression of a program."""

    name: str


def _operand(_: Frame, node: Operand) -> Source:
    return Source(node.name, may_be_unknown=False, is_simple=True)


def _constant(frame: Frame, node: Constant) -> Source:
    return Source(frame.literal(node.data), may_be_unknown=False, is_simple=True)


def _user_value(frame: Frame, node: UserValue) -> Source:
    place, declared = frame.tables.attributes[node.name]
    local = frame.locals.get(node)
    if local is not None:
        return Source(local, may_be_unknown=declared.default is None, is_simple=True)
    # An attribute with a default holds it until it is set: it is never unknown.
    return Source(f"{frame.hoisted('a')}[{place}]", may_be_unknown=declared.default is None)


def _event_value(frame: Frame, node: EventValue) -> Source:
    if frame.event_values is not None:
        return frame.event_values[node.name]
    if node.name == "time":
        return Source("t", may_be_unknown=False, is_simple=True)
    if node.name == "id":
        return Source("E.event_id")
    declared = frame.event_property(node.name)
    local = frame.locals.get(node)
    if local is not None:
        is_optional = declared is None or declared.default is None
        return Source(local, may_be_unknown=is_optional, is_simple=True)
    return _read(frame, "p", node.name, declared)


def _entry_value(frame: Frame, node: EntryValue) -> Source:
    if node.name == "time":
        return Source("r.entry_time", may_be_unknown=False)
    return _read(frame, frame.hoisted("e"), node.name, _entry_property(frame, node.name))


def _entry_property(frame: Frame, name: str) -> Property | None:
    kept = frame.campaign.entry_properties if frame.campaign is not None else ()
    return next((each for each in kept if each.name == name), None)


def _read(frame: Frame, mapping: str, name: str, declared: Property | None) -> Source:
    if declared is None or declared.default is None:
        return Source(f"{mapping}.get({name!r})")
    return or_default(frame, Source(f"{mapping}.get({name!r})"), declared.default)


def or_default(frame: Frame, source: Source, default: Data) -> Source:
    """Return source of a value with another where it is unknown."""
    test, text = frame.known(source)
    return Source(f"({text} if {test} else {frame.literal(default)})", may_be_unknown=False)


def _run_value(frame: Frame, node: RunValue) -> Source:
    assert frame.campaign is not None, "values are kept in runs only"
    names = [each.name for each in frame.campaign.run_values]
    return Source(f"{frame.hoisted('v')}[{names.index(node.name)}]")


def _now(_: Frame, __: Now) -> Source:
    return Source("now", may_be_unknown=False, is_simple=True)


def _today(_: Frame, __: TodayDate) -> Source:
    return Source("u.zone.date(now)", may_be_unknown=False)


def _time_part(frame: Frame, node: TimePart) -> Source:
    if not node.of_date:
        return strict_value(frame, (node.operand,), lambda moment: f"u.zone.{node.part}({moment})")
    if node.part == "date":
        return frame.value(node.operand)
    names = frame.tables.names.constant("weekdays", lambda: WEEKDAYS)
    return strict_value(frame, (node.operand,), lambda day: f"{names}[({day} + {_THURSDAY}) % 7]")


def _negate(frame: Frame, node: Negate) -> Source:
    return strict_value(frame, (node.operand,), "(-{})".format)


def _shift(frame: Frame, node: Shift) -> Source:
    def write(operand: str) -> str:
        if node.months or node.days:
            move = frame.call(shift_date) if node.of_date else "u.zone.shift"
            operand = f"{move}({operand}, {node.months}, {node.days})"
        if node.elapsed_ms and node.of_date:
            return f"(({operand} * {DAY_MS} + {node.elapsed_ms}) // {DAY_MS})"
        return f"({operand} + {node.elapsed_ms})" if node.elapsed_ms else operand

    return strict_value(frame, (node.operand,), write)


def _default(frame: Frame, node: Default) -> Source:
    operand = frame.value(node.operand)
    if not operand.may_be_unknown:
        return operand
    test, text = frame.known(operand)
    fallback = frame.value(node.fallback)
    return Source(f"({text} if {test} else {fallback.text})", may_be_unknown=fallback.may_be_unknown)


def _list_of(frame: Frame, node: ListOf) -> Source:
    items = [frame.value(item) for item in node.items]
    texts = ", ".join(item.text for item in items)
    if any(item.may_be_unknown for item in items):
        return Source(f"{frame.call(values.known_items)}({texts})", may_be_unknown=False)
    return Source(f"({texts}{',' if items else ''})", may_be_unknown=False)


def _arithmetic(frame: Frame, node: Arithmetic) -> Source:
    if node.operator == "/":
        return _quotient(frame, node)
    if node.operator == "*":
        return _product(frame, node)
    operands = (node.left, node.right)
    match node.kind:
        case ArithmeticKind.DATES:
            return strict_value(frame, operands, f"(({{}} - {{}}) * {DAY_MS})".format)
        case ArithmeticKind.DATE_AND_DURATION:
            text = f"(({{}} * {DAY_MS} {node.operator} {{}}) // {DAY_MS})"
            return strict_value(frame, operands, text.format)
        case ArithmeticKind.NUMBERS:
            return _bounded(frame, node)
        case _:
            return strict_value(frame, operands, f"({{}} {node.operator} {{}})".format)


# What is called for a product, and whether the number stands first.
_PRODUCTS: dict[ArithmeticKind, tuple[Callable[..., object], bool]] = {
    ArithmeticKind.MONEY_BY_NUMBER: (values.multiply_money, False),
    ArithmeticKind.NUMBER_BY_MONEY: (values.multiply_money, True),
    ArithmeticKind.DURATION_BY_NUMBER: (values.multiply_duration, False),
    ArithmeticKind.NUMBER_BY_DURATION: (values.multiply_duration, True),
}


def _product(frame: Frame, node: Arithmetic) -> Source:
    if node.kind not in _PRODUCTS:
        return _bounded(frame, node)
    function, is_turned = _PRODUCTS[node.kind]
    operands = (node.right, node.left) if is_turned else (node.left, node.right)
    return strict_value(frame, operands, f"{frame.call(function)}({{}}, {{}})".format, may_fail=True)


def _bounded(frame: Frame, node: Arithmetic) -> Source:
    """Return source of a sum, difference or product of numbers, which is unknown where it is too large."""
    operands = (node.left, node.right)
    if not all(_is_whole(frame, operand) for operand in operands):
        text = f"{frame.call(_OPERATIONS[node.operator])}({{}}, {{}})"
        return strict_value(frame, operands, text.format, may_fail=True)
    name, least, most = frame.temporary(), values.LEAST_WHOLE, values.MOST_WHOLE
    text = f"({name} if {least} <= ({name} := {{}} {node.operator} {{}}) <= {most} else None)"
    return strict_value(frame, operands, text.format, may_fail=True)


# What is called for numbers that are not both whole.
_OPERATIONS: dict[str, Callable[..., object]] = {
    "+": values.add_numbers,
    "-": values.subtract_numbers,
    "*": values.multiply_numbers,
}


def _is_whole(frame: Frame, node: Expression) -> bool:
    """Tell whether a number is whole by its type."""
    match node:
        case Count() | CountDistinct() | TimePart():
            return True
        case Constant(type=type):
            return type.kind is ValueKind.INTEGER
        case Aggregate(type=type, summary=summary):
            return type.kind is ValueKind.INTEGER and summary is not Summary.AVERAGE
        case Negate(operand=operand):
            return _is_whole(frame, operand)
        case Default(operand=operand, fallback=fallback):
            return _is_whole(frame, operand) and _is_whole(frame, fallback)
        case Arithmetic(operator=operator, left=left, right=right):
            return operator != "/" and _is_whole(frame, left) and _is_whole(frame, right)
        case _:
            declared = _declared(frame, node)
            return declared is not None and declared.type.kind is ValueKind.INTEGER


def _declared(frame: Frame, node: Expression) -> Property | None:
    match node:
        case UserValue(name=name):
            return frame.tables.attributes[name][1]
        case EventValue(name=name):
            return frame.event_property(name)
        case EntryValue(name=name):
            return _entry_property(frame, name)
        case RunValue(name=name) if frame.campaign is not None:
            return next((each for each in frame.campaign.run_values if each.name == name), None)
        case _:
            return None


# What is called for a quotient, by what stands on both sides.
_QUOTIENTS: dict[ArithmeticKind, Callable[..., object]] = {
    ArithmeticKind.DURATION_BY_DURATION: values.divide,
    ArithmeticKind.DURATION_BY_NUMBER: values.divide_duration,
    ArithmeticKind.MONEY_BY_MONEY: values.divide_amounts,
    ArithmeticKind.MONEY_BY_NUMBER: values.divide_money,
    ArithmeticKind.NUMBERS: values.divide,
}


def _quotient(frame: Frame, node: Arithmetic) -> Source:
    divide = frame.call(_QUOTIENTS[node.kind])
    is_amount = node.kind is ArithmeticKind.MONEY_BY_NUMBER
    right = f"{frame.call(values.as_decimal)}({{}})" if is_amount else "{}"
    operands = (node.left, node.right)
    match node.right:
        case Constant(data=NumberData(value=int(value))) if value and _is_whole(frame, node.left):
            # It is not too large.
            return strict_value(frame, operands, "({} / {})".format)
        case _:
            return strict_value(frame, operands, f"{divide}({{}}, {right})".format, may_fail=True)


# Any: each rule takes its own class of expression, which is its key.
CALCULATIONS: dict[type, Callable[[Frame, Any], Source]] = {
    Arithmetic: _arithmetic,
    Constant: _constant,
    Default: _default,
    EntryValue: _entry_value,
    EventValue: _event_value,
    ListOf: _list_of,
    Negate: _negate,
    Now: _now,
    Operand: _operand,
    RunValue: _run_value,
    Shift: _shift,
    TimePart: _time_part,
    TodayDate: _today,
    UserValue: _user_value,
}
