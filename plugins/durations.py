"""Durations as they are written in `ma.yaml`: `10 seconds`, `1.5 hours`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

__all__ = ["UNIT_MS", "duration_ms"]

UNIT_MS: Mapping[str, int] = MappingProxyType(
    {
        "millisecond": 1,
        "second": 1_000,
        "minute": 60_000,
        "hour": 3_600_000,
        "day": 86_400_000,
        "week": 604_800_000,
    }
)

# The digits are bounded, so that no number can be made to cost time.
_DURATION = re.compile(r"([0-9_]{1,15}(?:\.[0-9]{1,6})?) ([a-z]+?)s?")


def duration_ms(text: str) -> int | None:
    """Return a duration, or None for a text that is none.

    Units: milliseconds.
    Example:
        >>> duration_ms("10 seconds"), duration_ms("1.5 hours"), duration_ms("24h")
        (10000, 5400000, None)
    """
    found = _DURATION.fullmatch(text.strip())
    if found is None or found[2] not in UNIT_MS or not found[1].strip("_."):
        return None
    exact = Decimal(found[1].replace("_", "")) * UNIT_MS[found[2]]
    return int(exact) if exact == int(exact) else None
