"""How a test ended: it passed, or the first difference between what was expected and what happened."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from maflow.runtime.core.effects import Outgoing
from maflow.runtime.core.journal import Decision

__all__ = ["Difference", "NothingSent", "Outcome", "Step", "UnexpectedSend", "Unmet"]

Step: TypeAlias = tuple[int, int, int]
"""Campaign, the node left (-1 before the first) and the node reached (-1: the end), by their indices."""


class _Difference(msgspec.Struct, frozen=True, kw_only=True):
    """Where a test ended, and what was decided of that user up to then.

    Shape: `line` is the index of the line that differs or at which it was seen; `decisions` are those of
    `user_id` in the order of the journal; `zone` is the user's own, None without one.
    Units: UTC milliseconds.
    """

    line: int
    at_ms: int
    user_id: str
    zone: str | None = None
    decisions: tuple[Decision, ...] = ()


class Unmet(_Difference, frozen=True, kw_only=True):
    """An expectation that was not met; `sends` are those to the user within its second.

    `waiting` are the runs of the user that are alive, by campaign, where that was asked.
    """

    sends: tuple[Outgoing, ...] = ()
    waiting: tuple[str, ...] = ()


class UnexpectedSend(_Difference, frozen=True, kw_only=True):
    """A send that no line expects. `line` is the first line not before it, the last one if there is none."""

    send: Outgoing


class NothingSent(_Difference, frozen=True, kw_only=True):
    """A receipt of a message that was not sent."""


Difference: TypeAlias = Unmet | UnexpectedSend | NothingSent


class Outcome(msgspec.Struct, frozen=True):
    """How one test ended, and the steps that its runs took."""

    difference: Difference | None
    steps: frozenset[Step]

    @property
    def is_passed(self) -> bool:
        """Tell whether everything happened as expected."""
        return self.difference is None
