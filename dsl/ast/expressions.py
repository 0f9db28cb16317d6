"""Expressions, event patterns and windows (language reference, section 5)."""

from __future__ import annotations

from maflow.dsl.ast.base import Duration, DurationParameter, Name, Node, TextLiteral
from maflow.dsl.ast.words import AggregateFunction, BinaryOperator, Scope, TimePartFunction

__all__ = [
    "Aggregate",
    "AllOf",
    "AnyOf",
    "Attribute",
    "Between",
    "Binary",
    "BooleanLiteral",
    "Consents",
    "Count",
    "CountDistinct",
    "DateLiteral",
    "Default",
    "Did",
    "DidThen",
    "EventPattern",
    "EventRef",
    "Ever",
    "Expression",
    "Grade",
    "HasTag",
    "InAudience",
    "InList",
    "IsKnown",
    "LastWindow",
    "ListLiteral",
    "Matches",
    "MomentLiteral",
    "MoneyLiteral",
    "Negative",
    "Not",
    "Now",
    "NumberLiteral",
    "Parameter",
    "PercentLiteral",
    "ScoreValue",
    "Share",
    "SinceDate",
    "SinceEntry",
    "StageValue",
    "TimeLiteral",
    "TimePart",
    "TimeSince",
    "Today",
    "TodayWindow",
    "Window",
]


class NumberLiteral(Node, frozen=True):
    """A number as written, underscores included."""

    text: str


class PercentLiteral(Node, frozen=True):
    """A percentage; `text` is what stands before the sign."""

    text: str


class MoneyLiteral(Node, frozen=True):
    """An amount as written and its ISO 4217 code."""

    amount: str
    currency: str


class TimeLiteral(Node, frozen=True):
    """A time of day, `HH:MM`."""

    text: str


class DateLiteral(Node, frozen=True):
    """A date, `YYYY-MM-DD`."""

    text: str


class MomentLiteral(Node, frozen=True):
    """A date with a time, `YYYY-MM-DD HH:MM[:SS]`, and an offset like `+08:00` or None."""

    text: str
    offset: str | None


class BooleanLiteral(Node, frozen=True):
    """True or false."""

    value: bool


class ListLiteral(Node, frozen=True):
    """Values in square brackets."""

    items: tuple[Expression, ...]


class Attribute(Node, frozen=True):
    """`user.X`, `event.X`, `entry.X` or `run.X`."""

    scope: Scope
    name: Name


class Parameter(Node, frozen=True):
    """A bare word: a parameter of the step around it."""

    name: Name


class Now(Node, frozen=True):
    """The moment of evaluation."""


class Today(Node, frozen=True):
    """The user's local date."""


class HasTag(Node, frozen=True):
    """`tag "x"`."""

    tag: TextLiteral


class StageValue(Node, frozen=True):
    """`stage lifecycle`."""

    stages: Name


class ScoreValue(Node, frozen=True):
    """`score lead`."""

    score: Name


class Grade(Node, frozen=True):
    """`grade lead`."""

    score: Name


class TimePart(Node, frozen=True):
    """`weekday(X)`, `hour(X)` or `date(X)`."""

    function: TimePartFunction
    operand: Expression


class Consents(Node, frozen=True):
    """`user consents to CHANNEL`."""

    channel: Name


class InAudience(Node, frozen=True):
    """`user in AUDIENCE` or `user not in AUDIENCE`."""

    audience: Name
    is_negated: bool


class EventRef(Node, frozen=True):
    """An event by name: `order_paid`, or of a source: `push.opened`, `lifecycle.entered`."""

    source: Name | None
    name: Name


class EventPattern(Node, frozen=True):
    """An event and what must hold of it."""

    event: EventRef
    where: Expression | None


class LastWindow(Node, frozen=True):
    """`last 7 days`: (now - 7 days, now]."""

    duration: Duration | DurationParameter


class TodayWindow(Node, frozen=True):
    """`today`: from the first instant of the user's local day."""


class SinceEntry(Node, frozen=True):
    """`since entry`: after the entry event in the log."""


class SinceDate(Node, frozen=True):
    """`since DATE`, its first instant included."""

    date: DateLiteral | MomentLiteral


class Ever(Node, frozen=True):
    """`ever`: the whole history."""


Window = LastWindow | TodayWindow | SinceEntry | SinceDate | Ever


class Count(Node, frozen=True):
    """`count(EVENT [where C], W)`."""

    pattern: EventPattern
    window: Window


class CountDistinct(Node, frozen=True):
    """`count(distinct event.page of page_view [where C], W)`."""

    property: Name
    pattern: EventPattern
    window: Window


class Aggregate(Node, frozen=True):
    """`sum(EVENT.prop [where C], W)` and its kin."""

    function: AggregateFunction
    property: Name
    pattern: EventPattern
    window: Window


class Did(Node, frozen=True):
    """`did(…)`, or `never(…)` when negated."""

    pattern: EventPattern
    window: Window
    is_negated: bool


class DidThen(Node, frozen=True):
    """`did(A then B within D, W)`."""

    first: EventPattern
    second: EventPattern
    within: Duration | DurationParameter
    window: Window


class TimeSince(Node, frozen=True):
    """`time since EVENT` or `time since (EVENT where C)`."""

    pattern: EventPattern


class Share(Node, frozen=True):
    """`share(A of B, W)`: about the whole project, in alerts only."""

    part: EventPattern
    whole: EventPattern
    window: Window


class AnyOf(Node, frozen=True):
    """`A or B or …`, at least two operands, none of them an AnyOf written without brackets."""

    operands: tuple[Expression, ...]


class AllOf(Node, frozen=True):
    """`A and B and …`, at least two operands, none of them an AllOf written without brackets."""

    operands: tuple[Expression, ...]


class Not(Node, frozen=True):
    """`not C`."""

    operand: Expression


class Negative(Node, frozen=True):
    """`-X`."""

    operand: Expression


class Binary(Node, frozen=True):
    """An operator between two operands."""

    operator: BinaryOperator
    left: Expression
    right: Expression


class Matches(Node, frozen=True):
    """`X matches "regex"`."""

    operand: Expression
    pattern: TextLiteral


class InList(Node, frozen=True):
    """`X in (…)` or `X not in (…)`."""

    operand: Expression
    items: tuple[Expression, ...]
    is_negated: bool


class Between(Node, frozen=True):
    """`X between A and B`, both included."""

    operand: Expression
    low: Expression
    high: Expression


class IsKnown(Node, frozen=True):
    """`X is known`, or `X is unknown` when negated."""

    operand: Expression
    is_negated: bool


class Default(Node, frozen=True):
    """`X default Y`."""

    operand: Expression
    fallback: Expression


Expression = (
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
    | Attribute
    | Parameter
    | Now
    | Today
    | HasTag
    | StageValue
    | ScoreValue
    | Grade
    | TimePart
    | Consents
    | InAudience
    | Count
    | CountDistinct
    | Aggregate
    | Did
    | DidThen
    | TimeSince
    | Share
    | AnyOf
    | AllOf
    | Not
    | Negative
    | Binary
    | Matches
    | InList
    | Between
    | IsKnown
    | Default
)
