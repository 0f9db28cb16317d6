"""Rows with a checksum behind them: a disk that has changed a byte is found out, and told where."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zlib import crc32

import msgspec

from maflow.runtime.errors import StoreError

__all__ = ["reading", "seal", "unseal"]

_LENGTH = 4
# What decoders raise for bytes that are none of theirs.
_DAMAGES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError)


def seal(row: bytes) -> bytes:
    """Return a row with its checksum behind it.

    Law: unseal(seal(row)) == row
    """
    return row + crc32(row).to_bytes(_LENGTH, "big")


def unseal(sealed: object) -> bytes:
    """Return the row without its checksum.

    Raises: ValueError where the two do not belong together.
    """
    if not isinstance(sealed, bytes):
        raise ValueError("there are no bytes")
    row = sealed[:-_LENGTH]
    if crc32(row).to_bytes(_LENGTH, "big") != sealed[-_LENGTH:]:
        raise ValueError("the checksum is another")
    return row


@contextmanager
def reading(path: Path, table: str, key: object) -> Iterator[None]:
    """Say which row of a store it was that could not be read.

    Raises: StoreError.
    """
    try:
        yield
    except (msgspec.DecodeError, *_DAMAGES) as error:
        told = {"path": str(path), "table": table, "key": str(key)}
        raise StoreError("store.damaged-row", told) from error
