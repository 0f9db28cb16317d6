"""Limits in every form (language reference, section 6)."""

from __future__ import annotations

from tests.reference.loading import SETTINGS
from tests.reference.story import Story

PING = "campaign x { enter on a; reenter always; flow { send m by push } }\n"
OTHER = "campaign y { enter on b; reenter always; flow { send n by push } }\n"
VERDICT = ("reason", "rule", "until", "value")


def test_a_rolling_window_is_half_open() -> None:
    story = Story("limits { at most 1 push in any 2 hours }" + PING)
    for at in ("10:00", "11:59:59", "12:00"):
        story.event("a", f"2026-03-02 {at}")
    assert story.told(*VERDICT, kinds="sent blocked") == [
        "2026-03-02 10:00 sent - - - -",
        "2026-03-02 11:59:59 blocked limits at most 1 push in any 2 hours until 2026-03-02 12:00 1",
        "2026-03-02 12:00 sent - - - -",
    ]


def test_the_one_before_the_last_n_has_to_be_out() -> None:
    story = Story("limits { at most 2 push in any 1 day else wait up to 1 day }" + PING)
    for at in ("2026-03-02 08:00", "2026-03-02 09:00", "2026-03-02 10:00"):
        story.event("a", at)
    story.until("2026-03-04 00:00")
    assert story.sends() == [
        "2026-03-02 08:00 m push",
        "2026-03-02 09:00 m push",
        "2026-03-03 08:00 m push",
    ]


def test_all_rules_must_have_room_and_the_latest_instant_counts() -> None:
    limits = """limits {
      at most 1 push in any 2 hours else wait up to 9 hours
      at most 1 message in any 5 hours else wait up to 9 hours
    }"""
    story = Story(limits + PING).event("a", "2026-03-02 10:00").event("a", "2026-03-02 11:00")
    story.until("2026-03-03 00:00")
    assert story.told(*VERDICT, kinds="deferred sent") == [
        "2026-03-02 10:00 sent - - - -",
        "2026-03-02 11:00 deferred limits at most 1 message in any 5 hours else wait up to 9 hours "
        "until 2026-03-02 15:00 1",
        "2026-03-02 15:00 sent - - - -",
    ]


def test_a_full_rule_that_drops_wins() -> None:
    limits = """limits {
      at most 1 push in any 2 hours else wait up to 9 hours
      at most 1 message in any 5 hours
    }"""
    story = Story(limits + PING).event("a", "2026-03-02 10:00").event("a", "2026-03-02 11:00")
    assert story.told(*VERDICT, kinds="blocked") == [
        "2026-03-02 11:00 blocked limits at most 1 message in any 5 hours until 2026-03-02 15:00 1"
    ]


def test_room_exactly_at_the_longest_wait_is_in_time() -> None:
    story = Story("limits { at most 1 push in any 5 hours else wait up to 3 hours }" + PING)
    story.event("a", "2026-03-02 10:00").event("a", "2026-03-02 12:00").until("2026-03-02 20:00")
    assert story.sends() == ["2026-03-02 10:00 m push", "2026-03-02 15:00 m push"]


def test_room_a_moment_later_blocks_at_once_by_the_rule_that_is_exceeded() -> None:
    limits = """limits {
      at most 1 push in any 5 hours else wait up to 6 hours
      at most 1 message in any 5 hours else wait up to 3 hours
    }"""
    story = Story(limits + PING).event("a", "2026-03-02 10:00").event("a", "2026-03-02 11:59:59")
    assert story.told("rule", "until", kinds="blocked") == [
        "2026-03-02 11:59:59 blocked at most 1 message in any 5 hours else wait up to 3 hours "
        "until 2026-03-02 15:00"
    ]


def test_waiting_counts_from_when_the_send_was_reached_however_often_it_is_deferred() -> None:
    story = Story(
        "quiet hours 22:00-07:00 for push\n"
        "limits { at most 1 push in any 9 hours else wait up to 12 hours }" + PING
    )
    story.sent("push", "2026-03-02 22:01").event("a", "2026-03-02 22:00").until("2026-03-03 12:00")
    assert story.told("reason", "until", kinds="deferred sent blocked") == [
        "2026-03-02 22:00 deferred quiet_hours until 2026-03-03 07:00",
        "2026-03-03 07:00 deferred limits until 2026-03-03 07:01",
        "2026-03-03 07:01 sent - -",
    ]
    late = Story(
        "quiet hours 22:00-07:00 for push\n"
        "limits { at most 1 push in any 9 hours else wait up to 9 hours }" + PING
    )
    late.sent("push", "2026-03-02 22:01").event("a", "2026-03-02 22:00").until("2026-03-03 12:00")
    assert late.told("reason", "until", kinds="sent blocked") == [
        "2026-03-03 07:00 blocked limits until 2026-03-03 07:01"
    ]


def test_nought_never_has_room() -> None:
    story = Story("limits { at most 0 push per calendar day else wait up to 9 hours }" + PING)
    assert story.event("a", "2026-03-02 10:00").told(*VERDICT, kinds="blocked") == [
        "2026-03-02 10:00 blocked limits at most 0 push per calendar day else wait up to 9 hours - 0"
    ]


def test_calendar_days_are_those_of_the_zone_at_the_decision() -> None:
    story = Story("limits { at most 1 push per calendar day else wait up to 24 hours }" + PING)
    story.profile("2026-03-02 00:00", timezone="America/New_York")
    story.event("a", "2026-03-02 12:00").event("a", "2026-03-02 13:00").until("2026-03-04 00:00")
    assert story.sends() == ["2026-03-02 12:00 m push", "2026-03-03 05:00 m push"]


def test_calendar_weeks_begin_where_the_project_says() -> None:
    text = "limits { at most 1 push per calendar week else wait up to 8 days }" + PING
    story = Story(text, settings=SETTINGS + "week_starts: sunday\n")
    story.event("a", "2026-03-04 12:00").event("a", "2026-03-05 12:00").until("2026-03-20 00:00")
    assert story.sends() == ["2026-03-04 12:00 m push", "2026-03-08 00:00 m push"]


def test_in_total_is_all_users_in_the_zone_of_the_project() -> None:
    text = "limits { at most 1 push per calendar day in total else wait up to 24 hours }" + PING
    story = Story(text, settings=SETTINGS.replace("UTC", "Asia/Shanghai"))
    story.event("a", "2026-03-02 12:00", user="ann").event("a", "2026-03-02 13:00", user="bob")
    story.until("2026-03-04 00:00")
    assert story.sends() == ["2026-03-02 12:00 m push", "2026-03-02 16:00 m push"]


def test_campaigns_and_messages_are_counted_apart_where_the_rule_says_so() -> None:
    story = Story("limits { at most 1 message from one campaign in any 1 day }" + PING + OTHER)
    story.sent("push", "2026-03-02 08:00").sent("push", "2026-03-02 08:00", campaign="y")
    story.event("a", "2026-03-02 10:00").event("b", "2026-03-02 10:00")
    assert story.told("campaign", kinds="sent blocked") == [
        "2026-03-02 10:00 sent x",
        "2026-03-02 10:00 blocked y",
    ]
    other = Story("limits { at most 1 message of one message in any 1 day }" + PING + OTHER)
    other.sent("email", "2026-03-02 08:00")
    other.event("a", "2026-03-02 10:00").event("b", "2026-03-02 10:00")
    assert other.told("campaign", kinds="sent blocked") == [
        "2026-03-02 10:00 blocked x",
        "2026-03-02 10:00 sent y",
    ]


def test_a_campaign_counts_its_own_messages_against_its_own_limit() -> None:
    story = Story(PING.replace("enter on", "limit at most 1 message in any 1 day\n enter on") + OTHER)
    story.sent("push", "2026-03-02 08:00").sent("push", "2026-03-02 08:00", campaign="y")
    story.event("b", "2026-03-02 09:00").event("a", "2026-03-02 10:00").event("a", "2026-03-02 11:00")
    assert story.told("campaign", "rule", kinds="sent blocked") == [
        "2026-03-02 09:00 sent y -",
        "2026-03-02 10:00 sent x -",
        "2026-03-02 11:00 blocked x at most 1 message in any 1 day",
    ]


def test_several_channels_count_together_and_others_do_not() -> None:
    story = Story(
        "limits { at most 2 pushes, emails in any 1 day }"
        "campaign x { enter on a; flow { send m by sms; send m by push; send m by email; send n by push } }"
    )
    story.profile("2026-03-02 09:00", phone="+8613800000000", email="a@b.example")
    story.event("a", "2026-03-02 10:00")
    assert story.told("channel", kinds="sent blocked") == [
        "2026-03-02 10:00 sent sms",
        "2026-03-02 10:00 sent push",
        "2026-03-02 10:00 sent email",
        "2026-03-02 10:00 blocked push",
    ]


def test_a_category_has_its_own_room_and_an_exempt_one_is_not_counted() -> None:
    story = Story(
        "category service { exempt from quiet hours }\n"
        "limits { at most 1 promotional message in any 1 day\n at most 2 messages in any 1 day }\n"
        "campaign s { category service; priority 90; enter on a; reenter always; flow { send n by push } }\n"
        "campaign t { category transactional; priority 80; enter on a; reenter always\n"
        "flow { send n by push } }" + PING
    )
    story.event("a", "2026-03-02 10:00").event("a", "2026-03-02 11:00")
    assert story.told("campaign", "rule", kinds="sent blocked") == [
        "2026-03-02 10:00 sent s -",
        "2026-03-02 10:00 sent t -",
        "2026-03-02 10:00 sent x -",
        "2026-03-02 11:00 blocked s at most 2 messages in any 1 day",
        "2026-03-02 11:00 sent t -",
        "2026-03-02 11:00 blocked x at most 1 promotional message in any 1 day",
    ]


def test_a_message_that_fails_before_it_is_accepted_gives_its_room_back() -> None:
    story = Story("limits { at most 1 push in any 1 day }" + PING)
    story.event("a", "2026-03-02 10:00").receipt("push.failed", "2026-03-02 10:01")
    story.event("a", "2026-03-02 11:00").receipt("push.accepted", "2026-03-02 11:01")
    story.receipt("push.bounced", "2026-03-02 11:02", hard=False).event("a", "2026-03-02 12:00")
    assert story.told("reason", kinds="sent blocked failed") == [
        "2026-03-02 10:00 sent -",
        "2026-03-02 10:01 failed failed",
        "2026-03-02 11:00 sent -",
        "2026-03-02 11:02 failed bounced",
        "2026-03-02 12:00 blocked limits",
    ]


def test_a_deferred_message_takes_no_room() -> None:
    story = Story("quiet hours 09:00-11:00 for push\nlimits { at most 1 push in any 1 day }" + PING + OTHER)
    story.event("a", "2026-03-02 10:00").event("b", "2026-03-02 10:30").until("2026-03-02 12:00")
    assert story.told("campaign", kinds="sent blocked") == [
        "2026-03-02 11:00 sent x",
        "2026-03-02 11:00 blocked y",
    ]
