"""From what the parser reduces to the syntax tree: one row a rule of the grammar.

Most rules become a node whose fields are the rule's children in the order written; the tables say
which. Where more is needed a small function stands in `maflow.dsl.builder_rules`.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Any

from maflow.dsl import ast, builder_rules
from maflow.dsl.source import Span

__all__ = ["BUILDERS", "Build"]

# Any: children are whatever earlier rules built; the grammar decides what stands where, and the
# round trip of every node (tests/properties) holds the grammar and these tables together.
Build = Callable[[Span, list[Any]], Any]

# The children are the fields, in order.
_FIELDS: dict[str, type[ast.Node]] = {
    "active": ast.Active,
    "aggregate": ast.Aggregate,
    "approved": ast.Approved,
    "arbitrate": ast.Arbitrate,
    "at_moment": ast.AtMoment,
    "after_duration": ast.AfterDuration,
    "attribute": ast.Attribute,
    "attribute_target": ast.AttributeTarget,
    "audience": ast.Audience,
    "audience_clause": ast.AudienceClause,
    "audience_list": ast.AudienceList,
    "bare_window": ast.BarePeriod,
    "between": ast.Between,
    "boolean": ast.BooleanLiteral,
    "by_arm": ast.ByArm,
    "calendar_window": ast.CalendarWindow,
    "call_action": ast.CallAction,
    "call_webhook": ast.CallWebhook,
    "category_clause": ast.CategoryClause,
    "channel_consent": ast.ChannelConsent,
    "channel_cost": ast.ChannelCost,
    "channel_kind": ast.ChannelKindClause,
    "channel_needs": ast.ChannelNeeds,
    "channel_target": ast.ChannelTarget,
    "clock": ast.TimeLiteral,
    "consents": ast.Consents,
    "count": ast.Count,
    "count_distinct": ast.CountDistinct,
    "date": ast.DateLiteral,
    "day_block": ast.DayBlock,
    "default": ast.Default,
    "did_then": ast.DidThen,
    "drop": ast.OverLimitDrop,
    "duration_literal": ast.Duration,
    "duration_parameter": ast.DurationParameter,
    "else_arm": ast.ElseArm,
    "else_if": ast.IfArm,
    "enter_at": ast.EnterAt,
    "enter_by_call": ast.EnterByCall,
    "enter_on": ast.EnterOn,
    "enter_when": ast.EnterWhen,
    "escalation_step": ast.EscalationStep,
    "event_pattern": ast.EventPattern,
    "ever": ast.Ever,
    "every_day": ast.EveryDay,
    "every_month": ast.EveryMonth,
    "exit_after": ast.ExitAfter,
    "exit_on": ast.ExitOn,
    "exit_when": ast.ExitWhen,
    "expect_blocked": ast.ExpectBlocked,
    "expect_gave": ast.ExpectGave,
    "expect_nothing": ast.ExpectNothing,
    "expect_refused": ast.ExpectRefused,
    "expect_score": ast.ExpectScore,
    "expect_send": ast.ExpectSend,
    "expect_stage": ast.ExpectStage,
    "expect_state": ast.ExpectState,
    "expect_tag": ast.ExpectTag,
    "expected_worth": ast.ExpectedWorth,
    "field": ast.Field,
    "flow": ast.Flow,
    "give": ast.Give,
    "given_attribute": ast.GivenAttribute,
    "given_budget": ast.GivenBudget,
    "given_offer": ast.GivenOffer,
    "given_sent": ast.GivenSent,
    "grade_value": ast.Grade,
    "group": ast.Group,
    "group_clause": ast.GroupClause,
    "hand_off": ast.HandOff,
    "has_tag": ast.HasTag,
    "holdout": ast.Holdout,
    "holdout_clause": ast.HoldoutClause,
    "last_window": ast.LastWindow,
    "learning_arm": ast.LearningArm,
    "limit_clause": ast.LimitClause,
    "matches": ast.Matches,
    "money": ast.MoneyLiteral,
    "money_type": ast.MoneyType,
    "move": ast.LabelMove,
    "name": ast.Name,
    "named_type": ast.NamedType,
    "negative": ast.Negative,
    "not_": ast.Not,
    "note": ast.Note,
    "notify": ast.Notify,
    "now": ast.Now,
    "number": ast.NumberLiteral,
    "offer_budget": ast.OfferBudget,
    "offer_count": ast.OfferCount,
    "offer_ever_for_user": ast.OfferEverForUser,
    "offer_face": ast.OfferFace,
    "offer_in_total": ast.OfferInTotal,
    "offer_valid": ast.OfferValid,
    "other_sends_allowed": ast.OtherSendsAllowed,
    "outcome": ast.Outcome,
    "owner": ast.Owner,
    "parallel_by": ast.ParallelBy,
    "parameter": ast.Parameter,
    "pause": ast.Pause,
    "percent_arm": ast.PercentArm,
    "priority": ast.Priority,
    "property": ast.Property,
    "property_value": ast.PropertyValue,
    "receipt_action": ast.ReceiptAction,
    "reenter": ast.Reenter,
    "reenter_after": ast.ReenterAfter,
    "repeat": ast.Repeat,
    "rolling_window": ast.RollingWindow,
    "score_add": ast.ScoreAdd,
    "score_gives": ast.ScoreGives,
    "score_grade": ast.ScoreGrade,
    "score_loses": ast.ScoreLoses,
    "score_value": ast.ScoreValue,
    "set": ast.Set,
    "share": ast.Share,
    "since_date": ast.SinceDate,
    "since_entry_window": ast.SinceEntry,
    "stage": ast.Stage,
    "stage_value": ast.StageValue,
    "start_campaign": ast.Start,
    "step_parameter": ast.StepParameter,
    "stop": ast.Stop,
    "tag_add": ast.TagAdd,
    "tag_remove": ast.TagRemove,
    "tag_rule": ast.TagRule,
    "time_part": ast.TimePart,
    "time_since_where": ast.TimeSince,
    "timed_action": ast.TimedAction,
    "today": ast.Today,
    "today_window": ast.TodayWindow,
    "unset": ast.Unset,
    "valid": ast.Valid,
    "wait": ast.Wait,
    "wait_arm": ast.WaitArm,
    "wait_for_room": ast.OverLimitWait,
    "wait_until_moment": ast.WaitUntilMoment,
    "wait_until_next": ast.WaitUntilNext,
}

# The first children are fields, all others together are the last one.
_COLLECTING: dict[str, tuple[type[ast.Node], int]] = {
    "alert": (ast.Alert, 2),
    "all_of": (ast.AllOf, 0),
    "any_of": (ast.AnyOf, 0),
    "block": (ast.Block, 0),
    "campaign": (ast.Campaign, 2),
    "category": (ast.Category, 1),
    "channel": (ast.Channel, 1),
    "escalate": (ast.Escalate, 3),
    "event": (ast.Event, 2),
    "given_tags": (ast.GivenTags, 0),
    "given_user": (ast.GivenUser, 1),
    "limits": (ast.Limits, 0),
    "list": (ast.ListLiteral, 0),
    "message": (ast.Message, 2),
    "message_block": (ast.MessageBlock, 1),
    "offer": (ast.Offer, 2),
    "one_of_type": (ast.OneOfType, 0),
    "score": (ast.Score, 1),
    "score_grades": (ast.ScoreGrades, 0),
    "sequence": (ast.Sequence, 1),
    "split": (ast.Split, 2),
    "split_learning": (ast.SplitLearning, 1),
    "stages": (ast.Stages, 1),
    "test": (ast.Test, 2),
    "user": (ast.User, 0),
    "wait_for_any": (ast.WaitForAny, 2),
}

# Keywords that stand for a member of a closed choice.
_CHOICES: dict[str, type[enum.Enum]] = {
    "aggregate_function": ast.AggregateFunction,
    "calendar_period": ast.PeriodWord,
    "change_action": ast.ChangeAction,
    "comparator": ast.BinaryOperator,
    "additive": ast.BinaryOperator,
    "multiplicative": ast.BinaryOperator,
    "consent_rule": ast.ConsentRule,
    "exemption": ast.Exemption,
    "if_past": ast.IfPast,
    "outcome_word": ast.OutcomeWord,
    "reenter_anchor": ast.ReenterAnchor,
    "reenter_word": ast.ReenterWord,
    "run_state": ast.RunState,
    "scope": ast.Scope,
    "time_part_function": ast.TimePartFunction,
    "type_word": ast.TypeWord,
    "weekday": ast.Weekday,
}


def _fields(node: Callable[..., ast.Node]) -> Build:
    return lambda span, children: node(span, *children)


def _collecting(node: Callable[..., ast.Node], count: int) -> Build:
    return lambda span, children: node(span, *children[:count], tuple(children[count:]))


def _choice(choices: type[enum.Enum]) -> Build:
    members = {str(member.value): member for member in choices}
    return lambda _, words: members[" ".join(words)]


BUILDERS: dict[str, Build] = {
    **{rule: _fields(node) for rule, node in _FIELDS.items()},
    **{rule: _collecting(*entry) for rule, entry in _COLLECTING.items()},
    **{rule: _choice(choices) for rule, choices in _CHOICES.items()},
    **builder_rules.RULES,
}
