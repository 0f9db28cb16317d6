"""Events: what each one starts, ends and changes, over all campaigns together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from maflow.runtime.codegen.fusing import write_eligible
from maflow.runtime.codegen.module import ModuleWriter
from maflow.runtime.codegen.names import value_of
from maflow.runtime.core.code import CampaignCode, EventCode, WhenCode
from maflow.runtime.program import flow
from maflow.runtime.program.campaigns import Campaign, EnterOn
from maflow.runtime.program.expressions import Expression, Or
from maflow.runtime.program.program import Program
from maflow.runtime.program.types import EventType

__all__ = ["EventLinker", "observed_events"]

_SETTLING = frozenset({"unsubscribed", "complained", "bounced", "failed", "accepted", "delivered"})


def observed_events(program: Program) -> tuple[str, ...]:
    """Return the names of all events that the engine may have to look at, in order of declaration."""
    declared = [event.name for event in program.events]
    channels = [f"{channel.name}.{name}" for channel in program.channels for name in channel.receipts]
    receipts = [name for name in channels if name.rpartition(".")[2] in _SETTLING]
    return tuple(dict.fromkeys([*declared, *receipts, "consent.given", "consent.withdrawn"]))


class EventLinker:
    """Writes and links what happens on one event."""

    def __init__(self, module: ModuleWriter, index: int, name: str, campaigns: Sequence[Campaign]) -> None:
        self._module = module
        self._name = name
        self._prefix = f"e{index}"
        self._campaigns = campaigns
        self._entries: list[tuple[int, Expression | None]] = list(_entries(name, campaigns))

    def write(self) -> None:
        """Write every function of the event."""
        module, prefix = self._module, self._prefix
        module.update(f"{prefix}_update", self._name)
        for index, campaign in enumerate(self._campaigns):
            module.update(f"{prefix}_update_run{index}", self._name, campaign)
        if self._entries:
            conditions = [(where, self._campaigns[index].place) for index, where in self._entries]
            write_eligible(module.writer, module.compiler, f"{prefix}_eligible", conditions, self._name)

    def link(
        self,
        names: Mapping[str, Any],  # Any: what a compiled module has by its names
        campaigns: Sequence[CampaignCode],
        whens: tuple[WhenCode, ...],
        max_age_ms: int,
    ) -> EventCode:
        """Return the code of the event from the compiled module."""
        prefix, name = self._prefix, self._name
        source, _, last = name.rpartition(".")
        retention = self._module.compiler.plan.retention_ms(name)
        code = EventCode(name, update=names.get(f"{prefix}_update"), whens=whens)
        code.run_updates = {
            index: names[f"{prefix}_update_run{index}"]
            for index in range(len(campaigns))
            if f"{prefix}_update_run{index}" in names
        }
        code.goals = tuple((c, goal) for c in campaigns for goal in c.goals if goal.event == name)
        code.exits = tuple((c, leave) for c in campaigns for leave in c.exits_on if leave.event == name)
        code.waiting = frozenset(c.index for c in campaigns if _waits_for(c.program, name, since_entry=False))
        code.logged = frozenset(c.index for c in campaigns if _waits_for(c.program, name, since_entry=True))
        code.eligible = names.get(f"{prefix}_eligible")
        code.entries = tuple(campaigns[index] for index, _ in self._entries)
        code.settles = source == "consent" or (bool(source) and last in _SETTLING)
        code.retention_ms = None if retention is None else max(retention, max_age_ms)
        code.is_looked_at = bool(
            code.update
            or code.run_updates
            or code.goals
            or code.exits
            or code.waiting
            or code.logged
            or code.entries
            or code.whens
        )
        code.remembers = bool(code.update or code.run_updates or code.logged)
        code.defaults = _defaults(self._module.program.events, name)
        return code


def _entries(name: str, campaigns: Sequence[Campaign]) -> Iterator[tuple[int, Expression | None]]:
    """Yield the campaigns that an event may enter; several entries of one are joined by `or`."""
    for index, campaign in enumerate(campaigns):
        conditions = [
            entry.query.where
            for entry in campaign.entries
            if isinstance(entry, EnterOn) and entry.query.event == name
        ]
        if not conditions:
            continue
        known = [condition for condition in conditions if condition is not None]
        if len(known) < len(conditions):
            yield index, None
        else:
            yield index, known[0] if len(known) == 1 else Or(tuple(known))


def _waits_for(campaign: Campaign, name: str, *, since_entry: bool) -> bool:
    return any(
        arm.query.event == name and (arm.since_entry or not since_entry)
        for node in campaign.nodes
        if isinstance(node, flow.WaitForEvent)
        for arm in node.arms
    )


def _defaults(events: Sequence[EventType], name: str) -> dict[str, Any]:
    for event in events:
        if event.name == name:
            return {
                each.name: value_of(each.default) for each in event.properties if each.default is not None
            }
    return {}
