"""Conditions that turn true by time alone (language reference, sections 5 and 7)."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maflow.compiler.context import ResolvedProject
from maflow.runtime.core.inputs import Event, Profile
from tests.reference.declared import Declared
from tests.reference.expressions import Evaluator
from tests.reference.flips import next_flip
from tests.reference.history import LoggedEvent, User
from tests.reference.loading import project_of
from tests.reference.story import Story

CONDITIONS = (
    "count(a, last 5 milliseconds) >= 2",
    "count(distinct event.n of a, last 7 milliseconds) = 1",
    "count(a where event.n > 1, last 5 milliseconds) >= 1 and not (count(b, last 3 milliseconds) >= 1)",
    "sum(a.n, last 6 milliseconds) between 2 and 4",
    "average(a.n, last 6 milliseconds) >= 2",
    "minimum(a.n, last 6 milliseconds) = 1",
    "last(a.n, last 6 milliseconds) is unknown",
    "never(a, last 4 milliseconds) and did(b, ever)",
    "did(a then b within 3 milliseconds, last 9 milliseconds)",
    "time since a > 3 milliseconds",
    "time since a = 3 milliseconds",
    "time since a != 3 milliseconds",
    "time since a in (2 milliseconds, 5 milliseconds)",
    "time since a between 2 milliseconds and 4 milliseconds",
    "time since (a where event.n >= 2) >= 5 milliseconds",
    "time since a * 2 > time since b",
    "time since a - time since b > 2 milliseconds or time since b >= 6 milliseconds",
    "time since a / 2 >= 3 milliseconds",
    "time since a / time since b > 2",
    "(time since a default 50 milliseconds) >= 10 milliseconds",
    "time since (a where now - event.time >= 3 milliseconds) < 9 milliseconds",
    "count(a where now - event.time > 2 milliseconds, last 6 milliseconds) = 1",
    "now - user.born > 20 milliseconds",
    "now + 4 milliseconds >= user.born and now < user.born",
    "user in lately",
    'tag "late" and user not in lately',
)


@cache
def project() -> ResolvedProject:
    """Return a project with one campaign a condition."""
    campaigns = "\n".join(
        f"campaign c{number} {{ enter when {condition}; reenter always; flow {{ stop }} }}"
        for number, condition in enumerate(CONDITIONS)
    )
    return project_of(
        "user { born moment }\nevent a { n integer }\nevent b { n integer }\nchannel push { }\n"
        "audience lately = count(a, last 4 milliseconds) >= 1\n"
        'tag "late" when time since b > 2 milliseconds\n' + campaigns
    )


@given(
    st.sampled_from(range(len(CONDITIONS))),
    st.lists(st.tuples(st.integers(0, 30), st.sampled_from("ab"), st.integers(0, 3)), max_size=6),
    st.none() | st.integers(0, 40),
)
def test_every_flip_is_found(number: int, past: list[tuple[int, str, int]], born: int | None) -> None:
    declared = Declared(project())
    evaluator = Evaluator(declared)
    campaign = next(each for each in declared.campaigns if each.name == f"c{number}")
    (condition,) = campaign.enter_when
    events = [LoggedEvent(name, time, place, {"n": n}) for place, (time, name, n) in enumerate(past)]
    user = User("u", attributes={"born": born}, history=events)
    now = 30
    looked_at = {now}
    while (flip := next_flip(condition, evaluator.scope(user, now), evaluator, declared)) is not None:
        assert flip > now
        looked_at.add(flip)
        now = flip
    truths = [evaluator.holds(condition, evaluator.scope(user, instant)) for instant in range(29, 120)]
    changes = {30 + place for place, truth in enumerate(truths[1:]) if truth != truths[place]} - {30}
    assert changes <= looked_at


# Any: attributes have values of every type.
SHANGHAI: dict[str, Any] = {"timezone": "Asia/Shanghai"}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("time since a > 30 days", "2026-04-01 10:00:00.001"),
        ("time since a >= 30 days", "2026-04-01 10:00"),
        ("never(a, last 2 days) and did(a, ever)", "2026-03-04 10:00"),
        ("count(a, today) = 0 and did(a, ever)", "2026-03-02 16:00"),
        ("did(a, ever) and hour(now) = 7", "2026-03-02 23:00"),
        ('did(a, ever) and weekday(now) = "friday"', "2026-03-05 16:00"),
        ('did(a, ever) and weekday(today) = "friday"', "2026-03-05 16:00"),
        ("did(a, ever) and date(now + 3 hours) > 2026-03-02", "2026-03-02 13:00"),
        ("did(a, ever) and today = user.due - 3 days", "2026-03-09 16:00"),
        ("did(a, ever) and today - user.due >= 2 days", "2026-03-14 16:00"),
        ("did(a, ever) and now + 1 month >= 2026-04-05 00:00", "2026-03-05 00:00"),
        ("did(a, ever) and now >= 2026-03-10", "2026-03-10 00:00"),
    ],
)
def test_time_alone_lets_a_user_enter_to_the_millisecond(condition: str, expected: str) -> None:
    story = Story(f"campaign x {{ enter when {condition}; flow {{ stop }} }}")
    story.profile("2026-03-01 00:00", due=20525, **SHANGHAI)
    story.event("a", "2026-03-02 10:00").until("2026-06-01 00:00")
    assert story.told(kinds="entered") == [f"{expected} entered"]


def test_a_newer_event_moves_the_instant() -> None:
    story = Story("campaign x { enter when time since a >= 30 days; reenter always; flow { stop } }")
    story.event("a", "2026-03-01 12:00").event("a", "2026-03-20 08:30").until("2026-05-01 00:00")
    assert story.told(kinds="entered") == ["2026-04-19 08:30 entered"]


def test_an_event_at_the_instant_of_the_flip_comes_before_it() -> None:
    story = Story("campaign x { enter when time since a >= 30 days; reenter always; flow { stop } }")
    story.event("a", "2026-03-01 12:00").event("a", "2026-03-31 12:00").until("2026-04-15 00:00")
    assert story.told(kinds="entered") == []


def test_what_does_not_concern_a_condition_leaves_its_flip_to_the_timer() -> None:
    story = Story(
        "campaign x { enter when time since a >= 30 days; priority 10; flow { send m by push } }\n"
        "campaign y { enter on b; priority 90; flow { wait 1 hour; send n by push } }\n"
        'campaign z { enter on c; flow { set user.city = "home" } }'
    )
    story.event("a", "2026-03-01 12:00").event("b", "2026-03-31 11:00")
    story.event("c", "2026-03-31 12:00").until("2026-03-31 12:00")
    assert story.sends() == ["2026-03-31 12:00 n push", "2026-03-31 12:00 m push"]


def test_an_input_that_concerns_a_condition_is_looked_at_with_what_time_has_done() -> None:
    story = Story(
        "audience quiet = never(c, last 1 day)\n"
        "campaign x { enter when time since a >= 30 days and user in quiet; flow { send m by push } }\n"
        "campaign y { enter on b; priority 90; flow { wait 1 hour; send n by push } }"
    )
    story.event("a", "2026-03-01 12:00").event("b", "2026-03-31 11:00")
    story.event("c", "2026-03-31 12:00", time="2026-03-31 11:55").until("2026-04-02 12:00")
    assert story.sends() == ["2026-03-31 12:00 n push", "2026-04-01 11:55 m push"]


def test_who_meets_the_condition_when_met_does_not_enter() -> None:
    story = Story('campaign x { enter when user.city = "Berlin"; reenter always; flow { stop } }')
    story.profile("2026-03-01 10:00", city="Berlin").profile("2026-03-01 11:00", city="Berlin")
    story.profile("2026-03-01 12:00", city="Bonn").profile("2026-03-01 13:00", city="Berlin")
    assert story.told(kinds="entered") == ["2026-03-01 13:00 entered"]


def test_who_appears_by_the_event_that_makes_it_true_enters() -> None:
    story = Story("campaign x { enter when did(a, ever); flow { stop } }")
    assert story.event("a", "2026-03-01 10:00").told(kinds="entered") == ["2026-03-01 10:00 entered"]


def test_who_appears_by_another_event_is_met_as_he_is() -> None:
    story = Story("campaign x { enter when user.vip or never(a, ever); reenter always; flow { stop } }")
    story.event("b", "2026-03-01 10:00").profile("2026-03-01 11:00", vip=True)
    assert story.told(kinds="entered") == []


def test_history_from_before_is_part_of_the_baseline() -> None:
    story = Story("campaign x { enter when count(a, last 7 days) >= 2; flow { stop } }")
    story.did("a", "2026-03-01 10:00").did("a", "2026-03-01 11:00").profile("2026-03-02 10:00")
    assert story.event("a", "2026-03-02 11:00").told(kinds="entered") == []


def test_a_late_event_is_remembered_and_starts_nothing() -> None:
    story = Story("campaign x { enter when count(a, last 7 days) >= 2; flow { stop } }")
    story.profile("2026-03-01 10:00").event("a", "2026-03-02 10:00")
    story.event("a", "2026-03-02 11:00", time="2026-03-02 10:30").event("a", "2026-03-02 12:00")
    assert story.told("value", "reason") == [
        "2026-03-02 11:00 late a lateness",
        "2026-03-02 11:00 refused - late",
    ]


def test_a_change_by_a_flow_is_looked_at_when_the_input_is_taken() -> None:
    story = Story(
        'campaign first { enter on a; flow { set user.city = "Berlin"; send m by push } }\n'
        'campaign second { enter when user.city = "Berlin"; priority 99; flow { tag add "moved" } }\n'
        'campaign third { enter when tag "moved"; priority 98; flow { send n by push } }'
    )
    story.profile("2026-03-01 10:00").event("a", "2026-03-02 10:00")
    assert story.told("campaign", kinds="entered sent") == [
        "2026-03-02 10:00 entered first",
        "2026-03-02 10:00 sent first",
        "2026-03-02 10:00 entered second",
        "2026-03-02 10:00 entered third",
        "2026-03-02 10:00 sent third",
    ]


def test_a_condition_is_followed_through_audiences_and_tags() -> None:
    story = Story(
        "audience keen = count(a, last 7 days) >= 2\n"
        'tag "warm" when user in keen and user.vip\n'
        'campaign x { enter when tag "warm"; reenter always; flow { stop } }'
    )
    story.profile("2026-03-01 10:00", vip=True).event("a", "2026-03-02 10:00").event("a", "2026-03-03 10:00")
    assert story.reference.tags("u") == {"warm"}
    story.tick("2026-03-09 10:00:01").event("a", "2026-03-09 11:00")
    assert story.told(kinds="entered") == ["2026-03-03 10:00 entered", "2026-03-09 11:00 entered"]


def test_profiles_and_events_give_a_journal() -> None:
    reference = Story("campaign x { enter on a; flow { stop } }").reference
    assert reference.take(Profile("u", 0)) == []
    assert [each.kind for each in reference.take(Event("u", "a", 5, 5))] == ["entered", "finished"]
