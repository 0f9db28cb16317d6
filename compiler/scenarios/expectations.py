"""What a test expects: for reasons and in stages that exist."""

from __future__ import annotations

from maflow.compiler.inspection import Inspection, suggest
from maflow.compiler.reasons import (
    BLOCKED_REASONS,
    REFUSED_REASONS,
    reason_in_dialect,
    reason_in_english,
    reason_words,
)
from maflow.compiler.symbols import SymbolKind
from maflow.dsl import ast
from maflow.dsl.diagnostics import Fix, Label, Text, items
from maflow.dsl.did_you_mean import nearest

__all__ = ["check_expectations"]


def check_expectations(inspection: Inspection, test: ast.Test) -> None:
    """Check what the expectations of a test name.

    Reports: MA101, MA108.
    """
    for line in test.lines:
        if not isinstance(line, ast.TimedAction):
            continue
        match line.action:
            case ast.ExpectBlocked(reason=reason):
                _check_reason(inspection, reason, BLOCKED_REASONS)
            case ast.ExpectRefused(reason=reason):
                _check_reason(inspection, reason, REFUSED_REASONS)
            case ast.ExpectStage(stages=stages, stage=stage):
                _check_stage(inspection, stages, stage)
            case _:
                pass


def _check_reason(inspection: Inspection, reason: ast.Name, known: tuple[str, ...]) -> None:
    dialect = inspection.dialect(reason.span.file).name
    meant = reason_in_english(reason.text, dialect)
    if meant in known:
        return
    word = inspection.written(reason.span) or reason.text
    near = _near_reason(word, known, dialect) if meant is None else None
    fixes: tuple[Fix, ...] = ()
    if near is not None:
        help = Text("help.did-you-mean", {"name": near})
        fixes = (suggest(help, reason.span, near),)
    elif meant is not None:
        key = "MA108.reason-of-refused" if meant in REFUSED_REASONS else "MA108.reason-of-blocked"
        help = Text(key, {"name": word})
    else:
        words = (f"`{reason_in_dialect(name, dialect)}`" for name in known)
        help = Text("MA108.known-reasons", {"known": items(words)})
    inspection.context.report(
        "MA108", reason.span, "MA108.no-such-reason", args={"name": word}, help=(help,), fixes=fixes
    )


def _near_reason(word: str, known: tuple[str, ...], dialect: str) -> str | None:
    """Return the reason that was probably meant: a near word, else what the word means in Chinese."""
    near = nearest(word, reason_words(known, dialect))
    if near is not None:
        return near
    translated = reason_in_english(word, "zh-CN")
    return translated if translated in known else None


def _check_stage(inspection: Inspection, stages: ast.Name, stage: ast.Name) -> None:
    symbol = inspection.project.symbols.find(SymbolKind.STAGES, stages.text)
    if symbol is None or inspection.project.is_damaged(symbol.node):
        return
    assert isinstance(symbol.node, ast.Stages), "stages are declared as such"
    known = frozenset(declared.name.text for declared in symbol.node.stages)
    if stage.text not in known:
        labels = (Label(symbol.span, Text("types.declared-here")),)
        inspection.unknown("MA101", "@kind.stage", stage, known, labels=labels)
