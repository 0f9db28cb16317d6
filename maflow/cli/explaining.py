"""What a journal tells of one user, told as stories: one for each run, in the order in which they began."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from maflow.runtime.core.journal import Decision, DecisionKind

__all__ = ["Story", "Told", "stories_of", "told_of"]

_ENDS = frozenset({DecisionKind.EXITED, DecisionKind.FINISHED})


@dataclass(frozen=True, slots=True)
class Told:
    """What a journal tells of a user.

    Shape: `decisions` are the user's, in the journal's order; `others` are the users that it knows, read
    only until the first decision of this one; `senders` are the campaigns that decided about each message
    of whomever, `campaigns` all campaigns that decided; `ended` is None where
    nothing was decided. Units: `ended` is the instant of the last decision in UTC milliseconds.
    """

    decisions: tuple[Decision, ...]
    others: frozenset[str]
    senders: dict[str, set[str]]
    campaigns: frozenset[str]
    ended: int | None


@dataclass(slots=True)
class Story:
    """What happened in one run; without a run, what happened outside of all runs.

    Entries that were refused because the run was under way belong to it.
    """

    campaign: str | None
    run: str | None
    decisions: list[Decision] = field(default_factory=list)

    @property
    def is_under_way(self) -> bool:
        """Tell whether the run has not ended."""
        return self.run is not None and not any(each.kind in _ENDS for each in self.decisions)

    @property
    def began(self) -> int:
        """Return when it began; Units: UTC milliseconds."""
        return self.decisions[0].time

    @property
    def ended(self) -> int | None:
        """Return when the run ended, None while it is under way; Units: UTC milliseconds."""
        return next((each.time for each in self.decisions if each.kind in _ENDS), None)


def told_of(user_id: str, journal: Iterable[Decision]) -> Told:
    """Read a journal once and keep what it tells of a user."""
    decisions: list[Decision] = []
    others: set[str] = set()
    senders: defaultdict[str, set[str]] = defaultdict(set)
    campaigns: set[str] = set()
    ended = None
    for decision in journal:
        ended = decision.time
        if decision.campaign is not None:
            campaigns.add(decision.campaign)
        if decision.user_id == user_id:
            decisions.append(decision)
        elif not decisions:
            others.add(decision.user_id)
        if decision.message is not None:
            senders[decision.message].add(decision.campaign or "")
    return Told(tuple(decisions), frozenset(others), dict(senders), frozenset(campaigns), ended)


def stories_of(decisions: Iterable[Decision], campaigns: Collection[str] | None = None) -> list[Story]:
    """Return the stories of one user's decisions, of some campaigns or of all."""
    stories: list[Story] = []
    by_run: dict[str, Story] = {}
    for decision in decisions:
        if campaigns is not None and decision.campaign not in campaigns:
            continue
        story = _story(decision, stories, by_run)
        story.decisions.append(decision)
    return stories


def _story(decision: Decision, stories: list[Story], by_run: dict[str, Story]) -> Story:
    known = _under_way(decision, stories) if decision.run is None else by_run.get(decision.run)
    if known is not None:
        return known
    story = Story(decision.campaign, decision.run)
    stories.append(story)
    if decision.run is not None:
        by_run[decision.run] = story
    return story


def _under_way(decision: Decision, stories: list[Story]) -> Story | None:
    """Return the run that a refused entry met, or the row of refusals that it continues."""
    last = next((each for each in reversed(stories) if each.campaign == decision.campaign), None)
    if last is None or decision.kind != DecisionKind.REFUSED:
        return None
    return last if last.is_under_way or (last.run is None and last is stories[-1]) else None
