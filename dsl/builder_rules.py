"""The rules of the grammar whose nodes are not simply their children."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from maflow.dsl import ast
from maflow.dsl.source import Span
from maflow.dsl.strings import decode_text

__all__ = ["RULES"]

# Any: see maflow.dsl.builder.Children


def _text(span: Span, children: list[Any]) -> ast.TextLiteral:
    raw = children[0]
    return ast.TextLiteral(span, decode_text(raw), raw.startswith('"""'))


def _percentage(span: Span, children: list[Any]) -> ast.PercentLiteral:
    return ast.PercentLiteral(span, children[0][:-1])


def _moment(span: Span, children: list[Any]) -> ast.MomentLiteral:
    date, time, *offset = children[0].split(" ")
    return ast.MomentLiteral(span, f"{date} {time}", offset[0] if offset else None)


def _boolean(span: Span, children: list[Any]) -> ast.BooleanLiteral:
    return ast.BooleanLiteral(span, children[0] == "true")


def _unit(_: Span, children: list[Any]) -> ast.Unit:
    word = children[0]
    return ast.Unit(word if word.endswith("s") else word + "s")


def _unitless(span: Span, children: list[Any]) -> ast.Duration:
    return ast.Duration(span, children[0], None)


def _clock_range(span: Span, children: list[Any]) -> ast.TimeRange:
    start, _, end = children[0].partition("-")
    return ast.TimeRange(span, start, end)


def _binary(span: Span, children: list[Any]) -> ast.Binary:
    left, operator, right = children
    return ast.Binary(span, operator, left, right)


def _default_negative(span: Span, children: list[Any]) -> ast.Default:
    operand, fallback = children
    # The sign stands right before the fallback or some blanks before it; the span of both is enough.
    return ast.Default(span, operand, ast.Negative(fallback.span, fallback))


def _value_list(span: Span, children: list[Any]) -> ast.ListLiteral:
    return ast.ListLiteral(span, children[0] or ())


def _list(span: Span, children: list[Any]) -> ast.ListLiteral:
    return ast.ListLiteral(span, tuple(child for child in children if child is not None))


def _list_type(span: Span, children: list[Any]) -> ast.ListType:
    return ast.ListType(span, children[0])


def _event_ref(span: Span, children: list[Any]) -> ast.EventRef:
    first, second = children
    return ast.EventRef(span, None, first) if second is None else ast.EventRef(span, first, second)


def _event_property(span: Span, children: list[Any]) -> tuple[ast.EventRef, ast.Name]:
    first, second, third = children
    if third is None:
        return ast.EventRef(first.span, None, first), second
    return ast.EventRef(first.span.to(second.span), first, second), third


def _aggregate(span: Span, children: list[Any]) -> ast.Aggregate:
    function, (event, property_name), where, window = children
    pattern = ast.EventPattern(event.span if where is None else event.span.to(where.span), event, where)
    return ast.Aggregate(span, function, property_name, pattern, window)


def _time_since(span: Span, children: list[Any]) -> ast.TimeSince:
    return ast.TimeSince(span, ast.EventPattern(children[0].span, children[0], None))


def _did(span: Span, children: list[Any]) -> ast.Did:
    return ast.Did(span, children[0], children[1], False)


def _never(span: Span, children: list[Any]) -> ast.Did:
    return ast.Did(span, children[0], children[1], True)


def _in_list(is_negated: bool) -> Callable[[Span, list[Any]], ast.InList]:
    return lambda span, children: ast.InList(span, children[0], children[1], is_negated)


def _in_audience(is_negated: bool) -> Callable[[Span, list[Any]], ast.InAudience]:
    return lambda span, children: ast.InAudience(span, children[0], is_negated)


def _is_known(is_negated: bool) -> Callable[[Span, list[Any]], ast.IsKnown]:
    return lambda span, children: ast.IsKnown(span, children[0], is_negated)


def _limit_rule(span: Span, children: list[Any]) -> ast.LimitRule:
    count, (category, channels), scope, window, in_total, otherwise = children
    return ast.LimitRule(span, count, category, channels, scope, window, bool(in_total), otherwise)


def _offer_window(span: Span, children: list[Any]) -> ast.OfferWindow:
    return ast.OfferWindow(span, children[0], bool(children[1]))


def _quiet_hours(span: Span, children: list[Any]) -> ast.QuietHours:
    hours, days, channels, otherwise = children
    return ast.QuietHours(span, hours, days or (), channels, otherwise)


def _quoted_column(span: Span, children: list[Any]) -> ast.Name:
    return ast.Name(span, children[0].value)


def _file_field(span: Span, children: list[Any]) -> ast.Field:
    name, path = children
    return ast.Field(span, name, ast.FileText(path.span, path))


def _step(span: Span, children: list[Any]) -> ast.Step:
    name, parameters, block = children
    return ast.Step(span, name, parameters or (), block)


def _on_days(span: Span, children: list[Any]) -> ast.OnDays:
    return ast.OnDays(span, children[0])


def _enter_every(span: Span, children: list[Any]) -> ast.EnterEvery:
    schedule, time, in_project_time, condition = children
    return ast.EnterEvery(span, schedule, time, bool(in_project_time), condition)


def _goal(span: Span, children: list[Any]) -> ast.Goal:
    pattern, within, worth, stays = children
    return ast.Goal(span, pattern, within, worth, bool(stays))


def _budget_clause(span: Span, children: list[Any]) -> ast.BudgetClause:
    return ast.BudgetClause(span, children[0], bool(children[1]))


def _when_changed(span: Span, children: list[Any]) -> ast.WhenChanged:
    return ast.WhenChanged(span, children[0], ())


def _when_changed_move(span: Span, children: list[Any]) -> ast.WhenChanged:
    return ast.WhenChanged(span, ast.ChangeAction.MOVE, children[0] or ())


def _wait_until_time(span: Span, children: list[Any]) -> ast.WaitUntilTime:
    time, days, label = children
    return ast.WaitUntilTime(span, time, days or (), label)


def _wait_for(span: Span, children: list[Any]) -> ast.WaitFor:
    pattern, since_entry, up_to, label, then, otherwise = children
    return ast.WaitFor(span, pattern, bool(since_entry), up_to, label, then, otherwise)


def _timeout_arm(span: Span, children: list[Any]) -> ast.WaitArm:
    return ast.WaitArm(span, None, children[0])


def _if(span: Span, children: list[Any]) -> ast.If:
    condition, block, *others, otherwise = children
    first = ast.IfArm(Span(span.file, span.start, block.span.end), condition, block)
    return ast.If(span, (first, *others), otherwise)


def _split_by(span: Span, children: list[Any]) -> ast.SplitBy:
    name, attribute, *arms = children
    otherwise = arms.pop() if arms and isinstance(arms[-1], ast.ElseArm) else None
    return ast.SplitBy(span, name, attribute, tuple(arms), otherwise)


def _send(span: Span, children: list[Any]) -> ast.Send:
    message, target, label, outcomes = children
    return ast.Send(span, message, target, label, outcomes or ())


def _first_of_target(span: Span, children: list[Any]) -> ast.FirstOfTarget:
    return ast.FirstOfTarget(span, children[0])


def _use_step(span: Span, children: list[Any]) -> ast.UseStep:
    return ast.UseStep(span, children[0], children[1] or ())


def _given_consent(span: Span, children: list[Any]) -> ast.GivenConsent:
    return ast.GivenConsent(span, children[0])


def _given_did(span: Span, children: list[Any]) -> ast.GivenDid:
    event, properties, at = children
    return ast.GivenDid(span, event, properties, at)


def _arm_forced(span: Span, children: list[Any]) -> ast.ArmForced:
    split, arm = children
    return ast.ArmForced(span, split.source, split.name, arm)


def _arm_in(span: Span, children: list[Any]) -> ast.ArmForced:
    (split,) = children
    return ast.ArmForced(span, split.source, split.name, ast.Name(span, "in"))


def _arm_holdout(span: Span, _: list[Any]) -> ast.ArmForced:
    return ast.ArmForced(span, None, ast.Name(span, "holdout"), ast.Name(span, "in"))


def _reason_word(span: Span, children: list[Any]) -> ast.Name:
    return ast.Name(span, children[0])


def _expect_in(is_negated: bool) -> Callable[[Span, list[Any]], ast.ExpectAudience]:
    return lambda span, children: ast.ExpectAudience(span, children[0], is_negated, children[1])


def _tuple(_: Span, children: list[Any]) -> tuple[Any, ...]:
    return tuple(children)


def _first(_: Span, children: list[Any]) -> Any:
    return children[0]


def _true(_: Span, children: list[Any]) -> bool:
    return True


RULES: dict[str, Callable[[Span, list[Any]], Any]] = {
    "aggregate": _aggregate,
    "and_stay": _true,
    "any_messages": lambda _, children: (None, ()),
    "arm_forced": _arm_forced,
    "arm_holdout": _arm_holdout,
    "arm_in": _arm_in,
    "bare_period": _first,
    "binary": _binary,
    "boolean": _boolean,
    "bracketed": _first,
    "budget_clause": _budget_clause,
    "category_messages": lambda _, children: (children[0], ()),
    "category_on_channels": lambda _, children: (children[0], children[1]),
    "channel_names": _tuple,
    "clock_range": _clock_range,
    "days": _tuple,
    "default_negative": _default_negative,
    "did": _did,
    "enter_every": _enter_every,
    "event_action": lambda span, children: ast.EventAction(span, *children),
    "event_property": _event_property,
    "event_ref": _event_ref,
    "expect_in": _expect_in(False),
    "expect_not_in": _expect_in(True),
    "file_field": _file_field,
    "first_of_target": _first_of_target,
    "from_one_campaign": lambda _, children: ast.LimitScope.ONE_CAMPAIGN,
    "given_consent": _given_consent,
    "given_did": _given_did,
    "goal": _goal,
    "if_": _if,
    "in_audience": _in_audience(False),
    "in_list": _in_list(False),
    "in_project_time": _true,
    "in_total": _true,
    "is_known": _is_known(False),
    "is_unknown": _is_known(True),
    "limit_rule": _limit_rule,
    "given_list": _list,
    "list": _list,
    "list_type": _list_type,
    "loss_period": _first,
    "moment": _moment,
    "moves": _tuple,
    "never": _never,
    "not_in_audience": _in_audience(True),
    "not_in_list": _in_list(True),
    "of_one_message": lambda _, children: ast.LimitScope.ONE_MESSAGE,
    "offer_window": _offer_window,
    "on_channels": lambda _, children: (None, children[0]),
    "on_days": _on_days,
    "outcomes": _tuple,
    "per_calendar_day": _true,
    "percentage": _percentage,
    "properties": _tuple,
    "quiet_hours": _quiet_hours,
    "quoted_column": _quoted_column,
    "reason_word": _reason_word,
    "send": _send,
    "set_action": lambda span, children: ast.SetAction(span, *children),
    "since_entry": _true,
    "split_by": _split_by,
    "step": _step,
    "step_parameters": _tuple,
    "text": _text,
    "time_since": _time_since,
    "timeout_arm": _timeout_arm,
    "unit": _unit,
    "unitless": _unitless,
    "use_step": _use_step,
    "value_list": _value_list,
    "values": _tuple,
    "wait_for": _wait_for,
    "wait_until_time": _wait_until_time,
    "when_changed": _when_changed,
    "when_changed_move": _when_changed_move,
    "where": _first,
}
