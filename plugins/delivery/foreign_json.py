"""JSON that somebody else has written, which may be anything."""

from __future__ import annotations

from typing import TypeVar

import msgspec

__all__ = ["ForeignJsonError", "read_json"]

_T = TypeVar("_T")


class ForeignJsonError(ValueError):
    """A text that is not the JSON that was expected."""


def read_json(text: bytes, type: type[_T]) -> _T:
    """Return what a text holds.

    Raises: ForeignJsonError for one that is no JSON, no UTF-8, another type, or nested without end.
    """
    try:
        return msgspec.json.decode(text, type=type)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ForeignJsonError(str(error)) from error
