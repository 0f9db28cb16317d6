"""What a test expects, against what is and what was recorded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from maflow.runtime.core.effects import Outgoing
from maflow.runtime.core.engine import Engine
from maflow.runtime.core.journal import Decision, DecisionKind
from maflow.runtime.program.scenarios import (
    ExpectedBlock,
    ExpectedMember,
    ExpectedNothing,
    ExpectedRefusal,
    ExpectedRun,
    ExpectedSend,
    ExpectedTag,
    ExpectedWait,
)
from maflow.runtime.scenario.assignment import assign

__all__ = ["OfRecords", "OfState", "Verdict", "holds", "judge"]

OfState: TypeAlias = ExpectedMember | ExpectedTag | ExpectedWait
"""Expectations of what is at an instant."""

OfRecords: TypeAlias = ExpectedSend | ExpectedBlock | ExpectedNothing | ExpectedRun | ExpectedRefusal
"""Expectations of what was recorded within a second."""

_OfDecisions: TypeAlias = ExpectedBlock | ExpectedRun | ExpectedRefusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of the expectations of one second.

    Shape: `unmet` are the places of expectations among those judged, `unexpected` the sends that none took.
    """

    unmet: tuple[int, ...]
    unexpected: tuple[Outgoing, ...]


def holds(expected: OfState, engine: Engine) -> bool:
    """Tell whether something is as expected at the engine's clock."""
    match expected:
        case ExpectedMember(user=user, predicate=predicate, is_negated=is_negated):
            return engine.holds(predicate, user) is not is_negated
        case ExpectedTag(user=user, tag=tag, predicate=predicate):
            return tag in engine.tags(user) if predicate is None else engine.holds(predicate, user)
        case ExpectedWait(user=user, campaign=campaign):
            return any(run.is_waiting and campaign in (None, run.campaign) for run in engine.runs(user))
        case _ as never:
            assert_never(never)


def judge(expected: Sequence[OfRecords], sends: Sequence[Outgoing], decisions: Sequence[Decision]) -> Verdict:
    """Compare the expectations of a second with what was recorded in it.

    Each record answers one expectation only, so that two lines alike expect two; but lines that name
    different texts may speak of one send.
    """
    wanted = {i: each for i, each in enumerate(expected) if isinstance(each, ExpectedSend)}
    recorded = {i: each for i, each in enumerate(expected) if isinstance(each, _OfDecisions)}
    taken = _taken_by(list(wanted.values()), sends)
    answered = assign([_answering(each, decisions) for each in recorded.values()])
    unmet = {
        *_without(wanted, taken),
        *_without(recorded, answered),
        *(i for i, each in enumerate(expected) if _is_broken_silence(each, sends)),
    }
    unexpected = tuple(send for i, send in enumerate(sends) if i not in taken)
    return Verdict(unmet=tuple(sorted(unmet)), unexpected=unexpected)


def _taken_by(wanted: Sequence[ExpectedSend], sends: Sequence[Outgoing]) -> list[int | None]:
    """Return the send of each line; who finds none of its own shares one that another text was named of."""
    fitting = [_fitting(each, sends) for each in wanted]
    taken = assign(fitting)
    named = {(send, each.containing) for each, send in zip(wanted, taken, strict=True)}
    for line, each in enumerate(wanted):
        if taken[line] is None and each.containing is not None:
            shared = (i for i in fitting[line] if not {(i, None), (i, each.containing)} & named)
            taken[line] = next(shared, None)
            named.add((taken[line], each.containing))
    return taken


def _without(lines: Iterable[int], found: Sequence[int | None]) -> Iterable[int]:
    return (line for line, record in zip(lines, found, strict=True) if record is None)


def _is_broken_silence(expected: OfRecords, sends: Sequence[Outgoing]) -> bool:
    return isinstance(expected, ExpectedNothing) and any(
        expected.user in (None, send.user_id) for send in sends
    )


def _fitting(expected: ExpectedSend, sends: Sequence[Outgoing]) -> list[int]:
    wanted = expected.user, expected.message, expected.channel
    return [
        i
        for i, send in enumerate(sends)
        if (send.user_id, send.message, send.channel) == wanted and _has_text(send, expected.containing)
    ]


def _has_text(send: Outgoing, text: str | None) -> bool:
    return text is None or any(text in field for field in send.fields.values())


def _answering(expected: _OfDecisions, decisions: Sequence[Decision]) -> list[int]:
    return [i for i, decision in enumerate(decisions) if _answers(expected, decision)]


def _answers(expected: _OfDecisions, decision: Decision) -> bool:
    if decision.user_id != expected.user:
        return False
    match expected:
        case ExpectedBlock(message=message, reason=reason):
            wanted = DecisionKind.BLOCKED, message, reason
            return (decision.kind, decision.message, decision.reason) == wanted
        case ExpectedRun(record=record, campaign=campaign):
            return decision.kind == record.value and campaign in (None, decision.campaign)
        case ExpectedRefusal(reason=reason, campaign=campaign):
            is_refusal = (decision.kind, decision.reason) == (DecisionKind.REFUSED, reason)
            return is_refusal and campaign in (None, decision.campaign)
        case _ as never:
            assert_never(never)
