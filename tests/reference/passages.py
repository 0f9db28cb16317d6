"""How runs start, go on and end (language reference, sections 7 and 11)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from maflow.runtime.core.inputs import Value
from maflow.runtime.core.journal import DecisionKind
from maflow.runtime.core.options import Options
from tests.reference.changes import Changes
from tests.reference.declared import CampaignFacts, Declared
from tests.reference.entries import Entrance
from tests.reference.experiments import is_held_out
from tests.reference.expressions import Evaluator
from tests.reference.flow import FlowWalker, RunOver, Surroundings
from tests.reference.history import LoggedEvent, User
from tests.reference.pipeline import Pipeline
from tests.reference.runs import Rest, Run, TimeIsUp, Wake
from tests.reference.sending import Sender
from tests.reference.state import State
from tests.reference.timers import Timer

__all__ = ["Passages"]


class Passages:
    """Moves runs. `change` writes an attribute of a user."""

    def __init__(
        self,
        state: State,
        declared: Declared,
        evaluator: Evaluator,
        pipeline: Pipeline,
        options: Options,
        change: Callable[[User, str, Value], None],
    ) -> None:
        self._state = state
        self._declared = declared
        self._options = options
        self._entrance = Entrance(declared, evaluator)
        self._world = Surroundings(
            state,
            declared,
            evaluator,
            Sender(state, declared, pipeline),
            Changes(state, declared, evaluator, change),
            options.arms,
        )

    def enter(self, user: User, campaign: CampaignFacts, event: LoggedEvent | None = None) -> None:
        """Let a user enter, or record why not."""
        run = self._entrance.run_for(user, campaign, event, self._state.clock)
        reason = self._entrance.refusal(run, user)
        if reason is not None:
            self.refuse(user, campaign, reason)
            return
        replaced = self._entrance.running(run, user)
        if replaced is not None:
            self.end(replaced, DecisionKind.EXITED, "restart")
        self._start(run, user)

    def refuse(self, user: User, campaign: CampaignFacts, reason: str) -> None:
        """Record that an entry was turned away."""
        self._state.record(DecisionKind.REFUSED, user.id, campaign=campaign.name, reason=reason)

    def walker(self, run: Run) -> FlowWalker:
        """Return what walks the flow of a run, and knows what its expressions may speak of."""
        return FlowWalker(run, self._world)

    def wake(self, run: Run, wake: Wake) -> None:
        """Let a run go on from where it rests, as far as it goes."""
        assert run.course is not None, "a run that rests is under way"
        course = run.course
        self._forget_rest(run)
        self._go_on(run, lambda: course.send(wake))

    def end(self, run: Run, kind: DecisionKind, reason: str | None, node: str | None = None) -> None:
        """End a run: what it waited for no longer matters."""
        if kind is DecisionKind.EXITED and node is None and run.rest is not None:
            node = run.rest.node
        run.ended_at = self._state.clock
        self._forget_rest(run)
        for timer in run.exit_timers:
            timer.is_cancelled = True
        self._state.record_of(run, kind, node=node, reason=reason)

    def _start(self, run: Run, user: User) -> None:
        user.runs.append(run)
        run.is_held_out = is_held_out(run.campaign, user.id, self._declared, self._options)
        self._state.record_of(run, DecisionKind.ENTERED)
        if run.is_held_out:
            self._state.record_of(run, DecisionKind.EXPOSED, arm="holdout")
        for longest in run.campaign.exit_after:
            over = partial(self.end, run, DecisionKind.EXITED, "exit_after")
            run.exit_timers.append(self._set_timer(run, run.start + longest, over))
        course = self.walker(run).block(run.campaign.block, None)
        run.course = course
        self._go_on(run, lambda: next(course))

    def _go_on(self, run: Run, resume: Callable[[], Rest]) -> None:
        try:
            run.rest = resume()
        except StopIteration:
            self.end(run, DecisionKind.FINISHED, None)
        except RunOver as over:
            self.end(run, over.kind, over.reason, over.node)
        else:
            if run.rest.until is not None:
                run.alarm = self._set_timer(run, run.rest.until, partial(self.wake, run, TimeIsUp()))

    def _forget_rest(self, run: Run) -> None:
        run.rest = None
        if run.alarm is not None:
            run.alarm.is_cancelled = True

    def _set_timer(self, run: Run, due: int, act: Callable[[], None]) -> Timer:
        return self._state.timers.set(due, run.campaign.priority, run.user_id, act)
