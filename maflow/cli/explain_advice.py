"""What stands behind a decision of the journal: what counted, when it frees, what it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from maflow.cli.explain_limits import LimitCounts
from maflow.cli.explaining import Story
from maflow.dsl.diagnostics import Text, items
from maflow.runtime.core.journal import Decision, DecisionKind
from maflow.runtime.program.program import Program
from maflow.runtime.program.rules import Limit, QuietHours

__all__ = ["Adviser", "rule_places"]

_BLOCKED = frozenset("suppressed consent address quiet_hours limits render approval holdout paused".split())
_REFUSED = frozenset("audience inactive key exit late".split())


@dataclass(frozen=True, slots=True)
class Adviser:
    """Says what stands behind decisions.

    Shape: `limits` are None without a project; `places` tell where each rule stands, by its text, and
    `campaigns` where each campaign does; `exits` are the events on which each is left.
    """

    limits: LimitCounts | None
    stories: Sequence[Story]
    places: dict[str, str]
    campaigns: dict[str, str]
    exits: dict[str, tuple[str, ...]]
    say: Callable[[Text], str]
    tell_time: Callable[[int], str]

    def advice(self, decision: Decision) -> tuple[Text, ...]:
        """Return the sentences that go with a decision."""
        return (*self._advice(decision), *self._place(decision))

    def _advice(self, decision: Decision) -> Iterator[Text]:
        match decision.kind:
            case DecisionKind.BLOCKED | DecisionKind.SKIPPED if decision.channel is not None:
                yield from self._blocked(decision)
            case DecisionKind.DEFERRED:
                yield from self._counted(decision)
            case DecisionKind.REFUSED:
                yield from self._refused(decision)
            case DecisionKind.EXITED:
                yield from self._left(decision)
            case _:
                return

    def _blocked(self, decision: Decision) -> Iterator[Text]:
        reason = decision.reason or ""
        if reason not in _BLOCKED:
            return
        yield from self._counted(decision)
        told = {"channel": decision.channel or "", "message": decision.message or ""}
        if reason == "limits":
            if decision.until is not None:
                yield Text("explain.room-again", {"until": self.tell_time(decision.until)})
        elif reason == "quiet_hours":
            if decision.until is not None:
                yield Text("explain.quiet-until", {"until": self.tell_time(decision.until)})
        elif reason in ("render", "approval"):
            yield Text(f"explain.blocked-{reason}", told)
        elif reason == "holdout":
            yield Text("explain.blocked-holdout")
        else:
            yield Text(f"explain.blocked-{reason}", {"channel": told["channel"]})

    def _counted(self, decision: Decision) -> Iterator[Text]:
        """Name the messages that a limit had counted when it stopped one."""
        if decision.reason != "limits" or self.limits is None:
            return
        shown = [self._send(each) for each in self.limits.counted(decision)]
        if shown:
            yield Text("explain.counted", {"sends": items(shown)})

    def _send(self, decision: Decision) -> str:
        told = {
            "message": decision.message or "",
            "channel": decision.channel or "",
            "time": self.tell_time(decision.time),
        }
        return self.say(Text("explain.send", told))

    def _refused(self, decision: Decision) -> Iterator[Text]:
        reason = decision.reason or ""
        if reason in _REFUSED:
            yield Text(f"explain.refused-{reason}")
            yield from self._campaign_place(decision)
            return
        runs = [each for each in self.stories if each.campaign == decision.campaign and each.run]
        before = [each for each in runs if each.began <= decision.time]
        if not before or reason not in ("running", "reenter"):
            return
        began, ended = self.tell_time(before[-1].began), before[-1].ended
        if ended is None:
            yield Text("explain.run-under-way", {"began": began})
        else:
            key = "explain.run-was-under-way" if reason == "running" else "explain.run-before"
            yield Text(key, {"began": began, "ended": self.tell_time(ended)})

    def _left(self, decision: Decision) -> Iterator[Text]:
        events = self.exits.get(decision.campaign or "", ())
        if decision.reason == "exit_on" and events:
            told = {"campaign": decision.campaign or "", "events": items(f"`{each}`" for each in events)}
            yield Text("explain.exits-on", told)
        if decision.node is not None:
            yield Text("explain.left-at", {"node": decision.node})

    def _campaign_place(self, decision: Decision) -> Iterator[Text]:
        place = self.campaigns.get(decision.campaign or "")
        if place is not None:
            yield Text("explain.campaign-stands", {"campaign": decision.campaign or "", "place": place})

    def _place(self, decision: Decision) -> Iterator[Text]:
        place = self.places.get(decision.rule or "")
        if place is not None:
            yield Text("explain.rule-stands", {"place": place})


def rule_places(program: Program) -> dict[str, str]:
    """Return where each limit and each range of quiet hours stands, by its text."""
    rules: list[Limit | QuietHours] = [*program.quiet_hours, *program.limits]
    rules += [limit for campaign in program.campaigns for limit in campaign.limits]
    return {rule.rule: f"{program.files[rule.place.file]}:{rule.place.line}" for rule in rules}
