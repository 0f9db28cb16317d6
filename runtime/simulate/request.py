"""What is to be simulated, and how it went."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from maflow.runtime.report.summary import Summary
from maflow.runtime.sources.reasons import Word, english
from maflow.runtime.sources.rejects import Reject

__all__ = ["ANSWERS", "Outcome", "Request"]

ANSWERS = ("accepted", "delivered")
"""What a world without providers answers to every send, where its channel has such receipts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A simulation.

    Shape: `users` and `events` are paths; several are read one after the other. `until` None ends with
    the last event; Units: UTC milliseconds. `most_rejects` None allows any number. `seed` is what draws
    of chance begin with; nothing that the language has today draws. `word` puts into words why records are
    rejected; it can be pickled.
    """

    rejects: Path
    users: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    until: int | None = None
    seed: int | None = None
    consent_all: bool = False
    most_rejects: int | None = None
    word: Word = english
    workers: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a simulation went: what came of it, how many records were rejected, and the first of them."""

    summary: Summary
    rejected: int
    first_reject: Reject | None = None
