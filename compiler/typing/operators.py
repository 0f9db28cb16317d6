"""Operators: what goes together, what comes out, and where an unknown would surprise."""

from __future__ import annotations

from collections.abc import Callable

from maflow.compiler.symbols import SymbolKind
from maflow.compiler.typing.advice import warn_unguarded
from maflow.compiler.typing.arithmetic import ARITHMETIC, arithmetic_result
from maflow.compiler.typing.bare_words import report_no_value, report_unquoted
from maflow.compiler.typing.families import is_ordered, is_text
from maflow.compiler.typing.fit import check_fits, report_mismatch
from maflow.compiler.typing.names import known_symbol
from maflow.compiler.typing.patterns import check_pattern
from maflow.compiler.typing.scope import Scope
from maflow.compiler.typing.types import (
    ANYTHING,
    Anything,
    ListOf,
    NameType,
    OneOf,
    Simple,
    SimpleType,
    Type,
    Typed,
    describe,
)
from maflow.dsl import ast
from maflow.dsl.diagnostics import Label, Text

__all__ = [
    "infer_between",
    "infer_binary",
    "infer_default",
    "infer_in_list",
    "infer_matches",
    "infer_negative",
    "infer_not",
]

Infer = Callable[[ast.Expression, Scope], Typed]

_EQUALITY = frozenset((ast.BinaryOperator.EQUAL, ast.BinaryOperator.NOT_EQUAL))
_TEXT_TESTS = frozenset((ast.BinaryOperator.STARTS_WITH, ast.BinaryOperator.ENDS_WITH))
_TEXT = SimpleType(Simple.TEXT)
_BOOLEAN = SimpleType(Simple.BOOLEAN)


def infer_binary(node: ast.Binary, scope: Scope, infer: Infer) -> Typed:
    """Return the type of a comparison, a test or a calculation.

    Reports: MA101, MA105-MA108.
    """
    left, right = _operands(node, scope, infer)
    may_be_unknown = left.may_be_unknown or right.may_be_unknown
    if node.operator in ARITHMETIC:
        result = arithmetic_result(node, left, right, scope)
        return Typed(result, may_be_unknown)
    if node.operator in _EQUALITY:
        _check_equality(node, left, right, scope)
    elif node.operator is ast.BinaryOperator.CONTAINS:
        _check_contains(node, left, right, scope)
    elif node.operator in _TEXT_TESTS:
        _check_texts(node, left, right, scope)
    else:
        _check_order(node, left, right, scope)
    if node.operator is ast.BinaryOperator.NOT_EQUAL and left.may_be_unknown:
        warn_unguarded(node, node.left, scope)
    return Typed(_BOOLEAN, may_be_unknown)


def infer_in_list(node: ast.InList, scope: Scope, infer: Infer) -> Typed:
    """Return the type of `X in (…)`. Reports: MA105-MA108."""
    operand = infer(node.operand, scope)
    misfits: list[Type] = []
    for item in node.items:
        found = _named(item, operand, scope) or infer(item, scope)
        # Values that do not fit for one reason are one mistake.
        if found.type not in misfits and not check_fits(operand, item, found, node.operand, scope):
            misfits.append(found.type)
    if node.is_negated and operand.may_be_unknown:
        warn_unguarded(node, node.operand, scope)
    return Typed(_BOOLEAN, operand.may_be_unknown)


def infer_between(node: ast.Between, scope: Scope, infer: Infer) -> Typed:
    """Return the type of `X between A and B`. Reports: MA105, MA106."""
    operand = infer(node.operand, scope)
    low, high = infer(node.low, scope), infer(node.high, scope)
    is_fitting = check_fits(operand, node.low, low, node.operand, scope) and check_fits(
        operand, node.high, high, node.operand, scope
    )
    if is_fitting:
        _check_is_ordered(node.operand, operand, scope)
    return Typed(_BOOLEAN, any(each.may_be_unknown for each in (operand, low, high)))


def infer_matches(node: ast.Matches, scope: Scope, infer: Infer) -> Typed:
    """Return the type of `X matches "…"`. Reports: MA105."""
    operand = infer(node.operand, scope)
    if not is_text(operand.type) and not isinstance(operand.type, Anything):
        report_mismatch(node.pattern, Typed(_TEXT), node.operand, operand, scope)
    check_pattern(node.pattern, scope)
    return Typed(_BOOLEAN, operand.may_be_unknown)


def infer_not(node: ast.Not, scope: Scope, check_condition: Infer) -> Typed:
    """Return the type of `not C`. Reports: MA107."""
    found = check_condition(node.operand, scope)
    if found.may_be_unknown:
        warn_unguarded(node, node.operand, scope)
    return Typed(_BOOLEAN, found.may_be_unknown)


def infer_negative(node: ast.Negative, scope: Scope, infer: Infer) -> Typed:
    """Return the type of `-X`. Reports: MA105."""
    found = infer(node.operand, scope)
    is_signed = is_ordered(found.type) and found.type not in (
        SimpleType(Simple.DATE),
        SimpleType(Simple.TIME),
        SimpleType(Simple.MOMENT),
    )
    if is_signed:
        return found
    args = {"type": describe(found.type)}
    scope.context.report("MA105", node.operand.span, "MA105.no-negative", args=args)
    return Typed(ANYTHING, found.may_be_unknown)


def infer_default(node: ast.Default, scope: Scope, infer: Infer) -> Typed:
    """Return the type of `X default Y`. Reports: MA105, MA106, MA108."""
    operand = infer(node.operand, scope)
    fallback = _named(node.fallback, operand, scope) or infer(node.fallback, scope)
    check_fits(operand, node.fallback, fallback, node.operand, scope)
    return Typed(operand.type, fallback.may_be_unknown, operand.declared)


def _operands(node: ast.Binary, scope: Scope, infer: Infer) -> tuple[Typed, Typed]:
    # A bare word beside the name of a message, a campaign or a channel is such a name:
    # `event.message = cart_reminder`.
    if isinstance(node.left, ast.Parameter) and node.left.name.text not in scope.parameters:
        right = infer(node.right, scope)
        return _named(node.left, right, scope) or infer(node.left, scope), right
    left = infer(node.left, scope)
    no_value = report_no_value(node, left, scope)
    return left, no_value or _named(node.right, left, scope) or infer(node.right, scope)


def _named(node: ast.Expression, other: Typed, scope: Scope) -> Typed | None:
    if not isinstance(node, ast.Parameter) or node.name.text in scope.parameters:
        return None
    if isinstance(other.type, OneOf) or other.type == _TEXT:
        return report_unquoted(node, other, scope)
    if isinstance(other.type, Anything):
        return Typed(ANYTHING)  # what it stands beside has been reported, and would say what it is
    if not isinstance(other.type, NameType):
        return None
    kind = other.type.kind
    is_built_in = kind is SymbolKind.CATEGORY and node.name.text in ("promotional", "transactional")
    if not is_built_in:
        known_symbol(kind, node.name, scope)
    return Typed(other.type)


def _check_equality(node: ast.Binary, left: Typed, right: Typed, scope: Scope) -> None:
    # The value is what is usually wrong, so the attribute says what is expected.
    if isinstance(node.left, ast.TextLiteral) and not isinstance(node.right, ast.TextLiteral):
        check_fits(right, node.left, left, node.right, scope)
    else:
        check_fits(left, node.right, right, node.left, scope)


def _check_contains(node: ast.Binary, left: Typed, right: Typed, scope: Scope) -> None:
    match left.type:
        case ListOf(item=item):
            check_fits(Typed(item, declared=left.declared), node.right, right, node.left, scope)
        case _:
            _check_texts(node, left, right, scope)


def _check_texts(node: ast.Binary, left: Typed, right: Typed, scope: Scope) -> None:
    for operand, found in ((node.left, left), (node.right, right)):
        if not is_text(found.type) and not isinstance(found.type, Anything):
            args = {"operator": node.operator.value, "type": describe(found.type)}
            note = Text("types.this-is", {"type": describe(found.type)})
            scope.context.report("MA105", operand.span, "MA105.needs-text", args=args, note=note)
            return


def _check_order(node: ast.Binary, left: Typed, right: Typed, scope: Scope) -> None:
    if check_fits(left, node.right, right, node.left, scope):
        _check_is_ordered(node.left, left, scope)


def _check_is_ordered(node: ast.Expression, found: Typed, scope: Scope) -> None:
    if is_ordered(found.type):
        return
    labels = [Label(found.declared, Text("types.declared-here"))] if found.declared else []
    args = {"type": describe(found.type)}
    scope.context.report("MA105", node.span, "MA105.no-order", args=args, labels=labels)
