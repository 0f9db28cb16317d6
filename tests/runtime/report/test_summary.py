"""Summaries: what decisions amount to."""

from __future__ import annotations

from maflow.runtime.core.journal import Decision
from maflow.runtime.program.campaigns import Campaign, EnterByCall, Goal
from maflow.runtime.program.expressions import EventQuery
from maflow.runtime.program.program import Program
from maflow.runtime.program.types import Place
from maflow.runtime.report.build import Frame, summarize
from maflow.runtime.report.counts import Counts, DecisionCounter
from maflow.runtime.report.summary import (
    ArmSummary,
    GoalSummary,
    InputSummary,
    Obstacle,
    Reach,
    Summary,
)

CAP = "at most 1 sms per calendar day"


def campaign(name: str, *goals: Goal) -> Campaign:
    return Campaign(
        name=name, place=Place(0, 1), category="promotional", entries=(EnterByCall(),), goals=goals
    )


PROGRAM = Program(
    project="shop",
    timezone="UTC",
    currency="CNY",
    lateness_ms=0,
    max_age_ms=0,
    campaigns=(campaign("cart", Goal(query=EventQuery("paid"), within_ms=1)), campaign("hello")),
)

DECISIONS = [
    Decision(0, "u1", "entered", "cart", "cart/u1/1"),
    Decision(0, "u2", "entered", "cart", "cart/u2/1"),
    Decision(0, "u1", "entered", "hello", "hello/u1/1"),
    Decision(0, "u3", "refused", "cart", reason="running"),
    Decision(0, "u3", "refused", "cart", reason="audience"),
    Decision(0, "u3", "refused", "cart", reason="audience"),
    Decision(0, "u1", "exposed", "cart", "cart/u1/1", "split.offer", arm="ten"),
    Decision(0, "u2", "exposed", "cart", "cart/u2/1", "split.offer", arm="none"),
    Decision(0, "u2", "exposed", "cart", "cart/u2/1", arm="holdout"),
    Decision(0, "u1", "sent", "cart", "cart/u1/1", "send.note", "sms", "note", cost="0.03 CNY", key="1"),
    Decision(0, "u1", "sent", "cart", "cart/u1/1", "send.note", "sms", "other", cost="0.03 CNY", key="2"),
    Decision(0, "u1", "sent", "hello", "hello/u1/1", "send.note", "push", "note", key="3"),
    Decision(0, "u2", "blocked", "cart", "cart/u2/1", "send.note", "sms", "note", reason="limits", rule=CAP),
    Decision(0, "u2", "blocked", "cart", "cart/u2/1", "send.note", "sms", "note", reason="limits", rule=CAP),
    Decision(0, "u2", "blocked", "cart", "cart/u2/1", "send.note", "sms", "note", reason="consent"),
    Decision(
        0, "u2", "deferred", "cart", "cart/u2/1", "send.note", "sms", "note", reason="quiet_hours", until=9
    ),
    Decision(0, "u1", "goal", "cart", "cart/u1/1", value="80.10 CNY"),
    Decision(0, "u1", "finished", "cart", "cart/u1/1", reason="goal"),
    Decision(0, "u2", "exited", "cart", "cart/u2/1", reason="exit_on"),
    Decision(0, "u9", "late", reason="lateness", value="paid"),
]


def counts(decisions: list[Decision]) -> Counts:
    counter = DecisionCounter()
    counter.add(decisions)
    return counter.counts()


def summary(found: Counts) -> Summary:
    return summarize(PROGRAM, Frame(began=0, ended=1_000, users=3, inputs=InputSummary()), found)


def test_a_campaign_is_summed_up() -> None:
    cart = summary(counts(DECISIONS)).campaigns[0]
    assert (cart.entered, cart.users, cart.finished, cart.under_way) == (2, 2, 1, 0)
    assert list(cart.refused.items()) == [("audience", 2), ("running", 1)]
    assert cart.exited == {"exit_on": 1}
    assert cart.goals == GoalSummary(runs=1, users=1, worth={"CNY": "80.10"})
    assert cart.arms == (
        ArmSummary(split="holdout", arm="holdout", runs=1, users=1),
        ArmSummary(split="split.offer", arm="none", runs=1, users=1),
        ArmSummary(split="split.offer", arm="ten", runs=1, users=1),
    )


def test_a_channel_of_a_campaign_is_summed_up() -> None:
    (sms,) = summary(counts(DECISIONS)).campaigns[0].channels
    assert sms.reach == Reach(messages=2, users=1, cost={"CNY": "0.06"})
    assert sms.by_message == {"note": 1, "other": 1}
    assert sms.blocked == (
        Obstacle(reason="limits", rule=CAP, count=2),
        Obstacle(reason="consent", count=1),
    )
    assert sms.deferred == (Obstacle(reason="quiet_hours", count=1),)


def test_a_user_of_two_campaigns_is_reached_once() -> None:
    whole = summary(counts(DECISIONS))
    assert whole.reach == Reach(messages=3, users=1, cost={"CNY": "0.06"})
    assert [(each.channel, each.reach.messages) for each in whole.channels] == [("push", 1), ("sms", 2)]
    assert (whole.blocked, whole.deferred, whole.goals.runs, whole.inputs.late) == (3, 1, 1, 1)
    assert (whole.began, whole.ended) == ("1970-01-01T00:00:00Z", "1970-01-01T00:00:01Z")


def test_a_campaign_without_a_goal_has_none_and_one_without_success_has_zero() -> None:
    empty = summary(counts([]))
    assert empty.campaigns[0].goals == GoalSummary(runs=0, users=0)
    assert empty.campaigns[1].goals is None
    assert empty.journal_records == 0


def test_parts_add_up_to_the_whole() -> None:
    parts = [
        counts([each for each in DECISIONS if each.user_id == user]) for user in ("u1", "u2", "u3", "u9")
    ]
    total = Counts()
    for part in parts:
        total.add(part)
    assert summary(total) == summary(counts(DECISIONS))


def test_money_adds_up_exactly() -> None:
    goals = [Decision(0, "u1", "goal", "cart", f"cart/u1/{n}", value="0.10 CNY") for n in range(1000)]
    assert summary(counts(goals)).goals.worth == {"CNY": "100.00"}
