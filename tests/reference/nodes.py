"""What the statements of a flow are called in the journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from maflow.dsl import ast
from maflow.dsl.visitor import walk

__all__ = ["event_name", "node_ids"]


def node_ids(block: ast.Block) -> Mapping[int, str]:
    """Return the name of every statement, by `id`: its label, else its kind and operand.

    The second and later ones of a kind and operand, in reading order, end with `#2`, `#3`; those with a
    label are counted. A number whose name is a label of another statement is left out.
    """
    statements = [node for node in walk(block) if isinstance(node, ast.Statement)]
    labels = {label for node in statements if (label := _label(node)) is not None}
    seen: Counter[str] = Counter()
    names: dict[int, str] = {}
    for node in statements:
        kind = _kind(node)
        name = _next(kind, seen)
        label = _label(node)
        while label is None and name in labels:
            name = _next(kind, seen)
        names[id(node)] = name if label is None else label
    return names


def event_name(event: ast.EventRef) -> str:
    """Return the name of an event as it stands in the log: `order_paid`, `push.opened`."""
    return event.name.text if event.source is None else f"{event.source.text}.{event.name.text}"


def _next(kind: str, seen: Counter[str]) -> str:
    seen[kind] += 1
    return kind if seen[kind] == 1 else f"{kind}#{seen[kind]}"


def _label(node: ast.Node) -> str | None:
    label: ast.Name | None = getattr(node, "label", None)
    return None if label is None else label.text


def _kind(node: ast.Statement) -> str:  # noqa: C901, PLR0911  # one line a statement
    match node:
        case ast.WaitUntilTime() | ast.WaitUntilMoment() | ast.WaitUntilNext():
            return "wait_until"
        case ast.WaitFor(pattern=pattern):
            return f"wait_for.{event_name(pattern.event)}"
        case ast.WaitForAny():
            return "wait_for_any"
        case ast.Split(name=name) | ast.SplitBy(name=name):
            return f"split.{name.text}"
        case ast.Send(message=message):
            return f"send.{message.text}"
        case ast.TagAdd(tag=tag):
            return f"tag.add.{tag.value}"
        case ast.TagRemove(tag=tag):
            return f"tag.remove.{tag.value}"
        case ast.Set(target=target):
            return f"set.{target.scope.value}.{target.name.text}"
        case ast.Unset(target=target):
            return f"unset.{target.scope.value}.{target.name.text}"
        case ast.Start(campaign=campaign):
            return f"start.{campaign.text}"
        case _:
            return type(node).__name__.lower()
