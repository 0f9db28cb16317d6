"""Local time over clock changes, month ends and leap days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from maflow.runtime.core.local_time import (
    DAY_MS,
    HOUR_MS,
    Zone,
    find_zone,
    shift_date,
    weekday_of_day,
    yearly_return,
)

ZONES = (
    "Africa/Casablanca",
    "America/New_York",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Asia/Shanghai",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Pacific/Apia",
    "UTC",
)
FIRST = -1_500_000_000_000
LAST = 5_000_000_000_000
EPOCH = datetime(1970, 1, 1)
MINUTE_MS = 60_000

zones = st.sampled_from(ZONES)
instants = st.integers(FIRST, LAST)


def zone_of(name: str) -> Zone:
    found = find_zone(name)
    assert found is not None
    return found


def utc(text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal() - date(1970, 1, 1).toordinal()


def time_of(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * HOUR_MS + int(minutes) * MINUTE_MS


@given(zones, instants)
def test_clocks_show_what_those_of_the_standard_library_show(name: str, instant: int) -> None:
    shown = (EPOCH + timedelta(milliseconds=instant)).replace(tzinfo=UTC).astimezone(ZoneInfo(name))
    zone = zone_of(name)
    days, wall = zone.local(instant)
    assert EPOCH + timedelta(days=days, milliseconds=wall) == shown.replace(tzinfo=None)
    assert zone.date(instant) == days
    assert zone.hour(instant) == shown.hour
    assert zone.weekday(instant) == f"{shown:%A}".lower()


@given(zones, instants)
def test_an_instant_is_the_first_at_which_its_wall_time_is_shown(name: str, instant: int) -> None:
    zone = zone_of(name)
    days, wall = zone.local(instant)
    found = zone.instant(days, wall)
    assert found <= instant
    assert zone.local(found) == (days, wall)


@given(zones, st.integers(day("1930-01-01"), day("2120-01-01")), st.integers(0, DAY_MS - 1))
def test_nothing_is_shown_before_its_instant(name: str, days: int, wall: int) -> None:
    zone = zone_of(name)
    found = zone.instant(days, wall)
    assert zone.local(found) >= (days, wall)
    for before in (1, MINUTE_MS, 29 * MINUTE_MS, HOUR_MS, 25 * HOUR_MS):
        assert zone.local(found - before) < (days, wall)


@pytest.mark.parametrize(
    ("name", "wall_day", "wall", "expected"),
    [
        ("America/New_York", "2026-03-08", "02:30", "2026-03-08T07:00"),  # a gap: its end
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30"),  # twice: the first
        ("Europe/Berlin", "2026-03-29", "02:00", "2026-03-29T01:00"),
        ("Europe/Berlin", "2026-10-25", "02:59", "2026-10-25T00:59"),
        ("Asia/Shanghai", "2026-11-11", "09:00", "2026-11-11T01:00"),
        ("America/Sao_Paulo", "2018-11-04", "00:00", "2018-11-04T03:00"),  # midnight does not exist
        ("Pacific/Apia", "2011-12-30", "12:00", "2011-12-30T10:00"),  # the whole day does not exist
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30"),  # half an hour is left out
    ],
)
def test_instants_of_wall_times(name: str, wall_day: str, wall: str, expected: str) -> None:
    assert zone_of(name).instant(day(wall_day), time_of(wall)) == utc(expected)


@pytest.mark.parametrize(
    ("name", "start", "months", "days", "expected"),
    [
        ("America/New_York", "2026-03-07T07:30", 0, 1, "2026-03-08T07:00"),  # 02:30 falls into the gap
        ("America/New_York", "2026-03-07T14:00", 0, 1, "2026-03-08T13:00"),  # 23 hours
        ("America/New_York", "2026-10-31T13:00", 0, 1, "2026-11-01T14:00"),  # 25 hours
        ("America/New_York", "2026-11-01T06:30", 0, 7, "2026-11-08T06:30"),  # from the second 01:30
        ("America/New_York", "2026-11-08T06:30", 0, -7, "2026-11-01T05:30"),  # to the first 01:30
        ("UTC", "2026-01-31T10:00", 1, 0, "2026-02-28T10:00"),
        ("UTC", "2028-01-31T10:00", 1, 0, "2028-02-29T10:00"),
        ("UTC", "2026-03-31T10:00", -1, 1, "2026-03-01T10:00"),
    ],
)
def test_moments_move_over_the_calendar(name: str, start: str, months: int, days: int, expected: str) -> None:
    assert zone_of(name).shift(utc(start), months, days) == utc(expected)


@pytest.mark.parametrize(
    ("start", "months", "days", "expected"),
    [
        ("2026-01-31", 1, 0, "2026-02-28"),
        ("2024-01-31", 1, 0, "2024-02-29"),
        ("2026-01-31", 13, 0, "2027-02-28"),
        ("2026-03-30", -1, 0, "2026-02-28"),
        ("2026-01-31", 1, 1, "2026-03-01"),
        ("2026-01-15", -13, -15, "2024-11-30"),
        ("9999-12-01", 1, 0, "9999-12-31"),
        ("9999-12-01", 0, 40, "9999-12-31"),
        ("0001-01-31", -1, 0, "0001-01-01"),
    ],
)
def test_dates_move_over_the_calendar(start: str, months: int, days: int, expected: str) -> None:
    assert shift_date(day(start), months, days) == day(expected)


@pytest.mark.parametrize(
    ("born", "not_before", "expected"),
    [
        ("1990-06-15", "2026-06-15", "2026-06-15"),
        ("1990-06-15", "2026-06-16", "2027-06-15"),
        ("2000-02-29", "2026-01-01", "2026-02-28"),
        ("2000-02-29", "2028-01-01", "2028-02-29"),
        ("2000-02-29", "2027-03-01", "2028-02-29"),
        ("1990-12-31", "2026-01-01", "2026-12-31"),
        ("2030-01-01", "2026-05-01", "2027-01-01"),
    ],
)
def test_a_date_returns_every_year(born: str, not_before: str, expected: str) -> None:
    assert yearly_return(day(born), day(not_before)) == day(expected)


@given(zones, instants, st.sampled_from(("day", "week", "month", "quarter")), st.integers(0, 6))
@example("America/St_Johns", utc("2006-10-29T02:30"), "day", 0)
@example("Pacific/Apia", utc("2011-12-30T12:00"), "week", 0)
def test_a_period_begins_not_after_and_ends_after_what_it_holds(
    name: str, instant: int, period: str, week_starts: int
) -> None:
    zone = zone_of(name)
    start = zone.start_of(period, instant, week_starts)
    end = zone.next_start_of(period, instant, week_starts)
    assert start <= instant
    assert start < end
    first = date.fromordinal(zone.date(instant) + date(1970, 1, 1).toordinal())
    match period:
        case "week":
            first -= timedelta(days=(first.weekday() - week_starts) % 7)
        case "month":
            first = first.replace(day=1)
        case "quarter":
            first = first.replace(month=first.month - (first.month - 1) % 3, day=1)
    assert start == zone.day_start(day(str(first)))


@given(zones, instants)
@example("America/St_Johns", utc("2006-10-29T02:30"))
@example("America/Sao_Paulo", utc("2018-02-18T01:59"))
def test_the_local_date_and_hour_stay_until_they_are_said_to_change(name: str, instant: int) -> None:
    zone = zone_of(name)
    for part, change in (
        (zone.date, zone.next_date_change(instant)),
        (zone.hour, zone.next_hour_change(instant)),
    ):
        assert change > instant
        assert part(change - 1) == part(instant)
    assert zone.next_hour_change(instant) <= instant + HOUR_MS
    assert zone.today_start(instant) == zone.day_start(zone.date(instant))


@given(zones, instants, st.integers(0, 50 * HOUR_MS))
def test_the_next_showing_is_the_first_after_an_instant(name: str, instant: int, ahead: int) -> None:
    zone = zone_of(name)
    days, wall = zone.local(instant + ahead)
    found = zone.next_change_after(instant, days, wall)
    assert instant < found <= max(instant + ahead, instant + 1) + HOUR_MS
    assert zone.local(found) >= (days, wall)
    assert found == instant + 1 or zone.local(found - 1) < (days, wall)


def test_a_change_of_clocks_is_found_far_ahead() -> None:
    zone = zone_of("America/New_York")
    assert zone.offset_change_after(utc("2026-01-01T00:00")) == utc("2026-03-08T07:00")
    assert zone.local(utc("2500-07-01T12:00")) == (day("2500-07-01"), time_of("08:00"))
    assert zone_of("UTC").offset_change_after(0) == 2**62


@pytest.mark.parametrize("name", ["UTC", "America/New_York"])
@pytest.mark.parametrize("sign", [1, -1])
def test_what_no_calendar_has_is_answered_too(name: str, sign: int) -> None:
    zone = zone_of(name)
    for days in (sign * 10**7, sign * 10**15):
        assert abs(zone.day_start(days) - days * DAY_MS) < DAY_MS
        assert zone.date(zone.day_start(days)) == days
        assert zone.next_date_change(zone.day_start(days)) == zone.day_start(days + 1)
    assert shift_date(sign * 10**15, 1, 1) == (day("9999-12-31") if sign > 0 else day("0001-02-02"))


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../../etc/passwd", "UTC\0", "x" * 5000])
def test_a_name_that_no_zone_has_is_no_zone(name: str) -> None:
    assert find_zone(name) is None


def test_the_same_name_is_the_same_zone() -> None:
    assert find_zone("Europe/Berlin") is find_zone("Europe/Berlin")
    assert repr(find_zone("UTC")) == "Zone('UTC')"


def test_weekdays_count_from_monday() -> None:
    assert [weekday_of_day(day(f"2026-11-0{number}")) for number in (2, 7, 8)] == [0, 5, 6]
