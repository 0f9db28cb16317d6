"""Checks every number that is written out: whether it is whole, in its range, and of a sane size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.durations import UNIT_MS, placed_durations
from maflow.compiler.wording import quoted, suggestion
from maflow.dsl import ast
from maflow.dsl.currencies import CURRENCIES
from maflow.dsl.diagnostics import Fix
from maflow.dsl.periods import write_duration
from maflow.dsl.source import Span

__all__ = ["check_numbers"]


@dataclass(frozen=True, slots=True)
class _Range:
    """A field of a node that takes a whole number."""

    node: type[ast.Node]
    field: str
    low: int
    high: int


_MANY = 1_000_000_000
_CENTURY_DAYS = 36_525
_RANGES = (
    _Range(ast.Priority, "value", 0, 100),
    _Range(ast.LimitRule, "count", 0, _MANY),
    _Range(ast.OfferCount, "count", 0, _MANY),
    _Range(ast.GivenOffer, "used", 0, _MANY),
    _Range(ast.Repeat, "times", 1, 10_000),
    _Range(ast.DayBlock, "day", 0, _CENTURY_DAYS),
)
_WHOLE_UNITS = frozenset({ast.Unit.DAYS, ast.Unit.WEEKS, ast.Unit.MONTHS})
_LONGEST_MS = _CENTURY_DAYS * UNIT_MS[ast.Unit.DAYS]
_MOST_DIGITS = 18


def check_numbers(project: ResolvedProject, context: CompileContext) -> None:
    """Report numbers that do not fit their place.

    Reports: MA105, MA106.
    """
    _check_ranges(project, context)
    for duration, _, module in project.nodes.all(ast.Duration):
        if duration.unit is not None:
            _check_duration(duration, duration.unit, module, context)
    for placed in placed_durations(project):
        if not placed.place.may_be_zero and _is_zero(placed.duration):
            _report(context, placed.duration.span, "MA105.number-zero-duration")
    for face, _, _ in project.nodes.all(ast.OfferFace):
        _check_face(face.amount, context)
    for span, text in _amounts(project):
        if len(text) > _MOST_DIGITS and sum(map(str.isdigit, text)) > _MOST_DIGITS:
            _report(context, span, "MA105.number-too-large", limit=str(_MOST_DIGITS))


def _check_ranges(project: ResolvedProject, context: CompileContext) -> None:
    for place in _RANGES:
        for node, _, _ in project.nodes.all(place.node):
            # A field of the table holds a number; the type system cannot say so.
            number = cast("ast.NumberLiteral", getattr(node, place.field))
            value = _number(number.text)
            if value != value.to_integral_value() or not place.low <= value <= place.high:
                low, high = f"{place.low:_}", f"{place.high:_}"
                _report(context, number.span, "MA105.number-range", low=low, high=high)


def _check_duration(
    duration: ast.Duration, unit: ast.Unit, module: ast.Module, context: CompileContext
) -> None:
    """Report a duration that is longer or finer than durations are."""
    amount = _number(duration.amount)
    exact = amount * UNIT_MS[unit]
    if exact > _LONGEST_MS:
        _report(context, duration.span, "MA105.number-too-long")
    elif unit in _WHOLE_UNITS and amount != amount.to_integral_value():
        fixes = _in_smaller_units(duration, exact, module.dialect)
        args = {"found": quoted(context, duration.span)}
        context.report("MA105", duration.span, "MA105.number-fraction", args=args, fixes=fixes)
    elif exact != exact.to_integral_value():
        _report(context, duration.span, "MA105.number-too-fine")


def _check_face(face: ast.MoneyLiteral, context: CompileContext) -> None:
    """Report a face value that nobody can be given, as there is no such coin."""
    digits = CURRENCIES.get(face.currency)
    amount = _number(face.amount)
    if digits is not None and amount != round(amount, digits):
        args = {"found": quoted(context, face.span), "currency": face.currency, "digits": str(digits)}
        context.report("MA106", face.span, "MA106.too-many-decimals", args=args)


def _in_smaller_units(duration: ast.Duration, exact: Decimal, dialect: str) -> list[Fix]:
    """Offer whole days or, if they are not whole, hours."""
    for unit in (ast.Unit.DAYS, ast.Unit.HOURS, ast.Unit.MINUTES):
        amount = exact / UNIT_MS[unit]
        if amount == amount.to_integral_value():
            return [suggestion(duration.span, write_duration(str(int(amount)), unit, dialect))]
    return []


def _is_zero(duration: ast.Duration | ast.DurationParameter) -> bool:
    match duration:
        case ast.Duration(amount=amount, unit=ast.Unit()):
            return _number(amount) == 0
        case _:
            return False


def _amounts(project: ResolvedProject) -> Iterator[tuple[Span, str]]:
    for number, _, _ in project.nodes.all(ast.NumberLiteral):
        yield number.span, number.text
    for money, _, _ in project.nodes.all(ast.MoneyLiteral):
        yield money.span, money.amount
    for percentage, _, _ in project.nodes.all(ast.PercentLiteral):
        yield percentage.span, percentage.text


def _report(context: CompileContext, span: Span, key: str, **args: str) -> None:
    context.report("MA105", span, key, args={"found": quoted(context, span), **args})


def _number(text: str) -> Decimal:
    return Decimal(text.replace("_", ""))
