"""Lowers `+ - * /`: by the types of both sides, and over the calendar where a duration is written down."""

from __future__ import annotations

from collections.abc import Mapping

from maflow.compiler.lower.durations import calendar_time
from maflow.compiler.lower.history import Lower
from maflow.compiler.lower.site import Site
from maflow.compiler.typing.types import Money, Simple, SimpleType, Type
from maflow.dsl import ast
from maflow.runtime.program import expressions as ir

__all__ = ["lower_arithmetic"]

_DATE = SimpleType(Simple.DATE)
_MOMENT = SimpleType(Simple.MOMENT)
_NUMBERS = frozenset((Simple.NUMBER, Simple.INTEGER, Simple.PERCENT))
_Kind = ir.ArithmeticKind
# By what stands left and right: a number (a percentage is one), money, a duration, a date, a moment.
_KINDS: Mapping[tuple[str | None, str | None], _Kind] = {
    ("number", "number"): _Kind.NUMBERS,
    ("money", "money"): _Kind.MONEY,
    ("money", "number"): _Kind.MONEY_BY_NUMBER,
    ("number", "money"): _Kind.NUMBER_BY_MONEY,
    ("duration", "duration"): _Kind.DURATIONS,
    ("duration", "number"): _Kind.DURATION_BY_NUMBER,
    ("number", "duration"): _Kind.NUMBER_BY_DURATION,
    ("moment", "duration"): _Kind.MOMENT_AND_DURATION,
    ("moment", "moment"): _Kind.MOMENTS,
    ("date", "duration"): _Kind.DATE_AND_DURATION,
    ("date", "date"): _Kind.DATES,
}
_QUOTIENTS = {_Kind.MONEY: _Kind.MONEY_BY_MONEY, _Kind.DURATIONS: _Kind.DURATION_BY_DURATION}


def lower_arithmetic(node: ast.Binary, site: Site, lower: Lower) -> ir.Expression:
    """Return a calculation. What is added to a date or a moment stands on its right."""
    left, right = node.left, node.right
    is_sum = node.operator is ast.BinaryOperator.PLUS
    if is_sum and site.type_of(right) in (_DATE, _MOMENT):
        left, right = right, left
    what = site.type_of(left)
    duration = _written_duration(right)
    if duration is not None and what in (_DATE, _MOMENT):
        sign = 1 if is_sum == (right is duration) else -1
        time = calendar_time(duration).times(sign)
        return ir.Shift(lower(left, site, None), what == _DATE, time.months, time.days, time.elapsed_ms)
    kind = _kind(what, site.type_of(right))
    if node.operator is ast.BinaryOperator.DIVIDED_BY:
        kind = _QUOTIENTS.get(kind, kind)
    return ir.Arithmetic(node.operator.value, kind, lower(left, site, None), lower(right, site, None))


def _written_duration(node: ast.Expression) -> ast.Duration | None:
    operand = node.operand if isinstance(node, ast.Negative) else node
    return operand if isinstance(operand, ast.Duration) else None


def _kind(left: Type, right: Type) -> _Kind:
    """Return what is done; beside a variable that only ever is set to itself, nothing is known."""
    families = _family(left) or _family(right), _family(right) or _family(left)
    return _KINDS.get(families, _Kind.NUMBERS)


def _family(what: Type) -> str | None:
    match what:
        case Money():
            return "money"
        case SimpleType(kind=kind):
            return "number" if kind in _NUMBERS else kind.value
        case _:
            return None
