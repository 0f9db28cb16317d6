"""Who refers to whom: every place of a project where a declared name is used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from maflow.compiler.channel_words import channel_meant
from maflow.compiler.context import ResolvedProject
from maflow.compiler.symbols import Symbol, SymbolKind
from maflow.dsl import ast
from maflow.dsl.source import Span

__all__ = ["EVENT_SOURCES", "Reference", "find_target", "references", "texts_as_names"]

EVENT_SOURCES = (SymbolKind.CHANNEL, SymbolKind.OFFER, SymbolKind.STAGES)
"""What raises events of its own: `push.opened`, `ten_off.given`, `lifecycle.entered`."""

_AUDIENCE = (SymbolKind.AUDIENCE,)
_CAMPAIGN = (SymbolKind.CAMPAIGN,)
_CATEGORY = (SymbolKind.CATEGORY,)
_CHANNEL = (SymbolKind.CHANNEL,)
_GROUP = (SymbolKind.GROUP,)
_MESSAGE = (SymbolKind.MESSAGE,)
_OFFER = (SymbolKind.OFFER,)
_SCORE = (SymbolKind.SCORE,)
_STAGES = (SymbolKind.STAGES,)
_STEP = (SymbolKind.STEP,)
_TAG = (SymbolKind.TAG,)
# What a bare word in an expression can stand for beside a parameter: `event.message = cart_reminder`.
_NAMED_IN_EXPRESSIONS = (*_MESSAGE, *_CAMPAIGN, *_CHANNEL, *_CATEGORY, *_OFFER)

# Of each node that holds names: the field, and what it names.
_OUTSIDE_EXPRESSIONS: dict[type[ast.Node], tuple[tuple[str, tuple[SymbolKind, ...]], ...]] = {
    ast.ArmForced: (("campaign", _CAMPAIGN),),
    ast.CallAction: (("campaign", _CAMPAIGN),),
    ast.CallWebhook: (("message", _MESSAGE),),
    ast.CategoryClause: (("category", _CATEGORY),),
    ast.ChannelTarget: (("channel", _CHANNEL),),
    ast.Escalate: (("message", _MESSAGE),),
    ast.EscalationStep: (("channel", _CHANNEL),),
    ast.ExpectAudience: (("audience", _AUDIENCE),),
    ast.ExpectBlocked: (("message", _MESSAGE),),
    ast.ExpectGave: (("offer", _OFFER),),
    ast.ExpectScore: (("score", _SCORE),),
    ast.ExpectSend: (("message", _MESSAGE), ("channel", _CHANNEL)),
    ast.ExpectStage: (("stages", _STAGES),),
    ast.FirstOfTarget: (("channels", _CHANNEL),),
    ast.Give: (("offer", _OFFER),),
    ast.GivenBudget: (("campaign", _CAMPAIGN),),
    ast.GivenConsent: (("channels", _CHANNEL),),
    ast.GivenOffer: (("offer", _OFFER),),
    ast.GivenSent: (("message", _MESSAGE), ("channel", _CHANNEL)),
    ast.GroupClause: (("group", _GROUP),),
    ast.LimitRule: (("category", _CATEGORY), ("channels", _CHANNEL)),
    ast.MessageBlock: (("channel", _CHANNEL),),
    ast.Pause: (("channel", _CHANNEL),),
    ast.QuietHours: (("channels", _CHANNEL),),
    ast.ReceiptAction: (("message", _MESSAGE),),
    ast.Send: (("message", _MESSAGE),),
    ast.Start: (("campaign", _CAMPAIGN),),
    ast.Test: (("campaign", _CAMPAIGN),),
    ast.UseStep: (("step", _STEP),),
}
# These are checked with the types of the expressions around them.
_INSIDE_EXPRESSIONS: dict[type[ast.Node], tuple[tuple[str, tuple[SymbolKind, ...]], ...]] = {
    ast.Consents: (("channel", _CHANNEL),),
    ast.EventRef: (("source", EVENT_SOURCES),),
    ast.Grade: (("score", _SCORE),),
    ast.HasTag: (("tag", _TAG),),
    ast.InAudience: (("audience", _AUDIENCE),),
    ast.Parameter: (("name", _NAMED_IN_EXPRESSIONS),),
    ast.ScoreAdd: (("score", _SCORE),),
    ast.ScoreValue: (("score", _SCORE),),
    ast.StageValue: (("stages", _STAGES),),
}
# Where a text may stand for a name: `event.channel = "sms"`, `favourite "sms"`.
_HOLD_TEXTS: tuple[type[ast.Node], ...] = (
    ast.Binary,
    ast.Default,
    ast.GivenAttribute,
    ast.InList,
    ast.ListLiteral,
    ast.Property,
    ast.PropertyValue,
    ast.Set,
    ast.UseStep,
)
_NAME_TYPES = {ast.TypeWord.CHANNEL: SymbolKind.CHANNEL, ast.TypeWord.MESSAGE: SymbolKind.MESSAGE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One use of a name.

    `kinds` are what it may name; `node` holds the name and stands in `holder`; `parameter` is that of
    the step around it where it has this name: then nothing that the project declares is meant.
    """

    kinds: tuple[SymbolKind, ...]
    name: str
    span: Span
    node: ast.Node
    holder: ast.Declaration
    is_in_expression: bool
    parameter: ast.StepParameter | None = None


def references(project: ResolvedProject) -> Iterator[Reference]:
    """Yield every use of a name that a project can declare, but for those of attributes and events."""
    yield from _references(project, _OUTSIDE_EXPRESSIONS, is_in_expression=False)
    yield from _references(project, _INSIDE_EXPRESSIONS, is_in_expression=True)


def find_target(project: ResolvedProject, reference: Reference) -> Symbol | None:
    """Return what a reference names, None where that is a parameter or nothing declared."""
    if reference.parameter is not None:
        return None
    name: str | None = reference.name
    if isinstance(reference.node, ast.LimitRule) and reference.kinds == _CHANNEL:
        name = channel_meant(reference.name, project.symbols.names(SymbolKind.CHANNEL))
    found = (project.symbols.find(kind, name) for kind in reference.kinds if name is not None)
    return next(filter(None, found), None)


def texts_as_names(project: ResolvedProject) -> frozenset[str]:
    """Return the texts that stand where a text may be a name, as that of a channel in `"sms"`."""
    return frozenset(
        part.value
        for node_class in _HOLD_TEXTS
        for node, _, _ in project.nodes.all(node_class)
        for part in _direct_texts(node)
    )


def _references(
    project: ResolvedProject,
    table: dict[type[ast.Node], tuple[tuple[str, tuple[SymbolKind, ...]], ...]],
    *,
    is_in_expression: bool,
) -> Iterator[Reference]:
    for node_class, fields in table.items():
        for node, holder, _ in project.nodes.all(node_class):
            for field, kinds in fields:
                for name in _names(getattr(node, field)):
                    text = name.value if isinstance(name, ast.TextLiteral) else name.text
                    yield Reference(
                        kinds=kinds,
                        name=text,
                        span=name.span,
                        node=node,
                        holder=holder,
                        is_in_expression=is_in_expression,
                        parameter=_parameter(holder, node, text, kinds),
                    )


def _names(
    value: ast.Name | ast.TextLiteral | tuple[ast.Name, ...] | None,
) -> tuple[ast.Name | ast.TextLiteral, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _parameter(
    holder: ast.Declaration, node: ast.Node, name: str, kinds: tuple[SymbolKind, ...]
) -> ast.StepParameter | None:
    """Return the parameter that a name in a step means: one of a fitting type, in an expression any."""
    if not isinstance(holder, ast.Step):
        return None
    named = next((parameter for parameter in holder.parameters if parameter.name.text == name), None)
    if named is None or isinstance(node, ast.Parameter):
        return named
    is_fitting = isinstance(named.type, ast.NamedType) and _NAME_TYPES.get(named.type.word) in kinds
    return named if is_fitting else None


def _direct_texts(node: ast.Node) -> Iterator[ast.TextLiteral]:
    for field in node.__struct_fields__:
        value = getattr(node, field)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, ast.TextLiteral):
                yield part
