"""Source of what a value is throughout from one instant to another, for values that do not run evenly."""

from __future__ import annotations

from maflow.runtime.codegen.calculations import Operand
from maflow.runtime.codegen.frame import Frame
from maflow.runtime.codegen.timing import Timing
from maflow.runtime.codegen.writer import Writer
from maflow.runtime.core import flips
from maflow.runtime.program.expressions import (
    Arithmetic,
    Comparison,
    Contains,
    Default,
    Expression,
    IsKnown,
    Negate,
    Now,
    Shift,
    TimePart,
    TimeSince,
)

__all__ = ["Bounds", "Unschedulable"]

_ONE, _OTHER = Operand("one"), Operand("other")


class Unschedulable(ValueError):
    """An expression whose changes by time alone cannot be foreseen; `expression` is its innermost part."""

    def __init__(self, expression: Expression) -> None:
        super().__init__(f"time changes it in a way that is not foreseen: {expression!r}")
        self.expression = expression


class Bounds:
    """Writes intervals of values from the instant `start` to the instant `end`, for one function."""

    def __init__(self, frame: Frame, writer: Writer, timing: Timing) -> None:
        self._frame = frame
        self._writer = writer
        self._timing = timing

    def comparison(self, operator: Comparison, left: Expression, right: Expression) -> str:
        """Return source of whether a comparison is true, or false, throughout."""
        one, other = self.interval(left), self.interval(right)
        match operator:
            case Comparison.LESS | Comparison.GREATER_OR_EQUAL:
                test = flips.is_less
            case Comparison.LESS_OR_EQUAL | Comparison.GREATER:
                test = flips.is_not_greater
            case _:
                test = flips.is_equal
        return f"{self._frame.call(test)}({one}, {other})"

    def sample(self, node: Contains | IsKnown | TimePart) -> str:
        """Return source of what is made of a value throughout."""
        match node:
            case TimePart(part=part, operand=operand):
                bounds = f"{self._frame.call(flips.part_bounds)}(u.zone, {part!r}, {self.interval(operand)})"
                return f"{self._frame.call(flips.single)}({bounds})"
            case IsKnown(operand=operand):
                return f"{self._frame.call(flips.known)}({self.interval(operand)})"
            case Contains(whole=whole, part=part) if not self._timing.is_running(whole):
                return f"{self._frame.call(flips.contained)}({self._still(whole)}, {self.interval(part)})"
            case _:
                raise Unschedulable(node)

    def interval(self, node: Expression) -> str:
        """Return source of the interval of a value."""
        frame = self._frame
        if not self._timing.is_running(node):
            return self._point(node)
        match node:
            case Now():
                return "(start, end)"
            case TimeSince():
                since = self._still(node)
                return f"(None if {since} is None else (start - now + {since}, end - now + {since}))"
            case Negate():
                text = frame.value(Negate(_ONE)).text  # type: ignore[arg-type]
                return f"{frame.call(flips.corners)}(lambda one: {text}, {self.interval(node.operand)})"
            case Arithmetic():
                return self._arithmetic(node)
            case Default(operand=operand, fallback=fallback):
                return f"{frame.call(flips.either)}({self.interval(operand)}, {self.interval(fallback)})"
            case Shift(operand=operand, months=months, days=days, elapsed_ms=elapsed_ms):
                move = f"{frame.call(flips.shift_bounds)}(u.zone, {self.interval(operand)}"
                return f"{move}, {months}, {days}, {elapsed_ms})"
            case _:
                raise Unschedulable(node)

    def _arithmetic(self, node: Arithmetic) -> str:
        text = self._frame.value(Arithmetic(node.operator, node.kind, _ONE, _OTHER)).text  # type: ignore[arg-type]
        combine = self._frame.call(flips.quotients if node.operator == "/" else flips.corners)
        one, other = self.interval(node.left), self.interval(node.right)
        return f"{combine}(lambda one, other: {text}, {one}, {other})"

    def _point(self, node: Expression) -> str:
        local = self._frame.temporary()
        self._writer.line(f"{local} = {self._frame.call(flips.point)}({self._frame.value(node).text})")
        return local

    def _still(self, node: Expression) -> str:
        local = self._frame.temporary()
        self._writer.line(f"{local} = {self._frame.value(node).text}")
        return local
