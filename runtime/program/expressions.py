"""Expressions as data: names resolved, types checked, literals converted.

A condition matches only when it is true; every operator follows Kleene's logic over the unknown
(language reference, sections 4 and 5). Shape: operands of `Compare` and kin have one type.
"""

from __future__ import annotations

import enum
from typing import TypeAlias

import msgspec

from maflow.runtime.program.types import Constant, ValueType

__all__ = [
    "Aggregate",
    "And",
    "Arithmetic",
    "ArithmeticKind",
    "Between",
    "Compare",
    "Comparison",
    "Consents",
    "Contains",
    "Count",
    "CountDistinct",
    "Default",
    "Did",
    "DidThen",
    "EntryValue",
    "EventQuery",
    "EventValue",
    "Ever",
    "Expression",
    "HasTag",
    "Holds",
    "In",
    "IsKnown",
    "LastPeriod",
    "ListOf",
    "Matches",
    "Negate",
    "Not",
    "Now",
    "Or",
    "RunValue",
    "Shift",
    "SinceEntry",
    "SinceMoment",
    "Summary",
    "TextTest",
    "TimePart",
    "TimeSince",
    "TodayDate",
    "TodayPeriod",
    "UserValue",
    "Window",
]


class _Node(msgspec.Struct, frozen=True, tag=True, tag_field="op"):
    """An expression; the tag is the name of its class."""


class UserValue(_Node, frozen=True):
    """An attribute of the user, as it is now."""

    name: str


class EventValue(_Node, frozen=True):
    """A property of the event that the innermost clause looks at; `time` and `id` every event has."""

    name: str


class EntryValue(_Node, frozen=True):
    """A property of the event that started the run, frozen; `time` every entry has."""

    name: str


class RunValue(_Node, frozen=True):
    """A value kept in the run: set by the flow, or taken from the event that opened a block."""

    name: str


class Now(_Node, frozen=True):
    """The engine's clock."""


class TodayDate(_Node, frozen=True):
    """The user's local date."""


class HasTag(_Node, frozen=True):
    """Whether the user carries a tag that flows and imports set."""

    tag: str


class Holds(_Node, frozen=True):
    """A fact: whether a named predicate is true for the user; never unknown."""

    predicate: str


class Consents(_Node, frozen=True):
    """Whether guard 4 would let a message of this category pass on a channel."""

    channel: str
    category: str


class TimePart(_Node, frozen=True):
    """The weekday (`"monday"`), hour or date of a moment in the user's zone; the weekday of a date."""

    part: str
    operand: Expression
    of_date: bool = False


class LastPeriod(_Node, frozen=True):
    """(now - duration, now]."""

    duration_ms: int


class TodayPeriod(_Node, frozen=True):
    """From the first instant of the user's local day."""


class SinceEntry(_Node, frozen=True):
    """After the entry of the run in the log."""


class SinceMoment(_Node, frozen=True):
    """From an instant on, included."""

    moment_ms: int


class Ever(_Node, frozen=True):
    """The whole history."""


Window: TypeAlias = LastPeriod | TodayPeriod | SinceEntry | SinceMoment | Ever


class EventQuery(msgspec.Struct, frozen=True):
    """Events of a type for which a condition is true; inside it `EventValue` is that event."""

    event: str
    where: Expression | None = None


class Count(_Node, frozen=True):
    """How many such events."""

    query: EventQuery
    window: Window


class CountDistinct(_Node, frozen=True):
    """How many distinct known values of a property."""

    property: str
    query: EventQuery
    window: Window


class Summary(enum.StrEnum):
    """What is made of one property of the events in a window; unknown values are left out."""

    SUM = "sum"
    AVERAGE = "average"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    FIRST = "first"
    LAST = "last"


class Aggregate(_Node, frozen=True):
    """A summary of a property: unknown over nothing, but `sum` is 0. `type` is that of the property.

    `first` and `last` take the property of the first or last such event, unknown if it is.
    """

    summary: Summary
    property: str
    type: ValueType
    query: EventQuery
    window: Window


class Did(_Node, frozen=True):
    """Whether there is such an event; `never` is its negation."""

    query: EventQuery
    window: Window


class DidThen(_Node, frozen=True):
    """Whether B came later in the log than A, at most `within_ms` after it, both in the window."""

    first: EventQuery
    second: EventQuery
    within_ms: int
    window: Window


class TimeSince(_Node, frozen=True):
    """The time elapsed since the last such event; unknown when there is none."""

    query: EventQuery


class And(_Node, frozen=True):
    """All of them."""

    operands: tuple[Expression, ...]


class Or(_Node, frozen=True):
    """Any of them."""

    operands: tuple[Expression, ...]


class Not(_Node, frozen=True):
    """The opposite; unknown stays unknown."""

    operand: Expression


class Negate(_Node, frozen=True):
    """A number, an amount or a duration with its sign turned."""

    operand: Expression


class ArithmeticKind(enum.StrEnum):
    """Which types stand left and right, and so what is done."""

    NUMBERS = "numbers"
    MONEY = "money"
    MONEY_BY_NUMBER = "money by number"
    NUMBER_BY_MONEY = "number by money"
    MONEY_BY_MONEY = "money by money"
    DURATIONS = "durations"
    DURATION_BY_NUMBER = "duration by number"
    NUMBER_BY_DURATION = "number by duration"
    DURATION_BY_DURATION = "duration by duration"
    MOMENT_AND_DURATION = "moment and duration"
    MOMENTS = "moments"
    DATE_AND_DURATION = "date and duration"
    DATES = "dates"


class Arithmetic(_Node, frozen=True):
    """`+ - * /` over known values; division by zero is unknown. The difference of dates is a duration."""

    operator: str
    kind: ArithmeticKind
    left: Expression
    right: Expression


class Shift(_Node, frozen=True):
    """A date or a moment moved over the calendar: months first (the end clips), then days, then time.

    A moment keeps its wall time in the user's zone over months and days (language reference, 11).
    """

    operand: Expression
    of_date: bool
    months: int = 0
    days: int = 0
    elapsed_ms: int = 0


class Comparison(enum.StrEnum):
    """How two values are compared."""

    EQUAL = "="
    NOT_EQUAL = "!="
    LESS = "<"
    LESS_OR_EQUAL = "<="
    GREATER = ">"
    GREATER_OR_EQUAL = ">="


class Compare(_Node, frozen=True):
    """Two values of one type; unknown if either is."""

    operator: Comparison
    left: Expression
    right: Expression


class Contains(_Node, frozen=True):
    """Whether a list has an item, or a text a part."""

    whole: Expression
    part: Expression


class TextTest(_Node, frozen=True):
    """Whether a text `starts with` or `ends with` another."""

    test: str
    operand: Expression
    part: Expression


class Matches(_Node, frozen=True):
    """Whether a regular expression of linear time is found in a text."""

    operand: Expression
    pattern: str


class In(_Node, frozen=True):
    """Whether a value is one of several: as a chain of `= … or = …`."""

    operand: Expression
    items: tuple[Expression, ...]


class Between(_Node, frozen=True):
    """Whether a value lies between two, both included: `low <= value and value <= high`."""

    operand: Expression
    low: Expression
    high: Expression


class IsKnown(_Node, frozen=True):
    """Whether a value is known; never unknown itself."""

    operand: Expression


class Default(_Node, frozen=True):
    """A value, or another where it is unknown."""

    operand: Expression
    fallback: Expression


class ListOf(_Node, frozen=True):
    """Several values together."""

    items: tuple[Expression, ...]


Expression: TypeAlias = (
    Constant
    | UserValue
    | EventValue
    | EntryValue
    | RunValue
    | Now
    | TodayDate
    | HasTag
    | Holds
    | Consents
    | TimePart
    | Count
    | CountDistinct
    | Aggregate
    | Did
    | DidThen
    | TimeSince
    | And
    | Or
    | Not
    | Negate
    | Arithmetic
    | Shift
    | Compare
    | Contains
    | TextTest
    | Matches
    | In
    | Between
    | IsKnown
    | Default
    | ListOf
)
