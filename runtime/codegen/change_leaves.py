"""When single tests and values change by time alone: comparisons with the clock, windows, local days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from maflow.runtime.codegen.change_bounds import Bounds
from maflow.runtime.codegen.change_windows import Windows, WriteInner
from maflow.runtime.codegen.expression_walk import is_expression, parts
from maflow.runtime.codegen.frame import Frame
from maflow.runtime.codegen.history_queries import as_comparisons, count_test
from maflow.runtime.codegen.timing import Slope, Timing
from maflow.runtime.codegen.writer import Writer
from maflow.runtime.core import flips
from maflow.runtime.program.expressions import (
    Aggregate,
    And,
    Between,
    Compare,
    Comparison,
    Contains,
    Count,
    CountDistinct,
    Default,
    Did,
    DidThen,
    Expression,
    Holds,
    In,
    IsKnown,
    ListOf,
    Not,
    Or,
    TimePart,
    TimeSince,
    TodayDate,
)

__all__ = ["Leaves", "turns_once"]

_HISTORY = (Aggregate, Count, CountDistinct, Did, DidThen, TimeSince)


def turns_once(node: Expression, timing: Timing) -> bool:
    """Tell whether time alone turns a condition once at most: a comparison with what runs without a step.

    What time does not change may stand beside it.
    """
    match node:
        case Not(operand=operand):
            return turns_once(operand, timing)
        case And(operands=operands) | Or(operands=operands):
            timed = [operand for operand in operands if timing.is_timed(operand)]
            return len(timed) == 1 and turns_once(timed[0], timing)
        case Compare(operator=operator, left=left, right=right) if len(_BOUNDS[operator]) == 1:
            return count_test(node) is None and _crosses_evenly(left, right, timing)
        case _:
            return False


def _crosses_evenly(left: Expression, right: Expression, timing: Timing) -> bool:
    slope = _difference(left, right, timing)
    steps = [*timing.steps(left, is_even=True), *timing.steps(right, is_even=True)]
    return slope is not None and bool(slope.by_now) and not slope.by_today and not steps


def _difference(left: Expression, right: Expression, timing: Timing) -> Slope | None:
    """Return how the difference of two values rises between two steps, None where it does not so evenly."""
    one, other = timing.slope(left), timing.slope(right)
    return None if one is None or other is None else one.plus(other, -1)


def _without_default(
    left: Expression, right: Expression, timing: Timing
) -> Sequence[tuple[Expression, Expression, Expression]]:
    """Return what a `default` in front of a comparison may come to, and behind what it is known to.

    Shape: tuples of (what is known or not, left side, right side); none where neither side is a running
    `default`. What runs beside something like it then has a steady difference to it.
    """
    if isinstance(left, Default) and timing.is_running(left):
        return [(left.operand, side, right) for side in (left.operand, left.fallback)]
    if isinstance(right, Default) and timing.is_running(right):
        return [(right.operand, left, side) for side in (right.operand, right.fallback)]
    return ()


class Leaves:
    """Writes the lines that find the change of what is neither `and`, `or` nor `not`."""

    def __init__(self, frame: Frame, writer: Writer, timing: Timing, write_inner: WriteInner) -> None:
        self._frame = frame
        self._writer = writer
        self._timing = timing
        self._write_inner = write_inner

    def write(self, node: Expression, target: str) -> None:
        """Write lines that set a local to an instant until which a value stays, `FAR` for ever."""
        self._writer.line(f"{target} = {flips.FAR}")
        self._write_leaf(as_comparisons(node), target)

    def _write_leaf(self, node: Expression, target: str) -> None:
        match node:
            case Holds(predicate=name):
                place, _ = self._frame.tables.predicates[name]
                self._lower(target, f"change_{place}(E, u, now)")
            case _ if isinstance(node, _HISTORY) or count_test(node) is not None:
                windows = Windows(self._frame, self._writer, self._timing, self._write_inner)
                windows.write(node, target)
            case TodayDate():
                self._lower(target, "u.zone.next_date_change(now)")
            case Compare(operator=operator, left=left, right=right):
                self._write_comparison(operator, left, right, target)
            case Between(operand=operand, low=low, high=high):
                self._write_comparison(Comparison.GREATER_OR_EQUAL, operand, low, target)
                self._write_comparison(Comparison.LESS_OR_EQUAL, operand, high, target)
            case In(operand=operand, items=items):
                for item in items:
                    self._write_comparison(Comparison.EQUAL, operand, item, target)
            case Contains(whole=ListOf(items=items), part=part):
                self._write_leaf(In(part, items), target)
            case Contains() | IsKnown() | TimePart():
                self._write_sample(node, target)
            case _:
                self._write_steps((part for part in parts(node) if is_expression(part)), target)  # type: ignore[misc]

    def _lower(self, target: str, text: str) -> None:
        local = self._frame.temporary()
        self._writer.line(f"if ({local} := {text}) < {target}: {target} = {local}")

    def _write_steps(self, nodes: Iterable[Expression], target: str) -> None:
        for node in nodes:
            if self._timing.is_timed(node):
                local = self._frame.temporary()
                self._write_inner(self._frame, node, local, is_truth=False)
                self._writer.line(f"if {local} < {target}: {target} = {local}")

    def _write_comparison(
        self, operator: Comparison, left: Expression, right: Expression, target: str
    ) -> None:
        timing = self._timing
        slope = _difference(left, right, timing)
        if slope is None and (pairs := _without_default(left, right, timing)):
            for known, one, other in pairs:
                self._write_leaf(IsKnown(known), target)
                self._write_comparison(operator, one, other, target)
            return
        if slope is None:
            self._write_search((left, right), target, lambda bounds: bounds.comparison(operator, left, right))
            return
        # The clock and the local day at once: the day is a step then.
        is_even = not (slope.by_now and slope.by_today)
        for side in (left, right):
            self._write_steps(timing.steps(side, is_even=is_even), target)
        if slope != Slope():
            self._write_crossing(operator, left, right, slope, target)

    def _write_crossing(
        self, operator: Comparison, left: Expression, right: Expression, slope: Slope, target: str
    ) -> None:
        frame, writer = self._frame, self._writer
        locals_ = frame.temporary(), frame.temporary()
        for local, side in zip(locals_, (left, right), strict=True):
            writer.line(f"{local} = {frame.value(side).text}")
        difference = f"{locals_[0]} - {locals_[1]}"
        with writer.block(f"if {locals_[0]} is not None and {locals_[1]} is not None:"):
            for bound in _BOUNDS[operator]:
                if slope == _RISING:
                    # Most conditions with a clock are of this form (benchmark: test_replay_of_a_log).
                    local = frame.temporary()
                    rest = f"({local} := {bound} - ({difference}))"
                    writer.line(f"if {rest} > 0 and now + {local} < {target}: {target} = now + {local}")
                    continue
                if slope.by_now:
                    text = f"{frame.call(flips.crossing)}({difference}, {slope.by_now}, {bound}, now)"
                else:
                    cross = frame.call(flips.today_crossing)
                    text = f"{cross}(u.zone, {difference}, {slope.by_today}, {bound}, now)"
                self._lower(target, text)

    def _write_sample(self, node: Contains | IsKnown | TimePart, target: str) -> None:
        """Write the lines for what is made of something that runs: a part of it, whether it is known."""
        timing, frame = self._timing, self._frame
        operands = [part for part in parts(node) if is_expression(part)]
        running = [part for part in operands if timing.is_running(part)]  # type: ignore[arg-type]
        if not running:
            self._write_steps(operands, target)  # type: ignore[arg-type]
            return
        if isinstance(node, TimePart) and timing.slope(node.operand) == Slope(by_now=1):
            self._write_steps(timing.steps(node.operand, is_even=True), target)
            local = frame.temporary()
            change = "next_hour_change" if node.part == "hour" else "next_date_change"
            with self._writer.block(f"if ({local} := {frame.value(node.operand).text}) is not None:"):
                self._lower(target, f"now - {local} + u.zone.{change}({local})")
            return
        self._write_search(operands, target, lambda bounds: bounds.sample(node))  # type: ignore[arg-type]

    def _write_search(
        self, operands: Iterable[Expression], target: str, write: Callable[[Bounds], str]
    ) -> None:
        for operand in operands:
            self._write_steps(self._timing.steps(operand, is_even=False), target)
        found = Bounds(self._frame, self._writer, self._timing)
        text = write(found)
        search = self._frame.call(flips.search)
        self._writer.line(f"{target} = {search}(lambda start, end: {text}, now, {target})")


_RISING = Slope(by_now=1)

# A whole number comes to, or leaves, being at least so much.
_BOUNDS = {
    Comparison.EQUAL: (0, 1),
    Comparison.NOT_EQUAL: (0, 1),
    Comparison.LESS: (0,),
    Comparison.GREATER_OR_EQUAL: (0,),
    Comparison.LESS_OR_EQUAL: (1,),
    Comparison.GREATER: (1,),
}
