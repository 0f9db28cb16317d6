"""The heads of statements: what the formatter prints before their blocks, on one line."""

from __future__ import annotations

from msgspec.structs import replace

from maflow.dsl import ast
from maflow.dsl.printer import make_printer
from maflow.dsl.printer.document import spaced
from maflow.dsl.printer.layout import lay_out

__all__ = ["written", "written_head"]

_ONE_LINE = 1_000_000
_EMPTY = " { }"


def written(node: ast.Node, dialect: str = "en") -> str:
    """Return a node as the formatter prints it, on one line.

    Example:
        >>> from maflow.dsl.source import NO_SPAN
        >>> written(ast.Duration(NO_SPAN, "2", ast.Unit.HOURS))
        '2 hours'
    """
    printer = make_printer(dialect)
    # The cells of an entry stand apart only beside other entries.
    doc = spaced(*printer.entry(node).cells) if type(node) in printer.rows else printer.doc(node)
    return lay_out(doc, _ONE_LINE)


def written_head(statement: ast.Node, dialect: str = "en") -> str:
    """Return the head of a statement; that of an `if` is its first condition.

    Example:
        >>> from maflow.dsl.source import NO_SPAN
        >>> body = ast.Block(NO_SPAN, (ast.Stop(NO_SPAN),))
        >>> written_head(ast.Repeat(NO_SPAN, ast.NumberLiteral(NO_SPAN, "3"), None, None, None, body))
        'repeat up to 3 times'
    """
    return written(_without_blocks(statement), dialect).removesuffix(_EMPTY)


def _without_blocks(statement: ast.Node) -> ast.Node:
    match statement:
        case ast.WaitFor():
            return replace(statement, then=_emptied(statement.then), otherwise=None)
        case ast.If(arms=arms):
            first = replace(arms[0], block=_emptied(arms[0].block))
            return replace(statement, arms=(first,), otherwise=None)
        case ast.WaitForAny() | ast.Split() | ast.SplitLearning():
            return replace(statement, arms=())
        case ast.SplitBy():
            return replace(statement, arms=(), otherwise=None)
        case ast.Send():
            return replace(statement, outcomes=())
        case ast.Escalate():
            return replace(statement, steps=())
        case ast.Sequence():
            return replace(statement, days=())
        case ast.Repeat() | ast.DayBlock():
            return replace(statement, block=_emptied(statement.block))
        case _:
            return statement


def _emptied(block: ast.Block) -> ast.Block:
    return replace(block, statements=())
