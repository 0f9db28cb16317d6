"""Users out of the rows of one table, whose columns are looked up once.

Law: a row gives what `RecordReader.take_user` makes of it. (Benchmark: tests/bench/test_readers.py.)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeAlias, TypeVar

from maflow.runtime.core.inputs import Profile, Value
from maflow.runtime.program.types import ValueKind
from maflow.runtime.sources.errors import Misfit
from maflow.runtime.sources.reader import RecordReader
from maflow.runtime.sources.records import LONGEST_ID
from maflow.runtime.sources.shapes import Field
from maflow.runtime.sources.tally import Misfits
from maflow.runtime.sources.values import Convert

__all__ = ["ProfileRows"]

_Part = TypeVar("_Part")
_Parts: TypeAlias = Callable[[str], tuple[tuple[_Part, ...], Misfits]]

# How many different cells of a column are remembered: most columns have few, and dates are dear.
_MANY = 4_096
# What is hardly ever the same for two users, or costs nothing.
_SINGULAR = frozenset({ValueKind.EMAIL, ValueKind.PHONE, ValueKind.TEXT, ValueKind.URL})


class ProfileRows:
    """Makes users of rows with the columns of a header, as they become known at an instant."""

    def __init__(self, header: Sequence[str], reader: RecordReader, at: int) -> None:
        users = reader.users
        self._header = header
        self._reader = reader
        self._at = at
        self._is_plain = len(set(header)) == len(header)
        self._places = {name: place for place, name in enumerate(header)}
        self._columns = tuple(
            (place, name, users.fields[name].label, _convert(users.fields[name]))
            for name, place in self._places.items()
            if name in users.fields
        )
        self._consents = _remembered(users.consents) if "consent" in self._places else None
        self._tags = _remembered(users.tags) if "tags" in self._places else None

    def take(self, cells: Sequence[str]) -> Profile | None:
        """Return the user of a row; None where another process looks after it.

        Raises: NotUnderstood.
        """
        reader = self._reader
        user_id = cells[self._places["user_id"]]
        if not (0 < len(user_id) <= LONGEST_ID and self._is_plain):
            return self._with_care(cells)
        if reader.share is not None and not reader.share.has(user_id):
            return None
        reader.tally.taken += 1
        return Profile(
            user_id,
            self._at,
            self._attributes(cells),
            () if self._consents is None else self._parts("consent", cells, self._consents),
            () if self._tags is None else self._parts("tags", cells, self._tags),
        )

    def _with_care(self, cells: Sequence[str]) -> Profile | None:
        row = {name: cell for name, cell in zip(self._header, cells, strict=True) if cell}
        taken = self._reader.take_user(row, self._at)
        return taken if isinstance(taken, Profile) else None

    def _attributes(self, cells: Sequence[str]) -> dict[str, Value]:
        attributes: dict[str, Value] = {}
        for place, name, label, convert in self._columns:
            cell = cells[place]
            if cell:
                try:
                    attributes[name] = convert(cell)
                except Misfit as misfit:
                    self._reader.tally.misfits.add(label, misfit.why, cell)
                    attributes[name] = None
        return attributes

    def _parts(self, name: str, cells: Sequence[str], read: _Parts[_Part]) -> tuple[_Part, ...]:
        cell = cells[self._places[name]]
        if not cell:
            return ()
        parts, misfits = read(cell)
        if misfits.counts:
            self._reader.tally.misfits.repeat(misfits)
        return parts


def _convert(field: Field) -> Convert:
    return field.convert if field.type.kind in _SINGULAR else lru_cache(_MANY)(field.convert)


def _remembered(read: Callable[[object, Misfits], tuple[_Part, ...]]) -> _Parts[_Part]:
    @lru_cache(_MANY)
    def parts(text: str) -> tuple[tuple[_Part, ...], Misfits]:
        """Return what a cell says, and what of it does not fit; the same text is read once."""
        misfits = Misfits()
        return read(text, misfits), misfits

    return parts
