"""Lowers Kleene's logic and comparisons. SQL's own logic is Kleene's, with NULL for the unknown."""

from __future__ import annotations

from types import MappingProxyType

from maflow.runtime.program.expressions import (
    And,
    Between,
    Compare,
    Comparison,
    Contains,
    Default,
    Expression,
    In,
    IsKnown,
    ListOf,
    Not,
    Or,
)
from maflow.runtime.sql.amounts import choose_amount, compare_amounts
from maflow.runtime.sql.fragments import FALSE, Amount, Form, Fragment, Plain, all_of, any_of
from maflow.runtime.sql.frame import Frame, Lower
from maflow.runtime.sql.numbers import as_number, compare_numbers

__all__ = ["LOGIC"]

_NUMBERS = frozenset({Form.INTEGER, Form.WIDE, Form.NUMBER})


def _and(node: And, frame: Frame) -> Fragment:
    return _boolean(all_of(_condition(operand, frame) for operand in node.operands))


def _or(node: Or, frame: Frame) -> Fragment:
    return _boolean(any_of(_condition(operand, frame) for operand in node.operands))


def _not(node: Not, frame: Frame) -> Fragment:
    return _boolean(f"NOT {_condition(node.operand, frame)}")


def _condition(node: Expression, frame: Frame) -> str:
    return _plain(frame.lower(node)).sql


def _compare(node: Compare, frame: Frame) -> Fragment:
    return _compared(node.operator, frame.lower(node.left), frame.lower(node.right))


def _between(node: Between, frame: Frame) -> Fragment:
    operand, low, high = (frame.lower(each) for each in (node.operand, node.low, node.high))
    from_low = _compared(Comparison.LESS_OR_EQUAL, low, operand)
    up_to_high = _compared(Comparison.LESS_OR_EQUAL, operand, high)
    return _boolean(f"{from_low.sql} AND {up_to_high.sql}")


def _in(node: In, frame: Frame) -> Fragment:
    operand = frame.lower(node.operand)
    if not node.items:
        return FALSE
    items = [frame.lower(item) for item in node.items]
    if isinstance(operand, Plain) and all(_is_alike(operand, item) for item in items):
        # One IN, because very many ORs are too deep for the database. Its logic is Kleene's as well.
        return _boolean(f"{operand.sql} IN ({', '.join(_plain(item).sql for item in items)})")
    return _boolean(any_of(_compared(Comparison.EQUAL, operand, item).sql for item in items))


def _is_alike(operand: Plain, item: Fragment) -> bool:
    return isinstance(item, Plain) and item.form is operand.form


def _compared(operator: Comparison, left: Fragment, right: Fragment) -> Plain:
    sign = operator.value
    if isinstance(left, Amount) or isinstance(right, Amount):
        return _boolean(compare_amounts(sign, left, right))
    if left.form in _NUMBERS and right.form in _NUMBERS:
        return _boolean(compare_numbers(sign, left, right))
    return _boolean(f"{left.sql} {sign} {right.sql}")


def _contains(node: Contains, frame: Frame) -> Fragment:
    return _is_in(node.whole, frame.lower(node.part), frame)


def _is_in(node: Expression, part: Fragment, frame: Frame) -> Plain:
    match node:
        case ListOf(items=items):
            return _is_listed(part, [frame.lower(item) for item in items])
        case Default(operand=operand) if _is_written(operand):
            return _is_in(operand, part, frame)
        case Default(operand=operand, fallback=fallback) if _is_written(fallback):
            one, other = (_is_in(each, part, frame).sql for each in (operand, fallback))
            return _boolean(f"CASE WHEN {_known(frame.lower(operand))} THEN {one} ELSE {other} END")
        case _:
            return _is_part(_plain(frame.lower(node)), part)


def _is_written(node: Expression) -> bool:
    """Tell whether a list is written out: then it is known."""
    match node:
        case Default(operand=operand, fallback=fallback):
            return _is_written(operand) or _is_written(fallback)
        case _:
            return isinstance(node, ListOf)


def _is_part(whole: Plain, part: Fragment) -> Plain:
    if whole.form is Form.TEXT:
        return _boolean(f"contains({whole.sql}, {_plain(part).sql})")
    if isinstance(part, Amount):
        # A list of amounts; what was calculated is compared with each as a decimal is.
        return _boolean(f"list_contains(list_transform({whole.sql}, lambda one: {_same('one', part)}), TRUE)")
    item = as_number(part) if whole.item is Form.NUMBER else part.sql
    return _boolean(f"list_contains({whole.sql}, {item})")


def _same(item: str, part: Amount) -> str:
    return compare_amounts(Comparison.EQUAL.value, Plain(item, Form.MONEY), part)


def _is_listed(part: Fragment, items: list[Fragment]) -> Plain:
    """Unknown items are in no list; an unknown part is unknown."""
    found = (f"coalesce({_compared(Comparison.EQUAL, part, item).sql}, FALSE)" for item in items)
    return _boolean(f"CASE WHEN {_known(part)} THEN {any_of(found)} END")


def _is_known(node: IsKnown, frame: Frame) -> Fragment:
    return _boolean(_known(frame.lower(node.operand)))


def _known(value: Fragment) -> str:
    # What is calculated approximately is known exactly where the exact value is.
    return f"{value.approximate if isinstance(value, Amount) else value.sql} IS NOT NULL"


def _default(node: Default, frame: Frame) -> Fragment:
    value, fallback = frame.lower(node.operand), frame.lower(node.fallback)
    if isinstance(value, Amount) or isinstance(fallback, Amount):
        return choose_amount(value, fallback)
    if value.form in _NUMBERS and Form.NUMBER in (value.form, fallback.form):
        return Plain(f"coalesce({as_number(value)}, {as_number(fallback)})", Form.NUMBER)
    form = Form.WIDE if Form.WIDE in (value.form, fallback.form) else value.form
    return Plain(f"coalesce({value.sql}, {fallback.sql})", form, value.item)


def _boolean(sql: str) -> Plain:
    return Plain(f"({sql})", Form.BOOLEAN)


def _plain(value: Fragment) -> Plain:
    assert isinstance(value, Plain), "an amount stands where no money can"
    return value


LOGIC: MappingProxyType[type, Lower] = MappingProxyType(
    {
        And: _and,
        Or: _or,
        Not: _not,
        Compare: _compare,
        Between: _between,
        In: _in,
        Contains: _contains,
        IsKnown: _is_known,
        Default: _default,
    }
)
