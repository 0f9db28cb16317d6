"""What a local host is to run, and how it went."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from maflow.runtime.sources.reasons import Word, english
from maflow.runtime.sources.rejects import Reject
from maflow.runtime.sources.tally import Kind, Tally

__all__ = ["ANSWERS", "ClockKind", "Outcome", "Request", "Teller"]

ANSWERS = ("accepted", "delivered")
"""What every send is answered at once where the clock follows the events, as the simulator answers it."""

Teller: TypeAlias = Callable[[str, Mapping[str, str]], object]
"""Told what an operator should know: a key of the catalogue, and its arguments."""


class ClockKind(enum.StrEnum):
    """Which clock a host has: that of the wall, or that of the events."""

    WALL = "wall"
    EVENTS = "events"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is to be run.

    Shape: `users` and `events` are paths; `-` is the standard input. `store` None keeps nothing.
    `folder` is where relative paths of settings begin. `follow`: wait for more at the end of `events`.
    `http` is `HOST:PORT`. `until` None: to the last event, or for ever where the clock is the wall's.
    `journal` is the file in which the decisions of a store go on, one after the other as they are made.
    `word` puts into words why records are rejected; it can be pickled.
    `requests` is where `hand off` and `notify` go that name no channel: a file, `-` for the console, an
    address, or `plugin:NAME`.
    Units: `until` in UTC milliseconds; `grace_ms` is how long messages in hand have when the host stops,
    `patience_ms` how long it waits at its end for channels while no message leaves.
    """

    rejects: Path
    folder: Path
    clock: ClockKind = ClockKind.WALL
    users: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    follow: bool = False
    http: str | None = None
    store: Path | None = None
    until: int | None = None
    consent_all: bool = False
    most_rejects: int | None = None
    word: Word = english
    workers: int = 1
    grace_ms: int = 10_000
    requests: str = "-"
    journal: Path | None = None
    patience_ms: int = 60_000


@dataclass(slots=True, kw_only=True)
class Outcome:
    """How it went: what was taken and handed over, where the clock stands, and whether it was told to stop.

    Shape: `skipped` counts events by names that the project does not declare, `misfits` values by what they
    were given for.
    Units: `clock` in UTC milliseconds, None where nothing was taken yet.
    """

    taken: int = 0
    clock: int | None = None
    is_stopped: bool = False
    rejected: int = 0
    first_reject: Reject | None = None
    after_end: int = 0
    accepted: int = 0
    failed: int = 0
    unknown: int = 0
    faults: list[str] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    misfits: Counter[Kind] = field(default_factory=Counter)

    def count(self, tally: Tally) -> None:
        """Add what a reader has found no use for."""
        self.skipped.update(tally.skipped)
        self.misfits.update(tally.misfits.counts)

    def add(self, other: Outcome) -> None:
        """Add how another part went."""
        self.taken += other.taken
        clocks = [clock for clock in (self.clock, other.clock) if clock is not None]
        self.clock = max(clocks, default=None)
        self.is_stopped |= other.is_stopped
        self.after_end += other.after_end
        self.accepted += other.accepted
        self.failed += other.failed
        self.unknown += other.unknown
        self.faults += other.faults
        self.skipped.update(other.skipped)
        self.misfits.update(other.misfits)
