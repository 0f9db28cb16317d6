"""Sums of numbers that do not depend on any order: of their digits as they are written, rounded once.

A number of ordinary size has at most 20 digits behind the point, and adds up exactly as a DECIMAL. What lies
outside is kept in a list, and where there is any, Python adds all of it up.
"""

from __future__ import annotations

__all__ = ["sum_measures", "sum_of_measures"]

_EXACT = "DECIMAL(38, 20)"
# Between these, 17 digits end at the twentieth behind the point, and a thousand million events add up.
_LEAST, _MOST = "1e-4", "1e9"


def sum_measures(x: str) -> tuple[str, str]:
    """Return two aggregates over numbers: of those of ordinary size, and the others."""
    is_ordinary = f"({x} = 0 OR abs({x}) BETWEEN CAST('{_LEAST}' AS DOUBLE) AND CAST('{_MOST}' AS DOUBLE))"
    text = f"CAST({x} AS VARCHAR)"
    return (
        f"sum(CASE WHEN {is_ordinary} THEN CAST({text} AS {_EXACT}) END)",
        f"string_agg(CASE WHEN NOT {is_ordinary} THEN {text} END, ' ')",
    )


def sum_of_measures(ordinary: str, others: str) -> str:
    """Return the sum of numbers whose two aggregates are at hand, rounded once; 0 over nothing."""
    kept = f"coalesce({ordinary}, 0)"
    text = f"CAST({kept} AS VARCHAR)"
    # Nine digits before the point and six behind it are fifteen: nothing is to be rounded.
    is_short = f"abs({kept}) < 1000000000 AND {kept} = round({kept}, 6)"
    return (
        f"CASE WHEN {others} IS NULL AND {is_short} THEN CAST({text} AS DOUBLE) "
        f"ELSE sum_numbers({text}, coalesce({others}, '')) END"
    )
