"""From a program to code that runs: generates Python, compiles it, and links it with the core.

program -> turn of campaigns -> generated module -> campaigns, events, conditions, schedules -> Code
A traceback out of generated code names the line of the project that it came from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from maflow.runtime.codegen.dependencies import Dependencies, dependencies
from maflow.runtime.codegen.module import ModuleWriter
from maflow.runtime.codegen.names import value_of
from maflow.runtime.core.code import CampaignCode, Code, ScheduleCode, WhenCode
from maflow.runtime.core.local_time import Zone, find_zone
from maflow.runtime.linking.campaigns import CampaignLinker
from maflow.runtime.linking.events import event_linkers
from maflow.runtime.linking.schedules import first_occurrence
from maflow.runtime.linking.sends import LimitTable, SendLinker
from maflow.runtime.memory import rare_collections
from maflow.runtime.program.campaigns import Campaign, EnterAt, EnterEvery
from maflow.runtime.program.program import Program

__all__ = ["load"]

# Any: what a compiled module has by its names.
Names = Mapping[str, Any]


def load(program: Program) -> Code:
    """Return a program ready to run; its campaigns are fused by the events that they look at.

    Raises: Unschedulable where time would turn a condition at instants that nothing can tell.
    """
    with rare_collections():
        return _Loading(program).code()


class _Loading:
    def __init__(self, program: Program) -> None:
        self._program = program
        self._turn = tuple(sorted(program.campaigns, key=lambda each: (-each.priority, each.name)))
        self._module = ModuleWriter(program)
        self._categories = {each.name: each for each in program.categories}
        self._channels = {each.name: each for each in program.channels}
        self._limits = LimitTable(program)
        self._sends = SendLinker(self._module, self._limits, self._categories, self._channels)
        self._linkers = [
            CampaignLinker(self._module, self._sends, index, campaign)
            for index, campaign in enumerate(self._turn)
        ]
        self._events = event_linkers(self._module, self._turn)

    def code(self) -> Code:
        """Write everything, compile it, and link it."""
        self._write()
        source = self._module.source()
        names = self._module.compiled(source)
        campaigns = tuple(linker.link(names, self._categories) for linker in self._linkers)
        whens = self._whens(campaigns, names)
        found = {when.index: self._dependencies(when) for when in whens}
        return self._linked(source, names, campaigns, whens, found)

    def _write(self) -> None:
        for campaign, linker in zip(self._turn, self._linkers, strict=True):
            linker.write()
            condition = linker.when()
            if condition is not None:
                self._module.look(f"{linker.prefix}_when", campaign.place, condition)
        for event in self._events:
            event.write()
        for campaign, linker in zip(self._turn, self._linkers, strict=True):
            for place, entry in enumerate(_schedules(campaign)):
                if entry.condition is not None:
                    name = f"{linker.prefix}_schedule{place}"
                    self._module.condition(name, campaign.place, entry.condition, None)

    def _whens(self, campaigns: Sequence[CampaignCode], names: Names) -> tuple[WhenCode, ...]:
        found: list[WhenCode] = []
        for campaign, linker in zip(campaigns, self._linkers, strict=True):
            name = f"{linker.prefix}_when"
            if name in names:
                index = len(found)
                found.append(WhenCode(index, 1 << index, campaign, names[name]))
        return tuple(found)

    def _dependencies(self, when: WhenCode) -> Dependencies:
        condition = self._linkers[when.campaign.index].when()
        assert condition is not None
        return dependencies(self._program, condition)

    def _linked(
        self,
        source: str,
        names: Names,
        campaigns: tuple[CampaignCode, ...],
        whens: tuple[WhenCode, ...],
        found: Mapping[int, Dependencies],
    ) -> Code:
        program = self._program
        project_zone = find_zone(program.timezone)
        assert project_zone is not None
        attributes = {each.name: place for place, each in enumerate(program.attributes)}
        on_consent = tuple(when for when in whens if found[when.index].consents)
        return Code(
            program=program,
            source=source,
            zone=project_zone,
            campaigns=campaigns,
            by_name={each.name: each for each in campaigns},
            events={
                event.name: event.link(names, campaigns, self._looking(event.name, whens, found))
                for event in self._events
            },
            whens=whens,
            schedules=self._schedules(campaigns, names, project_zone),
            predicates=_predicates(program, names),
            channels=self._channels,
            categories=self._categories,
            attributes=attributes,
            defaults=tuple(
                None if each.default is None else value_of(each.default) for each in program.attributes
            ),
            zone_attribute=attributes.get("timezone"),
            whens_on_attribute=_by(whens, {i: each.attributes for i, each in found.items()}),
            whens_on_tag=_by(whens, {i: each.tags for i, each in found.items()}),
            whens_on_consent=on_consent,
            has_exit_when=any(each.exits_when for each in campaigns),
            lateness_ms=program.lateness_ms,
            max_age_ms=program.max_age_ms,
            new_slots=self._module.compiler.plan.new_slots(),
            zones=_zones(project_zone),
            limits_for=self._limits.of_past,
        )

    def _looking(
        self, name: str, whens: tuple[WhenCode, ...], found: Mapping[int, Dependencies]
    ) -> tuple[WhenCode, ...]:
        is_consent = name.startswith("consent.")
        return tuple(
            when
            for when in whens
            if name in found[when.index].events or (is_consent and found[when.index].consents)
        )

    def _schedules(
        self, campaigns: Sequence[CampaignCode], names: Names, project_zone: Zone
    ) -> tuple[ScheduleCode, ...]:
        made: list[ScheduleCode] = []
        for campaign, linker in zip(campaigns, self._linkers, strict=True):
            for place, entry in enumerate(_schedules(campaign.program)):
                condition = names.get(f"{linker.prefix}_schedule{place}")
                first_from = first_occurrence(entry, campaign.program.active, project_zone)
                is_local = isinstance(entry, EnterEvery) and not entry.in_project_time
                made.append(ScheduleCode(len(made), campaign, condition, first_from, is_local))
        return tuple(made)


def _schedules(campaign: Campaign) -> list[EnterEvery | EnterAt]:
    return [entry for entry in campaign.entries if isinstance(entry, EnterEvery | EnterAt)]


def _predicates(program: Program, names: Names) -> dict[str, Any]:
    return {each.name: names[f"holds_{place}"] for place, each in enumerate(program.predicates)}


def _by(
    whens: Sequence[WhenCode], mentioned: Mapping[int, frozenset[str]]
) -> dict[str, tuple[WhenCode, ...]]:
    every = sorted(frozenset().union(*mentioned.values())) if mentioned else []
    return {name: tuple(when for when in whens if name in mentioned[when.index]) for name in every}


def _zones(project_zone: Zone) -> Callable[[str | None], Zone]:
    @lru_cache(maxsize=1024)
    def zone_of(name: str | None) -> Zone:
        """Return the zone of that name, the project's where there is no such zone."""
        found = None if name is None else find_zone(name)
        return project_zone if found is None else found

    return zone_of
