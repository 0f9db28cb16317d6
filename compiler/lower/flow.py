"""Lowers the graph of a campaign: a node of the program for each statement, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace

from maflow.compiler.flow_graph.shares import buckets
from maflow.compiler.graph import END_ID, EXIT_ID, EdgeKind, FlowGraph, FlowNode, Opening
from maflow.compiler.lower.durations import calendar_time, elapsed_ms
from maflow.compiler.lower.expressions import lower_expression
from maflow.compiler.lower.history import is_receipt, lower_query, shape_of
from maflow.compiler.lower.instants import time_ms
from maflow.compiler.lower.site import KeptEvent, Site
from maflow.compiler.lower.weekdays import weekday_numbers
from maflow.compiler.typing.scope import EventShape
from maflow.compiler.typing.types import Simple, SimpleType
from maflow.dsl import ast
from maflow.dsl.source import Span
from maflow.runtime.program import flow as ir
from maflow.runtime.program.expressions import TimePart
from maflow.runtime.program.templates import Template
from maflow.runtime.program.types import Place

__all__ = ["LoweredFlow", "TeamTemplate", "lower_flow"]

_MOMENT = SimpleType(Simple.MOMENT)

TeamTemplate = Callable[[ast.TextLiteral], Template]
"""Lowers the text of a `hand off` or a `notify`."""


class LoweredFlow:
    """The nodes of a campaign, and the events whose properties they keep."""

    def __init__(self, nodes: tuple[ir.Node, ...], kept: tuple[KeptEvent, ...]) -> None:
        self.nodes = nodes
        self.kept = kept


def lower_flow(graph: FlowGraph, site: Site, team_template: TeamTemplate) -> LoweredFlow:
    """Return the nodes of a campaign.

    Law: a node has the id and the place of its statement; `nodes[0]` is where a run begins.
    """
    return _Flow(graph, site, team_template).run()


class _Flow:
    """The state of one lowering: blocks of a wait say what the wait must keep, so waits come last."""

    def __init__(self, graph: FlowGraph, site: Site, team_template: TeamTemplate) -> None:
        self.graph = graph
        self.site = site
        self.team_template = team_template
        self.indices = {node.id: index for index, node in enumerate(graph.statements)}
        self.indices |= {END_ID: ir.END, EXIT_ID: ir.END}
        self.openings: dict[Opening, tuple[EventShape, KeptEvent]] = {}

    def run(self) -> LoweredFlow:
        """Lower everything."""
        for node in self.graph.statements:
            self.open(node)
        nodes = [_LOWERED[type(node.statement)](self, node, node.statement) for node in self.graph.statements]
        finished = tuple(map(self.with_kept, nodes))
        return LoweredFlow(finished, tuple(kept for _, kept in self.openings.values()))

    def open(self, node: FlowNode) -> None:
        """Remember what the blocks of a wait may speak of."""
        for arm, pattern in enumerate(_patterns(node.statement)):
            shape = shape_of(pattern.event, self.site)
            prefix = node.id if isinstance(node.statement, ast.WaitFor) else f"{node.id}.{shape.name}"
            taken = frozenset(self.site.scope.run or ())
            self.openings[Opening(node=node.id, arm=arm)] = shape, KeptEvent(prefix, taken)

    def with_kept(self, node: ir.Node) -> ir.Node:
        """Return a wait with what its blocks have asked for."""
        if not isinstance(node, ir.WaitForEvent):
            return node
        arms = []
        for index, arm in enumerate(node.arms):
            _, kept = self.openings[Opening(node=node.id, arm=index)]
            names = kept.run_values.items()
            keeps = tuple(ir.Kept(property_name, name) for property_name, (name, _) in names)
            arms.append(replace(arm, keeps=keeps))
        return replace(node, arms=tuple(arms))

    def at(self, node: FlowNode) -> Site:
        """Return the surroundings of a node's expressions."""
        if node.opened_by is None:
            return self.site
        return self.site.opened_by(*self.openings[node.opened_by])

    def place(self, span: Span) -> Place:
        """Return the place of a statement."""
        return self.site.lowering.place(span)

    def targets(self, node: FlowNode, kind: EdgeKind) -> list[int]:
        """Return where the ways of a kind lead."""
        return [self.indices[way.target] for way in self.graph.ways_out(node.id) if way.kind is kind]

    def next(self, node: FlowNode) -> int:
        """Return what follows a node that has one way out."""
        (target,) = self.targets(node, EdgeKind.NEXT)
        return target

    def head(self, node: FlowNode) -> Mapping[str, Any]:
        """Return what every node has. Any: the names of arguments and what they are."""
        return {"id": node.id, "place": self.place(node.span)}


def _patterns(statement: ast.Node | None) -> tuple[ast.EventPattern, ...]:
    match statement:
        case ast.WaitFor(pattern=pattern):
            return (pattern,)
        case ast.WaitForAny(arms=arms):
            return tuple(arm.pattern for arm in arms if arm.pattern is not None)
        case _:
            return ()


def _wait(flow: _Flow, node: FlowNode, wait: ast.Wait) -> ir.Node:
    time = calendar_time(wait.duration)
    return ir.Wait(
        **flow.head(node),
        months=time.months,
        days=time.days,
        elapsed_ms=time.elapsed_ms,
        next=flow.next(node),
    )


def _wait_until_time(flow: _Flow, node: FlowNode, wait: ast.WaitUntilTime) -> ir.Node:
    return ir.WaitUntilTime(
        **flow.head(node),
        time_ms=time_ms(wait.time.text),
        weekdays=weekday_numbers(wait.days),
        next=flow.next(node),
    )


def _wait_until_moment(flow: _Flow, node: FlowNode, wait: ast.WaitUntilMoment) -> ir.Node:
    site = flow.at(node)
    moment = lower_expression(wait.moment, site)
    if wait.time and site.type_of(wait.moment) == _MOMENT:
        moment = TimePart(ast.TimePartFunction.DATE.value, moment)
    return ir.WaitUntilMoment(
        **flow.head(node),
        moment=moment,
        time_ms=time_ms(wait.time.text) if wait.time else None,
        goes_if_past=wait.if_past is ast.IfPast.GO,
        next=flow.next(node),
    )


def _wait_until_next(flow: _Flow, node: FlowNode, wait: ast.WaitUntilNext) -> ir.Node:
    return ir.WaitUntilNext(
        **flow.head(node),
        date=lower_expression(wait.date, flow.at(node)),
        time_ms=time_ms(wait.time.text),
        next=flow.next(node),
    )


def _wait_for(flow: _Flow, node: FlowNode, wait: ast.WaitFor | ast.WaitForAny) -> ir.Node:
    targets = flow.targets(node, EdgeKind.EVENT)
    (timeout,) = flow.targets(node, EdgeKind.TIMEOUT)
    since_entry = isinstance(wait, ast.WaitFor) and wait.since_entry
    arms = tuple(
        ir.WaitArm(
            query=lower_query(pattern, flow.at(node), lower_expression),
            since_entry=since_entry,
            of_own_messages=is_receipt(pattern.event, flow.site),
            next=target,
        )
        for pattern, target in zip(_patterns(wait), targets, strict=True)
    )
    return ir.WaitForEvent(**flow.head(node), arms=arms, up_to_ms=elapsed_ms(wait.up_to), timeout=timeout)


def _if(flow: _Flow, node: FlowNode, choice: ast.If) -> ir.Node:
    targets = flow.targets(node, EdgeKind.THEN)
    (otherwise,) = flow.targets(node, EdgeKind.ELSE)
    tests = tuple(
        ir.Test(lower_expression(arm.condition, flow.at(node)), target)
        for arm, target in zip(choice.arms, targets, strict=True)
    )
    return ir.Branch(**flow.head(node), tests=tests, otherwise=otherwise)


def _split(flow: _Flow, node: FlowNode, split: ast.Split) -> ir.Node:
    targets = flow.targets(node, EdgeKind.ARM)
    otherwise = flow.targets(node, EdgeKind.ELSE)
    ends = buckets(arm.share for arm in split.arms)
    shares = zip(split.arms, ends, targets, strict=True)
    return ir.Split(
        **flow.head(node),
        name=split.name.text,
        salt=split.salt.value if split.salt else flow.site.lowering.project.settings.name,
        shares=tuple(ir.Share(arm.name.text, until, target) for arm, until, target in shares),
        otherwise=otherwise[0] if otherwise else ir.END,
    )


def _split_by(flow: _Flow, node: FlowNode, split: ast.SplitBy) -> ir.Node:
    site = flow.at(node)
    what = site.type_of(split.attribute)
    (otherwise,) = flow.targets(node, EdgeKind.ELSE)
    choices = tuple(
        ir.Choice(lower_expression(arm.value, site, what), arm.name.text, target)
        for arm, target in zip(split.arms, flow.targets(node, EdgeKind.ARM), strict=True)
    )
    return ir.SplitBy(
        **flow.head(node),
        name=split.name.text,
        value=lower_expression(split.attribute, site),
        choices=choices,
        else_arm=split.otherwise.name.text if split.otherwise else None,
        otherwise=otherwise,
    )


def _send(flow: _Flow, node: FlowNode, send: ast.Send) -> ir.Node:
    ways = {way.kind: flow.indices[way.target] for way in flow.graph.ways_out(node.id)}
    sent = ways[EdgeKind.SENT] if EdgeKind.SENT in ways else ways[EdgeKind.NEXT]
    return ir.Send(
        **flow.head(node),
        message=send.message.text,
        target=_target(flow, node, send.target),
        awaits_result=EdgeKind.FAILED in ways,
        sent=sent,
        blocked=ways.get(EdgeKind.BLOCKED, sent),
        failed=ways.get(EdgeKind.FAILED, sent),
    )


def _target(flow: _Flow, node: FlowNode, target: ast.SendTarget) -> ir.SendTarget:
    match target:
        case ast.ChannelTarget(channel=channel):
            return ir.ByChannel(channel.text)
        case ast.AttributeTarget(attribute=attribute):
            return ir.ByAttribute(lower_expression(attribute, flow.at(node)))
        case ast.FirstOfTarget(channels=channels):
            return ir.FirstOf(tuple(channel.text for channel in channels))


def _repeat(flow: _Flow, node: FlowNode, repeat: ast.Repeat) -> ir.Node:
    (body,) = flow.targets(node, EdgeKind.LOOP)
    pause = calendar_time(repeat.every) if repeat.every else None
    return ir.Repeat(
        **flow.head(node),
        times=int(repeat.times.text.replace("_", "")),
        months=pause.months if pause else 0,
        days=pause.days if pause else 0,
        elapsed_ms=pause.elapsed_ms if pause else 0,
        until=lower_expression(repeat.until, flow.at(node)) if repeat.until else None,
        body=body,
        next=flow.next(node),
    )


def _add_tag(flow: _Flow, node: FlowNode, add: ast.TagAdd) -> ir.Node:
    return ir.AddTag(**flow.head(node), tag=add.tag.value, next=flow.next(node))


def _remove_tag(flow: _Flow, node: FlowNode, remove: ast.TagRemove) -> ir.Node:
    return ir.RemoveTag(**flow.head(node), tag=remove.tag.value, next=flow.next(node))


def _set(flow: _Flow, node: FlowNode, assignment: ast.Set) -> ir.Node:
    site = flow.at(node)
    target = assignment.target
    value = lower_expression(assignment.value, site, site.type_of(target))
    made = ir.SetRun if target.scope is ast.Scope.RUN else ir.SetUser
    return made(**flow.head(node), name=target.name.text, value=value, next=flow.next(node))


def _unset(flow: _Flow, node: FlowNode, unset: ast.Unset) -> ir.Node:
    made = ir.UnsetRun if unset.target.scope is ast.Scope.RUN else ir.UnsetUser
    return made(**flow.head(node), name=unset.target.name.text, next=flow.next(node))


def _start(flow: _Flow, node: FlowNode, start: ast.Start) -> ir.Node:
    return ir.StartCampaign(**flow.head(node), campaign=start.campaign.text, next=flow.next(node))


def _hand_off(flow: _Flow, node: FlowNode, hand_off: ast.HandOff) -> ir.Node:
    text = flow.team_template(hand_off.text)
    return ir.HandOff(**flow.head(node), to=hand_off.to.value, text=text, next=flow.next(node))


def _notify(flow: _Flow, node: FlowNode, notify: ast.Notify) -> ir.Node:
    text = flow.team_template(notify.text)
    return ir.Notify(**flow.head(node), to=notify.to.value, text=text, next=flow.next(node))


def _call_webhook(flow: _Flow, node: FlowNode, call: ast.CallWebhook) -> ir.Node:
    return ir.CallWebhook(**flow.head(node), message=call.message.text, next=flow.next(node))


def _stop(flow: _Flow, node: FlowNode, _: ast.Stop) -> ir.Node:
    return ir.Stop(**flow.head(node))


# Any: each function takes its own class of statement, which is its key.
_LOWERED: dict[type[Any], Callable[[_Flow, FlowNode, Any], ir.Node]] = {
    ast.CallWebhook: _call_webhook,
    ast.HandOff: _hand_off,
    ast.If: _if,
    ast.Notify: _notify,
    ast.Repeat: _repeat,
    ast.Send: _send,
    ast.Set: _set,
    ast.Split: _split,
    ast.SplitBy: _split_by,
    ast.Start: _start,
    ast.Stop: _stop,
    ast.TagAdd: _add_tag,
    ast.TagRemove: _remove_tag,
    ast.Unset: _unset,
    ast.Wait: _wait,
    ast.WaitFor: _wait_for,
    ast.WaitForAny: _wait_for,
    ast.WaitUntilMoment: _wait_until_moment,
    ast.WaitUntilNext: _wait_until_next,
    ast.WaitUntilTime: _wait_until_time,
}
