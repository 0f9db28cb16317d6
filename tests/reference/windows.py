"""Which events lie in a window, and what is calculated from them (language reference, section 5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

from maflow.dsl import ast
from tests.reference.arithmetic import exactly, rounded
from tests.reference.declared import Declared
from tests.reference.history import LoggedEvent
from tests.reference.literals import elapsed_ms, moment_of
from tests.reference.local_time import day_start, wall
from tests.reference.scope import Scope
from tests.reference.values import Date, Duration, Moment, Money, TimeOfDay, Typed

__all__ = ["aggregate", "inside"]


def inside(window: ast.Window, scope: Scope, declared: Declared) -> Callable[[LoggedEvent], bool]:
    """Return what tells whether an event lies in a window that ends now."""
    now = scope.now
    match window:
        case ast.LastWindow(duration=duration):
            length = elapsed_ms(duration)
            return lambda event: now - length < event.time <= now
        case ast.TodayWindow():
            start = day_start(wall(now, scope.zone).date(), scope.zone)
            return lambda event: event.time >= start
        case ast.SinceEntry():
            assert scope.run is not None, "a checked project says `since entry` in runs only"
            place = scope.run.log_place
            return lambda event: event.place >= place
        case ast.SinceDate(date=literal):
            first = moment_of(literal, declared.zone).ms
            return lambda event: event.time >= first
        case ast.Ever():
            return lambda _: True


def aggregate(
    function: ast.AggregateFunction, values: Sequence[Typed | None], type_: ast.TypeExpression, currency: str
) -> Typed | None:
    """Return the sum, average, ... of one property of the events of a window.

    Shape: `values` in the order of the events' own times. Only `first` and `last` see unknown ones.
    """
    known = [value for value in values if value is not None]
    match function:
        case ast.AggregateFunction.FIRST:
            return values[0] if values else None
        case ast.AggregateFunction.LAST:
            return values[-1] if values else None
        case ast.AggregateFunction.SUM:
            return _sum(known, type_, currency)
        case ast.AggregateFunction.AVERAGE:
            return _average(known, type_, currency)
        case ast.AggregateFunction.MINIMUM:
            return min(known, default=None, key=_size)
        case ast.AggregateFunction.MAXIMUM:
            return max(known, default=None, key=_size)


def _sum(known: Sequence[Typed], type_: ast.TypeExpression, currency: str) -> Typed:
    """Numbers add up as they are written and are rounded once; money and whole numbers are not."""
    match type_:
        case ast.MoneyType(currency=own):
            return Money(sum(map(_amount, known), Decimal(0)), own or currency)
        case ast.NamedType(word=ast.TypeWord.DURATION):
            return Duration(sum(int(_size(value)) for value in known))
        case ast.NamedType(word=ast.TypeWord.INTEGER):
            return sum(int(_size(value)) for value in known)
        case _:
            return rounded(sum((exactly(_number(value)) for value in known), Fraction()))


def _average(known: Sequence[Typed], type_: ast.TypeExpression, currency: str) -> Typed | None:
    if not known:
        return None
    match _sum(known, type_, currency):
        case Money(amount=amount, currency=own):
            return Money(amount / len(known), own)
        case Duration(ms=ms):
            return Duration(round(ms / len(known)))
        case int() | float() as total:
            return float(exactly(total) / len(known))
        case other:
            raise AssertionError(other)


def _amount(value: Typed) -> Decimal:
    assert isinstance(value, Money)
    return value.amount


def _number(value: Typed) -> float:
    assert isinstance(value, int | float)
    return value


def _size(value: Typed) -> int | float | Decimal:
    match value:
        case Money(amount=amount):
            return amount
        case Duration(ms=ms) | Moment(ms=ms) | TimeOfDay(ms=ms) | Date(days=ms):
            return ms
        case int() | float():
            return value
        case _:
            raise AssertionError(value)
