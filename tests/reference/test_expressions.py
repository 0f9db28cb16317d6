"""Values, the unknown, and behaviour over the history (language reference, sections 3 to 5)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from maflow.dsl import ast
from maflow.dsl.source import NO_SPAN
from maflow.runtime.core.inputs import Event, Value
from tests.reference.story import Story, instant

PLAIN = """
user {
  n number; i integer; text text; other text; flag boolean; spent money; usd money USD; lead duration
  born date; seen moment; hours time; likes list of text; kind one of "x", "y" default "x"; timezone timezone
}
event e { i integer; n number; m money; d duration; t moment; s text default "none" }
event f { i integer }
channel push { }
message m { push { title "m"; body "m" } }
"""
NOW = "2026-03-11 12:00"
# Any: attributes and properties have values of every type.
KNOWN: dict[str, Any] = {
    "i": 7,
    "n": 2.5,
    "text": "Mei",
    "spent": Decimal("10.00"),
    "usd": Decimal("3"),
    "lead": 90_000,
    "born": 20089,
    "seen": instant("2026-03-08 06:30"),
    "hours": 32_400_000,
    "likes": ("tea", "go"),
    "timezone": "America/New_York",
}


def worth(expression: str, *, events: tuple[tuple[str, str, dict[str, Any]], ...] = ()) -> Value:
    """Return what an expression is worth to a user of whom much is known, at noon of a Wednesday."""
    # Only in this place may an expression of any type stand alone.
    text = f"{PLAIN}\ncampaign c {{ enter on f; flow {{ set run.x = {expression} }} }}"
    story = Story(text, plain="")
    for name, at, properties in events:
        story.did(name, at, **properties)
    story.profile(NOW, **KNOWN).event("f", NOW)
    (found,) = [each.value for each in story.decisions if each.kind == "set"]
    value: Value = found
    return value


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("user.i + 1", 8),
        ("user.i * 2 - user.n", 11.5),
        ("user.i / 2", 3.5),
        ("user.i / 0", None),
        ("user.spent / 0", None),
        ("-user.i", -7),
        ("user.i * 50%", 3.5),
        ("user.spent + 0.05 CNY", "10.05 CNY"),
        ("user.spent * 3", "30.00 CNY"),
        ("user.spent * 0.1", "1.000 CNY"),
        ("user.spent * 10%", "1.000 CNY"),
        ("user.spent / 4", "2.50 CNY"),
        ("user.spent / 4 CNY", 2.5),
        ("user.usd * 2", "6 USD"),
        ("user.lead * 2", 180_000),
        ("user.lead / 60 seconds", 1.5),
        ("user.lead / 7", 12_857),
        ("user.lead + 1 day", 86_490_000),
        ("user.n * 10 minutes", 1_500_000),
        ("user.flag", None),
        ("user.flag default true", True),
        ("user.text default user.other", "Mei"),
        ('user.other default "friend"', "friend"),
        ("user.kind", "x"),
        ("1_000", 1000),
        ("33.33%", 0.3333),
        ("user.likes", ("tea", "go")),
        ("user.hours", "09:00"),
    ],
)
def test_what_comes_out_of_a_calculation(expression: str, expected: Value) -> None:
    found = worth(expression)
    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("user.born - 3 days", "2024-12-29"),
        ("user.born + 1 month", "2025-02-01"),
        ("user.born + 36 hours", "2025-01-02"),
        ("user.born - 1 hour", "2024-12-31"),
        ("user.born - user.born", 0),
        ("today - user.born", 434 * 86_400_000),
        ("user.seen + 1 day", "2026-03-09T05:30:00Z"),
        ("user.seen + 24 hours", "2026-03-09T06:30:00Z"),
        ("user.seen - 1 week", "2026-03-01T06:30:00Z"),
        ("user.seen + 30 minutes", "2026-03-08T07:00:00Z"),
        ("user.seen - user.lead", "2026-03-08T06:28:30Z"),
        ("user.seen + (user.lead default 1 day)", "2026-03-08T06:31:30Z"),
        ("user.seen + 1 day - user.seen", 23 * 3_600_000),
        ("weekday(user.seen)", "sunday"),
        ("weekday(user.born)", "wednesday"),
        ("hour(user.seen)", 1),
        ("hour(user.seen + 1 hour)", 3),
        ("date(user.seen - 2 hours)", "2026-03-07"),
        ("date(now) - today", 0),
        ("2026-03-01 10:00", "2026-03-01T10:00:00Z"),
        ("2026-03-01 10:00 +08:00", "2026-03-01T02:00:00Z"),
    ],
)
def test_dates_and_moments(expression: str, expected: Value) -> None:
    assert worth(expression) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("user.flag", None),
        ("not user.flag", None),
        ("user.flag and user.i = 8", False),
        ("user.flag and user.i = 7", None),
        ("user.flag or user.i = 7", True),
        ("user.flag or user.i = 8", None),
        ('user.other = "a"', None),
        ("user.other is unknown", True),
        ("user.other is known", False),
        ("user.i between 7 and 9", True),
        ("user.i between 1 and 7", True),
        ("user.i between 8 and 9", False),
        ('user.text in ("Ann", "Mei")', True),
        ('user.text not in ("Ann", "Mei")', False),
        ('user.text in ("Ann", user.other)', None),
        ('user.text in ("Mei", user.other)', True),
        ('user.other not in ("Ann")', None),
        ('user.text contains "ei"', True),
        ('user.likes contains "tea"', True),
        ('user.likes contains "green"', False),
        ('user.text starts with "M"', True),
        ('user.text ends with "M"', False),
        ('user.text matches "e"', True),
        ('user.text matches "^e"', False),
        ("user.spent = 10 CNY", True),
        ("user.seen > 2026-03-08", True),
        ("user.seen between 2026-03-08 and 2026-03-09", True),
        ("user.seen = 2026-03-08", False),
        ("user.hours = 09:00", True),
        ("user.n = user.i / 2.8", True),
        ('tag "x"', False),
        ("user consents to push", True),
    ],
)
def test_conditions_know_the_unknown(condition: str, expected: Value) -> None:
    assert worth(condition) is expected


DAYS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("e", "2026-03-04 12:00", {"i": 1, "n": 0.1, "m": Decimal("1"), "d": 1000, "t": 5, "s": "p"}),
    ("e", "2026-03-04 12:00:01", {"i": 2, "n": 0.2, "m": Decimal("0.10"), "d": 2001, "t": 9, "s": "q"}),
    ("e", "2026-03-11 03:59", {"n": 0.3, "m": Decimal("0.20")}),
    ("e", "2026-03-11 04:00", {"i": 4, "s": "q"}),
    ("e", "2026-03-11 02:00", {"i": 9, "n": 1e16}),
)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("count(e, ever)", 5),
        ("count(e, last 7 days)", 4),
        ("count(e, today)", 1),
        ("count(e, since 2026-03-11)", 3),
        ("count(e, since 2026-03-04 12:00:01)", 4),
        ("count(e where event.i >= 2, ever)", 3),
        ('count(e where event.s = "none", ever)', 2),
        ("count(distinct event.s of e, ever)", 3),
        ("count(distinct event.i of e, ever)", 4),
        ("sum(e.i, ever)", 16),
        ("sum(e.i, since 2026-03-12)", 0),
        ("sum(e.n, since 2026-03-12)", 0.0),
        ("sum(e.m, since 2026-03-12)", "0 CNY"),
        ("sum(e.m, ever)", "1.30 CNY"),
        ("sum(e.d, ever)", 3001),
        ("sum(e.n where event.n < 1, ever)", 0.6),
        ("average(e.i, ever)", 4.0),
        ("average(e.m where event.i is known, ever)", "0.55 CNY"),
        ("average(e.d, ever)", 1500),
        ("average(e.i, since 2026-03-12)", None),
        ("minimum(e.i, ever)", 1),
        ("maximum(e.m, ever)", "1 CNY"),
        ("maximum(e.t, ever)", "1970-01-01T00:00:00.009Z"),
        ("minimum(e.m, since 2026-03-12)", None),
        ("first(e.i, ever)", 1),
        ("last(e.i, ever)", 4),
        ("last(e.m, ever)", None),
        ("last(e.i where event.n is known, ever)", None),
        ("first(e.i, since 2026-03-11)", 9),
        ("time since e", 8 * 3_600_000),
        ("time since (e where event.n is known)", 8 * 3_600_000 + 60_000),
        ("time since (e where event.i = 100)", None),
        ("did(e, today)", True),
        ("never(e, last 7 hours)", True),
        ("did(e, last 8 hours)", False),
    ],
)
def test_behaviour_over_the_history(expression: str, expected: Value) -> None:
    found = worth(expression, events=DAYS)
    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("10:00", "12:00", True),
        ("10:00", "12:00:01", False),
        ("10:00", "10:00", True),
        ("10:00", "09:59", False),
    ],
)
def test_one_thing_then_another(first: str, second: str, expected: bool) -> None:
    events: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("e", f"2026-03-10 {first}", {"i": 1}),
        ("e", f"2026-03-10 {second}", {"i": 2}),
    )
    condition = "did(e where event.i = 1 then e where event.i = 2 within 2 hours, last 30 days)"
    assert worth(condition, events=events) is expected


def test_a_thing_does_not_follow_itself() -> None:
    events: tuple[tuple[str, str, dict[str, Any]], ...] = (("e", "2026-03-10 10:00", {}),)
    assert worth("did(e then e within 2 hours, ever)", events=events) is False


def test_audiences_ask_for_promotional_consent_and_campaigns_for_their_own() -> None:
    text = """
    category service { exempt from limits }
    audience reachable = user consents to sms
    campaign x { category service; enter on a; flow {
      if user consents to sms { tag add "own" }
      if user in reachable { tag add "promotional" }
    } }
    """
    from_csv = Story(text, consent_all=False)
    from_csv.event("consent.given", "2026-03-01 10:00", channel="sms", category="service")
    assert from_csv.event("a", "2026-03-02 10:00").reference.tags("u") == {"own"}


def test_any_expression_can_be_asked_for() -> None:
    reference = Story("audience x = did(a where event.n > 1, ever)").reference
    event = Event("u", "a", 5, 5, {"n": 2})
    reference.take(event)
    span = NO_SPAN
    n = ast.Attribute(span, ast.Scope.EVENT, ast.Name(span, "n"))
    assert reference.evaluate(n, "u", event=event) == 2
    assert reference.evaluate(n, "u") is None
    assert (reference.matches("x", "u"), reference.matches("x", "nobody")) == (True, False)


def test_since_entry_is_what_stands_behind_it_in_the_log() -> None:
    story = Story(
        "campaign x { enter on a; flow { wait 1 hour; "
        "set run.own = count(a, since entry); set run.others = count(b, since entry) } }"
    )
    story.event("b", "2026-03-01 10:00").event("a", "2026-03-01 10:00")
    story.event("b", "2026-03-01 10:30", time="2026-03-01 09:00").until("2026-03-01 11:00")
    assert story.told("reason", "value", kinds="set") == [
        "2026-03-01 11:00 set run.own 0",
        "2026-03-01 11:00 set run.others 1",
    ]


def test_the_entry_is_frozen() -> None:
    story = Story(
        "campaign x { enter on a; flow { wait 1 hour; set run.cart = entry.cart; set run.at = entry.time } }"
    )
    story.event("a", "2026-03-01 10:05", time="2026-03-01 10:00", cart="c1")
    story.until("2026-03-01 12:00")
    assert story.told("value", kinds="set") == [
        "2026-03-01 11:05 set c1",
        "2026-03-01 11:05 set 2026-03-01T10:00:00Z",
    ]
