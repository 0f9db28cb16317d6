"""What a channel is tried on: something that behaves as the real provider does, on good days and on bad."""

from __future__ import annotations

import enum
from collections.abc import Collection, Sequence
from typing import Protocol

__all__ = ["FakeProvider", "Mode"]


class Mode(enum.Enum):
    """How a provider behaves.

    `SILENT` takes a message over and never answers; `DOWN` cannot be reached; `GARBLED` answers what no
    provider answers.
    """

    ACCEPTS = "accepts"
    REFUSES = "refuses"
    SILENT = "silent"
    DOWN = "down"
    GARBLED = "garbled"


class FakeProvider(Protocol):
    """A provider under the control of a test. Messages with a key that it honours arrive once."""

    modes: Collection[Mode]
    """What it can be told to do; at least `ACCEPTS`."""

    async def switch(self, mode: Mode) -> None:
        """Behave so from now on."""
        ...

    def deliveries(self) -> Sequence[str]:
        """Return what has arrived so far: of each message a text that holds the words a person reads."""
        ...
