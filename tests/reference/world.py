"""The reference interpreter: what a project makes of a log (language reference, section 11).

Read `Reference.take` and `_take_event` first: they are the order of everything. Expressions are in
`expressions`, statements in `flow`, the guards of a send in `pipeline`, entries in `entries`.

Example, with `project` a checked project:

    reference = Reference(project)
    decisions = [decision for each in inputs for decision in reference.take(each)]
    decisions += reference.finish(until)
    journal(decisions)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from maflow.compiler.context import ResolvedProject
from maflow.dsl import ast
from maflow.plugins.spec import ChannelKind
from maflow.runtime.core.inputs import Call, Event, Input, Profile, Tick, Value
from maflow.runtime.core.journal import Decision, DecisionKind
from maflow.runtime.core.options import Options
from maflow.runtime.core.past import PastEvent, PastSend
from tests.reference.consent import state as take_down
from tests.reference.covered import refuse_what_is_not_covered
from tests.reference.declared import CampaignFacts, Declared
from tests.reference.expressions import Evaluator
from tests.reference.history import LoggedEvent, User
from tests.reference.ledger import Sent
from tests.reference.literals import elapsed_ms
from tests.reference.mentions import Mention
from tests.reference.nodes import event_name
from tests.reference.passages import Passages
from tests.reference.pipeline import Pipeline
from tests.reference.results import Results
from tests.reference.runs import Happened, Outcome, Rest, Run, Wake
from tests.reference.state import State, journal
from tests.reference.triggers import Triggers
from tests.reference.values import plain, written

__all__ = ["Reference", "journal"]

_DEFAULTS = Options()
_MOST_RAISED = 100_000


class Reference:
    """A world in which a project runs.

    `kinds` are the kinds of channel that are installed; those of maflow itself if they are not given.
    Law: the same inputs give the same decisions.
    """

    def __init__(
        self,
        project: ResolvedProject,
        options: Options = _DEFAULTS,
        *,
        kinds: Mapping[str, ChannelKind] | None = None,
    ) -> None:
        refuse_what_is_not_covered(project)
        self._declared = Declared(project, kinds)
        self._state = State()
        self._evaluator = Evaluator(self._declared, is_consent_assumed=options.consent_all)
        pipeline = Pipeline(self._state, self._declared, self._evaluator, options)
        self._results = Results(self._state, self._declared, pipeline)
        self._passages = Passages(
            self._state, self._declared, self._evaluator, pipeline, options, self._change
        )
        self._triggers = Triggers(self._state, self._declared, self._evaluator, self._passages.enter)

    def take(self, input: Input | PastEvent | PastSend) -> list[Decision]:
        """Take one input: before it every timer due earlier fires, after it what it raised is taken.

        An input that arrives behind the clock arrives now. What happened before the engine began only
        counts: the clock stays.
        """
        self._state.decisions = []
        if isinstance(input, PastEvent | PastSend):
            self._remember(input)
            return []
        now = max(input.at, self._state.clock)
        self._fire(now - 1)
        self._state.clock = now
        self._take(input)
        self._take_raised()
        return self._state.decisions

    def finish(self, until: int) -> list[Decision]:
        """Fire the timers due up to and including an instant."""
        self._state.decisions = []
        self._fire(until)
        self._state.clock = max(until, self._state.clock)
        return self._state.decisions

    @property
    def clock(self) -> int:
        """The latest instant taken."""
        return self._state.clock

    @property
    def runs(self) -> tuple[Run, ...]:
        """All runs, ended ones too, in the order in which each user's were accepted."""
        return tuple(run for user in self._state.users.values() for run in user.runs)

    def history(self, user_id: str) -> tuple[LoggedEvent, ...]:
        """Return everything that ever happened to a user, in the order of the log."""
        user = self._state.users.get(user_id)
        return () if user is None else tuple(user.history)

    def matches(self, audience_name: str, user_id: str) -> bool:
        """Tell whether a user is in an audience now."""
        user = self._state.users.get(user_id, User(user_id))
        return self._evaluator.is_in(audience_name, self._evaluator.scope(user, self._state.clock))

    def tags(self, user_id: str) -> frozenset[str]:
        """Return the tags that a user has now, those with a rule included."""
        user = self._state.users.get(user_id, User(user_id))
        scope = self._evaluator.scope(user, self._state.clock)
        ruled = (tag for tag in self._declared.tag_rules if self._evaluator.has_tag(tag, scope))
        return frozenset((*user.tags.difference(self._declared.tag_rules), *ruled))

    def attribute(self, user_id: str, name: str) -> Value:
        """Return an attribute of a user as it is now."""
        user = self._state.users.get(user_id, User(user_id))
        return plain(self._evaluator.attribute(user, name))

    def evaluate(
        self, expression: ast.Expression, user_id: str, *, event: Event | None = None, run: Run | None = None
    ) -> Value:
        """Return what an expression about a user is worth now; `event` is what `event.X` means."""
        user = self._state.users.get(user_id, User(user_id))
        category = run.campaign.category if run is not None else "promotional"
        scope = self._evaluator.scope(user, self._state.clock, category=category, run=run)
        if event is not None:
            place = len(user.history)
            scope = scope.with_event(LoggedEvent(event.name, event.time, place, event.properties, event.id))
        return plain(self._evaluator.value(expression, scope))

    def _remember(self, past: PastEvent | PastSend) -> None:
        match past:
            case PastEvent(event=event):
                user = self._state.user(event.user_id)
                place = len(user.history)
                user.history.append(LoggedEvent(event.name, event.time, place, event.properties, event.id))
                user.ids |= {event.id} if event.id is not None else set()
            case PastSend():
                self._state.ledger.append(
                    Sent(past.at, past.user_id, past.message, past.channel, past.category, past.campaign)
                )

    def _fire(self, up_to: int) -> None:
        """Fire the timers due up to an instant, each at its own, with all that comes of it."""
        while (due := self._state.timers.next_due()) is not None and due <= up_to:
            timer = self._state.timers.take()
            self._state.clock = max(due, self._state.clock)
            timer.act()
            self._triggers.look_at_touched(self._state.user(timer.user_id))
            self._take_raised()

    def _take_raised(self) -> None:
        for _ in range(_MOST_RAISED):
            if not self._state.raised:
                return
            raised = self._state.raised.popleft()
            self._take(raised.input, is_noted=raised.is_noted)
        raise RuntimeError("events raise events without end")

    def _take(self, input: Input, *, is_noted: bool = False) -> None:
        match input:
            case Event():
                self._take_event(input, is_noted=is_noted)
            case Profile():
                self._take_profile(input)
            case Call():
                self._take_call(input)
            case Tick():
                pass
            case _:
                assert_never(input)

    def _take_event(self, event: Event, *, is_noted: bool) -> None:
        """Take one event whole: profile and history, goals, exits, waits, entries.

        `is_noted`: what it says of consent has been taken down already.
        """
        user, now = self._state.user(event.user_id), self._state.clock
        if event.id is not None and event.id in user.ids:
            return
        if not user.is_known:
            self._meet(user)
        time = min(event.time, now)
        settings = self._declared.settings
        is_ancient, is_late = now - time > settings.max_age_ms, now - time > settings.lateness_ms
        past = self._write(user, event, time, is_late=is_late or is_ancient)
        is_taken_whole = not (is_late or is_ancient)
        if not is_taken_whole:
            reason = "max_age" if is_ancient else "lateness"
            self._state.record(DecisionKind.LATE, user.id, value=event.name, reason=reason)
        if not is_noted:
            self._results.note(user, past)
        told = frozenset(user.touched)
        if not is_ancient:
            self._look_for_goals(user, past)
            self._look_for_exits(user, past)
        self._look_for_waits(user, past, only_results=not is_taken_whole)
        if not is_ancient:
            self._look_for_entries(user, past)
        if not is_taken_whole:
            self._turn_away(user, told, is_recorded=not is_ancient)
        self._triggers.look_at_touched(user)

    def _take_profile(self, profile: Profile) -> None:
        user = self._state.user(profile.user_id)
        for name, value in profile.attributes.items():
            self._change(user, name, value)
        for tag in profile.tags:
            user.tags.add(tag)
            user.touched.add(("tag", tag))
        for statement in profile.consents:
            take_down(user, statement)
            user.touched.add(("consent", ""))
        if not user.is_known:
            self._meet(user)
            return
        self._look_for_exits(user, None)
        self._triggers.look_at_touched(user)
        for statement in profile.consents:
            name = "consent.given" if statement.is_given else "consent.withdrawn"
            said = {"channel": statement.channel, "category": statement.category}
            self._state.raise_event(user.id, name, said, is_noted=True)

    def _take_call(self, call: Call) -> None:
        user = self._state.user(call.user_id)
        if not user.is_known:
            self._meet(user)
        self._look_for_exits(user, None)
        for campaign in self._declared.campaigns:
            if campaign.name == call.campaign and campaign.is_by_call:
                self._passages.enter(user, campaign)
        self._triggers.look_at_touched(user)

    def _meet(self, user: User) -> None:
        """Meet a user as he is, before the event that he appears by: every condition is only remembered."""
        user.is_known = True
        self._triggers.meet(user)
        user.touched.clear()
        self._triggers.take_as_baseline(user)

    def _write(self, user: User, event: Event, time: int, *, is_late: bool) -> LoggedEvent:
        """Write an event at the end of a user's log."""
        past = LoggedEvent(event.name, time, len(user.history), event.properties, event.id, is_late)
        user.history.append(past)
        user.touched.add(("event", event.name))
        if event.id is not None:
            user.ids.add(event.id)
        return past

    def _change(self, user: User, name: str, value: Value) -> None:
        """Write an attribute of a user."""
        before = self._evaluator.zone(user)
        user.attributes[name] = value
        user.touched.add(("attribute", name))
        if user.is_known and self._evaluator.zone(user) != before:
            self._triggers.zone_has_changed(user)

    def _look_for_goals(self, user: User, event: LoggedEvent) -> None:
        """Let an event count for the latest run of each campaign whose goal it meets."""
        for campaign in self._declared.campaigns:
            for run in reversed(user.runs_of(campaign.name)):
                if campaign.goal is not None and self._meets_goal(run, campaign.goal, event):
                    self._reach(run, campaign.goal, event)
                    break

    def _meets_goal(self, run: Run, goal: ast.Goal, event: LoggedEvent) -> bool:
        is_in_time = run.entry_time <= event.time <= run.start + elapsed_ms(goal.within)
        return not run.has_goal and is_in_time and self._passages.walker(run).meets(goal.pattern, event)

    def _reach(self, run: Run, goal: ast.Goal, event: LoggedEvent) -> None:
        run.has_goal = True
        scope = self._passages.walker(run).scope(event)
        worth = None if goal.worth is None else self._evaluator.value(goal.worth, scope)
        self._state.record_of(run, DecisionKind.GOAL, value=written(worth))
        reached = {"campaign": run.campaign.name, "run": run.id}
        self._state.raise_event(run.user_id, "goal.reached", reached)
        if run.is_alive and not goal.stays:
            self._passages.end(run, DecisionKind.FINISHED, "goal")

    def _look_for_exits(self, user: User, event: LoggedEvent | None) -> None:
        """End the runs of which an exit holds: on this event, or by what is true now."""
        for run in self._alive(user):
            walker = self._passages.walker(run)
            for clause in run.campaign.exits:
                match clause:
                    case ast.ExitOn(pattern=pattern):
                        is_met, reason = event is not None and walker.meets(pattern, event), "exit_on"
                    case ast.ExitWhen(condition=condition):
                        is_met, reason = self._evaluator.holds(condition, walker.scope(None)), "exit_when"
                if is_met:
                    self._passages.end(run, DecisionKind.EXITED, reason)
                    break

    def _look_for_waits(self, user: User, event: LoggedEvent, *, only_results: bool) -> None:
        """Wake the runs that wait for an event: each where it rests now, not where it comes to.

        What became of a message is told however late.
        """
        for run, rest in [(run, run.rest) for run in self._alive(user)]:
            if rest is not None and run.rest is rest and (rest.result_of is not None or not only_results):
                wake = self._wake_by(run, rest, event)
                if wake is not None:
                    self._passages.wake(run, wake)

    def _wake_by(self, run: Run, rest: Rest, event: LoggedEvent) -> Wake | None:
        if rest.result_of is not None and rest.result_of.is_success is not None:
            return Outcome(rest.result_of.is_success)
        is_late = rest.until is not None and event.time > rest.until
        is_early = rest.since is not None and event.time < rest.since
        for number, pattern in enumerate(rest.patterns):
            if not is_early and not is_late and self._passages.walker(run).meets(pattern, event):
                return Happened(number, event)
        return None

    def _look_for_entries(self, user: User, event: LoggedEvent) -> None:
        """Let a user enter the campaigns of which an `enter on` matches; turn away who comes too late."""
        for campaign in self._declared.campaigns:
            if self._matches_entry(user, campaign, event):
                if event.is_late:
                    self._passages.refuse(user, campaign, "late")
                else:
                    self._passages.enter(user, campaign, event)

    def _turn_away(self, user: User, told: frozenset[Mention], *, is_recorded: bool) -> None:
        """Let nobody enter by a condition that what a late event tells has turned true."""
        for campaign in self._triggers.turned_by(user, told):
            if is_recorded:
                self._passages.refuse(user, campaign, "late")

    def _matches_entry(self, user: User, campaign: CampaignFacts, event: LoggedEvent) -> bool:
        scope = self._evaluator.scope(user, self._state.clock, category=campaign.category).with_event(event)
        return any(
            event_name(pattern.event) == event.name and self._evaluator.holds(pattern.where, scope)
            for pattern in campaign.enter_on
        )

    def _alive(self, user: User) -> list[Run]:
        """Return the runs under way: campaigns in the order of their turns, then by start, then id."""
        alive = [run for run in user.runs if run.is_alive]
        return sorted(alive, key=lambda run: (-run.campaign.priority, run.campaign.name, run.turn))
