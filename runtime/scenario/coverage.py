"""Which part of the flows the tests of a project have walked through."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

import msgspec

from maflow.runtime.program.campaigns import Campaign
from maflow.runtime.program.flow import (
    AddTag,
    Branch,
    CallWebhook,
    HandOff,
    Node,
    Notify,
    RemoveTag,
    Repeat,
    Send,
    SetRun,
    SetUser,
    Split,
    SplitBy,
    StartCampaign,
    Stop,
    UnsetRun,
    UnsetUser,
    Wait,
    WaitForEvent,
    WaitUntilMoment,
    WaitUntilNext,
    WaitUntilTime,
)

__all__ = ["CampaignCoverage", "Edge", "coverage_of", "edges_of"]


class Edge(msgspec.Struct, frozen=True):
    """A way from a node to the next, by their indices; `target` is `END` behind the last statement."""

    source: int
    target: int


class CampaignCoverage(msgspec.Struct, frozen=True, kw_only=True):
    """What was reached of one campaign. Shape: `missed_nodes` and `missed_edges` in reading order."""

    campaign: Campaign
    nodes: int
    edges: int
    missed_nodes: tuple[Node, ...]
    missed_edges: tuple[Edge, ...]


def coverage_of(campaign: Campaign, walked: Iterable[tuple[int, int]]) -> CampaignCoverage:
    """Return what was reached of a campaign by steps from node to node."""
    steps = set(walked)
    reached = {target for _, target in steps}
    edges = edges_of(campaign)
    return CampaignCoverage(
        campaign=campaign,
        nodes=len(campaign.nodes),
        edges=len(edges),
        missed_nodes=tuple(node for i, node in enumerate(campaign.nodes) if i not in reached),
        missed_edges=tuple(edge for edge in edges if (edge.source, edge.target) not in steps),
    )


def edges_of(campaign: Campaign) -> tuple[Edge, ...]:
    """Return every way that a flow can take, each once: arms that lead to one node are one."""
    return tuple(
        Edge(source, target)
        for source, node in enumerate(campaign.nodes)
        for target in dict.fromkeys(_targets(node))
    )


def _targets(node: Node) -> tuple[int, ...]:
    match node:
        case Branch(tests=tests, otherwise=otherwise):
            return (*(test.next for test in tests), otherwise)
        case Split(shares=shares):
            return tuple(share.next for share in shares)
        case SplitBy(choices=choices, otherwise=otherwise):
            return (*(choice.next for choice in choices), otherwise)
        case WaitForEvent(arms=arms, timeout=timeout):
            return (*(arm.next for arm in arms), timeout)
        case Send(sent=sent, blocked=blocked, failed=failed, awaits_result=awaits_result):
            return (sent, blocked, failed) if awaits_result else (sent, blocked)
        case Repeat(body=body, next=following):
            return (body, following)
        case Stop():
            return ()
        case (
            Wait(next=following)
            | WaitUntilTime(next=following)
            | WaitUntilMoment(next=following)
            | WaitUntilNext(next=following)
            | AddTag(next=following)
            | RemoveTag(next=following)
            | SetUser(next=following)
            | UnsetUser(next=following)
            | SetRun(next=following)
            | UnsetRun(next=following)
            | StartCampaign(next=following)
            | HandOff(next=following)
            | Notify(next=following)
            | CallWebhook(next=following)
        ):
            return (following,)
        case _ as never:
            assert_never(never)
