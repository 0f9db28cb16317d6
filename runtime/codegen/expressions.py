"""Compiles expressions to Python source, in three ways.

`true` is source that is True exactly if a condition is true, `false` source that is True exactly if it
is false for certain; neither ever yields None, so that they stand behind `if`, `and` and `not`. `value`
is the value itself, None where it is unknown. Nothing is evaluated twice: what is needed twice is kept
in a local by `:=`. What is short-circuited in the language is so in Python.

The source speaks of the locals E (engine), u (user), r (run), p (properties of the event), t (its own
time) and now, and of these members of the engine: `E.event_id`, the id of the event that is looked at,
and `E.consents(u, channel, category)`.

Source: language reference, sections 4 and 5.
"""

from __future__ import annotations

from maflow.runtime.codegen.calculations import CALCULATIONS
from maflow.runtime.codegen.conditions import CONDITIONS, FALSE, TRUE
from maflow.runtime.codegen.expression_walk import walk
from maflow.runtime.codegen.frame import Frame, Rules, Source, Tables
from maflow.runtime.codegen.history_pairs import did_then
from maflow.runtime.codegen.history_plan import HistoryPlan, plan_history
from maflow.runtime.codegen.history_reads import READS
from maflow.runtime.codegen.history_updates import update_lines
from maflow.runtime.codegen.names import Names
from maflow.runtime.codegen.writer import Writer
from maflow.runtime.core import values
from maflow.runtime.program.campaigns import Campaign
from maflow.runtime.program.expressions import Aggregate, DidThen, Expression, Summary
from maflow.runtime.program.program import Program

__all__ = ["ExpressionCompiler", "Frame", "Names", "Source"]


class ExpressionCompiler:
    """Compiles the expressions of one program for one generated module.

    Shape: `names.globals` is what the module's source finds beside its own functions.
    """

    def __init__(self, program: Program, plan: HistoryPlan | None = None, names: Names | None = None) -> None:
        self.program = program
        self.plan = plan_history(program) if plan is None else plan
        self.names = Names() if names is None else names
        self.tables = Tables(program, self.plan, self.names, _RULES)

    def frame(self, campaign: Campaign | None = None, event: str | None = None) -> Frame:
        """Return the surroundings of expressions in a new function.

        `campaign` is that of the run `r`, if there is one; `event` the type of the event in `p` and `t`.
        """
        return Frame(self.tables, campaign, event)

    def write_condition(self, writer: Writer, head: str, condition: Expression, frame: Frame) -> None:
        """Write a function that returns whether a condition is true; `head` is `def name(…):`."""
        text = frame.true(condition)
        with writer.block(head):
            writer.lines(frame.hoists())
            writer.line(f"return {text}")

    def write_value(self, writer: Writer, head: str, expression: Expression, frame: Frame) -> None:
        """Write a function that returns the value of an expression, None where it is unknown."""
        text = self.kept_value(expression, frame)
        with writer.block(head):
            writer.lines(frame.hoists())
            writer.line(f"return {text}")

    def kept_value(self, expression: Expression, frame: Frame) -> str:
        """Return source of a value that is kept or written down: unknown where no store has room for it."""
        text = frame.value(expression).text
        if any(isinstance(node, Aggregate) and node.summary is Summary.SUM for node in walk(expression)):
            return f"{frame.call(values.sound_number)}({text})"
        return text

    def write_predicates(self, writer: Writer) -> None:
        """Write `holds_<n>(E, u, now)` for the n-th predicate of the program."""
        for place, predicate in enumerate(self.program.predicates):
            with writer.block(f"def holds_{place}(E, u, now):", predicate.place):
                frame = self.frame()
                text = frame.true(predicate.condition)
                writer.lines(frame.hoists())
                writer.line(f"return {text}")

    def write_update(self, writer: Writer, event: str) -> bool:
        """Write the body of a function (E, u, p, t, now) that takes an event into a user's history.

        Returns whether the history looks at events of this type; else nothing is written.
        """
        return self._write_update(writer, None, event)

    def write_run_update(self, writer: Writer, campaign: Campaign, event: str) -> bool:
        """Write the body of a function (E, u, r, p, t, now) that takes an event into a run's history.

        Returns whether the run's history looks at events of this type; else nothing is written.
        """
        return self._write_update(writer, campaign, event)

    def _write_update(self, writer: Writer, campaign: Campaign | None, event: str) -> bool:
        frame = self.frame(campaign, event)
        body = Writer()
        is_written = update_lines(body, frame, event, None if campaign is None else campaign.name)
        writer.lines(frame.hoists())
        writer.include(body)
        return is_written


_RULES = Rules(
    true={**TRUE, DidThen: did_then},
    false={**FALSE, DidThen: lambda frame, node: f"(not {did_then(frame, node)})"},
    value={
        **CALCULATIONS,
        **CONDITIONS,
        **READS,
        DidThen: lambda frame, node: Source(did_then(frame, node), may_be_unknown=False),
    },
)
