"""Who sends what: every place of a project that sends a message or speaks to the team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec

from maflow.compiler.messages.surroundings import Given
from maflow.compiler.templates import SenderFact
from maflow.dsl import ast

__all__ = ["Senders", "Sending", "TeamText"]


class Sending(msgspec.Struct, frozen=True, kw_only=True):
    """A place that sends a message.

    Shape: `channels` is None where an attribute of the user names the channel; `kind` is that of all the
    channels that may be meant where a statement names none. `senders` are empty for a step that no
    campaign uses; `known` are the attributes of users that cannot be unknown there.
    """

    message: Given
    channels: tuple[Given, ...] | None = None
    kind: str | None = None
    senders: tuple[SenderFact, ...] = ()
    known: frozenset[str] = frozenset()

    def is_by(self, channel: str, kind: str) -> bool:
        """Tell whether a channel of a kind may be the one that is meant."""
        if self.kind is not None:
            return kind == self.kind
        return self.channels is None or any(given.name.text == channel for given in self.channels)


@dataclass(slots=True)
class TeamText:
    """The text of a `notify` or a `hand off`, and the places it is reached at: several inside a step."""

    to: ast.TextLiteral
    text: ast.TextLiteral
    senders: list[SenderFact] = field(default_factory=list)
    known: list[frozenset[str]] = field(default_factory=list)


class Senders:
    """All places that send, by what they send."""

    def __init__(self) -> None:
        self.sendings: list[Sending] = []
        self.team_texts: dict[ast.TextLiteral, TeamText] = {}
        self._by_message: dict[str, list[Sending]] = defaultdict(list)

    def sends(self, sending: Sending) -> None:
        """Keep a place that sends a message."""
        self.sendings.append(sending)
        self._by_message[sending.message.name.text].append(sending)

    def tells(
        self,
        statement: ast.Notify | ast.HandOff,
        senders: Iterable[SenderFact] = (),
        known: frozenset[str] | None = None,
    ) -> None:
        """Keep a place that tells the team something; `known` is None where no run comes by."""
        text = statement.text
        found = self.team_texts.setdefault(text, TeamText(statement.to, text))
        found.senders.extend(senders)
        if known is not None:
            found.known.append(known)

    def of(self, message: str, channel: str, kind: str) -> list[Sending]:
        """Return the places in campaigns that may send a message by a channel."""
        return [
            sending
            for sending in self._by_message.get(message, ())
            if sending.senders and sending.is_by(channel, kind)
        ]
