"""Timers of all users: by instant, then priority, then the order in which they were set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Final, TypeAlias

from mypy_extensions import mypyc_attr

if TYPE_CHECKING:
    from maflow.runtime.core.engine import Engine
    from maflow.runtime.core.state import User

__all__ = ["AFTER_ALL", "Timer", "TimerParts", "Timers", "wake", "wake_after_all"]

AFTER_ALL: Final = 2**60
"""The number of a timer that comes after all others of its instant and priority, less what it is for."""

TimerParts: TypeAlias = tuple[int, int, int, str]
"""due, minus the campaign's priority, the order in which it was set, user"""

_FAR: Final = 2**61
_MOST_LANES: Final = 16
_MOST_GONE: Final = 1_000

# At hand as constants: a name that is imported is looked up each time (benchmark: test_journey).
_pop: Final = heappop
_push: Final = heappush


@mypyc_attr(acyclic=True)
class Timer:
    """A timer that is set: its parts, and the user where all users stay in memory.

    An object of its own, because tuples and the numbers in them lie in several places of the memory
    (benchmark: test_journey).
    """

    __slots__ = ("due", "order", "turn", "user", "user_id")

    def __init__(self, due: int, turn: int, order: int, user_id: str, user: User | None) -> None:
        self.due = due
        self.turn = turn
        self.order = order
        self.user_id = user_id
        self.user = user

    def __lt__(self, other: Timer) -> bool:
        if self.due != other.due:
            return self.due < other.due
        if self.turn != other.turn:
            return self.turn < other.turn
        if self.order != other.order:
            return self.order < other.order
        return self.user_id < other.user_id

    @property
    def parts(self) -> TimerParts:
        """What a timer is, as plain data."""
        return self.due, self.turn, self.order, self.user_id


class Timers:
    """What is due, the soonest first.

    Most timers are set at one of a few distances from now, so that those of one distance come in order:
    they stand in a lane, and only the others in a heap (benchmark: test_journey).
    """

    __slots__ = ("_first", "_heap", "_lanes", "_next")

    def __init__(self, timers: Iterable[TimerParts] = ()) -> None:
        # INVARIANT: what is sorted is a heap.
        self._heap = [Timer(due, turn, order, user_id, None) for due, turn, order, user_id in sorted(timers)]
        self._lanes: list[_Lane] = []
        # INVARIANT: where the first timer stands; None: in the heap, or there is none.
        self._first: _Lane | None = None
        self._next = _FAR
        self._look()

    def __iter__(self) -> Iterator[TimerParts]:
        """Yield all timers, in no order."""
        for timer in self._heap:
            yield timer.parts
        for lane in self._lanes:
            for timer in lane.timers[lane.gone :]:
                yield timer.parts

    @property
    def next_due(self) -> int | None:
        """When the first timer is due, None where there is none; Units: UTC milliseconds."""
        return None if self._next == _FAR else self._next

    def is_due(self, at: int) -> bool:
        """Tell whether a timer is due up to and including an instant."""
        return self._next <= at

    def set(self, timer: Timer, distance: int = 0) -> None:
        """Set a timer; those of one distance from now come in order, 0 for none."""
        lane = self._lane_of(distance) if distance else None
        if lane is None or not lane.append(timer):
            _push(self._heap, timer)
        if timer.due <= self._next:
            self._look()

    def take(self) -> Timer:
        """Remove the first timer and return it."""
        lane = self._first
        timer = _pop(self._heap) if lane is None else lane.popleft()
        self._look()
        return timer

    def _lane_of(self, distance: int) -> _Lane | None:
        for lane in self._lanes:
            if lane.distance == distance:
                return lane
        if len(self._lanes) == _MOST_LANES:
            return None
        lane = _Lane(distance)
        self._lanes.append(lane)
        return lane

    def _look(self) -> None:
        """Look where the first timer stands."""
        first: _Lane | None = None
        due = _FAR
        for lane in self._lanes:
            if lane.due < due or (lane.due == due and first is not None and lane.first < first.first):
                first, due = lane, lane.due
        if self._heap:
            timer = self._heap[0]
            if timer.due < due or (timer.due == due and first is not None and timer < first.first):
                first, due = None, timer.due
        self._first = first
        self._next = due


class _Lane:
    """Timers of one distance, in order: `due` is when the first is, never in an empty lane.

    `last_due` is when the last is. The first `gone` of `timers` have been taken.
    """

    __slots__ = ("distance", "due", "gone", "last_due", "timers")

    def __init__(self, distance: int) -> None:
        self.distance = distance
        self.timers: list[Timer] = []
        self.gone = 0
        self.due = _FAR
        self.last_due = 0

    @property
    def first(self) -> Timer:
        """The first timer of a lane that has some."""
        return self.timers[self.gone]

    def append(self, timer: Timer) -> bool:
        """Take another timer, unless it may not come after the last one; tell whether it is taken."""
        due = timer.due
        if self.due == _FAR:
            self.due = due
        elif due <= self.last_due and not (due == self.last_due and self.timers[-1] < timer):
            return False
        self.timers.append(timer)
        self.last_due = due
        return True

    def popleft(self) -> Timer:
        """Remove the first timer and return it."""
        timers, gone = self.timers, self.gone
        timer = timers[gone]
        gone += 1
        if gone == len(timers):
            timers.clear()
            gone = 0
            self.due = _FAR
        else:
            if gone >= _MOST_GONE and gone * 2 >= len(timers):
                del timers[:gone]
                gone = 0
            self.due = timers[gone].due
        self.gone = gone
        return timer


def wake(engine: Engine, user: User, due: int, priority: int, distance: int = 0) -> int:
    """Have a user woken at an instant; return the number of the timer, by which its owner knows it."""
    state = engine.state
    state.order = order = state.order + 1
    state.timers.set(
        Timer(due, -priority, order, user.id, user if state.users is state.resident else None), distance
    )
    return order


def wake_after_all(engine: Engine, user: User, due: int, priority: int, index: int) -> int:
    """Have a user woken for a condition, after all other timers of the instant and priority."""
    order = AFTER_ALL + index
    engine.state.timers.set(Timer(due, -priority, order, user.id, None), -1 - index)
    return order
