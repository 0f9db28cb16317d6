"""Lowers calculations with money.

Amounts of files, their sums and differences are decimals of the database, exactly. What is multiplied or
divided is rounded to 28 digits by the engine, which no type of the database does: it is compared by a
DOUBLE, and where that comes too near to decide, by the engine's own arithmetic (`functions.py`).
"""

from __future__ import annotations

from maflow.runtime.program.expressions import ArithmeticKind
from maflow.runtime.sql.fragments import Amount, Form, Fragment, Plain
from maflow.runtime.sql.numbers import as_number

__all__ = ["average_amount", "calculate_money", "choose_amount", "compare_amounts", "negate_amount"]

# A calculation of thousands of steps errs less than this part of what it adds up.
_NEAR = "1e-12"
_NAMES = {"+": "add_money", "-": "subtract_money", "*": "multiply_money", "/": "divide_money"}


def calculate_money(kind: ArithmeticKind, operator: str, left: Fragment, right: Fragment) -> Fragment:
    """Return what comes of an amount and another, or of an amount and a number."""
    match kind:
        case ArithmeticKind.MONEY if isinstance(left, Plain) and isinstance(right, Plain):
            return Plain(f"({left.sql} {operator} {right.sql})", Form.MONEY)
        case ArithmeticKind.MONEY:
            return _added(operator, _amount(left), _amount(right))
        case ArithmeticKind.MONEY_BY_MONEY:
            texts = f"{_amount(left).exact}, {_amount(right).exact}"
            return Plain(f"share_money({texts})", Form.NUMBER)
        case ArithmeticKind.NUMBER_BY_MONEY:
            assert isinstance(left, Plain), "a number"
            return _scaled(operator, _amount(right), left)
        case _:
            assert isinstance(right, Plain), "a number"
            return _scaled(operator, _amount(left), right)


def average_amount(total: str, count: str) -> Amount:
    """Return a sum of amounts by their count, which may be 0."""
    approximate = f"(CAST({total} AS DOUBLE) / nullif({count}, 0))"
    exact = f"divide_money({_text(total)}, {_text(count)})"
    return Amount(exact, approximate, f"abs({approximate})")


def negate_amount(value: Amount) -> Amount:
    """Return an amount with the other sign."""
    return Amount(f"subtract_money('0', {value.exact})", f"(-{value.approximate})", value.magnitude)


def choose_amount(value: Fragment, fallback: Fragment) -> Amount:
    """Return an amount, or another one where it is unknown."""
    one, other = _amount(value), _amount(fallback)
    parts = zip(
        (one.exact, one.approximate, one.magnitude),
        (other.exact, other.approximate, other.magnitude),
        strict=True,
    )
    return Amount(*(f"coalesce({first}, {second})" for first, second in parts))


def compare_amounts(operator: str, left: Fragment, right: Fragment) -> str:
    """Return a comparison of two amounts."""
    one, other = _amount(left), _amount(right)
    is_clear = (
        f"abs({one.approximate} - {other.approximate}) > {_NEAR} * ({one.magnitude} + {other.magnitude})"
    )
    clear = f"{one.approximate} {operator} {other.approximate}"
    return (
        f"(CASE WHEN {is_clear} THEN {clear} ELSE compare_money({one.exact}, {other.exact}) {operator} 0 END)"
    )


def _amount(value: Fragment) -> Amount:
    if isinstance(value, Amount):
        return value
    approximate = f"CAST({value.sql} AS DOUBLE)"
    return Amount(_text(value.sql), approximate, f"abs({approximate})")


def _added(operator: str, left: Amount, right: Amount) -> Amount:
    return Amount(
        f"{_NAMES[operator]}({left.exact}, {right.exact})",
        f"({left.approximate} {operator} {right.approximate})",
        f"({left.magnitude} + {right.magnitude})",
    )


def _scaled(operator: str, money: Amount, by: Plain) -> Amount:
    number = as_number(by) if operator == "*" else f"nullif({as_number(by)}, 0)"
    return Amount(
        f"{_NAMES[operator]}({money.exact}, {_text(by.sql)})",
        f"({money.approximate} {operator} {number})",
        f"({money.magnitude} {operator} abs({number}))",
    )


def _text(sql: str) -> str:
    return f"CAST({sql} AS VARCHAR)"
