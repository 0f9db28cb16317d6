"""What SQL asks Python for: arithmetic with the engine's own decimals.

Numbers travel as texts, because a number's shortest digits are what the engine calculates with. None is
unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import reduce
from types import MappingProxyType
from typing import TypeAlias

from maflow.runtime.core.values import (
    add_numbers,
    divide,
    divide_duration,
    multiply_duration,
    multiply_numbers,
    rounded,
    subtract_numbers,
    sum_exactly,
)

__all__ = ["FUNCTIONS", "Function"]


Function: TypeAlias = Callable[..., object]


def _add_money(left: str, right: str) -> str:
    return str(Decimal(left) + Decimal(right))


def _subtract_money(left: str, right: str) -> str:
    return str(Decimal(left) - Decimal(right))


def _multiply_money(left: str, right: str) -> str | None:
    by = Decimal(right)
    # A sum of numbers may be too large for any.
    return str(Decimal(left) * by) if by.is_finite() else None


def _divide_money(left: str, right: str) -> str | None:
    by = Decimal(right)
    return str(Decimal(left) / by) if by else None


def _share_money(left: str, right: str) -> float | None:
    by = Decimal(right)
    return float(Decimal(left) / by) if by else None


def _compare_money(left: str, right: str) -> int:
    one, other = Decimal(left), Decimal(right)
    return (one > other) - (one < other)


def _divide_integers(left: str, right: str) -> float | None:
    by = int(right)
    return int(left) / by if by else None


def _sum_numbers(kept: str, others: str) -> float:
    """Add up what `sums.py` has kept."""
    return rounded(reduce(sum_exactly, map(float, others.split()), Decimal(kept)))


def _number(text: str) -> float:
    return int(text) if text.removeprefix("-").isdigit() else float(text)


def _with_numbers(calculate: Function) -> Function:
    def call(left: str, right: str) -> object:
        """Call the function with the numbers that two texts are."""
        return calculate(_number(left), _number(right))

    return call


def _with_duration(calculate: Function) -> Function:
    def call(duration_ms: str, number: str) -> object:
        """Call the function with a duration and a number."""
        return calculate(int(duration_ms), _number(number))

    return call


def _of_known(function: Function) -> Function:
    def call(left: str | None, right: str | None) -> object:
        """Call the function unless a value is unknown: then the result is."""
        return None if left is None or right is None else function(left, right)

    return call


# By name: a function of two texts, and the type of what it returns.
FUNCTIONS: MappingProxyType[str, tuple[Function, str]] = MappingProxyType(
    {
        "add_money": (_of_known(_add_money), "VARCHAR"),
        "subtract_money": (_of_known(_subtract_money), "VARCHAR"),
        "multiply_money": (_of_known(_multiply_money), "VARCHAR"),
        "divide_money": (_of_known(_divide_money), "VARCHAR"),
        "share_money": (_of_known(_share_money), "DOUBLE"),
        "compare_money": (_of_known(_compare_money), "INTEGER"),
        "divide_integers": (_of_known(_divide_integers), "DOUBLE"),
        "add_numbers": (_of_known(_with_numbers(add_numbers)), "DOUBLE"),
        "subtract_numbers": (_of_known(_with_numbers(subtract_numbers)), "DOUBLE"),
        "multiply_numbers": (_of_known(_with_numbers(multiply_numbers)), "DOUBLE"),
        "divide_numbers": (_of_known(_with_numbers(divide)), "DOUBLE"),
        "multiply_duration": (_of_known(_with_duration(multiply_duration)), "BIGINT"),
        "divide_duration": (_of_known(_with_duration(divide_duration)), "BIGINT"),
        "sum_numbers": (_of_known(_sum_numbers), "DOUBLE"),
    }
)
