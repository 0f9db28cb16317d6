"""What was read, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

__all__ = ["Kind", "Misfits", "Sample", "Tally", "most_first"]

Kind: TypeAlias = tuple[str, str]
"""What did not fit: `event.property` or `user.attribute`, and why (`value`, `currency`)."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The first value of a kind that did not fit, and where it stands.

    Shape: `order` is the place of the file among those that were read; `line` counts lines of it (rows in
    Parquet) from 1.
    """

    order: int
    line: int
    file: str
    value: object


@dataclass(slots=True)
class Misfits:
    """How often values did not fit, by their kinds, with a sample of each.

    Shape: `fresh` are first values whose place nobody has said yet.
    """

    counts: Counter[Kind] = field(default_factory=Counter)
    samples: dict[Kind, Sample] = field(default_factory=dict)
    fresh: dict[Kind, object] = field(default_factory=dict)

    def add(self, label: str, why: str, given: object) -> None:
        """Count a value."""
        kind = label, why
        if kind not in self.counts:
            self.fresh[kind] = given
        self.counts[kind] += 1

    def repeat(self, others: Misfits) -> None:
        """Count once more what was counted apart from this."""
        for kind in others.counts.keys() - self.counts.keys():
            self.fresh[kind] = others.fresh[kind]
        self.counts.update(others.counts)

    def place(self, order: int, file: str, line: int) -> None:
        """Say where the values stand that came up for the first time."""
        for kind, value in self.fresh.items():
            self.samples[kind] = Sample(order, line, file, value)
        self.fresh.clear()

    def join(self, other: Misfits) -> None:
        """Add what another part counted: of two samples the one that stands first is kept."""
        self.counts.update(other.counts)
        for kind, sample in other.samples.items():
            known = self.samples.get(kind)
            if known is None or (sample.order, sample.line) < (known.order, known.line):
                self.samples[kind] = sample


@dataclass(slots=True)
class Tally:
    """Counts of records; a record is a line, a row, or one object of a request.

    Shape: every record is one of `taken`, `skipped` (by the name of an event that the project does not
    declare) and `rejected`.
    """

    taken: int = 0
    rejected: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    misfits: Misfits = field(default_factory=Misfits)

    @property
    def records(self) -> int:
        """Return how many records there were."""
        return self.taken + self.rejected + self.skipped.total()

    def add(self, other: Tally) -> None:
        """Add what another part counted."""
        self.taken += other.taken
        self.rejected += other.rejected
        self.skipped.update(other.skipped)
        self.misfits.join(other.misfits)


def most_first(counts: Mapping[str, int]) -> dict[str, int]:
    """Return counts with the largest first, equal ones by name.

    Example:
        >>> most_first({"b": 1, "c": 3, "a": 1})
        {'c': 3, 'a': 1, 'b': 1}
    """
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
