"""The runner of tests: what it accepts, and that it finds what is wrong (language reference, section 13)."""

from __future__ import annotations

import pytest

from tests.reference.loading import project_of
from tests.reference.scenario_runner import run_scenario, scenarios_of

PROJECT = """
user { phone phone; email email; seen moment; timezone timezone; vip boolean }
event cart { cart_id text; value money }
event paid { amount money USD }
event done { }
channel push { }
channel sms { needs user.phone }
message m { push { title "m"; body "m" } sms { text "m" } }
audience lately = count(cart, last 1 day) >= 1
audience lapsed = time since cart > 1 day
audience rich = sum(paid.amount, ever) > 1 USD
audience timely = user.seen >= 2026-03-02
tag "warm" when user in lately
limits { at most 2 messages from one campaign in any 7 days }
holdout 50%
campaign reminder {
  enter on cart
  reenter always
  exit on done
  goal paid within 2 days
  flow {
    wait 1 hour
    split kind { 50% as one { tag add "one" } 50% as two { tag add "two" } }
    send m by push
  }
}
campaign other { enter by call; category transactional; flow { send m by sms } }
"""
START = 'at 2026-03-02 10:00  event cart { cart_id "c"; value 5 CNY }\n'
SENT = "at 2026-03-02 11:00  expect send m by push\n"


def complaints(lines: str, of: str = "for reminder") -> list[str]:
    """Return what one test finds wrong."""
    project = project_of(f'{PROJECT}\ntest "t" {of} {{\n{lines}\n}}')
    (test,) = scenarios_of(project)
    return run_scenario(project, test)


USER = 'given user { consent push, sms; phone "+8613800000000" }\n'


@pytest.mark.parametrize(
    "lines",
    [
        USER + START + SENT,
        USER + START + "after 1 hour expect send m by push\nexpect finished",
        USER
        + START
        + "after 30 minutes expect waiting\nexpect nothing\nat 2026-03-02 11:00 expect send m by push",
        USER + START + "other sends allowed\nat 2026-03-03 10:00 expect nothing",
        USER + START + "arm kind = one\n" + SENT + 'expect tag "one"',
        USER + START + "arm reminder.kind = two\n" + SENT + 'expect tag "two"',
        USER + START + "arm holdout = in\nat 2026-03-02 11:00 expect blocked m by holdout",
        USER + START + SENT + "receipt push.opened of m",
        USER + START + "at 2026-03-02 10:30 event done { }\nexpect exit",
        USER + START + "at 2026-03-02 10:30 event paid { amount 5 USD }\nexpect goal\nexpect in rich",
        USER + START + "event paid { amount 5 CNY }\nexpect goal\nexpect not in rich",
        USER + START + "at 2026-03-02 10:30 event cart { }\nexpect refused by running\n" + SENT,
        USER + "at 2026-03-02 10:00 call other\nexpect send m by sms",
        'given user { consent sms; phone "12345" }\nat 2026-03-02 10:00 call other\n'
        "expect blocked m by address",
        USER
        + "given sent m by push at 2026-03-01 10:00\ngiven sent m by push at 2026-03-01 10:00\n"
        + START
        + "at 2026-03-02 11:00 expect blocked m by limits",
        'given user { did cart { } at 2026-03-01 10:00; tags "a" }\n'
        'at 2026-03-02 09:59:59 expect in lately\nexpect tag "warm"\nexpect tag "a"\n'
        "at 2026-03-02 10:00 expect not in lately\nexpect not in lapsed",
        "given user { seen 2026-03-02 }\nat 2026-03-02 10:00 set { seen 2026-03-01 }\nexpect not in timely",
        "given user ann { consent push }\ngiven user bob { }\n"
        "at 2026-03-02 10:00 event cart by ann { }\nevent cart by bob { }\nexpect waiting for bob\n"
        "at 2026-03-02 11:00 expect send m by push for ann\nexpect blocked m by consent for bob\n"
        "expect nothing for bob",
        "given user { seen 2026-03-01 }\nat 2026-03-02 10:00 expect not in timely\n"
        "set { seen 2026-03-02 }\nexpect in timely",
        USER + START + "at 2026-03-02 11:00 event done { }\nexpect exit",
        USER
        + START
        + "at 2026-03-02 11:00 expect waiting\nevent cart { }\nexpect refused by running\n"
        + SENT,
        "given user ann { consent push }\nat 2026-03-02 10:00 event cart { }\n"
        "at 2026-03-02 11:00 expect send m by push",
    ],
)
def test_what_is_so_passes(lines: str) -> None:
    assert complaints(lines) == []


@pytest.mark.parametrize(
    "lines",
    [
        "at 2026-03-02 11:00 expect waiting",
        "at 2026-03-02 10:59:59 expect send m by push",
        "at 2026-03-02 11:00:01 expect send m by push",
        "at 2026-03-02 11:00 expect send m by sms",
        SENT + SENT,
        "at 2026-03-02 11:00 expect nothing",
        SENT + 'expect tag "warmer"',
        SENT + "expect exit",
        SENT + "expect goal",
        "expect finished",
        "expect refused by running",
        "expect in lapsed",
        "expect not in lately",
        "receipt push.opened of m",
        "arm holdout = in\nat 2026-03-02 11:00 expect blocked m by consent",
        "at 2026-03-02 10:10 event cart { }\nexpect refused by reenter",
        "at 2026-03-02 10:10 event cart { }\nexpect refused by running\nexpect refused by running",
    ],
)
def test_what_is_not_so_is_found(lines: str) -> None:
    assert len(complaints(f"{USER}{START}{lines}\nother sends allowed")) == 1


def test_a_send_that_no_line_names_is_found() -> None:
    lines = USER + START + "at 2026-03-02 11:00:01 expect in lately"
    (complaint,) = complaints(lines)
    assert complaint.startswith("not expected: Decision(")
    assert complaints(lines + "\nother sends allowed") == []


def test_the_clock_runs_to_the_end_of_the_last_second() -> None:
    project = project_of(
        PROJECT.replace("enter by call; category", "enter when time since cart > 1 day; category")
        + f'test "t" {{ {USER}{START}other sends allowed\nat 2026-03-03 10:00 expect send m by sms }}'
    )
    (test,) = scenarios_of(project)
    assert run_scenario(project, test) == []


def test_a_test_without_lines_passes() -> None:
    assert complaints(USER) == []
