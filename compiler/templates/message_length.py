"""MA603: text messages that take several segments at their longest values."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import msgspec

from maflow.compiler.templates.facts import TemplateScope
from maflow.compiler.templates.findings import Finding, TemplateLabel
from maflow.compiler.templates.longest import ASSUMED, longest_text
from maflow.compiler.templates.model import Role, TemplateAnalysis
from maflow.compiler.templates.nodes import TemplateNode, TemplateText
from maflow.compiler.templates.segments import Segments, count_segments, foreign_characters
from maflow.dsl.diagnostics import Text
from maflow.plugins.spec import SegmentRule, SmsEncoding

__all__ = ["LengthFacts", "check_length"]

_FEW = 3
_REPLACEMENTS = {
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "–": "-",
    "—": "-",
    "…": "...",
    "\u00a0": " ",
    "，": ",",
}


class LengthFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the length of a text costs.

    `rules` are those of the channel's kind; `signature` is what the channel puts before the text; `cost` is
    an amount and its currency, for one segment; `lengths` are assumed of values, by type.
    """

    rules: tuple[SegmentRule, ...]
    signature: str = ""
    cost: tuple[Decimal, str] | None = None
    most_segments: int = 1
    lengths: Mapping[str, int] = ASSUMED


def check_length(analysis: TemplateAnalysis, scope: TemplateScope, facts: LengthFacts) -> list[Finding]:
    """Report a text that takes more segments than it may at its longest values.

    Reports: MA603
    """
    if analysis.problems or not facts.rules:
        return []
    texts = longest_text(analysis.nodes, scope, facts.lengths).texts()
    lengths = [count_segments(facts.signature + text, facts.rules) for text in texts]
    worst = max(lengths, key=lambda length: length.count)
    if worst.count <= facts.most_segments:
        return []
    labels, help = _culprits(analysis, worst)
    notes = [_cost(worst.count, facts.cost)] if facts.cost is not None else []
    if any(use.role in (Role.PRINTED, Role.ARGUMENT) for use in analysis.variables):
        notes.append(Text("MA603.assumed", {"count": str(facts.lengths["text"])}))
    args = {"segments": str(worst.count), "units": str(worst.units), "room": str(worst.room)}
    return [
        Finding(
            code="MA603",
            start=0,
            end=len(analysis.value),
            message=Text("MA603.segments", args),
            inner_labels=labels,
            notes=tuple(notes),
            help=help,
        )
    ]


def _cost(count: int, cost: tuple[Decimal, str]) -> Text:
    amount, currency = cost
    args = {"price": f"{amount} {currency}", "total": f"{amount * count} {currency}"}
    return Text("MA603.cost", args)


def _culprits(
    analysis: TemplateAnalysis, worst: Segments
) -> tuple[tuple[TemplateLabel, ...], tuple[Text, ...]]:
    """Return where few characters make a text of the GSM 7-bit alphabet UCS-2, and what to write instead."""
    if worst.encoding is not SmsEncoding.UCS2:
        return (), ()
    texts = [node for node in _texts(analysis.nodes) if analysis.value[node.start : node.end] == node.text]
    found = [(node.start + at, node.text[at]) for node in texts for at in foreign_characters(node.text)]
    if not found or len(found) > _FEW:
        return (), ()
    start, char = found[0]
    label = TemplateLabel(start, start + 1, Text("MA603.not-gsm", {"character": char}))
    plain = _REPLACEMENTS.get(char)
    return (label,), ((Text("MA603.replace", {"character": char, "plain": plain}),) if plain else ())


def _texts(nodes: tuple[TemplateNode, ...]) -> list[TemplateText]:
    return [node for node in nodes if isinstance(node, TemplateText)]
