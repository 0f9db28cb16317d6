"""Which of several processes looks after a user: a hash of the id tells, the same in each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from msgspec import Raw
from msgspec.json import Encoder

__all__ = ["Share"]

_ENCODE = Encoder().encode


@dataclass(frozen=True, slots=True)
class Share:
    """The users that one of several processes looks after.

    Example:
        >>> [Share(index, 2).has("u1") for index in range(2)]
        [True, False]
    """

    index: int
    of: int

    def has(self, user_id: str) -> bool:
        """Tell whether a user belongs here."""
        return crc32(_ENCODE(user_id)) % self.of == self.index

    def which(self, user_ids: Sequence[Raw]) -> list[bool]:
        """Tell the same of many ids as JSON has them, without escapes.

        Law: which([Raw(json of a), …]) == [has(a), …]
        """
        index, of = self.index, self.of
        # No text is made, and nobody remembered: a third of the time (test_two_workers).
        return [crc32(user_id) % of == index for user_id in user_ids]
