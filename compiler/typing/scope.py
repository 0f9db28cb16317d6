"""What an expression may speak of at its place: `user`, `event`, `entry`, `run`, parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.typing.types import Type, Typed

__all__ = ["EntryScope", "EventShape", "Scope"]


@dataclass(frozen=True, slots=True)
class EventShape:
    """The properties of an event; `is_known` is False where its declaration could not be read."""

    name: str
    properties: Mapping[str, Typed]
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class EntryScope:
    """What may have started a run: the events of its entries, and whether there are other entries.

    Shape: no events and no other entries: a step that no campaign uses, where anything goes.
    """

    events: tuple[EventShape, ...] = ()
    has_other_entries: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """The surroundings of an expression.

    `event` is the event that is looked at or that opened the block; `entry` is None outside a run;
    `run` holds the variables set in the run, None outside one. `has_user` is False in alerts, which
    are about the whole project. `tested` are the attributes, as they are written, of which a condition
    beside this one says whether they are known.
    """

    project: ResolvedProject
    context: CompileContext
    event: EventShape | None = None
    entry: EntryScope | None = None
    run: Mapping[str, Typed] | None = None
    parameters: Mapping[str, Type] = field(default_factory=lambda: MappingProxyType({}))
    has_user: bool = True
    tested: frozenset[str] = frozenset()

    def with_event(self, event: EventShape | None) -> Scope:
        """Return this scope inside a clause or block that looks at an event."""
        return replace(self, event=event)

    def with_tested(self, tested: frozenset[str]) -> Scope:
        """Return this scope beside conditions that test whether something is known."""
        return replace(self, tested=self.tested | tested) if tested else self

    def with_parameters(self, parameters: Mapping[str, Type]) -> Scope:
        """Return this scope inside a step."""
        return replace(self, parameters=parameters)

    def names(self) -> list[str]:
        """Return what is in scope, for help lines."""
        found = ["`user`"] if self.has_user else []
        found += ["`event`"] if self.event is not None else []
        found += ["`entry`"] if self.entry is not None else []
        found += ["`run`"] if self.run is not None else []
        return [*found, "`now`", "`today`"]
