"""How a channel is served: its pace, how often a delivery is tried, how often an outcome is asked for."""

from __future__ import annotations

import random

import msgspec

__all__ = ["Pauses", "Retry", "Throttle", "jittered"]


class Throttle(msgspec.Struct, frozen=True):
    """At most `count` messages in any `per_ms` milliseconds."""

    count: int
    per_ms: int


class Retry(msgspec.Struct, frozen=True):
    """How often a delivery is tried: the pause doubles from `wait_ms` up to `longest_ms`."""

    attempts: int = 5
    wait_ms: int = 1_000
    longest_ms: int = 300_000

    def ceiling(self, attempt: int) -> int:
        """Return the longest pause after an attempt, counted from 1.

        Units: milliseconds.
        Example:
            >>> [Retry(wait_ms=1_000, longest_ms=5_000).ceiling(attempt) for attempt in (1, 2, 3, 4, 400)]
            [1000, 2000, 4000, 5000, 5000]
        """
        # Bounded: nothing doubles for ever.
        return min(self.longest_ms, self.wait_ms << min(max(attempt - 1, 0), 40))


class Pauses(msgspec.Struct, frozen=True, kw_only=True):
    """What `ma.yaml` does not say of a channel.

    `asking` is how often an unknown outcome is asked for; `following` how often it is asked whether what
    was accepted has arrived, as long as the message is valid, and `followed_ms` at most. `trouble` is how
    many deliveries in a row may find the channel broken before it rests. Units: milliseconds; `answer_ms`
    is how long a plugin may take over one message.
    """

    asking: Retry = Retry(attempts=80, wait_ms=10_000, longest_ms=3_600_000)
    following: Retry = Retry(attempts=1_000, wait_ms=30_000, longest_ms=3_600_000)
    # Providers know for three days what became of a text message.
    followed_ms: int = 259_200_000
    answer_ms: int = 300_000
    trouble: int = 5


def jittered(ceiling: int, *seeds: object) -> int:
    """Return a pause between nothing and the ceiling, the same for the same seeds.

    Units: milliseconds.
    Source: M. Brooker, Exponential Backoff And Jitter: full jitter
    """
    return random.Random("\0".join(map(str, seeds))).randint(0, ceiling)
