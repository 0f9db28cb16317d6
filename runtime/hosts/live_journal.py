"""The journal, written while a host runs: a decision is in the file as soon as it is durable.

| what is killed when | what the next process does |
|---|---|
| before a group is committed | the group is decided again; the file knows nothing of it |
| after that, before its lines are in the file | the store has the decisions, and writes their lines |
| after that, before the store has let go of them | the lines are there already, and stay as they are |

The store lets go of decisions with a later group, once the file is on the disk. Where the file has been moved
away, another one is begun with what comes next; where it was removed or emptied, with all that the store has.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from maflow.runtime.core.journal import Decision
from maflow.runtime.errors import HostError
from maflow.runtime.hosts.journal_file import Fate, JournalFile
from maflow.runtime.journal.order import JournalOrder
from maflow.runtime.journal.writer import journal_lines
from maflow.runtime.sources.opening import path_text
from maflow.runtime.stores.store import Batch, Journaled, Store

__all__ = ["LiveJournal", "NoJournal", "StreamedJournal"]

_SAFE_EVERY_BYTES = 4_000_000


class StreamedJournal:
    """Writes decisions in the order of the journal: by time, user, and as they were made.

    `holds`: the decisions of an instant wait until it is over, because the next group may bring more.
    """

    def __init__(self, write: Callable[[bytes], object], *, holds: bool) -> None:
        self._write = write
        self._holds = holds
        self._order = JournalOrder(self._emit)
        self._number = 0

    def safe(self) -> Journaled | None:
        """Return what the store may let go of: nothing, as far as anybody knows."""
        return None

    def take(self, decisions: Sequence[Decision]) -> None:
        """Take decisions that are durable.

        Raises: HostError.
        """
        self._order.add(decisions)
        if not self._holds:
            self._order.close()

    def end(self, *, is_over: bool = True) -> None:
        """Write what is held, unless the latest instant may go on another time.

        Raises: HostError, StoreError.
        """
        if is_over:
            self._order.close()

    def _emit(self, decisions: Sequence[Decision]) -> None:
        self._write(journal_lines(decisions))
        self._number += len(decisions)


class NoJournal(StreamedJournal):
    """Lets go of decisions, because nobody wants to read them."""

    def __init__(self) -> None:
        super().__init__(len, holds=False)

    def take(self, decisions: Sequence[Decision]) -> None:
        """Do nothing."""


class LiveJournal(StreamedJournal):
    """Writes the decisions of a store into a file, each once, over crashes too.

    The store is told how far the file is on the disk after so many bytes: see `safe_every`.
    Raises: HostError where the file is not the one that the store knows.
    """

    def __init__(
        self, store: Store, file: JournalFile, *, holds: bool = False, safe_every: int = _SAFE_EVERY_BYTES
    ) -> None:
        super().__init__(file.write, holds=holds)
        self._store = store
        self._file = file
        self._safe_every = safe_every
        self._path = path_text(os.path.abspath(file.path))
        self._begin()
        self._safe = file.written
        for piece in store.decisions():
            super().take(piece)
        store.tell(self)

    def safe(self) -> Journaled | None:
        """Return how much the file has, if that is worth the writing down."""
        is_worth = self._file.written - self._safe >= self._safe_every
        return self._synced() if is_worth and self._file.fate is Fate.THERE else None

    def take(self, decisions: Sequence[Decision]) -> None:
        """Take decisions that are durable; where the file is not there any more, begin another one."""
        fate = self._file.fate
        if fate is Fate.THERE:
            super().take(decisions)
        else:
            self._begin_anew(fate, decisions)

    def end(self, *, is_over: bool = True) -> None:
        """Write what is held, and have the store let go of everything that is in the file."""
        fate = self._file.fate
        if fate is not Fate.THERE:
            self._begin_anew(fate, ())
        super().end(is_over=is_over)
        self._store.commit(Batch(journaled=self._synced()))

    def _begin(self) -> None:
        before, there = self._store.journaled, self._file.length
        self._number = 0 if before is None else before.number
        if before is not None and before.path == self._path and there:
            if there < before.length:
                told = {"path": self._path, "there": str(there), "written": str(before.length)}
                raise HostError("host.journal-shrunk", told)
            self._file.go_on(before.length)
            return
        if there:
            raise HostError("host.journal-foreign", {"path": self._path})
        self._begin_empty()

    def _begin_empty(self) -> None:
        # From now on the file is known: it may be found with lines in it.
        self._store.commit(Batch(journaled=Journaled(self._path, 0, self._number)))
        self._file.go_on(0)

    def _begin_anew(self, fate: Fate, decisions: Sequence[Decision]) -> None:
        before = self._store.journaled
        if fate is Fate.MOVED:
            self._file.sync()
        elif before is not None:
            self._number = before.number
        self._file.renew()
        if self._file.length:
            raise HostError("host.journal-foreign", {"path": self._path})
        self._order = JournalOrder(self._emit)
        self._begin_empty()
        self._safe = 0
        # A store in memory does not have them any more.
        for piece in list(self._store.decisions()) or [decisions]:
            super().take(piece)

    def _synced(self) -> Journaled:
        self._safe = self._file.sync()
        return Journaled(self._path, self._safe, self._number)
