"""The arms that a test chooses for its users."""

from __future__ import annotations

from collections.abc import Iterator

from maflow.compiler.inspection import Inspection
from maflow.compiler.symbols import SymbolKind
from maflow.dsl import ast
from maflow.dsl.diagnostics import Label, Text

__all__ = ["check_arms"]

Splits = ast.Split | ast.SplitBy | ast.SplitLearning

_HOLDOUT = "holdout"
_IN = "in"


def check_arms(inspection: Inspection, test: ast.Test) -> None:
    """Check that the splits and arms that a test names exist, in any campaign or the one it says.

    Reports: MA101.
    """
    for line in test.lines:
        if isinstance(line, ast.ArmForced) and not _is_holdout(line) and _has_campaign(inspection, line):
            _check(inspection, line)


def _is_holdout(line: ast.ArmForced) -> bool:
    return line.campaign is None and line.split.text == _HOLDOUT and line.arm.text == _IN


def _has_campaign(inspection: Inspection, line: ast.ArmForced) -> bool:
    campaign = line.campaign
    return campaign is None or inspection.project.symbols.find(SymbolKind.CAMPAIGN, campaign.text) is not None


def _check(inspection: Inspection, line: ast.ArmForced) -> None:
    splits = list(_splits(inspection, line.campaign))
    named = [split for split in splits if split.name.text == line.split.text]
    if not named:
        known = frozenset(split.name.text for split in splits)
        help = (Text("MA101.holdout-arm"),) if line.split.text == _HOLDOUT else ()
        inspection.unknown("MA101", "@kind.split", line.split, known, help=help)
        return
    arms = frozenset(name.text for split in named for name in _arm_names(split))
    if line.arm.text not in arms:
        labels = [Label(split.name.span, Text("types.declared-here")) for split in named]
        inspection.unknown("MA101", "@kind.arm", line.arm, arms, labels=labels)


def _splits(inspection: Inspection, campaign: ast.Name | None) -> Iterator[Splits]:
    """Yield the splits of one campaign or of all; those of steps belong to every campaign."""
    nodes = inspection.project.nodes
    found: list[tuple[Splits, ast.Declaration]] = [
        *((split, holder) for split, holder, _ in nodes.all(ast.Split)),
        *((split, holder) for split, holder, _ in nodes.all(ast.SplitBy)),
        *((split, holder) for split, holder, _ in nodes.all(ast.SplitLearning)),
    ]
    for split, holder in found:
        is_other = isinstance(holder, ast.Campaign) and campaign and holder.name.text != campaign.text
        if not is_other:
            yield split


def _arm_names(split: Splits) -> Iterator[ast.Name]:
    yield from (arm.name for arm in split.arms)
    if isinstance(split, ast.SplitBy) and split.otherwise is not None:
        yield split.otherwise.name
