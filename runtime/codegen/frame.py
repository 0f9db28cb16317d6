"""What the source of one generated function has at hand: its locals, its event, its run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from maflow.runtime.codegen.history_plan import HistoryPlan
from maflow.runtime.codegen.names import Names
from maflow.runtime.program.campaigns import Campaign
from maflow.runtime.program.expressions import Expression
from maflow.runtime.program.program import Program
from maflow.runtime.program.types import Data, Property

__all__ = ["Frame", "Rules", "Source", "Tables"]

# Locals that stand for what is read again and again, and what they stand for.
_HOISTED = {"a": "u.a", "h": "u.h", "e": "r.entry", "v": "r.values", "g": "r.h"}


@dataclass(frozen=True, slots=True)
class Source:
    """The source of a value; `is_simple` where it may stand several times.

    Shape: where it is unknown unless some test is met, `test` is that, and `then` the value behind it.
    """

    text: str
    may_be_unknown: bool = True
    is_simple: bool = False
    test: str = ""
    then: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """How each class of expression is compiled, in the three ways.

    Any: each rule takes its own class of expression, which is its key.
    """

    true: Mapping[type, Callable[[Frame, Any], str]]
    false: Mapping[type, Callable[[Frame, Any], str]]
    value: Mapping[type, Callable[[Frame, Any], Source]]


class Tables:
    """What is looked up in a program while expressions are compiled."""

    def __init__(self, program: Program, plan: HistoryPlan, names: Names, rules: Rules) -> None:
        self.rules = rules
        self.program = program
        self.plan = plan
        self.names = names
        self.attributes = {each.name: (place, each) for place, each in enumerate(program.attributes)}
        self.properties = {
            (event.name, each.name): each for event in program.events for each in event.properties
        }
        self.predicates = {each.name: (place, each) for place, each in enumerate(program.predicates)}
        self.campaigns = {each.name: each for each in program.campaigns}


class Frame:
    """The surroundings of expressions in one generated function.

    Its locals are E (engine), u (user), r (run or None), p (properties of the event), t (the event's own
    time) and now. `hoists()` are the lines that it must begin with, known when its body is written.
    """

    def __init__(self, tables: Tables, campaign: Campaign | None = None, event: str | None = None) -> None:
        self.tables = tables
        self.campaign = campaign
        self.event = event
        # How the properties of the event are read where they do not stand in `p`.
        self.event_values: Mapping[str, Source] | None = None
        # Attributes and properties that stand in locals of their own.
        self.locals: dict[Expression, str] = {}
        self._shared = _Shared()

    def inside(self, event: str, values: Mapping[str, Source]) -> Frame:
        """Return the surroundings of a condition about another event, whose values are given."""
        frame = Frame(self.tables, self.campaign, event)
        frame.event_values = values
        frame.locals = self.locals
        frame._shared = self._shared
        return frame

    def true(self, expression: Expression) -> str:
        """Return source that is True exactly if a condition is true, and False otherwise."""
        rule = self.tables.rules.true.get(type(expression))
        if rule is not None:
            return rule(self, expression)
        source = self.value(expression)
        return f"({source.text} is True)" if source.may_be_unknown else source.text

    def false(self, expression: Expression) -> str:
        """Return source that is True exactly if a condition is false for certain, and False otherwise."""
        rule = self.tables.rules.false.get(type(expression))
        if rule is not None:
            return rule(self, expression)
        source = self.value(expression)
        return f"({source.text} is False)" if source.may_be_unknown else f"(not {source.text})"

    def value(self, expression: Expression) -> Source:
        """Return the source of a value, None where it is unknown."""
        return self.tables.rules.value[type(expression)](self, expression)

    def temporary(self) -> str:
        """Return the name of a new local."""
        self._shared.temporaries += 1
        return f"x{self._shared.temporaries}"

    def hoisted(self, name: str) -> str:
        """Return the name of a local that stands for a part of the user or of the run."""
        self._shared.used.add(name)
        return name

    def hoists(self) -> list[str]:
        """Return the lines that must stand before all others."""
        return [f"{name} = {text}" for name, text in _HOISTED.items() if name in self._shared.used]

    def slots(self, campaign: str | None) -> str:
        """Return the local that holds the slots of the user, or those of the run."""
        return self.hoisted("h" if campaign is None else "g")

    def known(self, source: Source) -> tuple[str, str]:
        """Return a test that a value is known, empty if it always is, and how to read it after that."""
        if not source.may_be_unknown:
            return "", source.text
        if source.is_simple:
            return f"{source.text} is not None", source.text
        name = self.temporary()
        return f"({name} := {source.text}) is not None", name

    def known_once(self, source: Source) -> tuple[str, str]:
        """Return the same for a value that is read only once after the test."""
        return (source.test, source.then) if source.test else self.known(source)

    def call(self, function: Callable[..., object]) -> str:
        """Return the name of a function of the core."""
        return self.tables.names.function(function)

    def literal(self, data: Data) -> str:
        """Return the source of a value that is written in the program."""
        return self.tables.names.literal(data)

    def event_property(self, name: str) -> Property | None:
        """Return what a property of the event is declared as, None if nothing is known of it."""
        return None if self.event is None else self.tables.properties.get((self.event, name))


@dataclass(slots=True)
class _Shared:
    temporaries: int = 0
    used: set[str] = field(default_factory=set)
