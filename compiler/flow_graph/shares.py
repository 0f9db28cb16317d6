"""Shares as ranges of the 10,000 buckets that users are spread over."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from maflow.dsl import ast

__all__ = ["ALL_BUCKETS", "buckets"]

ALL_BUCKETS = 10_000
_PER_PERCENT = 100


def buckets(shares: Iterable[ast.PercentLiteral]) -> tuple[int, ...]:
    """Return for each share, in order, the bucket before which its range ends.

    Source: language reference, section 10.
    Example:
        >>> from maflow.dsl.source import NO_SPAN
        >>> buckets(ast.PercentLiteral(NO_SPAN, text) for text in ("33.33", "33.33", "33.34"))
        (3333, 6666, 10000)
    """
    total = Decimal(0)
    found = []
    for share in shares:
        total += Decimal(share.text.replace("_", ""))
        found.append(int(total * _PER_PERCENT))
    return tuple(found)
