"""`enter every` and `enter at` (language reference, section 7)."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from maflow.dsl import ast
from tests.reference.declared import CampaignFacts, Declared
from tests.reference.literals import minutes_of, moment_of
from tests.reference.local_time import day_start, is_on, on_clock, wall

__all__ = ["is_active", "next_occurrence"]


def is_active(campaign: CampaignFacts, instant: int, declared: Declared) -> bool:
    """Tell whether a campaign takes entries: both days included, in the project's zone."""
    if campaign.active is None:
        return True
    first, last = (date.fromisoformat(each.text) for each in (campaign.active.first, campaign.active.last))
    return first <= wall(instant, declared.zone).date() <= last


def next_occurrence(
    schedule: ast.EnterEvery | ast.EnterAt,
    campaign: CampaignFacts,
    since: int,
    zone: ZoneInfo,
    declared: Declared,
) -> int | None:
    """Return the first occurrence from an instant on at which the campaign is active, if any."""
    if isinstance(schedule, ast.EnterAt):
        instant = moment_of(schedule.moment, declared.zone).ms
        return instant if instant >= since and is_active(campaign, instant, declared) else None
    place = declared.zone if schedule.in_project_time else zone
    for instant in _occurrences(schedule, _search_start(campaign, since, declared), place):
        if campaign.active is not None and _is_over(campaign.active, instant, declared):
            return None
        if instant >= since and is_active(campaign, instant, declared):
            return instant
    raise AssertionError("a schedule goes on for ever")


def _search_start(campaign: CampaignFacts, since: int, declared: Declared) -> int:
    if campaign.active is None:
        return since
    return max(since, day_start(date.fromisoformat(campaign.active.first.text), declared.zone))


def _is_over(active: ast.Active, instant: int, declared: Declared) -> bool:
    return wall(instant, declared.zone).date() > date.fromisoformat(active.last.text)


def _occurrences(schedule: ast.EnterEvery, since: int, zone: ZoneInfo) -> Iterator[int]:
    day = wall(since, zone).date()
    while True:
        if _is_on_schedule(schedule.schedule, day):
            yield on_clock(day, minutes_of(schedule.time.text), zone)
        day += timedelta(days=1)


def _is_on_schedule(schedule: ast.Schedule, day: date) -> bool:
    match schedule:
        case ast.EveryDay():
            return True
        case ast.OnDays(days=days):
            return is_on(day, days)
        case ast.EveryMonth(day=number):
            last = calendar.monthrange(day.year, day.month)[1]
            return day.day == min(int(number.text), last)
        case _:
            assert_never(schedule)
