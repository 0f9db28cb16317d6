"""Arms and hold-outs: sticky by hash, remembered nowhere.

Source: language reference, section 10.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from maflow.runtime.program.campaigns import Holdout
from maflow.runtime.program.flow import Share

BUCKETS: Final = 10_000

__all__ = ["bucket", "is_held_out", "share_of"]


def bucket(salt: str, name: str, user_id: str) -> int:
    """Return the bucket of a user, 0 to 9,999.

    Example:
        >>> bucket("shop", "cart.coupon_test", "u1") == bucket("shop", "cart.coupon_test", "u1")
        True
    """
    digest = sha256(f"{salt}\0{name}\0{user_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % BUCKETS


def is_held_out(holdouts: Sequence[Holdout], user_id: str) -> bool:
    """Tell whether a user is in any of the hold-outs."""
    return any(bucket(each.salt, each.name, user_id) < each.buckets for each in holdouts)


def share_of(shares: Sequence[Share], salt: str, name: str, user_id: str) -> Share | None:
    """Return the arm of a user, None where the shares leave the user's bucket out."""
    place = bucket(salt, name, user_id)
    for share in shares:
        if place < share.until:
            return share
    return None
