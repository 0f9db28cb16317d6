"""What happened before the engine began: it counts, and starts or ends nothing."""

from __future__ import annotations

import msgspec

from maflow.runtime.core.inputs import Event

__all__ = ["PastEvent", "PastSend"]


class PastEvent(msgspec.Struct, frozen=True, tag="past_event", gc=False):
    """An event that only updates the history; its `at` is its own time, and the clock stays."""

    event: Event


class PastSend(msgspec.Struct, frozen=True, tag="past_send", gc=False):
    """A message that was sent before the engine began: it counts for limits, and for nothing else."""

    user_id: str
    message: str
    channel: str
    at: int
    category: str
    campaign: str | None = None
