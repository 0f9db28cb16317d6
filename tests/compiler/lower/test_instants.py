"""Local times that are written down: over clock changes, and in zones with unusual ones."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maflow.compiler.lower.instants import DAY_MS, first_instant, local_instant, time_ms
from maflow.compiler.zones import zone_names
from maflow.runtime.program.time_zones import zone_named

ZONES = [
    "UTC",
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
]
QUARTER_MS = 900_000
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def wall_of(instant: int, zone: str) -> int:
    """Return what the clock on a wall shows, as milliseconds since 1970-01-01 00:00 on that clock."""
    moment = EPOCH + datetime.timedelta(milliseconds=instant)
    local = moment.astimezone(zone_named(zone)).replace(tzinfo=datetime.UTC)
    return (local - EPOCH) // datetime.timedelta(milliseconds=1)


@given(
    zone=st.sampled_from(ZONES),
    days=st.integers(0, 25_000),
    minutes=st.integers(0, 24 * 60 - 1),
)
def test_a_local_time_is_the_first_instant_at_which_the_clock_has_come_so_far(
    zone: str, days: int, minutes: int
) -> None:
    wall = days * DAY_MS + minutes * 60_000
    found = local_instant(days, minutes * 60_000, zone_named(zone))
    assert wall_of(found, zone) >= wall
    before = [found - 1, *(found - step * QUARTER_MS for step in range(1, 100))]
    assert all(wall_of(instant, zone) < wall for instant in before)


@pytest.mark.parametrize(
    ("zone", "date", "time", "utc"),
    [
        ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29 01:00"),
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25 00:30"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03 15:30"),
        ("America/Sao_Paulo", "2018-11-04", "00:00", "2018-11-04 03:00"),
        ("Pacific/Apia", "2011-12-30", "12:00", "2011-12-30 10:00"),
        ("Asia/Shanghai", "2026-11-11", "09:00", "2026-11-11 01:00"),
    ],
)
def test_times_that_do_not_exist_or_come_twice(zone: str, date: str, time: str, utc: str) -> None:
    days = (datetime.date.fromisoformat(date) - EPOCH.date()).days
    expected = datetime.datetime.fromisoformat(utc).replace(tzinfo=datetime.UTC)
    found = EPOCH + datetime.timedelta(milliseconds=local_instant(days, time_ms(time), zone_named(zone)))
    assert found == expected


def test_the_first_and_the_last_dates_that_can_be_written_have_a_beginning() -> None:
    for name in ZONES:
        first = (datetime.date.min - EPOCH.date()).days
        last = (datetime.date.max - EPOCH.date()).days
        assert first_instant(first, zone_named(name)) < first_instant(last, zone_named(name))


def test_every_zone_that_a_project_may_name_is_there() -> None:
    for name in zone_names():
        assert zone_named(name).key == name
