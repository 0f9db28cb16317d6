"""Plays a test: its lines in their order, and the expectations of each second when the second is over.

Timers due at an instant fire after the last input of that instant. Expectations of records look at all
records of their second; those of the state, at their very instant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from maflow.runtime.core.code import Code
from maflow.runtime.core.effects import Outgoing
from maflow.runtime.core.inputs import Tick
from maflow.runtime.core.journal import Decision
from maflow.runtime.program.scenarios import (
    ExpectedNothing,
    ExpectedSend,
    ExpectedWait,
    Happening,
    Line,
    ReceiptArrives,
    Scenario,
)
from maflow.runtime.scenario.expectations import OfRecords, OfState, holds, judge
from maflow.runtime.scenario.outcome import Difference, NothingSent, Outcome, UnexpectedSend, Unmet
from maflow.runtime.scenario.world import World

__all__ = ["run_scenario"]

_SECOND_MS = 1000

_Numbered: TypeAlias = tuple[int, Line]


def run_scenario(code: Code, scenario: Scenario) -> Outcome:
    """Play a test in a world of its own, up to the first difference."""
    world = World(code, scenario)
    difference = _Play(world, scenario).difference() if scenario.lines else None
    return Outcome(difference, frozenset(world.steps))


class _Play:
    """One test while it is played. `judged` counts the sends that have been looked at."""

    def __init__(self, world: World, scenario: Scenario) -> None:
        self.world = world
        self.scenario = scenario
        self.judged = 0

    def difference(self) -> Difference | None:
        """Play the lines second by second; return the first difference."""
        lines = list(enumerate(self.scenario.lines))
        self.world.prepare(self.scenario, self.scenario.lines[0].at_ms)
        for second in _groups(lines, _SECOND_MS):
            found = self._play_second(second)
            if found is not None:
                return found
        return None

    def _play_second(self, lines: Sequence[_Numbered]) -> Difference | None:
        number, line = lines[0]
        begin = line.at_ms - line.at_ms % _SECOND_MS
        if number > 0:
            self.world.fire(begin - 1)
            before = self._unexpected(self._new_sends(), number)
            if before is not None:
                return before
        found: list[Difference] = []
        for instant in _groups(lines, 1):
            found += self._play_instant(instant)
        expected = [(number, line) for number, line in lines if isinstance(line.action, OfRecords)]
        if expected:
            self.world.fire(begin + _SECOND_MS - 1)
        sends = self._new_sends()
        verdict = judge(
            [line.action for _, line in expected if isinstance(line.action, OfRecords)],
            sends,
            [decision for decision in self.world.decisions if begin <= decision.time < begin + _SECOND_MS],
        )
        found += (self._unmet(*expected[i], sends) for i in verdict.unmet)
        if found:
            earliest: Difference = min(found, key=lambda each: each.line)
            return earliest
        return self._unexpected(verdict.unexpected, lines[-1][0])

    def _play_instant(self, lines: Sequence[_Numbered]) -> Iterator[Difference]:
        """Let what stands at one instant happen, then what is due; yield what is not as it should be."""
        at_ms = lines[0][1].at_ms
        last_input = max((number for number, line in lines if isinstance(line.action, Happening)), default=-1)
        for number, line in lines:
            action = line.action
            if isinstance(action, Happening):
                if not self._happen(action, lines, number):
                    yield NothingSent(
                        line=number,
                        at_ms=at_ms,
                        user_id=action.user,
                        zone=self.world.zone_of(action.user),
                        decisions=self._decisions_of(action.user),
                    )
            elif isinstance(action, OfState):
                self._come_to(at_ms, is_over=number > last_input)
                if not holds(action, self.world.engine):
                    yield self._unmet(number, line, ())
        self.world.fire(at_ms)

    def _happen(self, action: Happening, lines: Sequence[_Numbered], number: int) -> bool:
        at_ms = lines[0][1].at_ms
        # A receipt comes after its message, so what is due is sent first.
        if isinstance(action, ReceiptArrives) and any(
            each < number and _is_send_of(action, line) for each, line in lines
        ):
            self.world.fire(at_ms)
        if self.world.happen(action, at_ms):
            return True
        self.world.fire(at_ms)
        return self.world.happen(action, at_ms)

    def _come_to(self, at_ms: int, *, is_over: bool) -> None:
        if is_over:
            self.world.fire(at_ms)
        else:
            self.world.take(Tick(at_ms))

    def _new_sends(self) -> list[Outgoing]:
        sends = self.world.sends[self.judged :]
        self.judged = len(self.world.sends)
        return sends

    def _unexpected(self, sends: Sequence[Outgoing], line: int) -> UnexpectedSend | None:
        if not sends or self.scenario.allows_other_sends:
            return None
        send = sends[0]
        return UnexpectedSend(
            line=line,
            at_ms=send.at,
            user_id=send.user_id,
            zone=self.world.zone_of(send.user_id),
            send=send,
            decisions=tuple(each for each in self._decisions_of(send.user_id) if each.time <= send.at),
        )

    def _unmet(self, number: int, line: Line, sends: Sequence[Outgoing]) -> Unmet:
        user_id = _user_of(line, sends)
        runs = self.world.engine.runs(user_id) if isinstance(line.action, ExpectedWait) else ()
        return Unmet(
            line=number,
            at_ms=line.at_ms,
            user_id=user_id,
            zone=self.world.zone_of(user_id),
            decisions=self._decisions_of(user_id),
            sends=tuple(send for send in sends if send.user_id == user_id),
            waiting=tuple(run.campaign for run in runs if run.is_waiting),
        )

    def _decisions_of(self, user_id: str) -> tuple[Decision, ...]:
        return tuple(decision for decision in self.world.decisions if decision.user_id == user_id)


def _groups(lines: Sequence[_Numbered], width_ms: int) -> Iterator[list[_Numbered]]:
    """Yield the lines of each instant, or of each stretch of time."""
    for _, group in groupby(lines, key=lambda each: each[1].at_ms // width_ms):
        yield list(group)


def _is_send_of(receipt: ReceiptArrives, line: Line) -> bool:
    """Tell whether a line expects the message that a receipt is of."""
    action = line.action
    wanted = receipt.user, receipt.message, receipt.channel
    return isinstance(action, ExpectedSend) and (action.user, action.message, action.channel) == wanted


def _user_of(line: Line, sends: Sequence[Outgoing]) -> str:
    """Return whose decisions tell most of a line that is not met."""
    if isinstance(line.action, ExpectedNothing) and line.action.user is None:
        return sends[0].user_id
    assert line.action.user is not None, "only silence may be expected of everyone"
    return line.action.user
