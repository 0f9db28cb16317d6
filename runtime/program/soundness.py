"""Whether a program holds together: every number in it that means a place is one, every name is known.

The compiler makes sound programs only. A bundle that is no work of the compiler is found out here, before
anything is made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from maflow.runtime.program.campaigns import Campaign
from maflow.runtime.program.expressions import Holds
from maflow.runtime.program.flow import (
    END,
    ByChannel,
    CallWebhook,
    FirstOf,
    Node,
    Repeat,
    Send,
    StartCampaign,
)
from maflow.runtime.program.program import Program
from maflow.runtime.program.types import Place

__all__ = ["find_fault"]

_TARGETS = ("next", "timeout", "otherwise", "sent", "blocked", "failed", "body")


def find_fault(program: Program) -> str | None:
    """Return what is wrong with a program, None for a sound one."""
    return next(_faults(program), None)


def _faults(program: Program) -> Iterator[str]:
    yield from _repeated("campaign", (campaign.name for campaign in program.campaigns))
    yield from _repeated("message", (message.name for message in program.messages))
    yield from _repeated("channel", (channel.name for channel in program.channels))
    yield from _repeated("predicate", (predicate.name for predicate in program.predicates))
    yield from _repeated("event", (event.name for event in program.events))
    yield from _repeated("attribute", (attribute.name for attribute in program.attributes))
    for campaign in program.campaigns:
        yield from _flow_faults(campaign)
    yield from _unknown_names(program)


def _repeated(kind: str, names: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield f"{kind} {name!r} stands twice"
        seen.add(name)


def _flow_faults(campaign: Campaign) -> Iterator[str]:
    yield from _repeated(f"node of {campaign.name!r}", (node.id for node in campaign.nodes))
    for index, node in enumerate(campaign.nodes):
        for target in _targets(node):
            if not END <= target < len(campaign.nodes):
                yield f"{campaign.name!r} leads from {node.id!r} to nowhere"
            elif END < target <= index and not _is_around(campaign.nodes, target, index):
                yield f"{campaign.name!r} goes in circles from {node.id!r}"


def _is_around(nodes: tuple[Node, ...], head: int, index: int) -> bool:
    """Tell whether a node stands in the body of a loop, and may lead back to its head."""
    loop = nodes[head]
    if not isinstance(loop, Repeat) or (head == index and loop.next == head):
        return False
    return loop.next <= head or index < loop.next


def _targets(node: Node) -> Iterator[int]:
    for part in _structs(node):
        for name in _TARGETS:
            target = getattr(part, name, None)
            if isinstance(target, int):
                yield target


def _unknown_names(program: Program) -> Iterator[str]:
    campaigns = {campaign.name for campaign in program.campaigns}
    messages = {message.name for message in program.messages}
    channels = {channel.name for channel in program.channels}
    predicates = {predicate.name for predicate in program.predicates}
    for part in _structs(program):
        match part:
            case Place(file=file) if not 0 <= file < len(program.files):
                yield "a place lies in no file"
            case Send(message=name) | CallWebhook(message=name) if name not in messages:
                yield f"no message {name!r}"
            case StartCampaign(campaign=name) if name not in campaigns:
                yield f"no campaign {name!r}"
            case ByChannel(channel=name) if name not in channels:
                yield f"no channel {name!r}"
            case FirstOf(channels=names) if not channels.issuperset(names):
                yield f"no channel among {names!r}"
            case Holds(predicate=name) if name not in predicates:
                yield f"no predicate {name!r}"
            case _:
                continue


def _structs(whole: msgspec.Struct) -> Iterator[msgspec.Struct]:
    """Yield a record and all records inside it; depth cannot exhaust the stack."""
    stack: list[object] = [whole]
    while stack:
        part = stack.pop()
        if isinstance(part, msgspec.Struct):
            yield part
            stack.extend(getattr(part, name) for name in part.__struct_fields__)
        elif isinstance(part, tuple):
            stack.extend(part)
