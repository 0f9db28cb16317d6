"""Histories in order: by time, ties as they stand in their files, one file after the other."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from operator import attrgetter
from tempfile import TemporaryFile
from typing import IO

from maflow.runtime.core.inputs import Event, Profile

__all__ = ["History", "ordered"]

_ROOM = 2_000_000
_PIECE = 10_000
_BY_TIME = attrgetter("at")


@dataclass(frozen=True, slots=True)
class History:
    """Inputs in order, and when the first and the last of them are; None where there is none.

    Units: UTC milliseconds. `inputs` can be gone through once.
    """

    inputs: Iterator[Event | Profile]
    first: int | None
    last: int | None


def ordered(pieces: Iterable[list[Event | Profile]], stack: ExitStack, room: int = _ROOM) -> History:
    """Return the inputs of a history in order of time; the sort is stable.

    Up to `room` inputs are held in memory at once (about 500 bytes each). A longer history is sorted in
    parts, which lie in temporary files until `stack` is closed and are merged while they are gone through.
    """
    parts: list[Iterator[Event | Profile]] = []
    held: list[Event | Profile] = []
    bounds: list[int] = []
    for piece in pieces:
        held += piece
        if len(held) >= room:
            held.sort(key=_BY_TIME)
            bounds += (held[0].at, held[-1].at)
            parts.append(_put_aside(held, stack))
            held = []
    if held:
        held.sort(key=_BY_TIME)
        bounds += (held[0].at, held[-1].at)
        parts.append(_handed_out(held))
    inputs = parts[0] if len(parts) == 1 else merge(*parts, key=_BY_TIME)
    return History(inputs, min(bounds, default=None), max(bounds, default=None))


def _handed_out(held: list[Event | Profile]) -> Iterator[Event | Profile]:
    """Yield what is held and let go of it, so that memory is free again while the history is taken."""
    held.reverse()
    while held:
        piece = held[-_PIECE:]
        del held[-_PIECE:]
        piece.reverse()
        yield from piece


def _put_aside(held: list[Event | Profile], stack: ExitStack) -> Iterator[Event | Profile]:
    file = stack.enter_context(TemporaryFile())  # noqa: SIM115 - it lives as long as the stack
    rest = iter(held)
    while piece := list(islice(rest, _PIECE)):
        pickle.dump(piece, file, pickle.HIGHEST_PROTOCOL)
    file.seek(0)
    return _brought_back(file)


def _brought_back(file: IO[bytes]) -> Iterator[Event | Profile]:
    while True:
        try:
            piece = pickle.load(file)
        except EOFError:
            return
        yield from piece
