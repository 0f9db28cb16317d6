"""Printing what has several blocks: `if … else if … else`, and `wait for … else`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from maflow.dsl.ast import Block, Node
from maflow.dsl.printer.context import Printer
from maflow.dsl.printer.document import HARD, Braces, Choice, Doc, joined

__all__ = ["Rung", "print_ladder"]


@dataclass(frozen=True, slots=True)
class Rung:
    """A head and its block. The comments around both belong to `holder`."""

    head: Doc
    block: Block
    holder: Node


def print_ladder(p: Printer, node: Node, rungs: Sequence[Rung]) -> Doc:
    """Return the rungs of a statement.

    They stand all on one line or on a line each where the author had them so and they fit. Otherwise
    every block is opened and `} else {` stands on one line.
    """
    blocks = [p.braces(rung.block, rung.block.statements) for rung in rungs]
    broken = _broken(p, rungs, blocks)
    closed: list[Doc] = []
    for rung, block in zip(rungs, blocks, strict=True):
        if block.closed is None:
            return broken
        closed.append((rung.head, " ", block.closed))
    if len(rungs) == 1:
        return Choice(closed[0], (), broken)
    holders = [rung.holder for rung in rungs]
    return Choice(
        flat=joined(" ", closed) if p.trivia.is_one_line(node) else None,
        rungs=tuple(
            (p.above(holder), doc, p.after(holder)) for holder, doc in zip(holders, closed, strict=True)
        ),
        broken=broken,
    )


def _broken(p: Printer, rungs: Sequence[Rung], blocks: Sequence[Braces]) -> Doc:
    parts: list[Doc] = []
    for index, (rung, block) in enumerate(zip(rungs, blocks, strict=True)):
        if index:
            before = p.trivia.remarks(rungs[index - 1].holder)
            has_comment = before.beside or before.below or p.trivia.remarks(rung.holder).above
            parts.append(HARD if has_comment else " ")
        parts += [p.above(rung.holder), rung.head, " ", block.opened, p.after(rung.holder)]
    return tuple(parts)
