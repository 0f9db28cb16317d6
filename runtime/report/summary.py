"""A summary of decisions and of the inputs that led to them, as data; whoever shows it words it.

Shape: instants are texts as in the journal; amounts of money are decimal digits by currency, and
under the empty currency stand plain numbers.
"""

from __future__ import annotations

import msgspec

__all__ = [
    "FORMAT_VERSION",
    "Amounts",
    "ArmSummary",
    "CampaignSummary",
    "ChannelSummary",
    "GoalSummary",
    "InputSummary",
    "Misfit",
    "Obstacle",
    "Reach",
    "Summary",
]

FORMAT_VERSION = 1

Amounts = dict[str, str]


class Misfit(msgspec.Struct, frozen=True):
    """How often a value did not fit: of a property (`order_paid.amount`) or an attribute (`user.phone`).

    `why` is `value`, or `currency` for money in another currency than declared. `value` is the first of them,
    and stands in the line `line` (in Parquet: the row) of `file`.
    """

    name: str
    why: str
    count: int
    value: str
    file: str
    line: int


class InputSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What was read. Shape: every record is taken, skipped or rejected; `skipped` is by name on the wire.

    Of the events that were taken, `duplicates` had no effect, `late` came behind the clock, and `after_end`
    lie behind the end of the simulation; `events_effective` is what is left without duplicates and those.
    """

    events: int = 0
    events_taken: int = 0
    events_effective: int = 0
    skipped: dict[str, int] = {}
    users: int = 0
    users_taken: int = 0
    rejected: int = 0
    duplicates: int = 0
    late: int = 0
    after_end: int = 0
    misfits: tuple[Misfit, ...] = ()


class Obstacle(msgspec.Struct, frozen=True, kw_only=True):
    """How often something stood in the way, by reason, and by the rule where it was one."""

    reason: str
    rule: str | None = None
    count: int


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """How many messages went to how many users, and what they cost; a user counts once."""

    messages: int = 0
    users: int = 0
    cost: Amounts = {}


class ChannelSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What went through a channel, and what did not."""

    channel: str
    reach: Reach
    by_message: dict[str, int]
    blocked: tuple[Obstacle, ...] = ()
    deferred: tuple[Obstacle, ...] = ()
    failed: tuple[Obstacle, ...] = ()


class ArmSummary(msgspec.Struct, frozen=True, kw_only=True):
    """How many runs and users an arm of an experiment had; `split` is `holdout` for hold-outs."""

    split: str
    arm: str
    runs: int
    users: int


class GoalSummary(msgspec.Struct, frozen=True, kw_only=True):
    """How many runs met their goal, and what that was worth."""

    runs: int
    users: int
    worth: Amounts = {}


class CampaignSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a campaign.

    Shape: `entered` runs of `users` users; each run has `finished`, was `exited` (by reason) or is
    `under_way`. Messages that no channel could be named for stand under the channel ``.
    """

    campaign: str
    entered: int
    users: int
    refused: dict[str, int]
    exited: dict[str, int]
    finished: int
    under_way: int
    reach: Reach
    channels: tuple[ChannelSummary, ...] = ()
    arms: tuple[ArmSummary, ...] = ()
    goals: GoalSummary | None = None


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a simulation tells; `began` and `ended` are None where nothing happened."""

    format_version: int = FORMAT_VERSION
    project: str
    began: str | None
    ended: str | None
    seed: int | None = None
    users: int
    inputs: InputSummary
    reach: Reach
    blocked: int
    deferred: int
    goals: GoalSummary
    channels: tuple[ChannelSummary, ...]
    campaigns: tuple[CampaignSummary, ...]
    journal_records: int
