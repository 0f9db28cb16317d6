"""Entries that no single event starts: conditions that turn true, and schedules (section 7)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from maflow.dsl import ast
from tests.reference.declared import CampaignFacts, Declared
from tests.reference.expressions import Evaluator
from tests.reference.flips import next_flip
from tests.reference.history import User
from tests.reference.mentions import Mention, mentions
from tests.reference.schedules import next_occurrence
from tests.reference.state import State

__all__ = ["Triggers"]

_MOST_ROUNDS = 10_000


class Triggers:
    """Looks at the conditions of `enter when` and keeps the schedules. `enter` lets a user enter."""

    def __init__(
        self,
        state: State,
        declared: Declared,
        evaluator: Evaluator,
        enter: Callable[[User, CampaignFacts], None],
    ) -> None:
        self._state = state
        self._declared = declared
        self._evaluator = evaluator
        self._enter = enter
        self._mentions = cache(self._mentioned)

    def meet(self, user: User) -> None:
        """Take up a user: set every schedule, from this instant on."""
        for campaign in self._declared.campaigns:
            for number, schedule in enumerate(campaign.schedules):
                self._set_schedule(user, campaign, number, schedule, self._state.clock)

    def take_as_baseline(self, user: User) -> None:
        """Remember of every condition whether it holds."""
        for campaign in self._declared.campaigns:
            if campaign.enter_when:
                self._look(user, campaign)

    def turned_by(self, user: User, told: frozenset[Mention]) -> list[CampaignFacts]:
        """Return the campaigns of which a condition has turned true that mentions what an event tells."""
        user.touched -= told
        concerned = [each for each in self._declared.campaigns if not told.isdisjoint(self._mentions(each))]
        return [campaign for campaign in concerned if self._look(user, campaign)]

    def look_at_touched(self, user: User) -> None:
        """Look at every condition that mentions what has changed, until nothing changes any more."""
        for _ in range(_MOST_ROUNDS):
            touched, user.touched = user.touched, set()
            if not touched:
                return
            for campaign in self._declared.campaigns:
                is_concerned = not touched.isdisjoint(self._mentions(campaign))
                if is_concerned and self._look(user, campaign):
                    self._enter(user, campaign)
        raise RuntimeError(f"the conditions of {user.id} do not come to rest")

    def zone_has_changed(self, user: User) -> None:
        """Set anew the schedules that follow the user's zone."""
        for campaign in self._declared.campaigns:
            for number, schedule in enumerate(campaign.schedules):
                if isinstance(schedule, ast.EnterEvery) and not schedule.in_project_time:
                    self._set_schedule(user, campaign, number, schedule, self._state.clock)

    def _mentioned(self, campaign: CampaignFacts) -> frozenset[Mention]:
        return frozenset().union(*(mentions(condition, self._declared) for condition in campaign.enter_when))

    def _look(self, user: User, campaign: CampaignFacts) -> bool:
        """Look at a condition now, and set the timer for when time may change it; tell if it turned true."""
        scope = self._evaluator.scope(user, self._state.clock, category=campaign.category)
        is_met = any(self._evaluator.holds(condition, scope) for condition in campaign.enter_when)
        was_met = user.meets.get(campaign.name, False)
        user.meets[campaign.name] = is_met
        flips = (next_flip(each, scope, self._evaluator, self._declared) for each in campaign.enter_when)
        if campaign.name in user.looks:
            user.looks.pop(campaign.name).is_cancelled = True
        due = min((flip for flip in flips if flip is not None), default=None)
        if due is not None:
            act = partial(self._look_in_time, user, campaign)
            user.looks[campaign.name] = self._state.timers.set_look(
                due, campaign.priority, campaign.name, user.id, act
            )
        return is_met and not was_met

    def _look_in_time(self, user: User, campaign: CampaignFacts) -> None:
        if self._look(user, campaign):
            self._enter(user, campaign)

    def _set_schedule(
        self,
        user: User,
        campaign: CampaignFacts,
        number: int,
        schedule: ast.EnterEvery | ast.EnterAt,
        since: int,
    ) -> None:
        """Set the timer of the next occurrence, in place of the one that is set."""
        place = (campaign.name, number)
        if place in user.schedules:
            user.schedules.pop(place).is_cancelled = True
        since = max(since, user.occurred.get(place, since - 1) + 1)
        due = next_occurrence(schedule, campaign, since, self._evaluator.zone(user), self._declared)
        if due is not None:
            act = partial(self._occur, user, campaign, number, schedule)
            user.schedules[place] = self._state.timers.set(due, campaign.priority, user.id, act)

    def _occur(
        self, user: User, campaign: CampaignFacts, number: int, schedule: ast.EnterEvery | ast.EnterAt
    ) -> None:
        """Let the user enter if the condition behind `for` holds; the next occurrence is set first."""
        now = self._state.clock
        user.occurred[campaign.name, number] = now
        self._set_schedule(user, campaign, number, schedule, now + 1)
        scope = self._evaluator.scope(user, now, category=campaign.category)
        if self._evaluator.holds(schedule.condition, scope):
            self._enter(user, campaign)
