"""Whether two texts are the same program, with the same comments on the same nodes."""

from __future__ import annotations

import re

import msgspec

from maflow.dsl.ast import Declaration
from maflow.dsl.formatter.pieces import Sliced

__all__ = ["Content", "content", "differing", "is_alike", "meaning"]

_SPAN = re.compile(rb'"span":\["(?:[^"\\]|\\.)*",\d+,\d+\]')
_encode = msgspec.json.Encoder().encode

_Place = tuple[str, str, tuple[int, ...]]
Content = tuple[bytes, tuple[_Place, ...]]


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
    pairs = zip(content(one), content(other), strict=True)
    return frozenset(number for number, (here, there) in enumerate(pairs) if here != there)


def content(sliced: Sliced) -> list[Content]:
    """Return of each declaration what it says, and its comments with their places in it."""
    places: list[list[_Place]] = [[] for _ in sliced.declarations]
    for one in sliced.attached:
        places[one.path[0]].append((one.comment.text, one.placement.value, one.path[1:]))
    return [(meaning(d), tuple(found)) for d, found in zip(sliced.declarations, places, strict=True)]
