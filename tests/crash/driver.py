"""A small host over a store, in a process of its own: it plays a log in the time of its events.

`python -m tests.crash.driver FOLDER [STEP]` goes on where the last process ended. With a number it ends
itself, as the kernel would, before that statement of SQL, or in the midst of that writing of the journal.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import msgspec

from maflow.plugins.spec import (
    Accepted,
    ChannelPlugin,
    Failed,
    Receipt,
    SendRequest,
    SendResult,
    Words,
)
from maflow.runtime.core.effects import Effect
from maflow.runtime.core.engine import Engine
from maflow.runtime.dispatch.dispatcher import Dispatcher
from maflow.runtime.dispatch.lane import LaneSetup
from maflow.runtime.dispatch.policy import Retry
from maflow.runtime.hosts.journal_file import JournalFile
from maflow.runtime.hosts.live_journal import LiveJournal
from maflow.runtime.loader import load
from maflow.runtime.program.program import Program
from maflow.runtime.stores.input_rows import decode_input
from maflow.runtime.stores.sqlite_store import SqliteStore, open_store
from maflow.runtime.stores.store import Batch

__all__ = ["main"]

_PLUGIN = ChannelPlugin(
    name="files", doc=Words("files", "文件"), kinds=("*",), is_idempotent=True, can_query_status=False
)
# Time does not pass while a message is under way, so nothing is to be waited for.
_RETRY = Retry(attempts=10_000, wait_ms=0, longest_ms=0)
_AFTER_ALL_MS = 9 * 86_400_000
_SAFE_EVERY_BYTES = 3_000


class Files:
    """A provider that honours keys: a file for each, and a line for each handing over."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)

    async def deliver(self, request: SendRequest) -> SendResult:
        """Take a message over, unless it is one of those that are refused."""
        if crc32(request.key.encode()) % 5 == 3:
            return Failed("no such device", is_permanent=True)
        (self._folder / request.key).write_text(f"{request.user_id} {request.fields}", encoding="utf-8")
        return Accepted(is_delivered=True)

    async def close(self) -> None:
        """Do nothing: there is nothing to close."""


class Driver:
    """Plays inputs: writes down what each instant brought, delivers it, takes the receipts, goes on."""

    def __init__(self, folder: Path, store: SqliteStore, engine: Engine) -> None:
        self._store = store
        self._engine = engine
        rows = (folder / "inputs.txt").read_text(encoding="utf-8").splitlines()
        self._inputs = [decode_input(bytes.fromhex(row)) for row in rows]
        receipts = frozenset(receipt.value for receipt in Receipt)
        lanes = [
            LaneSetup(
                channel=channel,
                plugin=_PLUGIN,
                delivery=Files(folder / "delivered"),
                retry=_RETRY,
                receipts=receipts,
            )
            for channel in engine.code.channels
        ]
        self._dispatcher = Dispatcher(store.outbox, lanes, on_fault=_raise_fault, clock=lambda: engine.clock)

    async def run(self) -> None:
        """Go on to the end."""
        serving = asyncio.create_task(self._dispatcher.run())
        playing = asyncio.create_task(self._play())
        await asyncio.wait({serving, playing}, return_when=asyncio.FIRST_COMPLETED)
        if serving.done():
            # Nobody would deliver what is to be waited for.
            serving.result()
        self._dispatcher.stop()
        await playing
        await serving

    async def _play(self) -> None:
        await self._deliver()
        begin = int(self._store.positions().get("inputs", "0"))
        for place, input in enumerate(self._inputs[begin:], begin + 1):
            await self._fire(input.at - 1)
            self._commit(self._engine.take(input), {"inputs": str(place)})
            await self._deliver()
        await self._fire(self._inputs[-1].at + _AFTER_ALL_MS)

    async def _fire(self, until: int) -> None:
        timers = self._store.state.timers
        while (due := timers.next_due) is not None and due <= until:
            self._commit(self._engine.fire(due))
            await self._deliver()

    async def _deliver(self) -> None:
        """Let what stands in the outbox leave, and take what comes of it, until nothing is left."""
        while True:
            self._dispatcher.wake()
            await self._dispatcher.drained()
            logged = self._store.logged(0, 1)
            if not logged:
                return
            self._commit(self._engine.take(logged[0].input), taken=logged[0].number)

    def _commit(
        self, effects: Sequence[Effect], positions: dict[str, str] | None = None, taken: int | None = None
    ) -> None:
        touched = self._engine.touched
        self._store.commit(Batch(users=touched, effects=effects, positions=positions or {}, taken=taken))
        touched.clear()


class CountDown:
    """Ends the process at a step; None: never."""

    def __init__(self, step: int | None) -> None:
        self._left = -1 if step is None else step

    def is_over(self) -> bool:
        """Count a step; tell whether it is the last."""
        self._left -= 1
        return self._left == 0

    def count(self, _: str) -> None:
        """Count a statement, and end before the last."""
        if self.is_over():
            os.kill(os.getpid(), signal.SIGKILL)


class BreakingFile(JournalFile):
    """A journal whose writing may be the last thing that the process does: half of it is there then."""

    def __init__(self, path: Path, steps: CountDown) -> None:
        super().__init__(path)
        self._steps = steps

    def write(self, lines: bytes) -> None:
        """Append whole lines, or half of them."""
        if self._steps.is_over():
            super().write(lines[: len(lines) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        super().write(lines)


def main(folder: Path, step: int | None) -> None:
    """Go on in a folder, up to the end or a step; the journal grows meanwhile."""
    code = load(msgspec.json.decode((folder / "program.json").read_bytes(), type=Program))
    store = open_store(folder / "state.db", code, resident=4)
    steps = CountDown(step)
    if step is not None:
        store._database._connection.set_trace_callback(steps.count)
    print("begun", flush=True)
    # Every instant brings several groups, and the store lets go of the journal's lines now and then.
    journal = LiveJournal(
        store, BreakingFile(folder / "journal.jsonl", steps), holds=True, safe_every=_SAFE_EVERY_BYTES
    )
    asyncio.run(Driver(folder, store, Engine(code, state=store.state)).run())
    journal.end()
    store.close()


def _raise_fault(channel: str, error: BaseException) -> None:
    raise AssertionError(channel) from error


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else None)
