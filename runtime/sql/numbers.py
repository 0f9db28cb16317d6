"""Lowers calculations with numbers and durations, as the engine does them.

Whole numbers are exact: they are calculated as HUGEINT. What comes of them is unknown where no BIGINT holds
it, as everything is that is too large for the engine. Others are calculated by the engine's own functions
(`maflow.runtime.core.values`).
"""

from __future__ import annotations

from maflow.runtime.core.local_time import DAY_MS
from maflow.runtime.core.values import LONGEST_MS
from maflow.runtime.program.expressions import ArithmeticKind
from maflow.runtime.sql.fragments import Form, Plain

__all__ = [
    "as_number",
    "average_time",
    "calculate_numbers",
    "calculate_times",
    "compare_numbers",
    "quotient",
    "whole",
]

_EXACT = 2**53
# No instant or duration is further from 0, so that division rounds down.
_FAR_DAYS = 10**12
_FUNCTIONS = {"+": "add_numbers", "-": "subtract_numbers", "*": "multiply_numbers"}
_WHOLE = frozenset({Form.INTEGER, Form.WIDE})


def whole(value: Plain) -> bool:
    """Tell whether a value is a whole number."""
    return value.form in _WHOLE


def as_number(value: Plain) -> str:
    """Return a number as a DOUBLE, correctly rounded."""
    match value.form:
        case Form.NUMBER:
            return value.sql
        # DuckDB's own cast of a HUGEINT rounds twice.
        case Form.WIDE:
            return f"CAST(CAST({value.sql} AS VARCHAR) AS DOUBLE)"
        case _:
            return f"CAST({value.sql} AS DOUBLE)"


def calculate_numbers(operator: str, left: Plain, right: Plain) -> Plain:
    """Return a sum, difference, product or quotient of numbers."""
    if operator == "/":
        return quotient(left, right)
    if whole(left) and whole(right):
        sql = f"CAST({left.sql} AS HUGEINT) {operator} CAST({right.sql} AS HUGEINT)"
        return Plain(f"TRY_CAST(TRY({sql}) AS BIGINT)", Form.INTEGER)
    return Plain(f"{_FUNCTIONS[operator]}({_texts(left, right)})", Form.NUMBER)


def quotient(left: Plain, right: Plain) -> Plain:
    """Return a quotient; that of whole numbers is rounded once, however large they are."""
    texts = _texts(left, right)
    if not whole(left) or not whole(right):
        return Plain(f"divide_numbers({texts})", Form.NUMBER)
    plain = f"({as_number(left)} / nullif({as_number(right)}, 0))"
    is_exact = f"{_is_exact(left)} AND {_is_exact(right)}"
    return Plain(f"(CASE WHEN {is_exact} THEN {plain} ELSE divide_integers({texts}) END)", Form.NUMBER)


def average_time(total: Plain, count: Plain) -> Plain:
    """Return a sum of durations by their count, in whole milliseconds."""
    return _to_even(quotient(_as_integer(total), count).sql)


def compare_numbers(operator: str, left: Plain, right: Plain) -> str:
    """Return a comparison; a whole number and another are compared exactly, as Python does."""
    if whole(left) == whole(right):
        return f"({left.sql} {operator} {right.sql})"
    if whole(right):
        return _compare_mixed(f"{left.sql} {operator} {as_number(right)}", operator, left, right)
    return _compare_mixed(f"{as_number(left)} {operator} {right.sql}", operator, left, right)


def _compare_mixed(plain: str, operator: str, left: Plain, right: Plain) -> str:
    integer, number = (left, right) if whole(left) else (right, left)
    # Beyond 2**53 every DOUBLE is whole; one that no HUGEINT holds is larger than all of them.
    exact = f"TRY_CAST({left.sql} AS HUGEINT) {operator} TRY_CAST({right.sql} AS HUGEINT)"
    sign = f"0 {operator} {number.sql}" if integer is left else f"{number.sql} {operator} 0"
    beyond = f"CASE WHEN {integer.sql} IS NOT NULL THEN {sign} END"
    return f"(CASE WHEN {_is_exact(integer)} THEN {plain} ELSE coalesce({exact}, {beyond}) END)"


def _is_exact(integer: Plain) -> str:
    # DuckDB has no absolute value of the least BIGINT.
    return f"{integer.sql} BETWEEN -{_EXACT} AND {_EXACT}"


def _texts(left: Plain, right: Plain) -> str:
    return f"CAST({left.sql} AS VARCHAR), CAST({right.sql} AS VARCHAR)"


def calculate_times(kind: ArithmeticKind, operator: str, left: Plain, right: Plain) -> Plain:
    """Return what comes of durations, dates and moments."""
    match kind:
        case ArithmeticKind.DURATION_BY_NUMBER:
            return _scaled(operator, left, right)
        case ArithmeticKind.NUMBER_BY_DURATION:
            return _scaled(operator, right, left)
        case ArithmeticKind.DURATION_BY_DURATION:
            return quotient(_as_integer(left), _as_integer(right))
        case ArithmeticKind.DATES:
            return Plain(f"((CAST({left.sql} AS HUGEINT) - {right.sql}) * {DAY_MS})", Form.TIME)
        case ArithmeticKind.DATE_AND_DURATION:
            moved = f"CAST({left.sql} AS HUGEINT) * {DAY_MS} {operator} {right.sql}"
            return Plain(f"(({moved} + {_FAR_DAYS * DAY_MS}) // {DAY_MS} - {_FAR_DAYS})", Form.TIME)
        case _:
            return Plain(f"(CAST({left.sql} AS HUGEINT) {operator} {right.sql})", Form.TIME)


def _scaled(operator: str, duration: Plain, by: Plain) -> Plain:
    """Scale a duration to a whole number of milliseconds: halves go to the even one."""
    left = _as_integer(duration)
    if not whole(by):
        function = "divide_duration" if operator == "/" else "multiply_duration"
        return Plain(f"{function}({_texts(left, by)})", Form.TIME)
    if operator != "/":
        return _not_too_long(f"TRY(CAST({left.sql} AS HUGEINT) * CAST({by.sql} AS HUGEINT))")
    return _to_even(quotient(left, by).sql)


def _to_even(sql: str) -> Plain:
    # What no whole number is near is unknown.
    return _not_too_long(f"TRY_CAST(round_even({sql}, 0) AS HUGEINT)")


def _not_too_long(ms: str) -> Plain:
    return Plain(f"(CASE WHEN {ms} BETWEEN -{LONGEST_MS} AND {LONGEST_MS} THEN {ms} END)", Form.TIME)


def _as_integer(time: Plain) -> Plain:
    return Plain(time.sql, Form.WIDE)
