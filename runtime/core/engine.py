"""The engine: takes one input at a time, fires timers, and returns what was decided.

One input is taken whole (language reference, section 11): 1 profile and history, 2 goals, 3 exits,
4 waits and the flow as far as it goes, 5 entries, `enter on` before `enter when`. Events that are
raised on the way are queued and taken next, at the same instant.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from heapq import heappop
from typing import NamedTuple

from maflow.runtime.core.code import Code, EventCode, WhenCode
from maflow.runtime.core.conditions import look_at, look_at_all, remember_baseline
from maflow.runtime.core.consents import ask_consent, state_consent
from maflow.runtime.core.effects import Effect
from maflow.runtime.core.entering import enter, move_schedules, refuse, set_schedules, take_schedule
from maflow.runtime.core.goals import forget_old_runs, meet_goals
from maflow.runtime.core.inputs import Call, ConsentStatement, Event, Input, Profile, Value
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.limits import remember_past
from maflow.runtime.core.options import Options
from maflow.runtime.core.past import PastEvent, PastSend
from maflow.runtime.core.receipts import raise_event, settle_receipt
from maflow.runtime.core.running import REST, exit_run, proceed
from maflow.runtime.core.state import Run, State, User
from maflow.runtime.core.waiting import end_waits

__all__ = ["Engine", "RunView", "Trace", "advance"]

Trace = Callable[[int, int, int], None]
"""Told of every step of a run: campaign, the node it leaves (-1: none), the node it reaches (-1: the end)."""

_NO_PROPERTIES: Mapping[str, Value] = {}


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

    `now` is the clock: the latest instant that was taken. `touched` are the users that changed since
    the host last cleared it; `paused` the channels that a host has stopped.
    """

    __slots__ = (
        "changed",
        "code",
        "duplicates",
        "effects",
        "event_id",
        "now",
        "options",
        "paused",
        "queue",
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
        self.state = state or State()
        self.users = self.state.users
        self.now = self.state.clock
        self.trace = trace
        self.effects: list[Effect] = []
        self.queue: deque[Event | Call] = deque()
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
        effects: list[Effect] = []
        self.effects = effects
        # Asking for the class is quicker than matching it (benchmark: test_journey).
        if isinstance(input, PastEvent):
            self._take_past_event(input.event)
        elif isinstance(input, PastSend):
            self._take_past_send(input)
        else:
            at = input.at
            if at > self.now:
                timers = self.state.timers
                if timers and timers[0][0] < at:
                    self._fire(at - 1)
                self.now = self.state.clock = at
            if isinstance(input, Event):
                self._take_event(input)
            else:
                self._take(input)
            if self.queue:
                self._drain()
        return effects

    def fire(self, until: int) -> list[Effect]:
        """Fire every timer due up to and including an instant; the clock becomes that instant."""
        effects: list[Effect] = []
        self.effects = effects
        self._fire(until)
        if until > self.now:
            self.now = self.state.clock = until
        return effects

    def tags(self, user_id: str) -> frozenset[str]:
        """Return the tags that flows and imports have given a user."""
        user = self.users.get(user_id)
        return frozenset() if user is None else frozenset(user.tags)

    def runs(self, user_id: str) -> tuple[RunView, ...]:
        """Return the runs of a user that are alive, in their turn."""
        user = self.users.get(user_id)
        return () if user is None else tuple(self._view(run) for run in user.runs)

    def _view(self, run: Run) -> RunView:
        campaign = self.code.campaigns[run.campaign]
        node = campaign.nodes[run.node].id if run.node >= 0 else None
        return RunView(run.id, campaign.name, node, bool(run.timer or run.awaits))

    def holds(self, predicate: str, user_id: str) -> bool:
        """Tell whether an audience, or the rule of a tag (`tag "x"`), is true for a user at the clock."""
        user = self.users.get(user_id) or self._blank(user_id)
        return self.code.predicates[predicate](self, user, self.now)

    def _take(self, input: Input) -> None:
        match input:
            case Event():
                self._take_event(input)
            case Profile():
                self._take_profile(input)
            case Call():
                self._take_call(input)
            case _:
                return

    def _fire(self, until: int) -> None:
        timers = self.state.timers
        while timers and timers[0][0] <= until:
            due, _, order, user_id = heappop(timers)
            user = self.users.get(user_id)
            if user is None:
                continue
            if due > self.now:
                self.now = self.state.clock = due
            self._fire_timer(user, due, order)
            if self.changed:
                self._look_at_changed(user)
            if self.queue:
                self._drain()

    def _fire_timer(self, user: User, due: int, order: int) -> None:
        for run in user.runs:
            if run.timer == order:
                self.touched.add(user.id)
                run.timer = 0
                node = self.code.campaigns[run.campaign].nodes[run.node].resume(self, user, run)
                if node != REST:
                    proceed(self, user, run, node)
                return
            if run.exit_timer == order:
                self.touched.add(user.id)
                exit_run(self, user, run, "exit_after")
                return
        mark = (due, order)
        for index, set_for in user.flips.items():
            if set_for == mark:
                self.touched.add(user.id)
                del user.flips[index]
                look_at(self, user, self.code.whens[index])
                return
        for index, set_for in user.schedules.items():
            if set_for == mark:
                self.touched.add(user.id)
                take_schedule(self, user, self.code.schedules[index])
                return

    def _drain(self) -> None:
        while self.queue:
            self._take(self.queue.popleft())

    def _blank(self, user_id: str) -> User:
        code = self.code
        place = code.zone_attribute
        zone = None if place is None else code.defaults[place]
        return User(
            user_id, list(code.defaults), code.new_slots(), code.zones(None if zone is None else str(zone))
        )

    def _appear(self, user_id: str) -> User:
        user = self._blank(user_id)
        self.users[user_id] = user
        return user

    def consents(self, user: User, channel: str, category: str) -> bool:
        """Tell whether guard 4 would let a message of a category pass on a channel."""
        code = self.code
        rule = code.channels[channel].consent
        by_silence = self.options.consent_all
        return ask_consent(user, rule, channel, code.categories[category], by_silence=by_silence)

    def _take_event(self, event: Event) -> None:
        code = self.code.events.get(event.name)
        user = self.users.get(event.user_id)
        if user is None or not user.is_known:
            user = self._greet(event.user_id, () if code is None else code.whens)
        self.touched.add(user.id)
        if event.time > self.now or (code is not None and code.defaults):
            event = self._completed(event, code)
        if code is None:
            self._take_unobserved(user, event)
        elif self._is_duplicate(user, event, code):
            self.duplicates += 1
        else:
            self.event_id = event.id
            self._take_stages(user, event, code, self.now - event.time)
        if self.changed:
            self._look_at_changed(user)

    def _greet(self, user_id: str, looked_at: tuple[WhenCode, ...]) -> User:
        """Get to know a user who appears by an event or a call: what these do not touch is remembered."""
        user = self.users.get(user_id) or self._appear(user_id)
        user.is_known = True
        set_schedules(self, user)
        remember_baseline(self, user, looked_at)
        return user

    def _completed(self, event: Event, code: EventCode | None) -> Event:
        """Return an event that is not ahead of the clock, with the defaults of what it does not tell."""
        properties = event.properties
        if code is not None and code.defaults:
            known = {name: value for name, value in properties.items() if value is not None}
            properties = {**code.defaults, **known}
        return Event(event.user_id, event.name, min(event.time, self.now), event.at, properties, event.id)

    def _take_unobserved(self, user: User, event: Event) -> None:
        """Take an event that nothing looks at: it may be late, and an exit may hold by now."""
        program = self.code.program
        behind = self.now - event.time
        if behind > program.lateness_ms:
            self._record_late(user, event, behind)
        if self.code.has_exit_when and user.runs and behind <= program.max_age_ms:
            self._exit_when(user)

    def _record_late(self, user: User, event: Event, behind: int) -> None:
        reason = "lateness" if behind <= self.code.program.max_age_ms else "max_age"
        self.effects.append(Decision(self.now, user.id, "late", reason=reason, value=event.name))

    def _take_stages(self, user: User, event: Event, code: EventCode, behind: int) -> None:
        program = self.code.program
        is_late = behind > program.lateness_ms
        self._remember(user, event, code)
        if is_late:
            self._record_late(user, event, behind)
        waiting = settle_receipt(self, user, event) if code.settles else None
        if behind <= program.max_age_ms:
            self._meet_and_exit(user, event, code)
        if waiting is not None or (code.waiting and user.runs and not is_late):
            end_waits(self, user, event, waiting, is_late=is_late)
        if not is_late:
            self._enter_on(user, event, code)
        elif behind <= program.max_age_ms:
            self._refuse_late(user, event, code)
        if code.whens:
            look_at_all(self, user, code.whens, is_late=is_late)
        if user.watched:
            forget_old_runs(self, user)

    def _meet_and_exit(self, user: User, event: Event, code: EventCode) -> None:
        if code.goals:
            meet_goals(self, user, event, code.goals)
        if user.runs:
            if not self.code.has_exit_when:
                if code.exits:
                    self._exit_on(user, event, code, tuple(user.runs))
                return
            for run in tuple(user.runs):
                self._exit_on(user, event, code, (run,))
                self._exit_when_of(user, run)

    def _remember(self, user: User, event: Event, code: EventCode) -> None:
        if code.update is not None:
            code.update(self, user, event.properties, event.time, self.now)
        if code.run_updates and (user.runs or user.watched):
            for run in (*user.runs, *user.watched):
                update = code.run_updates.get(run.campaign)
                if update is not None:
                    update(self, user, run, event.properties, event.time, self.now)
        if code.logged and user.runs and self.now - event.time <= self.code.program.lateness_ms:
            for run in user.runs:
                if run.campaign in code.logged:
                    run.log = [*(run.log or ()), event]

    def _is_duplicate(self, user: User, event: Event, code: EventCode) -> bool:
        if event.id is None or not code.remembers_ids:
            return False
        seen = user.seen
        if event.id in seen:
            return True
        if code.retention_ms is not None and len(seen) >= code.most_ids:
            self._forget_ids(user)
        seen[event.id] = -1 if code.retention_ms is None else event.time + code.retention_ms
        return False

    def _forget_ids(self, user: User) -> None:
        user.seen = {id: until for id, until in user.seen.items() if until < 0 or until >= self.now}

    def _exit_on(self, user: User, event: Event, code: EventCode, runs: tuple[Run, ...]) -> None:
        for campaign, leave in code.exits:
            for run in runs:
                if run.campaign != campaign.index or not run.is_alive:
                    continue
                if leave.of_own_messages and event.properties.get("run") != run.id:
                    continue
                condition = leave.condition
                if condition is None or condition(self, user, run, event.properties, event.time, self.now):
                    exit_run(self, user, run, "exit_on")

    def _exit_when(self, user: User) -> None:
        for run in tuple(user.runs):
            self._exit_when_of(user, run)

    def _exit_when_of(self, user: User, run: Run) -> None:
        for condition in self.code.campaigns[run.campaign].exits_when:
            if run.is_alive and condition(self, user, run, _NO_PROPERTIES, self.now, self.now):
                exit_run(self, user, run, "exit_when")

    def _enter_on(self, user: User, event: Event, code: EventCode) -> None:
        if code.eligible is not None:
            entries = code.entries
            for place in code.eligible(self, user, event.properties, event.time, self.now):
                enter(self, user, entries[place].campaign, event)

    def _refuse_late(self, user: User, event: Event, code: EventCode) -> None:
        if code.eligible is not None:
            for place in code.eligible(self, user, event.properties, event.time, self.now):
                refuse(self, user, code.entries[place].campaign, "late")

    def _look_at_changed(self, user: User) -> None:
        while self.changed:
            indices = sorted(self.changed)
            self.changed.clear()
            look_at_all(self, user, (self.code.whens[index] for index in indices))

    def mark_changed(self, whens: tuple[WhenCode, ...]) -> None:
        """Have conditions looked at when this input or timer is done: something they mention changed."""
        self.changed.update(when.index for when in whens)

    def set_attribute(self, user: User, name: str, value: Value) -> None:
        """Give an attribute a value; None is unknown, or its default."""
        code = self.code
        place = code.attributes[name]
        user.a[place] = code.defaults[place] if value is None else value
        whens = code.whens_on_attribute.get(name)
        if whens:
            self.mark_changed(whens)
        if place == code.zone_attribute:
            zone = code.zones(None if user.a[place] is None else str(user.a[place]))
            if zone is not user.zone:
                user.zone = zone
                if user.is_known:
                    move_schedules(self, user)

    def _take_profile(self, profile: Profile) -> None:
        user = self.users.get(profile.user_id) or self._appear(profile.user_id)
        self.touched.add(user.id)
        for name, value in profile.attributes.items():
            if name in self.code.attributes:
                self.set_attribute(user, name, value)
        for statement in profile.consents:
            self._take_statement(user, statement)
        for tag in profile.tags:
            if tag not in user.tags:
                user.tags.add(tag)
                self.mark_changed(self.code.whens_on_tag.get(tag, ()))
        if not user.is_known:
            user.is_known = True
            self.changed.clear()
            set_schedules(self, user)
            remember_baseline(self, user)
        elif user.runs and self.code.has_exit_when:
            self._exit_when(user)
        self._look_at_changed(user)

    def _take_statement(self, user: User, statement: ConsentStatement) -> None:
        state_consent(user, statement)
        self.mark_changed(self.code.whens_on_consent)
        if user.is_known:
            said = {"channel": statement.channel, "category": statement.category}
            known: dict[str, Value] = {name: value for name, value in said.items() if value is not None}
            raise_event(self, user, "consent.given" if statement.is_given else "consent.withdrawn", known)

    def _take_call(self, call: Call) -> None:
        user = self.users.get(call.user_id)
        if user is None or not user.is_known:
            user = self._greet(call.user_id, ())
        elif user.runs and self.code.has_exit_when:
            self._exit_when(user)
        self.touched.add(user.id)
        campaign = self.code.by_name.get(call.campaign)
        if campaign is not None:
            enter(self, user, campaign)
        self._look_at_changed(user)

    def _take_past_event(self, event: Event) -> None:
        user = self.users.get(event.user_id) or self._appear(event.user_id)
        code = self.code.events.get(event.name)
        self.touched.add(user.id)
        if code is not None and code.update is not None:
            code.update(self, user, event.properties, event.time, max(self.now, event.time))

    def _take_past_send(self, sent: PastSend) -> None:
        user = self.users.get(sent.user_id) or self._appear(sent.user_id)
        self.touched.add(user.id)
        limits = self.code.limits_for(sent)
        remember_past(self, user, limits, sent.at)
