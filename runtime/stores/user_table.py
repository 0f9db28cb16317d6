"""The users of a store as a mapping: loaded when they are asked for, in bounded memory.

Those that a group changed are written as one piece into `changes`; from time to time all these pieces are
folded into the table of users, each user once. (Benchmark: tests/bench/test_durable.py.)
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, MutableMapping
from itertools import islice
from typing import TypeVar, overload

import msgspec

from maflow.runtime.core.state import User
from maflow.runtime.core.timers import TimerParts, Timers
from maflow.runtime.stores.database import Database
from maflow.runtime.stores.rows import UserCodec
from maflow.runtime.stores.sealed import reading, seal, unseal

__all__ = ["UserTable"]

Default = TypeVar("Default")

_PIECE = 5_000
_MOST_ABSENT = 250_000
_FOLDED_AT_BYTES = 8_000_000
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(dict[str, bytes | None])


class UserTable(MutableMapping[str, User]):
    """Users by id; `resident` are those in memory, in which engines look first (benchmark: test_durable).

    Whoever was asked for stays in memory until `forget`, which keeps as many of the latest as it is told.
    Iterating over values loads them all: that is for tests and small stores.
    """

    def __init__(self, database: Database, codec: UserCodec, most: int) -> None:
        self._database = database
        self._codec = codec
        self._most = most
        self.resident: dict[str, User] = {}
        self._new: set[str] = set()
        self._deleted: set[str] = set()
        # Who was written since the last time that somebody had to be let go of.
        self._recent: set[str] = set()
        # INVARIANT: what `changes` says of users, and `users` does not; None of those who are gone.
        self._changed: dict[str, bytes | None] = {}
        self._changed_bytes = 0
        # Who is known and not resident; None: they are too many, the file has to be asked.
        self._absent: set[str] | None = set()

    @overload
    def get(self, key: str, /) -> User | None: ...
    @overload
    def get(self, key: str, /, default: User | Default) -> User | Default: ...

    def get(self, key: str, /, default: object = None) -> object:
        """Return a user, or the default where there is none."""
        user = self.resident.get(key)
        if user is not None:
            return user
        if self._absent is not None and key not in self._absent:
            return default
        user = self._load(key)
        return default if user is None else user

    def __getitem__(self, id: str) -> User:
        user = self.get(id)
        if user is None:
            raise KeyError(id)
        return user

    def __setitem__(self, id: str, user: User) -> None:
        if self.get(id) is None:
            self._new.add(id)
            self._deleted.discard(id)
        self.resident[id] = user

    def __delitem__(self, id: str) -> None:
        self.__getitem__(id)
        del self.resident[id]
        self._new.discard(id)
        self._deleted.add(id)

    def __iter__(self) -> Iterator[str]:
        kept = (id for id, row in self._changed.items() if row is not None)
        mine = self._new.union(kept) - self._deleted
        yield from sorted(mine)
        after = ""
        while rows := self._database.read(
            "SELECT id FROM users WHERE id > ? ORDER BY id LIMIT ?", (after, _PIECE)
        ):
            for (id,) in rows:
                after = id
                if id not in self._changed and id not in self._deleted:
                    yield id

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def write(self, ids: Collection[str]) -> None:
        """Write users that have changed, and those who are new, as a part of the open transaction."""
        resident, encode = self.resident, self._codec.encode
        changed: dict[str, bytes | None] = {id: encode(resident[id]) for id in ids if id in resident}
        for id in self._new:
            if id not in changed:
                changed[id] = encode(resident[id])
        changed.update(dict.fromkeys(self._deleted))
        if changed:
            self._changed.update(changed)
            self._recent.update(changed)
            self._write_changes(changed)
        self._new.clear()
        self._deleted.clear()

    def forget(self) -> None:
        """Let go of users who have not changed lately, as soon as there are too many; all are written."""
        if len(self.resident) <= self._most:
            return
        surplus = len(self.resident) - self._most
        gone = list(islice((id for id in self.resident if id not in self._recent), surplus))
        gone += list(islice((id for id in self.resident if id in self._recent), surplus - len(gone)))
        for id in gone:
            del self.resident[id]
        self._recent.clear()
        if self._absent is not None:
            self._absent.update(gone)
            if len(self._absent) > _MOST_ABSENT:
                self._absent = None

    def open(self, clock: int) -> Timers:
        """Read what the file has, and return the timers of all users."""
        self._read_changes()
        timers: list[TimerParts] = []
        for id, row in self._rows():
            if self._absent is not None:
                self._absent.add(id)
                if len(self._absent) > _MOST_ABSENT:
                    self._absent = None
            with reading(self._database.path, "users", id):
                timers.extend(self._codec.timers(id, row, clock))
        return Timers(timers)

    def _write_changes(self, changed: dict[str, bytes | None]) -> None:
        whole = _ENCODER.encode(changed)
        self._changed_bytes += len(whole)
        if self._changed_bytes >= _FOLDED_AT_BYTES:
            self._fold()
        else:
            self._database.write("INSERT INTO changes(rows) VALUES (?)", (seal(whole),))

    def _fold(self) -> None:
        """Bring what has changed into the table of users."""
        # By their ids: neighbours stand on the same page.
        folded = sorted(self._changed.items())
        self._database.write_all(
            "INSERT OR REPLACE INTO users VALUES (?, ?)",
            ((id, seal(row)) for id, row in folded if row is not None),
        )
        gone = [(id,) for id, row in folded if row is None]
        self._database.write_all("DELETE FROM users WHERE id = ?", gone)
        self._database.write("DELETE FROM changes")
        self._changed.clear()
        self._changed_bytes = 0

    def _read_changes(self) -> None:
        after = 0
        while rows := self._database.read(
            "SELECT number, rows FROM changes WHERE number > ? ORDER BY number LIMIT 1", (after,)
        ):
            ((after, sealed),) = rows
            with reading(self._database.path, "changes", after):
                whole = unseal(sealed)
                self._changed.update(_DECODER.decode(whole))
            self._changed_bytes += len(whole)

    def _rows(self) -> Iterator[tuple[str, bytes]]:
        for id, row in self._changed.items():
            if row is not None:
                yield id, row
        after = ""
        while rows := self._database.read(
            "SELECT id, row FROM users WHERE id > ? ORDER BY id LIMIT ?", (after, _PIECE)
        ):
            for id, sealed in rows:
                after = id
                if id not in self._changed:
                    yield id, self._unsealed(id, sealed)

    def _unsealed(self, id: str, sealed: bytes) -> bytes:
        with reading(self._database.path, "users", id):
            return unseal(sealed)

    def _load(self, id: str) -> User | None:
        if id in self._deleted:
            return None
        row = self._changed.get(id)
        if row is None:
            if id in self._changed:
                return None
            rows = self._database.read("SELECT row FROM users WHERE id = ?", (id,))
            if not rows:
                return None
            row = self._unsealed(id, rows[0][0])
        with reading(self._database.path, "users", id):
            user = self.resident[id] = self._codec.decode(id, row)
        if self._absent is not None:
            self._absent.discard(id)
        return user
