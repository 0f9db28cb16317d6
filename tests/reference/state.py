"""The state of the whole world, and its journal."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from maflow.runtime.core.inputs import Call, Event, Value
from maflow.runtime.core.journal import Decision, DecisionKind
from tests.reference.history import User
from tests.reference.ledger import Sent
from tests.reference.runs import Run
from tests.reference.timers import Timers

__all__ = ["Raised", "State", "journal"]


@dataclass(frozen=True, slots=True)
class Raised:
    """An input that something raised; `is_noted` if what it says of consent has been taken down."""

    input: Event | Call
    is_noted: bool = False


class State:
    """Everything that there is.

    Shape: `clock` is the latest instant taken; `raised` are inputs that come next at the same instant;
    `decisions` are those of the input that is being taken.
    """

    def __init__(self) -> None:
        self.clock = 0
        self.users: dict[str, User] = {}
        self.ledger: list[Sent] = []
        self.timers = Timers()
        self.raised: deque[Raised] = deque()
        self.decisions: list[Decision] = []

    def user(self, user_id: str) -> User:
        """Return a user, who begins to exist if need be."""
        return self.users.setdefault(user_id, User(user_id))

    def record(self, kind: DecisionKind, user_id: str, **fields: object) -> None:
        """Write a decision into the journal."""
        # The fields are those of Decision; what does not fit would be a mistake of ours, shown by any test.
        self.decisions.append(Decision(self.clock, user_id, kind.value, **fields))  # type: ignore[arg-type]

    def record_of(self, run: Run, kind: DecisionKind, **fields: object) -> None:
        """Write a decision about a run into the journal."""
        self.record(kind, run.user_id, campaign=run.campaign.name, run=run.id, **fields)

    def raise_event(
        self, user_id: str, name: str, properties: Mapping[str, Value], *, is_noted: bool = False
    ) -> None:
        """Let an event be taken next."""
        event = Event(user_id, name, self.clock, self.clock, properties)
        self.raised.append(Raised(event, is_noted))

    def raise_call(self, user_id: str, campaign: str) -> None:
        """Let a call of a campaign be taken next."""
        self.raised.append(Raised(Call(user_id, campaign, self.clock)))


def journal(decisions: Iterable[Decision]) -> list[Decision]:
    """Return decisions in the order of a journal: time, user, then the order in which they were made."""
    return sorted(decisions, key=lambda decision: (decision.time, decision.user_id))
