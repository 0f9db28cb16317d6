"""Random syntax trees: a strategy for every declaration, valid by construction.

What only later passes refuse (an unknown audience, a channel called `to`) is drawn as well.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from maflow.dsl import ast
from maflow.dsl.dialects import DIALECTS
from maflow.dsl.printer.words import Site
from tests.properties.strategies_expressions import (
    any_texts,
    attributes,
    clocks,
    dates,
    durations,
    event_refs,
    expressions,
    flags,
    labels,
    literals,
    maybe,
    moments,
    money,
    named,
    names,
    node_of,
    numbers,
    patterns,
    percents,
    some,
    texts,
    times,
    weekdays,
)

__all__ = ["DECLARATIONS", "declarations", "modules", "statements"]

# Limits

_over_limit = node_of(ast.OverLimitDrop) | node_of(ast.OverLimitWait, up_to=durations)
limit_windows = st.one_of(
    node_of(ast.RollingWindow, duration=durations),
    node_of(ast.CalendarWindow, period=st.sampled_from(ast.PeriodWord)),
    node_of(ast.BarePeriod, word=st.sampled_from("day week month".split())),
)
limit_rules = node_of(
    ast.LimitRule,
    count=numbers,
    category=maybe(names),
    channels=some(names),
    scope=maybe(st.sampled_from(ast.LimitScope)),
    window=limit_windows,
    in_total=flags,
    otherwise=maybe(_over_limit),
)
_time_ranges = node_of(ast.TimeRange, start=clocks, end=clocks | st.just("24:00"))

# Flow

_send_targets = st.one_of(
    node_of(ast.ChannelTarget, channel=names),
    node_of(ast.AttributeTarget, attribute=attributes),
    node_of(ast.FirstOfTarget, channels=some(names, 1)),
)
_simple_statements = st.one_of(
    node_of(ast.Wait, duration=durations, label=labels),
    node_of(ast.WaitUntilTime, time=times, days=some(weekdays), label=labels),
    node_of(
        ast.WaitUntilMoment,
        moment=expressions,
        time=maybe(times),
        if_past=st.sampled_from(ast.IfPast),
        label=labels,
    ),
    node_of(ast.WaitUntilNext, date=expressions, time=times, label=labels),
    node_of(ast.Send, message=names, target=_send_targets, label=labels, outcomes=st.just(())),
    node_of(
        ast.Escalate,
        message=names,
        until=patterns,
        label=labels,
        steps=some(node_of(ast.EscalationStep, channel=names, duration=maybe(durations))),
    ),
    node_of(ast.Give, offer=names),
    node_of(ast.TagAdd, tag=texts),
    node_of(ast.TagRemove, tag=texts),
    node_of(ast.Set, target=attributes, value=expressions),
    node_of(ast.Unset, target=attributes),
    node_of(ast.ScoreAdd, score=names, points=numbers | node_of(ast.Negative, operand=numbers)),
    node_of(ast.HandOff, to=texts, text=any_texts),
    node_of(ast.Notify, to=texts, text=any_texts),
    node_of(ast.CallWebhook, message=names),
    node_of(ast.Start, campaign=names),
    node_of(ast.Stop),
    node_of(ast.UseStep, step=names, arguments=some(expressions)),
)


def _block(inner: st.SearchStrategy[object]) -> st.SearchStrategy[ast.Block]:
    return node_of(ast.Block, statements=some(inner))


def _nested(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    block = _block(inner)
    return st.one_of(
        node_of(
            ast.WaitFor,
            pattern=patterns,
            since_entry=flags,
            up_to=durations,
            label=labels,
            then=block,
            otherwise=maybe(block),
        ),
        node_of(
            ast.WaitForAny,
            up_to=durations,
            label=labels,
            arms=some(node_of(ast.WaitArm, pattern=maybe(patterns), block=block)),
        ),
        node_of(
            ast.If,
            arms=some(node_of(ast.IfArm, condition=expressions, block=block), 1),
            otherwise=maybe(block),
        ),
        node_of(
            ast.Split,
            name=names,
            salt=maybe(texts),
            arms=some(node_of(ast.PercentArm, share=percents, name=names, block=block)),
        ),
        node_of(
            ast.SplitBy,
            name=names,
            attribute=attributes,
            arms=some(node_of(ast.ByArm, value=literals, name=names, block=block)),
            otherwise=maybe(node_of(ast.ElseArm, name=names, block=block)),
        ),
        node_of(ast.SplitLearning, name=names, arms=some(node_of(ast.LearningArm, name=names, block=block))),
        node_of(
            ast.Send,
            message=names,
            target=_send_targets,
            label=labels,
            outcomes=some(node_of(ast.Outcome, word=st.sampled_from(ast.OutcomeWord), block=block), 1),
        ),
        node_of(
            ast.Sequence,
            label=labels,
            days=some(node_of(ast.DayBlock, day=numbers, time=times, block=block)),
        ),
        node_of(
            ast.Repeat,
            times=numbers,
            every=maybe(durations),
            until=maybe(expressions),
            label=labels,
            block=block,
        ),
    )


statements = named("statements", st.recursive(_simple_statements, _nested, max_leaves=5))
blocks = _block(statements)

# Campaigns

_schedules = st.one_of(
    node_of(ast.EveryDay), node_of(ast.OnDays, days=some(weekdays, 1)), node_of(ast.EveryMonth, day=numbers)
)
_plain_changes = st.sampled_from([ast.ChangeAction.FINISH, ast.ChangeAction.RESTART, ast.ChangeAction.STOP])
_clauses = st.one_of(
    node_of(ast.Owner, text=any_texts),
    node_of(ast.Note, text=any_texts),
    node_of(ast.CategoryClause, category=names),
    node_of(ast.Priority, value=numbers),
    node_of(ast.EnterOn, pattern=patterns),
    node_of(ast.EnterWhen, condition=expressions),
    node_of(
        ast.EnterEvery,
        schedule=_schedules,
        time=times,
        in_project_time=flags,
        condition=maybe(expressions),
    ),
    node_of(ast.EnterAt, moment=moments, condition=maybe(expressions)),
    node_of(ast.EnterByCall),
    node_of(ast.AudienceClause, condition=expressions),
    node_of(ast.Active, first=dates, last=dates),
    node_of(ast.Reenter, word=st.sampled_from(ast.ReenterWord)),
    node_of(ast.ReenterAfter, duration=durations, anchor=st.sampled_from(ast.ReenterAnchor)),
    node_of(ast.ParallelBy, key=attributes),
    node_of(ast.ExitOn, pattern=patterns),
    node_of(ast.ExitWhen, condition=expressions),
    node_of(ast.ExitAfter, duration=durations),
    node_of(ast.Goal, pattern=patterns, within=durations, worth=maybe(expressions), stays=flags),
    node_of(ast.ExpectedWorth, value=expressions),
    node_of(ast.GroupClause, group=names),
    node_of(ast.HoldoutClause, share=percents, salt=maybe(texts)),
    node_of(ast.BudgetClause, amount=money, is_per_day=flags),
    node_of(ast.LimitClause, rule=limit_rules),
    node_of(ast.WhenChanged, action=_plain_changes, moves=st.just(())),
    node_of(
        ast.WhenChanged,
        action=st.just(ast.ChangeAction.MOVE),
        moves=some(node_of(ast.LabelMove, old=names, new=names)),
    ),
    node_of(ast.Flow, block=blocks),
)
campaigns = node_of(ast.Campaign, name=names, description=maybe(texts), clauses=some(_clauses, most=5))

# Other declarations

_simple_types = node_of(ast.NamedType, word=st.sampled_from(ast.TypeWord)) | node_of(
    ast.MoneyType, currency=maybe(st.sampled_from(["CNY", "USD"]))
)
types = st.recursive(
    _simple_types | node_of(ast.OneOfType, values=some(texts, 1)),
    lambda inner: node_of(ast.ListType, item=inner),
    max_leaves=3,
)
_properties = node_of(ast.Property, name=names, type=types, default=maybe(literals), sensitive=maybe(texts))
_score_entries = st.one_of(
    node_of(ast.ScoreGives, pattern=patterns, points=numbers, at_most=maybe(numbers)),
    node_of(ast.ScoreLoses, points=numbers, period=st.sampled_from("day week month".split())),
    node_of(ast.ScoreGrades, grades=some(node_of(ast.ScoreGrade, name=names, minimum=numbers), 1)),
)
_channel_clauses = st.one_of(
    node_of(ast.ChannelCost, amount=money),
    node_of(ast.ChannelNeeds, attribute=attributes),
    node_of(ast.ChannelKindClause, kind=names),
    node_of(ast.ChannelConsent, rule=st.sampled_from(ast.ConsentRule)),
)
_valid = node_of(ast.Valid, duration=durations)
_approved = node_of(ast.Approved, by=texts, on=dates, digest=maybe(texts))
_field_values = literals | any_texts | node_of(ast.FileText, path=texts)
_message_blocks = node_of(
    ast.MessageBlock,
    channel=names,
    entries=some(node_of(ast.Field, name=names, value=_field_values) | _valid | _approved),
)
_offer_scopes = st.one_of(
    node_of(ast.OfferEverForUser),
    node_of(ast.OfferInTotal),
    node_of(ast.OfferWindow, window=limit_windows, in_total=flags),
)
_offer_clauses = st.one_of(
    node_of(ast.OfferFace, amount=money),
    node_of(ast.OfferValid, duration=durations),
    node_of(ast.OfferCount, count=numbers, scope=_offer_scopes),
    node_of(ast.OfferBudget, amount=money),
)
_alert_actions = node_of(ast.Notify, to=texts, text=any_texts) | node_of(ast.Pause, channel=names)

# Tests

_users = maybe(names)
_property_values = some(node_of(ast.PropertyValue, name=names, value=literals))
_instants = moments | dates
_reasons = names | node_of(ast.Name, text=st.sampled_from(sorted(Site.REASON.value.split())))
_given_entries = st.one_of(
    node_of(ast.GivenAttribute, name=names, value=literals),
    node_of(ast.GivenConsent, channels=some(names, 1)),
    node_of(ast.GivenTags, tags=some(texts, 1)),
    node_of(ast.GivenDid, event=event_refs, properties=_property_values, at=_instants),
)
_actions = st.one_of(
    node_of(ast.EventAction, event=event_refs, user=_users, properties=_property_values),
    node_of(ast.SetAction, user=_users, values=_property_values),
    node_of(ast.ReceiptAction, receipt=event_refs, message=names, user=_users),
    node_of(ast.CallAction, campaign=names, user=_users),
    node_of(ast.ExpectSend, message=names, channel=names, containing=maybe(any_texts), user=_users),
    node_of(ast.ExpectBlocked, message=names, reason=_reasons, user=_users),
    node_of(ast.ExpectNothing, user=_users),
    node_of(ast.ExpectAudience, audience=names, is_negated=flags, user=_users),
    node_of(ast.ExpectState, state=st.sampled_from(ast.RunState), user=_users),
    node_of(ast.ExpectRefused, reason=_reasons, user=_users),
    node_of(ast.ExpectTag, tag=texts, user=_users),
    node_of(ast.ExpectGave, offer=names, user=_users),
    node_of(ast.ExpectStage, stages=names, stage=names, user=_users),
    node_of(ast.ExpectScore, score=names, value=numbers, user=_users),
)
_test_lines = st.one_of(
    node_of(ast.GivenUser, name=_users, entries=some(_given_entries)),
    node_of(ast.GivenSent, message=names, channel=names, at=_instants, user=_users),
    node_of(ast.GivenBudget, campaign=names, used=money),
    node_of(ast.GivenOffer, offer=names, used=numbers),
    node_of(ast.ArmForced, campaign=maybe(names), split=names, arm=names),
    node_of(
        ast.TimedAction,
        when=maybe(node_of(ast.AtMoment, moment=_instants) | node_of(ast.AfterDuration, duration=durations)),
        action=_actions,
    ),
    node_of(ast.OtherSendsAllowed),
)

DECLARATIONS: dict[type[ast.Node], st.SearchStrategy[Any]] = {
    ast.User: node_of(ast.User, attributes=some(_properties)),
    ast.Event: node_of(ast.Event, name=names, wire_name=maybe(texts), properties=some(_properties)),
    ast.Audience: node_of(ast.Audience, name=names, description=maybe(texts), condition=expressions),
    ast.AudienceList: node_of(
        ast.AudienceList, name=names, description=maybe(texts), path=texts, column=names
    ),
    ast.TagRule: node_of(ast.TagRule, tag=texts, condition=expressions),
    ast.Score: node_of(ast.Score, name=names, entries=some(_score_entries)),
    ast.Stages: node_of(
        ast.Stages, name=names, stages=some(node_of(ast.Stage, name=names, condition=expressions))
    ),
    ast.Channel: node_of(ast.Channel, name=names, clauses=some(_channel_clauses)),
    ast.Category: node_of(ast.Category, name=names, exemptions=some(st.sampled_from(ast.Exemption))),
    ast.Message: node_of(
        ast.Message, name=names, description=maybe(texts), entries=some(_message_blocks | _approved)
    ),
    ast.Offer: node_of(ast.Offer, name=names, description=maybe(texts), clauses=some(_offer_clauses)),
    ast.Limits: node_of(ast.Limits, rules=some(limit_rules)),
    ast.QuietHours: node_of(
        ast.QuietHours,
        hours=_time_ranges,
        days=some(weekdays),
        channels=some(names, 1),
        otherwise=maybe(_over_limit),
    ),
    ast.Group: node_of(ast.Group, name=names),
    ast.Arbitrate: node_of(ast.Arbitrate, within=durations),
    ast.Holdout: node_of(ast.Holdout, share=percents, salt=maybe(texts)),
    ast.Step: node_of(
        ast.Step,
        name=names,
        parameters=some(node_of(ast.StepParameter, name=names, type=_simple_types)),
        block=blocks,
    ),
    ast.Alert: node_of(ast.Alert, name=names, condition=expressions, actions=some(_alert_actions)),
    ast.Campaign: campaigns,
    ast.Test: node_of(ast.Test, title=texts, campaign=_users, lines=some(_test_lines, most=5)),
}

declarations = st.one_of(*DECLARATIONS.values())


modules = named(
    "modules",
    st.builds(
        ast.Module,
        path=st.just("a.ma"),
        dialect=st.sampled_from(DIALECTS),
        declarations=some(declarations, 1),
        comments=st.just(()),
    ),
)
