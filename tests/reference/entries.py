"""Who enters a campaign, and who is turned away (language reference, section 7)."""

from __future__ import annotations

from maflow.dsl import ast
from tests.reference.declared import CampaignFacts, Declared
from tests.reference.expressions import Evaluator
from tests.reference.history import LoggedEvent, User
from tests.reference.literals import elapsed_ms
from tests.reference.runs import Run
from tests.reference.schedules import is_active
from tests.reference.values import key_text

__all__ = ["Entrance"]


class Entrance:
    """Decides whether a user may enter."""

    def __init__(self, declared: Declared, evaluator: Evaluator) -> None:
        self._declared = declared
        self._evaluator = evaluator

    def run_for(self, user: User, campaign: CampaignFacts, event: LoggedEvent | None, now: int) -> Run:
        """Return the run that would start."""
        key = self._key(user, campaign, event, now)
        number = len(self._earlier(user, campaign, key)) + 1
        return Run(campaign, user.id, key, number, now, event, len(user.history))

    def refusal(self, run: Run, user: User) -> str | None:
        """Return why a run may not start, None if it may; the reasons in the order they are looked at."""
        campaign, now = run.campaign, run.start
        earlier = self._earlier(user, campaign, run.key)
        if campaign.key is not None and run.key is None:
            return "key"
        if not is_active(campaign, now, self._declared):
            return "inactive"
        if any(other.is_alive for other in earlier) and not _restarts(campaign):
            return "running"
        if earlier and not _may_reenter(campaign, earlier[-1], now):
            return "reenter"
        user_alone = self._evaluator.scope(user, now, category=campaign.category)
        if campaign.audience is not None and not self._evaluator.holds(
            campaign.audience.condition, user_alone
        ):
            return "audience"
        inside = self._evaluator.scope(user, now, category=campaign.category, run=run)
        if any(self._evaluator.holds(condition, inside) for condition in campaign.exit_when):
            return "exit"
        return None

    def running(self, run: Run, user: User) -> Run | None:
        """Return the run under way that a new one would replace."""
        return next((other for other in self._earlier(user, run.campaign, run.key) if other.is_alive), None)

    def _key(self, user: User, campaign: CampaignFacts, event: LoggedEvent | None, now: int) -> str | None:
        if campaign.key is None or event is None:
            return None
        value = self._evaluator.value(campaign.key, self._evaluator.scope(user, now).with_event(event))
        return None if value is None else key_text(value)

    def _earlier(self, user: User, campaign: CampaignFacts, key: str | None) -> list[Run]:
        """Return the runs of a campaign and key, the last accepted one last."""
        return [run for run in user.runs if run.campaign is campaign and run.key == key]


def _restarts(campaign: CampaignFacts) -> bool:
    return isinstance(campaign.reenter, ast.Reenter) and campaign.reenter.word is ast.ReenterWord.RESTART


def _may_reenter(campaign: CampaignFacts, last: Run, now: int) -> bool:
    match campaign.reenter:
        case ast.ReenterAfter(duration=duration, anchor=anchor):
            since = last.start if anchor is ast.ReenterAnchor.START else last.ended_at
            return since is not None and now - since >= elapsed_ms(duration)
        case ast.Reenter(word=ast.ReenterWord.ALWAYS | ast.ReenterWord.RESTART):
            return True
        case _:
            return False
