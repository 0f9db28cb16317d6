"""What receipts tell of the messages that were sent (language reference, sections 5 and 9)."""

from __future__ import annotations

from maflow.runtime.core.inputs import ConsentStatement, Value
from maflow.runtime.core.journal import DecisionKind
from tests.reference.consent import note_receipt, state
from tests.reference.declared import Declared
from tests.reference.history import LoggedEvent, User
from tests.reference.ledger import Sent
from tests.reference.pipeline import Pipeline
from tests.reference.state import State

__all__ = ["Results"]

_CONSENT_EVENTS = {"consent.given": True, "consent.withdrawn": False}
_FAILURES = ("failed", "bounced")


class Results:
    """Takes down receipts and statements of consent, whatever their age."""

    def __init__(self, world: State, declared: Declared, pipeline: Pipeline) -> None:
        self._state = world
        self._declared = declared
        self._pipeline = pipeline

    def note(self, user: User, event: LoggedEvent) -> None:
        """Take down what an event says of consent, of a channel or of a message."""
        if event.name in _CONSENT_EVENTS:
            channel, category = (
                _text(event.properties.get("channel")),
                _text(event.properties.get("category")),
            )
            state(user, ConsentStatement(_CONSENT_EVENTS[event.name], channel, category))
            user.touched.add(("consent", ""))
        elif self._declared.is_receipt(event.name):
            self._note_receipt(user, event)

    def _note_receipt(self, user: User, event: LoggedEvent) -> None:
        name, _, receipt = event.name.partition(".")
        channel = self._declared.channels[name]
        is_hard = receipt == "bounced" and event.properties.get("hard") is True
        sent = self._meant(user, event, name)
        address = self._pipeline.address(user, channel) if sent is None else sent.address
        note_receipt(user, channel, receipt, address if is_hard else None)
        if sent is not None:
            self._settle(sent, receipt, is_final=receipt == channel.success)

    def _meant(self, user: User, event: LoggedEvent, channel: str) -> Sent | None:
        """Return the message that a receipt is about, by its key, else by run, message and channel.

        A result can only be that of a message of which none is known yet: the last such is meant.
        """
        key, message, run = (event.properties.get(name) for name in ("key", "message", "run"))
        open_sends = (
            sent
            for sent in reversed(self._state.ledger)
            if sent.user_id == user.id and sent.run is not None and sent.is_success is None
        )
        if key is not None:
            return next((sent for sent in open_sends if sent.key == key), None)
        meant = (run, message, channel)
        return next((sent for sent in open_sends if (sent.run, sent.message, sent.channel) == meant), None)

    def _settle(self, sent: Sent, receipt: str, *, is_final: bool) -> None:
        if receipt in _FAILURES:
            sent.is_released = not sent.is_accepted
            sent.is_success = False
            self._record_failure(sent, receipt)
        elif receipt in ("accepted", "delivered"):
            sent.is_accepted = True
            if is_final:
                sent.is_success = True

    def _record_failure(self, sent: Sent, reason: str) -> None:
        self._state.record(
            DecisionKind.FAILED,
            sent.user_id,
            campaign=sent.campaign,
            run=sent.run,
            node=sent.node,
            channel=sent.channel,
            message=sent.message,
            reason=reason,
            key=sent.key,
        )


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
