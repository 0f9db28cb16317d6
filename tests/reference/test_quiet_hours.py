"""Quiet hours, over clock changes too (language reference, section 6)."""

from __future__ import annotations

import pytest

from tests.reference.story import Story

PING = "campaign x { enter on a; reenter always; flow { send m by push } }\n"


def told(rules: str, at: str, zone: str = "UTC") -> list[str]:
    """Return what becomes of a push that is reached at an instant."""
    story = Story(rules + "\n" + PING).profile("2026-01-01 00:00", timezone=zone)
    story.event("a", at).until("2026-12-31 00:00")
    return story.told("reason", "until", kinds="sent deferred blocked")


@pytest.mark.parametrize(
    ("rules", "at", "expected"),
    [
        ("quiet hours 22:00-07:00 for push", "2026-03-02 21:59:59", "2026-03-02 21:59:59 sent - -"),
        ("quiet hours 22:00-07:00 for push", "2026-03-02 07:00", "2026-03-02 07:00 sent - -"),
        (
            "quiet hours 22:00-07:00 for push",
            "2026-03-02 22:00",
            "2026-03-02 22:00 deferred quiet_hours until 2026-03-03 07:00",
        ),
        (
            "quiet hours 22:00-07:00 on friday for push",
            "2026-03-07 06:59",
            "2026-03-07 06:59 deferred quiet_hours until 2026-03-07 07:00",
        ),
        ("quiet hours 22:00-07:00 on friday for push", "2026-03-06 06:59", "2026-03-06 06:59 sent - -"),
        (
            "quiet hours 00:00-24:00 on saturday, sunday for push else wait up to 3 days",
            "2026-03-07 12:00",
            "2026-03-07 12:00 deferred quiet_hours until 2026-03-09 00:00",
        ),
        (
            "quiet hours 00:00-24:00 on saturday, sunday for push",
            "2026-03-07 12:00",
            "2026-03-07 12:00 blocked quiet_hours until 2026-03-09 00:00",
        ),
        (
            "quiet hours 22:00-07:00 for push else wait up to 9 hours",
            "2026-03-02 22:00",
            "2026-03-02 22:00 deferred quiet_hours until 2026-03-03 07:00",
        ),
        (
            "quiet hours 22:00-07:00 for push else wait up to 8 hours",
            "2026-03-02 22:00",
            "2026-03-02 22:00 blocked quiet_hours until 2026-03-03 07:00",
        ),
        (
            "quiet hours 22:00-07:00 for push\nquiet hours 06:00-09:30 for push",
            "2026-03-02 22:00",
            "2026-03-02 22:00 deferred quiet_hours until 2026-03-03 09:30",
        ),
        (
            "quiet hours 22:00-07:00 for push\nquiet hours 23:00-08:00 for push else drop",
            "2026-03-02 22:30",
            "2026-03-02 22:30 deferred quiet_hours until 2026-03-03 08:00",
        ),
        (
            "quiet hours 22:00-07:00 for push\nquiet hours 23:00-08:00 for push else drop",
            "2026-03-02 23:00",
            "2026-03-02 23:00 blocked quiet_hours until 2026-03-03 08:00",
        ),
        (
            "quiet hours 00:00-12:00 for push\nquiet hours 12:00-24:00 for push",
            "2026-03-02 23:00",
            "2026-03-02 23:00 blocked quiet_hours -",
        ),
        ("quiet hours 22:00-07:00 for sms, email", "2026-03-02 23:00", "2026-03-02 23:00 sent - -"),
    ],
)
def test_what_becomes_of_a_message(rules: str, at: str, expected: str) -> None:
    assert told(rules, at)[0] == expected


@pytest.mark.parametrize(
    ("hours", "at", "until"),
    [
        # New York, 8 March: 02:00 does not exist. The end of the range lies in the gap.
        ("22:00-02:30", "2026-03-08 06:00", "2026-03-08 07:00"),
        ("22:00-03:00", "2026-03-08 06:00", "2026-03-08 07:00"),
        ("22:00-07:00", "2026-03-08 06:00", "2026-03-08 11:00"),
        # 1 November: 01:00 to 02:00 occurs twice. Quiet again when the clocks go back.
        ("22:00-01:30", "2026-11-01 05:00", "2026-11-01 05:30"),
        ("22:00-01:30", "2026-11-01 06:10", "2026-11-01 06:30"),
        ("01:30-03:00", "2026-11-01 05:40", "2026-11-01 06:00"),
        ("01:30-03:00", "2026-11-01 06:40", "2026-11-01 08:00"),
        ("00:30-05:00", "2026-11-01 05:40", "2026-11-01 10:00"),
    ],
)
def test_over_clock_changes_the_wall_time_counts(hours: str, at: str, until: str) -> None:
    found = told(f"quiet hours {hours} for push else wait up to 24 hours", at, "America/New_York")
    assert found[0] == f"{at} deferred quiet_hours until {until}"


def test_the_zone_is_that_of_the_user_when_it_is_deferred() -> None:
    story = Story("quiet hours 22:00-07:00 for push\n" + PING)
    story.profile("2026-03-02 00:00", timezone="Asia/Shanghai").event("a", "2026-03-02 15:00")
    story.profile("2026-03-02 16:00", timezone="Europe/Berlin").until("2026-03-04 00:00")
    assert story.told("until", kinds="sent deferred") == [
        "2026-03-02 15:00 deferred until 2026-03-02 23:00",
        "2026-03-02 23:00 deferred until 2026-03-03 06:00",
        "2026-03-03 06:00 sent -",
    ]


def test_the_smallest_wait_of_the_rules_that_are_quiet_holds() -> None:
    rules = (
        "quiet hours 22:00-07:00 for push else wait up to 20 hours\n"
        "quiet hours 21:00-06:00 for push else wait up to 5 hours"
    )
    story = Story(rules + "\n" + PING).event("a", "2026-03-02 23:00").event("a", "2026-03-03 06:30")
    story.until("2026-03-03 12:00")
    assert story.told("rule", "until", kinds="blocked deferred sent") == [
        "2026-03-02 23:00 blocked quiet hours 21:00-06:00 for push else wait up to 5 hours "
        "until 2026-03-03 07:00",
        "2026-03-03 06:30 deferred quiet hours 22:00-07:00 for push else wait up to 20 hours "
        "until 2026-03-03 07:00",
        "2026-03-03 07:00 sent - -",
    ]


def test_an_exempt_category_goes_out_at_night() -> None:
    story = Story(
        "category service { exempt from quiet hours }\nquiet hours 22:00-07:00 for push\n"
        "campaign x { category service; enter on a; flow { send m by push } }"
    )
    assert story.event("a", "2026-03-02 23:00").sends() == ["2026-03-02 23:00 m push"]
