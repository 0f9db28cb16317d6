"""Sums of numbers that do not depend on any order: exactly rounded, as `math.fsum` has them.

Every DOUBLE between 2**-48 and 2**50 is a whole multiple of 2**-100, from 1 on even of 2**-52. So two sums
of HUGEINTs, one for numbers from 1 on and one for smaller ones, add up exactly. What lies outside is kept
in a list, and where there is any, Python adds all of it up.
"""

from __future__ import annotations

__all__ = ["LARGE_BITS", "SMALL_BITS", "sum_measures", "sum_of_measures"]

LARGE_BITS = 52
SMALL_BITS = 100
"""What the units of both sums are: 2**-52 and 2**-100."""

_BETWEEN = SMALL_BITS - LARGE_BITS
_MOST, _LEAST = 2.0**50, 2.0**-48
# From here on a sum has bits to spare below those of a DOUBLE.
_ROOMY = 2**60


def sum_measures(x: str) -> tuple[str, str, str]:
    """Return three aggregates over numbers: of the large ones, of the small ones, and the others."""
    is_large = f"abs({x}) >= 1 AND abs({x}) < {_double(_MOST)}"
    is_small = f"abs({x}) < 1 AND ({x} = 0 OR abs({x}) >= {_double(_LEAST)})"
    is_other = f"abs({x}) >= {_double(_MOST)} OR ({x} != 0 AND abs({x}) < {_double(_LEAST)})"
    return (
        f"sum(CASE WHEN {is_large} THEN CAST({x} * {_double(2.0**LARGE_BITS)} AS HUGEINT) END)",
        f"sum(CASE WHEN {is_small} THEN CAST({x} * {_double(2.0**SMALL_BITS)} AS HUGEINT) END)",
        f"string_agg(CASE WHEN {is_other} THEN CAST({x} AS VARCHAR) END, ' ')",
    )


def sum_of_measures(large: str, small: str, others: str) -> str:
    """Return the sum of numbers whose three aggregates are at hand, rounded once; 0 over nothing."""
    big, little = f"coalesce({large}, 0)", f"coalesce({small}, 0)"
    carried = f"({big} + ({little} >> {_BETWEEN}))"
    # Whether anything lies below the last bit that is kept: it decides which way a half is rounded.
    rest = f"CASE WHEN {little} = ({little} >> {_BETWEEN}) * {2**_BETWEEN} THEN 0 ELSE 1 END"
    fine = f"{_rounded(f'{big} * {2**_BETWEEN} + {little}')} / {_double(2.0**SMALL_BITS)}"
    coarse = f"{_rounded(f'{carried} * 2 + {rest}')} / {_double(2.0 ** (LARGE_BITS + 1))}"
    pieces = f"CAST({big} AS VARCHAR) || ' ' || CAST({little} AS VARCHAR)"
    return (
        f"CASE WHEN {others} IS NOT NULL THEN add_numbers({pieces}, {others}) "
        f"WHEN abs({carried}) < {_ROOMY} THEN {fine} ELSE {coarse} END"
    )


def _rounded(whole: str) -> str:
    # DuckDB's own cast of a HUGEINT to a DOUBLE rounds twice.
    return f"CAST(CAST({whole} AS VARCHAR) AS DOUBLE)"


def _double(number: float) -> str:
    return f"CAST('{number!r}' AS DOUBLE)"
