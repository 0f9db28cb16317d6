"""Waits, branches, loops and changes (language reference, section 8)."""

from __future__ import annotations

import pytest

from tests.reference.story import Story, instant

WAIT_FOR = """
campaign x { enter on a; flow {
  wait 1 hour
  wait for b where event.n >= 2 WHEN up to 2 hours { set run.n = event.n } else { set run.n = 0 }
} }
"""


@pytest.mark.parametrize(
    ("arrival", "own_time", "expected"),
    [
        ("11:00", "11:00", "13:00 0"),
        ("11:00:00.001", "11:00", "11:00:00.001 7"),
        ("13:00", "13:00", "13:00 7"),
        ("11:05", "10:59:59", "13:00 0"),
        ("11:05", "11:00", "11:05 7"),
        ("13:00:01", "13:00", "13:00 0"),
        ("12:00", "11:49:59", "13:00 0"),
        ("10:59", "10:59", "13:00 0"),
    ],
)
def test_a_wait_is_ended_by_an_event_in_its_time(arrival: str, own_time: str, expected: str) -> None:
    story = Story(WAIT_FOR.replace("WHEN", "")).event("a", "2026-03-02 10:00")
    story.event("b", f"2026-03-02 {arrival}", time=f"2026-03-02 {own_time}", n=7).until("2026-03-02 15:00")
    time, value = expected.split()
    assert story.told("value", kinds="set") == [f"2026-03-02 {time} set {value}"]


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([("10:10", "10:10", 1), ("10:20", "10:20", 3), ("10:30", "10:30", 5)], "11:00 3"),
        ([("10:30", "10:19", 3)], "13:00 0"),
        ([("10:05", "09:58", 3)], "11:00 3"),
        ([("11:05", "10:57", 3)], "11:05 3"),
        ([("09:59", "09:59", 3)], "13:00 0"),
    ],
)
def test_since_entry_accepts_what_came_after_the_entry_in_the_log(
    events: list[tuple[str, str, int]], expected: str
) -> None:
    story = Story(WAIT_FOR.replace("WHEN", "since entry"))
    before = [each for each in events if each[0] < "10:00"]
    for arrival, own_time, n in before:
        story.event("b", f"2026-03-02 {arrival}", time=f"2026-03-02 {own_time}", n=n)
    story.event("a", "2026-03-02 10:00")
    for arrival, own_time, n in events[len(before) :]:
        story.event("b", f"2026-03-02 {arrival}", time=f"2026-03-02 {own_time}", n=n)
    time, value = expected.split()
    assert story.until("2026-03-02 15:00").told("value", kinds="set") == [f"2026-03-02 {time} set {value}"]


def test_since_entry_looks_at_the_condition_when_the_wait_is_reached() -> None:
    text = """
    campaign x { enter on a; flow {
      wait 1 hour
      wait for b where event.n = user.points since entry up to 2 hours { set run.n = event.n }
    } }
    """
    story = Story(text).event("a", "2026-03-02 10:00").event("b", "2026-03-02 10:10", n=1)
    story.event("b", "2026-03-02 10:20", n=2).profile("2026-03-02 10:30", points=2).until("2026-03-02 11:00")
    assert story.told("value", kinds="set") == ["2026-03-02 11:00 set 2"]


def test_one_event_ends_one_wait_of_a_run() -> None:
    text = """
    campaign x { enter on a; flow {
      wait for b up to 1 hour { wait for b up to 1 hour { send m by push } else { send n by push } }
    } }
    """
    story = Story(text).event("a", "2026-03-02 10:00").event("b", "2026-03-02 10:30")
    assert story.until("2026-03-02 12:00").sends() == ["2026-03-02 11:30 n push"]


def test_the_first_arm_that_matches_wins_and_the_event_is_in_scope_there() -> None:
    text = """
    campaign x { enter on a; flow {
      wait up to 1 hour {
        on b where event.n > 5 { set run.big = event.n }
        on b where event.n > 1 {
          set run.small = event.n
          wait for c up to 1 hour { stop } else { set run.n = 1 }
        }
        timeout { set run.none = 0 }
      }
      set run.after = 1
    } }
    """
    story = Story(text)
    for user in "uvw":
        story.event("a", "2026-03-02 10:00", user=user)
    story.event("b", "2026-03-02 10:10", n=1).event("b", "2026-03-02 10:20", n=3)
    story.event("b", "2026-03-02 10:20", user="v", n=6).until("2026-03-02 12:00")
    assert story.told("user_id", "reason", "value", kinds="set") == [
        "2026-03-02 10:20 set u run.small 3",
        "2026-03-02 10:20 set v run.big 6",
        "2026-03-02 10:20 set v run.after 1",
        "2026-03-02 11:00 set w run.none 0",
        "2026-03-02 11:00 set w run.after 1",
        "2026-03-02 11:20 set u run.n 1",
        "2026-03-02 11:20 set u run.after 1",
    ]


UNTIL_DUE = """
campaign x { enter on a; flow { wait until user.due at 09:00 if past go; send m by push } }
"""


@pytest.mark.parametrize(
    ("wait", "start", "expected"),
    [
        ("wait 0 days", "2026-03-02 10:00", "2026-03-02 10:00"),
        ("wait 1 month", "2026-01-31 10:00", "2026-02-28 10:00"),
        ("wait 1 day", "2026-03-07 15:00", "2026-03-08 14:00"),
        ("wait 24 hours", "2026-03-07 15:00", "2026-03-08 15:00"),
        ("wait 1.5 hours", "2026-03-07 15:00", "2026-03-07 16:30"),
        ("wait until 09:00", "2026-03-02 13:59", "2026-03-02 14:00"),
        ("wait until 09:00", "2026-03-02 14:00:59.999", "2026-03-02 14:00:59.999"),
        ("wait until 09:00", "2026-03-02 14:01", "2026-03-03 14:00"),
        ("wait until 09:00 on weekdays", "2026-03-06 15:00", "2026-03-09 13:00"),
        ("wait until 09:00 on monday", "2026-03-02 13:00", "2026-03-02 14:00"),
        ("wait until 09:00 on monday", "2026-03-02 15:00", "2026-03-09 13:00"),
        ("wait until 02:30", "2026-03-08 06:00", "2026-03-08 07:00"),
        ("wait until 02:30", "2026-03-08 07:00:30", "2026-03-08 07:00:30"),
        ("wait until 01:30", "2026-11-01 06:30", "2026-11-02 06:30"),
        ("wait until 2026-03-02 18:00 if past go", "2026-03-02 10:00", "2026-03-02 18:00"),
        ("wait until 2026-03-02 18:00 if past go", "2026-03-02 19:00", "2026-03-02 19:00"),
        ("wait until 2026-03-02 18:00 if past exit", "2026-03-02 18:00", "2026-03-02 18:00"),
        ("wait until user.due - 3 days at 09:00 if past go", "2026-03-02 10:00", "2026-03-17 13:00"),
        ("wait until entry.time + 1 day if past exit", "2026-03-07 15:00", "2026-03-08 14:00"),
        ("wait until next (user.due) at 09:00", "2026-03-02 10:00", "2026-03-20 13:00"),
        ("wait until next (user.due - 1 month) at 09:00", "2026-03-02 10:00", "2027-02-20 14:00"),
        ("wait until next (user.due) at 09:00", "2026-03-20 13:00", "2026-03-20 13:00"),
        ("wait until next (user.due) at 09:00", "2026-03-20 13:00:01", "2027-03-20 13:00"),
        ("wait until next (2024-02-29) at 09:00", "2026-01-01 00:00", "2026-02-28 14:00"),
        ("wait until next (2024-02-29) at 09:00", "2027-03-01 00:00", "2028-02-29 14:00"),
    ],
)
def test_waits_for_a_time(wait: str, start: str, expected: str) -> None:
    due = (instant("2020-03-20") if "next" in wait else instant("2026-03-20")) // 86_400_000
    story = Story(f"campaign x {{ enter on a; flow {{ {wait}; send m by push }} }}")
    story.profile("2026-01-01 00:00", timezone="America/New_York", due=due)
    story.event("a", start).until("2029-01-01 00:00")
    assert story.sends() == [f"{expected} m push"]


@pytest.mark.parametrize(
    "wait",
    [
        "wait until 2026-03-02 18:00 if past exit",
        "wait until user.due at 09:00 if past exit",
        "wait until next (user.due) at 09:00",
    ],
)
def test_a_time_that_is_past_or_unknown_may_be_the_end(wait: str) -> None:
    story = Story(f"campaign x {{ enter on a; flow {{ {wait} as resting; send m by push }} }}")
    story.event("a", "2026-03-02 18:00:00.001").until("2029-01-01 00:00")
    assert story.told("reason", "node", kinds="exited sent finished") == [
        "2026-03-02 18:00:00.001 exited exit_past resting"
    ]


def test_an_unknown_moment_counts_as_past() -> None:
    story = Story(
        "campaign x { enter on a; flow { wait until user.due at 09:00 if past go; send m by push } }"
    )
    assert story.event("a", "2026-03-02 18:00").sends() == ["2026-03-02 18:00 m push"]


def test_a_wait_for_a_moment_is_fixed_when_it_is_reached() -> None:
    story = Story(
        "campaign x { enter on a; flow { wait until user.due at 09:00 if past go; send m by push } }"
    )
    story.profile("2026-03-01 00:00", due=20520).event("a", "2026-03-02 10:00")
    story.profile("2026-03-03 00:00", due=20530, timezone="Asia/Tokyo").until("2026-06-01 00:00")
    assert story.sends() == ["2026-03-08 09:00 m push"]


def test_a_loop_pauses_between_its_passes_and_looks_before_each() -> None:
    text = """
    campaign x { enter on a; flow {
      repeat up to 4 times every 1 day until user.vip as again { send m by push }
      send n by push
    } }
    """
    story = Story(text).profile("2026-03-01 00:00", timezone="America/New_York")
    story.event("a", "2026-03-07 12:00").profile("2026-03-08 12:00", vip=True).until("2026-03-12 00:00")
    assert story.sends() == [
        "2026-03-07 12:00 m push",
        "2026-03-08 11:00 m push",
        "2026-03-09 11:00 n push",
    ]
    never = Story(text).profile("2026-03-01 00:00", vip=True).event("a", "2026-03-07 12:00")
    assert never.sends() == ["2026-03-07 12:00 n push"]


def test_names_of_statements() -> None:
    text = """
    campaign x { enter on a; exit when user.points = 9; flow {
      set run.x = 1
      wait 1 hour as first
      wait 1 hour
      if user.vip { wait 1 hour } else { wait until 09:00 }
      wait for b up to 1 hour { stop }
      wait up to 1 hour { on push.opened { stop } }
      tag add "t"
      tag remove "t"
      unset run.x
      stop
    } }
    """
    story = Story(text)
    names = [
        name
        for run in [story.event("a", "2026-03-02 10:00").reference.runs[0]]
        for name in run.campaign.node_ids.values()
    ]
    assert names == [
        "set.run.x",
        "first",
        "wait#2",
        "if",
        "wait#3",
        "wait_until",
        "wait_for.b",
        "stop",
        "wait_for_any",
        "stop#2",
        "tag.add.t",
        "tag.remove.t",
        "unset.run.x",
        "stop#3",
    ]


def test_tags_are_recorded_only_where_they_change() -> None:
    text = """
    campaign x { enter on a; reenter always; flow {
      tag add "t"; tag add "t"; tag remove "t"; tag remove "t"; tag remove "known"
    } }
    """
    story = Story(text).profile("2026-03-02 09:00", tags=("known",)).event("a", "2026-03-02 10:00")
    assert story.told("reason", "value", kinds="tagged") == [
        "2026-03-02 10:00 tagged add t",
        "2026-03-02 10:00 tagged remove t",
        "2026-03-02 10:00 tagged remove known",
    ]


def test_what_is_set_is_known_from_then_on() -> None:
    text = """
    campaign x { enter on a; flow {
      set user.points = user.points default 0 + 2
      set user.points = user.points * 5
      set run.where = user.city
      unset user.points
      if user.points is unknown { set user.city = "Bonn" }
      set user.due = today - 1 day
    } }
    """
    story = Story(text).event("a", "2026-03-02 10:00")
    assert story.told("reason", "value", kinds="set") == [
        "2026-03-02 10:00 set user.points 2",
        "2026-03-02 10:00 set user.points 10",
        "2026-03-02 10:00 set run.where -",
        "2026-03-02 10:00 set user.points -",
        "2026-03-02 10:00 set user.city Bonn",
        "2026-03-02 10:00 set user.due 2026-03-01",
    ]
    assert story.reference.attribute("u", "city") == "Bonn"


def test_a_run_ends_where_it_stops() -> None:
    story = Story(
        "campaign x { enter on a; flow { if user.vip { send m by push } else { stop }; send n by push } }"
    )
    story.event("a", "2026-03-02 10:00")
    assert story.told("reason") == ["2026-03-02 10:00 entered -", "2026-03-02 10:00 finished stop"]
