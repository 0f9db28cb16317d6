"""An event loop whose clock jumps: when nothing is ready, it is at once the time of the next thing."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

__all__ = ["Stuck", "now_ms", "run"]

_T = TypeVar("_T")


class Stuck(Exception):
    """Everything waits, and nothing will ever happen."""


class _Jumping(selectors.DefaultSelector):
    """Never waits: it tells the loop how long it would have waited."""

    loop: VirtualLoop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout is None:
            raise Stuck
        if not ready and timeout is not None and timeout > 0:
            self.loop.passed += timeout
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """A loop that begins at 0."""

    def __init__(self) -> None:
        self.passed = 0.0
        selector = _Jumping()
        selector.loop = self
        super().__init__(selector)

    def time(self) -> float:
        """Return the seconds that have passed."""
        return self.passed


def now_ms() -> int:
    """Return the time of the running loop in milliseconds."""
    return round(asyncio.get_running_loop().time() * 1000)


def run(main: Coroutine[Any, Any, _T]) -> _T:
    """Run a coroutine in virtual time."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main)
