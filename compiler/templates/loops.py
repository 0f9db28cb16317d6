"""What a loop's later rounds find changed by its earlier ones."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from maflow.compiler.templates.filters import keeps_nothing
from maflow.compiler.templates.model import Local
from maflow.compiler.templates.nodes import (
    Assign,
    Capture,
    Case,
    Filtered,
    IfChanged,
    IfNode,
    LoopNode,
    Path,
    TemplateNode,
)

__all__ = ["after_any_round", "assigned_in"]


def assigned_in(nodes: tuple[TemplateNode, ...]) -> Iterator[Assign | Capture]:
    """Yield what sets a variable in these nodes, however deep."""
    for node in nodes:
        if isinstance(node, Assign | Capture):
            yield node
        for body in _bodies(node):
            yield from assigned_in(body)


def after_any_round(local: Local, assignments: list[Assign | Capture], locals: dict[str, Local]) -> Local:
    """Return a local as it may be when a round begins that is not the first."""
    sources = {path.keys: path for path in local.sources}
    may_be_unset, is_disguised = local.may_be_unset, local.is_disguised
    for assignment in assignments:
        if isinstance(assignment, Capture):
            continue
        value = _unguarded(assignment.expression)
        other = locals.get(value.root) if value is not None else None
        if other is not None:
            sources |= {path.keys: path for path in other.sources}
            may_be_unset |= other.may_be_unset
            is_disguised |= other.is_disguised
        elif value is not None:
            sources[value.keys] = value
        is_disguised |= not keeps_nothing(tuple(call.name for call in assignment.expression.filters))
    return msgspec.structs.replace(
        local,
        alias=None,
        sources=tuple(sources.values()),
        is_disguised=is_disguised,
        may_be_unset=may_be_unset,
    )


def _unguarded(expression: Filtered) -> Path | None:
    is_guarded = any(call.name == "default" for call in expression.filters)
    return expression.value if isinstance(expression.value, Path) and not is_guarded else None


def _bodies(node: TemplateNode) -> Iterator[tuple[TemplateNode, ...]]:
    match node:
        case IfNode() | Case():
            yield from (arm.body for arm in node.arms)
            yield node.otherwise
        case LoopNode():
            yield node.body
            yield node.otherwise
        case Capture() | IfChanged():
            yield node.body
        case _:
            pass
