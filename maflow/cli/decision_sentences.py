"""What a decision of the journal says, as a sentence."""

from __future__ import annotations

from collections.abc import Callable

from maflow.cli.value_text import set_type, value_text
from maflow.dsl.diagnostics import Text
from maflow.runtime.core.journal import Decision, DecisionKind
from maflow.runtime.program.program import Program

__all__ = ["decision_text"]

_REASONS = frozenset(
    """
    suppressed consent address quiet_hours arbitration limits budget offer render approval holdout paused
    running reenter audience inactive key exit group late
    exit_on exit_when exit_after exit_past restart stop goal failed bounced valid lateness max_age
    """.split()
)

# What the dispatcher says of a message whose time was over before it was handed over: no provider saw it.
_EXPIRED = "expired"

# What turns a sentence into words, and an instant into a local time.
Say = Callable[[Text], str]
Tell = Callable[[int], str]


def decision_text(decision: Decision, say: Say, tell_time: Tell, program: Program | None = None) -> Text:
    """Return a decision as a sentence; `say` words a part of it, `tell_time` an instant.

    Only a program knows which numbers are dates and durations.
    """
    if decision.kind == DecisionKind.SET:
        return _set(decision, tell_time, program)
    sentence = _BY_KIND.get(decision.kind)
    if sentence is None:
        return Text("decision.other", {"kind": decision.kind})
    return sentence(decision, _because(decision, say), tell_time)


def _because(decision: Decision, say: Say) -> str:
    """Return why, with the rule that says so and what it has counted."""
    reason = decision.reason or ""
    if decision.kind == DecisionKind.FAILED and decision.value == _EXPIRED:
        return say(Text("decision.reason.valid"))
    if decision.kind == DecisionKind.BLOCKED and decision.channel is None and reason == "address":
        return say(Text("decision.reason.no-channel"))
    if reason not in _REASONS:
        return say(Text("decision.other-reason", {"reason": reason})) if reason else ""
    what = say(Text(f"decision.reason.{reason.replace('_', '-')}"))
    if decision.rule is None:
        return what
    told = {"what": what, "rule": decision.rule}
    if decision.value is None:
        return say(Text("decision.by-rule", told))
    return say(Text("decision.by-rule-counted", {**told, "value": str(decision.value)}))


def _entered(decision: Decision, _: str, __: Tell) -> Text:
    return Text("decision.entered", {"campaign": decision.campaign or ""})


def _refused(decision: Decision, why: str, _: Tell) -> Text:
    told = {"campaign": decision.campaign or "", "word": decision.reason or "", "reason": why}
    return Text("decision.refused", told)


def _exposed(decision: Decision, _: str, __: Tell) -> Text:
    if decision.node is None:
        return Text("decision.held-out", {"campaign": decision.campaign or ""})
    return Text("decision.exposed", {"arm": decision.arm or "", "node": decision.node})


def _sent(decision: Decision, _: str, __: Tell) -> Text:
    return Text("decision.sent", _sending(decision))


def _blocked(decision: Decision, why: str, _: Tell) -> Text:
    told = {"word": decision.reason or "", "reason": why}
    if decision.channel is None:
        return Text("decision.blocked-without-channel", {"message": decision.message or "", **told})
    return Text("decision.blocked", {**_sending(decision), **told})


def _deferred(decision: Decision, why: str, tell_time: Tell) -> Text:
    until = "" if decision.until is None else tell_time(decision.until)
    return Text("decision.deferred", {**_sending(decision), "until": until, "reason": why})


def _failed(decision: Decision, why: str, _: Tell) -> Text:
    told = {**_sending(decision), "reason": why}
    if decision.value in (None, _EXPIRED):
        return Text("decision.failed", told)
    return Text("decision.failed-saying", {**told, "said": str(decision.value)})


def _exited(decision: Decision, why: str, _: Tell) -> Text:
    return Text("decision.exited", {"campaign": decision.campaign or "", "reason": why})


def _goal(decision: Decision, _: str, __: Tell) -> Text:
    told = {"campaign": decision.campaign or ""}
    if decision.value is None:
        return Text("decision.goal", told)
    return Text("decision.goal-worth", {**told, "value": str(decision.value)})


def _finished(decision: Decision, why: str, _: Tell) -> Text:
    told = {"campaign": decision.campaign or ""}
    return Text("decision.finished-by", {**told, "reason": why}) if why else Text("decision.finished", told)


def _tagged(decision: Decision, _: str, __: Tell) -> Text:
    key = "decision.tag-removed" if decision.reason == "remove" else "decision.tag-added"
    return Text(key, {"tag": str(decision.value)})


def _set(decision: Decision, tell_time: Tell, program: Program | None) -> Text:
    told = {"name": decision.reason or ""}
    if decision.value is None:
        return Text("decision.unset", told)
    value = value_text(decision.value, set_type(decision, program), tell_time)
    return Text("decision.set", {**told, "value": value})


def _skipped(decision: Decision, why: str, _: Tell) -> Text:
    told = {"node": decision.node or "", "reason": why}
    if decision.channel is None:
        return Text("decision.skipped", told)
    return Text("decision.skipped-channel", {**told, "channel": decision.channel})


def _late(decision: Decision, why: str, _: Tell) -> Text:
    return Text("decision.late", {"event": str(decision.value), "reason": why})


def _asked(decision: Decision, _: str, __: Tell) -> Text:
    return Text("decision.asked", {"node": decision.node or ""})


def _sending(decision: Decision) -> dict[str, str]:
    return {"message": decision.message or "", "channel": decision.channel or ""}


_BY_KIND: dict[str, Callable[[Decision, str, Tell], Text]] = {
    DecisionKind.ENTERED: _entered,
    DecisionKind.REFUSED: _refused,
    DecisionKind.EXPOSED: _exposed,
    DecisionKind.SENT: _sent,
    DecisionKind.BLOCKED: _blocked,
    DecisionKind.DEFERRED: _deferred,
    DecisionKind.FAILED: _failed,
    DecisionKind.EXITED: _exited,
    DecisionKind.GOAL: _goal,
    DecisionKind.FINISHED: _finished,
    DecisionKind.TAGGED: _tagged,
    DecisionKind.SKIPPED: _skipped,
    DecisionKind.LATE: _late,
    "asked": _asked,
}
