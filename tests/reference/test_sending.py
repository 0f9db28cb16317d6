"""The guards in their order, channels, results (language reference, sections 8 to 10)."""

from __future__ import annotations

from hashlib import blake2s
from typing import Any

import pytest

from maflow.runtime.core.inputs import ConsentStatement
from tests.reference.experiments import bucket
from tests.reference.loading import SETTINGS
from tests.reference.story import Story

PHONE = "+8613800000000"
MAIL = "a@b.example"
SMS = "campaign x { enter on a; reenter always; flow { send m by sms } }\n"
PUSH = "campaign x { enter on a; reenter always; flow { send m by push } }\n"
FIRST = "campaign x { enter on a; reenter always; flow { send m by first of push, sms, email } }\n"
RECORD = ("channel", "reason", "until")


def test_a_send_is_recorded_with_its_cost_and_a_key_that_knows_no_time() -> None:
    text = "campaign x { enter on a; reenter always; flow { repeat up to 2 times { send m by sms } } }"
    story = Story(text).profile("2026-03-02 09:00", phone=PHONE).event("a", "2026-03-02 10:00")
    owner = blake2s(b"u", digest_size=16).hexdigest()
    site = blake2s(b"shop\0x\0send.m\0sms", digest_size=8).hexdigest()
    keys = [f"{owner}-1-{site}", f"{owner}-1-{site}-2"]
    assert story.told("run", "node", "message", "channel", "cost", "key", kinds="sent") == [
        f"2026-03-02 10:00 sent x/u/1 send.m m sms 0.03 CNY {key}" for key in keys
    ]


@pytest.mark.parametrize(
    ("setting", "reason"),
    [
        ({"phone": PHONE}, "quiet_hours"),
        ({}, "address"),
    ],
)
def test_quiet_hours_come_after_the_address_and_before_limits(setting: dict[str, Any], reason: str) -> None:
    story = Story("quiet hours 00:00-24:00 for sms else drop\nlimits { at most 0 sms in any 1 day }\n" + SMS)
    story.profile("2026-03-02 09:00", **setting).event("a", "2026-03-02 10:00")
    assert story.told("reason", kinds="blocked") == [f"2026-03-02 10:00 blocked {reason}"]


def test_suppression_comes_before_consent_and_consent_before_the_address() -> None:
    story = Story(SMS, consent_all=False).event("a", "2026-03-02 10:00")
    story.event("sms.unsubscribed", "2026-03-02 11:00").event("a", "2026-03-02 12:00")
    assert story.told("reason", kinds="blocked") == [
        "2026-03-02 10:00 blocked consent",
        "2026-03-02 12:00 blocked suppressed",
    ]


GIVEN, WITHDRAWN = ConsentStatement(True), ConsentStatement(False)


@pytest.mark.parametrize(
    ("rule", "category", "said", "expected"),
    [
        ("", "promotional", (), "blocked consent"),
        ("", "promotional", (GIVEN,), "sent -"),
        ("", "service", (), "blocked consent"),
        ("", "transactional", (), "sent -"),
        ("", "transactional", (WITHDRAWN,), "sent -"),
        ("consent opt in", "transactional", (), "blocked consent"),
        ("consent opt in", "transactional", (ConsentStatement(True, "push", "transactional"),), "sent -"),
        ("consent opt out", "promotional", (), "sent -"),
        ("consent opt out", "promotional", (WITHDRAWN,), "blocked consent"),
        ("consent opt out", "transactional", (WITHDRAWN,), "sent -"),
        ("consent none", "service", (WITHDRAWN,), "sent -"),
        ("", "promotional", (ConsentStatement(True, "sms"),), "blocked consent"),
        ("", "promotional", (ConsentStatement(True, "push", "service"),), "blocked consent"),
        ("", "service", (ConsentStatement(True, "push", "service"),), "sent -"),
        ("", "service", (ConsentStatement(True, "push", "service"), WITHDRAWN), "blocked consent"),
        ("", "service", (ConsentStatement(False, "push", "service"), GIVEN), "sent -"),
        ("", "promotional", (GIVEN, ConsentStatement(False, "push", "service")), "sent -"),
        ("", "promotional", (GIVEN, ConsentStatement(False, None, "promotional")), "blocked consent"),
    ],
)
def test_consent(rule: str, category: str, said: tuple[ConsentStatement, ...], expected: str) -> None:
    plain = f"""
    user {{ timezone timezone }}
    event a {{ }}
    channel push {{ {rule} }}
    channel sms {{ }}
    category service {{ exempt from quiet hours }}
    message m {{ push {{ title "m"; body "m" }} }}
    campaign x {{ category {category}; enter on a; flow {{ send m by push }} }}
    """
    settings = SETTINGS.replace("MA506: ignore", "MA506: ignore, MA505: ignore")
    story = Story("", plain=plain, settings=settings, consent_all=False)
    story.says("2026-03-02 09:00", *said).event("a", "2026-03-02 10:00")
    assert story.told("reason", kinds="sent blocked") == [f"2026-03-02 10:00 {expected}"]


def test_consent_is_assumed_only_of_who_has_said_nothing_of_the_channel() -> None:
    story = Story(PUSH).says("2026-03-02 09:00", ConsentStatement(True, "push", "service"))
    story.event("a", "2026-03-02 10:00").event("a", "2026-03-02 10:00", user="other")
    assert story.told("user_id", kinds="sent blocked") == [
        "2026-03-02 10:00 blocked u",
        "2026-03-02 10:00 sent other",
    ]


def test_a_consent_that_is_given_again_takes_back_an_unsubscription_but_no_complaint() -> None:
    story = Story(SMS + "campaign t { category transactional; enter on b; flow { send n by sms } }")
    story.profile("2026-03-02 09:00", phone=PHONE)
    for at, receipt in (("10", "sms.unsubscribed"), ("12", "sms.complained")):
        story.event("a", f"2026-03-02 {at}:00").event(receipt, f"2026-03-02 {at}:10")
        story.event("a", f"2026-03-02 {at}:20").event("consent.given", f"2026-03-02 {at}:30", channel="sms")
        story.event("a", f"2026-03-02 {at}:40")
    story.event("b", "2026-03-02 13:00")
    assert story.told("reason", "message", kinds="sent blocked") == [
        "2026-03-02 10:00 sent - m",
        "2026-03-02 10:20 blocked suppressed m",
        "2026-03-02 10:40 sent - m",
        "2026-03-02 12:00 sent - m",
        "2026-03-02 12:20 blocked suppressed m",
        "2026-03-02 12:40 blocked suppressed m",
        "2026-03-02 13:00 sent - n",
    ]


def test_a_hard_bounce_stops_everything_to_that_address() -> None:
    story = Story("campaign x { category transactional; enter on a; reenter always; flow { send m by sms } }")
    story.profile("2026-03-02 09:00", phone=PHONE).event("a", "2026-03-02 10:00")
    story.receipt("sms.bounced", "2026-03-02 10:01", hard=False).event("a", "2026-03-02 11:00")
    story.receipt("sms.bounced", "2026-03-02 11:01", hard=True).event("a", "2026-03-02 12:00")
    story.profile("2026-03-02 13:00", phone="+8613900000000").event("a", "2026-03-02 13:01")
    assert story.told("reason", kinds="sent blocked") == [
        "2026-03-02 10:00 sent -",
        "2026-03-02 11:00 sent -",
        "2026-03-02 12:00 blocked suppressed",
        "2026-03-02 13:01 sent -",
    ]


def test_an_ancient_unsubscription_counts() -> None:
    story = Story(PUSH).event("push.unsubscribed", "2026-03-05 10:00", time="2026-03-01 10:00")
    assert story.event("a", "2026-03-05 11:00").told("reason") == [
        "2026-03-05 10:00 late max_age",
        "2026-03-05 11:00 entered -",
        "2026-03-05 11:00 blocked suppressed",
        "2026-03-05 11:00 finished -",
    ]


def test_the_first_channel_that_may_is_taken_and_those_before_are_skipped() -> None:
    story = Story("limits { at most 1 push in any 1 day else wait up to 1 day }\n" + FIRST)
    story.profile("2026-03-02 09:00", email=MAIL)
    story.event("a", "2026-03-02 10:00").event("a", "2026-03-02 11:00")
    assert story.told(*RECORD, kinds="sent skipped") == [
        "2026-03-02 10:00 sent push - -",
        "2026-03-02 11:00 skipped push limits until 2026-03-03 10:00",
        "2026-03-02 11:00 skipped sms address -",
        "2026-03-02 11:00 sent email - -",
    ]


def test_the_channel_that_is_released_earliest_waits_and_then_all_are_asked_again() -> None:
    ends = {"email": 12, "sms": 11, "push": 13}
    quiet = "".join(f"quiet hours 08:00-{end}:00 for {channel}\n" for channel, end in ends.items())
    story = Story(quiet + FIRST).profile("2026-03-02 07:00", email=MAIL, phone=PHONE)
    story.event("a", "2026-03-02 10:00").profile("2026-03-02 10:30", phone=None).until("2026-03-02 18:00")
    assert story.told(*RECORD, kinds="sent skipped deferred") == [
        "2026-03-02 10:00 deferred sms quiet_hours until 2026-03-02 11:00",
        "2026-03-02 11:00 deferred email quiet_hours until 2026-03-02 12:00",
        "2026-03-02 12:00 skipped push quiet_hours until 2026-03-02 13:00",
        "2026-03-02 12:00 skipped sms address -",
        "2026-03-02 12:00 sent email - -",
    ]


def test_if_none_may_and_none_waits_each_is_blocked() -> None:
    story = Story("quiet hours 00:00-24:00 for push else drop\n" + FIRST).event("a", "2026-03-02 10:00")
    assert story.told("channel", "reason", kinds="blocked") == [
        "2026-03-02 10:00 blocked push quiet_hours",
        "2026-03-02 10:00 blocked sms address",
        "2026-03-02 10:00 blocked email address",
    ]


FAVOURITE = """
user { favourite channel; phone phone; timezone timezone }
event a { }
channel push { }
channel sms { needs user.phone }
channel popup { }
message m { push { title "m"; body "m" } sms { text "m" } }
campaign x { enter on a; flow { send m by user.favourite { blocked { tag add "not reached" } } } }
"""


@pytest.mark.parametrize(
    ("favourite", "expected"),
    [
        (None, "blocked - address"),
        ("push", "sent push -"),
        ("sms", "blocked sms address"),
        ("popup", "blocked popup render"),
    ],
)
def test_an_attribute_may_name_the_channel(favourite: str | None, expected: str) -> None:
    story = Story("", plain=FAVOURITE).profile("2026-03-02 09:00", favourite=favourite)
    story.event("a", "2026-03-02 10:00")
    assert story.told("channel", "reason", kinds="sent blocked") == [f"2026-03-02 10:00 {expected}"]
    assert ("not reached" in story.reference.tags("u")) == expected.startswith("blocked")


def test_exits_are_looked_at_again_just_before_the_send() -> None:
    story = Story(
        "campaign x { enter on a; exit when user.points > 2; flow { wait 1 hour; send m by push } }\n"
        "campaign y { priority 90; enter on a; flow { wait 1 hour; set user.points = 3 } }"
    )
    story.event("a", "2026-03-02 10:00").until("2026-03-02 12:00")
    assert story.told("campaign", "node", "reason", kinds="sent exited") == [
        "2026-03-02 11:00 exited x send.m exit_when"
    ]


def test_a_message_without_the_approval_that_is_demanded_stays() -> None:
    plain = """
    user { timezone timezone }
    event a { }
    channel push { }
    channel email { }
    message m {
      push { title "m"; body "m" }
      email { subject "m"; text "m"; approved by "mei@shop.example" on 2026-01-02 }
    }
    campaign x { enter on a; flow { send m by push; send m by first of push, email } }
    """
    story = Story("", plain=plain, settings=SETTINGS + "approval: required\n").event("a", "2026-03-02 10:00")
    assert story.told("channel", "reason", kinds="sent blocked skipped") == [
        "2026-03-02 10:00 blocked push approval",
        "2026-03-02 10:00 skipped push approval",
        "2026-03-02 10:00 sent email -",
    ]


RESULT = """
campaign x { enter on a; reenter always; flow {
  send m by push {
    sent { tag add "arrived" }
    failed { send m by email }
  }
} }
"""


@pytest.mark.parametrize(
    ("receipts", "expected"),
    [
        (("push.accepted",), []),
        (("push.accepted", "push.delivered"), ["10:02 tagged", "10:02 finished"]),
        (("push.failed",), ["10:01 failed", "10:01 sent", "10:01 finished"]),
        (("push.accepted", "push.bounced"), ["10:02 failed", "10:02 sent", "10:02 finished"]),
        (("push.delivered", "push.failed"), ["10:01 tagged", "10:01 finished"]),
    ],
)
def test_a_flow_with_a_failed_arm_waits_for_the_final_result(
    receipts: tuple[str, ...], expected: list[str]
) -> None:
    story = Story(RESULT).profile("2026-03-02 09:00", email=MAIL).event("a", "2026-03-02 10:00")
    before = len(story.told())
    for minute, receipt in enumerate(receipts, 1):
        story.receipt(receipt, f"2026-03-02 10:0{minute}")
    assert [each.removeprefix("2026-03-02 ") for each in story.told()[before:]] == expected


def test_a_message_that_is_not_delivered_while_it_is_valid_has_failed() -> None:
    plain = """
    user { timezone timezone }
    event a { }
    channel push { }
    channel email { }
    message m { push { title "m"; body "m"; valid 3 hours } email { subject "m"; text "m" } }
    limits { at most 1 push in any 1 day }
    campaign x { enter on a; reenter always; flow { send m by push { failed { send m by email } } } }
    """
    story = Story("", plain=plain).event("a", "2026-03-02 10:00")
    story.receipt("push.accepted", "2026-03-02 10:01").event("a", "2026-03-02 14:00").until(
        "2026-03-02 20:00"
    )
    assert story.told("node", "channel", "reason", kinds="sent failed blocked") == [
        "2026-03-02 10:00 sent send.m push -",
        "2026-03-02 13:00 failed send.m push valid",
        "2026-03-02 13:00 sent send.m#2 email -",
        "2026-03-02 14:00 blocked send.m push limits",
    ]


def test_a_world_without_providers_answers_at_once() -> None:
    story = Story(RESULT, answers=("accepted", "delivered")).event("a", "2026-03-02 10:00")
    assert story.told() == [
        "2026-03-02 10:00 entered",
        "2026-03-02 10:00 sent",
        "2026-03-02 10:00 tagged",
        "2026-03-02 10:00 finished",
    ]
    assert [event.name for event in story.reference.history("u")] == [
        "a",
        "push.sent",
        "push.accepted",
        "push.delivered",
    ]


def test_receipts_are_events_with_what_is_known_of_the_message() -> None:
    story = Story(
        "campaign x { enter on a; flow { split look { 100% as all { send m by push } } } }\n"
        "campaign y { enter on push.sent where event.message = m and event.campaign = x; flow { stop } }"
    )
    story.event("a", "2026-03-02 10:00")
    sent = next(each for each in story.decisions if each.kind == "sent")
    assert story.reference.history("u")[1].properties == {
        "message": "m",
        "campaign": "x",
        "run": "x/u/1",
        "arm": "all",
        "channel": "push",
        "category": "promotional",
        "key": sent.key,
    }
    assert story.told("campaign", kinds="entered") == [
        "2026-03-02 10:00 entered x",
        "2026-03-02 10:00 entered y",
    ]


HELD = """
campaign x { {} enter on a; goal b within 1 day; flow {
  set run.n = 1
  tag add "t"
  set user.points = 3
  unset user.points
  start y
  send m by push
  send m by first of push, sms
  wait for push.opened up to 1 hour { stop }
} }
campaign y { enter by call; flow { stop } }
"""


def test_a_held_out_user_walks_the_flow_and_nobody_notices() -> None:
    story = Story("holdout 100%\n" + HELD.replace("{}", "")).event("a", "2026-03-02 10:00")
    story.until("2026-03-02 12:00").event("b", "2026-03-02 13:00")
    assert story.told("node", "arm", "channel", "reason") == [
        "2026-03-02 10:00 entered - - - -",
        "2026-03-02 10:00 exposed - holdout - -",
        "2026-03-02 10:00 set set.run.n - - run.n",
        "2026-03-02 10:00 skipped tag.add.t - - holdout",
        "2026-03-02 10:00 skipped set.user.points - - holdout",
        "2026-03-02 10:00 skipped unset.user.points - - holdout",
        "2026-03-02 10:00 skipped start.y - - holdout",
        "2026-03-02 10:00 blocked send.m - push holdout",
        "2026-03-02 10:00 blocked send.m#2 - - holdout",
        "2026-03-02 11:00 finished - - - -",
        "2026-03-02 13:00 goal - - - -",
    ]


@pytest.mark.parametrize(
    ("clause", "category", "is_in"),
    [
        ("holdout 100%;", "promotional", True),
        ("holdout 0%;", "promotional", False),
        ("", "promotional", True),
        ("", "transactional", False),
        ("", "vip", False),
    ],
)
def test_who_is_held_out(clause: str, category: str, is_in: bool) -> None:
    globally = "" if clause else "holdout 100%\n"
    declared = "category vip { exempt from holdout }\n"
    text = globally + declared + HELD.replace("{}", f"category {category}; {clause}")
    story = Story(text).event("a", "2026-03-02 10:00")
    assert ("2026-03-02 10:00 exposed x" in story.told("campaign", kinds="exposed")) == is_in


def test_the_lowest_buckets_are_held_out_and_arms_follow_in_the_order_written() -> None:
    text = """
    holdout 30%
    campaign x { enter on a; flow { split s salt "2026" { 33.33% as one { } 66.67% as two { } } } }
    """
    story = Story(text)
    users = [f"u{number}" for number in range(60)]
    for user in users:
        story.event("a", "2026-03-02 10:00", user=user)
    exposed = {(each.user_id, each.arm) for each in story.decisions if each.kind == "exposed"}
    held_out = {(user, "holdout") for user in users if bucket("shop", "holdout", user) < 3000}
    arms = {(user, "one" if bucket("2026", "x.s", user) < 3333 else "two") for user in users}
    assert exposed == held_out | arms
    assert len(held_out) in range(5, 40)


def test_an_arm_is_recorded_once_in_a_run_and_can_be_forced() -> None:
    text = """
    campaign x { enter on a; flow { repeat up to 2 times {
      split s { 50% as one { tag add "one" } 50% as two { tag add "two" } }
      split t by user.city { "Bonn" as bonn { } else as rest { } }
      split v by user.vip { true as yes { } }
    } } }
    """
    story = Story(text, arms={"s": "two", "x.t": "bonn"}).event("a", "2026-03-02 10:00")
    assert story.told("node", "arm", kinds="exposed") == [
        "2026-03-02 10:00 exposed split.s two",
        "2026-03-02 10:00 exposed split.t bonn",
    ]
