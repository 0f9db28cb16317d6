"""The order of the journal: time, user, sequence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter

from maflow.runtime.core.journal import Decision

__all__ = ["JournalOrder"]

_PIECE = 2048
_BY_TIME = attrgetter("time")
_BY_TIME_AND_USER = attrgetter("time", "user_id")


class JournalOrder:
    """Takes decisions in the order in which they were made, and hands them on in the order of the journal.

    The decisions of the latest instant are held until the next one begins; `emit` gets what is settled with
    each `add`, and `close` hands on the last ones.
    """

    def __init__(self, emit: Callable[[Sequence[Decision]], object]) -> None:
        self._emit = emit
        # INVARIANT: in order of time.
        self._held: list[Decision] = []

    def add(self, decisions: Iterable[Decision]) -> None:
        """Take decisions."""
        held = self._held
        held += decisions
        if held and held[0].time != held[-1].time:
            end = bisect_left(held, held[-1].time, key=_BY_TIME)
            self._hand_on(held[:end])
            del held[:end]

    def close(self) -> None:
        """Hand on what is held."""
        if self._held:
            self._hand_on(self._held)
            self._held = []

    def _hand_on(self, settled: list[Decision]) -> None:
        settled.sort(key=_BY_TIME_AND_USER)
        # Not too many at a time, so that what is made of them stays at hand (test_writing_a_journal).
        for begin in range(0, len(settled), _PIECE):
            self._emit(settled[begin : begin + _PIECE])
