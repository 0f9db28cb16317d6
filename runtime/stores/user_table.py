"""The users of a store as a mapping: loaded when they are asked for, in bounded memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterator, MutableMapping
from typing import TypeVar, overload

import msgspec

from maflow.runtime.core.code import Code
from maflow.runtime.core.state import Heap, User
from maflow.runtime.errors import StoreError
from maflow.runtime.stores.database import Database
from maflow.runtime.stores.rows import UserCodec
from maflow.runtime.stores.timers import next_due, timers_of

__all__ = ["UserTable"]

Default = TypeVar("Default")

_PIECE = 1_000


class UserTable(MutableMapping[str, User]):
    """Users by id. Whoever was asked for stays in memory until `write`, which keeps the `resident` latest.

    Iterating over values loads them all: that is for tests and small stores.
    """

    def __init__(self, database: Database, code: Code, codec: UserCodec, resident: int) -> None:
        self._database = database
        self._code = code
        self._codec = codec
        self._most = resident
        # INVARIANT: the one asked for last is the last.
        self._resident: OrderedDict[str, User] = OrderedDict()
        self._new: set[str] = set()

    @overload
    def get(self, key: str, /) -> User | None: ...
    @overload
    def get(self, key: str, /, default: User | Default) -> User | Default: ...

    def get(self, key: str, /, default: object = None) -> object:
        """Return a user, or the default where there is none."""
        user = self._resident.get(key)
        if user is not None:
            self._resident.move_to_end(key)
            return user
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
        self._resident[id] = user

    def __delitem__(self, id: str) -> None:
        self.__getitem__(id)
        del self._resident[id]
        self._new.discard(id)
        self._database.write("DELETE FROM users WHERE id = ?", (id,))

    def __iter__(self) -> Iterator[str]:
        after = ""
        yield from sorted(self._new)
        while rows := self._database.read(
            "SELECT id FROM users WHERE id > ? ORDER BY id LIMIT ?", (after, _PIECE)
        ):
            for (id,) in rows:
                after = id
                yield id

    def __len__(self) -> int:
        ((count,),) = self._database.read("SELECT count(*) FROM users")
        return int(count) + len(self._new)

    def write(self, ids: Collection[str], clock: int) -> None:
        """Write users that have changed, and those who are new."""
        changed = self._new.union(id for id in ids if id in self._resident)
        self._database.write_all(
            "INSERT INTO users VALUES (?, ?, ?) "
            "ON CONFLICT(id) DO UPDATE SET row = excluded.row, next_due = excluded.next_due",
            (self._row(self._resident[id], clock) for id in sorted(changed)),
        )

    def forget(self) -> None:
        """Let go of users who have not been asked for lately; everyone's row is written."""
        self._new.clear()
        while len(self._resident) > self._most:
            self._resident.popitem(last=False)

    def timers(self, clock: int) -> Heap:
        """Return the timers of all users as a heap."""
        timers: Heap = []
        after = ""
        while rows := self._database.read(
            "SELECT id, row FROM users WHERE next_due IS NOT NULL AND id > ? ORDER BY id LIMIT ?",
            (after, _PIECE),
        ):
            for id, row in rows:
                after = id
                timers.extend(timers_of(self._code, self._decode(id, row), clock))
        # INVARIANT: what is sorted is a heap.
        timers.sort()
        return timers

    def _row(self, user: User, clock: int) -> tuple[str, bytes, int | None]:
        return user.id, self._codec.encode(user), next_due(self._code, user, clock)

    def _load(self, id: str) -> User | None:
        rows = self._database.read("SELECT row FROM users WHERE id = ?", (id,))
        if not rows:
            return None
        user = self._resident[id] = self._decode(id, rows[0][0])
        return user

    def _decode(self, id: str, row: bytes) -> User:
        try:
            return self._codec.decode(id, row)
        except (msgspec.DecodeError, UnicodeDecodeError, LookupError) as error:
            where = {"path": str(self._database.path), "user": id}
            raise StoreError("store.damaged-user", where) from error
