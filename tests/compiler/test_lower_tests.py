"""Tests of the language as data: users, values, instants, and what was sent before."""

from __future__ import annotations

import pytest

from maflow.runtime.program.scenarios import (
    Assignment,
    EventArrives,
    ExpectedBlock,
    ExpectedMember,
    ExpectedTag,
    HistoricSend,
    ProfileChanges,
    Scenario,
)
from maflow.runtime.program.types import BooleanData, Data, ListData, MoneyData, NumberData, TextData
from tests.compiler.lowered_tests import lowered_test

BASE = """
user {
  name text; phone phone; email email; vip boolean; age integer; rate number
  born date; seen moment; best time; patience duration; tags_seen list of text; favourite channel
  level one of "low", "high"; saved money; timezone timezone
}
channel push { }
event ping { amount money; count integer; share number; at_date moment; sizes list of number }
event sent_late { }
message note { push { title "t"; body "b" } }
message twice { push { title "t"; body "b" } }
message bill { push { title "t"; body "b" } }
message mixed { push { title "t"; body "b" } }
message unsent { push { title "t"; body "b" } }
category service { exempt from limits }
campaign first { enter on ping; flow { send note by push; send twice by push; send mixed by push } }
campaign second { enter on ping; flow { send twice by push } }
campaign bills { category transactional; enter on ping; flow { send bill by push; send mixed by push } }
audience adults "Adults" = user.age >= 18
tag "keen" when user.vip
"""
MINUTE = 60_000
# 2026-03-02 00:00 in Berlin.
MIDNIGHT = 1_772_406_000_000


def lowered(lines: str, head: str = 'test "t"') -> Scenario:
    return lowered_test(BASE, f"{head} {{\n{lines}\n}}\n").scenario


def attribute(line: str) -> Assignment:
    """Return the one attribute that a line gives the user."""
    [user] = lowered(f"given user {{ {line} }}").users
    [assignment] = user.attributes
    return assignment


def happening(line: str) -> EventArrives:
    [line_] = lowered(f"at 2026-03-02 {line}").lines
    assert isinstance(line_.action, EventArrives)
    return line_.action


@pytest.mark.parametrize(
    ("line", "data"),
    [
        ('name "Ann"', TextData("Ann")),
        ('phone "+4915112345678"', TextData("+4915112345678")),
        ("vip true", BooleanData(True)),
        ("age 42", NumberData(42)),
        ("rate 2.5", NumberData(2.5)),
        ("rate -3", NumberData(-3)),
        ("born 1970-01-11", NumberData(10)),
        ("seen 2026-03-02 00:01", NumberData(MIDNIGHT + MINUTE)),
        ("seen 2026-03-02", NumberData(MIDNIGHT)),
        ("best 09:30", NumberData(570 * MINUTE)),
        ("patience 90 seconds", NumberData(90_000)),
        ('tags_seen ["a", "b"]', ListData((TextData("a"), TextData("b")))),
        ('favourite "push"', TextData("push")),
        ('level "high"', TextData("high")),
        ("saved 1_000.50 EUR", MoneyData("1000.50")),
        ('phone "0151 12345678"', None),
        ('email "nobody"', None),
    ],
)
def test_a_value_is_of_the_type_that_is_declared(line: str, data: Data | None) -> None:
    assert attribute(line).value == data


def test_an_event_has_its_time_and_id_apart() -> None:
    given = happening('event ping { id "p1"; time 2026-03-01 23:59; amount 5 EUR; count 2 }')
    assert (given.id, given.time_ms) == ("p1", MIDNIGHT - MINUTE)
    assert given.properties == (
        Assignment("amount", MoneyData("5")),
        Assignment("count", NumberData(2)),
    )


def test_money_in_another_currency_is_unknown() -> None:
    assert happening("event ping { amount 5 USD }").properties == (Assignment("amount", None),)


def test_a_raised_event_has_its_full_name_and_its_properties() -> None:
    given = happening('event consent.withdrawn { channel "push"; category "promotional" }')
    assert given.name == "consent.withdrawn"
    assert given.properties == (
        Assignment("channel", TextData("push")),
        Assignment("category", TextData("promotional")),
    )


def test_what_is_set_is_a_profile() -> None:
    [line] = lowered("at 2026-03-02 set { age 3 }").lines
    assert line.action == ProfileChanges(user="user", attributes=(Assignment("age", NumberData(3)),))


@pytest.mark.parametrize(
    ("lines", "minutes"),
    [
        ("at 2026-03-02 event ping { }\nexpect nothing\nafter 2 minutes expect nothing", [0, 0, 2]),
        ("at 2026-03-02 00:05 event ping { }; after 1 day expect nothing", [5, 1445]),
        ("at 2026-03-01 23:30 +00:00 event ping { }; after 1.5 hours expect nothing", [30, 120]),
    ],
)
def test_a_line_stands_at_its_instant(lines: str, minutes: list[int]) -> None:
    assert [line.at_ms for line in lowered(lines).lines] == [MIDNIGHT + each * MINUTE for each in minutes]


# On 25 October the clocks of Berlin go back at 03:00, on 29 March forward at 02:00.
@pytest.mark.parametrize(
    ("first", "second", "hours_between"),
    [
        ("2026-10-25 01:30", "2026-10-25 02:30", 1),
        ("2026-10-25 02:30", "2026-10-25 02:30", 0),
        ("2026-10-25 02:45", "2026-10-25 02:30", 0.75),
        ("2026-10-25 02:30 +01:00", "2026-10-25 02:30", 0),
        ("2026-10-25 02:30", "2026-10-25 03:30", 2),
        ("2026-03-29 01:30", "2026-03-29 02:15", 0.5),
        ("2026-03-29 03:10", "2026-03-29 02:30", 0),
    ],
)
def test_a_wall_time_that_is_not_one_instant(first: str, second: str, hours_between: float) -> None:
    one, two = lowered(f"at {first} event ping {{ }}; at {second} expect nothing").lines
    assert two.at_ms - one.at_ms == hours_between * 60 * MINUTE


def test_users_have_their_names_as_ids() -> None:
    scenario = lowered(
        'given user ann { consent push; tags "a", "b"; did ping { count 1 } at 2026-03-01 }\n'
        "given user bob { }\nat 2026-03-02 event ping by bob { }; expect nothing"
    )
    ann, bob = scenario.users
    assert (ann.id, ann.consents, ann.tags, bob.id) == ("ann", ("push",), ("a", "b"), "bob")
    assert [(event.name, event.time_ms) for event in ann.past] == [("ping", MIDNIGHT - 1440 * MINUTE)]
    assert [line.action.user for line in scenario.lines] == ["bob", None]


def test_one_user_with_a_name_is_meant_everywhere() -> None:
    [line] = lowered("given user ann { }\nat 2026-03-02 event ping { }").lines
    assert line.action.user == "ann"


@pytest.mark.parametrize(
    ("message", "head", "campaign", "category"),
    [
        ("note", 'test "t"', "first", "promotional"),
        ("twice", 'test "t"', None, "promotional"),
        ("twice", 'test "t" for second', "second", "promotional"),
        ("bill", 'test "t" for first', "bills", "transactional"),
        ("mixed", 'test "t"', None, "promotional"),
        ("mixed", 'test "t" for bills', "bills", "transactional"),
        ("unsent", 'test "t" for bills', None, "promotional"),
    ],
)
def test_a_message_of_the_past_is_of_the_campaign_that_sends_it(
    message: str, head: str, campaign: str | None, category: str
) -> None:
    [sent] = lowered(f"given sent {message} by push at 2026-03-02", head).sends
    assert sent == HistoricSend(
        user="user", message=message, channel="push", category=category, campaign=campaign, at_ms=MIDNIGHT
    )


def test_arms_and_permissions() -> None:
    scenario = lowered("arm holdout = in\nother sends allowed")
    assert (scenario.is_held_out, scenario.allows_other_sends, scenario.arms) == (True, True, ())


def test_expectations_of_facts() -> None:
    lines = 'at 2026-03-02 expect not in adults; expect tag "keen"; expect tag "other"'
    assert [line.action for line in lowered(lines).lines] == [
        ExpectedMember(user="user", predicate="adults", is_negated=True),
        ExpectedTag(user="user", tag="keen", predicate='tag "keen"'),
        ExpectedTag(user="user", tag="other"),
    ]


def test_a_chinese_test_means_the_same() -> None:
    english = lowered_test(
        BASE,
        'test "t" for first {\n  given user { consent push }\n  at 2026-03-02  event ping { }\n'
        "  after 1 day  expect blocked note by quiet_hours\n}\n",
    )
    chinese = lowered_test(
        BASE,
        '# language: zh-CN\n测试 "t" 对 first {\n  假如 用户 { 同意 push }\n  在 2026-03-02  事件 ping { }\n'
        "  再过 1 天  期望 被拦 note 因 免打扰\n}\n",
    )
    assert chinese.scenario == english.scenario
    assert english.scenario.lines[1].action == ExpectedBlock(
        user="user", message="note", reason="quiet_hours"
    )


def test_a_line_knows_where_it_stands() -> None:
    test = 'test "t" {\n  at 2026-03-02  event ping { }\n  after 1 day  expect nothing\n}\n'
    lowered_one = lowered_test(BASE, test)
    assert [test[span.start : span.end] for span in lowered_one.spans] == ["event ping { }", "expect nothing"]
    assert test[lowered_one.title.start : lowered_one.title.end] == '"t"'
