"""A flow as data: nodes in reading order, each naming the index of the node that follows.

Node 0 is where a run begins; `END` follows the last statement. A node's `id` is stable under edits of
other statements (`send.cart_reminder#2`, or its label) and stands in the journal and in timers.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import msgspec

from maflow.runtime.program.expressions import EventQuery, Expression
from maflow.runtime.program.templates import Template
from maflow.runtime.program.types import Place

__all__ = [
    "END",
    "AddTag",
    "Branch",
    "ByAttribute",
    "ByChannel",
    "CallWebhook",
    "Choice",
    "FirstOf",
    "HandOff",
    "Kept",
    "Node",
    "Notify",
    "RemoveTag",
    "Repeat",
    "Send",
    "SendTarget",
    "SetRun",
    "SetUser",
    "Share",
    "Split",
    "SplitBy",
    "StartCampaign",
    "Stop",
    "Test",
    "UnsetRun",
    "UnsetUser",
    "Wait",
    "WaitArm",
    "WaitForEvent",
    "WaitUntilMoment",
    "WaitUntilNext",
    "WaitUntilTime",
]

END: Final = -1
"""The index of what follows the last statement."""


class _Node(msgspec.Struct, frozen=True, tag=True, tag_field="do", kw_only=True):
    """A statement; the tag is the name of its class."""

    id: str
    place: Place


class Wait(_Node, frozen=True, kw_only=True):
    """`wait D`: over the calendar for months and days, then elapsed time."""

    months: int = 0
    days: int = 0
    elapsed_ms: int = 0
    next: int


class WaitUntilTime(_Node, frozen=True, kw_only=True):
    """`wait until 09:00 [on DAYS]`; Shape: `weekdays` from 0 (monday), empty for any day."""

    time_ms: int
    weekdays: tuple[int, ...] = ()
    next: int


class WaitUntilMoment(_Node, frozen=True, kw_only=True):
    """`wait until MOMENT [at TIME] if past …`: with `time_ms` the expression gives a date."""

    moment: Expression
    time_ms: int | None = None
    goes_if_past: bool
    next: int


class WaitUntilNext(_Node, frozen=True, kw_only=True):
    """`wait until next (DATE) at TIME`: the yearly return of a date."""

    date: Expression
    time_ms: int
    next: int


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """A property of the event that ended a wait, kept in the run for the block that it opened."""

    property: str
    run_value: str


class WaitArm(msgspec.Struct, frozen=True, kw_only=True):
    """An event that ends a wait. `of_own_messages`: only receipts of what this run sent."""

    query: EventQuery
    since_entry: bool = False
    of_own_messages: bool = False
    keeps: tuple[Kept, ...] = ()
    next: int


class WaitForEvent(_Node, frozen=True, kw_only=True):
    """`wait for …` and `wait up to D { on … }`: the first match wins, else `timeout` follows."""

    arms: tuple[WaitArm, ...]
    up_to_ms: int
    timeout: int


class Test(msgspec.Struct, frozen=True):
    """A condition and what follows when it is true."""

    # Not a test case for pytest, whatever its name begins with.
    __test__ = False

    condition: Expression
    next: int


class Branch(_Node, frozen=True, kw_only=True):
    """`if C … else …`: the first test that is true."""

    tests: tuple[Test, ...]
    otherwise: int


class Share(msgspec.Struct, frozen=True):
    """An arm of a split: it takes the buckets from the end of the one before up to `until` of 10,000."""

    arm: str
    until: int
    next: int


class Split(_Node, frozen=True, kw_only=True):
    """`split NAME { 45% as a … }`, sticky by hash; the salt is resolved.

    `otherwise` follows for a bucket that belongs to no arm: where MA701 is ignored.
    """

    name: str
    salt: str
    shares: tuple[Share, ...]
    otherwise: int = END


class Choice(msgspec.Struct, frozen=True):
    """An arm that another system assigned; the value is a constant."""

    value: Expression
    arm: str
    next: int


class SplitBy(_Node, frozen=True, kw_only=True):
    """`split NAME by user.x { … else as rest … }`; without a match and an else arm, `otherwise` follows."""

    name: str
    value: Expression
    choices: tuple[Choice, ...]
    else_arm: str | None = None
    otherwise: int


class ByChannel(msgspec.Struct, frozen=True, tag="channel"):
    """`by sms`."""

    channel: str


class ByAttribute(msgspec.Struct, frozen=True, tag="attribute"):
    """`by user.preferred_channel`: the value names a channel."""

    value: Expression


class FirstOf(msgspec.Struct, frozen=True, tag="first of"):
    """`by first of push, sms`."""

    channels: tuple[str, ...]


SendTarget: TypeAlias = ByChannel | ByAttribute | FirstOf


class Send(_Node, frozen=True, kw_only=True):
    """`send M by …`: what follows when it is sent, blocked, and, if the flow waits for it, failed.

    `awaits_result`: the flow stays until the channel's final result (there is a `failed` arm).
    """

    message: str
    target: SendTarget
    awaits_result: bool = False
    sent: int
    blocked: int
    failed: int


class Repeat(_Node, frozen=True, kw_only=True):
    """The head of `repeat up to N times [every D] [until C]`: `body` is a pass, `next` follows the loop.

    The body comes back to this node. Passes are counted in the run under the node's id; the pause
    stands between passes and is calendar time like `wait`.
    """

    times: int
    months: int = 0
    days: int = 0
    elapsed_ms: int = 0
    until: Expression | None = None
    body: int
    next: int


class AddTag(_Node, frozen=True, kw_only=True):
    """`tag add "x"`."""

    tag: str
    next: int


class RemoveTag(_Node, frozen=True, kw_only=True):
    """`tag remove "x"`."""

    tag: str
    next: int


class SetUser(_Node, frozen=True, kw_only=True):
    """`set user.x = E`."""

    name: str
    value: Expression
    next: int


class UnsetUser(_Node, frozen=True, kw_only=True):
    """`unset user.x`."""

    name: str
    next: int


class UnsetRun(_Node, frozen=True, kw_only=True):
    """`unset run.x`."""

    name: str
    next: int


class SetRun(_Node, frozen=True, kw_only=True):
    """`set run.x = E`."""

    name: str
    value: Expression
    next: int


class StartCampaign(_Node, frozen=True, kw_only=True):
    """`start CAMPAIGN` for this user."""

    campaign: str
    next: int


class HandOff(_Node, frozen=True, kw_only=True):
    """`hand off to "sales" with "…"`."""

    to: str
    text: Template
    next: int


class Notify(_Node, frozen=True, kw_only=True):
    """`notify "team" with "…"`."""

    to: str
    text: Template
    next: int


class CallWebhook(_Node, frozen=True, kw_only=True):
    """`call webhook NAME`: a message of the webhook kind, outside the guards."""

    message: str
    next: int


class Stop(_Node, frozen=True, kw_only=True):
    """`stop`: the end of this run."""


Node: TypeAlias = (
    Wait
    | WaitUntilTime
    | WaitUntilMoment
    | WaitUntilNext
    | WaitForEvent
    | Branch
    | Split
    | SplitBy
    | Send
    | Repeat
    | AddTag
    | RemoveTag
    | SetUser
    | UnsetUser
    | SetRun
    | UnsetRun
    | StartCampaign
    | HandOff
    | Notify
    | CallWebhook
    | Stop
)
