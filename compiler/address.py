"""Where in a campaign a place lies: `campaign winback/flow/step 4`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from maflow.compiler.symbols import declared_name
from maflow.dsl import ast
from maflow.dsl.source import Span
from maflow.dsl.visitor import children

__all__ = ["address_of"]

_KINDS: dict[type[ast.Node], str] = {
    ast.User: "user",
    ast.Event: "event",
    ast.Audience: "audience",
    ast.AudienceList: "audience",
    ast.TagRule: "tag",
    ast.Score: "score",
    ast.Stages: "stages",
    ast.Channel: "channel",
    ast.Category: "category",
    ast.Message: "message",
    ast.Offer: "offer",
    ast.Limits: "limits",
    ast.QuietHours: "quiet-hours",
    ast.Group: "group",
    ast.Holdout: "holdout",
    ast.Step: "step",
    ast.Alert: "alert",
    ast.Campaign: "campaign",
    ast.Test: "test",
}
_QUOTED = frozenset("/`")


def address_of(span: Span, declarations: Iterable[ast.Declaration]) -> str:
    """Return the address of a place, empty where it lies in no declaration.

    Shape: parts joined by `/`: the kind and name of the declaration, then inside a campaign `flow`
    and the number of each statement around the place, counted from 1.
    """
    for declaration in declarations:
        if declaration.span.contains(span):
            return "/".join((_head(declaration), *_inside(declaration, span)))
    return ""


def _head(declaration: ast.Declaration) -> str:
    kind = _KINDS.get(type(declaration), "")
    name = declared_name(declaration)
    if name is None:
        return kind
    text = name.text if isinstance(name, ast.Name) else name.value
    return f"{kind} `{text}`" if _QUOTED & set(text) or " " in text else f"{kind} {text}"


def _inside(node: ast.Node, span: Span) -> Iterator[str]:
    if isinstance(node, ast.Flow):
        yield "flow"
    if isinstance(node, ast.Block):
        for number, statement in enumerate(node.statements, start=1):
            if statement.span.contains(span):
                yield f"step {number}"
                yield from _inside(statement, span)
        return
    for child in children(node):
        if child.span.contains(span):
            yield from _inside(child, span)
            return
