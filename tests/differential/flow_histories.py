"""Random histories as steps, and the inputs that they come to.

A receipt is about a message that was really sent: it is found while the reference plays the history.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from hypothesis import strategies as st

from maflow.runtime.core.inputs import Call, ConsentStatement, Event, Input, Profile, Tick, Value
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.options import Options
from maflow.runtime.core.past import PastEvent, PastSend
from tests.differential.both_engines import Both, Taken
from tests.reference.world import Reference, journal

__all__ = ["History", "Step", "differences", "histories", "options_of", "played"]

HOUR = 3_600_000
DAY = 24 * HOUR
USERS = ("ann", "bob", "cid")
ZONES = ("America/New_York", "Europe/Berlin", "Asia/Shanghai", "UTC", None)
# Hours before clocks change in New York and Berlin, both ways; the end of a February; new year.
STARTS = (
    1_772_928_000_000,  # 2026-03-08 00:00 UTC
    1_774_706_400_000,  # 2026-03-28 14:00
    1_777_550_400_000,  # 2026-04-30 12:00
    1_792_836_000_000,  # 2026-10-24 10:00
    1_793_484_000_000,  # 2026-10-31 22:00
    1_772_200_800_000,  # 2026-02-27 14:00
)
_GAPS = (0, 0, 1, 60_000, HOUR, HOUR, 2 * HOUR, 7 * HOUR // 2, 9 * HOUR, DAY, DAY, 36 * HOUR, 3 * DAY)
_BEHIND = (*[0] * 24, 1, 1, HOUR, 5, 300_000, 600_000, 600_001, 2 * HOUR, DAY, DAY + 1, 30 * HOUR, -HOUR)
_WHATS = (
    *("a", "a", "a", "a", "a", "b", "b", "b", "c", "c"),
    *("attribute", "attribute", "zone", "consent", "tags", "receipt", "receipt", "call", "tick", "again"),
)
_CROWDED_GAPS = (0, 0, 0, 0, 0, 1, 60_000, HOUR, HOUR, 2 * HOUR, DAY)
_CROWDED_BEHIND = (*[0] * 40, 1, 60_000, 300_000, 600_001, 2 * HOUR, 30 * HOUR)
_CROWDED_WHATS = (
    *("a", "a", "a", "a", "a", "b", "b", "c", "attribute", "attribute", "tags", "tags"),
    *("receipt", "receipt", "consent", "call", "tick", "zone", "again"),
)
_RECEIPTS = (
    "push.opened push.delivered push.failed sms.delivered sms.failed sms.bounced email.bounced "
    "email.unsubscribed email.accepted sms.complained push.clicked"
).split()


class Step(NamedTuple):
    """One thing that happens: how long after the last, to whom, what, and a number that decides the rest."""

    gap: int
    user: str
    what: str
    number: int
    behind: int


def _steps(*, is_crowded: bool) -> st.SearchStrategy[list[Step]]:
    step = st.builds(
        Step,
        st.sampled_from(_CROWDED_GAPS if is_crowded else _GAPS),
        st.sampled_from(USERS[:2]),
        st.sampled_from(_CROWDED_WHATS if is_crowded else _WHATS),
        st.integers(0, 59),
        st.sampled_from(_CROWDED_BEHIND if is_crowded else _BEHIND),
    )
    return st.lists(step, min_size=12 if is_crowded else 6, max_size=30)


class History(NamedTuple):
    """A start, what is known of users then, what was before, and what happens."""

    start: int
    known: tuple[tuple[str, int], ...]
    past: tuple[tuple[int, str, int], ...]
    steps: tuple[Step, ...]
    consent_all: bool
    answers: tuple[str, ...]
    arm: str | None
    holdout: bool | None


@st.composite
def histories(draw: st.DrawFn, *, is_crowded: bool = False) -> History:
    """Return a history; in a crowded one much happens at the same instant."""
    known = [(user, draw(st.integers(20, 99))) for user in USERS[: draw(st.sampled_from((2, 2, 2, 1, 0)))]]
    past = draw(
        st.lists(
            st.tuples(st.sampled_from((1, HOUR, DAY, 40 * HOUR)), st.sampled_from(USERS), st.integers(0, 8)),
            max_size=4,
        )
    )
    return History(
        draw(st.sampled_from(STARTS)),
        tuple(known),
        tuple(past),
        tuple(draw(_steps(is_crowded=is_crowded))),
        draw(st.sampled_from((True, True, True, False))),
        draw(st.sampled_from(((), (), ("accepted",), ("accepted", "delivered")))),
        draw(st.sampled_from((None, None, "one", "two", "bee", "rest"))),
        draw(st.sampled_from((None, False, False, False, True))),
    )


def played(both: Both, history: History) -> tuple[list[Taken], list[Decision], int]:
    """Let the reference play a history: return the inputs, what it decided, and until when."""
    reference = Reference(both.project, options_of(history))
    inputs: list[Taken] = []
    decisions: list[Decision] = []

    def take(input: Taken) -> None:
        inputs.append(input)
        decisions.extend(reference.take(input))

    for past in _past(history):
        take(past)
    for user, number in history.known:
        take(_profile(user, history.start, number, is_whole=number >= 30))
    now = history.start
    for place, step in enumerate(history.steps):
        now += step.gap
        found = _input(step, place, now, inputs, reference)
        if found is not None:
            take(found)
    until = now + 9 * DAY
    decisions += reference.finish(until)
    return inputs, journal(decisions), until


def options_of(history: History) -> Options:
    """Return the options under which a history is played."""
    arms = {} if history.arm is None else {"s1": history.arm, "w.s2": history.arm}
    return Options(
        consent_all=history.consent_all, answers=history.answers, arms=arms, holdout=history.holdout
    )


def differences(both: Both, history: History) -> list[str]:
    """Return where the engine decides otherwise than the reference: at most one place, and what led to it."""
    inputs, expected, until = played(both, history)
    found = both.engine(inputs, until, options_of(history))
    if found == expected:
        return []
    place = next(
        (i for i, (one, other) in enumerate(zip(found, expected, strict=False)) if one != other),
        min(len(found), len(expected)),
    )
    return [
        *(f"input {each}" for each in inputs),
        *(f"same {each}" for each in expected[max(0, place - 6) : place]),
        *(f"engine {each}" for each in found[place : place + 3]),
        *(f"reference {each}" for each in expected[place : place + 3]),
    ]


def _past(history: History) -> list[PastEvent | PastSend]:
    found: list[PastEvent | PastSend] = []
    for before, user, number in history.past:
        at = history.start - before
        if number > 5:
            channel = ("push", "sms")[number % 2]
            found.append(PastSend(user, "m", channel, at, "promotional", ("w", "x")[number % 2]))
        else:
            name = "abc"[number % 3]
            found.append(PastEvent(Event(user, name, at, at, properties_of(name, number))))
    return found


def _input(step: Step, place: int, now: int, before: Sequence[Taken], reference: Reference) -> Input | None:
    match step.what:
        case "attribute":
            return _profile(step.user, now, step.number)
        case "zone":
            return Profile(step.user, now, {"timezone": ZONES[step.number % len(ZONES)]})
        case "consent":
            channel = (None, "push", "sms", "email")[step.number % 4]
            category = (None, None, "promotional", "service")[step.number // 4 % 4]
            statement = ConsentStatement(step.number % 3 != 0, channel, category)
            return Profile(step.user, now, consents=(statement,))
        case "tags":
            return Profile(step.user, now, tags=(("x",), ("y",))[step.number % 2])
        case "receipt":
            return _receipt(step, now, reference)
        case "call":
            return Call(step.user, "r", now)
        case "tick":
            return Tick(now)
        case "again":
            return _again(step, now, before)
        case name:
            id = f"e{place}" if step.number % 2 else None
            properties = properties_of(name, step.number)
            return Event(step.user, name, now - step.behind, now, properties, id)


def _again(step: Step, now: int, before: Sequence[Taken]) -> Input | None:
    events = [each for each in before if isinstance(each, Event) and each.id is not None]
    if not events:
        return None
    again = events[step.number % len(events)]
    return Event(again.user_id, again.name, min(again.time, again.at), now, again.properties, again.id)


def _receipt(step: Step, now: int, reference: Reference) -> Input | None:
    name = _RECEIPTS[step.number % len(_RECEIPTS)]
    channel, _, _ = name.partition(".")
    sent = [each for each in reference.history(step.user) if each.name == f"{channel}.sent"]
    if not sent:
        return None
    properties = dict(sent[-1].properties)
    # A provider that hands back no key leaves open which message of the run is meant.
    if step.number // 3 % 2:
        del properties["key"]
    if name.endswith(".bounced"):
        properties["hard"] = (True, False, None)[step.number // 11 % 3]
    known = {key: value for key, value in properties.items() if value is not None}
    return Event(step.user, name, now - max(step.behind, 0), now, known)


def properties_of(name: str, number: int) -> dict[str, Value]:
    """Return the properties of an event; some are unknown."""
    if name == "c":
        return {}
    all_of: dict[str, Value] = {"n": number % 4, "cart": ("k", "l", "ü")[number % 3]}
    if name == "a":
        all_of["value"] = Decimal((10, 50, 80)[number // 3 % 3])
    if number % 7 == 0:
        del all_of["n"]
    if number % 11 == 0:
        del all_of["cart"]
    return all_of


def _profile(user: str, at: int, number: int, *, is_whole: bool = False) -> Profile:
    attributes: dict[str, Value] = {
        "name": ("Ann", "Bob", None)[number % 3],
        "level": ("a", "b", None)[number // 2 % 3],
        "points": (None, 0, 2, 5)[number % 4],
        "spent": (None, Decimal("9.99"), Decimal(10))[number // 3 % 3],
        "phone": ("+8613800000000", "+8613800000001", None)[number % 3],
        "email": ("a@b.example", None)[number // 5 % 2],
        "birthday": (20520, 20521, 11016, 20600, None)[number // 2 % 5],
        "due": (None, at + HOUR, at + 2 * DAY, at - DAY, at)[number // 4 % 5],
        "favorite": ("push", "sms", "email", None)[number // 7 % 4],
        "vip": (True, False, None)[number // 8 % 3],
        "patience": (None, HOUR, DAY)[number // 6 % 3],
        "timezone": ZONES[number % len(ZONES)],
    }
    if is_whole:
        reached = {"phone": "+8613800000000", "email": "a@b.example", "due": at + 2 * DAY, "birthday": 20600}
        attributes = {**attributes, **reached}
    else:
        names = sorted(attributes)
        attributes = {name: attributes[name] for name in names[number % 5 :: 4]}
    return Profile(user, at, attributes)
