"""Generated code put to work: a small engine around it, and the same history for the naive evaluation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from maflow.runtime.codegen.expressions import ExpressionCompiler
from maflow.runtime.codegen.names import value_of
from maflow.runtime.codegen.writer import Writer
from maflow.runtime.core.inputs import Event
from maflow.runtime.core.local_time import Zone, find_zone
from maflow.runtime.program import expressions as ir
from maflow.runtime.program.campaigns import Campaign, EnterByCall
from maflow.runtime.program.program import Predicate, PredicateKind, Program
from maflow.runtime.program.types import EventType, Place, Property
from tests.differential.naive_ir import Passage
from tests.runtime.codegen.naive import Past
from tests.runtime.codegen.strategies import ATTRIBUTES, BASE, ENTRY, EVENTS, RUN_VALUES, Step

__all__ = ["Machine", "program_of"]

HERE = Place(0, 1)


def program_of(
    conditions: Sequence[ir.Expression] = (),
    *,
    in_run: Sequence[ir.Expression] = (),
    attributes: tuple[Property, ...] = ATTRIBUTES,
    events: tuple[EventType, ...] = EVENTS,
) -> Program:
    """Return a program whose audiences are conditions, and whose campaign has others in its runs."""
    predicates = tuple(
        Predicate(name=f"audience_{place}", kind=PredicateKind.AUDIENCE, place=HERE, condition=condition)
        for place, condition in enumerate(conditions)
    )
    campaign = Campaign(
        name="c",
        place=HERE,
        category="promotional",
        entries=(EnterByCall(),),
        exits_when=tuple(in_run),
        entry_properties=ENTRY,
        run_values=RUN_VALUES,
    )
    return Program(
        project="p",
        timezone="Europe/Berlin",
        currency="CNY",
        lateness_ms=600_000,
        max_age_ms=86_400_000,
        files=("a.ma",),
        attributes=attributes,
        events=events,
        predicates=predicates,
        campaigns=(campaign,),
    )


class _User:
    def __init__(self, attributes: list[Any], slots: list[Any], zone: Zone) -> None:
        self.a = attributes
        self.h = slots
        self.zone = zone
        self.tags: set[str] = set()


class _Run:
    def __init__(
        self, entry: Mapping[str, Any], entry_time: int, values: list[Any], slots: list[Any]
    ) -> None:
        self.entry = entry
        self.entry_time = entry_time
        self.values = values
        self.h = slots


class Machine:
    """One user of a program, seen by generated code and by the naive evaluation."""

    def __init__(self, program: Program, *, conditions: Sequence[ir.Expression] = ()) -> None:
        self.program = program
        self.compiler = ExpressionCompiler(program)
        self.conditions = list(conditions)
        zone = find_zone(program.timezone)
        assert zone is not None
        self.project_zone = zone
        self.source = self._generate()
        self.names = dict(self.compiler.names.globals)
        exec(compile(self.source, "generated", "exec"), self.names)
        defaults = [None if each.default is None else value_of(each.default) for each in program.attributes]
        self.user = _User(defaults, self.compiler.plan.new_slots()(), zone)
        self.event_id: str | None = None
        self.now = BASE
        self.log: list[Event] = []
        self.run: _Run | None = None
        self.naive_run: Passage | None = None

    def _generate(self) -> str:
        writer, compiler = Writer(), self.compiler
        compiler.write_predicates(writer)
        campaign = self.program.campaigns[0]
        for place, condition in enumerate(self.conditions):
            frame = compiler.frame(campaign)
            compiler.write_condition(writer, f"def is_true_{place}(E, u, r, p, t, now):", condition, frame)
            frame = compiler.frame(campaign)
            compiler.write_value(writer, f"def value_{place}(E, u, r, p, t, now):", condition, frame)
            self._write_false(writer, place, condition)
        for event in self.program.events:
            for kind, write in (
                ("update", lambda writer, event=event: compiler.write_update(writer, event.name)),
                (
                    "run_update",
                    lambda writer, event=event: compiler.write_run_update(writer, campaign, event.name),
                ),
            ):
                with writer.block(f"def {kind}_{event.name}(E, u, r, p, t, now):"):
                    write(writer)
                    writer.line("return")
        return writer.source()

    def _write_false(self, writer: Writer, place: int, condition: ir.Expression) -> None:
        frame = self.compiler.frame(self.program.campaigns[0])
        text = frame.false(condition)
        with writer.block(f"def is_false_{place}(E, u, r, p, t, now):"):
            writer.lines(frame.hoists())
            writer.line(f"return {text}")

    def consents(self, _: object, channel: str, category: str) -> bool:
        """What the generated code asks of the engine."""
        return (channel, category) == ("sms", "promotional") and bool(self.user.tags)

    def take(self, step: Step) -> None:
        """Let something happen."""
        self.now += step.passes
        if step.attribute is not None:
            self._set(*step.attribute)
        if step.event is not None:
            time = self.now - step.late
            happened = Event("u", step.event, time, self.now, dict(step.properties), step.id)
            self.log.append(happened)
            self.event_id = happened.id
            self._call(f"update_{happened.name}", self.user, None, happened)
            if self.run is not None:
                self._call(f"run_update_{happened.name}", self.user, self.run, happened)

    def _call(self, name: str, user: _User, run: _Run | None, event: Event) -> None:
        self.names[name](self, user, run, event.properties, event.time, self.now)

    def _set(self, name: str, value: Any) -> None:
        place, declared = self.compiler.tables.attributes[name]
        if value is None and declared.default is not None:
            value = value_of(declared.default)
        self.user.a[place] = value
        if name == "timezone":
            found = None if value is None else find_zone(value)
            self.user.zone = self.project_zone if found is None else found

    def enter(self, entry: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """Begin a run."""
        kept = [values.get(each.name) for each in RUN_VALUES]
        self.run = _Run(entry, self.now, kept, self.compiler.plan.new_slots("c")())
        self.naive_run = Passage(entry, self.now, values, len(self.log))

    def past(self, now: int | None = None) -> Past:
        """Return the same user for the naive evaluation."""
        attributes = {each.name: self.user.a[place] for place, each in enumerate(self.program.attributes)}
        consents = frozenset({("sms", "promotional")} if self.user.tags else ())
        return Past(
            self.program,
            self.now if now is None else now,
            attributes,
            frozenset(self.user.tags),
            consents,
            self.log,
            self.naive_run,
        )

    def ask(self, name: str, now: int | None = None) -> Any:
        """Return what a generated function returns."""
        function: Callable[..., Any] = self.names[name]
        at = self.now if now is None else now
        if name.startswith("holds"):
            return function(self, self.user, at)
        return function(self, self.user, self.run, {}, 0, at)
