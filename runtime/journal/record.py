"""A line of the journal, as it is written.

Source: language reference, section 14; the order of the fields is part of the format.
"""

from __future__ import annotations

from typing import Any

import msgspec

__all__ = ["JournalRecord"]


class JournalRecord(msgspec.Struct, frozen=True, omit_defaults=True, gc=False, forbid_unknown_fields=True):
    """A decision with its instants as texts; fields that do not apply are left out."""

    time: str
    user_id: str
    campaign: str | None = None
    run: str | None = None
    node: str | None = None
    kind: str = ""
    channel: str | None = None
    message: str | None = None
    arm: str | None = None
    rule: str | None = None
    reason: str | None = None
    until: str | None = None
    # Any: a text, a number or a boolean, as JSON has them.
    value: Any = None
    cost: str | None = None
    key: str | None = None
