"""An outbox in memory: for tests, and for hosts whose messages need not outlive them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from itertools import islice
from typing import TypeAlias

from maflow.plugins.spec import Notice, SendRequest
from maflow.runtime.core.inputs import Event
from maflow.runtime.dispatch.outbox import MOVES, Agenda, Left, OutboxRow, RowState, Settlement, claimed

__all__ = ["MemoryOutbox"]

_WAITING = frozenset({RowState.PENDING, RowState.UNKNOWN})
_ACCEPTED = frozenset({RowState.ACCEPTED})
_Heap: TypeAlias = list[tuple[int, int, str]]


class MemoryOutbox:
    """Keeps rows by key, in the order in which they came.

    `take` is told of the receipts of each settlement. Law: only the moves of `MOVES` happen.
    """

    def __init__(self, take: Callable[[Sequence[Event]], None] | None = None) -> None:
        self.rows: dict[str, OutboxRow] = {}
        self.receipts: list[Event] = []
        self._take = take
        # By channel. An entry that no longer says what its row says is passed over.
        self._due: dict[str, _Heap] = defaultdict(list)
        self._ends: dict[str, _Heap] = defaultdict(list)
        self._asked: dict[str, _Heap] = defaultdict(list)
        self._order = 0

    def add(self, request: SendRequest, due_at: int | None = None) -> None:
        """Put a message in; one whose key stands here already is not put in again."""
        if request.key not in self.rows:
            self._put(OutboxRow(request=request, due_at=request.at if due_at is None else due_at))

    async def claim(self, channel: str, now: int, limit: int) -> Sequence[OutboxRow]:
        """Claim what is due."""
        due = self._due_rows(self._due[channel], _WAITING, now)
        return [self._claim(row, now) for row in islice(due, limit)]

    async def claim_accepted(self, channel: str, now: int, limit: int) -> Sequence[OutboxRow]:
        """Claim what was accepted and is due."""
        due = self._due_rows(self._asked[channel], _ACCEPTED, now)
        return [self._claim(row, now) for row in islice(due, limit)]

    async def expired(self, channel: str, now: int, limit: int) -> Sequence[OutboxRow]:
        """Return what is worth nothing any more."""
        first = self._first_end(channel)
        if first is None or (first.request.expires_at or 0) > now:
            return []
        # A row that came back may stand here twice.
        keys = dict.fromkeys(key for end, _, key in sorted(self._ends[channel]) if end <= now)
        pending = (self.rows[key] for key in keys if self.rows[key].state is RowState.PENDING)
        return list(islice(pending, limit))

    async def settle(self, settlements: Sequence[Settlement]) -> None:
        """Write down what has become of rows."""
        receipts: list[Event] = []
        for settlement in settlements:
            receipts += settlement.receipts
            before = self.rows[settlement.row.request.key].state
            if before is settlement.was:
                after = settlement.row.state
                assert before is after or (before, after) in MOVES, (before, after)
                self._put(settlement.row)
        await self.take(receipts)

    async def take(self, receipts: Sequence[Event]) -> None:
        """Keep receipts, and tell whoever wants to know."""
        self.receipts += receipts
        if self._take is not None and receipts:
            self._take(receipts)

    async def agenda(self, channel: str) -> Agenda:
        """Return when there is something to do next."""
        due, end = self._first_due(self._due[channel], _WAITING), self._first_end(channel)
        asked = self._first_due(self._asked[channel], _ACCEPTED)
        expires_at = end.request.expires_at if end else None
        return Agenda(due.due_at if due else None, expires_at, asked.due_at if asked else None)

    async def interrupted(self, channel: str) -> Sequence[OutboxRow]:
        """Return what was claimed and never settled."""
        return [row for row in self._of(channel) if row.state is RowState.CLAIMED]

    async def attempted_since(self, channel: str, since: int, limit: int) -> Sequence[int]:
        """Return when rows were handed over."""
        instants = (row.attempted_at for row in self._of(channel))
        return sorted(at for at in instants if at is not None and at > since)[-limit:]

    async def find(self, channel: str, notice: Notice) -> OutboxRow | None:
        """Return what a notice is about."""
        if notice.key is not None:
            row = self.rows.get(notice.key)
            return row if row is not None and row.request.channel == channel else None
        for row in reversed(list(self._of(channel))):
            if notice.provider_id is not None:
                if row.provider_id == notice.provider_id:
                    return row
            elif notice.address is not None and row.request.address == notice.address:
                return row
        return None

    async def left(self) -> Mapping[str, Left]:
        """Return what is not done."""
        found: dict[str, Left] = {}
        for row in self.rows.values():
            before = found.get(row.request.channel, Left())
            if row.state in (RowState.PENDING, RowState.CLAIMED):
                found[row.request.channel] = Left(before.pending + 1, before.unknown)
            elif row.state is RowState.UNKNOWN and row.due_at is not None:
                found[row.request.channel] = Left(before.pending, before.unknown + 1)
        return found

    def _of(self, channel: str) -> Iterator[OutboxRow]:
        return (row for row in self.rows.values() if row.request.channel == channel)

    def _put(self, row: OutboxRow) -> None:
        request = row.request
        self.rows[request.key] = row
        self._order += 1
        if row.state in _WAITING and row.due_at is not None:
            heappush(self._due[request.channel], (row.due_at, self._order, request.key))
        if row.state is RowState.ACCEPTED and row.due_at is not None:
            heappush(self._asked[request.channel], (row.due_at, self._order, request.key))
        if row.state is RowState.PENDING and request.expires_at is not None:
            heappush(self._ends[request.channel], (request.expires_at, self._order, request.key))

    def _claim(self, row: OutboxRow, now: int) -> OutboxRow:
        taken = claimed(row, now)
        self.rows[row.request.key] = taken
        return taken

    def _due_rows(self, heap: _Heap, states: Collection[RowState], now: int) -> Iterator[OutboxRow]:
        while (row := self._first_due(heap, states)) is not None and (row.due_at or 0) <= now:
            heappop(heap)
            yield row

    def _first_due(self, heap: _Heap, states: Collection[RowState]) -> OutboxRow | None:
        while heap:
            due_at, _, key = heap[0]
            row = self.rows[key]
            if row.state in states and row.due_at == due_at:
                return row
            heappop(heap)
        return None

    def _first_end(self, channel: str) -> OutboxRow | None:
        heap = self._ends[channel]
        while heap:
            row = self.rows[heap[0][2]]
            if row.state is RowState.PENDING:
                return row
            heappop(heap)
        return None
