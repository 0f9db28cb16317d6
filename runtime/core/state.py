"""What the engine remembers: of each user, of each run, and of all users together.

These are plain mutable records with slots: they are read and written for every event
(benchmark: bench_journey).
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from maflow.runtime.core.inputs import Event, Value
from maflow.runtime.core.local_time import Zone

__all__ = ["EntryRecord", "Heap", "OpenSend", "Run", "State", "User"]

# due, minus the campaign's priority, the order in which it was set, user
Heap = list[tuple[int, int, int, str]]


class Run:
    """One user's passage through one campaign.

    `campaign` is its index in the loaded program; `node` that of the node at which it rests, -1 before
    the first. `timer` and `exit_timer` are the order numbers of what is due, 0 when nothing is.
    `since` is when the node was reached. `values` are in the order of `Campaign.run_values`, `h` are
    the slots of `since entry` windows. `log` are the events since entry that a wait may still accept.
    `awaits` is the key of the message whose final result the flow waits for.
    """

    __slots__ = (
        "arm",
        "awaits",
        "campaign",
        "due",
        "entry",
        "entry_time",
        "exit_due",
        "exit_timer",
        "exposed",
        "goals_met",
        "h",
        "id",
        "is_alive",
        "is_held_out",
        "key",
        "log",
        "node",
        "passes",
        "sends",
        "since",
        "start",
        "timer",
        "values",
    )

    def __init__(self, campaign: int, id: str, key: str | None, start: int) -> None:
        self.campaign = campaign
        self.id = id
        self.key = key
        self.start = start
        self.entry: Mapping[str, Value] = {}
        self.entry_time = start
        self.values: list[Value] = []
        # Any: slots are lists, numbers and texts, by the plan of the history.
        self.h: list[Any] = []
        self.node = -1
        self.since = start
        self.due = 0
        self.timer = 0
        self.exit_due = 0
        self.exit_timer = 0
        self.passes: dict[int, int] | None = None
        self.sends: dict[int, int] | None = None
        self.exposed: set[str] | None = None
        self.awaits: str | None = None
        self.arm: str | None = None
        self.log: list[Event] | None = None
        self.goals_met = 0
        self.is_alive = True
        self.is_held_out = False


class OpenSend:
    """A message that left and of which nothing final is known: its reservations can still be released."""

    __slots__ = ("at", "campaign", "channel", "key", "message", "node", "rings", "run")

    def __init__(  # noqa: PLR0913, PLR0917 - the parts of a key, and what it holds
        self,
        at: int,
        key: str,
        campaign: int,
        run: str,
        node: int,
        message: str,
        channel: str,
        rings: list[int],
    ) -> None:
        self.at = at
        self.key = key
        self.campaign = campaign
        self.run = run
        self.node = node
        self.message = message
        self.channel = channel
        self.rings = rings


class EntryRecord:
    """How often a campaign was entered (for one key), and when the last run started and ended."""

    __slots__ = ("count", "ended_at", "started_at")

    def __init__(self) -> None:
        self.count = 0
        self.started_at = 0
        self.ended_at = 0


class User:
    """What is remembered of one user.

    Shape: `a` the attributes in the order of the program; `h` the history slots; `runs` those alive, by
    start and id; `watched` ended runs whose goals can still be met; `entered` the memory of entries by
    campaign, or (campaign, key); `bits` the last truth of `enter when` conditions; `flips` and
    `schedules` the (due, order) of their timers; `rings` the last send times of each limit.
    `fired` are the last occurrences of schedules; `is_known` once more than the past is known.
    `seen` are the ids of events by their time, while a duplicate could matter.
    """

    __slots__ = (
        "a",
        "bits",
        "consents",
        "entered",
        "fired",
        "flips",
        "h",
        "id",
        "is_known",
        "open_sends",
        "rings",
        "runs",
        "schedules",
        "seen",
        "suppressed",
        "tags",
        "watched",
        "zone",
    )

    def __init__(self, id: str, attributes: list[Value], slots: list[Any], zone: Zone) -> None:
        self.id = id
        self.a = attributes
        self.h = slots
        self.zone = zone
        self.runs: list[Run] = []
        self.watched: list[Run] = []
        self.entered: dict[int | tuple[int, str], EntryRecord] = {}
        self.bits = 0
        self.flips: dict[int, tuple[int, int]] = {}
        self.schedules: dict[int, tuple[int, int]] = {}
        self.rings: dict[int, list[int]] = {}
        self.tags: set[str] = set()
        self.consents: dict[tuple[str | None, str | None], bool] = {}
        self.suppressed: set[str] = set()
        self.open_sends: list[OpenSend] = []
        self.seen: dict[str, int] = {}
        self.fired: dict[int, int] = {}
        self.is_known = False


@dataclass(slots=True)
class State:
    """Everything that the engine remembers.

    Shape: `timers` is a heap; an entry that its user does not know any more is skipped. `shared` are the
    send times of limits `in total`, by ring. `order` counts the timers set so far.
    """

    clock: int = -(2**62)
    users: MutableMapping[str, User] = field(default_factory=dict)
    timers: Heap = field(default_factory=list)
    shared: dict[int, list[int]] = field(default_factory=dict)
    order: int = 0
