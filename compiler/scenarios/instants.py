"""When the lines of a test stand: `at MOMENT`, `after D`, or with the line before."""

from __future__ import annotations

import datetime
import zoneinfo

from maflow.compiler.lower.durations import elapsed_ms
from maflow.compiler.lower.instants import days_of, first_instant, moment_ms
from maflow.dsl import ast

__all__ = ["instant_of", "next_instant"]

_PER_SECOND = 1000


def instant_of(moment: ast.MomentLiteral | ast.DateLiteral, zone: zoneinfo.ZoneInfo) -> int:
    """Return a moment, of a date its first instant, in milliseconds from the epoch."""
    if isinstance(moment, ast.DateLiteral):
        return first_instant(days_of(moment), zone)
    return moment_ms(moment, zone)


def next_instant(
    when: ast.AtMoment | ast.AfterDuration | None, clock: int | None, zone: zoneinfo.ZoneInfo
) -> int:
    """Return the instant of a line, by that of the line before.

    A wall time that comes twice is its first occurrence, unless the line before stands after that.
    Units: milliseconds from the epoch.
    """
    match when:
        case ast.AtMoment(moment=moment):
            instant = instant_of(moment, zone)
            if clock is None or instant >= clock:
                return instant
            return max(clock, _second_occurrence(moment, zone))
        case ast.AfterDuration(duration=duration):
            assert clock is not None, "the first line of a test says when it is (MA112)"
            return clock + elapsed_ms(duration)
        case None:
            assert clock is not None, "the first line of a test says when it is (MA112)"
            return clock


def _second_occurrence(moment: ast.MomentLiteral | ast.DateLiteral, zone: zoneinfo.ZoneInfo) -> int:
    local = datetime.datetime.fromisoformat(moment.text).replace(tzinfo=zone, fold=1)
    return int(local.timestamp()) * _PER_SECOND
