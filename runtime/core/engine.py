"""The engine: takes one input at a time, fires timers, and returns what was decided.

An input is taken whole, `events.py` says in which order; timers due before it fire first. Events that
are raised on the way are queued and taken next, at the same instant.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from itertools import count
from typing import Any, Final, NamedTuple

from maflow.runtime.core.code import Code
from maflow.runtime.core.conditions import look_at
from maflow.runtime.core.consents import ask_consent
from maflow.runtime.core.effects import Effect
from maflow.runtime.core.entering import enter, take_schedule
from maflow.runtime.core.events import take_event, take_past_event
from maflow.runtime.core.exits import leave_when
from maflow.runtime.core.inputs import Call, Event, Input, Profile, Tick
from maflow.runtime.core.limits import remember_past
from maflow.runtime.core.options import Options
from maflow.runtime.core.past import PastEvent, PastSend
from maflow.runtime.core.proceeding import resume
from maflow.runtime.core.profiles import greet, look_at_changed, take_profile
from maflow.runtime.core.receipts import echoes_of
from maflow.runtime.core.running import exit_run
from maflow.runtime.core.state import Run, State, User
from maflow.runtime.core.timers import AFTER_ALL

__all__ = ["Engine", "RunView", "Trace", "advance"]

# More than any project raises for one input, and in as many turns, unless its campaigns start one another.
_MOST_AT_ONCE: Final = 10_000
_MOST_TURNS: Final = 100

# At hand as a constant: a name that is imported is looked up each time (benchmark: test_journey).
_Event: Final = Event

Trace = Callable[[int, int, int], None]
"""Told of every step of a run: campaign, the node it leaves (-1: none), the node it reaches (-1: the end)."""


def advance(code: Code, state: State, input: Input | PastEvent | PastSend) -> tuple[State, list[Effect]]:
    """Take one input: return the new state and what is to be recorded and sent.

    The state is changed in place and returned. Law: the same code, state and input give the same.
    """
    effects = Engine(code, state=state).take(input)
    return state, effects


class RunView(NamedTuple):
    """A run as a host sees it: the id of the node at which it rests."""

    id: str
    campaign: str
    node: str | None
    is_waiting: bool


class Engine:
    """A loaded program with its state.

    `now` is the clock: the latest instant that was taken; `instant` is the same, at hand for what is
    recorded. `touched` are the users that changed since
    the host last cleared it; `paused` the channels that a host has stopped. `is_closed`: campaigns start
    one another without end, and nobody enters before that has ended.
    """

    __slots__ = (
        "changed",
        "code",
        "duplicates",
        "echoes",
        "effects",
        "event_id",
        "hands_on",
        "instant",
        "is_closed",
        "now",
        "options",
        "paused",
        "queue",
        "resident",
        "state",
        "touched",
        "trace",
        "users",
    )

    def __init__(
        self,
        code: Code,
        options: Options | None = None,
        *,
        state: State | None = None,
        trace: Trace | None = None,
    ) -> None:
        self.code = code
        self.options = options or Options()
        self.echoes = echoes_of(code, self.options)
        self.hands_on = self.options.hands_on
        self.state = state or State()
        self.users = self.state.users
        self.resident = self.state.resident
        self.now = self.state.clock
        # Any: an instant that is recorded is no new number each time (benchmark: test_journey).
        self.instant: Any = self.now
        self.trace = trace
        self.effects: list[Effect] = []
        self.queue: deque[Event | Call] = deque()
        self.is_closed = False
        self.changed: set[int] = set()
        self.touched: set[str] = set()
        self.paused: frozenset[str] = frozenset()
        self.duplicates = 0
        self.event_id: str | None = None

    @property
    def clock(self) -> int:
        """The latest instant that was taken; Units: UTC milliseconds."""
        return self.now

    def take(self, input: Input | PastEvent | PastSend) -> list[Effect]:
        """Take an input; timers due before it fire first."""
        effects = self.effects = []
        self._take_next(input)
        return effects

    def take_all(self, inputs: Iterable[Input | PastEvent | PastSend]) -> list[Effect]:
        """Take several inputs, one after the other.

        Law: it returns what `take` returns for each, in that order.
        """
        effects = self.effects = []
        for each in inputs:
            self._take_next(each)
        return effects

    def _take_next(self, input: Input | PastEvent | PastSend) -> None:
        # Asking for the class, once, is quicker than matching it (benchmark: test_journey).
        is_event = type(input) is _Event
        if not is_event and isinstance(input, PastEvent | PastSend):
            self._take_past(input)
            return
        instant: Any = input.at  # type: ignore[union-attr]
        at: int = instant
        if at > self.now:
            if self.state.timers.is_due(at - 1):
                self._fire(at - 1)
            self.now = self.state.clock = at
            self.instant = instant
        if is_event:
            take_event(self, input)  # type: ignore[arg-type]
        else:
            self._take(input)  # type: ignore[arg-type]
        if self.queue:
            self._drain()

    def fire(self, until: int) -> list[Effect]:
        """Fire every timer due up to and including an instant; the clock becomes that instant."""
        effects = self.effects = []
        self._fire(until)
        if until > self.now:
            self.now = self.state.clock = self.instant = until
        return effects

    def known(self, user_id: str) -> User | None:
        """Return a user, None if nothing is known yet."""
        user = self.resident.get(user_id)
        # Nearly always everybody is in memory (benchmark: test_journey).
        if user is None and self.users is not self.resident:
            user = self.users.get(user_id)
        return user

    def user(self, user_id: str) -> User:
        """Return a user who is about to change; one of whom nothing is known yet appears."""
        user = self.known(user_id)
        if user is None:
            user = self.users[user_id] = self._blank(user_id)
        self.touched.add(user_id)
        return user

    def tags(self, user_id: str) -> frozenset[str]:
        """Return the tags that flows and imports have given a user."""
        user = self.known(user_id)
        return frozenset() if user is None else frozenset(user.tags)

    def runs(self, user_id: str) -> tuple[RunView, ...]:
        """Return the runs of a user that are alive, in their turn."""
        user = self.known(user_id)
        return () if user is None else tuple(self._view(run) for run in user.runs)

    def holds(self, predicate: str, user_id: str) -> bool:
        """Tell whether an audience, or the rule of a tag (`tag "x"`), is true for a user at the clock."""
        user = self.known(user_id) or self._blank(user_id)
        return self.code.predicates[predicate](self, user, self.now)

    def consents(self, user: User, channel: str, category: str) -> bool:
        """Tell whether guard 4 would let a message of a category pass on a channel."""
        code = self.code
        rule = code.channels[channel].consent
        by_silence = self.options.consent_all
        return ask_consent(user, rule, channel, code.categories[category], by_silence=by_silence)

    def _view(self, run: Run) -> RunView:
        campaign = self.code.campaigns[run.campaign]
        node = campaign.nodes[run.node].id if run.node >= 0 else None
        return RunView(run.id, campaign.name, node, bool(run.timer or run.awaits))

    def _blank(self, user_id: str) -> User:
        code = self.code
        place = code.zone_attribute
        zone = None if place is None else code.defaults[place]
        return User(user_id, code.defaults, code.new_slots(), code.zones(None if zone is None else str(zone)))

    def _take(self, input: Input) -> None:
        match input:
            case Event():
                take_event(self, input)
            case Profile():
                take_profile(self, input)
            case Call():
                self._take_call(input)
            case Tick():
                return

    def _take_past(self, past: PastEvent | PastSend) -> None:
        match past:
            case PastEvent():
                take_past_event(self, past.event)
            case PastSend():
                remember_past(self, self.user(past.user_id), self.code.limits_for(past), past.at)

    def _take_call(self, call: Call) -> None:
        user = self.known(call.user_id)
        if user is None or not user.is_known:
            user = greet(self, call.user_id)
        elif user.runs and self.code.has_exit_when:
            leave_when(self, user)
        self.touched.add(user.id)
        campaign = self.code.by_name.get(call.campaign)
        if campaign is not None and campaign.may_be_called:
            enter(self, user, campaign)
        look_at_changed(self, user)

    def _drain(self) -> None:
        """Take what was raised, and what that raises; where that has no end, nobody enters any more."""
        taken = 0
        for turn in count():
            if not self.queue:
                break
            self.is_closed = turn >= _MOST_TURNS or taken >= _MOST_AT_ONCE
            for _ in range(len(self.queue)):
                self._take(self.queue.popleft())
                taken += 1
        self.is_closed = False

    def _fire(self, until: int) -> None:
        timers = self.state.timers
        while timers.is_due(until):
            timer = timers.take()
            user = timer.user or self.known(timer.user_id)
            if user is None:
                continue
            due, order = timer.due, timer.order
            if due > self.now:
                self.now = self.state.clock = self.instant = due
            if order >= AFTER_ALL:
                self._flip(user, due, order)
            else:
                self._wake(user, due, order)
            if self.changed:
                look_at_changed(self, user)
            if self.queue:
                self._drain()

    def _flip(self, user: User, due: int, order: int) -> None:
        """Look at a condition that time may have turned; a flip that is not set any more does nothing."""
        index = order - AFTER_ALL
        if user.flips.get(index) == (due, order):
            self.touched.add(user.id)
            del user.flips[index]
            look_at(self, user, self.code.whens[index])

    def _wake(self, user: User, due: int, order: int) -> None:
        """Fire a timer of a run or a schedule; one that its user does not know any more does nothing."""
        for run in user.runs:
            if run.timer == order:
                self.touched.add(user.id)
                resume(self, user, run)
                return
            if run.exit_timer == order:
                self.touched.add(user.id)
                exit_run(self, user, run, "exit_after")
                return
        for index, set_for in user.schedules.items():
            if set_for == (due, order):
                self.touched.add(user.id)
                take_schedule(self, user, self.code.schedules[index])
                return
