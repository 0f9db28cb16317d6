"""Random syntax trees: a strategy for every node, valid by construction.

`BARE_PERIODS` and names are as wild as the language allows; what only later passes refuse (an unknown
audience, a channel called `to`) is drawn as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar
from unicodedata import is_normalized

from hypothesis import strategies as st

from maflow.dsl import ast
from maflow.dsl.ast import Node
from maflow.dsl.dialects import load_dialect
from maflow.dsl.source import NO_SPAN
from maflow.dsl.tokens import RESERVED_WORDS

__all__ = ["declarations", "expressions", "modules", "statements"]

T = TypeVar("T", bound=Node)

_ZH = load_dialect("zh-CN")
_ENGLISH_WORDS = sorted({word for row in _ZH.rows for word in row.split() if word.isalpha()} | RESERVED_WORDS)
_CHINESE_WORDS = sorted({word for written in _ZH.phrases.values() for p in written for word in p.words})


def _node(node: type[T], **fields: st.SearchStrategy[object]) -> st.SearchStrategy[T]:
    return st.builds(node, span=st.just(NO_SPAN), **fields)


def _some(strategy: st.SearchStrategy[object], least: int = 0, most: int = 3) -> st.SearchStrategy[object]:
    return st.lists(strategy, min_size=least, max_size=most).map(tuple)


def _maybe(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | strategy


def _short(name: str, strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    # Hypothesis spells strategies out in full, and warns when that grows long; this one has a name.
    @st.composite
    def short(draw: st.DrawFn) -> Any:
        return draw(strategy)

    short.__name__ = name
    return short()


def _texts(pattern: str) -> st.SearchStrategy[str]:
    return st.from_regex(pattern, fullmatch=True)


_booleans = st.booleans()
_plain_names = st.sampled_from(
    ["order_paid", "push", "sms", "x1", "价值", "会员等级", "naïve", "Ångström", "名_2"]
)
_quoted_names = st.sampled_from(
    ["Order Paid", "1st", "a-b", "订单 支付", "#1", '"', "{", "\u00e9", "a.b", "·"]
)
_keywords = st.sampled_from(_ENGLISH_WORDS) | st.sampled_from(_CHINESE_WORDS)
_any_name = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="`"), min_size=1, max_size=8
)


def _is_name(text: str) -> bool:
    return text != "" and text == text.strip() and is_normalized("NFC", text)


names = _short(
    "names", _node(ast.Name, text=_plain_names | _quoted_names | _keywords | _any_name.filter(_is_name))
)
_values = (
    st.sampled_from(
        ["", "gold", "您好", 'say "hi"', "a\\b", "tab\there", "\n", " lead", "{{ user.name }}", "\u200b\x07"]
    )
    | st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
    | st.text('ab \n\t"\\', max_size=16)
)
texts = _node(ast.TextLiteral, value=_values, is_block=st.just(False))
any_texts = _node(ast.TextLiteral, value=_values, is_block=_booleans)

_digits = _texts(r"[0-9](_?[0-9]){0,4}(\.[0-9]{1,3})?")
numbers = _node(ast.NumberLiteral, text=_digits)
percents = _node(ast.PercentLiteral, text=_texts(r"[0-9]{1,2}(\.[0-9]{1,2})?"))
money = _node(ast.MoneyLiteral, amount=_digits, currency=st.sampled_from(["CNY", "USD", "EUR"]))
_clocks = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
_dates = st.builds(
    "{:04}-{:02}-{:02}".format, st.integers(2000, 2999), st.integers(1, 12), st.integers(1, 28)
)
_seconds = st.just("") | st.builds(":{:02}".format, st.integers(0, 59))
times = _node(ast.TimeLiteral, text=_clocks)
dates = _node(ast.DateLiteral, text=_dates)
moments = _node(
    ast.MomentLiteral,
    text=st.builds("{} {}{}".format, _dates, _clocks, _seconds),
    offset=st.none() | st.sampled_from(["+08:00", "-03:30"]),
)
booleans = _node(ast.BooleanLiteral, value=_booleans)
spans_of_time = _node(ast.Duration, amount=_digits, unit=st.sampled_from(ast.Unit))
durations = (
    spans_of_time
    | _node(ast.Duration, amount=_digits, unit=st.none())
    | _node(ast.DurationParameter, name=names)
)
_weekdays = st.sampled_from(ast.Weekday)
_label = _maybe(names)

_simple_literals = st.one_of(
    texts, numbers, percents, money, spans_of_time, times, dates, moments, booleans,
    _node(ast.Negative, operand=numbers | money | spans_of_time),
)  # fmt: skip
literals = st.recursive(
    _simple_literals, lambda inner: _node(ast.ListLiteral, items=_some(inner)), max_leaves=4
)

event_refs = _node(ast.EventRef, source=_maybe(names), name=names)
attributes = _node(ast.Attribute, scope=st.sampled_from(ast.Scope), name=names)
windows = st.one_of(
    _node(ast.LastWindow, duration=durations),
    _node(ast.TodayWindow),
    _node(ast.SinceEntry),
    _node(ast.SinceDate, date=dates | moments),
    _node(ast.Ever),
)

_leaves = st.one_of(
    any_texts, numbers, percents, money, spans_of_time, times, dates, moments, booleans, attributes,
    _node(ast.Parameter, name=names), _node(ast.Now), _node(ast.Today), _node(ast.HasTag, tag=texts),
    _node(ast.StageValue, stages=names), _node(ast.ScoreValue, score=names), _node(ast.Grade, score=names),
    _node(ast.Consents, channel=names), _node(ast.InAudience, audience=names, is_negated=_booleans),
)  # fmt: skip


def _pattern(condition: st.SearchStrategy[object]) -> st.SearchStrategy[ast.EventPattern]:
    return _node(ast.EventPattern, event=event_refs, where=_maybe(condition))


def _compound(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    pattern = _pattern(inner)
    return st.one_of(
        _node(ast.ListLiteral, items=_some(inner)),
        _node(ast.TimePart, function=st.sampled_from(ast.TimePartFunction), operand=inner),
        _node(ast.Count, pattern=pattern, window=windows),
        _node(ast.CountDistinct, property=names, pattern=pattern, window=windows),
        _node(ast.Aggregate, function=st.sampled_from(ast.AggregateFunction), property=names, pattern=pattern, window=windows),
        _node(ast.Did, pattern=pattern, window=windows, is_negated=_booleans),
        _node(ast.DidThen, first=pattern, second=pattern, within=durations, window=windows),
        _node(ast.TimeSince, pattern=pattern),
        _node(ast.Share, part=pattern, whole=pattern, window=windows),
        _node(ast.AnyOf, operands=_some(inner, 2)),
        _node(ast.AllOf, operands=_some(inner, 2)),
        _node(ast.Not, operand=inner),
        _node(ast.Negative, operand=inner),
        _node(ast.Binary, operator=st.sampled_from(ast.BinaryOperator), left=inner, right=inner),
        _node(ast.Matches, operand=inner, pattern=texts),
        _node(ast.InList, operand=inner, items=_some(inner, 1), is_negated=_booleans),
        _node(ast.Between, operand=inner, low=inner, high=inner),
        _node(ast.IsKnown, operand=inner, is_negated=_booleans),
        _node(ast.Default, operand=inner, fallback=inner),
    )  # fmt: skip


expressions = _short("expressions", st.recursive(_leaves, _compound, max_leaves=6))
patterns = _pattern(expressions)

# Limits

_over_limit = _node(ast.OverLimitDrop) | _node(ast.OverLimitWait, up_to=durations)
limit_windows = st.one_of(
    _node(ast.RollingWindow, duration=durations),
    _node(ast.CalendarWindow, period=st.sampled_from(ast.PeriodWord)),
    _node(ast.BarePeriod, word=st.sampled_from("day week month".split())),
)
limit_rules = _node(
    ast.LimitRule,
    count=numbers,
    category=_maybe(names),
    channels=_some(names),
    scope=_maybe(st.sampled_from(ast.LimitScope)),
    window=limit_windows,
    in_total=_booleans,
    otherwise=_maybe(_over_limit),
)
_time_ranges = _node(ast.TimeRange, start=_clocks, end=_clocks | st.just("24:00"))

# Flow

_send_targets = st.one_of(
    _node(ast.ChannelTarget, channel=names),
    _node(ast.AttributeTarget, attribute=attributes),
    _node(ast.FirstOfTarget, channels=_some(names, 1)),
)
_simple_statements = st.one_of(
    _node(ast.Wait, duration=durations, label=_label),
    _node(ast.WaitUntilTime, time=times, days=_some(_weekdays), label=_label),
    _node(ast.WaitUntilMoment, moment=expressions, time=_maybe(times), if_past=st.sampled_from(ast.IfPast), label=_label),
    _node(ast.WaitUntilNext, date=expressions, time=times, label=_label),
    _node(ast.Send, message=names, target=_send_targets, label=_label, outcomes=st.just(())),
    _node(
        ast.Escalate,
        message=names,
        until=patterns,
        label=_label,
        steps=_some(_node(ast.EscalationStep, channel=names, duration=_maybe(durations))),
    ),
    _node(ast.Give, offer=names),
    _node(ast.TagAdd, tag=texts),
    _node(ast.TagRemove, tag=texts),
    _node(ast.Set, target=attributes, value=expressions),
    _node(ast.Unset, target=attributes),
    _node(ast.ScoreAdd, score=names, points=numbers | _node(ast.Negative, operand=numbers)),
    _node(ast.HandOff, to=texts, text=any_texts),
    _node(ast.Notify, to=texts, text=any_texts),
    _node(ast.CallWebhook, message=names),
    _node(ast.Start, campaign=names),
    _node(ast.Stop),
    _node(ast.UseStep, step=names, arguments=_some(expressions)),
)  # fmt: skip


def _block(inner: st.SearchStrategy[object]) -> st.SearchStrategy[ast.Block]:
    return _node(ast.Block, statements=_some(inner))


def _nested(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    block = _block(inner)
    return st.one_of(
        _node(
            ast.WaitFor,
            pattern=patterns,
            since_entry=_booleans,
            up_to=durations,
            label=_label,
            then=block,
            otherwise=_maybe(block),
        ),
        _node(
            ast.WaitForAny,
            up_to=durations,
            label=_label,
            arms=_some(_node(ast.WaitArm, pattern=_maybe(patterns), block=block)),
        ),
        _node(
            ast.If,
            arms=_some(_node(ast.IfArm, condition=expressions, block=block), 1),
            otherwise=_maybe(block),
        ),
        _node(
            ast.Split,
            name=names,
            salt=_maybe(texts),
            arms=_some(_node(ast.PercentArm, share=percents, name=names, block=block)),
        ),
        _node(
            ast.SplitBy,
            name=names,
            attribute=attributes,
            arms=_some(_node(ast.ByArm, value=literals, name=names, block=block)),
            otherwise=_maybe(_node(ast.ElseArm, name=names, block=block)),
        ),
        _node(ast.SplitLearning, name=names, arms=_some(_node(ast.LearningArm, name=names, block=block))),
        _node(
            ast.Send,
            message=names,
            target=_send_targets,
            label=_label,
            outcomes=_some(_node(ast.Outcome, word=st.sampled_from(ast.OutcomeWord), block=block), 1),
        ),
        _node(
            ast.Sequence,
            label=_label,
            days=_some(_node(ast.DayBlock, day=numbers, time=times, block=block)),
        ),
        _node(
            ast.Repeat,
            times=numbers,
            every=_maybe(durations),
            until=_maybe(expressions),
            label=_label,
            block=block,
        ),
    )


statements = _short("statements", st.recursive(_simple_statements, _nested, max_leaves=5))
blocks = _block(statements)

# Campaigns

_schedules = st.one_of(
    _node(ast.EveryDay), _node(ast.OnDays, days=_some(_weekdays, 1)), _node(ast.EveryMonth, day=numbers)
)
_plain_changes = st.sampled_from([ast.ChangeAction.FINISH, ast.ChangeAction.RESTART, ast.ChangeAction.STOP])
_clauses = st.one_of(
    _node(ast.Owner, text=any_texts),
    _node(ast.Note, text=any_texts),
    _node(ast.CategoryClause, category=names),
    _node(ast.Priority, value=numbers),
    _node(ast.EnterOn, pattern=patterns),
    _node(ast.EnterWhen, condition=expressions),
    _node(
        ast.EnterEvery,
        schedule=_schedules,
        time=times,
        in_project_time=_booleans,
        condition=_maybe(expressions),
    ),
    _node(ast.EnterAt, moment=moments, condition=_maybe(expressions)),
    _node(ast.EnterByCall),
    _node(ast.AudienceClause, condition=expressions),
    _node(ast.Active, first=dates, last=dates),
    _node(ast.Reenter, word=st.sampled_from(ast.ReenterWord)),
    _node(ast.ReenterAfter, duration=durations, anchor=st.sampled_from(ast.ReenterAnchor)),
    _node(ast.ParallelBy, key=attributes),
    _node(ast.ExitOn, pattern=patterns),
    _node(ast.ExitWhen, condition=expressions),
    _node(ast.ExitAfter, duration=durations),
    _node(ast.Goal, pattern=patterns, within=durations, worth=_maybe(expressions), stays=_booleans),
    _node(ast.ExpectedWorth, value=expressions),
    _node(ast.GroupClause, group=names),
    _node(ast.HoldoutClause, share=percents, salt=_maybe(texts)),
    _node(ast.BudgetClause, amount=money, is_per_day=_booleans),
    _node(ast.LimitClause, rule=limit_rules),
    _node(ast.WhenChanged, action=_plain_changes, moves=st.just(())),
    _node(
        ast.WhenChanged,
        action=st.just(ast.ChangeAction.MOVE),
        moves=_some(_node(ast.LabelMove, old=names, new=names)),
    ),
    _node(ast.Flow, block=blocks),
)
campaigns = _node(ast.Campaign, name=names, description=_maybe(texts), clauses=_some(_clauses, most=5))

# Other declarations

_simple_types = _node(ast.NamedType, word=st.sampled_from(ast.TypeWord)) | _node(
    ast.MoneyType, currency=_maybe(st.sampled_from(["CNY", "USD"]))
)
types = st.recursive(
    _simple_types | _node(ast.OneOfType, values=_some(texts, 1)),
    lambda inner: _node(ast.ListType, item=inner),
    max_leaves=3,
)
_properties = _node(ast.Property, name=names, type=types, default=_maybe(literals), sensitive=_maybe(texts))
_score_entries = st.one_of(
    _node(ast.ScoreGives, pattern=patterns, points=numbers, at_most=_maybe(numbers)),
    _node(ast.ScoreLoses, points=numbers, period=st.sampled_from("day week month".split())),
    _node(ast.ScoreGrades, grades=_some(_node(ast.ScoreGrade, name=names, minimum=numbers), 1)),
)
_channel_clauses = st.one_of(
    _node(ast.ChannelCost, amount=money),
    _node(ast.ChannelNeeds, attribute=attributes),
    _node(ast.ChannelKindClause, kind=names),
    _node(ast.ChannelConsent, rule=st.sampled_from(ast.ConsentRule)),
)
_valid = _node(ast.Valid, duration=durations)
_approved = _node(ast.Approved, by=texts, on=dates, digest=_maybe(texts))
_field_values = literals | any_texts | _node(ast.FileText, path=texts)
_message_blocks = _node(
    ast.MessageBlock,
    channel=names,
    entries=_some(_node(ast.Field, name=names, value=_field_values) | _valid | _approved),
)
_offer_scopes = st.one_of(
    _node(ast.OfferEverForUser),
    _node(ast.OfferInTotal),
    _node(ast.OfferWindow, window=limit_windows, in_total=_booleans),
)
_offer_clauses = st.one_of(
    _node(ast.OfferFace, amount=money),
    _node(ast.OfferValid, duration=durations),
    _node(ast.OfferCount, count=numbers, scope=_offer_scopes),
    _node(ast.OfferBudget, amount=money),
)
_alert_actions = _node(ast.Notify, to=texts, text=any_texts) | _node(ast.Pause, channel=names)

# Tests

_users = _maybe(names)
_property_values = _some(_node(ast.PropertyValue, name=names, value=literals))
_instants = moments | dates
_reasons = _node(
    ast.Name,
    text=st.sampled_from(
        "suppressed consent address quiet_hours arbitration limits budget offer render approval holdout paused"
        " running reenter audience inactive key exit group late".split()
    ),
)
_given_entries = st.one_of(
    _node(ast.GivenAttribute, name=names, value=literals),
    _node(ast.GivenConsent, channels=_some(names, 1)),
    _node(ast.GivenTags, tags=_some(texts, 1)),
    _node(ast.GivenDid, event=event_refs, properties=_property_values, at=_instants),
)
_actions = st.one_of(
    _node(ast.EventAction, event=event_refs, user=_users, properties=_property_values),
    _node(ast.SetAction, user=_users, values=_property_values),
    _node(ast.ReceiptAction, receipt=event_refs, message=names, user=_users),
    _node(ast.CallAction, campaign=names, user=_users),
    _node(ast.ExpectSend, message=names, channel=names, containing=_maybe(any_texts), user=_users),
    _node(ast.ExpectBlocked, message=names, reason=_reasons, user=_users),
    _node(ast.ExpectNothing, user=_users),
    _node(ast.ExpectAudience, audience=names, is_negated=_booleans, user=_users),
    _node(ast.ExpectState, state=st.sampled_from(ast.RunState), user=_users),
    _node(ast.ExpectRefused, reason=_reasons, user=_users),
    _node(ast.ExpectTag, tag=texts, user=_users),
    _node(ast.ExpectGave, offer=names, user=_users),
    _node(ast.ExpectStage, stages=names, stage=names, user=_users),
    _node(ast.ExpectScore, score=names, value=numbers, user=_users),
)
_test_lines = st.one_of(
    _node(ast.GivenUser, name=_users, entries=_some(_given_entries)),
    _node(ast.GivenSent, message=names, channel=names, at=_instants, user=_users),
    _node(ast.GivenBudget, campaign=names, used=money),
    _node(ast.GivenOffer, offer=names, used=numbers),
    _node(ast.ArmForced, campaign=_maybe(names), split=names, arm=names),
    _node(
        ast.TimedAction,
        when=_maybe(_node(ast.AtMoment, moment=_instants) | _node(ast.AfterDuration, duration=durations)),
        action=_actions,
    ),
    _node(ast.OtherSendsAllowed),
)

DECLARATIONS: tuple[st.SearchStrategy[object], ...] = (
    _node(ast.User, attributes=_some(_properties)),
    _node(ast.Event, name=names, wire_name=_maybe(texts), properties=_some(_properties)),
    _node(ast.Audience, name=names, description=_maybe(texts), condition=expressions),
    _node(ast.AudienceList, name=names, description=_maybe(texts), path=texts, column=names),
    _node(ast.TagRule, tag=texts, condition=expressions),
    _node(ast.Score, name=names, entries=_some(_score_entries)),
    _node(ast.Stages, name=names, stages=_some(_node(ast.Stage, name=names, condition=expressions))),
    _node(ast.Channel, name=names, clauses=_some(_channel_clauses)),
    _node(ast.Category, name=names, exemptions=_some(st.sampled_from(ast.Exemption))),
    _node(ast.Message, name=names, description=_maybe(texts), entries=_some(_message_blocks | _approved)),
    _node(ast.Offer, name=names, description=_maybe(texts), clauses=_some(_offer_clauses)),
    _node(ast.Limits, rules=_some(limit_rules)),
    _node(
        ast.QuietHours,
        hours=_time_ranges,
        days=_some(_weekdays),
        channels=_some(names, 1),
        otherwise=_maybe(_over_limit),
    ),
    _node(ast.Group, name=names),
    _node(ast.Arbitrate, within=durations),
    _node(ast.Holdout, share=percents, salt=_maybe(texts)),
    _node(
        ast.Step,
        name=names,
        parameters=_some(_node(ast.StepParameter, name=names, type=_simple_types)),
        block=blocks,
    ),
    _node(ast.Alert, name=names, condition=expressions, actions=_some(_alert_actions)),
    campaigns,
    _node(ast.Test, title=texts, campaign=_users, lines=_some(_test_lines, most=5)),
)

declarations = st.one_of(DECLARATIONS)


def modules(dialects: Iterable[str] = ("en", "zh-CN")) -> st.SearchStrategy[ast.Module]:
    """Return modules of a few declarations."""
    return st.builds(
        ast.Module,
        path=st.just("a.ma"),
        dialect=st.sampled_from(sorted(dialects)),
        declarations=_some(declarations, 1),
        comments=st.just(()),
    )
