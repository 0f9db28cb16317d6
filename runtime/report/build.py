"""Makes the summary of a simulation from what was counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

import msgspec
from msgspec.structs import replace

from maflow.runtime.program.program import Program
from maflow.runtime.report.counts import Counts
from maflow.runtime.report.summary import (
    Amounts,
    ArmSummary,
    CampaignSummary,
    ChannelSummary,
    GoalSummary,
    InputSummary,
    Obstacle,
    Reach,
    Summary,
)
from maflow.runtime.sources.moments import moment_text
from maflow.runtime.sources.tally import most_first

__all__ = ["Frame", "summarize"]

_HOLDOUT = "holdout"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a simulation was about, beside its decisions; Units: UTC milliseconds."""

    began: int | None
    ended: int | None
    users: int
    inputs: InputSummary
    seed: int | None = None


def summarize(program: Program, frame: Frame, counts: Counts) -> Summary:
    """Return the summary of what was decided: campaigns and channels in the order of the program's names."""
    table = _Table(counts)
    inputs = _with_late(frame.inputs, table)
    return Summary(
        project=program.project,
        began=None if frame.began is None else moment_text(frame.began),
        ended=None if frame.ended is None else moment_text(frame.ended),
        seed=frame.seed,
        users=frame.users,
        inputs=inputs,
        reach=table.reach(None, None),
        blocked=table.count("blocked"),
        deferred=table.count("deferred"),
        goals=table.goals(None) or GoalSummary(runs=0, users=0),
        channels=table.channels(None),
        campaigns=tuple(_campaign(each.name, table, bool(each.goals)) for each in program.campaigns),
        journal_records=counts.records,
    )


def _campaign(name: str, table: _Table, has_goal: bool) -> CampaignSummary:
    entered = table.count("entered", campaign=name)
    exited = table.by("exited", "reason", campaign=name)
    finished = table.count("finished", campaign=name)
    no_goal = GoalSummary(runs=0, users=0) if has_goal else None
    return CampaignSummary(
        campaign=name,
        entered=entered,
        users=table.users("entered", name),
        refused=table.by("refused", "reason", campaign=name),
        exited=exited,
        finished=finished,
        under_way=entered - finished - sum(exited.values()),
        reach=table.reach(name, None),
        channels=table.channels(name),
        arms=table.arms(name),
        goals=table.goals(name) or no_goal,
    )


class _Row(msgspec.Struct, gc=False):
    """How often decisions of one sort were made: the parts of a `Key`, and a count."""

    kind: str
    campaign: str | None
    channel: str | None
    message: str | None
    node: str | None
    arm: str | None
    reason: str | None
    rule: str | None
    cost: str | None
    count: int


class _Table:
    """The counts, to be asked from several sides; None stands for all of them."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self._rows_of: dict[tuple[str, str | None, str | None], list[_Row]] = defaultdict(list)
        for key, count in counts.decisions.items():
            row = _Row(*key, count)
            for campaign, channel in product({None, row.campaign}, (None, row.channel or "")):
                self._rows_of[row.kind, campaign, channel].append(row)

    def count(self, kind: str, campaign: str | None = None, channel: str | None = None) -> int:
        """Return how many decisions of a kind there are."""
        return sum(row.count for row in self._rows(kind, campaign, channel))

    def users(self, kind: str, campaign: str | None, channel: str | None = None) -> int:
        """Return of how many users there are decisions of a kind."""
        return self._counts.users[kind, campaign, channel, None, None]

    def by(
        self, kind: str, field: str, campaign: str | None = None, channel: str | None = None
    ) -> dict[str, int]:
        """Return the decisions of a kind by one of their fields, the most frequent value first."""
        found: Counter[str] = Counter()
        for row in self._rows(kind, campaign, channel):
            found[getattr(row, field) or ""] += row.count
        return most_first(found)

    def reach(self, campaign: str | None, channel: str | None) -> Reach:
        """Return what was sent, to how many users, and at what cost."""
        cost: dict[str, Decimal] = defaultdict(Decimal)
        for row in self._rows("sent", campaign, channel):
            if row.cost is not None:
                amount, _, currency = row.cost.partition(" ")
                cost[currency] += Decimal(amount) * row.count
        messages = self.count("sent", campaign, channel)
        return Reach(messages=messages, users=self.users("sent", campaign, channel), cost=_amounts(cost))

    def channels(self, campaign: str | None) -> tuple[ChannelSummary, ...]:
        """Return what became of messages on each channel, by name."""
        kinds = ("sent", "blocked", "deferred", "failed")
        names = {row.channel or "" for kind in kinds for row in self._rows(kind, campaign, None)}
        return tuple(self._channel(campaign, name) for name in sorted(names))

    def arms(self, campaign: str) -> tuple[ArmSummary, ...]:
        """Return how many runs and users each arm of each split was given."""
        users = self._counts.users
        found = []
        for row in self._rows("exposed", campaign, None):
            heads = users["exposed", campaign, None, row.node, row.arm]
            split, arm = row.node or _HOLDOUT, row.arm or ""
            found.append(ArmSummary(split=split, arm=arm, runs=row.count, users=heads))
        return tuple(sorted(found, key=lambda each: (each.split, each.arm)))

    def goals(self, campaign: str | None) -> GoalSummary | None:
        """Return how many reached a goal and what that is worth, None where nobody did."""
        runs = self.count("goal", campaign)
        worth: dict[str, Decimal] = defaultdict(Decimal)
        for (owner, currency), amount in self._counts.worths.items():
            if campaign in (None, owner):
                worth[currency] += amount
        users = self.users("goal", campaign)
        return GoalSummary(runs=runs, users=users, worth=_amounts(worth)) if runs else None

    def _channel(self, campaign: str | None, name: str) -> ChannelSummary:
        return ChannelSummary(
            channel=name,
            reach=self.reach(campaign, name),
            by_message=self.by("sent", "message", campaign, name),
            blocked=self._obstacles("blocked", campaign, name),
            deferred=self._obstacles("deferred", campaign, name),
            failed=self._obstacles("failed", campaign, name),
        )

    def _obstacles(self, kind: str, campaign: str | None, channel: str) -> tuple[Obstacle, ...]:
        found: Counter[tuple[str, str]] = Counter()
        for row in self._rows(kind, campaign, channel):
            found[row.reason or "", row.rule or ""] += row.count
        ordered = sorted(found.items(), key=lambda each: (-each[1], each[0]))
        return tuple(
            Obstacle(reason=reason, rule=rule or None, count=count) for (reason, rule), count in ordered
        )

    def _rows(self, kind: str, campaign: str | None, channel: str | None) -> Sequence[_Row]:
        return self._rows_of.get((kind, campaign, channel), ())


def _with_late(inputs: InputSummary, table: _Table) -> InputSummary:
    return replace(inputs, late=table.count("late"))


def _amounts(sums: Mapping[str, Decimal]) -> Amounts:
    return {currency: f"{amount:f}" for currency, amount in sorted(sums.items())}
