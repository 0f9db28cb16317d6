"""Campaigns and their clauses (language reference, section 7)."""

from __future__ import annotations

from maflow.dsl.ast.base import Duration, DurationParameter, Name, Node, TextLiteral
from maflow.dsl.ast.expressions import (
    Attribute,
    DateLiteral,
    EventPattern,
    Expression,
    MomentLiteral,
    MoneyLiteral,
    NumberLiteral,
    PercentLiteral,
    TimeLiteral,
)
from maflow.dsl.ast.flow import Block
from maflow.dsl.ast.limits import LimitRule
from maflow.dsl.ast.words import ChangeAction, ReenterAnchor, ReenterWord, Weekday

__all__ = [
    "Active",
    "AudienceClause",
    "BudgetClause",
    "Campaign",
    "CampaignClause",
    "CategoryClause",
    "EnterAt",
    "EnterByCall",
    "EnterEvery",
    "EnterOn",
    "EnterWhen",
    "EveryDay",
    "EveryMonth",
    "ExitAfter",
    "ExitOn",
    "ExitWhen",
    "ExpectedWorth",
    "Flow",
    "Goal",
    "GroupClause",
    "HoldoutClause",
    "LabelMove",
    "LimitClause",
    "Note",
    "OnDays",
    "Owner",
    "ParallelBy",
    "Priority",
    "Reenter",
    "ReenterAfter",
    "Schedule",
    "WhenChanged",
]


class Owner(Node, frozen=True):
    """`owner "…"`."""

    text: TextLiteral


class Note(Node, frozen=True):
    """`note "…"`."""

    text: TextLiteral


class CategoryClause(Node, frozen=True):
    """`category NAME`."""

    category: Name


class Priority(Node, frozen=True):
    """`priority N`."""

    value: NumberLiteral


class EnterOn(Node, frozen=True):
    """`enter on EVENT [where C]`."""

    pattern: EventPattern


class EnterWhen(Node, frozen=True):
    """`enter when C`."""

    condition: Expression


class EveryDay(Node, frozen=True):
    """`every day`."""


class OnDays(Node, frozen=True):
    """`every monday, friday`."""

    days: tuple[Weekday, ...]


class EveryMonth(Node, frozen=True):
    """`every month on day N`."""

    day: NumberLiteral


Schedule = EveryDay | OnDays | EveryMonth


class EnterEvery(Node, frozen=True):
    """`enter every SCHEDULE at TIME [in project time] [for C]`."""

    schedule: Schedule
    time: TimeLiteral
    in_project_time: bool
    condition: Expression | None


class EnterAt(Node, frozen=True):
    """`enter at MOMENT [for C]`."""

    moment: MomentLiteral
    condition: Expression | None


class EnterByCall(Node, frozen=True):
    """`enter by call`."""


class AudienceClause(Node, frozen=True):
    """`audience C`, checked at entry."""

    condition: Expression


class Active(Node, frozen=True):
    """`active DATE to DATE`, both days included."""

    first: DateLiteral
    last: DateLiteral


class Reenter(Node, frozen=True):
    """`reenter never|always|restart`."""

    word: ReenterWord


class ReenterAfter(Node, frozen=True):
    """`reenter after D from start|end`."""

    duration: Duration | DurationParameter
    anchor: ReenterAnchor


class ParallelBy(Node, frozen=True):
    """`parallel by event.cart_id`."""

    key: Attribute


class ExitOn(Node, frozen=True):
    """`exit on EVENT [where C]`."""

    pattern: EventPattern


class ExitWhen(Node, frozen=True):
    """`exit when C`."""

    condition: Expression


class ExitAfter(Node, frozen=True):
    """`exit after D`."""

    duration: Duration | DurationParameter


class Goal(Node, frozen=True):
    """`goal EVENT [where C] within D [worth E] [and stay]`."""

    pattern: EventPattern
    within: Duration | DurationParameter
    worth: Expression | None
    stays: bool


class ExpectedWorth(Node, frozen=True):
    """`expected worth E`."""

    value: Expression


class GroupClause(Node, frozen=True):
    """`group NAME`."""

    group: Name


class HoldoutClause(Node, frozen=True):
    """`holdout P% [salt "…"]`, of a campaign."""

    share: PercentLiteral
    salt: TextLiteral | None


class BudgetClause(Node, frozen=True):
    """`budget MONEY [per calendar day]`."""

    amount: MoneyLiteral
    is_per_day: bool


class LimitClause(Node, frozen=True):
    """`limit at most …`."""

    rule: LimitRule


class LabelMove(Node, frozen=True):
    """`old to new`."""

    old: Name
    new: Name


class WhenChanged(Node, frozen=True):
    """`when changed finish|restart|stop|move [old to new, …]`."""

    action: ChangeAction
    moves: tuple[LabelMove, ...]


class Flow(Node, frozen=True):
    """`flow { … }`."""

    block: Block


CampaignClause = (
    Owner
    | Note
    | CategoryClause
    | Priority
    | EnterOn
    | EnterWhen
    | EnterEvery
    | EnterAt
    | EnterByCall
    | AudienceClause
    | Active
    | Reenter
    | ReenterAfter
    | ParallelBy
    | ExitOn
    | ExitWhen
    | ExitAfter
    | Goal
    | ExpectedWorth
    | GroupClause
    | HoldoutClause
    | BudgetClause
    | LimitClause
    | WhenChanged
    | Flow
)


class Campaign(Node, frozen=True):
    """`campaign NAME ["description"] { clauses; flow { … } }`, clauses in the order written."""

    name: Name
    description: TextLiteral | None
    clauses: tuple[CampaignClause, ...]
