"""What a program decides by, apart from where its texts stand and how its messages leave."""

from __future__ import annotations

import hashlib

import msgspec

from maflow.runtime.program.program import Delivery, Program
from maflow.runtime.program.types import Place

__all__ = ["meaning_hash"]

# For people only.
_SAID = frozenset({"description", "files"})


def meaning_hash(program: Program) -> str:
    """Return what two programs have in common that decide alike and keep the same state.

    Comments, names of files, and who delivers a channel at which pace may change meanwhile.
    Law: what `program` keeps of users, a program of the same meaning understands.
    """
    return hashlib.sha256(msgspec.json.encode(_meaning(program))).hexdigest()


def _meaning(value: object) -> object:
    match value:
        case Place() | Delivery():
            return None
        case msgspec.Struct():
            fields = [name for name in value.__struct_fields__ if name not in _SAID]
            return [type(value).__name__, *(_meaning(getattr(value, name)) for name in fields)]
        case tuple() | list():
            return [_meaning(each) for each in value]
        case dict():
            return {key: _meaning(each) for key, each in value.items()}
        case _:
            return value
