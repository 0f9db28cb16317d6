"""Tests written in the language (language reference, section 13)."""

from __future__ import annotations

from maflow.dsl.ast.base import Duration, DurationParameter, Name, Node, TextLiteral
from maflow.dsl.ast.expressions import DateLiteral, EventRef, MomentLiteral, MoneyLiteral, NumberLiteral
from maflow.dsl.ast.flow import Literal
from maflow.dsl.ast.words import RunState

__all__ = [
    "Action",
    "AfterDuration",
    "ArmForced",
    "AtMoment",
    "CallAction",
    "EventAction",
    "ExpectAudience",
    "ExpectBlocked",
    "ExpectGave",
    "ExpectNothing",
    "ExpectRefused",
    "ExpectScore",
    "ExpectSend",
    "ExpectStage",
    "ExpectState",
    "ExpectTag",
    "GivenAttribute",
    "GivenBudget",
    "GivenConsent",
    "GivenDid",
    "GivenEntry",
    "GivenOffer",
    "GivenSent",
    "GivenTags",
    "GivenUser",
    "OtherSendsAllowed",
    "PropertyValue",
    "ReceiptAction",
    "SetAction",
    "Test",
    "TestLine",
    "TimedAction",
]


class PropertyValue(Node, frozen=True):
    """`cart_id "C1"` between the braces of an event."""

    name: Name
    value: Literal


class GivenAttribute(Node, frozen=True):
    """`name "Mei"` between the braces of a user."""

    name: Name
    value: Literal


class GivenConsent(Node, frozen=True):
    """`consent push, sms`."""

    channels: tuple[Name, ...]


class GivenTags(Node, frozen=True):
    """`tags "a", "b"`."""

    tags: tuple[TextLiteral, ...]


class GivenDid(Node, frozen=True):
    """`did E { … } at MOMENT`: history only."""

    event: EventRef
    properties: tuple[PropertyValue, ...]
    at: MomentLiteral | DateLiteral


GivenEntry = GivenAttribute | GivenConsent | GivenTags | GivenDid


class GivenUser(Node, frozen=True):
    """`given user [NAME] { … }`."""

    name: Name | None
    entries: tuple[GivenEntry, ...]


class GivenSent(Node, frozen=True):
    """`given sent M by CHANNEL at MOMENT [for NAME]`."""

    message: Name
    channel: Name
    at: MomentLiteral | DateLiteral
    user: Name | None


class GivenBudget(Node, frozen=True):
    """`given budget CAMPAIGN used MONEY`."""

    campaign: Name
    used: MoneyLiteral


class GivenOffer(Node, frozen=True):
    """`given offer X used N`."""

    offer: Name
    used: NumberLiteral


class ArmForced(Node, frozen=True):
    """`arm SPLIT = ARM`; `arm holdout = in` has the arm `in`. `campaign` where the split is qualified."""

    campaign: Name | None
    split: Name
    arm: Name


class AtMoment(Node, frozen=True):
    """`at MOMENT`."""

    moment: MomentLiteral | DateLiteral


class AfterDuration(Node, frozen=True):
    """`after D`, from the line before."""

    duration: Duration | DurationParameter


class EventAction(Node, frozen=True):
    """`event E [by NAME] { … }`."""

    event: EventRef
    user: Name | None
    properties: tuple[PropertyValue, ...]


class SetAction(Node, frozen=True):
    """`set [NAME] { attr value }`."""

    user: Name | None
    values: tuple[PropertyValue, ...]


class ReceiptAction(Node, frozen=True):
    """`receipt push.opened of MESSAGE [for NAME]`."""

    receipt: EventRef
    message: Name
    user: Name | None


class CallAction(Node, frozen=True):
    """`call CAMPAIGN [for NAME]`."""

    campaign: Name
    user: Name | None


class ExpectSend(Node, frozen=True):
    """`expect send M by CHANNEL [containing "…"] [for NAME]`."""

    message: Name
    channel: Name
    containing: TextLiteral | None
    user: Name | None


class ExpectBlocked(Node, frozen=True):
    """`expect blocked M by REASON [for NAME]`; the reason in English."""

    message: Name
    reason: Name
    user: Name | None


class ExpectNothing(Node, frozen=True):
    """`expect nothing`."""

    user: Name | None


class ExpectAudience(Node, frozen=True):
    """`expect [not] in AUDIENCE`."""

    audience: Name
    is_negated: bool
    user: Name | None


class ExpectState(Node, frozen=True):
    """`expect goal|exit|finished|waiting`."""

    state: RunState
    user: Name | None


class ExpectRefused(Node, frozen=True):
    """`expect refused by REASON`; the reason in English."""

    reason: Name
    user: Name | None


class ExpectTag(Node, frozen=True):
    """`expect tag "x"`."""

    tag: TextLiteral
    user: Name | None


class ExpectGave(Node, frozen=True):
    """`expect gave OFFER`."""

    offer: Name
    user: Name | None


class ExpectStage(Node, frozen=True):
    """`expect stage lifecycle = growing`."""

    stages: Name
    stage: Name
    user: Name | None


class ExpectScore(Node, frozen=True):
    """`expect score lead = 35`."""

    score: Name
    value: NumberLiteral
    user: Name | None


Action = (
    EventAction
    | SetAction
    | ReceiptAction
    | CallAction
    | ExpectSend
    | ExpectBlocked
    | ExpectNothing
    | ExpectAudience
    | ExpectState
    | ExpectRefused
    | ExpectTag
    | ExpectGave
    | ExpectStage
    | ExpectScore
)


class TimedAction(Node, frozen=True):
    """One line: when, and what; no `when`: the same instant as the line before."""

    when: AtMoment | AfterDuration | None
    action: Action


class OtherSendsAllowed(Node, frozen=True):
    """`other sends allowed`."""


TestLine = GivenUser | GivenSent | GivenBudget | GivenOffer | ArmForced | TimedAction | OtherSendsAllowed


class Test(Node, frozen=True):
    """`test "title" [for CAMPAIGN] { … }`."""

    # Not a test case for pytest, whatever its name begins with.
    __test__ = False

    title: TextLiteral
    campaign: Name | None
    lines: tuple[TestLine, ...]
