"""What can be declared at the top of a file (language reference, section 6)."""

from __future__ import annotations

import enum

from maflow.dsl.ast.base import Duration, DurationParameter, Name, Node, TextLiteral
from maflow.dsl.ast.campaigns import Campaign
from maflow.dsl.ast.expressions import (
    Attribute,
    DateLiteral,
    EventPattern,
    Expression,
    MoneyLiteral,
    NumberLiteral,
    PercentLiteral,
)
from maflow.dsl.ast.flow import Block, Literal, Notify
from maflow.dsl.ast.limits import LimitWindow, Limits, QuietHours
from maflow.dsl.ast.scenarios import Test

__all__ = [
    "Alert",
    "AlertAction",
    "Approved",
    "Arbitrate",
    "Audience",
    "AudienceList",
    "Category",
    "Channel",
    "ChannelClause",
    "ChannelConsent",
    "ChannelCost",
    "ChannelKindClause",
    "ChannelNeeds",
    "ConsentRule",
    "Declaration",
    "Event",
    "Exemption",
    "Field",
    "FileText",
    "Group",
    "Holdout",
    "ListType",
    "Message",
    "MessageBlock",
    "MessageEntry",
    "MoneyType",
    "NamedType",
    "Offer",
    "OfferBudget",
    "OfferClause",
    "OfferCount",
    "OfferEverForUser",
    "OfferFace",
    "OfferInTotal",
    "OfferScope",
    "OfferValid",
    "OfferWindow",
    "OneOfType",
    "Pause",
    "Property",
    "Score",
    "ScoreEntry",
    "ScoreGives",
    "ScoreGrade",
    "ScoreGrades",
    "ScoreLoses",
    "Stage",
    "Stages",
    "Step",
    "StepParameter",
    "TagRule",
    "TypeExpression",
    "TypeWord",
    "User",
    "Valid",
]


class TypeWord(enum.Enum):
    """Types named by one word; `message` only for the parameters of a step."""

    TEXT = "text"
    NUMBER = "number"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DURATION = "duration"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    TIMEZONE = "timezone"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    CHANNEL = "channel"
    MESSAGE = "message"


class ConsentRule(enum.Enum):
    """Whether a channel needs consent."""

    OPT_IN = "opt in"
    OPT_OUT = "opt out"
    NONE = "none"


class Exemption(enum.Enum):
    """What a category may be exempt from."""

    LIMITS = "limits"
    QUIET_HOURS = "quiet hours"
    ARBITRATION = "arbitration"
    HOLDOUT = "holdout"


class NamedType(Node, frozen=True):
    """A type of one word."""

    word: TypeWord


class MoneyType(Node, frozen=True):
    """`money` in the project's currency, or `money USD`."""

    currency: str | None


class OneOfType(Node, frozen=True):
    """`one of "a", "b"`."""

    values: tuple[TextLiteral, ...]


class ListType(Node, frozen=True):
    """`list of T`."""

    item: TypeExpression


TypeExpression = NamedType | MoneyType | OneOfType | ListType


class Property(Node, frozen=True):
    """An attribute of users or a property of events. `sensitive` is its declared purpose."""

    name: Name
    type: TypeExpression
    default: Literal | None
    sensitive: TextLiteral | None


class User(Node, frozen=True):
    """`user { … }`."""

    attributes: tuple[Property, ...]


class Event(Node, frozen=True):
    """`event NAME [from "wire name"] { … }`."""

    name: Name
    wire_name: TextLiteral | None
    properties: tuple[Property, ...]


class Audience(Node, frozen=True):
    """`audience NAME ["description"] = C`."""

    name: Name
    description: TextLiteral | None
    condition: Expression


class AudienceList(Node, frozen=True):
    """`audience NAME ["description"] from list "file" column NAME`."""

    name: Name
    description: TextLiteral | None
    path: TextLiteral
    column: Name


class TagRule(Node, frozen=True):
    """`tag "x" when C`."""

    tag: TextLiteral
    condition: Expression


class ScoreGives(Node, frozen=True):
    """`EVENT [where C] gives N [at most M]`."""

    pattern: EventPattern
    points: NumberLiteral
    at_most: NumberLiteral | None


class ScoreLoses(Node, frozen=True):
    """`lose N per day|week|month without any event`."""

    points: NumberLiteral
    period: str


class ScoreGrade(Node, frozen=True):
    """`A from 80`."""

    name: Name
    minimum: NumberLiteral


class ScoreGrades(Node, frozen=True):
    """`grade A from 80, B from 50`."""

    grades: tuple[ScoreGrade, ...]


ScoreEntry = ScoreGives | ScoreLoses | ScoreGrades


class Score(Node, frozen=True):
    """`score NAME { … }`."""

    name: Name
    entries: tuple[ScoreEntry, ...]


class Stage(Node, frozen=True):
    """`NAME when C`."""

    name: Name
    condition: Expression


class Stages(Node, frozen=True):
    """`stages NAME { … }`."""

    name: Name
    stages: tuple[Stage, ...]


class ChannelCost(Node, frozen=True):
    """`cost MONEY`."""

    amount: MoneyLiteral


class ChannelNeeds(Node, frozen=True):
    """`needs user.phone`."""

    attribute: Attribute


class ChannelKindClause(Node, frozen=True):
    """`kind sms`."""

    kind: Name


class ChannelConsent(Node, frozen=True):
    """`consent opt in|opt out|none`."""

    rule: ConsentRule


ChannelClause = ChannelCost | ChannelNeeds | ChannelKindClause | ChannelConsent


class Channel(Node, frozen=True):
    """`channel NAME { … }`."""

    name: Name
    clauses: tuple[ChannelClause, ...]


class Category(Node, frozen=True):
    """`category NAME { exempt from … }`."""

    name: Name
    exemptions: tuple[Exemption, ...]


class FileText(Node, frozen=True):
    """`file "cart.liquid.html"`."""

    path: TextLiteral


class Field(Node, frozen=True):
    """`title "…"` in a block of a message."""

    name: Name
    value: Literal | FileText


class Valid(Node, frozen=True):
    """`valid 3 days` in a block of a message."""

    duration: Duration | DurationParameter


class Approved(Node, frozen=True):
    """`approved by "…" on DATE [digest "…"]`."""

    by: TextLiteral
    on: DateLiteral
    digest: TextLiteral | None


class MessageBlock(Node, frozen=True):
    """`CHANNEL { fields }`."""

    channel: Name
    entries: tuple[Field | Valid | Approved, ...]


MessageEntry = MessageBlock | Approved


class Message(Node, frozen=True):
    """`message NAME ["description"] { … }`."""

    name: Name
    description: TextLiteral | None
    entries: tuple[MessageEntry, ...]


class OfferFace(Node, frozen=True):
    """`face MONEY`."""

    amount: MoneyLiteral


class OfferValid(Node, frozen=True):
    """`valid D`."""

    duration: Duration | DurationParameter


class OfferEverForUser(Node, frozen=True):
    """`ever for one user`."""


class OfferInTotal(Node, frozen=True):
    """`in total`."""


class OfferWindow(Node, frozen=True):
    """`WINDOW [in total]`, as in limits."""

    window: LimitWindow
    in_total: bool


OfferScope = OfferEverForUser | OfferInTotal | OfferWindow


class OfferCount(Node, frozen=True):
    """`at most N …`."""

    count: NumberLiteral
    scope: OfferScope


class OfferBudget(Node, frozen=True):
    """`budget MONEY`."""

    amount: MoneyLiteral


OfferClause = OfferFace | OfferValid | OfferCount | OfferBudget


class Offer(Node, frozen=True):
    """`offer NAME ["description"] { … }`."""

    name: Name
    description: TextLiteral | None
    clauses: tuple[OfferClause, ...]


class Group(Node, frozen=True):
    """`group NAME { one campaign at a time }`."""

    name: Name


class Arbitrate(Node, frozen=True):
    """`arbitrate within D`."""

    within: Duration | DurationParameter


class Holdout(Node, frozen=True):
    """`holdout P% [salt "…"]` at top level: global."""

    share: PercentLiteral
    salt: TextLiteral | None


class StepParameter(Node, frozen=True):
    """`what message`."""

    name: Name
    type: TypeExpression


class Step(Node, frozen=True):
    """`step NAME(parameters) { … }`."""

    name: Name
    parameters: tuple[StepParameter, ...]
    block: Block


class Pause(Node, frozen=True):
    """`pause CHANNEL`."""

    channel: Name


AlertAction = Notify | Pause


class Alert(Node, frozen=True):
    """`alert NAME when C { … }`."""

    name: Name
    condition: Expression
    actions: tuple[AlertAction, ...]


Declaration = (
    User
    | Event
    | Audience
    | AudienceList
    | TagRule
    | Score
    | Stages
    | Channel
    | Category
    | Message
    | Offer
    | Limits
    | QuietHours
    | Group
    | Arbitrate
    | Holdout
    | Step
    | Alert
    | Campaign
    | Test
)
