"""How far long work is, for whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

__all__ = ["Progress", "Stage", "no_progress"]

Stage: TypeAlias = str
"""What is being done: `read`, `run`, `merge`."""

Progress: TypeAlias = Callable[[Stage, int, int | None], None]
"""Told now and then how many records or inputs are done, and where the clock stands.

Units: UTC milliseconds.
"""


def no_progress(_: Stage, __: int, ___: int | None) -> None:
    """Tell nobody."""
