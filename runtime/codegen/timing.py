"""How expressions depend on the clock: not at all, by steps, or evenly as it runs."""

from __future__ import annotations

from dataclasses import dataclass

from maflow.runtime.codegen.expression_walk import is_expression, parts
from maflow.runtime.core.local_time import DAY_MS
from maflow.runtime.program.expressions import (
    Aggregate,
    Arithmetic,
    ArithmeticKind,
    Between,
    Compare,
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
    LastPeriod,
    Matches,
    Negate,
    Now,
    Shift,
    TextTest,
    TimePart,
    TimeSince,
    TodayDate,
    TodayPeriod,
)
from maflow.runtime.program.program import Program
from maflow.runtime.program.types import Constant, NumberData

__all__ = ["Slope", "Timing"]

# What is made of something that runs evenly changes by steps itself.
_STEPPING = (
    Aggregate,
    Between,
    Compare,
    Contains,
    Count,
    CountDistinct,
    Did,
    DidThen,
    Holds,
    In,
    IsKnown,
    Matches,
    TextTest,
    TimePart,
    TodayDate,
)
_TWO_SIDED = frozenset(
    {
        ArithmeticKind.DURATIONS,
        ArithmeticKind.MOMENTS,
        ArithmeticKind.MOMENT_AND_DURATION,
    }
)


@dataclass(frozen=True, slots=True)
class Slope:
    """By how much a whole number rises with each millisecond, and with each local day."""

    by_now: int = 0
    by_today: int = 0

    def plus(self, other: Slope, sign: int = 1) -> Slope:
        """Return the slope of a sum or a difference."""
        return Slope(self.by_now + sign * other.by_now, self.by_today + sign * other.by_today)

    def times(self, factor: int) -> Slope:
        """Return the slope of a multiple."""
        return Slope(self.by_now * factor, self.by_today * factor)


class Timing:
    """Tells of the expressions of one program how they depend on the clock."""

    def __init__(self, program: Program) -> None:
        self._conditions = {predicate.name: predicate.condition for predicate in program.predicates}
        self._known: dict[str, bool] = {}

    def is_timed(self, node: object) -> bool:
        """Tell whether time alone can change a value."""
        match node:
            case Now() | TodayDate() | TimeSince() | LastPeriod() | TodayPeriod():
                return True
            case Holds(predicate=name):
                return self.is_predicate_timed(name)
            case _:
                return any(self.is_timed(part) for part in parts(node))

    def is_predicate_timed(self, name: str) -> bool:
        """Tell whether time alone can make a named predicate true or false."""
        if name not in self._known:
            self._known[name] = self.is_timed(self._conditions[name])
        return self._known[name]

    def is_running(self, node: Expression) -> bool:
        """Tell whether a value changes with every millisecond, and not only by steps."""
        match node:
            case Now() | TimeSince():
                return True
            case _ if isinstance(node, _STEPPING):
                return False
            case _:
                return any(self.is_running(part) for part in parts(node) if is_expression(part))  # type: ignore[arg-type]

    def steps(self, node: Expression, *, is_even: bool) -> list[Expression]:
        """Return the parts of a value whose steps break its slope; without slope, all that have steps."""
        if not self.is_timed(node) or isinstance(node, Now):
            return []
        if isinstance(node, TimeSince):
            return [node] if self.is_timed(node.query.where) else []
        slope = self.slope(node) if is_even else None
        if is_even and _is_today(node):
            return []
        if not self.is_running(node) and (slope is None or not slope.by_today):
            return [node]
        inner = [part for part in parts(node) if is_expression(part)]
        # The class of each part is told by `is_expression`.
        return [step for part in inner for step in self.steps(part, is_even=slope is not None)]  # type: ignore[arg-type]

    def slope(self, node: Expression) -> Slope | None:
        """Return how a value rises between two steps, None where it does not so evenly."""
        match node:
            case Now() | TimeSince():
                return Slope(by_now=1)
            case TodayDate() | TimePart(part="date", operand=Now()):
                return Slope(by_today=1)
            case Negate(operand=operand):
                return _scaled(self.slope(operand), -1)
            case Default(operand=operand, fallback=fallback):
                one = self.slope(operand)
                return one if one == self.slope(fallback) else self._still(node)
            case Shift(operand=operand, of_date=of_date, months=0, days=days) if of_date or not days:
                return self.slope(operand)
            case Arithmetic():
                found = self._of_arithmetic(node)
                return self._still(node) if found is None else found
            case _:
                return self._still(node)

    def _still(self, node: Expression) -> Slope | None:
        return None if self.is_running(node) else Slope()

    def _of_arithmetic(self, node: Arithmetic) -> Slope | None:
        left, right = self.slope(node.left), self.slope(node.right)
        if left is None or right is None:
            return None
        sign = -1 if node.operator == "-" else 1
        match node.kind:
            case ArithmeticKind.DATES:
                return left.plus(right, -1).times(DAY_MS)
            case ArithmeticKind.DATE_AND_DURATION if right == Slope():
                return left
            case ArithmeticKind.DURATION_BY_NUMBER if node.operator == "*":
                return _by_constant(left, node.right)
            case ArithmeticKind.NUMBER_BY_DURATION:
                return _by_constant(right, node.left)
            case _ if node.kind in _TWO_SIDED:
                return left.plus(right, sign)
            case _:
                return None


def _is_today(node: Expression) -> bool:
    return isinstance(node, TodayDate) or (
        isinstance(node, TimePart) and node.part == "date" and isinstance(node.operand, Now)
    )


def _scaled(slope: Slope | None, factor: int) -> Slope | None:
    return None if slope is None else slope.times(factor)


def _by_constant(slope: Slope, number: Expression) -> Slope | None:
    match number:
        case Constant(data=NumberData(value=int() as factor)):
            return slope.times(factor)
        case _:
            return None
