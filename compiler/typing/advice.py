"""Findings about expressions that need a longer explanation: conditions, and unknowns that surprise."""

from __future__ import annotations

from maflow.compiler.typing.scope import Scope
from maflow.compiler.typing.types import NameType, OneOf, Simple, SimpleType, Typed, describe
from maflow.dsl import ast
from maflow.dsl.diagnostics import Applicability, Edit, Fix, Label, Text
from maflow.dsl.dialects import load_dialect

__all__ = ["no_condition", "tested_in", "warn_unguarded"]


def no_condition(node: ast.Expression, found: Typed, scope: Scope) -> None:
    """Report an expression where a condition is expected. Reports: MA105."""
    labels = [Label(found.declared, Text("types.declared-here"))] if found.declared else []
    help: tuple[Text, ...] = ()
    text = _text_of(node, scope)
    if isinstance(found.type, OneOf | NameType) or found.type == SimpleType(Simple.TEXT):
        help = (Text("MA105.compare-text", {"text": text}),)
    elif found.type in (SimpleType(Simple.INTEGER), SimpleType(Simple.NUMBER)):
        help = (Text("MA105.compare-number", {"text": text}),)
    args = {"type": describe(found.type)}
    scope.context.report("MA105", node.span, "MA105.no-condition", args=args, labels=labels, help=help)


def warn_unguarded(node: ast.Expression, operand: ast.Expression, scope: Scope) -> None:
    """Report a negative condition that does not match users about whom nothing is known.

    Reports: MA107.
    """
    source = scope.context.sources.get(node.span.file)
    name = _unknown_part(operand)
    if name is None or source is None or _text_of(name, scope) in scope.tested:
        return
    dialect = load_dialect(_dialect(scope, node.span.file))
    guard = f"{source.slice(name.span)} {dialect.write('is unknown')}"
    whole = source.slice(node.span)
    written = f"({whole} {dialect.write('or')} {guard})"
    fix = Fix(Text("MA107.include-unknown"), Applicability.UNSAFE, (Edit(node.span, written),))
    scope.context.report(
        "MA107",
        node.span,
        "MA107.unguarded",
        args={"name": source.slice(name.span)},
        note=Text("MA107.does-not-match", {"name": source.slice(name.span)}),
        fixes=(fix,),
    )


def tested_in(node: ast.AllOf | ast.AnyOf, scope: Scope) -> frozenset[str]:
    """Return what the operands of `and` or `or` test for being known, as it is written."""
    return frozenset(
        _text_of(operand.operand, scope) for operand in node.operands if isinstance(operand, ast.IsKnown)
    )


def _unknown_part(node: ast.Expression) -> ast.Attribute | ast.TimeSince | None:
    match node:
        case ast.Attribute() | ast.TimeSince():
            return node
        case ast.Binary(left=left):
            return _unknown_part(left)
        case ast.InList(operand=operand) | ast.Between(operand=operand) | ast.Matches(operand=operand):
            return _unknown_part(operand)
        case ast.AllOf(operands=operands) | ast.AnyOf(operands=operands):
            found = (_unknown_part(operand) for operand in operands)
            return next((part for part in found if part is not None), None)
        case _:
            return None


def _text_of(node: ast.Node, scope: Scope) -> str:
    source = scope.context.sources.get(node.span.file)
    return source.slice(node.span) if source else ""


def _dialect(scope: Scope, path: str) -> str:
    return next((module.dialect for module in scope.project.modules if module.path == path), "en")
