"""Bytes on their way between two processes: they lie in memory that both of them see.

Through a pipe they would be copied twice, a little at a time. (Benchmark:
test_two_workers_over_a_longer_log.)
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from mmap import mmap
from multiprocessing.connection import Connection
from typing import Any, TypeAlias, TypeVar

from maflow.runtime.processes import shared_memory

__all__ = ["Slots", "slot_memory"]

_SLOTS = 16
# Bytes; more than a piece of a journal or some lines of a file nearly always have.
_SLOT = 1 << 20

_T = TypeVar("_T")
_Bytes: TypeAlias = "bytes | memoryview"


def slot_memory() -> mmap | None:
    """Return memory for the slots of two processes; None where they cannot share any."""
    return shared_memory(_SLOTS * _SLOT)


class Slots:
    """One end of what two processes share: one of them sends bytes, the other takes them.

    `answer` waits for what the other end sends through the pipe. Who sends waits where as much is on its way
    as there are slots; when everything is taken (`settle`), the other end may begin to send.
    """

    def __init__(self, pipe: Connection, memory: mmap | None, answer: Callable[[], object]) -> None:
        self._pipe = pipe
        self._memory = memory
        self._answer = answer
        self._free = [number * _SLOT for number in range(_SLOTS)]

    def send(self, content: bytes | bytearray) -> None:
        """Send bytes; where they lie goes through the pipe, and they as well where they cannot lie anywhere.

        Raises: ConnectionError where the other end is gone.
        """
        size = len(content)
        if self._memory is None or size > _SLOT:
            self._pipe.send((size, None))
            self._pipe.send_bytes(content)
            return
        if not self._free:
            self._take_back()
        begin = self._free.pop()
        self._memory[begin : begin + size] = content
        self._pipe.send((size, begin))

    def settle(self) -> None:
        """Wait until everything is taken."""
        while len(self._free) < _SLOTS:
            self._take_back()

    # Any: what came through the pipe.
    def take(self, sent: Any, decode: Callable[[_Bytes], _T]) -> _T:
        """Return what is made of bytes, of which `sent` came through the pipe, and give their place back."""
        size, begin = sent
        if begin is None or self._memory is None:
            return decode(self._pipe.recv_bytes())
        with memoryview(self._memory) as seen, seen[begin : begin + size] as content:
            taken = decode(content)
        # The other end may have sent everything, and be gone.
        with suppress(ConnectionError):
            self._pipe.send(begin)
        return taken

    def _take_back(self) -> None:
        begin = self._answer()
        assert isinstance(begin, int)
        self._free.append(begin)
