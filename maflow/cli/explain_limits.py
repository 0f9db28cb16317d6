"""Which messages had filled a limit, told from a journal and the project that decided."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from maflow.runtime.core.code import LimitCode
from maflow.runtime.core.journal import Decision, DecisionKind
from maflow.runtime.linking.sends import LimitTable
from maflow.runtime.program.program import Program

__all__ = ["LimitCounts"]

# What a provider refuses gives its place back; a bounce mostly follows on an acceptance, and does not.
_REFUSED_BY_PROVIDER = "failed"


class LimitCounts:
    """What the limits of a project counted of one user's messages; `decisions` are all of that user's."""

    def __init__(self, program: Program, decisions: Sequence[Decision]) -> None:
        self._decisions = decisions
        self._table = LimitTable(program)
        self._categories = {each.name: each.category for each in program.campaigns}

    def counted(self, decision: Decision) -> list[Decision]:
        """Return the sends that had filled the limit by which a message was stopped, the oldest first.

        They are not known where the project has no such limit, and where it counts other users' as well.
        """
        limit = next((each for each in self._limits(decision) if each.rule == decision.rule), None)
        if limit is None or limit.in_total:
            return []
        before = list(takewhile(lambda each: each is not decision, self._decisions))
        given_back = {
            each.key
            for each in before
            if each.kind == DecisionKind.FAILED and each.reason == _REFUSED_BY_PROVIDER
        }
        sends = (each for each in before if each.kind == DecisionKind.SENT and each.key not in given_back)
        found = [each for each in sends if self._is_counted(each, limit, decision.time)]
        # When a calendar period began in the user's zone is not in the journal. The limit was full, so the
        # latest lie in it.
        return found[max(0, len(found) - limit.count) :]

    def _is_counted(self, send: Decision, limit: LimitCode, now: int) -> bool:
        if limit.period is None and send.time <= now - limit.rolling_ms:
            return False
        return any(each.ring == limit.ring for each in self._limits(send))

    def _limits(self, decision: Decision) -> tuple[LimitCode, ...]:
        """Return the limits that apply to a message, sent or not."""
        category = self._categories.get(decision.campaign or "")
        if category is None or decision.message is None or decision.channel is None:
            return ()
        return self._table.applying(decision.campaign, decision.message, decision.channel, category)
