"""What happens or is expected on one line of a test, as data."""

from __future__ import annotations

from maflow.compiler.context import ResolvedProject
from maflow.compiler.lower.expressions import tag_predicate
from maflow.compiler.reasons import reason_in_english
from maflow.compiler.scenarios.assignments import Assignments, event_name
from maflow.compiler.symbols import SymbolKind
from maflow.dsl import ast
from maflow.runtime.program.scenarios import (
    CallArrives,
    EventArrives,
    Expectation,
    ExpectedBlock,
    ExpectedMember,
    ExpectedNothing,
    ExpectedRefusal,
    ExpectedRun,
    ExpectedSend,
    ExpectedTag,
    ExpectedWait,
    Happening,
    ProfileChanges,
    ReceiptArrives,
    RunRecord,
)

__all__ = ["ONLY_USER", "LineLowering"]

ONLY_USER = "user"
"""The id of a user without a name."""

_RECORDS = {
    ast.RunState.GOAL: RunRecord.GOAL,
    ast.RunState.EXIT: RunRecord.EXIT,
    ast.RunState.FINISHED: RunRecord.FINISHED,
}


class LineLowering:
    """Lowers the lines of one test; `only` is its user where it has one."""

    def __init__(self, test: ast.Test, project: ResolvedProject, assignments: Assignments, only: str) -> None:
        self._test = test
        self._project = project
        self._assignments = assignments
        self._only = only

    def lowered(self, action: ast.Action) -> Happening | Expectation:
        """Return a line as data."""
        match action:
            case ast.EventAction() | ast.SetAction() | ast.ReceiptAction() | ast.CallAction():
                return self._happening(action)
            case ast.ExpectSend() | ast.ExpectBlocked() | ast.ExpectNothing():
                return self._of_sends(action)
            case ast.ExpectAudience() | ast.ExpectTag():
                return self._of_user(action)
            case ast.ExpectState() | ast.ExpectRefused():
                return self._of_run(action)
            case ast.ExpectGave() | ast.ExpectStage() | ast.ExpectScore():
                raise AssertionError("a project with offers, stages or scores is refused")

    def user(self, name: ast.Name | None) -> str:
        """Return the id of a user that a line names, or means."""
        return self._only if name is None else name.text

    def _happening(
        self, action: ast.EventAction | ast.SetAction | ast.ReceiptAction | ast.CallAction
    ) -> Happening:
        user = self.user(action.user)
        match action:
            case ast.EventAction(event=event, properties=properties):
                given = self._assignments.of_event(event, properties)
                return EventArrives(
                    user=user,
                    name=event_name(event),
                    time_ms=given.time_ms,
                    id=given.id,
                    properties=given.properties,
                )
            case ast.SetAction(values=values):
                return ProfileChanges(user=user, attributes=self._assignments.of_user(values))
            case ast.ReceiptAction(receipt=receipt, message=message):
                assert receipt.source is not None, "receipts are of channels (MA103)"
                channel, name = receipt.source.text, receipt.name.text
                return ReceiptArrives(user=user, channel=channel, receipt=name, message=message.text)
            case ast.CallAction(campaign=campaign):
                return CallArrives(user=user, campaign=campaign.text)

    def _of_sends(self, action: ast.ExpectSend | ast.ExpectBlocked | ast.ExpectNothing) -> Expectation:
        match action:
            case ast.ExpectSend(message=message, channel=channel, containing=text):
                return ExpectedSend(
                    user=self.user(action.user),
                    message=message.text,
                    channel=channel.text,
                    containing=None if text is None else text.value,
                )
            case ast.ExpectBlocked(message=message, reason=reason):
                user = self.user(action.user)
                return ExpectedBlock(user=user, message=message.text, reason=self._reason(reason))
            case ast.ExpectNothing(user=user_name):
                return ExpectedNothing(user=None if user_name is None else user_name.text)

    def _of_user(self, action: ast.ExpectAudience | ast.ExpectTag) -> Expectation:
        user = self.user(action.user)
        match action:
            case ast.ExpectAudience(audience=audience, is_negated=is_negated):
                return ExpectedMember(user=user, predicate=audience.text, is_negated=is_negated)
            case ast.ExpectTag(tag=tag):
                has_rule = self._project.symbols.find(SymbolKind.TAG, tag.value) is not None
                predicate = tag_predicate(tag.value) if has_rule else None
                return ExpectedTag(user=user, tag=tag.value, predicate=predicate)

    def _of_run(self, action: ast.ExpectState | ast.ExpectRefused) -> Expectation:
        user = self.user(action.user)
        campaign = None if self._test.campaign is None else self._test.campaign.text
        match action:
            case ast.ExpectRefused(reason=reason):
                return ExpectedRefusal(user=user, reason=self._reason(reason), campaign=campaign)
            case ast.ExpectState(state=ast.RunState.WAITING):
                return ExpectedWait(user=user, campaign=campaign)
            case ast.ExpectState(state=state):
                return ExpectedRun(user=user, record=_RECORDS[state], campaign=campaign)

    def _reason(self, reason: ast.Name) -> str:
        modules = self._project.modules
        dialect = next(module.dialect for module in modules if module.path == reason.span.file)
        word = reason_in_english(reason.text, dialect)
        assert word is not None, "other words are no reasons (MA108)"
        return word
