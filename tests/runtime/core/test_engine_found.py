"""What random projects have found in the engine, each as small as it can be."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from maflow.runtime.core.inputs import Call, Event, Profile, Value
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.options import Options
from tests.differential.both_engines import Both, Taken

HOUR = 3_600_000
START = 1_772_438_400_000  # 2026-03-02 08:00 UTC, a Monday
_PLAIN = """
user { phone phone; favorite channel; due moment }
event a { }
event b { }
channel push { }
channel sms { needs user.phone }
message m { push { title "m"; body "m" } sms { text "m" } }
message only_push { push { title "m"; body "m" } }
"""
_WITH_LOOPS = "name: shop\ntimezone: UTC\ncurrency: CNY\nlint: {MA312: ignore, MA506: ignore}\n"
_TO_ALL = Options(consent_all=True)


def event(name: str, after: int = 0, *, behind: int = 0, **properties: Value) -> Event:
    """Return an event some milliseconds after the start."""
    at = START + after
    return Event("u", name, at - behind, at, properties)


def profile(**attributes: Value) -> Profile:
    """Return what is known of the user at the start."""
    return Profile("u", START, attributes)


def of_run(**more: Value) -> dict[str, Value]:
    """Return the properties of a receipt of the first run of `c`."""
    return {"message": "m", "campaign": "c", "run": "c/u/1", "channel": "push", **more}


def told(text: str, inputs: Sequence[Taken], until: int = 0, options: Options = _TO_ALL) -> list[str]:
    """Return what the engine decides, in words; the reference must decide the same."""
    both = Both.of(_PLAIN + text)
    decisions = both.engine(inputs, START + until, options)
    assert decisions == both.reference(inputs, START + until, options)
    return [_words(each) for each in decisions]


def _words(each: Decision) -> str:
    parts = (each.kind, each.node, each.channel, each.reason)
    hours = f"{(each.time - START) / HOUR:g}h"
    return " ".join([hours, *(part for part in parts if part is not None)])


def test_a_channel_for_which_the_message_has_no_text_is_asked_its_other_guards_first() -> None:
    campaign = "campaign c { enter on a; reenter always; flow { send only_push by user.favorite } }"
    unreachable = [profile(favorite="sms"), event("a")]
    assert "0h blocked send.only_push sms address" in told(campaign, unreachable)
    reachable = [profile(favorite="sms", phone="+8613800000000"), event("a")]
    assert "0h blocked send.only_push sms render" in told(campaign, reachable)
    assert "0h blocked send.only_push sms consent" in told(campaign, reachable, options=Options())


def test_a_channel_that_is_passed_over_is_recorded_with_the_rule_and_when_it_frees() -> None:
    text = """
    quiet hours 07:00-09:00 for sms
    campaign c { enter on a; flow { send m by first of sms, push } }
    """
    decisions = Both.of(_PLAIN + text).engine([profile(phone="+8613800000000"), event("a")], options=_TO_ALL)
    passed = next(each for each in decisions if each.kind == "skipped")
    assert (passed.rule, passed.until) == ("quiet hours 07:00-09:00 for sms", START + HOUR)
    assert told(text, [profile(phone="+8613800000000"), event("a")])


def test_the_result_of_a_message_does_not_also_end_the_wait_that_comes_after_the_send() -> None:
    campaign = """
    campaign c { enter on a; flow {
      send m by push { sent { wait for push.delivered up to 2 hours { stop } } failed { } }
    } }
    """
    inputs = [profile(), event("a"), event("push.delivered", HOUR, **of_run())]
    assert told(campaign, inputs, 9 * HOUR) == ["0h entered", "0h sent send.m push", "3h finished"]


def test_a_result_that_is_told_late_lets_the_run_go_on() -> None:
    campaign = "campaign c { enter on a; flow { send m by push { failed { send m by sms } } } }"
    failed = event("push.failed", 3 * HOUR, behind=2 * HOUR, **of_run())
    assert told(campaign, [profile(phone="+8613800000000"), event("a"), failed], 4 * HOUR) == [
        "0h entered",
        "0h sent send.m push",
        "3h late lateness",
        "3h failed send.m push failed",
        "3h sent send.m#2 sms",
        "3h finished",
    ]


def test_a_late_receipt_that_nothing_looks_at_is_recorded() -> None:
    campaign = "campaign c { enter on a; flow { send m by push } }"
    clicked = event("push.clicked", 3 * HOUR, behind=2 * HOUR, **of_run())
    assert told(campaign, [profile(), event("a"), clicked])[-1] == "3h late lateness"


def test_an_exit_is_looked_at_when_a_message_of_another_campaign_leaves() -> None:
    campaigns = """
    campaign c { enter on a; exit when user.due < now; flow { wait 1 day } }
    campaign d { enter on b; reenter always; flow { send m by push } }
    """
    later = [profile(due=START + HOUR), event("a"), event("b", 30 * 60_000), event("b", HOUR)]
    assert "exit_when" not in " ".join(told(campaigns, later))
    campaigns = campaigns.replace("enter on b", "enter every day at 10:00")
    assert "2h exited wait exit_when" in told(campaigns, later[:2], 3 * HOUR)


def test_an_exit_is_looked_at_when_another_campaign_is_called() -> None:
    campaigns = """
    campaign c { enter on a; exit when user.due < now; flow { wait 1 day } }
    campaign d { enter by call; flow { wait 1 hour } }
    """
    inputs = [profile(due=START + HOUR), event("a"), Call("u", "d", START + 2 * HOUR)]
    assert told(campaigns, inputs) == ["0h entered", "2h exited wait exit_when", "2h entered"]


def test_a_forced_arm_that_a_split_does_not_have_leaves_the_split_as_it_is() -> None:
    campaign = """
    campaign c { enter on a; flow {
      split s { 100% as one { send m by push } }
      split t by user.favorite { "push" as two { send m by push } else as three { } }
    } }
    """
    options = Options(consent_all=True, arms={"s": "four", "t": "five"})
    found = told(campaign, [profile(favorite="push"), event("a")], options=options)
    assert [each for each in found if "sent" in each] == ["0h sent send.m push", "0h sent send.m#2 push"]


def test_a_bounce_of_which_nobody_says_that_it_is_hard_suppresses_nothing() -> None:
    campaign = "campaign c { enter on a; reenter always; flow { send m by push } }"
    soft = event("push.bounced", HOUR, **of_run())
    hard = event("push.bounced", HOUR, **of_run(hard=True))
    again = event("a", 2 * HOUR)
    assert "2h sent send.m push" in told(campaign, [profile(), event("a"), soft, again])
    assert "2h blocked send.m push suppressed" in told(campaign, [profile(), event("a"), hard, again])


def test_the_exits_of_one_event_are_recorded_run_by_run() -> None:
    campaigns = """
    campaign c { enter on a; priority 70; exit when user.due < now; flow { wait 1 day } }
    campaign d { enter on a; exit on b; flow { wait 1 day } }
    """
    inputs = [profile(due=START + HOUR), event("a"), event("b", 2 * HOUR)]
    exits = ["2h exited wait exit_when", "2h exited wait exit_on"]
    assert told(campaigns, inputs) == ["0h entered", "0h entered", *exits]


@pytest.mark.parametrize(
    "campaigns",
    [
        "campaign c { enter on a; enter by call; reenter always; flow { start d } }\n"
        "campaign d { enter by call; reenter always; flow { start c } }",
        "campaign c { enter on a; enter on push.sent; reenter always; flow { send m by push } }",
    ],
)
def test_campaigns_that_start_one_another_without_end_are_stopped(campaigns: str) -> None:
    both = Both.of(_PLAIN + campaigns, _WITH_LOOPS)
    decisions = both.engine([profile(phone="1"), event("a"), event("a", 1)], START + HOUR, _TO_ALL)
    for at in (START, START + 1):
        now = [each for each in decisions if each.time == at]
        *others, last = [each for each in now if each.kind in ("entered", "refused")]
        assert {each.kind for each in others} == {"entered"}
        assert (last.kind, last.reason, len(others) > 50) == ("refused", "reenter", True)


def test_campaigns_that_start_ever_more_others_are_stopped() -> None:
    names = ["c", "d", "e"]
    flows = [f"flow {{ {'; '.join(f'start {each}' for each in names if each != name)} }}" for name in names]
    campaigns = "\n".join(
        f"campaign {name} {{ enter on a; enter by call; reenter always; {flow} }}"
        for name, flow in zip(names, flows, strict=True)
    )
    both = Both.of(_PLAIN + campaigns, _WITH_LOOPS)
    decisions = both.engine([event("a")], START + HOUR, _TO_ALL)
    entered = sum(each.kind == "entered" for each in decisions)
    assert 10_000 < entered < 40_000
    assert decisions[-1].reason == "reenter"


def test_what_the_provider_says_of_a_failure_is_recorded() -> None:
    both = Both.of(_PLAIN + "campaign c { enter on a; flow { send m by push } }")
    failure = event("push.failed", 1_000, **of_run(reason="number is barred, says the provider" * 10))
    decisions = both.engine([event("a"), failure], START + HOUR, _TO_ALL)
    (failed,) = [each for each in decisions if each.kind == "failed"]
    assert failed.value == ("number is barred, says the provider" * 10)[:200]
