"""Lets an engine take inputs, and has a store write down what comes of them, in groups."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from maflow.runtime.core.effects import Effect, Outgoing
from maflow.runtime.core.engine import Engine
from maflow.runtime.core.inputs import Input
from maflow.runtime.core.journal import Decision
from maflow.runtime.stores.store import Batch, Store

__all__ = ["Taker"]

# In a large group a user is written once who has changed several times (benchmark: test_durable).
_MOST_USERS = 20_000
_MOST_INPUTS = 20_000
# How far timers are fired between two looks at whether the group has become large.
_STEP_MS = 600_000
_BEGINNING = -(2**62)


class Taker:
    """Takes inputs one by one; `commit` makes all of them durable together with what they led to.

    A group that has become large is written down by itself. `on_commit` is told after each group.
    `is_timeless`: messages do not expire, because their clock is not the one that they leave by.
    """

    def __init__(
        self,
        engine: Engine,
        store: Store,
        on_commit: Callable[[], object],
        *,
        is_timeless: bool = False,
    ) -> None:
        self._engine = engine
        self._store = store
        self._on_commit = on_commit
        self._is_timeless = is_timeless
        self._effects: list[Effect] = []
        self._positions: dict[str, str] = {}
        self._number: int | None = None
        self._inputs = 0
        self.taken = 0

    @property
    def clock(self) -> int | None:
        """Return the latest instant that was taken, None before the first; Units: UTC milliseconds."""
        return None if self._engine.clock == _BEGINNING else self._engine.clock

    @property
    def next_due(self) -> int | None:
        """Return when the next timer may be due; Units: UTC milliseconds."""
        return self._engine.state.timers.next_due

    @property
    def is_full(self) -> bool:
        """Tell whether the group at hand is large enough to be written down."""
        return self._inputs >= _MOST_INPUTS or len(self._engine.touched) >= _MOST_USERS

    def take(
        self, input: Input, *, position: tuple[str, str] | None = None, number: int | None = None
    ) -> None:
        """Take an input: where it stood in its source, or its number in the log.

        Raises: StoreError.
        """
        engine, at = self._engine, input.at
        # The engine fires what is due before an input; a long way goes in steps (benchmark: test_durable).
        if engine.state.timers.is_due(at - _STEP_MS - 1):
            self._fire_before(at)
        effects = engine.take(input)
        if effects:
            self._effects += effects
        if position is not None:
            self._positions[position[0]] = position[1]
        if number is not None:
            self._number = number
        self.taken += 1
        self._inputs += 1
        if self._inputs >= _MOST_INPUTS or len(engine.touched) >= _MOST_USERS:
            self.commit()

    def pass_over(self, number: int) -> None:
        """Count inputs of the log up to a number as taken, though they mean nothing here."""
        self._number = number

    def fire(self, until: int) -> None:
        """Fire what is due up to and including an instant; the clock becomes that instant.

        Raises: StoreError.
        """
        self._fire_before(until + 1)
        self._effects += self._engine.fire(until)

    def commit(self) -> None:
        """Write down what is not durable yet.

        Raises: StoreError.
        """
        touched = self._engine.touched
        if not (touched or self._effects or self._positions or self._number is not None):
            return
        effects = self._effects
        if self._is_timeless:
            effects = [each if each.__class__ is Decision else _timeless(each) for each in effects]
        self._store.commit(
            Batch(users=touched, effects=effects, taken=self._number, positions=self._positions)
        )
        touched.clear()
        self._effects, self._positions, self._number, self._inputs = [], {}, None, 0
        self._on_commit()

    def _fire_before(self, at: int) -> None:
        engine, timers = self._engine, self._engine.state.timers
        while (due := timers.next_due) is not None and due < at:
            self._effects += engine.fire(min(due + _STEP_MS, at - 1))
            if self.is_full:
                self.commit()


def _timeless(effect: Effect) -> Effect:
    if type(effect) is Outgoing and effect.expires_at is not None:
        return msgspec.structs.replace(effect, expires_at=None)
    return effect
