"""The circuit breaker of a channel: what is broken rests, and one message tries whether it works again."""

from __future__ import annotations

import enum
from types import MappingProxyType

from maflow.plugins.spec import Accepted, Failed, SendResult, Unavailable, Unknown
from maflow.runtime.dispatch.policy import Retry, jittered

__all__ = ["Breaker", "Circuit"]


class Circuit(enum.Enum):
    """Whether messages leave: all, none, or one that tries."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half open"


class _Sign(enum.Enum):
    """What moves the breaker."""

    WORKS = "works"
    BREAKS = "breaks"
    RESTED = "rested"


_NEXT = MappingProxyType(
    {
        (Circuit.CLOSED, _Sign.WORKS): Circuit.CLOSED,
        (Circuit.CLOSED, _Sign.BREAKS): Circuit.OPEN,
        (Circuit.OPEN, _Sign.WORKS): Circuit.CLOSED,
        (Circuit.OPEN, _Sign.BREAKS): Circuit.OPEN,
        (Circuit.OPEN, _Sign.RESTED): Circuit.HALF_OPEN,
        (Circuit.HALF_OPEN, _Sign.WORKS): Circuit.CLOSED,
        (Circuit.HALF_OPEN, _Sign.BREAKS): Circuit.OPEN,
    }
)
_NO_BOUND = 1 << 30


class Breaker:
    """Opens after `trouble` deliveries in a row that found the channel broken; the pauses grow.

    A message that is refused for a reason of its own shows that the channel works. A provider that says
    how long to wait is obeyed at once. Units: UTC milliseconds.
    """

    def __init__(self, channel: str, trouble: int, retry: Retry, seed: int) -> None:
        self._channel = channel
        self._trouble = trouble
        self._retry = retry
        self._seed = seed
        self._circuit = Circuit.CLOSED
        self._until = 0
        self._broken = 0
        self._openings = 0
        self._is_trying = False

    @property
    def until(self) -> int:
        """Return when the rest ends; in the past where there is none."""
        return self._until

    def circuit(self, now: int) -> Circuit:
        """Return where the breaker stands."""
        if self._circuit is Circuit.OPEN and now >= self._until:
            self._move(_Sign.RESTED)
            self._is_trying = False
        return self._circuit

    def room(self, now: int) -> int:
        """Return how many messages may leave now."""
        match self.circuit(now):
            case Circuit.CLOSED:
                return _NO_BOUND
            case Circuit.OPEN:
                return 0
            case Circuit.HALF_OPEN:
                return 0 if self._is_trying else 1

    def begin(self, now: int) -> None:
        """Note that a message leaves."""
        self._is_trying = self.circuit(now) is Circuit.HALF_OPEN

    def record(self, result: SendResult, now: int) -> None:
        """Learn from what became of a message."""
        match result:
            case Accepted() | Failed():
                self._broken = self._openings = 0
                self._until = 0
                self._move(_Sign.WORKS)
            case Unavailable(retry_after_ms=int() as wait) if wait > 0:
                self._open(max(self._until, now + wait))
            case Unavailable() | Unknown():
                self._count(now)

    def _count(self, now: int) -> None:
        self._broken += 1
        is_try = self._circuit is Circuit.HALF_OPEN
        # What was in hand when the channel broke does not make its rest longer.
        if is_try or (self._circuit is Circuit.CLOSED and self._broken >= self._trouble):
            self._openings += 1
            ceiling = self._retry.ceiling(self._openings)
            # Half of the pause is certain: a rest of nothing would be none.
            rest = ceiling - jittered(ceiling // 2, self._seed, self._channel, self._openings)
            self._open(now + rest)

    def _open(self, until: int) -> None:
        self._until = until
        self._move(_Sign.BREAKS)

    def _move(self, sign: _Sign) -> None:
        self._circuit = _NEXT[self._circuit, sign]
