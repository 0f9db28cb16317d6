"""Runs the `test` blocks of a project over the reference (language reference, section 13).

The lines of one instant are taken in their order; what is due then fires after the last thing that
happens. What is expected of the state is compared where its line stands, what is expected of decisions
with all that was decided in that second. What a message says (`containing`) is not looked at: the
reference renders nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from maflow.compiler.context import ResolvedProject
from maflow.dsl import ast
from maflow.dsl.printer import print_node
from maflow.runtime.core.inputs import Call, Tick, Value
from maflow.runtime.core.journal import Decision, DecisionKind
from maflow.runtime.core.options import Options
from maflow.runtime.core.past import PastEvent, PastSend
from tests.reference.given import Given
from tests.reference.literals import elapsed_ms
from tests.reference.world import Reference

__all__ = ["Scenario", "run_scenario", "scenarios_of"]

_SECOND = 1000
_HAPPENINGS = (ast.EventAction, ast.SetAction, ast.ReceiptAction, ast.CallAction)
_OF_DECISIONS = (ast.ExpectSend, ast.ExpectBlocked, ast.ExpectNothing, ast.ExpectRefused, ast.ExpectState)
_RECORDED = {
    ast.RunState.GOAL: DecisionKind.GOAL,
    ast.RunState.EXIT: DecisionKind.EXITED,
    ast.RunState.FINISHED: DecisionKind.FINISHED,
}


def scenarios_of(project: ResolvedProject) -> list[ast.Test]:
    """Return the tests of a project."""
    return [each for module in project.modules for each in module.declarations if isinstance(each, ast.Test)]


def run_scenario(project: ResolvedProject, test: ast.Test) -> list[str]:
    """Run one test and return what is not as it expects."""
    return Scenario(project, test).run()


class Scenario:
    """One test in its own world.

    Shape: `decisions` is everything that was decided, in order.
    """

    def __init__(self, project: ResolvedProject, test: ast.Test) -> None:
        self._test = test
        self._given = Given(project)
        users = [line.name for line in test.lines if isinstance(line, ast.GivenUser)]
        self._only = users[0].text if users and users[0] is not None else "user"
        self._campaign = test.campaign.text if test.campaign else None
        self.reference = Reference(project, _options(test))
        self.decisions: list[Decision] = []
        self._given_sends: list[PastSend] = []
        self._answered: list[Decision] = []
        self._complaints: list[str] = []

    def run(self) -> list[str]:
        """Run the test and return what is not as it expects."""
        timeline = list(self._timeline())
        if not timeline:
            return []
        self._prepare(timeline[0][0])
        for instant, group in groupby(timeline, key=lambda each: each[0]):
            self._play(instant, [action for _, action in group])
        last = timeline[-1][0]
        if any(isinstance(action, _OF_DECISIONS) for at, action in timeline if _second(at) == _second(last)):
            self.decisions += self.reference.finish((_second(last) + 1) * _SECOND - 1)
        for instant, action in timeline:
            self._compare(action, [each for each in self.decisions if _second(each.time) == _second(instant)])
        self._find_unexpected()
        return self._complaints

    def _play(self, at: int, actions: Sequence[ast.Action]) -> None:
        """Take the lines of one instant."""
        last = max((i for i, action in enumerate(actions) if isinstance(action, _HAPPENINGS)), default=-1)
        for number, action in enumerate(actions):
            if number > last:
                self.decisions += self.reference.finish(at)
            else:
                self.decisions += self.reference.take(Tick(at))
            if isinstance(action, ast.ReceiptAction):
                self._receive(action, at, actions[:number])
            else:
                self._act(action, at)
            self._look(action)
        self.decisions += self.reference.finish(at)

    def _user(self, name: ast.Name | None) -> str:
        """Return who is meant: the only user of the test where a line names none."""
        return self._only if name is None else name.text

    def _timeline(self) -> Iterator[tuple[int, ast.Action]]:
        instant = 0
        for line in self._test.lines:
            if not isinstance(line, ast.TimedAction):
                continue
            match line.when:
                case ast.AtMoment(moment=moment):
                    instant = self._given.instant(moment)
                case ast.AfterDuration(duration=duration):
                    instant += elapsed_ms(duration)
                case None:
                    pass
            yield instant, line.action

    def _prepare(self, first: int) -> None:
        users = [
            (self._user(line.name), line) for line in self._test.lines if isinstance(line, ast.GivenUser)
        ]
        for line in self._test.lines:
            match line:
                case ast.GivenSent(user=name):
                    send = self._given.past_send(line, self._user(name), self._campaign)
                    self._given_sends.append(send)
                    self.reference.take(send)
                case ast.GivenBudget() | ast.GivenOffer():
                    raise NotImplementedError(type(line).__name__)
                case _:
                    pass
        for user_id, given in users:
            for event in self._given.past(given, user_id):
                self.reference.take(PastEvent(event))
        for user_id, given in users:
            self.decisions += self.reference.take(self._given.profile(given, user_id, first))

    def _act(self, action: ast.Action, at: int) -> None:
        """Let happen what happens at a line."""
        match action:
            case ast.EventAction(event=event, user=user, properties=properties):
                input_ = self._given.event(event, properties, self._user(user), at)
                self.decisions += self.reference.take(input_)
            case ast.SetAction(user=user, values=values):
                self.decisions += self.reference.take(self._given.changed(values, self._user(user), at))
            case ast.CallAction(campaign=campaign, user=user):
                self.decisions += self.reference.take(Call(self._user(user), campaign.text, at))
            case _:
                pass

    def _receive(self, action: ast.ReceiptAction, at: int, above: Sequence[ast.Action]) -> None:
        """A receipt comes after its message: what is due is sent first where a line above expects it."""
        assert action.receipt.source is not None, "a receipt is one of a channel"
        user, channel, message = self._user(action.user), action.receipt.source.text, action.message.text
        is_expected = any(
            isinstance(each, ast.ExpectSend)
            and (self._user(each.user), each.channel.text, each.message.text) == (user, channel, message)
            for each in above
        )
        if is_expected or self._last_sent(user, channel, message) is None:
            self.decisions += self.reference.finish(at)
        sent = self._last_sent(user, channel, message)
        if sent is None:
            self._complain(action, "no such message was sent")
        else:
            self.decisions += self.reference.take(self._given.receipt(action.receipt, sent, user, at))

    def _last_sent(self, user_id: str, channel: str, message: str) -> Mapping[str, Value] | None:
        found = [
            event.properties
            for event in self.reference.history(user_id)
            if event.name == f"{channel}.sent" and event.properties.get("message") == message
        ]
        given = [
            {"message": message, "campaign": send.campaign, "channel": channel, "category": send.category}
            for send in sorted(self._given_sends, key=lambda each: each.at)
            if (send.user_id, send.channel, send.message) == (user_id, channel, message)
        ]
        return (found or given or [None])[-1]

    def _look(self, action: ast.Action) -> None:
        """Compare what is now."""
        match action:
            case ast.ExpectAudience(audience=audience, is_negated=is_negated, user=user):
                is_right = self.reference.matches(audience.text, self._user(user)) != is_negated
            case ast.ExpectTag(tag=tag, user=user):
                is_right = tag.value in self.reference.tags(self._user(user))
            case ast.ExpectState(state=ast.RunState.WAITING, user=user):
                is_right = any(
                    run.is_alive and run.user_id == self._user(user)
                    for run in self.reference.runs
                    if self._campaign is None or run.campaign.name == self._campaign
                )
            case _:
                return
        if not is_right:
            self._complain(action, "is not so")

    def _compare(self, action: ast.Action, then: Sequence[Decision]) -> None:
        """Compare what was decided in the second of a line; each decision answers one line."""
        match action:
            case ast.ExpectSend(message=message, channel=channel, user=user):
                self._answer(
                    action, then, DecisionKind.SENT, user, message=message.text, channel=channel.text
                )
            case ast.ExpectBlocked(message=message, reason=reason, user=user):
                self._answer(
                    action, then, DecisionKind.BLOCKED, user, message=message.text, reason=reason.text
                )
            case ast.ExpectRefused(reason=reason, user=user):
                self._answer(action, self._meant(then), DecisionKind.REFUSED, user, reason=reason.text)
            case ast.ExpectState(state=state, user=user) if state in _RECORDED:
                self._answer(action, self._meant(then), _RECORDED[state], user)
            case ast.ExpectNothing(user=user):
                sends = [each for each in then if each.kind == DecisionKind.SENT]
                if any(user is None or each.user_id == user.text for each in sends):
                    self._complain(action, f"there was {then}")
            case ast.ExpectGave() | ast.ExpectStage() | ast.ExpectScore():
                raise NotImplementedError(type(action).__name__)
            case _:
                pass

    def _meant(self, then: Sequence[Decision]) -> Sequence[Decision]:
        """Return the decisions of the campaign that the test is for, all of them where it names none."""
        return [each for each in then if self._campaign in (None, each.campaign)]

    def _answer(
        self,
        action: ast.Action,
        then: Sequence[Decision],
        kind: DecisionKind,
        user: ast.Name | None,
        **fields: str,
    ) -> None:
        """Let a line have a decision that no line before it has had."""
        wanted = {"kind": kind.value, "user_id": self._user(user), **fields}
        for each in then:
            is_free = not any(each is other for other in self._answered)
            if is_free and all(getattr(each, name) == value for name, value in wanted.items()):
                self._answered.append(each)
                return
        self._complain(action, f"there was {then}")

    def _find_unexpected(self) -> None:
        if any(isinstance(line, ast.OtherSendsAllowed) for line in self._test.lines):
            return
        for each in self.decisions:
            if each.kind == DecisionKind.SENT and not any(each is other for other in self._answered):
                self._complaints.append(f"not expected: {each}")

    def _complain(self, action: ast.Action, what: str) -> None:
        self._complaints.append(f"`{print_node(action)}`: {what}")


def _options(test: ast.Test) -> Options:
    forced = [line for line in test.lines if isinstance(line, ast.ArmForced)]
    is_in = any(
        line.split.text == "holdout" and line.arm.text == "in" and not line.campaign for line in forced
    )
    arms = {_split(line): line.arm.text for line in forced}
    return Options(arms=arms, holdout=is_in)


def _split(line: ast.ArmForced) -> str:
    return line.split.text if line.campaign is None else f"{line.campaign.text}.{line.split.text}"


def _second(instant: int) -> int:
    return instant // _SECOND
