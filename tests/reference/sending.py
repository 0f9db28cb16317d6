"""The statement `send` (language reference, sections 8 and 9)."""

from __future__ import annotations

from collections.abc import Sequence

from maflow.runtime.core.journal import DecisionKind
from tests.reference.declared import Declared
from tests.reference.ledger import Sent
from tests.reference.pipeline import Pipeline
from tests.reference.runs import Run
from tests.reference.state import State
from tests.reference.verdicts import Refused

__all__ = ["Sender"]


class Sender:
    """Decides one `send` at a time."""

    def __init__(self, state: State, declared: Declared, pipeline: Pipeline) -> None:
        self._state = state
        self._declared = declared
        self._pipeline = pipeline

    def decide(
        self, run: Run, node: str, message: str, channels: Sequence[str], reached: int
    ) -> Sent | Refused:
        """Send by the first channel that may now, or say why none does; all of it is recorded.

        Shape: no channels where the attribute that names one is unknown.
        """
        early = self._before_channels(run, message, channels)
        if early is not None:
            only = channels[0] if len(channels) == 1 else None
            self._record(run, DecisionKind.BLOCKED, node, message, only, early)
            return early
        refused: list[tuple[str, Refused]] = []
        for channel in channels:
            verdict = self._pipeline.ask(run, message, channel, reached)
            if verdict is None:
                return self._pass(run, node, message, channel, refused)
            refused.append((channel, verdict))
        return self._refuse(run, node, message, refused)

    def _before_channels(self, run: Run, message: str, channels: Sequence[str]) -> Refused | None:
        is_one = len(channels) == 1
        if is_one and not self._declared.is_approved(message, channels[0]):
            return Refused("approval")
        if run.is_held_out:
            return Refused("holdout")
        return None if channels else Refused("address")

    def _pass(
        self, run: Run, node: str, message: str, channel: str, refused: Sequence[tuple[str, Refused]]
    ) -> Sent | Refused:
        """Record the channels before the chosen one as skipped, and send if the message has a text for it."""
        for other, verdict in refused:
            self._record(run, DecisionKind.SKIPPED, node, message, other, verdict)
        if self._declared.message_block(message, channel) is None:
            textless = Refused("render")
            self._record(run, DecisionKind.BLOCKED, node, message, channel, textless)
            return textless
        return self._pipeline.send(run, node, message, channel)

    def _refuse(self, run: Run, node: str, message: str, refused: Sequence[tuple[str, Refused]]) -> Refused:
        """Wait for the channel that is released earliest (then as written), else block all of them."""
        waiting = [(channel, verdict) for channel, verdict in refused if verdict.may_wait]
        if waiting:
            channel, verdict = min(waiting, key=lambda each: each[1].until or 0)
            self._record(run, DecisionKind.DEFERRED, node, message, channel, verdict)
            return verdict
        for channel, verdict in refused:
            self._record(run, DecisionKind.BLOCKED, node, message, channel, verdict)
        return refused[0][1]

    def _record(
        self, run: Run, kind: DecisionKind, node: str, message: str, channel: str | None, verdict: Refused
    ) -> None:
        self._state.record_of(
            run,
            kind,
            node=node,
            channel=channel,
            message=message,
            reason=verdict.reason,
            rule=verdict.rule,
            until=verdict.until,
            value=verdict.value,
        )
