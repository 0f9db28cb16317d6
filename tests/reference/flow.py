"""The statements of a flow (language reference, section 8).

A run is a generator: it yields where it rests, and is sent what woke it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from maflow.dsl import ast
from maflow.runtime.core.journal import DecisionKind
from tests.reference.changes import Changes
from tests.reference.declared import Declared
from tests.reference.experiments import arm_of
from tests.reference.expressions import Evaluator
from tests.reference.history import LoggedEvent, User
from tests.reference.ledger import Sent
from tests.reference.literals import elapsed_ms
from tests.reference.nodes import event_name
from tests.reference.runs import Course, Happened, Outcome, Rest, Run
from tests.reference.scope import Scope
from tests.reference.sending import Sender
from tests.reference.state import State
from tests.reference.waits import end_of_pause, end_of_wait_until_time, moment_waited_for, next_return

__all__ = ["FlowWalker", "RunOver", "Surroundings"]

_OutcomeBlocks = dict[ast.OutcomeWord, ast.Block]


class RunOver(Exception):
    """The run ends here, before the end of its flow."""

    def __init__(self, kind: DecisionKind, reason: str, node: str | None) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason
        self.node = node


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What statements touch."""

    state: State
    declared: Declared
    evaluator: Evaluator
    sender: Sender
    changes: Changes
    arms: Mapping[str, str]


class FlowWalker:
    """Walks the flow of one run."""

    def __init__(self, run: Run, world: Surroundings) -> None:
        self._run = run
        self._world = world

    def block(self, block: ast.Block | None, event: LoggedEvent | None) -> Course:
        """Walk the statements of a block; `event` is the event that opened it, or one around it."""
        for statement in block.statements if block is not None else ():
            yield from self._statement(statement, event)

    def meets(self, pattern: ast.EventPattern, event: LoggedEvent) -> bool:
        """Tell whether an event is one that this run looks for: of receipts, only its own."""
        if event.name != event_name(pattern.event):
            return False
        if self._world.declared.is_receipt(event.name) and event.properties.get("run") != self._run.id:
            return False
        return self._world.evaluator.holds(pattern.where, self.scope(event))

    def scope(self, event: LoggedEvent | None) -> Scope:
        """Return what an expression of the run may speak of."""
        user, campaign = self._user, self._run.campaign
        scope = self._world.evaluator.scope(user, self._now, category=campaign.category, run=self._run)
        return scope.with_event(event)

    def leave_if_exit_holds(self, node: str) -> None:
        """End the run where one of its `exit when` holds.

        Raises: RunOver.
        """
        for condition in self._run.campaign.exit_when:
            if self._world.evaluator.holds(condition, self.scope(None)):
                raise RunOver(DecisionKind.EXITED, "exit_when", node)

    @property
    def _now(self) -> int:
        return self._world.state.clock

    @property
    def _user(self) -> User:
        return self._world.state.user(self._run.user_id)

    def _statement(self, node: ast.Statement, event: LoggedEvent | None) -> Course:  # noqa: C901
        name = self._run.campaign.node_ids[id(node)]
        match node:
            case ast.Wait() | ast.WaitUntilTime() | ast.WaitUntilMoment() | ast.WaitUntilNext():
                yield from self._pause(name, self._end_of_wait(node, name, event))
            case ast.WaitFor():
                yield from self._wait_for(node, name)
            case ast.WaitForAny():
                yield from self._wait_for_any(node, name)
            case ast.If():
                yield from self._if(node, event)
            case ast.Split():
                yield from self._split(node, name, event)
            case ast.SplitBy():
                yield from self._split_by(node, name, event)
            case ast.Send():
                yield from self._send(node, name, event)
            case ast.Repeat():
                yield from self._repeat(node, name, event)
            case ast.TagAdd() | ast.TagRemove() | ast.Set() | ast.Unset() | ast.Start():
                self._world.changes.make(self._run, node, name, self.scope(event))
            case ast.Stop():
                raise RunOver(DecisionKind.FINISHED, "stop", None)
            case (
                ast.Sequence()
                | ast.Escalate()
                | ast.SplitLearning()
                | ast.Give()
                | ast.ScoreAdd()
                | ast.HandOff()
                | ast.Notify()
                | ast.CallWebhook()
                | ast.UseStep()
            ):
                raise NotImplementedError(type(node).__name__)
            case _:
                assert_never(node)

    def _pause(self, name: str, until: int) -> Course:
        """Rest until an instant; what is not ahead is no rest."""
        if until > self._now:
            yield Rest(name, until)

    def _end_of_wait(
        self,
        node: ast.Wait | ast.WaitUntilTime | ast.WaitUntilMoment | ast.WaitUntilNext,
        name: str,
        event: LoggedEvent | None,
    ) -> int:
        scope = self.scope(event)
        match node:
            case ast.Wait(duration=duration):
                return end_of_pause(duration, self._now, scope.zone)
            case ast.WaitUntilTime():
                return end_of_wait_until_time(node, self._now, scope.zone)
            case ast.WaitUntilMoment(moment=moment, time=time, if_past=if_past):
                until = moment_waited_for(self._world.evaluator.value(moment, scope), time, scope)
                is_past = until is None or until < self._now
                if is_past and if_past is ast.IfPast.EXIT:
                    raise RunOver(DecisionKind.EXITED, "exit_past", name)
                return self._now if until is None else until
            case ast.WaitUntilNext(date=date, time=time):
                until = next_return(self._world.evaluator.value(date, scope), time, scope)
                if until is None:
                    raise RunOver(DecisionKind.EXITED, "exit_past", name)
                return until

    def _wait_for(self, node: ast.WaitFor, name: str) -> Course:
        until = self._now + elapsed_ms(node.up_to)
        if node.since_entry:
            for past in self._user.history[self._run.log_place :]:
                if not past.is_late and self.meets(node.pattern, past):
                    yield from self.block(node.then, past)
                    return
        wake = yield Rest(name, until, (node.pattern,), None if node.since_entry else self._now)
        if isinstance(wake, Happened):
            yield from self.block(node.then, wake.event)
        else:
            yield from self.block(node.otherwise, None)

    def _wait_for_any(self, node: ast.WaitForAny, name: str) -> Course:
        listening = [(arm.pattern, arm.block) for arm in node.arms if arm.pattern is not None]
        timeout = next((arm.block for arm in node.arms if arm.pattern is None), None)
        patterns = tuple(pattern for pattern, _ in listening)
        wake = yield Rest(name, self._now + elapsed_ms(node.up_to), patterns, self._now)
        if isinstance(wake, Happened):
            yield from self.block(listening[wake.pattern][1], wake.event)
        else:
            yield from self.block(timeout, None)

    def _if(self, node: ast.If, event: LoggedEvent | None) -> Course:
        for arm in node.arms:
            if self._world.evaluator.holds(arm.condition, self.scope(event)):
                yield from self.block(arm.block, event)
                return
        yield from self.block(node.otherwise, event)

    def _split(self, node: ast.Split, name: str, event: LoggedEvent | None) -> Course:
        campaign, project = self._run.campaign.name, self._world.declared.settings.name
        arm = arm_of(node, campaign, self._user.id, self._world.arms, project)
        self._expose(node.name.text, name, arm.name.text)
        yield from self.block(arm.block, event)

    def _split_by(self, node: ast.SplitBy, name: str, event: LoggedEvent | None) -> Course:
        arm = self._arm_by(node, event)
        if arm is not None:
            self._expose(node.name.text, name, arm.name.text)
            yield from self.block(arm.block, event)

    def _arm_by(self, node: ast.SplitBy, event: LoggedEvent | None) -> ast.ByArm | ast.ElseArm | None:
        split, campaign = node.name.text, self._run.campaign.name
        forced = self._world.arms.get(f"{campaign}.{split}", self._world.arms.get(split))
        for arm in node.arms:
            if arm.name.text == forced:
                return arm
        if node.otherwise is not None and node.otherwise.name.text == forced:
            return node.otherwise
        for arm in node.arms:
            equal = ast.Binary(arm.span, ast.BinaryOperator.EQUAL, node.attribute, arm.value)
            if self._world.evaluator.holds(equal, self.scope(event)):
                return arm
        return node.otherwise

    def _expose(self, split: str, name: str, arm: str) -> None:
        """Record the arm, once in a run; receipts of later messages name it."""
        self._run.arm = arm
        if split not in self._run.exposed:
            self._run.exposed.add(split)
            self._world.state.record_of(self._run, DecisionKind.EXPOSED, node=name, arm=arm)

    def _send(self, node: ast.Send, name: str, event: LoggedEvent | None) -> Course:
        blocks = {outcome.word: outcome.block for outcome in node.outcomes}
        reached = self._now
        while True:
            self.leave_if_exit_holds(name)
            channels = self._channels(node.target, event)
            decided = self._world.sender.decide(self._run, name, node.message.text, channels, reached)
            if isinstance(decided, Sent):
                yield from self._after_sending(decided, name, blocks, event)
                return
            if not decided.may_wait:
                yield from self.block(blocks.get(ast.OutcomeWord.BLOCKED), event)
                return
            yield Rest(name, decided.until)

    def _after_sending(
        self, sent: Sent, name: str, blocks: _OutcomeBlocks, event: LoggedEvent | None
    ) -> Course:
        """Go on at once, or with a `failed` arm when the channel's final result is known."""
        word = ast.OutcomeWord.SENT
        if ast.OutcomeWord.FAILED in blocks:
            wake = yield Rest(name, self._valid_until(sent), result_of=sent)
            if not isinstance(wake, Outcome):
                sent.is_success = False
                self._world.state.record_of(
                    self._run,
                    DecisionKind.FAILED,
                    node=name,
                    channel=sent.channel,
                    message=sent.message,
                    reason="valid",
                    key=sent.key,
                )
            if not sent.is_success:
                word = ast.OutcomeWord.FAILED
        yield from self.block(blocks.get(word), event)

    def _valid_until(self, sent: Sent) -> int | None:
        block = self._world.declared.message_block(sent.message, sent.channel)
        assert block is not None, "only what has a text is sent"
        valid = next((entry for entry in block.entries if isinstance(entry, ast.Valid)), None)
        return None if valid is None else sent.time + elapsed_ms(valid.duration)

    def _channels(self, target: ast.SendTarget, event: LoggedEvent | None) -> tuple[str, ...]:
        match target:
            case ast.ChannelTarget(channel=channel):
                return (channel.text,)
            case ast.FirstOfTarget(channels=channels):
                return tuple(channel.text for channel in channels)
            case ast.AttributeTarget(attribute=attribute):
                value = self._world.evaluator.value(attribute, self.scope(event))
                return () if value is None else (str(value),)

    def _repeat(self, node: ast.Repeat, name: str, event: LoggedEvent | None) -> Course:
        for number in range(int(node.times.text.replace("_", ""))):
            if number and node.every is not None:
                yield from self._pause(name, end_of_pause(node.every, self._now, self.scope(None).zone))
            if node.until is not None and self._world.evaluator.holds(node.until, self.scope(event)):
                return
            yield from self.block(node.block, event)
