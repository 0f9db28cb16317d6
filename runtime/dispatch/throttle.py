"""The pace of a channel: an exact count over a sliding window."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from maflow.runtime.dispatch.policy import Throttle

__all__ = ["Pace"]


class Pace:
    """Counts what has left, and tells how much more may.

    Law: no window (t − per, t] holds more than `count`.
    Example:
        >>> pace = Pace(Throttle(2, 1_000))
        >>> pace.take(0); pace.take(10)
        >>> pace.room(999), pace.opens_at(999), pace.room(1_000)
        (0, 1000, 1)
    """

    def __init__(self, throttle: Throttle, taken: Iterable[int] = ()) -> None:
        self._throttle = throttle
        # INVARIANT: ascending, and never more than `count`.
        self._taken: deque[int] = deque(sorted(taken), maxlen=throttle.count)

    def room(self, now: int) -> int:
        """Return how many may leave now."""
        self._forget(now)
        return self._throttle.count - len(self._taken)

    def opens_at(self, now: int) -> int:
        """Return when there is room again; not before now."""
        if self.room(now) > 0:
            return now
        return self._taken[0] + self._throttle.per_ms

    def take(self, now: int) -> None:
        """Note that one leaves."""
        # A clock that is set back must not make the window longer for what has left.
        self._taken.append(max(now, self._taken[-1]) if self._taken else now)

    def _forget(self, now: int) -> None:
        while self._taken and self._taken[0] <= now - self._throttle.per_ms:
            self._taken.popleft()
