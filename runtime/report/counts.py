"""Counts decisions as they are made: what a summary is made of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Context, Decimal
from typing import TypeAlias

from maflow.runtime.core.journal import Decision

__all__ = ["Counts", "DecisionCounter", "Key"]

# kind, campaign, channel, message, node, arm, reason, rule, cost
Key: TypeAlias = tuple[
    str, str | None, str | None, str | None, str | None, str | None, str | None, str | None, str | None
]
# What a user counts once for: all campaigns or one, and a kind, channel or arm in it.
_Circle: TypeAlias = tuple[str | None, ...]

# More digits than any sum of money has.
_EXACTLY = Context(prec=100)


@dataclass(slots=True)
class Counts:
    """Sums that parts of a simulation add up to.

    Shape: `users` is by (kind, campaign, channel, node, arm), with None for all of them; each user belongs
    to one part only. `worths` is by (campaign, currency).
    """

    records: int = 0
    decisions: Counter[Key] = field(default_factory=Counter)
    users: Counter[_Circle] = field(default_factory=Counter)
    worths: dict[tuple[str | None, str], Decimal] = field(default_factory=dict)

    def add(self, other: Counts) -> None:
        """Add what another part counted."""
        self.records += other.records
        self.decisions.update(other.decisions)
        self.users.update(other.users)
        for place, amount in other.worths.items():
            self.worths[place] = _sum(self.worths.get(place), amount)


@dataclass(slots=True)
class _Cell:
    count: int
    circles: tuple[set[str], ...]


class DecisionCounter:
    """Counts decisions, many at a time."""

    def __init__(self) -> None:
        self._cells: dict[Key, _Cell] = {}
        self._users: dict[_Circle, set[str]] = {}
        self._worths: dict[tuple[str | None, str], Decimal] = {}

    def add(self, decisions: Iterable[Decision]) -> None:
        """Count decisions."""
        # Sorted by what they count for first, so that sets grow many at a time (test_replay_of_a_log).
        users_of: defaultdict[Key, list[str]] = defaultdict(list)
        for each in decisions:
            kind = each.kind
            node = each.node if kind == "exposed" else None
            users_of[
                kind,
                each.campaign,
                each.channel,
                each.message,
                node,
                each.arm,
                each.reason,
                each.rule,
                each.cost,
            ].append(each.user_id)
            if kind == "goal" and each.value is not None:
                self._add_worth(each.campaign, str(each.value))
        for key, users in users_of.items():
            self._add_users(key, users)

    def counts(self) -> Counts:
        """Return what was counted so far."""
        decisions = Counter({key: cell.count for key, cell in self._cells.items()})
        users = Counter({circle: len(ids) for circle, ids in self._users.items()})
        return Counts(decisions.total(), decisions, users, dict(self._worths))

    def _add_users(self, key: Key, users: list[str]) -> None:
        cell = self._cells.get(key)
        if cell is None:
            self._cells[key] = cell = _Cell(0, self._circles(key))
        cell.count += len(users)
        for circle in cell.circles:
            circle.update(users)

    def _circles(self, key: Key) -> tuple[set[str], ...]:
        """Return the sets that the user of such a decision belongs to."""
        kind, campaign, channel, _, node, arm, *_ = key
        found: set[_Circle] = set()
        if kind in ("entered", "sent", "goal"):
            found |= {(kind, campaign, None, None, None), (kind, None, None, None, None)}
        if kind == "sent":
            found |= {(kind, campaign, channel, None, None), (kind, None, channel, None, None)}
        if kind == "exposed":
            found.add((kind, campaign, None, node, arm))
        return tuple(self._users.setdefault(circle, set()) for circle in found)

    def _add_worth(self, campaign: str | None, value: str) -> None:
        amount, _, currency = value.partition(" ")
        place = campaign, currency
        self._worths[place] = _sum(self._worths.get(place), Decimal(amount))


def _sum(one: Decimal | None, other: Decimal) -> Decimal:
    return other if one is None else _EXACTLY.add(one, other)
