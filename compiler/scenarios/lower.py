"""Tests of a checked project as scenarios, which the runtime plays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.driver import Checked
from maflow.compiler.files import MemoryFiles
from maflow.compiler.scenarios.assignments import Assignments, event_name
from maflow.compiler.scenarios.instants import instant_of, next_instant
from maflow.compiler.scenarios.lower_lines import ONLY_USER, LineLowering
from maflow.compiler.scenarios.past_sends import PastSenders
from maflow.dsl import ast
from maflow.dsl.diagnostics import Sink
from maflow.dsl.source import Span
from maflow.plugins.catalogue import ChannelCatalogue
from maflow.runtime.program.scenarios import HistoricEvent, HistoricSend, Line, Scenario, ScenarioUser

__all__ = ["LoweredTest", "lower_tests"]

AnyLine = TypeVar("AnyLine", bound=ast.Node)

_HOLDOUT = "holdout"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoweredTest:
    """A test ready to be played, and where its parts stand.

    Shape: `spans` are those of the actions of the scenario's lines, one each.
    """

    scenario: Scenario
    title: Span
    spans: tuple[Span, ...]


def lower_tests(checked: Checked, channels: ChannelCatalogue) -> tuple[LoweredTest, ...]:
    """Return the tests of a project that can be lowered, in the order of files and lines.

    `channels` are those that it was checked with.
    """
    project = checked.project
    context = CompileContext(
        sink=Sink(), channels=channels, files=MemoryFiles({}), sources=dict(checked.sources)
    )
    assignments = Assignments(project, context)
    senders = PastSenders(project, context)
    return tuple(
        _Lowering(test, project, assignments, senders).lowered() for test, _, _ in project.nodes.all(ast.Test)
    )


class _Lowering:
    """Lowers one test."""

    def __init__(
        self, test: ast.Test, project: ResolvedProject, assignments: Assignments, senders: PastSenders
    ) -> None:
        self._test = test
        self._assignments = assignments
        self._senders = senders
        self._campaign = None if test.campaign is None else test.campaign.text
        names = [user.name.text for user in self._all(ast.GivenUser) if user.name is not None]
        only = names[0] if len(names) == 1 else ONLY_USER
        self._lines = LineLowering(test, project, assignments, only)

    def lowered(self) -> LoweredTest:
        """Return the whole test."""
        arms = list(self._all(ast.ArmForced))
        actions = list(self._all(ast.TimedAction))
        scenario = Scenario(
            title=self._test.title.value,
            campaign=self._campaign,
            users=tuple(map(self._user, self._all(ast.GivenUser))),
            sends=tuple(map(self._past_send, self._all(ast.GivenSent))),
            arms=tuple(_forced(arm) for arm in arms if not _is_holdout(arm)),
            is_held_out=any(map(_is_holdout, arms)),
            allows_other_sends=any(True for _ in self._all(ast.OtherSendsAllowed)),
            lines=tuple(self._timed(actions)),
        )
        spans = tuple(line.action.span for line in actions)
        return LoweredTest(scenario=scenario, title=self._test.title.span, spans=spans)

    def _all(self, kind: type[AnyLine]) -> Iterator[AnyLine]:
        return (line for line in self._test.lines if isinstance(line, kind))

    def _user(self, given: ast.GivenUser) -> ScenarioUser:
        attributes = [entry for entry in given.entries if isinstance(entry, ast.GivenAttribute)]
        return ScenarioUser(
            id=self._lines.user(given.name),
            attributes=self._assignments.of_user(attributes),
            consents=tuple(
                channel.text
                for entry in given.entries
                if isinstance(entry, ast.GivenConsent)
                for channel in entry.channels
            ),
            tags=tuple(
                tag.value for entry in given.entries if isinstance(entry, ast.GivenTags) for tag in entry.tags
            ),
            past=tuple(self._did(entry) for entry in given.entries if isinstance(entry, ast.GivenDid)),
        )

    def _did(self, did: ast.GivenDid) -> HistoricEvent:
        given = self._assignments.of_event(did.event, did.properties)
        time_ms = instant_of(did.at, self._assignments.zone) if given.time_ms is None else given.time_ms
        return HistoricEvent(
            name=event_name(did.event), time_ms=time_ms, id=given.id, properties=given.properties
        )

    def _past_send(self, sent: ast.GivenSent) -> HistoricSend:
        message = sent.message.text
        campaign = self._senders.campaign_of(message, self._campaign)
        return HistoricSend(
            user=self._lines.user(sent.user),
            message=message,
            channel=sent.channel.text,
            category=self._senders.category_of(message, campaign),
            campaign=campaign,
            at_ms=instant_of(sent.at, self._assignments.zone),
        )

    def _timed(self, actions: list[ast.TimedAction]) -> Iterator[Line]:
        clock: int | None = None
        for line in actions:
            clock = next_instant(line.when, clock, self._assignments.zone)
            yield Line(clock, self._lines.lowered(line.action))


def _forced(arm: ast.ArmForced) -> tuple[str, str]:
    split = arm.split.text if arm.campaign is None else f"{arm.campaign.text}.{arm.split.text}"
    return split, arm.arm.text


def _is_holdout(arm: ast.ArmForced) -> bool:
    return arm.campaign is None and arm.split.text == _HOLDOUT and arm.arm.text == "in"
