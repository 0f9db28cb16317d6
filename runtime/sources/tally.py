"""What was read, and what became of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

__all__ = ["Misfits", "Tally"]

Misfits = Counter[tuple[str, str]]
"""How often a value did not fit, by `event.property` or `user.attribute`, and why (`value`, `currency`)."""


@dataclass(slots=True)
class Tally:
    """Counts of records; a record is a line, a row, or one object of a request.

    Shape: every record is one of `taken`, `skipped` (by the name of an event that the project does not
    declare) and `rejected`.
    """

    taken: int = 0
    rejected: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    misfits: Misfits = field(default_factory=Counter)

    @property
    def records(self) -> int:
        """Return how many records there were."""
        return self.taken + self.rejected + self.skipped.total()

    def add(self, other: Tally) -> None:
        """Add what another part counted."""
        self.taken += other.taken
        self.rejected += other.rejected
        self.skipped.update(other.skipped)
        self.misfits.update(other.misfits)
