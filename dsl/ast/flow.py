"""Statements of a flow (language reference, section 8)."""

from __future__ import annotations

from maflow.dsl.ast.base import Duration, DurationParameter, Name, Node, TextLiteral
from maflow.dsl.ast.expressions import (
    Attribute,
    BooleanLiteral,
    DateLiteral,
    EventPattern,
    Expression,
    ListLiteral,
    MomentLiteral,
    MoneyLiteral,
    Negative,
    NumberLiteral,
    PercentLiteral,
    TimeLiteral,
)
from maflow.dsl.ast.words import IfPast, OutcomeWord, Weekday

__all__ = [
    "AttributeTarget",
    "Block",
    "ByArm",
    "CallWebhook",
    "ChannelTarget",
    "DayBlock",
    "ElseArm",
    "Escalate",
    "EscalationStep",
    "FirstOfTarget",
    "Give",
    "HandOff",
    "If",
    "IfArm",
    "LearningArm",
    "Literal",
    "Notify",
    "Outcome",
    "PercentArm",
    "Repeat",
    "ScoreAdd",
    "Send",
    "SendTarget",
    "Sequence",
    "Set",
    "Split",
    "SplitBy",
    "SplitLearning",
    "Start",
    "Statement",
    "Stop",
    "TagAdd",
    "TagRemove",
    "Unset",
    "UseStep",
    "Wait",
    "WaitArm",
    "WaitFor",
    "WaitForAny",
    "WaitUntilMoment",
    "WaitUntilNext",
    "WaitUntilTime",
]

Literal = (
    TextLiteral
    | NumberLiteral
    | PercentLiteral
    | MoneyLiteral
    | Duration
    | TimeLiteral
    | DateLiteral
    | MomentLiteral
    | BooleanLiteral
    | ListLiteral
    | Negative
)


class Block(Node, frozen=True):
    """Statements between braces; the span includes the braces."""

    statements: tuple[Statement, ...]


class Wait(Node, frozen=True):
    """`wait D`."""

    duration: Duration | DurationParameter
    label: Name | None


class WaitUntilTime(Node, frozen=True):
    """`wait until 09:00 [on DAYS]`; no days: any day."""

    time: TimeLiteral
    days: tuple[Weekday, ...]
    label: Name | None


class WaitUntilMoment(Node, frozen=True):
    """`wait until MOMENT [at TIME] if past go|exit`."""

    moment: Expression
    time: TimeLiteral | None
    if_past: IfPast
    label: Name | None


class WaitUntilNext(Node, frozen=True):
    """`wait until next (DATE) at TIME`."""

    date: Expression
    time: TimeLiteral
    label: Name | None


class WaitFor(Node, frozen=True):
    """`wait for EVENT … up to D { … } else { … }`."""

    pattern: EventPattern
    since_entry: bool
    up_to: Duration | DurationParameter
    label: Name | None
    then: Block
    otherwise: Block | None


class WaitArm(Node, frozen=True):
    """`on EVENT { … }`, or `timeout { … }` when the pattern is None."""

    pattern: EventPattern | None
    block: Block


class WaitForAny(Node, frozen=True):
    """`wait up to D { on … timeout … }`."""

    up_to: Duration | DurationParameter
    label: Name | None
    arms: tuple[WaitArm, ...]


class IfArm(Node, frozen=True):
    """`if C { … }` or `else if C { … }`."""

    condition: Expression
    block: Block


class If(Node, frozen=True):
    """A choice: the first arm whose condition is true, else `otherwise`."""

    arms: tuple[IfArm, ...]
    otherwise: Block | None


class PercentArm(Node, frozen=True):
    """`45% as a { … }`."""

    share: PercentLiteral
    name: Name
    block: Block


class Split(Node, frozen=True):
    """`split NAME [salt "…"] { 45% as a { … } … }`."""

    name: Name
    salt: TextLiteral | None
    arms: tuple[PercentArm, ...]


class ByArm(Node, frozen=True):
    """`"women" as w { … }`."""

    value: Literal
    name: Name
    block: Block


class ElseArm(Node, frozen=True):
    """`else as rest { … }`."""

    name: Name
    block: Block


class SplitBy(Node, frozen=True):
    """`split NAME by user.segment { … }`."""

    name: Name
    attribute: Attribute
    arms: tuple[ByArm, ...]
    otherwise: ElseArm | None


class LearningArm(Node, frozen=True):
    """`as a { … }`."""

    name: Name
    block: Block


class SplitLearning(Node, frozen=True):
    """`split NAME by learning toward goal { as a { … } … }`."""

    name: Name
    arms: tuple[LearningArm, ...]


class ChannelTarget(Node, frozen=True):
    """`by CHANNEL`."""

    channel: Name


class AttributeTarget(Node, frozen=True):
    """`by user.preferred_channel`."""

    attribute: Attribute


class FirstOfTarget(Node, frozen=True):
    """`by first of A, B, …`."""

    channels: tuple[Name, ...]


SendTarget = ChannelTarget | AttributeTarget | FirstOfTarget


class Outcome(Node, frozen=True):
    """`sent { … }`, `blocked { … }` or `failed { … }`."""

    word: OutcomeWord
    block: Block


class Send(Node, frozen=True):
    """`send M by …`."""

    message: Name
    target: SendTarget
    label: Name | None
    outcomes: tuple[Outcome, ...]


class EscalationStep(Node, frozen=True):
    """`push for 1 hour`; the last one needs no duration."""

    channel: Name
    duration: Duration | DurationParameter | None


class Escalate(Node, frozen=True):
    """`escalate M until EVENT { … }`; `opened` and `clicked` alone mean the receipts of its channels."""

    message: Name
    until: EventPattern
    label: Name | None
    steps: tuple[EscalationStep, ...]


class DayBlock(Node, frozen=True):
    """`day 1 at 09:00 { … }`."""

    day: NumberLiteral
    time: TimeLiteral
    block: Block


class Sequence(Node, frozen=True):
    """`sequence { day … }`."""

    label: Name | None
    days: tuple[DayBlock, ...]


class Repeat(Node, frozen=True):
    """`repeat up to N times [every D] [until C] { … }`."""

    times: NumberLiteral
    every: Duration | DurationParameter | None
    until: Expression | None
    label: Name | None
    block: Block


class Give(Node, frozen=True):
    """`give OFFER`."""

    offer: Name


class TagAdd(Node, frozen=True):
    """`tag add "x"`."""

    tag: TextLiteral


class TagRemove(Node, frozen=True):
    """`tag remove "x"`."""

    tag: TextLiteral


class Set(Node, frozen=True):
    """`set user.x = E` or `set run.x = E`."""

    target: Attribute
    value: Expression


class Unset(Node, frozen=True):
    """`unset user.x`."""

    target: Attribute


class ScoreAdd(Node, frozen=True):
    """`score lead add 10`."""

    score: Name
    points: NumberLiteral | Negative


class HandOff(Node, frozen=True):
    """`hand off to "sales" with "…"`."""

    to: TextLiteral
    text: TextLiteral


class Notify(Node, frozen=True):
    """`notify "team" with "…"`."""

    to: TextLiteral
    text: TextLiteral


class CallWebhook(Node, frozen=True):
    """`call webhook NAME`."""

    message: Name


class Start(Node, frozen=True):
    """`start CAMPAIGN`."""

    campaign: Name


class Stop(Node, frozen=True):
    """`stop`."""


class UseStep(Node, frozen=True):
    """`remind(cart_reminder, 1 day)`."""

    step: Name
    arguments: tuple[Expression, ...]


Statement = (
    Wait
    | WaitUntilTime
    | WaitUntilMoment
    | WaitUntilNext
    | WaitFor
    | WaitForAny
    | If
    | Split
    | SplitBy
    | SplitLearning
    | Send
    | Escalate
    | Sequence
    | Repeat
    | Give
    | TagAdd
    | TagRemove
    | Set
    | Unset
    | ScoreAdd
    | HandOff
    | Notify
    | CallWebhook
    | Start
    | Stop
    | UseStep
)
