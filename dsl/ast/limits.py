"""Frequency limits and quiet hours (language reference, section 6)."""

from __future__ import annotations

from maflow.dsl.ast.base import Duration, DurationParameter, Name, Node
from maflow.dsl.ast.expressions import NumberLiteral
from maflow.dsl.ast.words import LimitScope, PeriodWord, Weekday

__all__ = [
    "BarePeriod",
    "CalendarWindow",
    "LimitRule",
    "LimitWindow",
    "Limits",
    "OverLimitDrop",
    "OverLimitWait",
    "QuietHours",
    "RollingWindow",
    "TimeRange",
]


class RollingWindow(Node, frozen=True):
    """`in any D`."""

    duration: Duration | DurationParameter


class CalendarWindow(Node, frozen=True):
    """`per calendar day|week|month|quarter`."""

    period: PeriodWord


class BarePeriod(Node, frozen=True):
    """`per day`: ambiguous, reported as MA008; `word` is what follows `per`, in English."""

    word: str


LimitWindow = RollingWindow | CalendarWindow | BarePeriod


class OverLimitDrop(Node, frozen=True):
    """`else drop`."""


class OverLimitWait(Node, frozen=True):
    """`else wait up to D`."""

    up_to: Duration | DurationParameter


class LimitRule(Node, frozen=True):
    """One line of `limits`. No channels: all messages. A channel may be written in the plural."""

    count: NumberLiteral
    category: Name | None
    channels: tuple[Name, ...]
    scope: LimitScope | None
    window: LimitWindow
    in_total: bool
    otherwise: OverLimitDrop | OverLimitWait | None


class Limits(Node, frozen=True):
    """`limits { … }`."""

    rules: tuple[LimitRule, ...]


class TimeRange(Node, frozen=True):
    """`22:00-07:00`: start inclusive, end exclusive, may pass midnight."""

    start: str
    end: str


class QuietHours(Node, frozen=True):
    """`quiet hours RANGE [on DAYS] for CHANNELS [else …]`; no days: every day."""

    hours: TimeRange
    days: tuple[Weekday, ...]
    channels: tuple[Name, ...]
    otherwise: OverLimitDrop | OverLimitWait | None
