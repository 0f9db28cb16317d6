"""The record of every decision, and of every decision not to send."""

from __future__ import annotations

import enum
from typing import Any

import msgspec

__all__ = ["Decision", "DecisionKind"]


class DecisionKind(enum.StrEnum):
    """What was decided."""

    ENTERED = "entered"
    REFUSED = "refused"
    EXPOSED = "exposed"
    SENT = "sent"
    BLOCKED = "blocked"
    DEFERRED = "deferred"
    FAILED = "failed"
    EXITED = "exited"
    GOAL = "goal"
    FINISHED = "finished"
    TAGGED = "tagged"
    SET = "set"
    SKIPPED = "skipped"
    LATE = "late"


class Decision(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One line of the journal, as the core makes it; the writer turns it into JSON.

    Units: `time` and `until` in UTC milliseconds. `value` and `cost` are ready to be written.
    """

    time: int
    user_id: str
    kind: str
    campaign: str | None = None
    run: str | None = None
    node: str | None = None
    channel: str | None = None
    message: str | None = None
    arm: str | None = None
    rule: str | None = None
    reason: str | None = None
    until: int | None = None
    # Any: a text, a number or a boolean, as JSON has them.
    value: Any = None
    cost: str | None = None
    key: str | None = None
