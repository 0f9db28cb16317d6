"""What SQL asks Python for: arithmetic with the engine's own decimals.

DuckDB calls these only for rows that a faster test has not decided. Numbers travel as texts, because a
number's shortest digits are what money is multiplied and divided by. None is unknown.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import TypeAlias

from maflow.runtime.sql.sums import LARGE_BITS, SMALL_BITS

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


def _add_numbers(pieces: str, others: str) -> float:
    """Add up what `sums.py` has kept."""
    large, small = map(int, pieces.split())
    kept = Fraction(large, 2**LARGE_BITS) + Fraction(small, 2**SMALL_BITS)
    total = kept + sum(map(Fraction, map(float, others.split())))
    try:
        return float(total)
    except OverflowError:
        return math.inf if total > 0 else -math.inf


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
        "add_numbers": (_of_known(_add_numbers), "DOUBLE"),
    }
)
