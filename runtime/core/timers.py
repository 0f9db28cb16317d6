"""Timers: one heap for all users, by instant, then priority, then the order in which they were set."""

from __future__ import annotations

from heapq import heappush
from typing import TYPE_CHECKING

from maflow.runtime.core.state import User

if TYPE_CHECKING:
    from maflow.runtime.core.engine import Engine

__all__ = ["AFTER_ALL", "wake", "wake_after_all"]

AFTER_ALL = 2**60
"""The number of a timer that comes after all others of its instant and priority, less what it is for."""


def wake(engine: Engine, user: User, due: int, priority: int) -> int:
    """Have a user woken at an instant; return the number of the timer, by which its owner knows it."""
    state = engine.state
    state.order = order = state.order + 1
    heappush(state.timers, (due, -priority, order, user.id))
    return order


def wake_after_all(engine: Engine, user: User, due: int, priority: int, index: int) -> int:
    """Have a user woken for a condition, after all other timers of the instant and priority."""
    order = AFTER_ALL + index
    heappush(engine.state.timers, (due, -priority, order, user.id))
    return order
