"""What holds of every history."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from maflow.compiler.context import ResolvedProject
from maflow.runtime.core.inputs import Event, Input, Profile, Tick
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.options import Options
from tests.reference.loading import project_of
from tests.reference.world import Reference, journal

HOUR = 3_600_000
DAY = 24 * HOUR
START = 1_772_323_200_000  # 2026-03-01 00:00 UTC; New York changes its clocks a week later
USERS = ("ann", "bob")


@cache
def project() -> ResolvedProject:
    """Return a project with something of everything."""
    return project_of(
        """
        user { phone phone; email email; points integer; timezone timezone }
        event a { n integer }
        event b { n integer }
        event c { }
        channel push { }
        channel sms { needs user.phone }
        channel email { needs user.email }
        message m { push { title "m"; body "m" } sms { text "m" } email { subject "m"; text "m" } }
        message n { push { title "n"; body "n" } sms { text "n" } email { subject "n"; text "n" } }
        audience keen = count(a, last 2 days) >= 3
        tag "warm" when sum(a.n, today) > 2
        limits {
          at most 2 messages in any 1 day else wait up to 30 hours
          at most 1 push per calendar day
          at most 3 messages from one campaign per calendar week
        }
        quiet hours 22:00-07:00 for push, sms
        campaign w { enter when user in keen or time since b > 36 hours; reenter always; priority 70
          flow { wait 1 hour; send m by push; set user.points = user.points default 0 + 1 } }
        campaign v { enter when tag "warm"; reenter after 1 day from end; exit on c
          goal b where event.n > 1 within 2 days worth event.n
          flow { send m by first of sms, push
            wait for b since entry up to 1 day { send n by push } else { tag add "silent" } } }
        campaign u { enter on a; reenter restart; exit when count(c, last 1 hour) >= 2; exit after 3 days
          flow { repeat up to 3 times every 6 hours until did(b, since entry) { send n by email } } }
        campaign t { enter every day at 02:30 for user.points >= 1; reenter always
          flow { wait until 09:00 on weekdays; send n by push { sent { tag remove "silent" } } } }
        campaign s { enter on b; parallel by event.n; reenter always; exit after 9 days
          flow { split look { 50% as one { } 50% as two { start r } } } }
        campaign r { enter by call; category transactional; reenter always; flow { send m by sms } }
        """
    )


happenings = st.tuples(
    st.sampled_from((0, 1, 7 * HOUR // 2, 9 * HOUR, DAY)),
    st.sampled_from(USERS),
    st.sampled_from(("a", "a", "b", "c", "zone", "phone")),
    st.integers(0, 3),
    st.sampled_from((0, 0, 0, 300_000, 2 * HOUR, 30 * HOUR)),
)
histories = st.lists(happenings, max_size=14)


def inputs_of(history: list[tuple[int, str, str, int, int]]) -> list[Input]:
    """Return a history as inputs."""
    now = START
    found: list[Input] = [Profile(user, now, {"email": "a@b.example"}) for user in USERS]
    for step, user, what, n, lateness in history:
        now += step
        match what:
            case "zone":
                zone = ("UTC", "America/New_York", "Asia/Kathmandu", None)[n]
                found.append(Profile(user, now, {"timezone": zone}))
            case "phone":
                found.append(Profile(user, now, {"phone": "+8613800000000" if n else None}))
            case _:
                properties = {} if what == "c" else {"n": n or None}
                found.append(Event(user, what, now - lateness, now, properties))
    return found


def journal_of(inputs: list[Input]) -> list[Decision]:
    """Return what is decided of a history and of the ten days after it."""
    reference = Reference(project(), Options(consent_all=True))
    decisions = [decision for each in inputs for decision in reference.take(each)]
    return journal([*decisions, *reference.finish(reference.clock + 10 * DAY)])


@settings(max_examples=40)
@given(histories, st.lists(st.integers(0, 12 * 24), max_size=6))
def test_ticks_of_the_clock_change_nothing(
    history: list[tuple[int, str, str, int, int]], hours: list[int]
) -> None:
    inputs = inputs_of(history)
    ticks: list[Input] = [Tick(START + hour * HOUR) for hour in hours]
    latest = inputs[-1].at
    ticked = sorted([*inputs, *(tick for tick in ticks if tick.at <= latest)], key=lambda each: each.at)
    assert journal_of(ticked) == journal_of(inputs)


@settings(max_examples=40)
@given(histories)
def test_users_do_not_touch_each_other(history: list[tuple[int, str, str, int, int]]) -> None:
    inputs = inputs_of(history)
    end = Tick(inputs[-1].at)
    together = journal_of(inputs)
    for user in USERS:
        alone = [each for each in inputs if not isinstance(each, Tick) and each.user_id == user]
        assert journal_of([*alone, end]) == [each for each in together if each.user_id == user]


@settings(max_examples=40)
@given(histories)
def test_no_limit_is_ever_exceeded(history: list[tuple[int, str, str, int, int]]) -> None:
    decisions = journal_of(inputs_of(history))
    for user in USERS:
        sent = [each for each in decisions if (each.kind, each.user_id) == ("sent", user)]
        times = [each.time for each in sent if each.campaign != "r"]
        for time in times:
            assert sum(time - DAY < other <= time for other in times) <= 2


@settings(max_examples=40)
@given(histories)
def test_every_run_that_begins_ends_once_at_most(history: list[tuple[int, str, str, int, int]]) -> None:
    decisions = journal_of(inputs_of(history))
    entered = [each.run for each in decisions if each.kind == "entered"]
    ended = [each.run for each in decisions if each.kind in ("exited", "finished")]
    assert len(entered) == len(set(entered))
    assert len(ended) == len(set(ended))
    assert set(ended) <= set(entered)
