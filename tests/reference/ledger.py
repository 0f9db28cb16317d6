"""The messages that were sent (language reference, section 9)."""

from __future__ import annotations

from dataclasses import dataclass

from tests.reference.history import Address

__all__ = ["Sent"]


@dataclass(slots=True, eq=False)
class Sent:
    """A message that was decided to be sent; what it is counted as is frozen then.

    Shape: `is_success` is the final result, None while it is open; `is_released` when the message failed
    before the provider took it, so that it counts for no limit.
    Units: UTC milliseconds.
    """

    time: int
    user_id: str
    message: str
    channel: str
    category: str
    campaign: str | None
    run: str | None = None
    node: str | None = None
    key: str | None = None
    address: Address | None = None
    is_accepted: bool = False
    is_success: bool | None = None
    is_released: bool = False
