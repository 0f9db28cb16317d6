"""Tests as data: what is given, and what happens and is expected line by line (language reference, 13).

They are made from `test` blocks for the test runner alone: no program holds them, and no bundle.
"""

from __future__ import annotations

import enum
from typing import TypeAlias

import msgspec

from maflow.runtime.program.types import Data

__all__ = [
    "Assignment",
    "CallArrives",
    "EventArrives",
    "Expectation",
    "ExpectedBlock",
    "ExpectedMember",
    "ExpectedNothing",
    "ExpectedRefusal",
    "ExpectedRun",
    "ExpectedSend",
    "ExpectedTag",
    "ExpectedWait",
    "Happening",
    "HistoricEvent",
    "HistoricSend",
    "Line",
    "ProfileChanges",
    "ReceiptArrives",
    "RunRecord",
    "Scenario",
    "ScenarioUser",
]


class Assignment(msgspec.Struct, frozen=True):
    """A value that a test gives to an attribute or a property; None is unknown."""

    name: str
    value: Data | None


class HistoricEvent(msgspec.Struct, frozen=True, kw_only=True):
    """`did E { … } at MOMENT`."""

    name: str
    time_ms: int
    id: str | None = None
    properties: tuple[Assignment, ...] = ()


class HistoricSend(msgspec.Struct, frozen=True, kw_only=True):
    """`given sent M by CHANNEL at MOMENT`; `campaign` is None where it may have been any of several."""

    user: str
    message: str
    channel: str
    category: str
    campaign: str | None = None
    at_ms: int


class ScenarioUser(msgspec.Struct, frozen=True, kw_only=True):
    """`given user [NAME] { … }`; `consents` are channels, consented to for every category."""

    id: str
    attributes: tuple[Assignment, ...] = ()
    consents: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    past: tuple[HistoricEvent, ...] = ()


class _Line(msgspec.Struct, frozen=True, tag=True, tag_field="line", kw_only=True):
    """What happens or is expected; the tag is the name of its class. `user` is an id."""


class EventArrives(_Line, frozen=True, kw_only=True):
    """`event E { … }`; `time_ms` is its own time where that is not its arrival."""

    user: str
    name: str
    time_ms: int | None = None
    id: str | None = None
    properties: tuple[Assignment, ...] = ()


class ProfileChanges(_Line, frozen=True, kw_only=True):
    """`set { … }`."""

    user: str
    attributes: tuple[Assignment, ...]


class ReceiptArrives(_Line, frozen=True, kw_only=True):
    """`receipt CHANNEL.RECEIPT of MESSAGE`: of the latest such message that was sent."""

    user: str
    channel: str
    receipt: str
    message: str


class CallArrives(_Line, frozen=True, kw_only=True):
    """`call CAMPAIGN`."""

    user: str
    campaign: str


Happening: TypeAlias = EventArrives | ProfileChanges | ReceiptArrives | CallArrives


class ExpectedSend(_Line, frozen=True, kw_only=True):
    """`expect send M by CHANNEL [containing "…"]`."""

    user: str
    message: str
    channel: str
    containing: str | None = None


class ExpectedBlock(_Line, frozen=True, kw_only=True):
    """`expect blocked M by REASON`."""

    user: str
    message: str
    reason: str


class ExpectedNothing(_Line, frozen=True, kw_only=True):
    """`expect nothing`: no send; without a user, to nobody."""

    user: str | None = None


class ExpectedMember(_Line, frozen=True, kw_only=True):
    """`expect [not] in AUDIENCE`; `predicate` is its name in the program."""

    user: str
    predicate: str
    is_negated: bool = False


class ExpectedTag(_Line, frozen=True, kw_only=True):
    """`expect tag "x"`; `predicate` names the rule of a tag that the engine keeps itself."""

    user: str
    tag: str
    predicate: str | None = None


class ExpectedWait(_Line, frozen=True, kw_only=True):
    """`expect waiting`: a run is alive, of any campaign where none is named."""

    user: str
    campaign: str | None = None


class RunRecord(enum.StrEnum):
    """What can be expected of a run; the value is the kind of its record."""

    GOAL = "goal"
    EXIT = "exited"
    FINISHED = "finished"


class ExpectedRun(_Line, frozen=True, kw_only=True):
    """`expect goal|exit|finished`: of any campaign where none is named."""

    user: str
    record: RunRecord
    campaign: str | None = None


class ExpectedRefusal(_Line, frozen=True, kw_only=True):
    """`expect refused by REASON`: by any campaign where none is named."""

    user: str
    reason: str
    campaign: str | None = None


Expectation: TypeAlias = (
    ExpectedSend
    | ExpectedBlock
    | ExpectedNothing
    | ExpectedMember
    | ExpectedTag
    | ExpectedWait
    | ExpectedRun
    | ExpectedRefusal
)


class Line(msgspec.Struct, frozen=True):
    """One line with its instant; Units: UTC milliseconds."""

    at_ms: int
    action: Happening | Expectation


class Scenario(msgspec.Struct, frozen=True, kw_only=True):
    """One test. Shape: `lines` in the order of time; `arms` by `campaign.split` or `split`."""

    title: str
    campaign: str | None = None
    users: tuple[ScenarioUser, ...] = ()
    sends: tuple[HistoricSend, ...] = ()
    arms: tuple[tuple[str, str], ...] = ()
    is_held_out: bool = False
    allows_other_sends: bool = False
    lines: tuple[Line, ...] = ()
