"""What random projects have found wrong in the engine: small projects, one a mistake."""

from __future__ import annotations

import pytest

from maflow.runtime.core.inputs import Event
from maflow.runtime.core.past import PastEvent
from tests.differential.both_engines import Both, Taken
from tests.reference.loading import SETTINGS

HOUR = 3_600_000
START = 1_772_438_400_000  # 2026-03-02 08:00 UTC
EVENTS = """
event a { }
event b { }
"""


def a_at_once(count: int) -> list[Taken]:
    """Return so many of the event `a` at one instant."""
    return [Event("u", "a", START, START, {}) for _ in range(count)]


def test_an_event_counts_for_the_tenth_run_of_an_instant_rather_than_for_the_ninth() -> None:
    both = Both.of(
        EVENTS + "campaign c { enter on a; reenter always; goal b within 1 hour; flow { set run.x = 1 } }"
    )
    inputs = [*a_at_once(11), *(Event("u", "b", START, START, {}) for _ in range(3))]
    decisions = both.engine(inputs, START)
    assert [each.run for each in decisions if each.kind == "goal"] == ["c/u/11", "c/u/10", "c/u/9"]
    assert decisions == both.reference(inputs, START)


def test_runs_of_an_instant_take_their_turn_by_their_keys() -> None:
    both = Both.of(
        "event a { cart text }\nevent b { }\n"
        "campaign c { enter on a; parallel by event.cart; exit on b; flow { wait 1 day } }"
    )
    carts = ["k/1", "k", "k!", "k 2"]
    inputs: list[Taken] = [Event("u", "a", START, START, {"cart": cart}) for cart in carts]
    decisions = both.engine([*inputs, Event("u", "b", START, START, {})], START)
    assert [each.run for each in decisions if each.kind == "exited"] == [
        *("c/u/k/1", "c/u/k 2/1", "c/u/k!/1", "c/u/k/1/1")
    ]
    assert decisions == both.reference([*inputs, Event("u", "b", START, START, {})], START)


@pytest.mark.parametrize("pause", ["30 minutes", "1 hour", "90 minutes"])
def test_a_pause_is_as_long_in_the_hour_that_clocks_show_twice(pause: str) -> None:
    settings = SETTINGS.replace("UTC", "America/New_York")
    loop = f"repeat up to 4 times every {pause} {{ send m by push }}"
    both = Both.of(
        EVENTS
        + 'channel push { consent none }\nmessage m { push { title "m"; body "m" } }\n'
        + f"campaign c {{ enter on a; flow {{ {loop} }} }}",
        settings,
    )
    minutes = int(pause.split()[0]) * (60 if "hour" in pause else 1)
    for at in (1_793_509_200_000, 1_793_512_800_000):  # 01:00 there, and 01:00 again
        inputs: list[Taken] = [Event("u", "a", at, at, {})]
        decisions = both.engine(inputs, at + 9 * HOUR)
        sent = [(each.time - at) // 60_000 for each in decisions if each.kind == "sent"]
        assert sent == [0, minutes, 2 * minutes, 3 * minutes]
        assert decisions == both.reference(inputs, at + 9 * HOUR)


@pytest.mark.parametrize(
    ("condition", "enters"),
    [
        ("count(a, last 7 days) <= 3", False),
        ("never(a where event.id is known, last 7 days)", False),
        ("did(a, last 7 days)", True),
        ("count(a, last 7 days) = 1", True),
        ("never(b, ever)", False),
    ],
)
def test_who_appears_by_an_event_enters_only_where_that_event_makes_the_condition_true(
    condition: str, enters: bool
) -> None:
    both = Both.of(EVENTS + f"campaign c {{ enter when {condition}; flow {{ stop }} }}")
    decisions = both.engine(a_at_once(1), START)
    assert [each.kind for each in decisions] == (["entered", "finished"] if enters else [])
    assert decisions == both.reference(a_at_once(1), START)


def test_what_was_true_by_the_history_is_not_made_true_by_the_event_that_a_user_appears_by() -> None:
    both = Both.of(EVENTS + "campaign c { enter when count(a, ever) >= 2; flow { stop } }")
    for before, enters in ((1, True), (2, False)):
        past: list[Taken] = [PastEvent(Event("u", "a", START - HOUR, START - HOUR, {}))] * before
        decisions = both.engine([*past, *a_at_once(1)], START)
        assert bool(decisions) == enters
        assert decisions == both.reference([*past, *a_at_once(1)], START)


def test_who_is_blocked_by_a_rule_is_told_when_that_rule_has_room() -> None:
    both = Both.of(
        'event a { }\nchannel push { consent none }\nmessage m { push { title "m"; body "m" } }\n'
        "limits { at most 1 push per calendar day; at most 1 push in any 3 days else wait up to 1 hour }\n"
        "campaign c { enter on a; reenter always; flow { send m by push } }"
    )
    decisions = both.engine(a_at_once(2), START)
    blocked = [each for each in decisions if each.kind == "blocked"]
    assert [(each.rule, each.until) for each in blocked] == [
        ("at most 1 push per calendar day", START + 16 * HOUR)
    ]
    assert decisions == both.reference(a_at_once(2), START)
