"""Processes that share some work: each is talked to over a pipe, and ends with the one that started it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from mmap import mmap
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from typing import Any, NoReturn, TypeAlias, TypeVar

from maflow.runtime.errors import HostError, SourceError
from maflow.runtime.sources.errors import TooManyRejects

__all__ = ["OtherProcess", "Work", "shared_memory", "start_processes"]

Work: TypeAlias = Callable[..., None]
"""What another process does: it is given a pipe, a stack that is closed in the end, and its arguments."""

_T = TypeVar("_T")

_PATIENCE_S = 60.0


class OtherProcess:
    """A process, seen from the one that started it.

    It is ended when the stack that it was started with is closed; where `is_done` is set, it may first end
    by itself.
    """

    # Any: `Process` is a class of the context.
    def __init__(self, pipe: Connection, process: Any) -> None:
        self.pipe = pipe
        self.is_done = False
        self._process = process

    def send(self, what: object) -> None:
        """Send something to it.

        Raises: what `answer` raises, where it has gone.
        """
        self.attempt(lambda: self.pipe.send(what))

    def attempt(self, work: Callable[[], _T]) -> _T:
        """Do something that uses the pipe.

        Raises: what `answer` raises, where the process has gone.
        """
        with suppress(EOFError, ConnectionError):
            return work()
        # Behind the handler: CPython 3.12.1 breaks down when it collects what a pipe was sending.
        self.fail()

    def answer(self) -> object:
        """Wait for the next thing that it sends.

        Raises: HostError and TooManyRejects as they were raised there, SourceError where it has failed.
        """
        try:
            answer = self.pipe.recv()
        except (EOFError, ConnectionError) as error:
            self._process.join()
            told = {"reason": str(self._process.exitcode)}
            raise SourceError("simulate.worker-failed", told) from error
        if isinstance(answer, HostError | TooManyRejects):
            raise answer
        return answer

    def fail(self) -> NoReturn:
        """Raise why it has gone: what it sent last, as `answer` does."""
        while True:
            self.answer()

    def stop(self) -> None:
        """Ask it to stop."""
        self._process.terminate()

    def end(self) -> None:
        """End it."""
        if self.is_done:
            self._process.join(_PATIENCE_S)
        self._process.kill()
        self._process.join()
        self._process.close()


def shared_memory(size: int) -> mmap | None:
    """Return memory that processes which can be copies of this one see as well; None where they are none."""
    return mmap(-1, size) if _is_copy_sound() else None


def start_processes(
    work: Work, arguments: Sequence[tuple[object, ...]], stack: ExitStack, *, can_fork: bool = False
) -> list[OtherProcess]:
    """Start a process for each tuple of arguments; they end when `stack` is closed.

    `can_fork` tells that the work stands being begun in a copy of this process, which is there at once.
    """
    context = _context(can_fork=can_fork)
    is_forked = context.get_start_method() == "fork"
    started: list[OtherProcess] = []
    for each in arguments:
        ours, theirs = context.Pipe()
        stack.enter_context(ours)
        # A copy must not hold our ends: whoever waits at the other end would never see them closed.
        copied = (ours, *(other.pipe for other in started)) if is_forked else ()
        # Any: the context has a `Process`, which its base class does not declare.
        made: Any = context
        process = made.Process(target=_serve, args=(theirs, copied, work, each), daemon=True)
        with _unheard():
            process.start()
        theirs.close()
        started.append(OtherProcess(ours, process))
        stack.callback(started[-1].end)
    return started


@contextmanager
def _unheard() -> Iterator[None]:
    """Start processes inside the block that do not hear Ctrl-C: whoever has started them ends them.

    It reaches every process of a terminal, also one that is not ready to do anything about it.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _context(*, can_fork: bool) -> BaseContext:
    return multiprocessing.get_context("fork" if can_fork and _is_copy_sound() else "spawn")


def _is_copy_sound() -> bool:
    # With a second thread, of whatever library, a copy may hold a lock that nobody gives back.
    return sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1


def _serve(pipe: Connection, copied: Sequence[Connection], work: Work, arguments: Sequence[object]) -> None:
    """Do one part. This is what runs in the other process."""
    for each in copied:
        each.close()
    try:
        with ExitStack() as stack, pipe:
            try:
                work(pipe, stack, *arguments)
            except (HostError, TooManyRejects) as error:
                pipe.send(error)
    except (EOFError, ConnectionError, KeyboardInterrupt):
        # Whoever asked has gone away.
        return
