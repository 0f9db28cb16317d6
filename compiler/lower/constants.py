"""Values that are written down, as data."""

from __future__ import annotations

import zoneinfo
from decimal import Decimal

from maflow.compiler.lower.durations import elapsed_ms
from maflow.compiler.lower.instants import days_of, first_instant, moment_ms, time_ms
from maflow.compiler.lower.value_types import value_type
from maflow.compiler.typing.types import ListOf, Money, Simple, SimpleType, Type
from maflow.dsl import ast
from maflow.runtime.program.types import (
    BooleanData,
    Constant,
    Data,
    ListData,
    MoneyData,
    NumberData,
    TextData,
    ValueKind,
    ValueType,
)

__all__ = ["WrittenValue", "constant", "data_of", "is_written_value"]

WrittenValue = (
    ast.TextLiteral
    | ast.NumberLiteral
    | ast.PercentLiteral
    | ast.MoneyLiteral
    | ast.Duration
    | ast.TimeLiteral
    | ast.DateLiteral
    | ast.MomentLiteral
    | ast.BooleanLiteral
)

_HUNDRED = 100
_SIGNED = (ast.NumberLiteral, ast.PercentLiteral, ast.MoneyLiteral, ast.Duration)


def is_written_value(node: ast.Expression) -> bool:
    """Tell whether an expression is a value written down; a number may have a sign."""
    if isinstance(node, ast.Negative):
        return isinstance(node.operand, _SIGNED)
    return isinstance(node, WrittenValue)


def constant(node: ast.Expression, expected: Type | None, zone: zoneinfo.ZoneInfo) -> Constant:
    """Return a written value with its type; a date is its first instant where a moment is expected."""
    sign, value = (-1, node.operand) if isinstance(node, ast.Negative) else (1, node)
    assert isinstance(value, WrittenValue)
    if isinstance(value, ast.DateLiteral) and expected == SimpleType(Simple.MOMENT):
        return _number(ValueKind.MOMENT, first_instant(days_of(value), zone))
    return _constant(value, sign, zone)


def data_of(literal: ast.Expression, expected: Type, zone: zoneinfo.ZoneInfo) -> Data:
    """Return a written value, or a list of such, as data of a declared type."""
    if isinstance(literal, ast.ListLiteral):
        item = expected.item if isinstance(expected, ListOf) else expected
        return ListData(tuple(data_of(each, item, zone) for each in literal.items))
    data = constant(literal, expected, zone).data
    if isinstance(data, NumberData) and expected == SimpleType(Simple.INTEGER):
        return NumberData(int(data.value))
    return data


def _constant(value: WrittenValue, sign: int, zone: zoneinfo.ZoneInfo) -> Constant:
    match value:
        case ast.TextLiteral():
            return Constant(ValueType(ValueKind.TEXT), TextData(value.value))
        case ast.BooleanLiteral():
            return Constant(ValueType(ValueKind.BOOLEAN), BooleanData(value.value))
        case ast.MoneyLiteral(amount=amount, currency=currency):
            return Constant(value_type(Money(currency)), MoneyData(str(sign * _decimal(amount))))
        case ast.NumberLiteral() | ast.PercentLiteral():
            return _plain_number(value, sign)
        case ast.Duration():
            return _number(ValueKind.DURATION, sign * elapsed_ms(value))
        case ast.DateLiteral():
            return _number(ValueKind.DATE, days_of(value))
        case ast.MomentLiteral():
            return _number(ValueKind.MOMENT, moment_ms(value, zone))
        case ast.TimeLiteral(text=text):
            return _number(ValueKind.TIME, time_ms(text))


def _plain_number(value: ast.NumberLiteral | ast.PercentLiteral, sign: int) -> Constant:
    number = sign * _decimal(value.text)
    if isinstance(value, ast.PercentLiteral):
        return _number(ValueKind.PERCENT, float(number / _HUNDRED))
    if "." in value.text:
        return _number(ValueKind.NUMBER, float(number))
    return _number(ValueKind.INTEGER, int(number))


def _number(kind: ValueKind, value: float) -> Constant:
    return Constant(ValueType(kind), NumberData(value))


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace("_", ""))
