"""A run: one user's passage through one campaign (language reference, sections 7 and 8)."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from maflow.dsl import ast
from tests.reference.values import Typed

if TYPE_CHECKING:
    from tests.reference.declared import CampaignFacts
    from tests.reference.history import LoggedEvent
    from tests.reference.ledger import Sent
    from tests.reference.timers import Timer

__all__ = ["Course", "Happened", "Outcome", "Rest", "Run", "TimeIsUp", "Wake"]


@dataclass(frozen=True, slots=True)
class Rest:
    """Where a run rests, and what it waits for beside the time.

    Shape: `patterns` are listened to in this order, for events whose own time lies in [`since`, `until`];
    `since` is None where an earlier one counts as well. `result_of` is a message whose result is awaited.
    Units: UTC milliseconds.
    """

    node: str
    until: int | None
    patterns: tuple[ast.EventPattern, ...] = ()
    since: int | None = None
    result_of: Sent | None = None


@dataclass(frozen=True, slots=True)
class TimeIsUp:
    """The time of a rest has come."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One of the patterns of a rest was met."""

    pattern: int
    event: LoggedEvent


@dataclass(frozen=True, slots=True)
class Outcome:
    """The final result of the awaited message is known."""

    is_success: bool


Wake: TypeAlias = "TimeIsUp | Happened | Outcome"
Course: TypeAlias = "Generator[Rest, Wake, None]"


@dataclass(slots=True, eq=False)
class Run:
    """One run.

    Shape: `number` counts from 1 within campaign, user and key; `entry` is the event that started it;
    `log_place` is the length of the user's log then, so that what stands from there on is `since entry`;
    `course` is the flow, stopped where the run rests; `alarm` ends the rest in time.
    Units: UTC milliseconds.
    """

    campaign: CampaignFacts
    user_id: str
    key: str | None
    number: int
    start: int
    entry: LoggedEvent | None
    log_place: int
    is_held_out: bool = False
    variables: dict[str, Typed | None] = field(default_factory=dict)
    exposed: set[str] = field(default_factory=set)
    arm: str | None = None
    sends_by_node: dict[str, int] = field(default_factory=dict)
    course: Course | None = None
    rest: Rest | None = None
    alarm: Timer | None = None
    exit_timers: list[Timer] = field(default_factory=list)
    ended_at: int | None = None
    has_goal: bool = False

    @property
    def id(self) -> str:
        """The run's name: `campaign/user/n`, or with a key `campaign/user/key/n`."""
        key = () if self.key is None else (self.key,)
        return "/".join((self.campaign.name, self.user_id, *key, str(self.number)))

    @property
    def turn(self) -> tuple[int, str, int]:
        """What orders the runs of a user in one campaign: start, then key, then number."""
        return (self.start, self.key or "", self.number)

    @property
    def is_alive(self) -> bool:
        """Tell whether the run has not ended."""
        return self.ended_at is None

    @property
    def entry_time(self) -> int:
        """The own time of the entry event; the start where there is none."""
        return self.start if self.entry is None else self.entry.time

    @property
    def entry_properties(self) -> Mapping[str, object]:
        """The properties of the entry event."""
        return {} if self.entry is None else self.entry.properties
