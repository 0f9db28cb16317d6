"""Source of functions that tell when time alone can turn a condition.

`change` of a condition is an instant after now until which it stays for certain: the earliest at which a
window is left, a local day or hour ends, or the clock comes to what it is compared with. Of `a and b` with
b not true it is that of b, whatever a does. Such an instant may be too early and is never too late;
`next_flip` steps from one to the next until the condition really turns.

Source: language reference, section 5 (windows are exact; conditions that turn true by time alone).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from maflow.runtime.codegen.change_bounds import Unschedulable
from maflow.runtime.codegen.change_leaves import Leaves, turns_once
from maflow.runtime.codegen.expressions import ExpressionCompiler
from maflow.runtime.codegen.frame import Frame
from maflow.runtime.codegen.strict import all_of
from maflow.runtime.codegen.timing import Timing
from maflow.runtime.codegen.writer import Writer
from maflow.runtime.core import flips
from maflow.runtime.program.expressions import And, Expression, Not, Or
from maflow.runtime.program.types import Place

__all__ = ["ChangeCompiler", "Unschedulable"]


class _Of(Enum):
    """Whose change is meant: that of being true, of being false for certain, or of the value at all."""

    TRUTH = 1
    FALSITY = 2
    VALUE = 3


_OPPOSITE = {_Of.TRUTH: _Of.FALSITY, _Of.FALSITY: _Of.TRUTH, _Of.VALUE: _Of.VALUE}


class ChangeCompiler:
    """Compiles when conditions of one program can turn by time alone."""

    def __init__(self, compiler: ExpressionCompiler) -> None:
        self._compiler = compiler
        self.timing = Timing(compiler.program)

    def write_predicates(self, writer: Writer) -> None:
        """Write `change_<n>(E, u, now)` for each predicate of the program that time can turn.

        The functions of `ExpressionCompiler.write_predicates` must stand in the same module.
        """
        for place, predicate in enumerate(self._compiler.program.predicates):
            if self.timing.is_predicate_timed(predicate.name):
                self._write_change(writer, f"change_{place}", predicate.condition)

    def write_look(
        self, writer: Writer, name: str, condition: Expression, place: Place | None = None
    ) -> None:
        """Write a function `name(E, u, now)` that looks at a condition.

        It returns whether the condition is true, and when to look again; None where time alone never
        turns it.

        Raises: Unschedulable.
        """
        frame, body, result = self._compiler.frame(), Writer(), "None"
        is_true = frame.true(condition)
        if turns_once(condition, self.timing):
            # It need not be looked at whether it really turns then (benchmark: test_replay_of_a_log).
            Changes(frame, body, self.timing).write(condition, _Of.TRUTH, "first")
            result = f"None if first == {flips.FAR} else first"
        elif self.timing.is_timed(condition):
            self._compiler.write_condition(
                writer, f"def {name}_is(E, u, now):", condition, self._compiler.frame()
            )
            self._write_change(writer, f"{name}_change", condition)
            next_flip = self._compiler.names.function(flips.next_flip)
            result = f"{next_flip}({name}_is, {name}_change, E, u, now, is_true)"
        with writer.block(f"def {name}(E, u, now):", place):
            writer.lines(frame.hoists())
            writer.line(f"is_true = {is_true}")
            writer.include(body)
            writer.line(f"return is_true, {result}")

    def _write_change(self, writer: Writer, name: str, condition: Expression) -> None:
        frame, body = self._compiler.frame(), Writer()
        Changes(frame, body, self.timing).write(condition, _Of.TRUTH, "first")
        with writer.block(f"def {name}(E, u, now):"):
            writer.lines(frame.hoists())
            writer.include(body)
            writer.line("return first")


class Changes:
    """Writes the lines that find the change of a condition, in one function."""

    def __init__(self, frame: Frame, writer: Writer, timing: Timing) -> None:
        self._frame = frame
        self._writer = writer
        self._timing = timing

    def write(self, node: Expression, of: _Of, target: str) -> None:
        """Write lines that set a local to the change of a condition, `FAR` where time does nothing."""
        match node:
            case _ if not self._timing.is_timed(node):
                self._writer.line(f"{target} = {flips.FAR}")
            case Not(operand=operand):
                self.write(operand, _OPPOSITE[of], target)
            case And(operands=operands) if of is not _Of.VALUE:
                self._write_several(operands, of, target, needs_all=of is _Of.TRUTH)
            case Or(operands=operands) if of is not _Of.VALUE:
                self._write_several(operands, of, target, needs_all=of is _Of.FALSITY)
            case And(operands=operands) | Or(operands=operands):
                self._write_first([operand for operand in operands if self._timing.is_timed(operand)], target)
            case _:
                Leaves(self._frame, self._writer, self._timing, self._write_inner).write(node, target)

    def _write_inner(self, frame: Frame, node: Expression, target: str, *, is_truth: bool) -> None:
        changes = Changes(frame, self._writer, self._timing)
        changes.write(node, _Of.TRUTH if is_truth else _Of.VALUE, target)

    def _write_first(self, operands: Sequence[Expression], target: str) -> None:
        self._writer.line(f"{target} = {flips.FAR}")
        for operand in operands:
            local = self._frame.temporary()
            self.write(operand, _Of.VALUE, local)
            self._writer.line(f"if {local} < {target}: {target} = {local}")

    def _write_several(
        self, operands: Sequence[Expression], of: _Of, target: str, *, needs_all: bool
    ) -> None:
        """As long as one operand decides, the others may turn as they like."""
        timed = [operand for operand in operands if self._timing.is_timed(operand)]
        still = [operand for operand in operands if not self._timing.is_timed(operand)]
        writer = self._writer
        writer.line(f"{target} = {flips.FAR}")
        if still:
            tests = [self._test(operand, of, is_wanted=needs_all) for operand in still]
            with writer.block(f"if {all_of(tests)}:"):
                self._write_undecided(timed, of, target, needs_all=needs_all)
        else:
            self._write_undecided(timed, of, target, needs_all=needs_all)

    def _write_undecided(
        self, operands: Sequence[Expression], of: _Of, target: str, *, needs_all: bool
    ) -> None:
        writer = self._writer
        if len(operands) == 1:
            self.write(operands[0], of, target)
            return
        decided = self._frame.temporary()
        writer.line(f"{decided} = now")
        for operand in operands:
            local = self._frame.temporary()
            self.write(operand, of, local)
            writer.line(f"if {local} < {target}: {target} = {local}")
            test = self._test(operand, of, is_wanted=not needs_all)
            writer.line(f"if {local} > {decided} and {test}: {decided} = {local}")
        writer.line(f"if {decided} > now: {target} = {decided}")

    def _test(self, operand: Expression, of: _Of, *, is_wanted: bool) -> str:
        text = self._frame.true(operand) if of is _Of.TRUTH else self._frame.false(operand)
        return text if is_wanted else f"(not {text})"
