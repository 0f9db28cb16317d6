"""Timers of all users: by instant, then priority, then the order in which they were set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from maflow.runtime.core.engine import Engine
    from maflow.runtime.core.state import User

__all__ = ["AFTER_ALL", "Timer", "Timers", "wake", "wake_after_all"]

AFTER_ALL: Final = 2**60
"""The number of a timer that comes after all others of its instant and priority, less what it is for."""

Timer: TypeAlias = tuple[int, int, int, str]
"""due, minus the campaign's priority, the order in which it was set, user"""

_FAR: Final = 2**61
_MOST_LANES: Final = 16
_MOST_GONE: Final = 1_000

# At hand as constants: a name that is imported is looked up each time (benchmark: test_journey).
_pop: Final = heappop
_push: Final = heappush


class Timers:
    """What is due, the soonest first.

    Most timers are set at one of a few distances from now, so that those of one distance come in order:
    they stand in a lane, and only the others in a heap (benchmark: test_journey).
    """

    __slots__ = ("_first", "_heap", "_lanes", "_next")

    def __init__(self, timers: Iterable[Timer] = ()) -> None:
        # INVARIANT: what is sorted is a heap. Any: a timer is made once and not taken apart.
        self._heap: list[Any] = sorted(timers)
        self._lanes: list[_Lane] = []
        # INVARIANT: where the first timer stands; None: in the heap, or there is none.
        self._first: _Lane | None = None
        self._next = _FAR
        self._look()

    def __iter__(self) -> Iterator[Timer]:
        """Yield all timers, in no order."""
        yield from self._heap
        for lane in self._lanes:
            yield from lane.timers[lane.gone :]

    @property
    def next_due(self) -> int | None:
        """When the first timer is due, None where there is none; Units: UTC milliseconds."""
        return None if self._next == _FAR else self._next

    def is_due(self, at: int) -> bool:
        """Tell whether a timer is due up to and including an instant."""
        return self._next <= at

    def set(self, due: int, turn: int, order: int, user_id: str, distance: int = 0) -> None:
        """Set a timer; those of one distance from now come in order, 0 for none."""
        timer: Any = (due, turn, order, user_id)
        lane = self._lane_of(distance) if distance else None
        if lane is None or not lane.append(timer, due):
            _push(self._heap, timer)
        if due <= self._next:
            self._look()

    def take(self) -> tuple[Any, int, str]:
        """Remove the first timer; return when it was due, its number and its user."""
        lane = self._first
        timer = _pop(self._heap) if lane is None else lane.popleft()
        self._look()
        # Any: what is due is handed on as it stands here.
        return timer[0], timer[2], timer[3]

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
            alone: int = timer[0]
            if alone < due or (alone == due and first is not None and timer < first.first):
                first, due = None, alone
        self._first = first
        self._next = due


class _Lane:
    """Timers of one distance, in order: `due` is when the first is, never in an empty lane.

    `last_due` is when the last is. The first `gone` of `timers` have been taken.
    """

    __slots__ = ("distance", "due", "gone", "last_due", "timers")

    def __init__(self, distance: int) -> None:
        self.distance = distance
        # Any: a timer is made once and not taken apart.
        self.timers: list[Any] = []
        self.gone = 0
        self.due = _FAR
        self.last_due = 0

    @property
    def first(self) -> Any:  # a timer
        """The first timer of a lane that has some."""
        return self.timers[self.gone]

    def append(self, timer: Any, due: int) -> bool:  # a timer
        """Take another timer, unless it may not come after the last one; tell whether it is taken."""
        if self.due == _FAR:
            self.due = due
        elif due <= self.last_due and not (due == self.last_due and self.timers[-1] < timer):
            return False
        self.timers.append(timer)
        self.last_due = due
        return True

    def popleft(self) -> Any:  # a timer
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
            self.due = timers[gone][0]
        self.gone = gone
        return timer


def wake(engine: Engine, user: User, due: int, priority: int, distance: int = 0) -> int:
    """Have a user woken at an instant; return the number of the timer, by which its owner knows it."""
    state = engine.state
    state.order = order = state.order + 1
    state.timers.set(due, -priority, order, user.id, distance)
    return order


def wake_after_all(engine: Engine, user: User, due: int, priority: int, index: int) -> int:
    """Have a user woken for a condition, after all other timers of the instant and priority."""
    order = AFTER_ALL + index
    engine.state.timers.set(due, -priority, order, user.id, -1 - index)
    return order
