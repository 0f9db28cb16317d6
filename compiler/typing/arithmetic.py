"""What comes out of `+ - * /`."""

from __future__ import annotations

from maflow.compiler.typing.families import is_number
from maflow.compiler.typing.fit import report_mismatch
from maflow.compiler.typing.scope import Scope
from maflow.compiler.typing.types import (
    ANYTHING,
    Anything,
    Money,
    Simple,
    SimpleType,
    Type,
    Typed,
    describe,
)
from maflow.dsl import ast
from maflow.dsl.diagnostics import Text

__all__ = ["ARITHMETIC", "arithmetic_result"]

ARITHMETIC = frozenset(
    (
        ast.BinaryOperator.PLUS,
        ast.BinaryOperator.MINUS,
        ast.BinaryOperator.TIMES,
        ast.BinaryOperator.DIVIDED_BY,
    )
)
"""The operators that calculate."""

_NUMBER = SimpleType(Simple.NUMBER)
_INTEGER = SimpleType(Simple.INTEGER)
_PERCENT = SimpleType(Simple.PERCENT)
_DURATION = SimpleType(Simple.DURATION)
_DATE = SimpleType(Simple.DATE)
_MOMENT = SimpleType(Simple.MOMENT)


def arithmetic_result(node: ast.Binary, left: Typed, right: Typed, scope: Scope) -> Type:
    """Return the type of a calculation.

    Reports: MA105, MA106.
    """
    if isinstance(left.type, Anything) or isinstance(right.type, Anything):
        return ANYTHING
    result = _result(node.operator, left.type, right.type)
    if result is not None:
        return result
    if _is_calculable(left.type) and _is_calculable(right.type):
        report_mismatch(node.left, left, node.right, right, scope)
    else:
        _report_not_calculable(node, left, right, scope)
    return ANYTHING


def _result(operator: ast.BinaryOperator, left: Type, right: Type) -> Type | None:
    match operator:
        case ast.BinaryOperator.PLUS:
            return _sum(left, right) or (_shifted(right, left))
        case ast.BinaryOperator.MINUS:
            return _difference(left, right)
        case ast.BinaryOperator.TIMES:
            return _product(left, right) or _product(right, left)
        case _:
            return _quotient(left, right)


def _sum(left: Type, right: Type) -> Type | None:
    if left == right and (isinstance(left, Money) or left == _DURATION or is_number(left)):
        return left
    if is_number(left) and is_number(right):
        return _NUMBER
    return _shifted(left, right)


def _difference(left: Type, right: Type) -> Type | None:
    if left == right and left in (_DATE, _MOMENT):
        return _DURATION
    return _sum(left, right)


def _shifted(left: Type, right: Type) -> Type | None:
    return left if left in (_DATE, _MOMENT) and right == _DURATION else None


def _product(left: Type, right: Type) -> Type | None:
    is_scalable = isinstance(left, Money) or left == _DURATION or is_number(left)
    if is_scalable and is_number(right):
        return _NUMBER if left == _INTEGER != right else left
    return None


def _quotient(left: Type, right: Type) -> Type | None:
    if left == right and (isinstance(left, Money) or left == _DURATION):
        return _NUMBER
    if isinstance(left, Money) or left == _DURATION or (left == _PERCENT != right):
        return left if is_number(right) else None
    return _NUMBER if is_number(left) and is_number(right) else None


def _is_calculable(what: Type) -> bool:
    return isinstance(what, Money) or is_number(what) or what in (_DURATION, _DATE, _MOMENT)


def _report_not_calculable(node: ast.Binary, left: Typed, right: Typed, scope: Scope) -> None:
    operand, found = (node.right, right) if _is_calculable(left.type) else (node.left, left)
    args = {"operator": node.operator.value, "type": describe(found.type)}
    note = Text("types.this-is", {"type": describe(found.type)})
    scope.context.report("MA105", operand.span, "MA105.not-calculable", args=args, note=note)
