"""What can be declared at the top of a file (language reference, section 6)."""

from __future__ import annotations

from maflow.dsl.ast.base import Duration, DurationParameter, Name, Node, TextLiteral
from maflow.dsl.ast.campaigns import Campaign
from maflow.dsl.ast.expressions import EventPattern, Expression, NumberLiteral, PercentLiteral
from maflow.dsl.ast.flow import Block, Literal, Notify
from maflow.dsl.ast.limits import Limits, QuietHours
from maflow.dsl.ast.scenarios import Test
from maflow.dsl.ast.sending import Category, Channel, Message, Offer
from maflow.dsl.ast.words import TypeWord

__all__ = [
    "Alert",
    "AlertAction",
    "Arbitrate",
    "Audience",
    "AudienceList",
    "Declaration",
    "Event",
    "Group",
    "Holdout",
    "ListType",
    "MoneyType",
    "NamedType",
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
    "User",
]


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
