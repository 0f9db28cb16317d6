"""What is known of a user: attributes, consents, tags, runs, and everything that ever happened.

The history is one plain list in the order of the log. Nothing is ever derived and kept: whoever asks
walks the list (language reference, section 5, "Behaviour over the user's history").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from maflow.runtime.core.inputs import ConsentStatement, Value
from tests.reference.runs import Run
from tests.reference.timers import Timer

__all__ = ["Address", "LoggedEvent", "User"]

Address: TypeAlias = "tuple[str, Value]"
"""`("address", value)` of the attribute that a channel needs, `("channel", name)` where it needs none."""


@dataclass(frozen=True, slots=True, eq=False)
class LoggedEvent:
    """An event of the log.

    Shape: `place` is its position in the user's log; `is_late` if it came later than `lateness` allows.
    Units: UTC milliseconds; `time` is the event's own.
    """

    name: str
    time: int
    place: int
    properties: Mapping[str, Value]
    id: str | None = None
    is_late: bool = False


@dataclass(slots=True, eq=False)
class User:
    """One user.

    Shape: `is_known` once an input was about the user. `unsubscribed` has, for each channel, the
    categories consented to since; `complained` holds channels, `bounced` addresses. `meets` has, for each
    campaign with `enter when`, whether its condition held when it was last looked at; `touched` is what has
    changed since. `schedules`, `occurred` and `looks` are the timers of entries that no event starts, and
    when they last fired.
    """

    id: str
    attributes: dict[str, Value] = field(default_factory=dict)
    statements: list[ConsentStatement] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    unsubscribed: dict[str, set[str]] = field(default_factory=dict)
    complained: set[str] = field(default_factory=set)
    bounced: set[Address] = field(default_factory=set)
    history: list[LoggedEvent] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    runs: list[Run] = field(default_factory=list)
    meets: dict[str, bool] = field(default_factory=dict)
    touched: set[tuple[str, str]] = field(default_factory=set)
    schedules: dict[tuple[str, int], Timer] = field(default_factory=dict)
    occurred: dict[tuple[str, int], int] = field(default_factory=dict)
    looks: dict[str, Timer] = field(default_factory=dict)
    is_known: bool = False

    def events(self, name: str) -> Iterator[LoggedEvent]:
        """Yield the events of a name in the order of the log."""
        return (event for event in self.history if event.name == name)

    def runs_of(self, campaign: str) -> list[Run]:
        """Return the runs of a campaign, ended ones too, by start, then id (section 11)."""
        return sorted((run for run in self.runs if run.campaign.name == campaign), key=lambda run: run.turn)
