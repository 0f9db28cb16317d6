"""Timers: whatever is set, and in whichever lane, the first is taken first."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from maflow.runtime.core.timers import Timer, TimerParts, Timers


@dataclass(frozen=True)
class Setting:
    """A timer to be set so long after the last one that was taken."""

    distance: int
    turn: int
    user_id: str
    # Every number is given once, but those of conditions, which are the same for all users.
    is_for_condition: bool
    has_lane: bool


settings_of_timers = st.builds(
    Setting,
    distance=st.integers(0, 30),
    turn=st.integers(-2, 0),
    user_id=st.sampled_from("abc"),
    is_for_condition=st.booleans(),
    has_lane=st.booleans(),
)


@given(
    begin=st.lists(st.integers(0, 20), max_size=4),
    steps=st.lists(settings_of_timers | st.none(), max_size=80),
)
def test_timers_are_taken_in_order(begin: list[int], steps: list[Setting | None]) -> None:
    waiting: list[TimerParts] = [(due, 0, -1 - number, "z") for number, due in enumerate(begin)]
    timers = Timers(waiting)
    clock = 0
    for number, step in enumerate(steps):
        assert sorted(timers) == sorted(waiting)
        assert timers.next_due == (min(waiting)[0] if waiting else None)
        if step is not None:
            order = 10_000 if step.is_for_condition else number
            parts = clock + step.distance, step.turn, order, step.user_id
            timers.set(Timer(*parts, None), step.distance if step.has_lane else 0)
            waiting.append(parts)
        elif waiting:
            first = min(waiting)
            assert timers.is_due(first[0])
            assert not timers.is_due(first[0] - 1)
            assert timers.take().parts == first
            waiting.remove(first)
            clock = max(clock, first[0])


def test_lanes_in_which_much_has_gone_keep_the_rest() -> None:
    timers = Timers()
    for number in range(5_000):
        timers.set(Timer(number // 2, 0, number, "u", None), 7)
    taken = [timers.take().order for _ in range(3_000)]
    assert taken == list(range(3_000))
    assert sorted(each[2] for each in timers) == list(range(3_000, 5_000))
