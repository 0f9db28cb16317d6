"""Which of several processes looks after a user: a hash of the id tells, the same in each of them.

Some programs, and some files, only one process can look after.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import compress
from typing import Annotated
from zlib import crc32

import msgspec
from msgspec import UNSET, Meta, Raw, UnsetType
from msgspec.json import Decoder, Encoder

from maflow.runtime.program.program import Program
from maflow.runtime.sources.lines import Block
from maflow.runtime.sources.opening import is_pipe
from maflow.runtime.sources.records import LONGEST_ID

__all__ = ["OneWorker", "Share", "SharedLines", "reason_for_one_worker", "shared_lines"]

_ENCODE = Encoder().encode
# Nothing fits: a line that names such a thing may be of another user than `user_id`, and needs care.
_Foreign = Annotated[int, Meta(ge=1, lt=1)]


class _Line(msgspec.Struct, gc=False):
    """As much of a line as tells who looks after it."""

    user_id: Raw
    user: _Foreign | UnsetType = msgspec.field(name="userId", default=UNSET)
    anonymous: _Foreign | UnsetType = msgspec.field(name="anonymousId", default=UNSET)
    specversion: _Foreign | UnsetType = UNSET


class _NamedLine(_Line, gc=False):
    """The same, the id read as the text that it stands for."""

    user_id: Annotated[str, Meta(min_length=1, max_length=LONGEST_ID)]  # type: ignore[assignment]


_DECODE = Decoder(_Line).decode
_DECODE_NAMED = Decoder(_NamedLine).decode


class OneWorker(enum.Enum):
    """Why several processes cannot share the users."""

    LIMIT_IN_TOTAL = "limit in total"
    PIPE = "pipe"


def reason_for_one_worker(program: Program, files: Iterable[str]) -> OneWorker | None:
    """Return why several processes cannot share a program and files of users and events; None if they can."""
    limits = (*program.limits, *(limit for each in program.campaigns for limit in each.limits))
    if any(limit.in_total for limit in limits):
        return OneWorker.LIMIT_IN_TOTAL
    if any(map(is_pipe, files)):
        return OneWorker.PIPE
    return None


@dataclass(frozen=True, slots=True)
class Share:
    """The users that one of several processes looks after; there are at most 256 of these.

    Example:
        >>> [Share(index, 2).has("u1") for index in range(2)]
        [True, False]
    """

    index: int
    of: int

    def has(self, user_id: str) -> bool:
        """Tell whether a user belongs here."""
        return crc32(_ENCODE(user_id)) % self.of == self.index


class SharedLines:
    """Lines of JSON, and which of several processes looks after the user of each of them."""

    def __init__(self, lines: list[bytes], owners: bytes) -> None:
        self._lines = lines
        self._owners = owners

    def places(self, index: int) -> bytes:
        """Return 1 for each line that belongs to a process, 0 for the others."""
        return self._owners.translate(bytes(index) + b"\1" + bytes(255 - index))

    def of(self, index: int) -> bytes:
        """Return the lines that belong to a process."""
        return b"\n".join(compress(self._lines, self.places(index)))


def shared_lines(block: Block, of: int) -> SharedLines | None:
    """Return whose the lines of a block are; None where only the careful way can tell.

    Law: a line of `shared_lines(block, of).of(index)` is one record, of a user that `Share(index, of).has`.
    """
    lines = block.lines()
    try:
        return SharedLines(lines, bytes(_owners(lines, of, has_escapes=b"\\" in block.content)))
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _owners(lines: Iterable[bytes], of: int, *, has_escapes: bool) -> list[int]:
    if has_escapes:
        # An id may be written in several ways.
        return [crc32(_ENCODE(each.user_id)) % of for each in map(_DECODE_NAMED, lines)]
    # No text is made, and nobody remembered: a third of the time (test_two_workers).
    return [crc32(each.user_id) % of for each in map(_DECODE, lines)]
