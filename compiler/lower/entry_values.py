"""Which properties of its entry events something in a campaign looks at later."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from maflow.runtime.program.expressions import EntryValue
from maflow.runtime.program.templates import Variable

__all__ = ["entry_values"]

_ENTRY = "entry"


def entry_values(lowered: object) -> frozenset[str]:
    """Return the names of the properties of entry events in anything that has been lowered.

    Shape: `time`, which every entry has, is not among them.
    """
    return frozenset(_found(lowered)) - {"time"}


def _found(lowered: object) -> Iterator[str]:
    stack = [lowered]
    while stack:
        part = stack.pop()
        match part:
            case EntryValue(name=name):
                yield name
            case Variable(path=(root, name, *_)) if root == _ENTRY:
                yield name
            case msgspec.Struct():
                stack.extend(getattr(part, name) for name in part.__struct_fields__)
            case tuple():
                stack.extend(part)
            case _:
                continue
