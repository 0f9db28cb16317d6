"""Local times: gaps, folds, month ends (language reference, section 11)."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from maflow.dsl import ast
from tests.reference.local_time import (
    day_start,
    instant_of,
    next_hour,
    next_period,
    offset_changes,
    period_start,
    shift,
    shifted_date,
    wall,
)
from tests.reference.story import instant, shown

NEW_YORK = "America/New_York"
MIDNIGHT_GAP = "America/Sao_Paulo"
MIDNIGHT_FOLD = "America/Havana"


@pytest.mark.parametrize(
    ("zone", "clock", "expected"),
    [
        (NEW_YORK, "2026-03-08 01:59:59", "2026-03-08 06:59:59"),
        (NEW_YORK, "2026-03-08 02:00", "2026-03-08 07:00"),
        (NEW_YORK, "2026-03-08 02:30", "2026-03-08 07:00"),
        (NEW_YORK, "2026-03-08 03:00", "2026-03-08 07:00"),
        (NEW_YORK, "2026-11-01 01:30", "2026-11-01 05:30"),
        (NEW_YORK, "2026-11-01 02:00", "2026-11-01 07:00"),
        ("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03 15:30"),
        (MIDNIGHT_GAP, "2017-10-15 00:00", "2017-10-15 03:00"),
        ("Pacific/Apia", "2011-12-30 12:00", "2011-12-30 10:00"),
    ],
)
def test_a_wall_time_is_its_first_instant_or_the_first_after_the_gap(
    zone: str, clock: str, expected: str
) -> None:
    assert shown(instant_of(datetime.fromisoformat(clock), ZoneInfo(zone))) == expected


@pytest.mark.parametrize(
    ("zone", "day", "expected"),
    [
        (MIDNIGHT_GAP, "2017-10-15", "2017-10-15 03:00"),
        (MIDNIGHT_FOLD, "2026-11-01", "2026-11-01 04:00"),
        (NEW_YORK, "2026-03-08", "2026-03-08 05:00"),
    ],
)
def test_a_day_begins_with_its_first_instant(zone: str, day: str, expected: str) -> None:
    assert shown(day_start(date.fromisoformat(day), ZoneInfo(zone))) == expected


@pytest.mark.parametrize(
    ("start", "months", "days", "expected"),
    [
        ("2026-01-31 10:00", 1, 0, "2026-02-28 10:00"),
        ("2028-01-31 10:00", 1, 0, "2028-02-29 10:00"),
        ("2026-01-31 10:00", 13, 0, "2027-02-28 10:00"),
        ("2026-03-31 10:00", -1, 0, "2026-02-28 10:00"),
        ("2026-01-15 10:00", -2, 0, "2025-11-15 10:00"),
        ("2026-01-31 10:00", 0, 30, "2026-03-02 10:00"),
    ],
)
def test_months_clip(start: str, months: int, days: int, expected: str) -> None:
    assert shown(shift(instant(start), months, days, ZoneInfo("UTC"))) == expected


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        ("2026-03-07 10:00-05:00", 1, "2026-03-08 14:00"),
        ("2026-03-07 02:30-05:00", 1, "2026-03-08 07:00"),
        ("2026-03-07 02:30-05:00", 2, "2026-03-09 06:30"),
        ("2026-10-31 01:30-04:00", 1, "2026-11-01 05:30"),
        ("2026-11-01 01:30-05:00", 1, "2026-11-02 06:30"),
    ],
)
def test_days_keep_the_wall_time(start: str, days: int, expected: str) -> None:
    assert shown(shift(instant(start), 0, days, ZoneInfo(NEW_YORK))) == expected


@pytest.mark.parametrize(
    ("period", "week_starts", "start", "following"),
    [
        (ast.PeriodWord.DAY, "monday", "2026-03-11", "2026-03-12"),
        (ast.PeriodWord.WEEK, "monday", "2026-03-09", "2026-03-16"),
        (ast.PeriodWord.WEEK, "sunday", "2026-03-08", "2026-03-15"),
        (ast.PeriodWord.WEEK, "wednesday", "2026-03-11", "2026-03-18"),
        (ast.PeriodWord.MONTH, "monday", "2026-03-01", "2026-04-01"),
        (ast.PeriodWord.QUARTER, "monday", "2026-01-01", "2026-04-01"),
    ],
)
def test_calendar_periods_of_a_wednesday(
    period: ast.PeriodWord, week_starts: str, start: str, following: str
) -> None:
    zone, now, first = ZoneInfo("UTC"), instant("2026-03-11 12:00"), ast.Weekday(week_starts)
    assert shown(period_start(now, period, zone, first)) == f"{start} 00:00"
    assert shown(next_period(now, period, zone, first)) == f"{following} 00:00"


def test_the_clocks_are_changed_twice_a_year() -> None:
    changes = offset_changes(instant("2026-01-01"), instant("2027-01-01"), ZoneInfo(NEW_YORK))
    assert [shown(change) for change in changes] == ["2026-03-08 07:00", "2026-11-01 06:00"]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-08 06:20", "2026-03-08 07:00"),
        ("2026-11-01 05:20", "2026-11-01 06:00"),
        ("2026-11-01 06:00", "2026-11-01 07:00"),
    ],
)
def test_the_next_hour_of_the_clocks(now: str, expected: str) -> None:
    assert shown(next_hour(instant(now), ZoneInfo(NEW_YORK))) == expected


def test_a_wall_time_is_read_back() -> None:
    zone = ZoneInfo("Asia/Kathmandu")
    assert wall(instant("2026-03-02 00:00"), zone) == datetime(2026, 3, 2, 5, 45)


def test_a_date_moves_over_the_end_of_a_year() -> None:
    assert shifted_date(date(2025, 11, 30), 3, 1) == date(2026, 3, 1)
