"""Timers and the order in which they fire (language reference, section 11)."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = ["Timer", "Timers"]


@dataclass(order=True, slots=True)
class Timer:
    """Something to be done at an instant.

    Shape: `rank` orders timers of one instant and priority: `(0, n)` for the n-th that was set, after
    them `(1, campaign, user)` for looking at the condition of an `enter when`.
    """

    due: int
    urgency: int
    rank: tuple[int, int] | tuple[int, str, str]
    user_id: str = field(compare=False)
    act: Callable[[], None] = field(compare=False)
    is_cancelled: bool = field(default=False, compare=False)


class Timers:
    """All timers, of all users."""

    def __init__(self) -> None:
        self._waiting: list[Timer] = []
        self._number = 0

    def set(self, due: int, priority: int, user_id: str, act: Callable[[], None]) -> Timer:
        """Set a timer; those due together fire by priority (high first), then in the order they were set."""
        self._number += 1
        return self._add(Timer(due, -priority, (0, self._number), user_id, act))

    def set_look(
        self, due: int, priority: int, campaign: str, user_id: str, act: Callable[[], None]
    ) -> Timer:
        """Set a timer for a condition: it fires after all others of its instant and priority."""
        return self._add(Timer(due, -priority, (1, campaign, user_id), user_id, act))

    def next_due(self) -> int | None:
        """Return when the first timer is due."""
        while self._waiting and self._waiting[0].is_cancelled:
            heapq.heappop(self._waiting)
        return self._waiting[0].due if self._waiting else None

    def take(self) -> Timer:
        """Take out the first timer."""
        return heapq.heappop(self._waiting)

    def _add(self, timer: Timer) -> Timer:
        heapq.heappush(self._waiting, timer)
        return timer
