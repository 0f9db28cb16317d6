"""Limits and quiet hours as data (language reference, section 6)."""

from __future__ import annotations

import enum
from typing import TypeAlias

import msgspec

from maflow.runtime.program.types import Place

__all__ = ["Limit", "LimitSubject", "LimitWindow", "PerPeriod", "Period", "QuietHours", "Rolling"]


class Rolling(msgspec.Struct, frozen=True, tag="rolling"):
    """`in any D`: (now - D, now]."""

    duration_ms: int


class Period(enum.StrEnum):
    """A calendar period."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


class PerPeriod(msgspec.Struct, frozen=True, tag="period"):
    """`per calendar …`: in the user's zone, with `in total` in the project's."""

    period: Period


LimitWindow: TypeAlias = Rolling | PerPeriod


class LimitSubject(enum.StrEnum):
    """What a limit counts apart."""

    ALL = "all"
    CAMPAIGN = "one campaign"
    MESSAGE = "one message"


class Limit(msgspec.Struct, frozen=True, kw_only=True):
    """One line of `limits`.

    `rule` is its text as the formatter prints it. Shape: no `channels`: every channel; no `category`:
    every category that is not exempt from limits. `wait_ms` is None where it drops.
    """

    rule: str
    place: Place
    count: int
    window: LimitWindow
    category: str | None = None
    channels: tuple[str, ...] = ()
    subject: LimitSubject = LimitSubject.ALL
    in_total: bool = False
    wait_ms: int | None = None


class QuietHours(msgspec.Struct, frozen=True, kw_only=True):
    """A range of the user's wall time in which channels are silent; it may pass midnight.

    Shape: `weekdays` (0 is monday) on which the range starts, empty for every day. `wait_ms` is None
    where it drops. Units: milliseconds since midnight; `end_ms` is excluded and may be 24:00.
    """

    rule: str
    place: Place
    start_ms: int
    end_ms: int
    weekdays: tuple[int, ...] = ()
    channels: tuple[str, ...]
    wait_ms: int | None = None
