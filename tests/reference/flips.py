"""When time alone can make a condition true or false (language reference, section 5, "Windows are exact").

A condition is only ever looked at at instants that are given here, so they must be all instants at which
its truth can change while nothing happens. There are two kinds:

- an event leaves a window `last D`; a local day begins, where days matter; the clocks show another hour
  or are changed, where days, weeks or months are added to a moment;
- between two of those, the clock makes both sides of a comparison run evenly or stand still, so the sign
  of their difference changes at most twice, and bisection finds the millisecond.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from maflow.dsl import ast
from maflow.dsl.visitor import children, walk
from tests.reference.arithmetic import order
from tests.reference.declared import Declared
from tests.reference.expressions import Evaluator
from tests.reference.literals import elapsed_ms
from tests.reference.local_time import first_true, next_day, next_hour
from tests.reference.mentions import is_calendar_shift
from tests.reference.nodes import event_name
from tests.reference.scope import Scope
from tests.reference.values import DAY, Moment

__all__ = ["next_flip"]

_FAR = 100 * 366 * DAY
_COMPARISONS = frozenset(ast.BinaryOperator) - {
    ast.BinaryOperator.PLUS,
    ast.BinaryOperator.MINUS,
    ast.BinaryOperator.TIMES,
    ast.BinaryOperator.DIVIDED_BY,
}

# One thing whose sign may change as the clock runs.
_Sign = Callable[[int], int | None]


def next_flip(
    condition: ast.Expression, scope: Scope, evaluator: Evaluator, declared: Declared
) -> int | None:
    """Return the next instant after now at which the condition may change, None if time does nothing."""
    found = [(node, at) for node, at in _inside(condition, scope, declared) if _is_running(node)]
    first = min((step for node, at in found for step in _steps(node, at)), default=scope.now + _FAR)
    # Inner comparisons first: what stands around them jumps where they change.
    for node, at in reversed(found):
        for sign in _signs(node, at, evaluator, declared):
            first = _first_change(sign, scope.now, first)
    return first if first < scope.now + _FAR else None


def _inside(node: ast.Node, scope: Scope, declared: Declared) -> Iterator[tuple[ast.Node, Scope]]:
    """Yield every node of a condition with its surroundings: behind `where`, once for each event."""
    match node:
        case ast.EventPattern(event=event, where=where):
            if where is not None:
                for past in scope.user.events(event_name(event)):
                    yield from _inside(where, scope.with_event(past), declared)
            return
        case ast.InAudience(audience=audience):
            yield from _inside(declared.audiences[audience.text], scope.of_user(), declared)
        case ast.HasTag(tag=tag) if tag.value in declared.tag_rules:
            yield from _inside(declared.tag_rules[tag.value], scope.of_user(), declared)
        case _:
            pass
    yield node, scope
    for child in children(node):
        yield from _inside(child, scope, declared)


def _is_running(node: ast.Node) -> bool:
    clocks = (ast.Now, ast.Today, ast.TimeSince, ast.LastWindow, ast.TodayWindow)
    return any(isinstance(each, clocks) for each in walk(node))


def _steps(node: ast.Node, scope: Scope) -> Iterator[int]:
    """Yield the next instant at which something jumps."""
    match node:
        case (
            ast.Count(pattern=pattern, window=ast.LastWindow(duration=duration))
            | ast.CountDistinct(pattern=pattern, window=ast.LastWindow(duration=duration))
            | ast.Aggregate(pattern=pattern, window=ast.LastWindow(duration=duration))
            | ast.Did(pattern=pattern, window=ast.LastWindow(duration=duration))
        ):
            yield from _leaving(pattern, duration, scope)
        case ast.DidThen(first=first, second=second, window=ast.LastWindow(duration=duration)):
            yield from _leaving(first, duration, scope)
            yield from _leaving(second, duration, scope)
        case ast.Today() | ast.TodayWindow():
            yield next_day(scope.now, scope.zone)
        case _ if is_calendar_shift(node):
            yield next_hour(scope.now, scope.zone)
        case _:
            pass


def _leaving(
    pattern: ast.EventPattern, duration: ast.Duration | ast.DurationParameter, scope: Scope
) -> Iterator[int]:
    for event in scope.user.events(event_name(pattern.event)):
        out = event.time + elapsed_ms(duration)
        if out > scope.now:
            yield out


def _signs(node: ast.Node, scope: Scope, evaluator: Evaluator, declared: Declared) -> Iterator[_Sign]:
    """Yield what a node compares."""
    match node:
        case ast.Binary(operator=operator, left=left, right=right) if operator in _COMPARISONS:
            yield _difference(left, right, scope, evaluator, declared)
        case ast.Between(operand=operand, low=low, high=high):
            yield _difference(operand, low, scope, evaluator, declared)
            yield _difference(operand, high, scope, evaluator, declared)
        case ast.InList(operand=operand, items=items):
            for item in items:
                yield _difference(operand, item, scope, evaluator, declared)
        case ast.TimePart(function=function, operand=operand):
            yield from _boundary(function, operand, scope, evaluator)
        case _:
            pass


def _difference(
    left: ast.Expression, right: ast.Expression, scope: Scope, evaluator: Evaluator, declared: Declared
) -> _Sign:
    def sign(instant: int) -> int | None:
        there = scope.at(instant)
        one, other = evaluator.value(left, there), evaluator.value(right, there)
        return None if one is None or other is None else order(one, other, declared.zone)

    return sign


def _boundary(
    function: ast.TimePartFunction, operand: ast.Expression, scope: Scope, evaluator: Evaluator
) -> Iterator[_Sign]:
    """The weekday, the hour and the date of a moment that runs change when it comes to a boundary."""
    value = evaluator.value(operand, scope)
    if not isinstance(value, Moment):
        return
    is_hour = function is ast.TimePartFunction.HOUR
    boundary = (next_hour if is_hour else next_day)(value.ms, scope.zone)

    def sign(instant: int) -> int | None:
        there = scope.at(instant)
        moved = evaluator.value(operand, there)
        return int(isinstance(moved, Moment) and moved.ms >= boundary)

    yield sign


def _first_change(sign: _Sign, now: int, jump: int) -> int:
    """Return the first instant after now with another sign; that of the next jump if it comes before."""
    before = sign(now)
    if jump - now <= 1 or sign(jump - 1) == before:
        return jump
    return first_true(lambda instant: sign(instant) != before, now, jump - 1)
