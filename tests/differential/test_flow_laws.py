"""What holds of the engine whatever the project and the history are."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from maflow.runtime.core.engine import Engine
from maflow.runtime.core.inputs import Event, Input, Tick
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.options import Options
from maflow.runtime.core.past import PastEvent
from tests.differential.both_engines import Both, Taken
from tests.differential.flow_histories import DAY, HOUR, History, histories, options_of, played
from tests.differential.ma_strategies import projects
from tests.reference.loading import SETTINGS

ALL = list(HealthCheck)
START = 1_772_928_000_000  # 2026-03-08 00:00 UTC
USERS = ("ann", "bob", "cid")
# Random flows have steps that nothing reaches.
LENIENT = SETTINGS.replace("MA506", "MA303: ignore, MA312: ignore, MA506")
MOST = {"day": 2, "hours": 1, "campaign": 3, "total": 5, "month": 6}
BUSY = Both.of(
    f"""
    user {{ timezone timezone }}
    event a {{ }}
    event b {{ }}
    channel push {{ }}
    channel sms {{ }}
    message m {{ push {{ title "m"; body "m" }} sms {{ text "m" }} }}
    limits {{
      at most {MOST["day"]} messages in any 1 day else wait up to 3 days
      at most {MOST["hours"]} push in any 2 hours else wait up to 1 day
      at most {MOST["campaign"]} messages from one campaign in any 2 days
      at most {MOST["total"]} messages per calendar day in total else wait up to 1 day
      at most {MOST["month"]} messages per calendar month in total
    }}
    campaign x {{ enter on a; reenter always; priority 70
      flow {{ send m by push; wait 1 hour; send m by first of push, sms }} }}
    campaign y {{ enter on b; reenter restart
      flow {{ repeat up to 3 times every 2 hours {{ send m by sms }} }} }}
    campaign z {{ enter every day at 02:30; reenter always; flow {{ send m by push }} }}
    """
)

happenings = st.tuples(
    st.sampled_from((0, 0, 1, HOUR - 1, HOUR, 2 * HOUR, 9 * HOUR, DAY)),
    st.sampled_from(USERS),
    st.sampled_from(("a", "b", "a", "b", "tick")),
)


def inputs_of(history: list[tuple[int, str, str]]) -> list[Input]:
    """Return a history as inputs."""
    now = START
    found: list[Input] = []
    for gap, user, what in history:
        now += gap
        found.append(Tick(now) if what == "tick" else Event(user, what, now, now))
    return found


def most_in(times: list[int], length: int) -> int:
    """Return the most that lie in one window (t - length, t]."""
    return max((sum(time - length < other <= time for other in times) for time in times), default=0)


def times_of(sends: list[Decision], **fields: str) -> list[int]:
    """Return when the messages with some fields were sent."""
    return [
        each.time for each in sends if all(getattr(each, name) == value for name, value in fields.items())
    ]


def most_per(times: list[int], form: str) -> int:
    """Return the most that lie in one period of UTC, which is written by a form of `strftime`."""
    periods = (datetime.fromtimestamp(time / 1000, UTC).strftime(form) for time in times)
    return max(Counter(periods).values(), default=0)


@settings(max_examples=100, deadline=None, suppress_health_check=ALL)
@given(st.lists(happenings, max_size=40))
def test_no_limit_is_ever_exceeded(history: list[tuple[int, str, str]]) -> None:
    inputs: list[Taken] = [*inputs_of(history)]
    until = START + 9 * DAY + sum(gap for gap, _, _ in history)
    sends = [each for each in BUSY.engine(inputs, until, Options(consent_all=True)) if each.kind == "sent"]
    for user in USERS:
        assert most_in(times_of(sends, user_id=user), DAY) <= MOST["day"]
        assert most_in(times_of(sends, user_id=user, channel="push"), 2 * HOUR) <= MOST["hours"]
        for campaign in "xyz":
            times = times_of(sends, user_id=user, campaign=campaign)
            assert most_in(times, 2 * DAY) <= MOST["campaign"]
    assert most_per(times_of(sends), "%Y-%m-%d") <= MOST["total"]
    assert most_per(times_of(sends), "%Y-%m") <= MOST["month"]


@settings(max_examples=20, deadline=None, suppress_health_check=ALL)
@given(projects(), histories(), st.lists(st.integers(0, 15 * 24), max_size=8))
def test_ticks_of_the_clock_change_nothing(text: str, history: History, hours: list[int]) -> None:
    both = Both.of(text, LENIENT)
    inputs, _, until = played(both, history)
    last = max((each.at for each in inputs if isinstance(each, Input)), default=START)
    instants = [history.start + hour * HOUR for hour in hours]
    ticked: list[Taken] = []
    for each in inputs:
        if isinstance(each, Input):
            ticked += [Tick(instant) for instant in instants if instant < each.at]
            instants = [instant for instant in instants if instant >= each.at]
        ticked.append(each)
    ticked += [Tick(instant) for instant in sorted(instants) if last < instant <= until]
    options = options_of(history)
    assert both.engine(ticked, until, options) == both.engine(inputs, until, options)


@settings(max_examples=20, deadline=None, suppress_health_check=ALL)
@given(projects(), histories())
def test_users_do_not_touch_each_other_but_by_limits_in_total(text: str, history: History) -> None:
    assume("in total" not in text)
    both = Both.of(text, LENIENT)
    inputs, together, until = played(both, history)
    for user in USERS:
        alone = [
            each if isinstance(each, Tick) or _user_of(each) == user else Tick(_arrival(each, history.start))
            for each in inputs
        ]
        decided = both.engine(alone, until, options_of(history))
        assert decided == [each for each in together if each.user_id == user]


@settings(max_examples=15, deadline=None, suppress_health_check=ALL)
@given(projects(), histories())
def test_the_same_project_and_log_give_the_same_decisions(text: str, history: History) -> None:
    one, other = Both.of(text, LENIENT), Both.of(text, LENIENT)
    inputs, _, until = played(one, history)
    options = options_of(history)
    assert one.code.source == other.code.source
    assert one.engine(inputs, until, options) == other.engine(inputs, until, options)


@settings(max_examples=15, deadline=None, suppress_health_check=ALL)
@given(projects(), histories())
def test_inputs_taken_together_are_taken_one_after_the_other(text: str, history: History) -> None:
    both = Both.of(text, LENIENT)
    inputs, _, _ = played(both, history)
    one, other = (Engine(both.code, options_of(history)) for _ in range(2))
    assert one.take_all(inputs) == [effect for each in inputs for effect in other.take(each)]


def _user_of(taken: Taken) -> str | None:
    if isinstance(taken, Tick):
        return None
    return taken.event.user_id if isinstance(taken, PastEvent) else taken.user_id


def _arrival(taken: Taken, start: int) -> int:
    return taken.at if isinstance(taken, Input) else start - 40 * DAY
