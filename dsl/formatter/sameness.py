"""Whether two texts are the same program, with the same comments on the same nodes."""

from __future__ import annotations

import re
from collections import defaultdict

import msgspec

from maflow.dsl.ast import Declaration
from maflow.dsl.formatter.comments import Attached
from maflow.dsl.formatter.pieces import Sliced

__all__ = ["differing", "is_alike", "meaning"]

_SPAN = re.compile(rb'"span":\["(?:[^"\\]|\\.)*",\d+,\d+\]')
_encode = msgspec.json.Encoder().encode

_Places = list[tuple[str, str, tuple[int, ...]]]


def meaning(declaration: Declaration) -> bytes:
    """Return what a declaration says, wherever it stands.

    Law: two declarations have the same meaning just when they differ in spans alone.
    """
    return _SPAN.sub(b"", _encode(declaration))


def is_alike(one: Sliced, other: Sliced) -> bool:
    """Tell whether two files consist of the same pieces and have the same comments, in order."""
    return (
        [type(piece) for piece in one.pieces] == [type(piece) for piece in other.pieces]
        and len(one.declarations) == len(other.declarations)
        and one.comments == other.comments
    )


def differing(one: Sliced, other: Sliced) -> frozenset[int]:
    """Return the numbers of the declarations that are not the same, their comments included."""
    pairs = zip(one.declarations, other.declarations, strict=True)
    here, there = _by_declaration(one.attached), _by_declaration(other.attached)
    return frozenset(
        number
        for number, (declaration, again) in enumerate(pairs)
        if here[number] != there[number] or meaning(declaration) != meaning(again)
    )


def _by_declaration(attached: list[Attached]) -> defaultdict[int, _Places]:
    places: defaultdict[int, _Places] = defaultdict(list)
    for one in attached:
        places[one.path[0]].append((one.comment.text, one.placement.value, one.path))
    return places
