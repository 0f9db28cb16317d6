"""Whether two types go together, and what is said when they do not."""

from __future__ import annotations

from collections.abc import Sequence

from maflow.compiler.symbols import BUILT_IN_CATEGORIES, SymbolKind
from maflow.compiler.typing.conversions import conversions
from maflow.compiler.typing.families import is_quantity, same_family
from maflow.compiler.typing.scope import Scope
from maflow.compiler.typing.types import (
    NameType,
    OneOf,
    Simple,
    SimpleType,
    Type,
    Typed,
    describe,
)
from maflow.compiler.zones import is_zone, zone_meant
from maflow.dsl import ast
from maflow.dsl.diagnostics import Applicability, Edit, Fix, Label, Text
from maflow.dsl.did_you_mean import nearest

__all__ = ["check_fits", "report_mismatch"]

_TYPES = "MA105.do-not-go-together"
_UNITS = "MA106.do-not-go-together"


def check_fits(
    expected: Typed, node: ast.Expression, found: Typed, node_of_expected: ast.Node, scope: Scope
) -> bool:
    """Check that a value can be compared with, or stored in, something of a type.

    Reports: MA105, MA106, MA108 and MA101 for a value that the type does not have.
    """
    is_alike = same_family(expected.type, found.type)
    goes_together = is_alike and not _is_share_beside_number(node_of_expected, node)
    if not goes_together and not _is_date_literal_for(expected.type, node):
        report_mismatch(node_of_expected, expected, node, found, scope)
        return False
    for text in _texts(node):
        check_member(expected, text, scope)
    return True


def check_member(expected: Typed, text: ast.TextLiteral, scope: Scope) -> None:
    """Check that a text is a value that a type has.

    Reports: MA108.
    """
    match expected.type:
        case OneOf(values=values):
            if text.value not in values:
                _report_member(text, values, expected, scope)
        case NameType(kind=kind):
            names = scope.project.symbols.names(kind) | _built_in_names(kind)
            if text.value not in names and not scope.project.symbols.may_be_lost(kind, text.value):
                _report_member(text, tuple(sorted(names)), expected, scope)
        case SimpleType(kind=Simple.TIMEZONE):
            if not is_zone(text.value):
                _report_zone(text, scope)
        case _:
            pass


def report_mismatch(
    left: ast.Node, left_type: Typed, right: ast.Node, right_type: Typed, scope: Scope
) -> None:
    """Report two things that do not go together: the right one, with a label at the left one.

    Reports: MA105, MA106.
    """
    is_unit = is_quantity(left_type.type) and is_quantity(right_type.type)
    code, key = ("MA106", _UNITS) if is_unit else ("MA105", _TYPES)
    args = {"left": describe(left_type.type), "right": describe(right_type.type)}
    labels = [Label(left.span, Text("types.this-is", {"type": describe(left_type.type)}))]
    labels += _declarations(left_type, right_type)
    scope.context.report(
        code,
        right.span,
        key,
        args=args,
        note=Text("types.this-is", {"type": describe(right_type.type)}),
        labels=labels,
        help=_advice(left_type.type, right_type.type),
        fixes=conversions(left_type.type, right, scope),
    )


def _is_date_literal_for(expected: Type, node: ast.Expression) -> bool:
    # A date stands for its first instant where a moment is expected.
    return expected == SimpleType(Simple.MOMENT) and isinstance(node, ast.DateLiteral)


def _is_share_beside_number(left: ast.Node, right: ast.Node) -> bool:
    # `share(…) < 90` is meant as 90%, and would always be true.
    is_either_way = isinstance(left, ast.Share) and isinstance(right, ast.NumberLiteral)
    return is_either_way or (isinstance(left, ast.NumberLiteral) and isinstance(right, ast.Share))


def _texts(node: ast.Expression) -> Sequence[ast.TextLiteral]:
    match node:
        case ast.TextLiteral():
            return (node,)
        case ast.ListLiteral(items=parts):
            return tuple(part for part in parts if isinstance(part, ast.TextLiteral))
        case _:
            return ()


def _built_in_names(kind: SymbolKind) -> frozenset[str]:
    return frozenset(BUILT_IN_CATEGORIES if kind is SymbolKind.CATEGORY else ())


def _report_member(text: ast.TextLiteral, values: Sequence[str], expected: Typed, scope: Scope) -> None:
    near = nearest(text.value, frozenset(values))
    help = [Text("help.did-you-mean", {"name": near})] if near else []
    fixes = []
    if near:
        title = Text("help.did-you-mean", {"name": near})
        fixes.append(Fix(title, Applicability.SUGGEST, (Edit(text.span, f'"{near}"'),)))
    elif values:
        known = ", ".join(f'"{value}"' for value in values[:8])
        help.append(Text("MA108.known-values", {"known": known}))
    labels = [Label(expected.declared, Text("types.declared-here"))] if expected.declared else []
    scope.context.report(
        "MA108",
        text.span,
        "MA108.no-such-value",
        args={"value": text.value},
        labels=labels,
        help=help,
        fixes=fixes,
    )


def _report_zone(text: ast.TextLiteral, scope: Scope) -> None:
    near = zone_meant(text.value)
    help = (Text("help.did-you-mean", {"name": near}),) if near else ()
    fixes = [Fix(title, Applicability.SUGGEST, (Edit(text.span, f'"{near}"'),)) for title in help]
    args = {"value": text.value}
    scope.context.report("MA108", text.span, "MA108.no-such-zone", args=args, help=help, fixes=fixes)


def _declarations(*types: Typed) -> list[Label]:
    return [Label(t.declared, Text("types.declared-here")) for t in types if t.declared is not None]


def _advice(left: Type, right: Type) -> tuple[Text, ...]:
    is_day_of_moment = left == SimpleType(Simple.DATE) and right == SimpleType(Simple.MOMENT)
    return (Text("types.take-date"),) if is_day_of_moment else ()
