"""What an expression is worth (language reference, sections 4 and 5).

Everything is evaluated anew whenever it is asked for, from the tree and the whole history. None is
unknown; a condition holds only when it is True.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import assert_never
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from maflow.dsl import ast
from tests.reference.arithmetic import calculate, negative, order, same
from tests.reference.consent import has_consent
from tests.reference.declared import Declared
from tests.reference.history import LoggedEvent, User
from tests.reference.literals import (
    amount_of,
    date_of_literal,
    duration_of,
    moment_of,
    number_of,
    percent_of,
    time_of,
)
from tests.reference.local_time import date_of, day_number, wall, weekday_name
from tests.reference.nodes import event_name
from tests.reference.runs import Run
from tests.reference.scope import Scope
from tests.reference.values import Date, Duration, Moment, Typed, typed
from tests.reference.windows import aggregate, inside

__all__ = ["Evaluator"]

_COMPARISONS = {
    ast.BinaryOperator.LESS: (-1,),
    ast.BinaryOperator.LESS_OR_EQUAL: (-1, 0),
    ast.BinaryOperator.GREATER: (1,),
    ast.BinaryOperator.GREATER_OR_EQUAL: (0, 1),
}


class Evaluator:
    """Evaluates the expressions of a project."""

    def __init__(self, declared: Declared, *, is_consent_assumed: bool = False) -> None:
        self._declared = declared
        self._is_consent_assumed = is_consent_assumed

    def zone(self, user: User) -> ZoneInfo:
        """Return the zone of a user: `user.timezone`, else the project's (section 11)."""
        name = self.attribute(user, "timezone")
        if not isinstance(name, str):
            return self._declared.zone
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            return self._declared.zone

    def scope(self, user: User, now: int, *, category: str = "promotional", run: Run | None = None) -> Scope:
        """Return the scope of an expression about a user."""
        return Scope(user, now, self.zone(user), category, run)

    def attribute(self, user: User, name: str) -> Typed | None:
        """Return an attribute as it is now; its default where it is unknown."""
        declared = self._declared.attributes.get(name)
        if declared is None:
            return None
        return self._or_default(user.attributes.get(name), declared)

    def property(self, event: LoggedEvent, name: str) -> Typed | None:
        """Return a property of an event; every event has `time` and `id`."""
        if name == "time":
            return Moment(event.time)
        if name == "id":
            return event.id
        declared = self._declared.events.get(event.name, {}).get(name)
        if declared is not None:
            return self._or_default(event.properties.get(name), declared)
        kind = self._declared.property_type(event.name, name)
        return typed(event.properties.get(name), kind, self._declared.currency)

    def has_tag(self, tag: str, scope: Scope) -> bool:
        """Tell whether a user has a tag: by its rule where it has one."""
        rule = self._declared.tag_rules.get(tag)
        if rule is None:
            return tag in scope.user.tags
        return self.holds(rule, scope.of_user())

    def is_in(self, audience: str, scope: Scope) -> bool:
        """Tell whether a user is in an audience: who does not match for certain is not in."""
        return self.holds(self._declared.audiences[audience], scope.of_user())

    def consents(self, channel: str, scope: Scope) -> bool:
        """Tell whether guard 4 would pass."""
        facts = self._declared.channels[channel]
        return has_consent(scope.user.statements, facts, scope.category, is_assumed=self._is_consent_assumed)

    def holds(self, condition: ast.Expression | None, scope: Scope) -> bool:
        """Tell whether a condition is true; no condition always is."""
        return condition is None or self.value(condition, scope) is True

    def matching(self, pattern: ast.EventPattern, scope: Scope) -> Iterator[LoggedEvent]:
        """Yield the events for which a pattern's condition is true, in the order of the log."""
        for event in scope.user.events(event_name(pattern.event)):
            if pattern.where is None or self.holds(pattern.where, scope.with_event(event)):
                yield event

    def value(self, node: ast.Expression, scope: Scope) -> Typed | None:  # noqa: C901, PLR0911, PLR0912
        """Return the value of an expression, None where it is unknown."""
        match node:
            case ast.TextLiteral(value=text):
                return text
            case ast.BooleanLiteral(value=is_true):
                return is_true
            case ast.NumberLiteral(text=text):
                return number_of(text)
            case ast.PercentLiteral(text=text):
                return percent_of(text)
            case ast.MoneyLiteral():
                return amount_of(node)
            case ast.Duration():
                return duration_of(node)
            case ast.TimeLiteral():
                return time_of(node)
            case ast.DateLiteral():
                return date_of_literal(node)
            case ast.MomentLiteral():
                return moment_of(node, self._declared.zone)
            case ast.ListLiteral(items=items):
                return tuple(value for item in items if (value := self.value(item, scope)) is not None)
            case ast.Attribute():
                return self._named(node, scope)
            case ast.Parameter(name=name):
                # Steps are not covered: what is left is the name of a message, a campaign or a channel.
                return name.text
            case ast.Now():
                return Moment(scope.now)
            case ast.Today():
                return Date(day_number(wall(scope.now, scope.zone).date()))
            case ast.HasTag(tag=tag):
                return self.has_tag(tag.value, scope)
            case ast.InAudience(audience=audience, is_negated=is_negated):
                return self.is_in(audience.text, scope) != is_negated
            case ast.Consents(channel=channel):
                return self.consents(channel.text, scope)
            case ast.TimePart():
                return self._time_part(node, scope)
            case (
                ast.Count()
                | ast.CountDistinct()
                | ast.Aggregate()
                | ast.Did()
                | ast.DidThen()
                | ast.TimeSince()
            ):
                return self._history(node, scope)
            case ast.AllOf(operands=operands):
                return _all_of(self.value(operand, scope) for operand in operands)
            case ast.AnyOf(operands=operands):
                return _not(_all_of(_not(self.value(operand, scope)) for operand in operands))
            case ast.Not(operand=operand):
                return _not(self.value(operand, scope))
            case ast.Negative(operand=operand):
                value = self.value(operand, scope)
                return None if value is None else negative(value)
            case ast.Binary(operator=operator, left=left, right=right):
                return self._binary(operator, self.value(left, scope), self.value(right, scope), scope)
            case ast.Matches(operand=operand, pattern=pattern):
                value = self.value(operand, scope)
                return None if value is None else re.search(pattern.value, str(value)) is not None
            case ast.InList():
                return self._in_list(node, scope)
            case ast.Between():
                return self._between(node, scope)
            case ast.IsKnown(operand=operand, is_negated=is_negated):
                return (self.value(operand, scope) is not None) != is_negated
            case ast.Default(operand=operand, fallback=fallback):
                value = self.value(operand, scope)
                return _elapsed(self.value(fallback, scope) if value is None else value)
            case ast.Share() | ast.StageValue() | ast.ScoreValue() | ast.Grade() | ast.DurationParameter():
                raise NotImplementedError(type(node).__name__)
            case _:
                assert_never(node)

    def _named(self, node: ast.Attribute, scope: Scope) -> Typed | None:
        name = node.name.text
        match node.scope:
            case ast.Scope.USER:
                return self.attribute(scope.user, name)
            case ast.Scope.EVENT:
                return None if scope.event is None else self.property(scope.event, name)
            case ast.Scope.ENTRY:
                assert scope.run is not None, "a checked project says `entry` in runs only"
                if name == "time":
                    return Moment(scope.run.entry_time)
                return None if scope.run.entry is None else self.property(scope.run.entry, name)
            case ast.Scope.RUN:
                assert scope.run is not None, "a checked project says `run` in runs only"
                return scope.run.variables.get(name)

    def _or_default(self, value: object, declared: ast.Property) -> Typed | None:
        if value is None and declared.default is not None:
            return self._literal(declared.default, declared.type)
        # What arrives is of the run-time type that its declaration says.
        return typed(value, declared.type, self._declared.currency)  # type: ignore[arg-type]

    def _literal(self, literal: ast.Literal, declared: ast.TypeExpression) -> Typed | None:
        if isinstance(literal, ast.DateLiteral) and getattr(declared, "word", None) is ast.TypeWord.MOMENT:
            return moment_of(literal, self._declared.zone)
        nobody = Scope(User(""), 0, self._declared.zone)
        return _elapsed(self.value(literal, nobody))

    def _time_part(self, node: ast.TimePart, scope: Scope) -> Typed | None:
        value = self.value(node.operand, scope)
        if value is None:
            return None
        if isinstance(value, Date):
            day = date_of(value.days)
            return weekday_name(day) if node.function is ast.TimePartFunction.WEEKDAY else value
        assert isinstance(value, Moment)
        shown = wall(value.ms, scope.zone)
        match node.function:
            case ast.TimePartFunction.WEEKDAY:
                return weekday_name(shown.date())
            case ast.TimePartFunction.HOUR:
                return shown.hour
            case ast.TimePartFunction.DATE:
                return Date(day_number(shown.date()))

    def _history(
        self,
        node: ast.Count | ast.CountDistinct | ast.Aggregate | ast.Did | ast.DidThen | ast.TimeSince,
        scope: Scope,
    ) -> Typed | None:
        match node:
            case ast.Count(pattern=pattern, window=window):
                return len(self._inside(pattern, window, scope))
            case ast.CountDistinct(property=name, pattern=pattern, window=window):
                values = (self.property(event, name.text) for event in self._inside(pattern, window, scope))
                return len({value for value in values if value is not None})
            case ast.Aggregate():
                return self._aggregate(node, scope)
            case ast.Did(pattern=pattern, window=window, is_negated=is_negated):
                return bool(self._inside(pattern, window, scope)) != is_negated
            case ast.DidThen(first=first, second=second, within=within, window=window):
                longest = duration_of(within).ms
                return any(
                    one.place < other.place and 0 <= other.time - one.time <= longest
                    for one in self._inside(first, window, scope)
                    for other in self._inside(second, window, scope)
                )
            case ast.TimeSince(pattern=pattern):
                times = [event.time for event in self.matching(pattern, scope)]
                return Duration(scope.now - max(times)) if times else None

    def _inside(self, pattern: ast.EventPattern, window: ast.Window, scope: Scope) -> list[LoggedEvent]:
        is_inside = inside(window, scope, self._declared)
        return [event for event in self.matching(pattern, scope) if is_inside(event)]

    def _aggregate(self, node: ast.Aggregate, scope: Scope) -> Typed | None:
        name = node.property.text
        events = sorted(self._inside(node.pattern, node.window, scope), key=lambda e: (e.time, e.place))
        kind = self._declared.property_type(event_name(node.pattern.event), name)
        values = [self.property(event, name) for event in events]
        return aggregate(node.function, values, kind, self._declared.currency)

    def _binary(
        self, operator: ast.BinaryOperator, left: Typed | None, right: Typed | None, scope: Scope
    ) -> Typed | None:
        if left is None or right is None:
            return None
        if operator in (ast.BinaryOperator.EQUAL, ast.BinaryOperator.NOT_EQUAL):
            is_wanted = operator is ast.BinaryOperator.EQUAL
            return same(left, right, self._declared.zone) == is_wanted
        if operator in _COMPARISONS:
            return order(left, right, self._declared.zone) in _COMPARISONS[operator]
        match operator, left:
            case ast.BinaryOperator.CONTAINS, tuple():
                return right in left
            case ast.BinaryOperator.CONTAINS, _:
                return str(right) in str(left)
            case ast.BinaryOperator.STARTS_WITH, _:
                return str(left).startswith(str(right))
            case ast.BinaryOperator.ENDS_WITH, _:
                return str(left).endswith(str(right))
            case _:
                return calculate(operator, left, right, scope.zone)

    def _in_list(self, node: ast.InList, scope: Scope) -> Typed | None:
        wanted = self.value(node.operand, scope)
        equal = ast.BinaryOperator.EQUAL
        found = (self._binary(equal, wanted, self.value(item, scope), scope) for item in node.items)
        is_none_of_them = _all_of(_not(is_equal) for is_equal in found)
        return is_none_of_them if node.is_negated else _not(is_none_of_them)

    def _between(self, node: ast.Between, scope: Scope) -> Typed | None:
        operand, low, high = (self.value(each, scope) for each in (node.operand, node.low, node.high))
        from_low = self._binary(ast.BinaryOperator.GREATER_OR_EQUAL, operand, low, scope)
        up_to_high = self._binary(ast.BinaryOperator.LESS_OR_EQUAL, operand, high, scope)
        return _all_of((from_low, up_to_high))


def _all_of(values: Iterable[Typed | None]) -> bool | None:
    """Kleene's `and`: false if any is false, else unknown if any is unknown."""
    found = list(values)
    if False in found:
        return False
    return None if None in found else True


def _not(value: Typed | None) -> bool | None:
    """Kleene's `not`."""
    return None if value is None else not value


def _elapsed(value: Typed | None) -> Typed | None:
    """A duration is of the calendar only where it is written beside the date that it moves."""
    return Duration(value.ms) if isinstance(value, Duration) else value
