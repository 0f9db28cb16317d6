"""Events: what each one starts, ends and changes, over all campaigns together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from maflow.runtime.codegen.fusing import write_eligible
from maflow.runtime.codegen.module import ModuleWriter
from maflow.runtime.codegen.names import value_of
from maflow.runtime.core.code import CampaignCode, EventCode, WhenCode
from maflow.runtime.program import flow
from maflow.runtime.program.campaigns import Campaign, EnterOn
from maflow.runtime.program.expressions import Expression, Or
from maflow.runtime.program.program import Program
from maflow.runtime.program.types import EventType

__all__ = ["EventLinker", "event_linkers"]

_SETTLING = frozenset({"unsubscribed", "complained", "bounced", "failed", "accepted", "delivered"})

# Campaigns by their index, with what each needs an event for.
Entry: TypeAlias = "tuple[int, Expression | None]"


def event_linkers(module: ModuleWriter, campaigns: Sequence[Campaign]) -> list[EventLinker]:
    """Return a linker for every event that the engine may have to look at, in order of declaration."""
    entries: dict[str, list[Entry]] = {}
    arms: dict[str, list[tuple[int, bool]]] = {}
    for index, campaign in enumerate(campaigns):
        for name, where in _entries(campaign):
            entries.setdefault(name, []).append((index, where))
        for arm in _arms(campaign):
            arms.setdefault(arm.query.event, []).append((index, arm.since_entry))
    declared = {event.name: event for event in module.program.events}
    return [
        EventLinker(
            module, index, name, declared.get(name), campaigns, entries.get(name, ()), arms.get(name, ())
        )
        for index, name in enumerate(_observed_events(module.program))
    ]


class EventLinker:
    """Writes and links what happens on one event.

    `entries` are the campaigns that it may enter, `arms` those whose waits it may end, and whether also
    by what happened since entry.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - all that an event is made of
        self,
        module: ModuleWriter,
        index: int,
        name: str,
        declared: EventType | None,
        campaigns: Sequence[Campaign],
        entries: Sequence[Entry],
        arms: Sequence[tuple[int, bool]],
    ) -> None:
        self.name = name
        self._declared = declared
        self._module = module
        self._prefix = f"e{index}"
        self._campaigns = campaigns
        self._entries = entries
        self._arms = arms
        plan = module.compiler.plan
        self._with_slots = [place for place, each in enumerate(campaigns) if plan.slots(each.name)]

    def write(self) -> None:
        """Write every function of the event."""
        module, prefix = self._module, self._prefix
        module.update(f"{prefix}_update", self.name)
        for index in self._with_slots:
            module.update(f"{prefix}_update_run{index}", self.name, self._campaigns[index])
        if any(where is not None for _, where in self._entries):
            conditions = [(where, self._campaigns[index].place) for index, where in self._entries]
            write_eligible(module.writer, module.compiler, f"{prefix}_eligible", conditions, self.name)

    def link(
        self,
        names: Mapping[str, Any],  # Any: what a compiled module has by its names
        campaigns: Sequence[CampaignCode],
        whens: tuple[WhenCode, ...],
    ) -> EventCode:
        """Return the code of the event from the compiled module."""
        prefix, name, program = self._prefix, self.name, self._module.program
        source, _, last = name.rpartition(".")
        retention = self._module.compiler.plan.retention_ms(name)
        code = EventCode(name, update=names.get(f"{prefix}_update"), whens=whens)
        code.run_updates = {
            index: names[f"{prefix}_update_run{index}"]
            for index in self._with_slots
            if f"{prefix}_update_run{index}" in names
        }
        code.goals = tuple((c, goal) for c in campaigns for goal in c.goals if goal.event == name)
        code.exits = tuple((c, leave) for c in campaigns for leave in c.exits_on if leave.event == name)
        code.waiting = frozenset(index for index, _ in self._arms)
        code.logged = frozenset(index for index, since_entry in self._arms if since_entry)
        code.eligible = names.get(f"{prefix}_eligible")
        code.entries = tuple(campaigns[index] for index, _ in self._entries)
        code.settles = source == "consent" or (bool(source) and last in _SETTLING)
        code.retention_ms = None if retention is None else max(retention, program.max_age_ms)
        code.remembers = bool(code.update or code.run_updates or code.logged)
        code.is_looked_at = bool(
            code.remembers or code.goals or code.exits or code.waiting or code.entries or code.whens
        )
        code.defaults = {} if self._declared is None else _defaults(self._declared)
        return code


def _observed_events(program: Program) -> tuple[str, ...]:
    declared = [event.name for event in program.events]
    channels = [f"{channel.name}.{name}" for channel in program.channels for name in channel.receipts]
    receipts = [name for name in channels if name.rpartition(".")[2] in _SETTLING]
    return tuple(dict.fromkeys([*declared, *receipts, "consent.given", "consent.withdrawn"]))


def _entries(campaign: Campaign) -> Iterator[tuple[str, Expression | None]]:
    """Yield the events that a campaign is entered on; several entries of one are joined by `or`."""
    conditions: dict[str, list[Expression | None]] = {}
    for entry in campaign.entries:
        if isinstance(entry, EnterOn):
            conditions.setdefault(entry.query.event, []).append(entry.query.where)
    for name, several in conditions.items():
        known = [condition for condition in several if condition is not None]
        if len(known) < len(several):
            yield name, None
        else:
            yield name, known[0] if len(known) == 1 else Or(tuple(known))


def _arms(campaign: Campaign) -> Iterator[flow.WaitArm]:
    for node in campaign.nodes:
        if isinstance(node, flow.WaitForEvent):
            yield from node.arms


def _defaults(event: EventType) -> dict[str, Any]:
    return {each.name: value_of(each.default) for each in event.properties if each.default is not None}
