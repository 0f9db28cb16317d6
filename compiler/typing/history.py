"""What the user did: counts, sums, firsts and lasts over a window."""

from __future__ import annotations

from collections.abc import Callable

from maflow.compiler.typing.events import event_shape
from maflow.compiler.typing.families import is_number, is_ordered
from maflow.compiler.typing.names import infer_attribute, report_no_context
from maflow.compiler.typing.scope import EventShape, Scope
from maflow.compiler.typing.types import ANYTHING, Anything, Money, Simple, SimpleType, Type, Typed, describe
from maflow.dsl import ast
from maflow.dsl.diagnostics import Label, Text, items

__all__ = ["History", "check_duration", "check_pattern", "infer_history"]

CheckCondition = Callable[[ast.Expression, Scope], Typed]
History = ast.Count | ast.CountDistinct | ast.Aggregate | ast.Did | ast.DidThen | ast.TimeSince | ast.Share

_BOOLEAN = Typed(SimpleType(Simple.BOOLEAN))
_DURATION = SimpleType(Simple.DURATION)
_FUNCTIONS = ast.AggregateFunction


def infer_history(node: History, scope: Scope, check_condition: CheckCondition) -> Typed:
    """Return the type of an aggregate over the user's history.

    Reports: MA103-MA105, MA112.
    """
    if not scope.has_user and not isinstance(node, ast.Share | ast.Count):
        return report_no_context(node, "user", scope)
    if not isinstance(node, ast.TimeSince):
        _check_window(node, node.window, scope)
    match node:
        case ast.Count(pattern=pattern):
            check_pattern(pattern, scope, check_condition)
            return Typed(SimpleType(Simple.INTEGER))
        case ast.CountDistinct(property=name, pattern=pattern):
            shape = check_pattern(pattern, scope, check_condition)
            _property(name, shape, scope)
            return Typed(SimpleType(Simple.INTEGER))
        case ast.Aggregate():
            return _aggregate(node, scope, check_condition)
        case ast.Did(pattern=pattern):
            check_pattern(pattern, scope, check_condition)
            return _BOOLEAN
        case ast.DidThen(first=first, second=second, within=within):
            check_pattern(first, scope, check_condition)
            check_pattern(second, scope, check_condition)
            check_duration(within, scope)
            return _BOOLEAN
        case ast.TimeSince(pattern=pattern):
            check_pattern(pattern, scope, check_condition)
            return Typed(_DURATION, may_be_unknown=True)
        case ast.Share():
            return _share(node, scope, check_condition)


def check_pattern(pattern: ast.EventPattern, scope: Scope, check_condition: CheckCondition) -> EventShape:
    """Check an event and its condition, and return its properties. Reports: MA103 and in conditions."""
    shape = event_shape(pattern.event, scope)
    if pattern.where is not None:
        check_condition(pattern.where, scope.with_event(shape))
    return shape


def check_duration(duration: ast.Duration | ast.DurationParameter, scope: Scope) -> None:
    """Check a parameter where a duration is expected; names are checked by `resolve_names`.

    Reports: MA105.
    """
    if isinstance(duration, ast.DurationParameter):
        found = scope.parameters.get(duration.name.text)
        if found is not None and found != _DURATION:
            args = {"name": duration.name.text, "type": describe(found)}
            scope.context.report("MA105", duration.span, "MA105.parameter-no-duration", args=args)


def _check_window(node: History, window: ast.Window, scope: Scope) -> None:
    match window:
        case ast.SinceEntry() if scope.entry is None:
            report_no_context(window, "entry", scope)
        case ast.LastWindow(duration=duration):
            check_duration(duration, scope)
        case _:
            pass
    is_first = isinstance(node, ast.Aggregate) and node.function is _FUNCTIONS.FIRST
    if is_first and isinstance(window, ast.LastWindow | ast.TodayWindow):
        help = (Text("MA105.first-window-help"),)
        scope.context.report("MA105", window.span, "MA105.first-window", help=help)


def _aggregate(node: ast.Aggregate, scope: Scope, check_condition: CheckCondition) -> Typed:
    shape = check_pattern(node.pattern, scope, check_condition)
    found = _property(node.property, shape, scope)
    if not _check_operand(node, found, scope):
        return Typed(ANYTHING, True)
    match node.function:
        case _FUNCTIONS.SUM:
            return Typed(found.type, False, found.declared)
        case _FUNCTIONS.AVERAGE:
            is_integer = found.type == SimpleType(Simple.INTEGER)
            average: Type = SimpleType(Simple.NUMBER) if is_integer else found.type
            return Typed(average, True, found.declared)
        case _:
            return Typed(found.type, True, found.declared)


def _check_operand(node: ast.Aggregate, found: Typed, scope: Scope) -> bool:
    if isinstance(found.type, Anything):
        return True
    match node.function:
        case _FUNCTIONS.FIRST | _FUNCTIONS.LAST:
            return True
        case _FUNCTIONS.MINIMUM | _FUNCTIONS.MAXIMUM:
            if is_ordered(found.type):
                return True
        case _:
            if is_number(found.type) or isinstance(found.type, Money) or found.type == _DURATION:
                return True
    labels = [Label(found.declared, Text("types.declared-here"))] if found.declared else []
    args = {"function": node.function.value, "type": describe(found.type)}
    scope.context.report("MA105", node.property.span, "MA105.not-summable", args=args, labels=labels)
    return False


def _property(name: ast.Name, shape: EventShape, scope: Scope) -> Typed:
    node = ast.Attribute(name.span, ast.Scope.EVENT, name)
    return infer_attribute(node, scope.with_event(shape))


def _share(node: ast.Share, scope: Scope, check_condition: CheckCondition) -> Typed:
    check_pattern(node.part, scope, check_condition)
    check_pattern(node.whole, scope, check_condition)
    if scope.has_user:
        help = (Text("MA112.in-scope", {"known": items(scope.names())}),)
        scope.context.report("MA112", node.span, "MA112.share-outside-alert", help=help)
    return Typed(SimpleType(Simple.PERCENT), may_be_unknown=True)
