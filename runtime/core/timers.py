"""Timers of all users: by instant, then priority, then the order in which they were set."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from heapq import heappop, heappush, heapreplace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from maflow.runtime.core.engine import Engine
    from maflow.runtime.core.state import User

__all__ = ["AFTER_ALL", "Timer", "Timers", "wake", "wake_after_all"]

AFTER_ALL: Final = 2**60
"""The number of a timer that comes after all others of its instant and priority, less what it is for."""

Timer: TypeAlias = tuple[int, int, int, str]
"""due, minus the campaign's priority, the order in which it was set, user"""

# A timer and its lane, 0 for none.
_Entry: TypeAlias = tuple[int, int, int, str, int]

_FAR: Final = 2**61

# At hand as constants: a name that is imported is looked up each time (benchmark: test_journey).
_pop: Final = heappop
_push: Final = heappush
_replace: Final = heapreplace


class Timers:
    """What is due, the soonest first.

    Most timers are set at one of a few distances from now, so that those of one distance come in order:
    they stand in a lane, and of each lane only the first stands in the heap (benchmark: test_journey).
    """

    __slots__ = ("_heap", "_lanes", "_next")

    def __init__(self, timers: Iterable[Timer] = ()) -> None:
        # INVARIANT: what is sorted is a heap.
        self._heap: list[_Entry] = sorted((*timer, 0) for timer in timers)
        self._lanes: dict[int, _Lane] = {}
        self._next = self._heap[0][0] if self._heap else _FAR

    def __iter__(self) -> Iterator[Timer]:
        """Yield all timers, in no order."""
        for entry in self._heap:
            lane = self._lanes.get(entry[4])
            for due, turn, order, user_id, _ in lane.entries if lane is not None else (entry,):
                yield due, turn, order, user_id

    @property
    def next_due(self) -> int | None:
        """When the first timer is due, None where there is none; Units: UTC milliseconds."""
        return self._next if self._heap else None

    def is_due(self, at: int) -> bool:
        """Tell whether a timer is due up to and including an instant."""
        return self._next <= at

    def set(self, due: int, turn: int, order: int, user_id: str, lane: int = 0) -> None:
        """Set a timer; those of one lane should come in order."""
        # Any: the tuple is made here, and not anew wherever it goes.
        entry: Any = (due, turn, order, user_id, lane)
        if lane:
            others = self._lanes.get(lane)
            if others is None:
                others = self._lanes[lane] = _Lane()
            has_others = bool(others.entries)
            if has_others and not others.is_before(due, turn, order):
                entry = (due, turn, order, user_id, 0)
            else:
                others.append(entry, due, turn, order)
                if has_others:
                    return
        _push(self._heap, entry)
        if due < self._next:  # noqa: PLR1730 - asked without a call
            self._next = due

    def take(self) -> Timer:
        """Remove the first timer and return it."""
        heap = self._heap
        due, turn, order, user_id, lane = heap[0]
        others = None
        if lane:
            others = self._lanes[lane].entries
            others.popleft()
        if others:
            _replace(heap, others[0])
        else:
            _pop(heap)
        self._next = heap[0][0] if heap else _FAR
        return due, turn, order, user_id


class _Lane:
    """Timers that are in order as they came; `due`, `turn` and `order` are those of the last one."""

    __slots__ = ("due", "entries", "order", "turn")

    def __init__(self) -> None:
        # Any: entries are made once and not taken apart.
        self.entries: deque[Any] = deque()
        self.due = 0
        self.turn = 0
        self.order = 0

    def is_before(self, due: int, turn: int, order: int) -> bool:
        """Tell whether another timer certainly comes after the last one."""
        return self.due < due or (self.due == due and self.turn == turn and self.order < order)

    def append(self, entry: object, due: int, turn: int, order: int) -> None:
        """Take another timer."""
        self.entries.append(entry)
        self.due = due
        self.turn = turn
        self.order = order


def wake(engine: Engine, user: User, due: int, priority: int, lane: int = 0) -> int:
    """Have a user woken at an instant; return the number of the timer, by which its owner knows it."""
    state = engine.state
    state.order = order = state.order + 1
    state.timers.set(due, -priority, order, user.id, lane)
    return order


def wake_after_all(engine: Engine, user: User, due: int, priority: int, index: int) -> int:
    """Have a user woken for a condition, after all other timers of the instant and priority."""
    order = AFTER_ALL + index
    engine.state.timers.set(due, -priority, order, user.id, -1 - index)
    return order
