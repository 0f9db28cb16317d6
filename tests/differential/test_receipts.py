"""What a receipt and a past send are about, where several messages could be meant."""

from __future__ import annotations

import pytest

from maflow.runtime.core.inputs import Event, Value
from maflow.runtime.core.past import PastSend
from tests.differential.both_engines import Both, Taken

HOUR = 3_600_000
START = 1_772_438_400_000  # 2026-03-02 08:00 UTC
TWO_SENDS = Both.of("""
event a { }
channel push { consent none }
message m { push { title "m"; body "m" } }
limits { at most 2 push in any 24 hours }
campaign c { enter on a; reenter always; flow { send m by push; wait 1 hour; send m by push } }
""")


def receipt(name: str, after: int, **key: Value) -> Event:
    """Return a receipt of the only run's message."""
    at = START + after
    properties: dict[str, Value] = {"message": "m", "campaign": "c", "run": "c/u/1", "channel": "push", **key}
    return Event("u", f"push.{name}", at, at, properties)


def failed(*receipts: Event) -> list[tuple[int, str | None]]:
    """Return when which messages failed, by their keys; engine and reference must agree."""
    inputs: list[Taken] = [Event("u", "a", START, START, {}), *receipts]
    decisions = TWO_SENDS.engine(inputs, START + 9 * HOUR)
    assert decisions == TWO_SENDS.reference(inputs, START + 9 * HOUR)
    return [((each.time - START) // HOUR, each.key) for each in decisions if each.kind == "failed"]


def keys() -> tuple[str | None, str | None]:
    """Return the keys of both messages, the first first."""
    sent = [
        each
        for each in TWO_SENDS.engine([Event("u", "a", START, START, {})], START + HOUR)
        if each.kind == "sent"
    ]
    assert len(sent) == 2
    return sent[0].key, sent[1].key


def test_a_receipt_without_a_key_tells_of_the_last_message_of_which_no_result_is_known() -> None:
    first, second = keys()
    assert failed(receipt("failed", 2 * HOUR)) == [(2, second)]
    assert failed(receipt("failed", 2 * HOUR), receipt("failed", 3 * HOUR)) == [(2, second), (3, first)]
    assert failed(receipt("delivered", 2 * HOUR), receipt("bounced", 3 * HOUR)) == [(3, first)]


def test_a_receipt_after_the_results_of_all_messages_changes_nothing() -> None:
    results = [receipt("delivered", hour * HOUR) for hour in (2, 3)]
    assert failed(*results, receipt("failed", 4 * HOUR)) == []


def test_a_receipt_with_a_key_tells_of_that_message_alone() -> None:
    first, _ = keys()
    told = receipt("failed", 2 * HOUR, key=first)
    assert failed(told, receipt("failed", 3 * HOUR, key=first)) == [(2, first)]


@pytest.mark.parametrize("hour", [2, 3])
def test_the_message_that_failed_last_gives_its_room_back(hour: int) -> None:
    again = Event("u", "a", START + 4 * HOUR, START + 4 * HOUR, {})
    inputs: list[Taken] = [Event("u", "a", START, START, {}), receipt("failed", hour * HOUR), again]
    decisions = TWO_SENDS.engine(inputs, START + 9 * HOUR)
    assert decisions == TWO_SENDS.reference(inputs, START + 9 * HOUR)
    assert [each.kind for each in decisions if each.time >= START + 4 * HOUR] == [
        *("entered", "sent", "blocked", "finished")
    ]


RESULT_OF_A_MESSAGE = Both.of("""
user { vip boolean }
event a { }
channel push { consent none }
message m { push { title "m"; body "m" } }
campaign c { enter on a; flow { send m by push { sent { set user.vip = true } failed { } } } }
campaign told { enter when count(push.delivered, ever) >= 1; flow { stop } }
campaign written { enter when user.vip; flow { stop } }
""")


@pytest.mark.parametrize(
    ("behind", "refused"),
    [(0, []), (HOUR, [("told", "late")]), (48 * HOUR, [])],
    ids=("in time", "late", "old"),
)
def test_a_late_result_turns_away_by_what_it_tells_and_lets_in_by_what_the_flow_then_writes(
    behind: int, refused: list[tuple[str, str]]
) -> None:
    told = receipt("delivered", HOUR)
    late = Event("u", told.name, told.time, told.at + behind, told.properties)
    inputs: list[Taken] = [Event("u", "a", START, START, {}), late]
    decisions = RESULT_OF_A_MESSAGE.engine(inputs)
    assert decisions == RESULT_OF_A_MESSAGE.reference(inputs)
    assert [(each.campaign, each.reason) for each in decisions if each.kind == "refused"] == refused
    entered = [each.campaign for each in decisions if each.kind == "entered"]
    assert entered == (["c", "written"] if behind else ["c", "told", "written"])


def test_a_limit_that_is_overfull_from_the_past_tells_how_many_it_allows() -> None:
    past: list[Taken] = [
        PastSend("u", "m", "push", START - hour * HOUR, "promotional", "c") for hour in (5, 4, 3, 2)
    ]
    inputs = [*past, Event("u", "a", START, START, {})]
    decisions = TWO_SENDS.engine(inputs, START + HOUR)
    assert decisions == TWO_SENDS.reference(inputs, START + HOUR)
    assert [each.value for each in decisions if each.kind == "blocked"] == [2, 2]
