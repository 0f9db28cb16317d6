"""Lowers calculations, and tests of texts."""

from __future__ import annotations

from types import MappingProxyType

from maflow.runtime.program.expressions import Arithmetic, ArithmeticKind, Matches, Negate, TextTest
from maflow.runtime.sql.amounts import calculate_money, negate_amount
from maflow.runtime.sql.fragments import Amount, Form, Fragment, Plain, text_literal
from maflow.runtime.sql.frame import Frame, Lower
from maflow.runtime.sql.numbers import calculate_numbers, calculate_times, whole

__all__ = ["CALCULATIONS"]

_MONEY = frozenset(
    {
        ArithmeticKind.MONEY,
        ArithmeticKind.MONEY_BY_NUMBER,
        ArithmeticKind.NUMBER_BY_MONEY,
        ArithmeticKind.MONEY_BY_MONEY,
    }
)
_TESTS = MappingProxyType({"starts with": "starts_with", "ends with": "suffix"})


def _arithmetic(node: Arithmetic, frame: Frame) -> Fragment:
    left, right = frame.lower(node.left), frame.lower(node.right)
    if node.kind in _MONEY:
        return calculate_money(node.kind, node.operator, left, right)
    assert isinstance(left, Plain), "no amount stands here"
    assert isinstance(right, Plain), "no amount stands here"
    if node.kind is ArithmeticKind.NUMBERS:
        return calculate_numbers(node.operator, left, right)
    return calculate_times(node.kind, node.operator, left, right)


def _negate(node: Negate, frame: Frame) -> Fragment:
    value = frame.lower(node.operand)
    if isinstance(value, Amount):
        return negate_amount(value)
    if whole(value):
        return Plain(f"(-CAST({value.sql} AS HUGEINT))", Form.WIDE)
    return Plain(f"(-{value.sql})", value.form)


def _text_test(node: TextTest, frame: Frame) -> Fragment:
    return _tested(_TESTS[node.test], frame.lower(node.operand), frame.lower(node.part))


def _tested(function: str, operand: Fragment, part: Fragment) -> Plain:
    assert isinstance(operand, Plain), "no amount stands here"
    assert isinstance(part, Plain), "no amount stands here"
    return Plain(f"{function}({operand.sql}, {part.sql})", Form.BOOLEAN)


def _matches(node: Matches, frame: Frame) -> Fragment:
    # RE2 in the engine (`maflow.runtime.codegen.patterns`), and RE2 in DuckDB.
    return _tested("regexp_matches", frame.lower(node.operand), Plain(text_literal(node.pattern), Form.TEXT))


CALCULATIONS: MappingProxyType[type, Lower] = MappingProxyType(
    {Arithmetic: _arithmetic, Negate: _negate, TextTest: _text_test, Matches: _matches}
)
