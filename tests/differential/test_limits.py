"""Limits in every history of sends, results and moves: the engine keeps few times, the reference all."""

from __future__ import annotations

import os
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from maflow.runtime.core.engine import Engine
from maflow.runtime.core.inputs import Event, Profile
from maflow.runtime.core.state import ring_of
from tests.differential.both_engines import Both, Taken

MINUTE = 60_000
HOUR = 60 * MINUTE
START = 1_772_409_600_000  # 2026-03-02 00:00 UTC
MANY_EXAMPLES = int(os.environ.get("MAFLOW_EXAMPLES", "2000"))
ZONES = ("UTC", "Asia/Tokyo", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago")
RULES = (
    "at most 1 push per calendar day",
    "at most 2 push per calendar day",
    "at most 2 push per calendar week",
    "at most 3 push per calendar month",
    "at most 1 push in any 5 hours",
    "at most 2 push in any 1 day",
)
MOST_OPEN = 64

# After so many minutes: a send, the result of so late a send, or a move.
happenings = st.tuples(
    st.sampled_from((1, 30, 5 * 60, 11 * 60, 24 * 60)),
    st.sampled_from(("send", "send", "accepted", "delivered", "failed", "failed", "move")),
    st.integers(0, 4),
)
histories = st.lists(happenings, max_size=30)


@cache
def both(rule: str) -> Both:
    """Return a project with one limit."""
    return Both.of(f"""
        user {{ timezone timezone }}
        event a {{ }}
        channel push {{ consent none }}
        message m {{ push {{ title "m"; body "m" }} }}
        limits {{ {rule} }}
        campaign c {{ enter on a; reenter always; flow {{ send m by push }} }}
    """)


def inputs_of(history: list[tuple[int, str, int]]) -> list[Taken]:
    """Return a history as inputs."""
    found: list[Taken] = [Profile("u", START, {"timezone": "Asia/Tokyo"})]
    now, runs = START, 0
    for after, what, number in history:
        now += after * MINUTE
        if what == "send":
            runs += 1
            found.append(Event("u", "a", now, now, {}))
        elif what == "move":
            found.append(Profile("u", now, {"timezone": ZONES[number]}))
        else:
            about = {"message": "m", "campaign": "c", "run": f"c/u/{runs - number}", "channel": "push"}
            found.append(Event("u", f"push.{what}", now, now, about))
    return found


def is_decided_alike(rule: str, history: list[tuple[int, str, int]]) -> None:
    inputs = inputs_of(history)
    assert both(rule).engine(inputs) == both(rule).reference(inputs)


@settings(max_examples=60)
@given(rule=st.sampled_from(RULES), history=histories)
@example(
    rule=RULES[0],
    history=[
        (14 * 60 + 30, "send", 0),
        (1, "accepted", 0),
        (30, "send", 0),
        (1, "failed", 0),
        (1, "move", 2),
        (1, "send", 0),
    ],
)
def test_the_times_that_are_kept_are_enough(rule: str, history: list[tuple[int, str, int]]) -> None:
    is_decided_alike(rule, history)


@pytest.mark.slow
@settings(max_examples=MANY_EXAMPLES, deadline=None)
@given(rule=st.sampled_from(RULES), history=histories)
def test_they_are_enough_in_very_many_histories(rule: str, history: list[tuple[int, str, int]]) -> None:
    is_decided_alike(rule, history)


@pytest.mark.parametrize(
    ("rule", "result", "kept"),
    [
        ("at most 2 push per calendar day", "delivered", 2 + 1),
        ("at most 2 push per calendar day", None, 2 + MOST_OPEN),
        ("at most 2 push in any 1 day", "delivered", 2),
        ("at most 2 push in any 1 day", None, 2),
    ],
)
def test_the_times_that_are_kept_are_few(rule: str, result: str | None, kept: int) -> None:
    engine = Engine(both(rule).code)
    one = [(24 * 60, "send", 0), *([] if result is None else [(1, result, 0)])]
    for each in inputs_of(one * 200):
        engine.take(each)
    ring = ring_of(engine.users["u"], 0)
    assert ring is not None
    assert ring.size == kept
