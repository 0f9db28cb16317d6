"""Campaigns: the functions that each needs are written first, and linked when the module is compiled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from maflow.runtime.codegen.module import ModuleWriter
from maflow.runtime.codegen.steps import StepWriter, has_function
from maflow.runtime.core.code import (
    CampaignCode,
    ExitCode,
    GoalCode,
    NodeCode,
    WaitArmCode,
    WaitCode,
)
from maflow.runtime.linking.sends import SendLinker, sends_of
from maflow.runtime.program import flow
from maflow.runtime.program.campaigns import Campaign, EnterByCall, EnterWhen, Holdout, ReentryKind
from maflow.runtime.program.expressions import Or
from maflow.runtime.program.program import Category, Program

__all__ = ["CampaignLinker"]

# Any: what a compiled module has by its names.
Names = Mapping[str, Any]


class CampaignLinker:
    """Writes and links one campaign; `prefix` begins the names of its functions."""

    def __init__(self, module: ModuleWriter, sends: SendLinker, index: int, campaign: Campaign) -> None:
        self._module = module
        self._sends = sends
        self._index = index
        self._campaign = campaign
        self.prefix = f"c{index}"

    def write(self) -> None:
        """Write every function of the campaign."""
        campaign, module, prefix = self._campaign, self._module, self.prefix
        if campaign.audience is not None:
            module.condition(f"{prefix}_audience", campaign.place, campaign.audience, None)
        for place, condition in enumerate(campaign.exits_when):
            module.condition(f"{prefix}_exit_when{place}", campaign.place, condition, campaign)
        for place, leave in enumerate(campaign.exits_on):
            self._query(f"exit_on{place}", leave.query)
        for place, goal in enumerate(campaign.goals):
            self._query(f"goal{place}", goal.query)
            if goal.worth is not None:
                name = f"{prefix}_worth{place}"
                module.value(name, campaign.place, goal.worth, campaign, goal.query.event)
        self._write_nodes()

    def link(self, names: Names, categories: Mapping[str, Category]) -> CampaignCode:
        """Return the code of the campaign from the compiled module."""
        campaign, prefix, reentry = self._campaign, self.prefix, self._campaign.reentry
        code = CampaignCode(
            index=self._index,
            program=campaign,
            may_be_called=any(isinstance(entry, EnterByCall) for entry in campaign.entries),
            parallel_by=campaign.parallel_by,
            active=campaign.active,
            exit_after_ms=campaign.exit_after_ms,
            name=campaign.name,
            priority=campaign.priority,
            category=categories[campaign.category],
            reenters_after_ms=None if reentry.kind is ReentryKind.NEVER else reentry.after_ms,
            reenters_from_end=reentry.kind is ReentryKind.AFTER_END,
            restarts=reentry.kind is ReentryKind.RESTART,
            audience=names.get(f"{prefix}_audience"),
            exits_when=tuple(names[f"{prefix}_exit_when{n}"] for n in range(len(campaign.exits_when))),
            exits_on=tuple(
                ExitCode(each.query.event, names.get(f"{prefix}_exit_on{n}"), each.of_own_messages)
                for n, each in enumerate(campaign.exits_on)
            ),
            goals=self._goals(names),
            holdouts=_holdouts(self._module.program, campaign, categories[campaign.category]),
            goal_ms=max((goal.within_ms for goal in campaign.goals), default=0),
            keeps=tuple(each.name for each in campaign.entry_properties),
            values=len(campaign.run_values),
            new_slots=self._new_slots(),
        )
        code.nodes = tuple(self._node(n, node, names) for n, node in enumerate(campaign.nodes))
        return code

    def when(self) -> Or | None:
        """Return the condition of `enter when`, None if there is none; several are joined by `or`."""
        conditions = [entry.condition for entry in self._campaign.entries if isinstance(entry, EnterWhen)]
        return None if not conditions else Or(tuple(conditions))

    def _write_nodes(self) -> None:
        campaign, prefix = self._campaign, self.prefix
        steps = StepWriter(self._module, campaign, prefix)
        for index, send in sends_of(campaign.nodes):
            self._sends.write(campaign, prefix, index, send)
        for index, node in enumerate(campaign.nodes):
            if has_function(node):
                steps.write(index, node)
            if isinstance(node, flow.Repeat):
                steps.write_after_pause(index, node)
            if isinstance(node, flow.WaitForEvent):
                for place, arm in enumerate(node.arms):
                    self._query(f"n{index}_arm{place}", arm.query)

    def _query(self, name: str, query: Any) -> None:  # Any: an EventQuery, of which two fields are read
        if query.where is not None:
            full_name = f"{self.prefix}_{name}"
            self._module.condition(full_name, self._campaign.place, query.where, self._campaign, query.event)

    def _goals(self, names: Names) -> tuple[GoalCode, ...]:
        prefix = self.prefix
        return tuple(
            GoalCode(
                goal.query.event,
                1 << n,
                names.get(f"{prefix}_goal{n}"),
                goal.of_own_messages,
                goal.within_ms,
                names.get(f"{prefix}_worth{n}"),
                goal.currency,
                goal.stays,
            )
            for n, goal in enumerate(self._campaign.goals)
        )

    def _new_slots(self) -> Callable[[], list[Any]] | None:
        plan, name = self._module.compiler.plan, self._campaign.name
        return plan.new_slots(name) if plan.slots(name) else None

    def _node(self, index: int, node: flow.Node, names: Names) -> NodeCode:
        prefix = self.prefix
        enter = names.get(f"{prefix}_n{index}")
        match node:
            case flow.Send():
                send = self._sends.link(self._campaign, prefix, index, node, names)
                return NodeCode(node.id, None, None, flow.END, send=send)
            case flow.WaitForEvent():
                wait = self._wait(index, node, names)
                return NodeCode(node.id, None, None, node.timeout, wait, elapsed_ms=node.up_to_ms)
            case flow.Wait(months=0, days=0):
                return NodeCode(node.id, None, None, node.next, elapsed_ms=node.elapsed_ms)
            case flow.Repeat():
                return NodeCode(node.id, enter, names[f"{prefix}_n{index}_again"], flow.END)
            case _:
                return NodeCode(node.id, enter, None, getattr(node, "next", flow.END))

    def _wait(self, index: int, node: flow.WaitForEvent, names: Names) -> WaitCode:
        places = {each.name: place for place, each in enumerate(self._campaign.run_values)}
        arms = tuple(
            WaitArmCode(
                arm.query.event,
                names.get(f"{self.prefix}_n{index}_arm{n}"),
                arm.of_own_messages,
                arm.since_entry,
                tuple((kept.property, places[kept.run_value]) for kept in arm.keeps),
                arm.next,
            )
            for n, arm in enumerate(node.arms)
        )
        return WaitCode(arms, node.timeout)


def _holdouts(program: Program, campaign: Campaign, category: Category) -> tuple[Holdout, ...]:
    if category.is_transactional or category.exempt_holdout:
        return ()
    return tuple(each for each in (program.holdout, campaign.holdout) if each is not None)
