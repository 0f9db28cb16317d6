"""A loaded program: campaigns, events and conditions with their generated functions.

The loader makes these once; the engine only reads them. Plain records with slots, because they are
read for every event (benchmark: test_journey).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from maflow.runtime.core.inputs import Value
from maflow.runtime.core.local_time import Zone
from maflow.runtime.core.past import PastSend
from maflow.runtime.core.state import Run, User
from maflow.runtime.program.campaigns import Activity, Campaign, Holdout
from maflow.runtime.program.program import Category, Channel, ConsentRule, Program
from maflow.runtime.program.rules import QuietHours

if TYPE_CHECKING:
    from maflow.runtime.core.engine import Engine

__all__ = [
    "CampaignCode",
    "Code",
    "Condition",
    "EventCode",
    "ExitCode",
    "GoalCode",
    "LimitCode",
    "NodeCode",
    "Properties",
    "Route",
    "ScheduleCode",
    "SendCode",
    "ValueOf",
    "WaitArmCode",
    "WaitCode",
    "WhenCode",
]

Properties: TypeAlias = Mapping[str, Value]
# engine, user, run, properties and own time of the event looked at, now
Condition: TypeAlias = "Callable[[Engine, User, Run | None, Properties, int, int], bool]"
ValueOf: TypeAlias = "Callable[[Engine, User, Run | None, Properties, int, int], Value]"
# What a node does when the run reaches it or its timer fires; returns the index of the next node.
Step: TypeAlias = "Callable[[Engine, User, Run], int]"
Update: TypeAlias = "Callable[[Engine, User, Properties, int, int], None]"
# Any: slots are what the plan of the history makes them.
RunUpdate: TypeAlias = "Callable[[Engine, User, Run, Properties, int, int], None]"


@dataclass(frozen=True, slots=True)
class LimitCode:
    """A limit as it applies to one send: `ring` numbers the send times that it counts."""

    rule: str
    ring: int
    count: int
    rolling_ms: int
    period: str | None
    in_total: bool
    wait_ms: int | None


@dataclass(frozen=True, slots=True)
class Route:
    """A message on one channel, with every guard that applies.

    `needs` is the place of the attribute that has the address. `asks_consent`: whether guard 4 can
    refuse at all. `fields` are those of a message that is the same for everybody, of others
    `render` gives them; the message has no text for the channel where both are None.
    `fill` gives the variables of the provider's template; None where the message names none. `site` is
    the hash of where its deliveries leave from (`site_of`).
    """

    channel: str
    site: str
    needs: int | None
    consent: ConsentRule
    asks_consent: bool
    quiet: tuple[QuietHours, ...]
    limits: tuple[LimitCode, ...]
    render: Callable[[Engine, User, Run], Mapping[str, str]] | None
    fields: Mapping[str, str] | None
    fill: Callable[[Engine, User, Run], Mapping[str, str]] | None
    valid_ms: int | None
    is_approved: bool
    cost: str | None
    receipts: frozenset[str]
    final_success: str


@dataclass(frozen=True, slots=True)
class SendCode:
    """A send of one campaign: its routes by channel, and what follows.

    `only` is the route where the flow names one channel. `may_repeat`: a run may come here more than once.
    """

    campaign: str
    node: int
    node_id: str
    message: str
    category: Category
    routes: Mapping[str, Route]
    channels: tuple[str, ...]
    only: Route | None
    chosen_by: ValueOf | None
    may_repeat: bool
    awaits_result: bool
    sent: int
    blocked: int
    failed: int


@dataclass(frozen=True, slots=True)
class WaitArmCode:
    """An event that ends a wait; `keep` copies properties of the event into the run."""

    event: str
    condition: Condition | None
    of_own_messages: bool
    since_entry: bool
    keep: tuple[tuple[str, int], ...]
    next: int


@dataclass(frozen=True, slots=True)
class WaitCode:
    """A wait for events, its arms in the order written."""

    arms: tuple[WaitArmCode, ...]
    timeout: int


@dataclass(frozen=True, slots=True)
class NodeCode:
    """A node: what happens when a run reaches it, and when its timer fires.

    `enter` is None for what is done without a function: a `send`, and where a run rests for `elapsed_ms`,
    whatever it listens to meanwhile. `resume` is None where the run then just goes on to `next`.
    """

    id: str
    enter: Step | None
    resume: Step | None
    next: int
    wait: WaitCode | None = None
    send: SendCode | None = None
    elapsed_ms: int = 0


@dataclass(frozen=True, slots=True)
class GoalCode:
    """A goal of a campaign: `bit` marks it in a run."""

    event: str
    bit: int
    condition: Condition | None
    of_own_messages: bool
    within_ms: int
    worth: ValueOf | None
    currency: str | None
    stays: bool


@dataclass(frozen=True, slots=True)
class ExitCode:
    """An `exit on` of a campaign."""

    event: str
    condition: Condition | None
    of_own_messages: bool


@dataclass(slots=True)
class CampaignCode:
    """A campaign, ready to run.

    Shape: `reenters_after_ms` counts from the start of the last run, or from its end; None: never.
    `restarts`: an entry ends the run that is alive.
    """

    index: int
    program: Campaign
    may_be_called: bool
    parallel_by: str | None
    active: Activity | None
    exit_after_ms: int | None
    name: str
    priority: int
    category: Category
    reenters_after_ms: int | None
    reenters_from_end: bool
    restarts: bool
    audience: Condition | None
    exits_when: tuple[Condition, ...]
    exits_on: tuple[ExitCode, ...]
    goals: tuple[GoalCode, ...]
    holdouts: tuple[Holdout, ...]
    goal_ms: int
    keeps: tuple[str, ...]
    values: int
    new_slots: Callable[[], list[Any]] | None
    nodes: tuple[NodeCode, ...] = ()


@dataclass(frozen=True, slots=True)
class WhenCode:
    """An `enter when` of a campaign: `bit` marks its last truth in a user.

    `look` tells whether it is true, and when time alone can turn it; None if never.
    """

    index: int
    bit: int
    campaign: CampaignCode
    look: Callable[[Engine, User, int], tuple[bool, int | None]]


@dataclass(frozen=True, slots=True)
class ScheduleCode:
    """An `enter every` or `enter at` of a campaign: `first_from` gives the first instant not before one."""

    index: int
    campaign: CampaignCode
    condition: Condition | None
    first_from: Callable[[Zone, int], int | None]
    is_local: bool


@dataclass(slots=True)
class EventCode:
    """What happens on an event, stage by stage.

    Shape: `remembers` tells whether there is any history to keep; `eligible` gives the positions in
    `entries` whose condition is true, in the order of campaigns, and is None where none has one; `whens`
    are those that look at it. `retention_ms`: how long its ids matter, None for ever.
    """

    name: str
    remembers: bool = False
    update: Update | None = None
    run_updates: Mapping[int, RunUpdate] = field(default_factory=dict)
    goals: tuple[tuple[CampaignCode, GoalCode], ...] = ()
    exits: tuple[tuple[CampaignCode, ExitCode], ...] = ()
    waiting: frozenset[int] = frozenset()
    eligible: Callable[[Engine, User, Properties, int, int], Sequence[int]] | None = None
    entries: tuple[CampaignCode, ...] = ()
    whens: tuple[WhenCode, ...] = ()
    retention_ms: int | None = 0
    logged: frozenset[int] = frozenset()
    defaults: Mapping[str, Value] = field(default_factory=dict)
    settles: bool = False
    is_looked_at: bool = False


@dataclass(slots=True)
class Code:
    """A loaded program.

    Shape: `campaigns` in their turn: by priority (high first), then name. `source` is the generated
    module. What the program has, and is read for every event, stands here too.
    """

    program: Program
    source: str
    zone: Zone
    campaigns: tuple[CampaignCode, ...]
    by_name: Mapping[str, CampaignCode]
    events: dict[str, EventCode]
    whens: tuple[WhenCode, ...]
    schedules: tuple[ScheduleCode, ...]
    predicates: Mapping[str, Callable[[Engine, User, int], bool]]
    channels: Mapping[str, Channel]
    categories: Mapping[str, Category]
    attributes: Mapping[str, int]
    defaults: tuple[Value, ...]
    zone_attribute: int | None
    whens_on_attribute: Mapping[str, tuple[WhenCode, ...]]
    whens_on_tag: Mapping[str, tuple[WhenCode, ...]]
    whens_on_consent: tuple[WhenCode, ...]
    has_exit_when: bool
    lateness_ms: int
    max_age_ms: int
    new_slots: Callable[[], list[Any]]
    zones: Callable[[str | None], Zone]
    limits_for: Callable[[PastSend], Sequence[LimitCode]]
