"""From syntax trees to text, with or without a source."""

from __future__ import annotations

from collections.abc import Iterator

from maflow.dsl.ast import Declaration, Module, Node
from maflow.dsl.printer.base import BASE
from maflow.dsl.printer.campaigns import CAMPAIGN_ROWS, MOVES
from maflow.dsl.printer.context import PrintNode, PrintRow, Printer
from maflow.dsl.printer.declarations import DECLARATIONS, DECLARATION_ROWS
from maflow.dsl.printer.expressions import EXPRESSIONS
from maflow.dsl.printer.flow import ARMS, STATEMENTS
from maflow.dsl.printer.history import HISTORY
from maflow.dsl.printer.layout import lay_out, lay_out_row
from maflow.dsl.printer.limits import LIMITS
from maflow.dsl.printer.scenarios import SCENARIOS, SCENARIO_ROWS
from maflow.dsl.printer.tables import WIDTH, align
from maflow.dsl.printer.trivia import NO_TRIVIA, Trivia

__all__ = ["NODES", "ROWS", "header", "make_printer", "print_module", "print_node"]

NODES: dict[type[Node], PrintNode] = {
    **BASE,
    **EXPRESSIONS,
    **HISTORY,
    **LIMITS,
    **STATEMENTS,
    **DECLARATIONS,
    **MOVES,
    **SCENARIOS,
}
ROWS: dict[type[Node], PrintRow] = {**ARMS, **DECLARATION_ROWS, **CAMPAIGN_ROWS, **SCENARIO_ROWS}


def print_module(module: Module, dialect: str | None = None, *, width: int = WIDTH) -> str:
    """Return the text of a module in the canonical layout, comments left out.

    Units: `width` in terminal columns.
    Law: `parse(print_module(m)) == m`, spans and comments aside.
    """
    language = dialect or module.dialect
    p = make_printer(language)
    rows = align([p.entry(node) for node in module.declarations], width)
    texts = [lay_out_row(row, width) for row in rows]
    return header(language) + "".join(_apart(module.declarations, texts))


def print_node(node: Node, dialect: str = "en", *, width: int = WIDTH) -> str:
    """Return the text of a declaration, entry, expression or name in the canonical layout.

    Shape: without a line end after it.
    Units: `width` in terminal columns.
    Example:
        >>> from maflow.dsl.ast import Name
        >>> from maflow.dsl.source import NO_SPAN
        >>> print_node(Name(span=NO_SPAN, text="Order Paid"))
        '`Order Paid`'
    """
    p = make_printer(dialect)
    if type(node) in ROWS:
        (row,) = align([p.entry(node)], width)
        return lay_out_row(row, width)
    return lay_out(p.doc(node), width)


def make_printer(dialect: str, trivia: Trivia = NO_TRIVIA) -> Printer:
    """Return a printer of every node in a dialect."""
    return Printer(dialect, NODES, ROWS, trivia)


def header(dialect: str) -> str:
    """Return the line that chooses a dialect, empty for English."""
    return "" if dialect == "en" else f"# language: {dialect}\n"


def _apart(declarations: tuple[Declaration, ...], texts: list[str]) -> Iterator[str]:
    """Set a blank line around what takes several lines, and between what is of different kinds."""
    before = ""
    for index, text in enumerate(texts):
        is_same_kind = index > 0 and type(declarations[index]) is type(declarations[index - 1])
        if index and not (is_same_kind and "\n" not in before and "\n" not in text):
            yield "\n"
        yield text + "\n"
        before = text
