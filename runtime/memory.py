"""How memory is looked after while millions of small records come and go."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["rare_collections"]

_RARELY = (1_000_000, 50, 1_000)


@contextmanager
def rare_collections() -> Iterator[None]:
    """Look for circles of objects rarely: the engine makes none, and looking costs a quarter of the time.

    What is there already is not looked at at all. (Benchmark: test_replay_of_a_log.)
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
