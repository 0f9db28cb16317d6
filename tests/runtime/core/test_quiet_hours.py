"""The first instant that is not quiet, minute by minute, around changes of clocks."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from maflow.runtime.core.local_time import DAY_MS, find_zone
from maflow.runtime.core.quiet_hours import loud_from, quiet_until
from maflow.runtime.program.rules import QuietHours
from maflow.runtime.program.types import Place

MINUTE = 60_000
# Zone, and a day in UTC on which its clocks are changed: by an hour, by half of one, over midnight.
CHANGES = (
    ("Europe/Berlin", 20_387),  # 2025-10-26
    ("Europe/Berlin", 20_541),  # 2026-03-29
    ("Australia/Lord_Howe", 20_183),  # 2025-04-05
    ("Africa/Cairo", 20_027),  # 2024-10-31
    ("America/St_Johns", 14_920),  # 2010-11-07
)

times = st.integers(0, 47).map(lambda half: half * 30 * MINUTE)
ranges = st.tuples(times, times).filter(lambda pair: pair[0] != pair[1])


def rule(start_ms: int, end_ms: int) -> QuietHours:
    return QuietHours(rule="", place=Place(0, 1), start_ms=start_ms, end_ms=end_ms, channels=())


@pytest.mark.parametrize(("name", "day"), CHANGES)
@settings(max_examples=40, deadline=None)
@given(
    pairs=st.lists(ranges, min_size=1, max_size=2),
    minute=st.integers(-20, 96).map(lambda quarter: quarter * 15),
)
@example(pairs=[(150 * MINUTE, 240 * MINUTE)], minute=45)  # Berlin goes back out of 02:30-04:00
@example(pairs=[(1410 * MINUTE, 30 * MINUTE)], minute=1250)  # Cairo goes back out of 23:30-00:30
def test_it_is_the_first_minute_that_no_rule_calls_quiet(
    name: str, day: int, pairs: list[tuple[int, int]], minute: int
) -> None:
    zone = find_zone(name)
    assert zone is not None
    rules = [rule(*pair) for pair in pairs]
    now = day * DAY_MS + minute * MINUTE
    loud = (
        instant
        for instant in range(now, now + 3 * DAY_MS, MINUTE)
        if all(quiet_until(each, *zone.local(instant)) is None for each in rules)
    )
    assert loud_from(rules, zone, now) == next(loud, None)
