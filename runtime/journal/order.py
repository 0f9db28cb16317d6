"""The order of the journal: time, user, sequence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter

from maflow.runtime.core.journal import Decision

__all__ = ["JournalOrder"]

_BY_USER = attrgetter("user_id")
_PIECE = 4096


class JournalOrder:
    """Takes decisions in the order in which they were made, and hands them on in the order of the journal.

    The decisions of one instant are held until the next instant begins; `emit` gets some thousand at a
    time, and `close` hands on the last ones.
    """

    def __init__(self, emit: Callable[[Sequence[Decision]], object]) -> None:
        self._emit = emit
        self._settled: list[Decision] = []
        # The decisions of the latest instant stand from here on.
        self._begin = 0
        self._now: int | None = None

    def add(self, decision: Decision) -> None:
        """Take a decision."""
        if decision.time != self._now:
            self._settle()
            self._now = decision.time
        self._settled.append(decision)

    def close(self) -> None:
        """Hand on what is held."""
        self._settle()
        self._flush()

    def _settle(self) -> None:
        """Bring the decisions of an instant that is over into order."""
        settled, begin = self._settled, self._begin
        if len(settled) - begin > 1:
            settled[begin:] = sorted(settled[begin:], key=_BY_USER)
        if len(settled) >= _PIECE:
            self._flush()
        self._begin = len(self._settled)

    def _flush(self) -> None:
        if self._settled:
            settled, self._settled = self._settled, []
            self._begin = 0
            self._emit(settled)
