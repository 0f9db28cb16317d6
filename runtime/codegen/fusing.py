"""Fuses the conditions of many rules that look at one event into one function.

Conditions fall into parts that must all be true; a part that several rules share is asked once, around
all of them. Attributes and properties that several parts read stand in locals.

Source: performance notes, workload A (test_eligibility).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from maflow.runtime.codegen.expression_walk import parts, walk
from maflow.runtime.codegen.expressions import ExpressionCompiler
from maflow.runtime.codegen.frame import Frame
from maflow.runtime.codegen.nesting import Nest, nest, reaches
from maflow.runtime.codegen.strict import all_of
from maflow.runtime.codegen.writer import Writer
from maflow.runtime.program.expressions import (
    And,
    EventQuery,
    EventValue,
    Expression,
    Holds,
    Not,
    Or,
    UserValue,
)
from maflow.runtime.program.types import Place

__all__ = ["write_eligible"]

# From this part of all attributes on it is quicker to unpack them all.
_UNPACKED = 1 / 3
# Expected to be asked more often than this, a condition is asked once before all others.
_OFTEN = 2


def write_eligible(
    writer: Writer,
    compiler: ExpressionCompiler,
    name: str,
    conditions: Sequence[tuple[Expression | None, Place]],
    event: str,
) -> None:
    """Write `name(E, u, p, t, now)`: the positions of the conditions that are true, in ascending order.

    A condition comes with the place where it stands; None is one that is always true.
    """
    if all(condition is None for condition, _ in conditions):
        with writer.block(f"def {name}(E, u, p, t, now):"):
            writer.line(f"return {tuple(range(len(conditions)))}")
        return
    guards = [frozenset(_parts(compiler, condition)) for condition, _ in conditions]
    places = [place for _, place in conditions]
    nested = nest(zip(guards, range(len(conditions)), strict=True), compiler.tables)
    frame, body = compiler.frame(event=event), Writer()
    prologue = _locals(frame, nested)
    answers = _answers(frame, nested)
    prologue += [f"{local} = {frame.true(condition)}" for condition, local in answers.items()]
    _write(body, frame, nested, (answers, places))
    with writer.block(f"def {name}(E, u, p, t, now):"):
        writer.lines(frame.hoists())
        writer.lines(prologue)
        writer.line("found = []")
        writer.include(body)
        if len(conditions) > 1:
            writer.line("if len(found) > 1: found.sort()")
        writer.line("return found")


def _answers(frame: Frame, nested: Nest[int]) -> dict[Expression, str]:
    """Return locals for the answers of conditions that would be asked again and again."""
    often = [node for node, count in reaches(nested, frame.tables).items() if count > _OFTEN]
    return {node: f"c{place}" for place, node in enumerate(sorted(often, key=repr))}


def _parts(compiler: ExpressionCompiler, condition: Expression | None) -> Iterator[Expression]:
    """Yield what must all be true, through named predicates and `not (a or b)`."""
    match condition:
        case None:
            return
        case And(operands=operands):
            for operand in operands:
                yield from _parts(compiler, operand)
        case Not(operand=Or(operands=operands)):
            for operand in operands:
                yield from _parts(compiler, Not(operand))
        case Not(operand=Not(operand=operand)):
            yield from _parts(compiler, operand)
        case Holds(predicate=name):
            _, predicate = compiler.tables.predicates[name]
            is_several = isinstance(predicate.condition, And)
            yield from _parts(compiler, predicate.condition) if is_several else (condition,)
        case _:
            yield condition


def _write(
    writer: Writer, frame: Frame, nested: Nest[int], known: tuple[Mapping[Expression, str], Sequence[Place]]
) -> None:
    answers, places = known
    for item in nested.items:
        writer.line(f"found.append({item})", places[item])
    for conditions, inner in nested.inner:
        tests = [answers.get(condition) or frame.true(condition) for condition in conditions]
        # Of several rules that share a test the first stands for all in a traceback.
        with writer.block(f"if {all_of(tests)}:", places[_first_item(inner)]):
            _write(writer, frame, inner, known)


def _first_item(nested: Nest[int]) -> int:
    while not nested.items:
        nested = nested.inner[0][1]
    return nested.items[0]


def _locals(frame: Frame, nested: Nest[int]) -> list[str]:
    """Give locals to what is read more than once, and return the lines that fill them."""
    reads = Counter(_reads(nested))
    shared = [node for node, count in reads.items() if count > 1]
    properties = [node for node in shared if isinstance(node, EventValue) and node.name not in ("time", "id")]
    attributes = {
        frame.tables.attributes[node.name][0]: node for node in shared if isinstance(node, UserValue)
    }
    lines = []
    for place, node in enumerate(properties):
        lines.append(f"p{place} = {frame.value(node).text}")
        frame.locals[node] = f"p{place}"
    total = len(frame.tables.attributes)
    if len(attributes) >= total * _UNPACKED and attributes:
        names = [f"a{place}" if place in attributes else "_" for place in range(total)]
        lines.append(f"{', '.join(names)}{',' if total == 1 else ''} = u.a")
    else:
        lines += [f"a{place} = u.a[{place}]" for place in sorted(attributes)]
    for place, attribute in attributes.items():
        frame.locals[attribute] = f"a{place}"
    return lines


def _reads(nested: Nest[int]) -> Iterator[Expression]:
    for conditions, inner in nested.inner:
        for condition in conditions:
            yield from _values(condition)
        yield from _reads(inner)


def _values(node: object) -> Iterator[Expression]:
    """Yield the attributes and the properties of this event that are read; not those of other events."""
    if isinstance(node, EventQuery):
        yield from (part for part in walk(node.where) if isinstance(part, UserValue))
    elif isinstance(node, UserValue | EventValue):
        yield node
    else:
        for part in parts(node):
            yield from _values(part)
