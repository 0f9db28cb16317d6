"""The log of inputs in a store: accepted, and not taken yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from maflow.runtime.core.inputs import Input
from maflow.runtime.stores.database import Database
from maflow.runtime.stores.input_rows import decode_input, encode_input
from maflow.runtime.stores.sealed import reading, seal, unseal
from maflow.runtime.stores.store import LoggedInput

__all__ = ["InputLog"]


class InputLog:
    """Reads and writes inputs and positions; who listens is told when more of them are durable."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._listeners: list[Callable[[], None]] = []
        self._has_grown = False
        database.on_flushed = self._tell

    def listen(self, on_logged: Callable[[], None]) -> None:
        """Have a function called when more inputs are durable."""
        self._listeners.append(on_logged)

    def add(self, inputs: Sequence[Input]) -> None:
        """Put inputs in, as a part of the open transaction."""
        if inputs:
            rows = [(seal(encode_input(input)),) for input in inputs]
            self._database.write_all("INSERT INTO inputs(row) VALUES (?)", rows)
            self._has_grown = True

    def remove(self, taken: int) -> None:
        """Remove what is taken, up to a number."""
        self._database.write("DELETE FROM inputs WHERE number <= ?", (taken,))

    def after(self, number: int, limit: int) -> Sequence[LoggedInput]:
        """Return inputs behind a number, in order."""
        rows = self._database.read(
            "SELECT number, row FROM inputs WHERE number > ? ORDER BY number LIMIT ?", (number, limit)
        )
        return [self._logged(number, row) for number, row in rows]

    def move(self, positions: Mapping[str, str]) -> None:
        """Note how far sources have been read."""
        if positions:
            self._database.write_all("INSERT OR REPLACE INTO positions VALUES (?, ?)", positions.items())

    def positions(self) -> Mapping[str, str]:
        """Return how far sources have been read."""
        rows = self._database.read("SELECT source, position FROM positions ORDER BY source")
        return {source: position for source, position in rows}

    def _logged(self, number: int, row: bytes) -> LoggedInput:
        with reading(self._database.path, "inputs", number):
            return LoggedInput(number, decode_input(unseal(row)))

    def _tell(self) -> None:
        if self._has_grown:
            self._has_grown = False
            for listener in self._listeners:
                listener()
