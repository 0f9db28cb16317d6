"""What the engine remembers: of each user, of each run, and of all users together.

These are plain mutable records: they are read and written for every event. What few users and runs have
stands in their class, empty, until it is set: a new one is made of what all have (benchmark: test_journey).
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, MutableSequence, Set
from types import MappingProxyType
from typing import Any, Final, cast

from mypy_extensions import mypyc_attr

from maflow.runtime.core.inputs import NOTHING, Event, Value
from maflow.runtime.core.local_time import Zone
from maflow.runtime.core.timers import Timers

__all__ = [
    "EntryRecord",
    "OpenSend",
    "Ring",
    "Run",
    "State",
    "User",
    "entry_record",
    "new_entry_record",
    "ring_of",
]

# Stands for a collection that is empty: nobody may change it, so whoever has something to add makes one.
# Any: of each collection that is empty.
_EMPTY_DICT: Final = cast("MutableMapping[Any, Any]", MappingProxyType({}))
_EMPTY_LIST: Final = cast("MutableSequence[Any]", ())
_EMPTY_SET: Final = cast("Set[Any]", frozenset())


@mypyc_attr(acyclic=True)
class Run:
    """One user's passage through one campaign.

    `campaign` is its index in the loaded program; `node` that of the node at which it rests, -1 before
    the first. `timer` and `exit_timer` are the order numbers of what is due, 0 when nothing is.
    `since` is when the node was reached. `values` are in the order of `Campaign.run_values`, `h` are
    the slots of `since entry` windows. `log` are the events since entry that a wait may still accept.
    `sends` counts what left from each node; `awaits` is the key of the message whose final result the
    flow waits for.
    """

    __slots__ = (
        "__dict__",
        "awaits",
        "campaign",
        "due",
        "entry",
        "entry_time",
        "id",
        "is_alive",
        "is_held_out",
        "key",
        "log",
        "node",
        "sends",
        "since",
        "start",
        "timer",
    )

    arm: str | None = None
    exit_due: int = 0
    exit_timer: int = 0
    exposed: Set[str] = _EMPTY_SET
    goals_met: int = 0
    # Any: slots are lists, numbers and texts, by the plan of the history.
    h: MutableSequence[Any] = _EMPTY_LIST
    passes: MutableMapping[int, int] = _EMPTY_DICT
    values: MutableSequence[Value] = _EMPTY_LIST

    def __init__(self, campaign: int, id: str, key: str | None, start: int) -> None:
        self.campaign = campaign
        self.id = id
        self.key = key
        self.start = start
        self.entry: Mapping[str, Value] = NOTHING
        self.entry_time = start
        self.node = -1
        self.since = start
        self.due = 0
        self.timer = 0
        self.sends: dict[int, int] | None = None
        self.awaits: str | None = None
        self.log: list[Event] | None = None
        self.is_alive = True
        self.is_held_out = False


@mypyc_attr(acyclic=True)
class OpenSend:
    """A message that left and of which nothing final is known: its reservations can still be released."""

    __slots__ = ("address", "at", "campaign", "channel", "key", "message", "node", "rings", "run")

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
        address: str | None = None,
    ) -> None:
        self.at = at
        self.key = key
        self.campaign = campaign
        self.run = run
        self.node = node
        self.message = message
        self.channel = channel
        self.rings = rings
        self.address = address


@mypyc_attr(acyclic=True)
class EntryRecord:
    """How often a campaign was entered (for one key), and when the last run started and ended.

    Those of a user are a chain, in which `next` leads on, but for those with keys, which may be many.
    """

    __slots__ = ("campaign", "count", "ended_at", "next", "started_at")

    def __init__(self, campaign: int, next: EntryRecord | None = None) -> None:
        self.campaign = campaign
        self.next = next
        self.count = 0
        self.started_at = 0
        self.ended_at = 0


@mypyc_attr(acyclic=True)
class Ring:
    """The last send times that a limit counts for a user, the oldest first.

    `place` is `LimitCode.ring`. `size` and `oldest` tell of `times` what is asked most. Those of a user are
    a chain, in which `next` leads on: dictionaries with their tuples lie in more places of the memory
    (benchmark: test_journey).
    """

    __slots__ = ("next", "oldest", "place", "size", "times")

    def __init__(self, place: int, times: tuple[int, ...], next: Ring | None) -> None:
        self.place = place
        self.next = next
        self.times = times
        self.size = len(times)
        self.oldest = times[0] if times else 0

    def keep(self, times: tuple[int, ...]) -> None:
        """Count these times."""
        self.times = times
        self.size = len(times)
        if times:
            self.oldest = times[0]


@mypyc_attr(acyclic=True)
class User:
    """What is remembered of one user.

    Shape: `a` the attributes in the order of the program; `h` the history slots; `runs` those alive, by
    start and id; `watched` ended runs whose goals can still be met; `entered` the memory of entries, and
    `entered_by_key` that of campaigns with keys; `bits` the last truth of `enter when` conditions; `flips`
    and `schedules` the (due, order) of their timers; `rings` the last send times of each limit. `fired`
    are the last occurrences of schedules; `is_known` once more than the past is known.
    `seen` are the ids of events by their time, while a duplicate could matter. `hash` is that of the id,
    from when it is first needed (`leaving.key_of`).
    """

    __slots__ = (
        "__dict__",
        "a",
        "entered",
        "h",
        "hash",
        "id",
        "is_known",
        "open_sends",
        "rings",
        "runs",
        "suppressed",
        "watched",
        "zone",
    )

    bits: int = 0
    consents: MutableMapping[tuple[str | None, str | None], bool] = _EMPTY_DICT
    entered_by_key: MutableMapping[tuple[int, str], EntryRecord] = _EMPTY_DICT
    fired: MutableMapping[int, int] = _EMPTY_DICT
    flips: MutableMapping[int, tuple[int, int]] = _EMPTY_DICT
    schedules: MutableMapping[int, tuple[int, int]] = _EMPTY_DICT
    seen: MutableMapping[str, int] = _EMPTY_DICT
    tags: Set[str] = _EMPTY_SET

    def __init__(self, id: str, attributes: tuple[Value, ...], slots: list[Any], zone: Zone) -> None:
        self.id = id
        self.hash: str | None = None
        self.a = attributes
        self.h = slots
        self.zone = zone
        self.runs: tuple[Run, ...] = ()
        self.entered: EntryRecord | None = None
        self.rings: Ring | None = None
        self.open_sends: MutableSequence[OpenSend] = _EMPTY_LIST
        self.suppressed: Set[str] = _EMPTY_SET
        self.watched: MutableSequence[Run] = _EMPTY_LIST
        self.is_known = False


def entry_record(user: User, campaign: int, key: str | None) -> EntryRecord | None:
    """Return what a user remembers of entries into a campaign, for a key; None: there were none."""
    if key is not None:
        return user.entered_by_key.get((campaign, key))
    record = user.entered
    while record is not None and record.campaign != campaign:
        record = record.next
    return record


def new_entry_record(user: User, campaign: int, key: str | None) -> EntryRecord:
    """Let a user remember entries into a campaign, for a key, of which there were none."""
    if key is None:
        user.entered = record = EntryRecord(campaign, user.entered)
        return record
    if not user.entered_by_key:
        user.entered_by_key = {}
    user.entered_by_key[campaign, key] = record = EntryRecord(campaign)
    return record


def ring_of(user: User, place: int) -> Ring | None:
    """Return the send times of a user for a limit; None: there are none."""
    ring = user.rings
    while ring is not None and ring.place != place:
        ring = ring.next
    return ring


class State:
    """Everything that the engine remembers.

    Shape: `resident` are the users who are in memory, all of them where `users` is a dictionary; of `timers`,
    one that its user does not know any more is skipped. `shared` are the send times of limits `in total`,
    by ring. `order` counts the timers set so far.
    """

    __slots__ = ("clock", "order", "resident", "shared", "timers", "users")

    def __init__(
        self, users: MutableMapping[str, User] | None = None, resident: dict[str, User] | None = None
    ) -> None:
        self.resident: dict[str, User] = {} if resident is None else resident
        self.users = self.resident if users is None else users
        self.clock = -(2**62)
        self.timers = Timers()
        self.shared: dict[int, list[int]] = {}
        self.order = 0
