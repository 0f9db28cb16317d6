"""Reads what stands behind the names of the tags that take more than one expression."""

from __future__ import annotations

from maflow.compiler.templates.expressions import ExpressionReader
from maflow.compiler.templates.nodes import Argument, Assign, Constant, Cycle, LoopNode, Path
from maflow.compiler.templates.scanner import Markup

__all__ = ["read_assign", "read_cycle", "read_loop", "tag_fields"]

_LOOP_PARAMETERS = frozenset({"limit", "offset", "cols"})


def tag_fields(piece: Markup) -> tuple[int, int, str, int]:
    """Return the fields that every tag has, in their order: its place, its name and where that stands."""
    return piece.start, piece.end, str(piece.tag), piece.name_start


def read_assign(reader: ExpressionReader, piece: Markup) -> Assign:
    """Read `x = …`."""
    variable = reader.name()
    reader.expect("=", "equals")
    expression = reader.whole(reader.filtered, "bar", "end")
    return Assign(*tag_fields(piece), variable, expression)


def read_cycle(reader: ExpressionReader, piece: Markup) -> Cycle:
    """Read the values that take turns, and the name of their group before a colon."""
    first = reader.value()
    is_name = isinstance(first, Constant) or (isinstance(first, Path) and len(first.segments) == 1)
    if is_name and reader.skip(":"):
        return Cycle(*tag_fields(piece), first, reader.whole(reader.values, "comma", "end"))
    rest = reader.values() if reader.skip(",") else ()
    reader.whole(reader.nothing, "comma", "end")
    return Cycle(*tag_fields(piece), None, (first, *rest))


def read_loop(reader: ExpressionReader, piece: Markup, *, is_table: bool) -> LoopNode:
    """Read `x in …` with its parameters; the body is not known yet."""
    variable = reader.name()
    if not reader.skip("reserved", "in"):
        reader.fail("in")
    over = reader.value()
    parameters = reader.whole(lambda: _loop_parameters(reader), "end")
    return LoopNode(*tag_fields(piece), variable, over, is_table, parameters)


def _loop_parameters(reader: ExpressionReader) -> tuple[Argument, ...]:
    found: list[Argument] = []
    reader.skip(",")
    while not reader.next_is("end"):
        if reader.skip("reserved", "reversed"):
            reader.skip(",")
            continue
        _, word, start, _ = reader.expect("reserved", "loop-parameter")
        if word not in _LOOP_PARAMETERS:
            reader.fail("loop-parameter")
        reader.expect(":", "colon")
        if word == "offset" and reader.skip("reserved", "continue"):
            continue
        value = reader.value()
        found.append(Argument(start, value.end, word, value))
        reader.skip(",")
    return tuple(found)
