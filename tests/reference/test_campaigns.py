"""Who enters, who leaves, what counts, and in which order (language reference, sections 7 and 11)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from maflow.runtime.core.inputs import ConsentStatement
from tests.reference.loading import SETTINGS
from tests.reference.story import Story

EIGHTY = Decimal("80.00")
FLOW = "flow { wait 1 hour; send m by push }"
ENTRY = ("reason", "run")


@pytest.mark.parametrize(
    ("reenter", "expected"),
    [
        ("never", ["entered", "running", "reenter", "reenter"]),
        ("always", ["entered", "running", "entered", "entered"]),
        ("restart", ["entered", "entered", "entered", "entered"]),
        ("after 3 hours from start", ["entered", "running", "reenter", "entered"]),
        ("after 2 hours from end", ["entered", "running", "reenter", "entered"]),
        ("after 0 days from end", ["entered", "running", "entered", "entered"]),
    ],
)
def test_who_may_come_back(reenter: str, expected: list[str]) -> None:
    story = Story(f"campaign x {{ enter on a; reenter {reenter}; {FLOW} }}")
    for at in ("10:00", "10:30", "12:59", "14:00"):
        story.event("a", f"2026-03-02 {at}")
    entries = [each for each in story.decisions if each.kind in ("entered", "refused")]
    assert [each.reason or each.kind for each in entries] == expected


def test_after_the_end_is_counted_from_the_end_and_exactly_then_is_allowed() -> None:
    story = Story(f"campaign x {{ enter on a; reenter after 2 hours from end; {FLOW} }}")
    for at in ("10:00", "12:59:59", "13:00"):
        story.event("a", f"2026-03-02 {at}")
    assert story.told(*ENTRY, kinds="entered refused") == [
        "2026-03-02 10:00 entered - x/u/1",
        "2026-03-02 12:59:59 refused reenter -",
        "2026-03-02 13:00 entered - x/u/2",
    ]


def test_a_restart_ends_the_run_under_way_once_nothing_else_refuses() -> None:
    story = Story(f"campaign x {{ enter on a; reenter restart; audience user.vip; {FLOW} }}")
    story.profile("2026-03-02 09:00", vip=True).event("a", "2026-03-02 10:00").event("a", "2026-03-02 10:30")
    story.profile("2026-03-02 10:40", vip=False).event("a", "2026-03-02 10:50").until("2026-03-02 12:00")
    assert story.told("reason", "run", "node") == [
        "2026-03-02 10:00 entered - x/u/1 -",
        "2026-03-02 10:30 exited restart x/u/1 wait",
        "2026-03-02 10:30 entered - x/u/2 -",
        "2026-03-02 10:50 refused audience - -",
        "2026-03-02 11:30 sent - x/u/2 send.m",
        "2026-03-02 11:30 finished - x/u/2 -",
    ]


def test_the_reasons_of_a_refusal_are_looked_at_in_order() -> None:
    text = """
    campaign x {
      enter on a
      parallel by event.cart
      active 2026-03-03 to 2026-03-03
      audience user.points > 1
      exit when user.vip
      exit after 5 days
      flow { wait 1 day }
    }
    """
    story = Story(text).event("a", "2026-03-02 10:00").event("a", "2026-03-02 11:00", cart="c")
    story.event("a", "2026-03-03 10:00", cart="c").profile("2026-03-03 11:00", points=2, vip=True)
    story.event("a", "2026-03-03 11:00", cart="c").profile("2026-03-03 12:00", vip=False)
    story.event("a", "2026-03-03 12:00", cart="c").event("a", "2026-03-03 13:00", cart="c")
    story.event("a", "2026-03-03 13:00", cart="d").event("a", "2026-03-04 13:00", cart="d")
    assert story.told(*ENTRY, kinds="entered refused") == [
        "2026-03-02 10:00 refused key -",
        "2026-03-02 11:00 refused inactive -",
        "2026-03-03 10:00 refused audience -",
        "2026-03-03 11:00 refused exit -",
        "2026-03-03 12:00 entered - x/u/c/1",
        "2026-03-03 13:00 refused running -",
        "2026-03-03 13:00 entered - x/u/d/1",
        "2026-03-04 13:00 refused inactive -",
    ]


def test_keys_have_memories_of_their_own() -> None:
    story = Story(f"campaign x {{ enter on a; parallel by event.n; reenter always; {FLOW} }}")
    story.event("a", "2026-03-02 10:00", n=7).event("a", "2026-03-02 10:10", n=8)
    story.event("a", "2026-03-02 11:10", n=7).until("2026-03-02 13:00")
    assert story.told("run", kinds="entered sent") == [
        "2026-03-02 10:00 entered x/u/7/1",
        "2026-03-02 10:10 entered x/u/8/1",
        "2026-03-02 11:00 sent x/u/7/1",
        "2026-03-02 11:10 entered x/u/7/2",
        "2026-03-02 11:10 sent x/u/8/1",
        "2026-03-02 12:10 sent x/u/7/2",
    ]


def test_a_campaign_is_entered_once_by_an_event_that_two_of_its_entries_match() -> None:
    story = Story(f"campaign x {{ enter on a; enter on a where event.n > 1; reenter always; {FLOW} }}")
    assert story.event("a", "2026-03-02 10:00", n=2).told() == ["2026-03-02 10:00 entered"]


def test_days_of_activity_are_the_project_s() -> None:
    text = "campaign x { enter on a; reenter always; active 2026-03-02 to 2026-03-02; flow { stop } }"
    story = Story(text, settings=SETTINGS.replace("UTC", "America/New_York"))
    story.profile("2026-03-01 00:00", timezone="Asia/Tokyo")
    for at in ("2026-03-02 04:59:59", "2026-03-02 05:00", "2026-03-03 04:59:59", "2026-03-03 05:00"):
        story.event("a", at)
    assert [each.partition(" finished")[0][-8:] for each in story.told(kinds="entered refused")] == [
        " refused",
        " entered",
        " entered",
        " refused",
    ]


def test_calls_and_starts() -> None:
    story = Story(
        "campaign x { enter by call; reenter always; flow { start y; send m by push } }\n"
        "campaign y { enter by call; reenter always; audience user.vip; flow { send n by push } }"
    )
    story.call("x", "2026-03-02 10:00").profile("2026-03-02 11:00", vip=True).call("x", "2026-03-02 12:00")
    assert story.told("campaign", "reason", kinds="entered refused sent") == [
        "2026-03-02 10:00 entered x -",
        "2026-03-02 10:00 sent x -",
        "2026-03-02 10:00 refused y audience",
        "2026-03-02 12:00 entered x -",
        "2026-03-02 12:00 sent x -",
        "2026-03-02 12:00 entered y -",
        "2026-03-02 12:00 sent y -",
    ]


def test_campaigns_take_their_turn_by_priority_then_name() -> None:
    story = Story(
        "campaign b2 { enter on a; flow { send m by push } }\n"
        "campaign b1 { enter on a; flow { send m by push } }\n"
        "campaign z9 { enter on a; priority 60; flow { send m by push } }\n"
        "campaign b0 { enter when did(a, ever); priority 99; flow { send m by push } }\n"
        "limits { at most 3 push in any 1 day }"
    )
    story.event("a", "2026-03-02 10:00")
    assert story.told("campaign", kinds="sent blocked") == [
        "2026-03-02 10:00 sent z9",
        "2026-03-02 10:00 sent b1",
        "2026-03-02 10:00 sent b2",
        "2026-03-02 10:00 blocked b0",
    ]


def test_timers_due_together_fire_by_priority_then_as_they_were_set() -> None:
    story = Story(
        "campaign x { enter on a; priority 10; flow { wait 2 hours; send m by push } }\n"
        "campaign y { enter on b; priority 10; flow { wait 1 hour; send m by push } }\n"
        "campaign z { enter on c; priority 90; flow { wait 30 minutes; send m by push } }"
    )
    for name, at in (("a", "10:00"), ("b", "11:00"), ("c", "11:30")):
        story.event(name, f"2026-03-02 {at}")
    story.until("2026-03-02 12:00")
    assert story.told("campaign", kinds="sent") == [
        "2026-03-02 12:00 sent z",
        "2026-03-02 12:00 sent x",
        "2026-03-02 12:00 sent y",
    ]


def test_an_exit_by_time_comes_before_a_wait_that_ends_then() -> None:
    story = Story("campaign x { enter on a; exit after 1 day; flow { wait 24 hours; send m by push } }")
    story.event("a", "2026-03-02 10:00").until("2026-03-05 00:00")
    assert story.told("reason", "node") == [
        "2026-03-02 10:00 entered - -",
        "2026-03-03 10:00 exited exit_after wait",
    ]


def test_exits_are_looked_at_on_every_input_of_the_user_and_not_on_timers() -> None:
    story = Story(
        "campaign x { enter on a; exit when count(b, last 1 hour) = 0; flow { wait 1 day as asleep } }"
    )
    story.event("b", "2026-03-02 09:30").event("a", "2026-03-02 10:00").tick("2026-03-02 12:00")
    story.event("c", "2026-03-02 13:00", user="other").profile("2026-03-02 14:00", city="Bonn")
    assert story.told("reason", "node", kinds="exited") == ["2026-03-02 14:00 exited exit_when asleep"]


def test_a_receipt_ends_only_the_run_that_sent_the_message() -> None:
    text = """
    campaign x { enter on a; parallel by event.cart; reenter always; exit on push.opened; exit after 2 days
      flow { wait 1 hour; send m by push; wait 1 day } }
    """
    story = Story(text).event("a", "2026-03-02 10:00", cart="one").event("a", "2026-03-02 10:30", cart="two")
    story.tick("2026-03-02 12:00").receipt("push.opened", "2026-03-02 13:00")
    assert story.told("run", "node", kinds="exited") == ["2026-03-02 13:00 exited x/u/two/1 wait#2"]


GOAL = "campaign x {{ enter on a; reenter always; goal {}; flow {{ wait 1 day }} }}"


def test_the_window_of_a_goal_is_closed_on_both_sides() -> None:
    story = Story(GOAL.format("b within 2 days"))
    story.event("a", "2026-03-02 10:00").event("b", "2026-03-04 10:00:00.001").event("a", "2026-03-05 10:00")
    story.event("b", "2026-03-07 10:00")
    assert story.told("run", kinds="goal") == ["2026-03-07 10:00 goal x/u/2"]


def test_a_goal_must_not_lie_before_the_entry() -> None:
    story = Story(GOAL.format("b within 2 days"))
    story.event("a", "2026-03-02 10:00").event("b", "2026-03-02 10:05", time="2026-03-02 09:59:59")
    assert story.told(kinds="goal") == []
    assert story.event("b", "2026-03-02 10:06", time="2026-03-02 10:00").told(kinds="goal") == [
        "2026-03-02 10:06 goal"
    ]


def test_a_goal_counts_for_the_latest_run_that_has_none() -> None:
    story = Story(GOAL.format("b where event.n > entry.n within 9 days worth entry.value"))
    for day, n in ((2, 1), (3, 5), (4, 9)):
        story.event("a", f"2026-03-0{day} 10:00", n=n).tick(f"2026-03-0{day + 1} 09:00")
        story.until(f"2026-03-0{day + 1} 10:00")
    for n in (7, 7, 7):
        story.event("b", "2026-03-06 10:00", n=n)
    assert story.told("run", kinds="goal") == ["2026-03-06 10:00 goal x/u/2", "2026-03-06 10:00 goal x/u/1"]


@pytest.mark.parametrize(
    ("worth", "expected"),
    [
        ("event.n", "3"),
        ("event.n * 2 CNY", "6 CNY"),
        ("entry.value", "80.00 CNY"),
        ("run.unset default 1", "1"),
    ],
)
def test_a_goal_has_its_worth(worth: str, expected: str) -> None:
    text = (
        "campaign x { enter on a; goal b within 2 days worth WORTH and stay; "
        "flow { set run.unset = 1; unset run.unset; wait 1 day } }"
    )
    story = Story(text.replace("WORTH", worth))
    story.event("a", "2026-03-02 10:00", value=EIGHTY).event("b", "2026-03-02 11:00", n=3)
    assert story.told("value", kinds="goal finished") == [f"2026-03-02 11:00 goal {expected}"]


def test_a_goal_comes_before_an_exit_by_the_same_event() -> None:
    text = "campaign x { enter on a; exit on b; goal b within 2 days; flow { wait 1 day } }"
    story = Story(text).event("a", "2026-03-02 10:00").event("b", "2026-03-02 11:00")
    assert story.told("reason", kinds="goal exited finished") == [
        "2026-03-02 11:00 goal -",
        "2026-03-02 11:00 finished goal",
    ]


def test_a_goal_is_an_event_for_others() -> None:
    story = Story(
        "campaign y { enter on goal.reached where event.campaign = x; flow { send m by push } }\n"
        + GOAL.format("b within 2 days")
    )
    story.event("a", "2026-03-02 10:00").event("b", "2026-03-02 11:00")
    assert story.sends() == ["2026-03-02 11:00 m push"]
    assert story.reference.history("u")[2].properties == {"campaign": "x", "run": "x/u/1"}


LATE = """
campaign w { enter on a; flow { wait for b up to 2 hours { send m by push } else { send n by push } } }
campaign g { enter on a; goal b within 1 day and stay; flow { wait 1 day } }
campaign e { enter on a; exit on b; flow { wait 1 day } }
campaign s { enter on b; reenter always; flow { stop } }
"""


@pytest.mark.parametrize(
    ("own_time", "expected"),
    [
        ("2026-03-02 11:50", ["goal g", "exited e", "sent w", "finished w", "entered s", "finished s"]),
        ("2026-03-02 11:49:59.999", ["late -", "goal g", "exited e", "refused s"]),
        ("2026-03-01 12:00", ["late -", "exited e", "refused s"]),
        ("2026-03-01 11:59:59.999", ["late -"]),
    ],
)
def test_what_a_late_event_does(own_time: str, expected: list[str]) -> None:
    story = Story(LATE).event("a", "2026-03-02 11:00")
    before = len(story.told())
    story.event("b", "2026-03-02 12:00", time=own_time)
    found = [each.removeprefix("2026-03-02 12:00 ") for each in story.told("campaign")[before:]]
    assert found == expected


def test_an_input_behind_the_clock_arrives_now_and_a_time_to_come_is_now() -> None:
    story = Story("campaign x { enter on a; reenter always; flow { set run.at = entry.time } }")
    story.tick("2026-03-02 10:00").event("a", "2026-03-02 09:55").event(
        "a", "2026-03-02 11:00", time="2026-03-03 00:00"
    )
    assert story.told("value", kinds="set") == [
        "2026-03-02 10:00 set 2026-03-02T09:55:00Z",
        "2026-03-02 11:00 set 2026-03-02T11:00:00Z",
    ]


def test_a_duplicate_has_no_effect_but_the_clock() -> None:
    story = Story(f"campaign x {{ enter on a; reenter always; {FLOW} }}")
    story.event("a", "2026-03-02 10:00", id="1").event("a", "2026-03-02 12:00", id="1")
    story.event("a", "2026-03-02 12:00", id="1", user="other")
    assert story.told("user_id") == [
        "2026-03-02 10:00 entered u",
        "2026-03-02 11:00 sent u",
        "2026-03-02 11:00 finished u",
        "2026-03-02 12:00 entered other",
    ]


@pytest.mark.parametrize(
    ("every", "zone", "expected"),
    [
        ("day at 10:00", "UTC", ["2026-03-02 10:00", "2026-03-03 10:00", "2026-03-04 10:00"]),
        ("monday, wednesday at 10:00", "UTC", ["2026-03-02 10:00", "2026-03-04 10:00"]),
        ("weekdays at 10:00", "UTC", ["2026-03-02 10:00", "2026-03-03 10:00", "2026-03-04 10:00"]),
        ("day at 18:30", "Asia/Tokyo", ["2026-03-03 09:30", "2026-03-04 09:30"]),
        (
            "day at 18:30 in project time",
            "Asia/Tokyo",
            ["2026-03-02 18:30", "2026-03-03 18:30"],
        ),
        ("month on day 3 at 10:00", "UTC", ["2026-03-03 10:00"]),
    ],
)
def test_schedules(every: str, zone: str, expected: list[str]) -> None:
    story = Story(f"campaign x {{ enter every {every}; reenter always; flow {{ stop }} }}")
    story.profile("2026-03-02 10:00", timezone=zone).until("2026-03-04 12:00")
    assert story.told(kinds="entered") == [f"{each} entered" for each in expected]


def test_a_schedule_keeps_to_the_last_day_of_short_months_and_to_what_exists() -> None:
    story = Story("campaign x { enter every month on day 31 at 02:30; reenter always; flow { stop } }")
    story.profile("2026-01-15 00:00", timezone="America/New_York").until("2026-05-15 00:00")
    assert story.told(kinds="entered") == [
        "2026-01-31 07:30 entered",
        "2026-02-28 07:30 entered",
        "2026-03-31 06:30 entered",
        "2026-04-30 06:30 entered",
    ]
    daily = Story("campaign x { enter every day at 02:30; reenter always; flow { stop } }")
    daily.profile("2026-03-07 00:00", timezone="America/New_York").until("2026-03-08 12:00")
    assert daily.told(kinds="entered") == ["2026-03-07 07:30 entered", "2026-03-08 07:00 entered"]


def test_a_schedule_follows_a_user_who_moves() -> None:
    story = Story("campaign x { enter every day at 10:00; reenter always; flow { stop } }")
    story.profile("2026-03-02 00:00", timezone="Asia/Shanghai").tick("2026-03-02 03:00")
    story.profile("2026-03-02 04:00", timezone="Europe/Berlin").until("2026-03-03 12:00")
    assert story.told(kinds="entered") == [
        "2026-03-02 02:00 entered",
        "2026-03-02 09:00 entered",
        "2026-03-03 09:00 entered",
    ]


def test_a_schedule_has_no_occurrence_while_the_campaign_rests_and_none_for_others() -> None:
    text = """
    campaign x { enter every day at 10:00 for user.vip; active 2026-03-03 to 2026-03-04; reenter always
      flow { stop } }
    campaign y { enter at 2026-03-03 10:00 for user.points > 1; flow { stop } }
    """
    story = Story(text).profile("2026-03-01 00:00", vip=True, points=2)
    story.profile("2026-03-04 00:00", vip=False).until("2026-03-10 00:00")
    assert story.told("campaign") == [
        "2026-03-03 10:00 entered x",
        "2026-03-03 10:00 finished x",
        "2026-03-03 10:00 entered y",
        "2026-03-03 10:00 finished y",
    ]


def test_a_moment_that_is_past_when_the_user_appears_does_not_count() -> None:
    story = Story("campaign y { enter at 2026-03-03 10:00; flow { stop } }")
    story.profile("2026-03-03 10:00:00.001").profile("2026-03-03 10:00:00.001", user="v").until("2026-04-01")
    assert story.told() == []


def test_consents_of_a_known_user_are_events() -> None:
    story = Story('campaign x { enter on consent.given where event.channel = "sms"; flow { stop } }')
    given = ConsentStatement(True, "sms")
    story.says("2026-03-02 10:00", given).says("2026-03-02 11:00", given, ConsentStatement(True))
    assert story.told(kinds="entered") == ["2026-03-02 11:00 entered"]
    assert [event.name for event in story.reference.history("u")] == ["consent.given", "consent.given"]
